"""Mail addresses of parents and children (labels.md, `email`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from triage.cues import cue
from triage.hints import Candidate, Hints
from triage.letters import Hand
from triage.mailboxes import belongs, is_personal, is_private, is_professional

_ADDRESS = re.compile(
    r"(?<![\w.+-])[\w+%-](?:[\w.+%'-]{0,62}[\w+%-])?@(?:[\w-]{1,63}\.){1,6}[a-zA-Z]{2,24}(?![\w@])"
)

_USER = re.compile(
    r"\b(?:gebruikers?|users?|account|compte|utilisat\w+|benutzer\w*)\W{1,3}$", re.IGNORECASE
)
_TO = re.compile(r"^[ \t>|*]*(?:aan|to|à|an|cc|kopie)\*?\s?:[^\n]*$", re.IGNORECASE)
_EXAMPLE = re.compile(r"@(?:[\w-]+\.)*example\.(?:com|org|net)$", re.IGNORECASE)  # RFC 2606


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each address that is not the sender's, the desk's, a colleague's or an office's."""
    if "@" not in text:
        return
    for match in _ADDRESS.finditer(text):
        hints.claimed.add(*match.span())
        if not _EXAMPLE.search(match[0]) and not _is_theirs(match[0], match.start(), hints):
            yield Candidate(match.start(), match.end(), 0.95, "address of somebody outside")


def _is_theirs(address: str, start: int, hints: Hints) -> bool:
    """The sender's own, or of a house or an office that takes part in its work."""
    sender = hints.message.from_
    domain = address.rpartition("@")[2].lower()
    if address.lower() == sender.address.lower() or belongs(address, hints.preset.own_domains):
        return True
    if is_private(domain):
        return cue("email_others").search(hints.left(start, 35)) is not None
    if not is_personal(domain) and _TO.match(hints.left(start, 200)):
        return True  # to whom a forwarded mail was written: the house that forwards it
    if domain == sender.domain or belongs(domain, (sender.domain,)) or is_professional(address):
        return True
    before = hints.left(start, 35)
    return hints.letter_at(start).hand is not Hand.OUTSIDE and (
        cue("email_others").search(before) is not None or _USER.search(before) is not None
    )
