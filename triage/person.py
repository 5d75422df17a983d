"""One person, by what is known of him or her, and where that stands in a text. Pure.

    person = Person.of(["Hadewych Vlasblom", "hadewych@post.example", "123456782", "14-03-2019"])
    person.named("Mevr. Vlasblom, Hadewych")      # True: capitals, accents, order do not matter
    person.masked(text, "[gewist]", close=True)

What tells one person from all others is *sure*: an address, a number, a whole name, any other
words. What many people share is *close*: a birth date, a first name or a surname alone, an initial
with a surname. It counts only in mails and tickets that are known to be about the person; unless
nothing sure was given at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from triage.writings import (
    PARTICLES,
    Sort,
    Value,
    bare,
    close_forms,
    date,
    folded,
    folded_with_places,
    on_days,
    sure_forms,
    words,
)

_SHORTEST = 3  # letters and digits


@dataclass(frozen=True)
class Person:
    """Everything that is known of one person; ValueError from `of` says what cannot be used."""

    values: tuple[Value, ...] = field(repr=False)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Person:
        """The person with these values, in any writing."""
        values = tuple(dict.fromkeys(Value(" ".join(text.split())) for text in texts))
        if not values:
            raise ValueError("nothing is known of the person")
        for number, one in enumerate(values, 1):
            if len(bare(one.text)) < _SHORTEST:
                raise ValueError(f"value {number} is too short to tell a person by")
        return cls(values)

    def known_as(self, names: Iterable[str]) -> Person:
        """The same person, whose further names and addresses count where it is known to be about
        her or him."""
        known = {one.text for one in self.values}
        further = [Value(" ".join(name.split())) for name in names]
        kept = [one for one in further if len(bare(one.text)) >= _SHORTEST]
        return _Known(self.values, tuple(one for one in kept if one.text not in known))

    def owns(self, address: str) -> bool:
        """Whether this address of mail is the person's."""
        known = {v.text.lower() for v in self.further if v.sort is Sort.ADDRESS}
        return address.lower() in known or self.named(address)

    @property
    def addresses(self) -> frozenset[str]:
        """Those of the values that are addresses, in lower case."""
        return frozenset(v.text.lower() for v in self.values if v.sort is Sort.ADDRESS)

    def named(self, text: str, *, close: bool = False) -> bool:
        """Whether the person stands in this text."""
        if close:
            return bool(self.spans(text, close=True))
        if self._sure.search(folded(text)):
            return True
        return any(self._on_dates(text, close=False))

    def hits(self, text: str) -> list[int]:
        """The numbers of the values, from 0, that stand in this text."""
        plain = folded(text)
        return [
            number
            for number, one in enumerate(self.values)
            if any(re.search(p, plain) for p in (*sure_forms(one), *close_forms(one)))
            or (one.sort is Sort.DATE and any(on_days(text, {date(one.text)})))
        ]

    def spans(self, text: str, *, close: bool = False) -> list[tuple[int, int]]:
        """Where in the text (characters, end exclusive); in order, apart from each other."""
        plain, places = folded_with_places(text)
        found = [
            (places[match.start()], places[match.end() - 1] + 1)
            for pattern in self._patterns(close=close)
            for match in pattern.finditer(plain)
        ]
        found += (
            []
            if not close
            else [
                (places[match.start()], places[match.end() - 1] + 1)
                for match in self._parts.finditer(plain)
                if _is_said_as_name(text, places[match.start()])
            ]
        )
        found += list(self._on_dates(text, close=close))
        return [(start, _with_accents(text, end)) for start, end in _joined(found)]

    def masked(self, text: str, token: str, *, close: bool = False) -> str:
        """The text with `token` where the person stood."""
        at, pieces = 0, []
        for start, end in self.spans(text, close=close):
            pieces += [text[at:start], token]
            at = end
        return "".join((*pieces, text[at:]))

    # -- what it looks for -------------------------------------------------------------------

    @property
    def further(self) -> tuple[Value, ...]:
        """Names that count only where it is known to be about the person."""
        return ()

    def _patterns(self, *, close: bool) -> tuple[re.Pattern[str], ...]:
        return (self._sure, self._close) if close else (self._sure,)

    @cached_property
    def _sure(self) -> re.Pattern[str]:
        sure = [one for one in self.values if one.is_sure]
        if sure:
            return _any(form for one in sure for form in sure_forms(one))
        return _any(form for one in self.values for form in sure_forms(one))

    @cached_property
    def _close(self) -> re.Pattern[str]:
        every = (*self.values, *self.further)
        return _any(form for one in every for form in (*sure_forms(one), *close_forms(one)))

    @cached_property
    def _parts(self) -> re.Pattern[str]:
        """Single words of the names; they count with a capital only (Mei, Bakker, de Wit)."""
        names = [one for one in (*self.values, *self.further) if one.sort is Sort.NAME]
        parts = {word for one in names for word in words(one.text) if len(word) >= _SHORTEST}
        return _any(
            rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])" for word in sorted(parts - PARTICLES)
        )

    def _dates(self, *, close: bool) -> set[tuple[int, int, int]]:
        sure = any(one.is_sure for one in self.values)
        if sure and not close:
            return set()
        return {date(one.text) for one in self.values if one.sort is Sort.DATE}

    def _on_dates(self, text: str, *, close: bool) -> Iterator[tuple[int, int]]:
        wanted = self._dates(close=close)
        return on_days(text, wanted) if wanted else iter(())


@dataclass(frozen=True)
class _Known(Person):
    """A person with names that came up on the way."""

    names: tuple[Value, ...] = field(repr=False)

    @property
    def further(self) -> tuple[Value, ...]:
        return self.names


def _is_said_as_name(text: str, at: int) -> bool:
    """A capital, or a place in an address or a file name, where capitals are lost."""
    return text[at].isupper() or text[at + 1 : at + 40].partition(" ")[0].find("@") >= 0


def _with_accents(text: str, end: int) -> int:
    """An accent that stands apart belongs to the letter before it."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _any(forms: Iterable[str]) -> re.Pattern[str]:
    found = list(dict.fromkeys(forms))
    return re.compile("|".join(found) if found else r"(?!)")


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    current: tuple[int, int] | None = None
    for start, end in sorted(spans):
        if current is not None and start < current[1]:
            current = current[0], max(current[1], end)
            continue
        if current is not None:
            yield current
        current = start, end
    if current is not None:
        yield current
