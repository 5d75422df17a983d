"""The small language of the word lists → regular expressions.

A blank is white space or a comma, `~` up to eight words that carry nothing, `(a|b)` a choice with
`?` or `*` behind it as ever, `(@)` a name. `^ ` is the beginning of a clause, ` $` the end of a
sentence, and ` ?` behind a line says that it counts in questions alone. Whole words, without
regard to capitals. The words that carry nothing are marked in the text before it is searched, so
that no expression has to name them all.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = ("nl", "fr", "en", "de")
_MARK = "\x01"  # behind a word that carries nothing
_BLANK = r"[\s,]+"
_GAP = rf"(?:[\w'’.-]+{_MARK}{_BLANK}){{0,8}}"
_GAP_BEHIND = rf"(?:{_BLANK}[\w'’.-]+{_MARK}){{0,8}}"
_NAME = r"(?-i:[A-ZÀ-Þ])[\w'-]+"
_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Expression:
    """One line of a list; `asked` says that only a question can mean it."""

    pattern: re.Pattern[str]
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """One language: its lists by name, the words that carry nothing, those that bring doubt.

    `between` are words that carry nothing in the middle of an expression, `filler` among them.
    """

    lists: Mapping[str, Sequence[Expression]]
    filler: frozenset[str]
    between: frozenset[str]
    brakes: re.Pattern[str]

    def explained(self, sentence: str, *, asked: bool) -> Iterator[tuple[str, int, int]]:
        """The name of a list, and the stretch of the sentence that an expression of it explains."""
        marked = _TOKEN.sub(self._mark, sentence)
        for name, lines in self.lists.items():
            for line in lines:
                if line.asked and not asked:
                    continue
                for found in line.pattern.finditer(marked):
                    start, end = (at - marked.count(_MARK, 0, at) for at in found.span())
                    yield name, start, end

    def _mark(self, found: re.Match[str]) -> str:
        return found[0] + _MARK if found[0].casefold() in self.between else found[0]


@cache
def words(language: str) -> Words:
    """The lists of one of `LANGUAGES`; compiled once."""
    said = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    filler, between = said.pop("filler").split(), said.pop("between").split()
    brakes = "|".join(said.pop("brakes").strip().splitlines())
    lists = {
        name: [_expression(line) for line in text.strip().splitlines()]
        for name, text in said.items()
    }
    return Words(
        lists,
        frozenset(filler),
        frozenset((*filler, *between)),
        _whole(brakes.replace(" ", r"\s+")),
    )


def load() -> None:
    """Compile the lists of every language now (a third of a second), not at the first mail."""
    for language in LANGUAGES:
        words(language)


def _expression(line: str) -> Expression:
    asked, line = line.endswith(" ?"), line.removesuffix(" ?")
    first, line = line.startswith("^ "), line.removeprefix("^ ")
    last, line = line.endswith(" $"), line.removesuffix(" $")
    before = r"(?:\A|[,;:–(-]\s)\W*" if first else ""
    return Expression(_whole(_choice(line), before, r"\W*\Z" if last else ""), asked)


def _whole(body: str, before: str = "", behind: str = "") -> re.Pattern[str]:
    return re.compile(rf"{before}(?<![\w'])(?:{body})(?!\w){behind}", re.IGNORECASE)


def _choice(text: str) -> str:
    return "|".join(_sequence(one) for one in _split(text, "|"))


def _sequence(text: str) -> str:
    """The words of a line one after the other, with what may stand between them."""
    made, begun, between = "", False, ""
    for item in _split(text.strip(), " "):
        if item == "~":
            between = _GAP
            continue
        often = item[-1] if item.endswith((")?", ")*")) and _is_choice(item[:-1]) else ""
        word = _word(item.removesuffix(often)) + f"{_MARK}?"
        if begun:  # what may be left out brings the blank before it along
            made += f"(?:{_BLANK}{between}{word}){often}"
        else:
            made += f"{between}(?:{word}{_BLANK if often else ''}){often}"
            begun = not often
        between = ""
    return made + (_GAP_BEHIND if between else "")


def _word(item: str) -> str:
    """A word, or a choice that may hold lines of its own."""
    if item == "(@)":
        return _NAME
    if _is_choice(item):
        return f"(?:{_choice(item[1:-1])})"
    return item.replace("(", "(?:")


def _is_choice(item: str) -> bool:
    """Whether the word is one choice as a whole, and not a word with choices in it."""
    whole = item.startswith("(") and item.endswith(")")
    return whole and len(list(_split(item[1:-1], ")"))) == 1


def _split(text: str, mark: str) -> Iterator[str]:
    """The pieces between marks that stand in no choice."""
    depth, start = 0, 0
    for at, char in enumerate(text):
        if char == mark and depth == 0:
            yield text[start:at]
            start = at + 1
        depth += (char == "(") - (char == ")")
    yield text[start:]
