"""The stamp of the pipeline of names: what it was made of. With the same stamp it says the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import triage
from triage.labelled import LabelledMail

_ROOM = Path(triage.__file__).parent
_CODE = (
    "hints.py", "letters.py", "mailboxes.py", "names/*.py", "recognizers/people.py",
    "recognizers/role_*.py",
)  # fmt: skip
_DATA = (
    "names/*.txt", "cues/role_*.txt", "cues/*name*.txt", "cues/parent_*.txt", "cues/greeting.txt",
    "cues/closing.txt", "cues/colleague_voice.txt", "cues/house*.txt",
)  # fmt: skip
_LIBRARIES = ("scikit-learn", "spacy")


def stamp(mails: Sequence[LabelledMail]) -> dict[str, str]:
    """What the pipeline was made of; with the same stamp it says the same."""
    texts = (
        json.dumps([m.id, m.preset, m.from_name, m.from_addr, m.subject, m.body, _names(m)])
        for m in mails
    )
    made_with = {library: version(library) for library in _LIBRARIES}
    return {
        "names": _digest(text.encode() for text in texts),
        **rules(),
        **made_with,
    }


def rules() -> dict[str, str]:
    """The part of the stamp that is ours: the code and the lists by which names are found."""
    return {
        "code": _digest(path.read_bytes() for path in _files(_CODE)),
        "lists": _digest(path.read_bytes() for path in _files(_DATA)),
    }


def _names(mail: LabelledMail) -> list[tuple[str, str]]:
    return [(name.text, name.role) for name in mail.names or ()]


def _files(patterns: Sequence[str]) -> Iterator[Path]:
    for pattern in patterns:
        yield from sorted(_ROOM.glob(pattern))


def _digest(pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(b"%d " % len(piece) + piece)
    return digest.hexdigest()[:32]
