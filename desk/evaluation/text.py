"""Evaluation → lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desk.evaluation.shape import Baselines
from triage.evaluation import Evaluation
from triage.review import Review
from triage.score import Score, overall


def text(found: Evaluation, baselines: Baselines, seconds: float) -> str:
    """All figures; `seconds` is what triage took."""
    return "\n".join(_lines(found, baselines, seconds))


def _lines(found: Evaluation, baselines: Baselines, seconds: float) -> Iterator[str]:
    yield f"{found.mails} mails, {found.mails / seconds:.0f} a second"
    if found.learned:
        yield f"{found.learned} of them were learned from: of those these figures say nothing"
    yield ""
    for head, one in found.heads.items():
        yield (
            f"{head}: accuracy {one.accuracy:.3f}, macro F1 {one.macro_f1:.3f}, "
            f"calibration error {one.calibration_error:.3f}"
        )
        for name, other in baselines.get(head, {}).items():
            yield f"  beside it {name}: {other.accuracy:.3f}, macro F1 {other.macro_f1:.3f}"
        yield from _table(one.labels)
    for name, scores in found.sets.items():
        yield name
        yield from _table({**scores, "all together": overall(scores.values())})
        yield ""
    yield from _review(found, found.cost)
    yield f"clean mails with a false alarm: {found.false_alarms:.1%}"
    yield ""
    yield "surest mistakes"
    for mistake in found.mistakes:
        yield (
            f"  {mistake.confidence:.2f}  {mistake.id:<12} {mistake.head}: {mistake.said}, "
            f"truly {mistake.truth}"
        )


def _review(found: Evaluation, cost: Review) -> Iterator[str]:
    yield (
        f"for review: {found.review:.1%} of the mails; of the others {found.unreviewed:.1%} are "
        "right in module and type"
    )
    yield (
        f"  of {cost.reviewed} looked at {cost.needless} were right anyway; of "
        f"{cost.caught + cost.slipped} wrong ones {cost.caught} were looked at"
    )
    steps = ", ".join(f"{one.right:.0%} right: {one.reviewed:.0%}" for one in cost.steps)
    yield f"  the least that has to be looked at for {steps}"


def _table(scores: Mapping[str, Score]) -> Iterator[str]:
    for name, one in scores.items():
        yield (
            f"  {name:<40} precision {one.precision:.3f}  recall {one.recall:.3f}  "
            f"F1 {one.f1:.3f}  of {one.support}"
        )
