"""The clock, by the worked examples of docs/sla.md and against a count by minutes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import preset as presets
from config.codes import Priority, Type
from config.sla import Block, Hours
from tests.factories import BRUSSELS, at
from tests.triage.mails import KAMPADMIN
from triage.calendar import Calendar
from triage.sla import share, terms, waiting


@pytest.mark.parametrize(
    ("arrives", "type_", "priority", "starts", "respond", "solve"),
    [
        (
            "2026-11-20 09:15",
            "bug",
            "critical",
            "2026-11-20 09:15",
            "2026-11-23 09:15",
            "2026-11-24 09:15",
        ),
        (
            "2026-11-20 18:40",
            "bug",
            "high",
            "2026-11-23 09:00",
            "2026-11-30 09:00",
            "2026-12-07 09:00",
        ),
        (
            "2026-12-24 16:30",
            "usage_question",
            "high",
            "2026-12-24 16:30",
            "2027-01-04 16:30",
            "2027-01-04 16:30",
        ),
        (
            "2026-01-31 12:00",
            "bug",
            "medium",
            "2026-02-02 09:00",
            "2026-02-16 09:00",
            "2026-03-02 09:00",
        ),
        (
            "2026-03-31 10:00",
            "bug",
            "low",
            "2026-03-31 10:00",
            "2026-04-30 10:00",
            "2026-08-31 10:00",
        ),
        (
            "2026-11-20 10:00",
            "extra_request",
            "medium",
            "2026-11-20 10:00",
            "2026-12-21 09:00",
            None,
        ),
    ],
)
def test_worked_examples(
    arrives: str, type_: str, priority: str, starts: str, respond: str, solve: str | None
) -> None:
    found = terms(Type(type_), Priority(priority), at(arrives), KAMPADMIN)
    assert found.starts_at == at(starts)
    assert found.respond_by == at(respond)
    assert found.solve_by == (None if solve is None else at(solve))


def test_a_term_that_is_none_says_why() -> None:
    agreed = terms(Type.EXTRA_REQUEST, Priority.LOW, at("2026-11-20 10:00"), KAMPADMIN)
    assert agreed.solve_by is None
    assert "solution to be agreed" in agreed.reason
    never = terms(Type.FEEDBACK, Priority.CRITICAL, at("2026-11-20 10:00"), KAMPADMIN)
    assert never.respond_by is None
    assert "answer not applicable" in never.reason


def test_waiting_has_no_deadlines() -> None:
    found = waiting("missing_identifier")
    assert (found.clock, found.respond_by, found.solve_by) == ("waiting", None, None)


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-11-20 08:59:59", "2026-11-20 09:00"),
        ("2026-11-20 09:00", "2026-11-20 09:00"),
        ("2026-11-20 16:59:59", "2026-11-20 16:59:59"),
        ("2026-11-20 17:00", "2026-11-23 09:00"),  # working time ends before 17:00 strikes
        ("2026-11-11 10:00", "2026-11-12 09:00"),  # Armistice Day, in Belgium only
        ("2026-04-03 10:00", "2026-04-03 10:00"),  # Good Friday is worked
        ("2026-04-04 10:00", "2026-04-07 09:00"),  # Easter Monday is not
        ("2026-07-20 18:00", "2026-07-22 09:00"),  # the National Day follows
    ],
)
def test_opening_in_belgium(moment: str, opening: str) -> None:
    assert Calendar.of(KAMPADMIN.hours).opening(at(moment)) == at(opening)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 3), True),  # Good Friday
        (date(2026, 4, 27), False),  # King's Day
        (date(2026, 11, 11), True),  # no holiday in the Netherlands
        (date(2026, 12, 25), False),
    ],
)
def test_working_days_in_the_netherlands(*, day: date, works: bool) -> None:
    assert Calendar.of(presets.load("kidskonnect").hours).works_on(day) is works


LUNCH = Hours(
    timezone="Europe/Brussels",
    country="BE",
    blocks=(Block(opens=time(9), closes=time(12, 30)), Block(opens=time(13), closes=time(17))),
    closing_days=(date(2026, 11, 23),),
)


def test_noon_break_and_closing_day() -> None:
    calendar = Calendar.of(LUNCH)
    assert calendar.opening(at("2026-11-20 12:40")) == at("2026-11-20 13:00")
    assert calendar.add_days(at("2026-11-20 13:10"), 1) == at("2026-11-24 13:10")


def test_summer_time_keeps_the_time_of_the_day() -> None:
    before = at("2026-03-27 10:00")  # Friday before the clocks go forward
    found = terms(Type.BUG, Priority.CRITICAL, before, KAMPADMIN).respond_by
    assert found == at("2026-03-30 10:00")
    assert found is not None
    assert found.utcoffset() == timedelta(hours=2)


def test_a_moment_that_the_clock_change_skips_exists_afterwards() -> None:
    night = Hours(
        timezone="Europe/Brussels",
        country="BE",
        weekdays=(0, 1, 2, 3, 4, 5, 6),
        blocks=(Block(opens=time(2), closes=time(4)),),
    )
    found = Calendar.of(night).add_days(at("2026-03-28 02:30"), 1)
    assert found.astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert found.time() == time(3, 30)


MOMENTS = st.integers(0, 7 * 365 * 86400).map(
    lambda seconds: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@given(MOMENTS)
def test_opening_agrees_with_a_count_by_minutes(moment: datetime) -> None:
    calendar = Calendar.of(LUNCH)
    minute = moment.astimezone(BRUSSELS)
    while not _is_working(minute, calendar):
        minute = (minute.astimezone(UTC) + timedelta(minutes=1)).astimezone(BRUSSELS)
        minute = minute.replace(second=0, microsecond=0)
    assert calendar.opening(moment) == minute


def _is_working(local: datetime, calendar: Calendar) -> bool:
    clock = local.hour * 60 + local.minute
    return calendar.works_on(local.date()) and (540 <= clock < 750 or 780 <= clock < 1020)


@given(MOMENTS, MOMENTS, st.sampled_from(list(Type)), st.sampled_from(list(Priority)))
def test_deadlines_grow_with_their_start(
    one: datetime, other: datetime, type_: Type, priority: Priority
) -> None:
    early, late = sorted((one, other))
    first, second = (terms(type_, priority, moment, KAMPADMIN) for moment in (early, late))
    for earlier, later in (
        (first.respond_by, second.respond_by),
        (first.solve_by, second.solve_by),
    ):
        assert (earlier is None) == (later is None)
        if earlier is not None and later is not None:
            assert earlier <= later
            assert Calendar.of(KAMPADMIN.hours).opening(earlier) == earlier


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-20 09:00", "2026-11-20 17:00", 8),
        ("2026-11-20 16:00", "2026-11-23 10:00", 2),  # over a weekend
        ("2026-11-21 10:00", "2026-11-22 10:00", 0),  # within one
        ("2026-12-24 16:00", "2026-12-28 10:00", 2),  # over Christmas
        ("2026-11-20 12:00", "2026-11-20 11:00", 0),  # backwards
        ("2026-03-27 16:00", "2026-03-30 10:00", 2),  # over the change of the clocks
    ],
)
def test_working_time_between_two_moments(start: str, end: str, hours: int) -> None:
    calendar = Calendar.of(KAMPADMIN.hours)
    assert calendar.worked(at(start), at(end)) == timedelta(hours=hours)


@given(st.integers(0, 3 * 365 * 24 * 60), st.integers(1, 60 * 8 * 30))
def test_working_time_that_passes_is_the_time_that_is_counted(later: int, minutes: int) -> None:
    calendar = Calendar.of(KAMPADMIN.hours)
    start = at("2025-01-01 00:00") + timedelta(minutes=later)
    end = calendar.after(start, timedelta(minutes=minutes))
    assert calendar.worked(start, end) == timedelta(minutes=minutes)


def test_a_share_of_a_term_is_counted_in_working_time() -> None:
    start, end = at("2026-11-20 09:00"), at("2026-11-24 17:00")  # three working days
    assert share(start, end, 0.5, KAMPADMIN) == at("2026-11-23 13:00")
    assert share(start, end, 1.0, KAMPADMIN) == end
