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
_PRACTICE = re.compile(
    r"logoped|arbo|(?:^|-)caw\b|(?:^|-)caw-|^caw|\btax\b|-tax|fiscal|fisc[ao]|kine|ergo(?:ther|praktijk)|psych|dokter|"
    r"huisarts|tandarts|jeugdhulp|bewind|deurwaard|incasso|uitzend|payroll|reclame|hosting|pensioen|dienst|"
    r"catering|traiteur|mutualite|ziekenfonds|medisch|cabinet|verloskund"
)
_HOUSE = re.compile(
    r"\b(?:\w*opvang|kamp(?:en)?|vzw|asbl|school|praktijk|\w*dienst|gemeente|stichting|crèche|kdv|bso|bureau)\b",
    re.IGNORECASE,
)
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
    if not is_personal(domain) and _is_at_work(hints, domain, start):
        return True
    if not is_personal(domain) and _TO.match(hints.left(start, 200)):
        return True  # to whom a forwarded mail was written: the house that forwards it
    if domain == sender.domain or belongs(domain, (sender.domain,)) or is_professional(address):
        return True
    before = hints.left(start, 35)
    return hints.letter_at(start).hand is not Hand.OUTSIDE and (
        cue("email_others").search(before) is not None or _USER.search(before) is not None
    )


def _is_at_work(hints: Hints, domain: str, start: int) -> bool:
    """Whether the head of a forwarded mail shows a practice or a function by the address."""
    author = hints.letter_at(start).author
    if author is None or not hints.text.startswith(author.address, start):
        return False
    shown = hints.left(start, 120)
    return (
        _PRACTICE.search(domain) is not None
        or _HOUSE.search(shown) is not None
        or cue("function").search(shown) is not None
    )
