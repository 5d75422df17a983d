"""Who wins beyond chance, and who may not be told apart."""

import pytest

from triage.duel import LEAST, duel


def answers(right: int, wrong: int, start: int = 0) -> dict[str, bool]:
    marks = [True] * right + [False] * wrong
    return {f"m{start + place}": mark for place, mark in enumerate(marks)}


@pytest.mark.parametrize(
    ("champion", "challenger", "worse", "better"),
    [
        (answers(900, 100), answers(900, 100), False, False),  # the same answers
        (answers(900, 100), answers(820, 180), True, False),
        (answers(820, 180), answers(900, 100), False, True),
        (answers(900, 100), answers(898, 102), False, False),  # two mails are chance
        (answers(20, 0), answers(0, 20), False, False),  # too few to say anything
    ],
)
def test_verdicts(
    champion: dict[str, bool], challenger: dict[str, bool], worse: bool, better: bool
) -> None:
    (verdict,) = duel({"type": champion}, {"type": challenger}, seed=1)
    assert (verdict.worse, verdict.better) == (worse, better)
    assert verdict.low <= verdict.challenger - verdict.champion <= verdict.high


def test_only_mails_that_both_answered_count() -> None:
    old, new = answers(LEAST, 0), answers(0, LEAST, start=LEAST // 2)
    (verdict,) = duel({"type": old}, {"type": new}, seed=1)
    assert verdict.mails == LEAST - LEAST // 2


def test_heads_that_one_does_not_have_are_left_out() -> None:
    assert duel({"type": answers(5, 5)}, {"module:new": answers(5, 5)}, seed=1) == ()
    assert duel({"type": answers(5, 0)}, {"type": answers(5, 0, start=90)}, seed=1) == ()


def test_the_same_seed_gives_the_same_interval() -> None:
    old, new = answers(80, 20), answers(75, 25)
    assert duel({"a": old}, {"a": new}, seed=7) == duel({"a": old}, {"a": new}, seed=7)
