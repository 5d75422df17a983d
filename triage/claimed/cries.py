"""What a subject cries: "URGENT", "SPOED!!", "Factuur klopt niet - graag zsm", "höchste Priorität".

It cries in a piece of its own, in which nothing else stands; a topic that bears the word cries
not ("spoedopvang", "dringende berichten", "urgentieverklaring").
"""

from __future__ import annotations

import re

from config.codes import Priority
from ingest.wording import small
from triage.checks.vague_subject import without_prefixes
from triage.claimed.fields import Said
from triage.claimed.vocabulary import Cries
from triage.claimed.vocabulary import cries as vocabulary

_SHORT = 4  # words of a piece that is told as it stands
_URGENT = frozenset((Priority.CRITICAL.value, Priority.HIGH.value))
_QUOTED = re.compile(r"[\"“„«][^\"”“»]{1,60}[\"”“»]|(?<!\w)['‘][^'’]{1,60}['’](?!\w)")
_PIECE = re.compile(r"(?:[^:!?;,|()\[\]–—…/.\s-]|(?<=\S)[:/.-](?=\S)|\s(?![–-]\s))+[:!?]*")
_WORD = re.compile(r"[\w'.-]*\w")


def cries(subject: str) -> list[Said]:
    """The word that cries, with the priorities that it may go with."""
    known = vocabulary()
    bare = _QUOTED.sub(" … ", without_prefixes(subject.replace("’", "'")))
    named = False
    for piece in _PIECE.finditer(bare):
        text = piece[0].strip()
        if not named and (said := _cried(text, known)):
            return [Said(said, _URGENT)]
        words = _words(text)
        named = text.endswith(":") and bool(words) and words[-1] in known.named
    said = _at_an_end(bare.strip(" !.…"), known)
    return [Said(said, _URGENT)] if said else []


def _cried(piece: str, known: Cries) -> str | None:
    """What a piece cries that says nothing else."""
    lowered = small(piece)
    found = known.cry.search(lowered) or known.shouted.search(piece)
    if found is None or piece.endswith("?"):
        return None
    beside = _words(f"{lowered[: found.start()]} {known.cry.sub(' ', lowered[found.end() :])}")
    if not known.beside.issuperset(beside):
        return None
    short = len(piece.split()) <= _SHORT
    return piece.rstrip("!:") if short else piece[found.start() : found.end()]


def _at_an_end(subject: str, known: Cries) -> str | None:
    """A word that cries before all that is said, or behind it."""
    lowered = small(subject)
    if found := known.last.search(lowered):
        before = _words(lowered[: found.start()])[-2:]
        return None if known.never.intersection(before) else subject[found.start() :]
    found = known.first.match(lowered) or known.shouted.match(subject)
    behind = _words(lowered[found.end() :]) if found else []
    if not found or not behind or behind[0] in known.things:
        return None
    return subject[: found.end()]


def _words(text: str) -> list[str]:
    return _WORD.findall(small(text))
