"""Aliases: through all mails of a ticket the same value has the same token, another one another.

What is remembered of a value is a keyed digest, not to be guessed without the key of the vault.
After a rotation of that key values are new again, and get numbers that nobody has yet.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection

from models import finding, vault
from models.finding import Alias
from triage.decision import Finding, Redacted, Triage
from triage.redact import Masks, value_key

_TOKEN = re.compile(r"\[(?P<label>[^\]\[\d]+?)(?: (?P<number>\d+))?\]")


class Aliases:
    """Gives the findings of a chunk of mails their tokens, ticket by ticket."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._secret: bytes | None = None
        self._known: dict[int, dict[str, str]] = {}  # ticket → digest → token

    def named(self, ticket_id: int, triage: Triage) -> tuple[Triage, tuple[Alias, ...]]:
        """The triage with the tokens of this ticket in all its texts, and an alias a finding."""
        if not triage.findings:
            return triage, ()
        known = self._of(ticket_id)
        own = Masks(triage.findings).tokens
        digests = {key: self._digest(key) for key in own}
        tokens = _tokens(own, digests, known)
        known.update((digests[key], token) for key, token in tokens.items())
        renamed = {own[key]: token for key, token in tokens.items() if own[key] != token}
        aliases = tuple(_alias(one, digests, tokens) for one in triage.findings)
        return _renamed(triage, renamed), aliases

    def _of(self, ticket_id: int) -> dict[str, str]:
        if ticket_id not in self._known:
            self._known[ticket_id] = finding.aliases_of(self._connection, ticket_id)
        return self._known[ticket_id]

    def _digest(self, key: str) -> str:
        if self._secret is None:
            secret = vault.sealing_key(self._connection).secret
            self._secret = hmac.digest(secret, b"meldpost aliases", hashlib.sha256)
        return hmac.digest(self._secret, key.encode(), hashlib.sha256).hex()[:32]


def _alias(one: Finding, digests: Mapping[str, str], tokens: Mapping[str, str]) -> Alias:
    key = value_key(one)
    return Alias(digests[key], tokens[key])


def _tokens(
    own: Mapping[str, str], digests: Mapping[str, str], known: Mapping[str, str]
) -> dict[str, str]:
    """For each value the token it has in the ticket, else the next number of its kind."""
    if not known:
        return dict(own)
    highest: dict[str, int] = {}
    for token in known.values():
        label, number = _parts(token)
        highest[label] = max(highest.get(label, 0), number)
    found = {}
    for key, token in own.items():
        if (standing := known.get(digests[key])) is not None:
            found[key] = standing
            continue
        label, _ = _parts(token)
        highest[label] = highest.get(label, 0) + 1
        found[key] = f"[{label}]" if highest[label] == 1 else f"[{label} {highest[label]}]"
    return found


def _parts(token: str) -> tuple[str, int]:
    match = _TOKEN.fullmatch(token)
    if match is None:
        raise ValueError(f"no token: {token}")
    return match["label"], int(match["number"] or 1)


def _renamed(triage: Triage, tokens: Mapping[str, str]) -> Triage:
    """The triage with these tokens in place of its own, all at once."""
    if not tokens:
        return triage

    def said(text: str) -> str:
        return _TOKEN.sub(lambda match: tokens.get(match[0], match[0]), text)

    return replace(
        triage,
        title=said(triage.title),
        facts=tuple(
            one if one.redacted is None else replace(one, redacted=said(one.redacted))
            for one in triage.facts
        ),
        redacted=Redacted(said(triage.redacted.subject), said(triage.redacted.text)),
        parts=tuple(
            replace(one, text=said(one.text), triage=_renamed(one.triage, tokens))
            for one in triage.parts
        ),
    )
