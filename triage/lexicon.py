"""Lexicon: what words point at what, as data in `words/*.toml`, matched in one pass over a text.

A line of data is a pattern of words. `factu*` is a word that begins so, `*rooster*` one that holds
it, `lukt niet` two words in a row, `lukt ... niet` the same with at most three words between,
`@people` any word of that name in `classes.toml`, `#many` a number of three or more. Texts are
folded first (`views.fold`), so patterns are written in lower case without accents.

Matching costs one look-up for each word; what a word may stand for is remembered between mails.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words"
_GAP = 3
_TOKEN = re.compile(
    r"\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?(?!\d)|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?|[?!€]"
)
_YEARS = range(1990, 2100)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of data: its signal, and its words with the gap allowed before each."""

    signal: str
    atoms: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a word may stand for (`meant`), which signals it gives alone, and which longer patterns
    it begins, by their second atom; `near` are those that may follow at once, `far` later."""

    meant: frozenset[str]
    alone: tuple[str, ...]
    begins: Mapping[str, Sequence[Pattern]]
    near: frozenset[str]
    far: frozenset[str]


class Lexicon:
    """All patterns, compiled for `find`."""

    def __init__(
        self, signals: Mapping[str, Sequence[str]], classes: Mapping[str, Sequence[str]]
    ) -> None:
        self.signals = tuple(sorted(signals))
        self._lines = signals
        self._classes = {name: tuple(words) for name, words in classes.items()}
        self._begins: dict[str, list[Pattern]] = defaultdict(list)
        for signal in self.signals:
            for line in signals[signal]:
                pattern = Pattern(signal, tuple(_atoms(line)))
                self._begins[pattern.atoms[0][0]].append(pattern)
        self._read = lru_cache(maxsize=65_536)(self._reading)

    @cached_property
    def _known(self) -> dict[str, dict[str, list[str]]]:
        """Atoms by kind of wildcard, and by the letters that are sure."""
        known: dict[str, dict[str, list[str]]] = {
            kind: defaultdict(list) for kind in ("word", "prefix", "suffix", "infix")
        }
        patterns = [p for begins in self._begins.values() for p in begins]
        for atom in {atom for pattern in patterns for atom, _ in pattern.atoms}:
            for word in self._classes[atom[1:]] if atom.startswith("@") else (atom,):
                known[_wildcard(word)][word.strip("*")].append(atom)
        return known

    def _meanings(self, word: str) -> frozenset[str]:
        """The atoms that this word of a text satisfies."""
        known = self._known
        if not word[0].isalpha():
            names = (word, *_number_atoms(word))
            return frozenset(atom for name in names for atom in known["word"].get(name, ()))
        found = set(known["word"].get(word, ()))
        for length in range(2, len(word) + 1):
            found.update(known["prefix"].get(word[:length], ()))
            found.update(known["suffix"].get(word[-length:], ()))
        for letters, atoms in known["infix"].items():
            if letters in word:
                found.update(atoms)
        return frozenset(found)

    def about(self, *families: str) -> Lexicon:
        """The same with those signals alone whose name begins with one of the families."""
        kept = {name: lines for name, lines in self._lines.items() if name.startswith(families)}
        return Lexicon(kept, self._classes)

    def find(self, sentence: str) -> list[tuple[str, str]]:
        """Each (signal, words) in a folded sentence, in the order in which they begin."""
        words = _TOKEN.findall(sentence)
        readings = [self._read(word) for word in words]
        found: list[tuple[str, str]] = []
        for start, reading in enumerate(readings):
            for signal in reading.alone:
                found.append((signal, words[start]))
            seconds = reading.near
            if not seconds:
                continue
            for ahead, other in enumerate(readings[start + 1 : start + 2 + _GAP], start + 1):
                if not seconds.isdisjoint(other.meant):
                    for pattern, end in _begun(readings, start, ahead):
                        found.append((pattern.signal, " ".join(words[start:end])))
                seconds = reading.far
        return found

    def _reading(self, word: str) -> _Reading:
        meant = self._meanings(word)
        begun = [pattern for atom in sorted(meant) for pattern in self._begins.get(atom, ())]
        alone = dict.fromkeys(pattern.signal for pattern in begun if len(pattern.atoms) == 1)
        begins: dict[str, list[Pattern]] = defaultdict(list)
        for pattern in begun:
            if len(pattern.atoms) > 1:
                begins[pattern.atoms[1][0]].append(pattern)
        far = (atom for atom, after in begins.items() if any(p.atoms[1][1] for p in after))
        return _Reading(meant, tuple(alone), dict(begins), frozenset(begins), frozenset(far))


@lru_cache
def load(folder: Path = FOLDER) -> Lexicon:
    """The lexicon of a folder: `classes.toml`, and `<file>.<table>` from all other files."""
    classes: dict[str, list[str]] = {}
    signals: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for table, words in content.items():
            if path.stem == "classes":
                classes[table] = words["words"]
            else:
                signals[f"{path.stem}.{table}"] = words["words"]
    return Lexicon(signals, classes)


def _atoms(line: str) -> Iterator[tuple[str, int]]:
    gap = 0
    for word in line.split():
        if word == "...":
            gap = _GAP
        else:
            yield word, gap
            gap = 0


def _wildcard(word: str) -> str:
    if word.startswith("*"):
        return "infix" if word.endswith("*") else "suffix"
    return "prefix" if word.endswith("*") else "word"


def _number_atoms(token: str) -> Iterator[str]:
    if "/" in token or "-" in token:
        yield "#date"
    elif token.isdigit():
        value = int(token[:9])
        yield "#number"
        if value in _YEARS:
            yield "#year"
        elif value <= 2:
            yield ("#none", "#one", "#two")[value]
        elif value < 20_000:
            yield "#many"
    elif ":" in token:
        yield "#time"
    elif "," in token or "." in token:
        yield "#amount"


def _begun(readings: Sequence[_Reading], start: int, ahead: int) -> Iterator[tuple[Pattern, int]]:
    """The patterns that begin at `start` and go on at `ahead`, each with its end."""
    begins = readings[start].begins
    for atom in sorted(begins.keys() & readings[ahead].meant):
        for pattern in begins[atom]:
            near_enough = pattern.atoms[1][1] or ahead == start + 1
            if near_enough and (end := _end(pattern.atoms[2:], readings, ahead + 1)):
                yield pattern, end


def _end(atoms: Sequence[tuple[str, int]], readings: Sequence[_Reading], at: int) -> int:
    """The end of the first match of `atoms` from `at` on, or 0."""
    if not atoms:
        return at
    atom, gap = atoms[0]
    for place in range(at, min(at + 1 + gap, len(readings))):
        if atom in readings[place].meant and (end := _end(atoms[1:], readings, place + 1)):
            return end
    return 0
