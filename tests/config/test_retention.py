"""Rules of retention: what they say, which one holds, and when something will be gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import ValidationError

from config import preset
from config.retention import DEFAULT, Ends, Facts, Period, Retention, Rules, Stored, kept, period
from config.settings import Settings
from tests.factories import AT

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "days", "told"),
    [
        ("30 days", 30, "30 days"),
        ("1 day", 1, "1 day"),
        ("6 weeks", 42, "42 days"),
        ("2 years", 730, "2 years"),
        ("1 year", 365, "1 year"),
        ("730 days", 730, "2 years"),
        ("0 days", 0, "0 days"),
        ("forever", None, "forever"),
    ],
)
def test_what_a_rule_says(text: str, days: int | None, told: str) -> None:
    found = period(text)
    assert found == Period(days)
    assert str(found) == told
    assert period(told) == found


@pytest.mark.parametrize(
    "text", ["30", "30days", "-1 days", "1 month", "never", "", 30, "2.5 years", "9999 years", True]
)
def test_a_rule_that_says_nothing_is_refused(text: object) -> None:
    with pytest.raises(ValidationError, match="30 days"):
        Rules.model_validate({"originals": text})


def test_the_nearest_rule_holds() -> None:
    of_preset = Rules.model_validate({"originals": "10 days", "sent": "20 days"})
    settings = Retention.model_validate(
        {"sent": "40 days", "preset": {"kampadmin": {"sent": "forever"}}}
    )
    one, other = kept(settings, "kidskonnect", of_preset), kept(settings, "kampadmin", of_preset)
    assert one.of(Stored.ORIGINALS) == Period(10)
    assert one.of(Stored.SENT) == Period(40)
    assert other.of(Stored.SENT) == Period(None)
    assert one.of(Stored.TICKETS) == DEFAULT["tickets"]
    assert kept(Retention(), "x").of(Stored.ORIGINALS) == Period(30)


def test_rules_stand_in_settings_and_presets() -> None:
    assert preset.load("kidskonnect").retention.originals == Period(30)
    assert Settings.model_validate({"retention": {"audit": "7 years"}}).retention.audit.days == 2555
    with pytest.raises(ValidationError):
        Settings.model_validate({"retention": {"originalen": "7 years"}})


EVERY = kept(Retention(), "kidskonnect")


@pytest.mark.parametrize(
    ("facts", "ends"),
    [
        # a mail of an open ticket: nobody knows yet when its words go
        (Facts(AT, in_ticket=True), Ends(AT + 30 * DAY, None, AT + 1095 * DAY)),
        (
            Facts(AT, in_ticket=True, closed_at=AT + 100 * DAY),
            Ends(AT + 30 * DAY, AT + 830 * DAY, AT + 1095 * DAY),
        ),
        (Facts(AT, in_ticket=False), Ends(AT + 30 * DAY, AT + 90 * DAY, AT + 1095 * DAY)),
        # what is gone is gone
        (
            Facts(AT, in_ticket=True, erased_at=AT + DAY),
            Ends(AT + DAY, None, AT + 1095 * DAY),
        ),
        (Facts(AT, in_ticket=False, on_hold=True), Ends(None, None, None)),
    ],
)
def test_when_it_will_be_gone(facts: Facts, ends: Ends) -> None:
    assert EVERY.ends(facts) == ends


def test_an_original_goes_with_its_ticket_at_the_latest() -> None:
    rules = Retention.model_validate({"originals": "forever", "tickets": "10 days"})
    found = kept(rules, "x").ends(Facts(AT, in_ticket=True, closed_at=AT))
    assert found.original == found.words == AT + 10 * DAY
    forever = Retention.model_validate({"originals": "forever", "tickets": "forever"})
    assert kept(forever, "x").ends(Facts(AT, in_ticket=True, closed_at=AT)).original is None
