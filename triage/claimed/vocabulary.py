"""The words of `words.toml` as regular expressions, for texts in small letters (ingest/wording)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from config.codes import Priority

_URGENT = frozenset((Priority.CRITICAL.value, Priority.HIGH.value))
_OR = r"\s?(?:/|,|&|\b(?:of|ou|or|oder|en|et|and|und)\b)\s?"


@dataclass(frozen=True, slots=True)
class Values:
    """Words for codes. `several` is an expression for one to three of them; `codes` belong to the
    groups of `one`, in order."""

    one: re.Pattern[str]
    several: str
    codes: Sequence[frozenset[str]]

    def fits(self, said: str) -> frozenset[str]:
        """The codes that these words go with."""
        groups = (found.lastindex or 0 for found in self.one.finditer(said))
        return frozenset[str]().union(*(self.codes[group - 1] for group in groups))


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A field of a form: expressions for its name, and its values. `tags` may stand alone."""

    name: str
    values: Values
    tags: str = ""


@dataclass(frozen=True, slots=True)
class Cries:
    """Expressions for what cries, and words in small letters: see `words.toml`."""

    cry: re.Pattern[str]
    shouted: re.Pattern[str]
    first: re.Pattern[str]
    last: re.Pattern[str]
    beside: frozenset[str]
    things: frozenset[str]
    never: frozenset[str]
    named: frozenset[str]


@cache
def type_field() -> Field:
    """What a type is called in a form, and in the subject of a mail."""
    said = _read()
    groups = [
        (one["fits"], f"{one.get('tag', '')}\n{one.get('field', '')}") for one in said["type"]
    ]
    tags = _choice("\n".join(one.get("tag", "") for one in said["type"]))
    return Field(_name(said["field"], "type"), _values(groups), tags)


@cache
def priority_field() -> Field:
    """What a priority is called in a form."""
    said = _read()
    groups = [
        (_URGENT if code == "urgent" else [code], words) for code, words in said["priority"].items()
    ]
    return Field(_name(said["field"], "priority"), _values(groups))


@cache
def cries() -> Cries:
    """What a subject cries."""
    said = _read()["cry"]
    lists = {name: frozenset(said[name].split()) for name in ("beside", "things", "never", "named")}
    return Cries(
        cry=whole(_choice(said["words"])),
        shouted=whole(said["shouted"]),
        first=whole(rf"\A(?:{said['first']})"),
        last=whole(rf"(?:{said['last']})\Z"),
        **lists,
    )


def whole(body: str) -> re.Pattern[str]:
    """Whole words."""
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w-])")


def _values(groups: Iterable[tuple[Iterable[str], str]]) -> Values:
    """The longest words first: "extra vraag" is no "vraag"."""
    coded = [(word, frozenset(fits)) for fits, words in groups for word in _words(words)]
    coded.sort(key=lambda one: -len(one[0]))
    one = "|".join(f"({word})" for word, _ in coded)
    value = f"(?:{'|'.join(word for word, _ in coded)})"
    several = (
        rf"(?:{value}\s?\({value}\)|{value}(?:{_OR}{value}){{0,2}})"  # "Fout (bug)", "Error/bug"
    )
    return Values(whole(one), several, [fits for _, fits in coded])


def _name(fields: Mapping[str, str], name: str) -> str:
    return rf"(?:{_choice(fields[name])})(?: {_choice(fields['of_what'])})?"


def _choice(lines: str) -> str:
    return f"(?:{'|'.join(_words(lines))})"


def _words(lines: str) -> list[str]:
    """The alternatives of some lines, which stand in no group."""
    return [word for word in re.split(r"\|(?![^()]*\))|\n", lines) if word]


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
