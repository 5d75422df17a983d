"""Scores: how well labels and spans agree with a labelled file (`meldpost evaluate`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one label, and what they give."""

    right: int
    wrong: int  # said, but not so
    missed: int  # so, but not said

    @property
    def precision(self) -> float:
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)

    @property
    def support(self) -> int:
        """How many there truly are."""
        return self.right + self.missed

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)


@dataclass(frozen=True, slots=True)
class HeadScore:
    """One head on one file. `confusion` counts (true, said); `labels` are in alphabetical order."""

    labels: dict[str, Score]
    confusion: Counter[tuple[str, str]]
    calibration_error: float
    reliability: tuple[Bin, ...] = field(repr=False, default=())

    @property
    def accuracy(self) -> float:
        right = sum(score.right for score in self.labels.values())
        return _share(right, sum(score.support for score in self.labels.values()))

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the labels that occur, each counting the same."""
        found = [score.f1 for score in self.labels.values() if score.support]
        return sum(found) / len(found) if found else 0.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of about the same confidence: how many, how sure on average, how often right."""

    count: int
    confidence: float
    accuracy: float


def score(truth: Sequence[str], said: Sequence[str], confidence: Sequence[float] = ()) -> HeadScore:
    """Compare one head's answers with the truth; with confidences, their calibration too."""
    confusion = Counter(zip(truth, said, strict=True))
    labels = {
        label: Score(
            right=confusion[label, label],
            wrong=sum(n for (true, one), n in confusion.items() if one == label != true),
            missed=sum(n for (true, one), n in confusion.items() if true == label != one),
        )
        for label in sorted({*truth, *said})
    }
    hits = [true == one for true, one in zip(truth, said, strict=True)]
    bins = reliability(confidence, hits) if confidence else ()
    gap = sum(one.count * abs(one.confidence - one.accuracy) for one in bins)
    return HeadScore(labels, confusion, _share(gap, len(confidence)), bins)


def reliability(
    confidence: Sequence[float], right: Sequence[bool], bins: int = 10
) -> tuple[Bin, ...]:
    """The bins of a reliability plot, of equal width, those that are empty left out."""
    filled: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for sure, hit in zip(confidence, right, strict=True):
        filled[min(int(sure * bins), bins - 1)].append((sure, hit))
    return tuple(
        Bin(
            len(one),
            sum(sure for sure, _ in one) / len(one),
            sum(hit for _, hit in one) / len(one),
        )
        for one in filled
        if one
    )


def score_sets(
    truth: Sequence[Iterable[tuple[str, str]]], said: Sequence[Iterable[tuple[str, str]]]
) -> dict[str, Score]:
    """Identifiers, findings or checks: for each kind how many (kind, value) agree.

    Each pair of items is one mail. A value that stands twice counts twice.
    """
    total: dict[str, Score] = {}
    for wanted, given in zip(truth, said, strict=True):
        true, one = Counter(wanted), Counter(given)
        for kind, right, wrong, missed in (
            *((kind, n, 0, 0) for (kind, _), n in (true & one).items()),
            *((kind, 0, n, 0) for (kind, _), n in (one - true).items()),
            *((kind, 0, 0, n) for (kind, _), n in (true - one).items()),
        ):
            total[kind] = total.get(kind, Score(0, 0, 0)) + Score(right, wrong, missed)
    return dict(sorted(total.items()))


def overall(scores: Iterable[Score]) -> Score:
    """Micro average: all counts in one."""
    return sum(scores, Score(0, 0, 0))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
