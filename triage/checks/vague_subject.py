"""The subject says nothing: empty, or words that head any mail (`vague_subject`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from config.codes import CheckCode
from triage.cues import words
from triage.decision import Check
from triage.evidence import Evidence
from triage.names import fold

_PREFIX = re.compile(
    r"^(?:\s*(?:re|fwd?|fw|antw|aw|tr|wg|doorst|betr|betreft|sv|vs|rif|i|onderwerp|subject|objet)\s*(?:\[\d+\])?\s*:)+|"
    r"\[(?:extern|external|ext)\]|^\s*betreft\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"(.)\1{2,}")
_WHOLE = frozenset(
    (
        "zie bijlage", "zie onder", "zie hieronder", "ter info", "fyi", "geen onderwerp",
        "no subject", "sans objet", "kein betreff", "geen antwoord", "gescand document",
        "correctie nu", "van alles", "kindje", "van mijn collega",
        "doorgezonden bericht van mijn collega",
    )
)  # fmt: skip


_FROM_WHOM = re.compile(
    r"(?:[^\W\d]+ ){0,3}"
    r"(?:vra+g\w*|punt\w*|ding\w*|idee\w*|opmerking\w*|lijstje\w*|verzoek\w*|questions?|points?|"
    r"fragen?)(?: (?:van|uit|from|aus)|(?= d'une? ))(?: [\w']+){1,3}"
)  # `vraagje van oma`, `drie dingen uit de vergadering`: who asks is no topic
_NUMBER = re.compile(r"(?<!\d)\d{3,}(?!\d)")
_TRADE = frozenset(("kamp", "kampen", "camp", "camps", "stage", "stages"))


def find(evidence: Evidence) -> Iterator[Check]:
    if is_vague(evidence.message.subject):
        yield Check(CheckCode.VAGUE_SUBJECT)


def without_prefixes(subject: str) -> str:
    """The subject without Re:, Fwd: and marks of mail servers."""
    return _PREFIX.sub(" ", subject).strip()


@lru_cache(maxsize=4096)
def is_vague(subject: str) -> bool:
    """Whether nothing is left without prefixes, signs and words that fit every mail."""
    bare = fold(_PREFIX.sub(" ", subject))
    if not bare or bare in _WHOLE:
        return True
    if _NUMBER.search(subject):
        return False
    if ":" not in subject and _FROM_WHOM.fullmatch(bare):
        return True
    kept = (_LETTERS.sub(r"\1", word) for word in bare.split())
    meaning = {word for word in kept if not _says_nothing(word)}
    return not meaning or (meaning <= _TRADE and not any(map(str.isdigit, subject)))


def _says_nothing(word: str) -> bool:
    return word in _folded("subject_fillers") or _is_empty(word)


def _is_empty(word: str) -> bool:
    """A word of the list, or one slip of the pen away from a long one (`prbleem`)."""
    if word in _folded("subject_empty"):
        return True
    return len(word) >= 5 and any(_one_slip(word, known) for known in _SLIPS)


_SLIPS = (
    "vraag",
    "vraagje",
    "vraagjes",
    "probleem",
    "problemen",
    "dringend",
    "question",
    "urgent",
    "problem",
    "probleempje",
)


@lru_cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words(name))


def _one_slip(word: str, known: str) -> bool:
    """Whether one letter was left out, added, changed, or swapped with its neighbour."""
    if abs(len(word) - len(known)) > 1 or word[0] != known[0]:
        return False
    at = 0
    while at < min(len(word), len(known)) and word[at] == known[at]:
        at += 1
    rest, other = word[at:], known[at:]
    if rest[2:] == other[2:] and rest[:2] == other[:2][::-1]:
        return True
    return rest[1:] == other[1:] or rest == other[1:] or rest[1:] == other
