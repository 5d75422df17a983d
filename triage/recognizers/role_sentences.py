"""Our own sentences (`names/sentences.txt`), filled with names of our lists, as further examples.

Each is put below a mail of the corpus, so that what the rest of a mail tells is as in real life."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path

from numpy.random import Generator

import triage.names
from triage.labelled import LabelledMail, LabelledName
from triage.names import listed

_FOLDER = Path(triage.names.__file__).parent
_SLOT = re.compile(r"<(child|parent|colleague|childminder)(\+?)>")
_PREFIXES = ("van der ", "de ", "van den ", "el ", "van ", "ten ")
_TIMES = 8
_SMALL = 0.15  # share of sentences in small letters
_PREFIXED = 0.2  # share of surnames with a prefix


def generated(mails: Sequence[LabelledMail], chance: Generator) -> Iterator[LabelledMail]:
    """Each sentence in some mails of the desk that it is for, with its names and their roles."""
    hosts = {kind: [mail for mail in mails if _fits(mail, kind)] for kind in ("", "gob", "kamp")}
    for sentence, _ in product(sentences(), range(_TIMES)):
        kind, text = _split(sentence)
        if hosts[kind]:
            host = hosts[kind][chance.integers(len(hosts[kind]))]
            yield _filled(text, host, chance)


def _filled(text: str, host: LabelledMail, chance: Generator) -> LabelledMail:
    """A mail of `host` that says just this sentence, with names in place of its slots."""
    case = str.lower if chance.random() < _SMALL else str
    names: list[LabelledName] = []

    def fill(slot: re.Match[str]) -> str:
        given = _given(slot[1], chance)
        name = case(f"{given} {_family(chance)}" if slot[2] else given)
        names.append(LabelledName.model_validate({"text": name, "role": slot[1]}))
        return name

    body = _SLOT.sub(fill, case(text)) + ".\n"
    return host.model_copy(update={"body": body, "names": tuple(names), "personal_data": ()})


def _given(role: str, chance: Generator) -> str:
    """A first name for that role: a child has one of today."""
    return _pick("first_young.txt" if role == "child" else "first_*.txt", chance)


def _family(chance: Generator) -> str:
    prefix = _PREFIXES[chance.integers(len(_PREFIXES))] if chance.random() < _PREFIXED else ""
    return f"{prefix}{_pick('last_*.txt', chance)}"


def _pick(files: str, chance: Generator) -> str:
    names = _sorted(files)
    return names[chance.integers(len(names))].title()


@lru_cache
def _sorted(files: str) -> tuple[str, ...]:
    return tuple(sorted(listed(files)))


def sentences() -> list[str]:
    """The lines of `sentences.txt`."""
    lines = (_FOLDER / "sentences.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _split(sentence: str) -> tuple[str, str]:
    kind, _, rest = sentence.partition(" ")
    return (kind, rest) if kind in ("gob", "kamp") else ("", sentence)


def _fits(mail: LabelledMail, kind: str) -> bool:
    if mail.sender == "parent":
        return False
    wanted = {"gob": mail.module == "gob", "kamp": mail.preset == "kampadmin"}
    return wanted.get(kind, mail.preset == "kidskonnect")
