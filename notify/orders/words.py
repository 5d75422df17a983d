"""The words of orders, whatever their language, case and accents: data in words.toml."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from notify.orders.order import Verb

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def folded(text: str) -> str:
    """One line in lower case without accents, typographic signs and invisible characters."""
    plain = text.translate(_INVISIBLE).replace("’", "'").casefold()
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(bare.split())


def shown(verb: Verb, language: str) -> str:
    """The order as we write it in this language, without its #."""
    return _data()[verb.value][language][0]


def verb_at(line: str) -> tuple[Verb, str] | None:
    """The order that a folded line begins with, and what is left of the line; the longest word
    that fits decides."""
    for word, verb in _verbs():
        rest = line[len(word) :]
        if line.startswith(word) and not rest[:1].isalnum():
            return verb, rest.lstrip(" :=-–").rstrip()
    return None


def without(family: str, value: str) -> str:
    """A folded value without a word of this family at its beginning."""
    for word in known(family):
        if value == word or value.startswith(f"{word} "):
            return value[len(word) :].strip()
    return value


@cache
def known(family: str) -> tuple[str, ...]:
    """Every word of a family, folded, the longest first."""
    return _longest(word for words in _data()[family].values() for word in words)


def chosen(value: str, choices: Mapping[str, Iterable[str]]) -> str | None:
    """The code of the choice with this name: exact, else the only one with a name that begins so.

    `value` is folded, the names are as people read them; three letters at least decide."""
    names = {code: {folded(name) for name in (code, *called)} for code, called in choices.items()}
    exact = [code for code, called in names.items() if value in called]
    if len(exact) == 1 or not value:
        return exact[0] if exact else None
    begun = [
        code
        for code, called in names.items()
        if len(value) >= 3 and any(name.startswith(value) for name in called)
    ]
    return begun[0] if len(begun) == 1 else None


@cache
def _verbs() -> tuple[tuple[str, Verb], ...]:
    found = {word: verb for verb in reversed(Verb) for word in (verb.value, *known(verb.value))}
    return tuple((word, found[word]) for word in _longest(found))


def _longest(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({folded(word) for word in words}, key=lambda word: (-len(word), word)))


@cache
def _data() -> Mapping[str, Mapping[str, list[str]]]:
    path = Path(__file__).with_name("words.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
