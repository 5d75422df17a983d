"""Redaction: subject and text with every finding replaced by a token such as `[BSN]`.

The same value has the same token, and several of a kind are numbered, so that a reader can follow
who is who. What was found once is masked wherever it stands, whatever its capitals and blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from config.codes import DataKind
from config.preset import Preset
from ingest.message import Message
from triage.attachments import spaced
from triage.decision import Finding, Redacted

TOKENS: dict[DataKind, str] = {
    DataKind.BSN: "BSN",
    DataKind.NATIONAL_NUMBER: "rijksregisternummer",
    DataKind.BIRTH_DATE: "geboortedatum",
    DataKind.PERSON_NAME: "naam",
    DataKind.ADDRESS: "adres",
    DataKind.PHONE: "telefoon",
    DataKind.EMAIL: "e-mail",
    DataKind.IBAN: "IBAN",
    DataKind.CREDENTIAL: "wachtwoord",
    DataKind.HEALTH: "gezondheid",
    DataKind.PHOTO: "foto",
}
_NUMBERS = frozenset(
    (DataKind.BSN, DataKind.NATIONAL_NUMBER, DataKind.IBAN, DataKind.PHONE)
)  # written with any separators
_BLANK = re.compile(r"[\W_]+")


def redact(message: Message, masks: Masks) -> Redacted:
    """The subject and text of a message without any value that was found in them."""
    return Redacted(masks.apply(message.subject, "subject"), masks.apply(message.text, "body"))


def redact_attachment(text: str, number: int, masks: Masks) -> str:
    """The text of an attachment (`Content.text`) without any value that was found."""
    return masks.apply(text, "attachment", attachment=number)


def redact_filename(name: str, number: int, masks: Masks) -> str:
    """The name of an attachment without any value that was found."""
    read = spaced(name)
    redacted = masks.apply(read, "attachment", attachment=number, in_name=True)
    return name if redacted == read else redacted


def hidden(findings: Iterable[Finding], preset: Preset) -> tuple[Finding, ...]:
    """Those that people do not see at this desk; the others are only noted."""
    return tuple(one for one in findings if preset.privacy.action.get(one.kind) != "note")


class Masks:
    """The tokens of one mail's findings and the expression that finds their values again."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        self.tokens = _tokens(self.findings)
        values = {value_key(f): f for f in self.findings}
        self.known = tuple(
            (_bare(finding.span.text), finding, self.tokens[key])
            for key, finding in sorted(values.items(), key=lambda item: -len(item[0]))
        )

    def apply(
        self,
        text: str,
        where: str,
        *,
        offset: int = 0,
        attachment: int | None = None,
        in_name: bool = False,
    ) -> str:
        """`text`, which begins at `offset` of what `where` names (`attachment` and the number of
        one, and whether it is its name), without any value."""
        found = self.stretches(text, where, offset=offset, attachment=attachment, in_name=in_name)
        return "".join(_masked(text, found))

    def stretches(
        self,
        text: str,
        where: str,
        *,
        offset: int = 0,
        attachment: int | None = None,
        in_name: bool = False,
    ) -> list[Stretch]:
        """What `apply` masks, in order and apart; offsets in `text`."""
        found = [
            (max(f.span.start - offset, 0), f.span.end - offset, self.tokens[value_key(f)])
            for f in self.findings
            if f.span.where.partition(":")[0] == where
            and (f.span.attachment, f.span.in_name) == (attachment, in_name)
            and offset < f.span.end
            and f.span.start < offset + len(text)
        ]
        bare = _bare(text)
        for value, finding, token in self.known:
            if value and value in bare:  # a sheet has thousands: compile what may be there
                matches = _expression(finding).finditer(text)
                found.extend((*match.span(), token) for match in matches)
        return [Stretch(*one) for one in _merged(found)]


class Stretch(NamedTuple):
    """A stretch of text and the token that takes its place."""

    start: int
    end: int
    token: str


def _masked(text: str, stretches: Iterable[Stretch]) -> Iterator[str]:
    """The text with its stretches replaced."""
    at = 0
    for start, end, token in stretches:
        yield text[at:start]
        yield token
        at = end
    yield text[at:]


def _merged(stretches: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Those that overlap become one, named by the longest."""
    current: tuple[int, int, str] | None = None
    longest = 0
    for start, end, token in sorted(stretches):
        if start >= end:
            continue
        if current is None or start >= current[1]:
            if current is not None:
                yield current
            current, longest = (start, end, token), end - start
        else:
            kept = token if end - start > longest else current[2]
            longest = max(longest, end - start)
            current = (current[0], max(current[1], end), kept)
    if current is not None:
        yield current


def value_key(finding: Finding) -> str:
    """A value without capitals and separators, and its kind: what makes two values the same."""
    return f"{finding.kind}:{_bare(finding.span.text)}"


def _bare(text: str) -> str:
    return _BLANK.sub("", text.casefold())


def _tokens(findings: tuple[Finding, ...]) -> dict[str, str]:
    by_kind: dict[DataKind, dict[str, None]] = {}
    for finding in findings:
        by_kind.setdefault(finding.kind, {})[value_key(finding)] = None
    return {
        key: f"[{TOKENS[kind]}]" if len(keys) == 1 else f"[{TOKENS[kind]} {number}]"
        for kind, keys in by_kind.items()
        for number, key in enumerate(keys, 1)
    }


def _expression(finding: Finding) -> re.Pattern[str]:
    """The value with any blanks (for numbers: any separators) between its signs or words."""
    text = finding.span.text.strip()
    if finding.kind in _NUMBERS:
        signs = [re.escape(sign) for sign in text if sign.isalnum()]
        if signs:
            spaced = r"[\W_]{0,3}".join(signs)
            return re.compile(rf"(?<![^\W_]){spaced}(?![^\W_])", re.IGNORECASE)
    words = [re.escape(word) for word in text.split()]
    if not words:
        return re.compile(r"(?!)")
    edge_left = r"(?<!\w)" if text[0].isalnum() else ""
    edge_right = r"(?!\w)" if text[-1].isalnum() else ""
    return re.compile(edge_left + r"\s{1,8}".join(words) + edge_right, re.IGNORECASE)
