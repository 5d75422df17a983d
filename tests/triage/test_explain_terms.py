"""How a deadline came about, in words that can be checked against the calendar."""

import pytest

from config.codes import Priority, Type
from tests.factories import at
from tests.triage.mails import KAMPADMIN
from triage.explain_terms import explain


@pytest.mark.parametrize(
    ("arrives", "type_", "priority", "said"),
    [
        (
            "2026-11-20 18:40", "bug", "high",
            ["the desk is closed at 18:40", "clock starts on Mon 23 Nov 2026, 09:00",
             "Answer within 5 working days: Mon 30 Nov", "Not counted: Saturdays, Sundays."],
        ),
        (
            "2026-12-24 16:30", "usage_question", "high",
            ["in working time", "Fri 25 Dec (Christmas Day)", "Fri 1 Jan (New Year's Day)"],
        ),
        (
            "2026-01-31 12:00", "bug", "medium",
            ["the desk does not work on Saturdays", "Solution within 1 month: Mon 2 Mar"],
        ),
        ("2026-12-25 12:00", "bug", "low", ["Christmas Day: the clock starts on Mon 28 Dec"]),
        ("2026-03-31 10:00", "bug", "low", ["The month is shorter: its last day counts."]),
        (
            "2026-11-20 10:00", "extra_request", "medium",
            ["The same day of that month is no working time", "no term (to be agreed)"],
        ),
        ("2026-11-20 10:00", "feedback", "critical", ["Answer: no term (not applicable)"]),
    ],
)  # fmt: skip
def test_explained(arrives: str, type_: str, priority: str, said: list[str]) -> None:
    told = "\n".join(explain(Type(type_), Priority(priority), at(arrives), KAMPADMIN))
    for piece in said:
        assert piece in told
