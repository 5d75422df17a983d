"""The rules at intake of labels.md, for every type and every wish of a classifier."""

import pytest

from config.codes import Priority, Type
from triage import rules


def _likely(**chances: float) -> dict[Priority, float]:
    return {one: chances.get(one.value, 0.0) for one in Priority}


@pytest.mark.parametrize(
    ("type_", "wanted", "given", "rule"),
    [
        (Type.BUG, "critical", "critical", None),
        (Type.BUG, "low", "low", None),
        (Type.USAGE_QUESTION, "critical", "high", rules.ONLY_BUGS_ARE_CRITICAL),
        (Type.USAGE_QUESTION, "high", "high", None),
        (Type.CONFIGURATION_CHANGE, "critical", "high", rules.ONLY_BUGS_ARE_CRITICAL),
        (Type.CONFIGURATION_CHANGE, "low", "medium", rules.CHANGE_IS_MEDIUM),
        (Type.FEEDBACK, "critical", "medium", rules.ONLY_BUGS_ARE_CRITICAL),
        (Type.FEEDBACK, "high", "medium", rules.IDEAS_ARE_NEVER_HIGH),
        (Type.EXTRA_REQUEST, "high", "medium", rules.IDEAS_ARE_NEVER_HIGH),
        (Type.EXTRA_REQUEST, "low", "low", None),
    ],
)
def test_priority_of_a_type(type_: Type, wanted: str, given: str, rule: str | None) -> None:
    order = ["low", "medium", "high", "critical"]
    chances = {one: 0.1 / (1 + abs(order.index(one) - order.index(wanted))) for one in order}
    label = rules.at_intake(_likely(**{**chances, wanted: 0.7}), type_, ("everybody",))
    assert label.value == given
    assert label.why == (("everybody",) if rule is None else ("everybody", rule))


@pytest.mark.parametrize("type_", Type)
@pytest.mark.parametrize("wanted", Priority)
def test_nothing_else_can_come_out(type_: Type, wanted: Priority) -> None:
    assert rules.at_intake({wanted: 1.0}, type_).value in rules.ALLOWED[type_]


def test_of_equals_the_lower() -> None:
    assert rules.at_intake(_likely(high=0.5, critical=0.5), Type.BUG).value == "high"
    assert rules.at_intake({}, Type.BUG).value == "low"
