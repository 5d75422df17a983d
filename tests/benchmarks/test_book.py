"""The judge's book finds what is wrong, and nothing else: a judge that never complains is none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.year.book import Book
from benchmarks.year.letters import Letter, Purpose
from benchmarks.year.seen import Found, Row
from config.preset import load

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday, ten o'clock at the desk


@pytest.fixture
def book() -> Book:
    """A book in which KK-1 was asked on Monday morning."""
    book = Book(load("kidskonnect"))
    book.heard(a_letter(Purpose.ASK, "<1@x.example>"), found("KK-1"), AT)
    return book


def a_letter(purpose: Purpose, name: str, ticket: str | None = None, days: int = 0) -> Letter:
    return Letter(AT + timedelta(days=days), purpose, name, b"", "a@x.example", ticket)


def found(number: str | None) -> Found:
    return Found(number, "running", "ticket")


def row(**changes: object) -> Row:
    """KK-1 as the desk has it: a medium bug, ten working days to answer and a month to solve."""
    stands: dict[str, object] = {
        "id": 1,
        "number": "KK-1",
        "requester": "a@x.example",
        "organisation": "x.example",
        "status": "open",
        "action_by": "desk",
        "clock": "running",
        "type": "bug",
        "priority": "medium",
        "invoice": "none",
        "respond_by": AT + timedelta(days=14),
        "solve_by": datetime(2026, 4, 2, 8, 0, tzinfo=UTC),  # summer time has begun
        "answered_at": None,
        "created_at": AT,
        "merged": False,
    }
    return Row(**{**stands, **changes})  # type: ignore[arg-type]


def test_the_book_agrees_with_a_ticket_that_stands_right(book: Book) -> None:
    book.compare(row())
    assert not book.faults.count


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"status": "closed"}, "state"),
        ({"clock": "waiting"}, "state"),
        ({"respond_by": AT + timedelta(days=15)}, "deadline"),
        ({"solve_by": None}, "deadline"),
        ({"priority": "high"}, "deadline"),  # relabelled without new deadlines
    ],
)
def test_the_book_finds_what_is_wrong(book: Book, wrong: dict[str, object], fault: str) -> None:
    book.compare(row(**wrong))
    assert book.faults.count == {fault: 1}


@pytest.mark.parametrize(
    ("purpose", "ticket", "lies", "fault"),
    [
        (Purpose.ASK, None, None, "lost"),
        (Purpose.ASK, None, "KK-1", "ticket"),  # another's question in an old ticket
        (Purpose.MORE, "KK-1", "KK-2", "ticket"),
        (Purpose.MORE, "KK-1", "KK-1", None),
        (Purpose.ASK, None, "KK-2", None),
        (Purpose.MACHINE, None, None, None),
        (Purpose.TWIN, None, None, None),
    ],
)
def test_the_book_knows_where_a_mail_belongs(
    book: Book, purpose: Purpose, ticket: str | None, lies: str | None, fault: str | None
) -> None:
    book.heard(a_letter(purpose, "<2@x.example>", ticket), found(lies), AT)
    assert book.faults.count == ({fault: 1} if fault else {})


@pytest.mark.parametrize(
    ("purpose", "days", "status", "clock"),
    [
        (Purpose.THANKS, 1, "closed", "none"),
        (Purpose.STATUS, 1, "closed", "none"),
        (Purpose.SOLVED, 1, "closed", "none"),
        (Purpose.MORE, 1, "open", "running"),
        (Purpose.APPROVE, 14, "open", "running"),  # no price was named
    ],
)
def test_a_mail_to_a_closed_ticket(
    book: Book, purpose: Purpose, days: int, status: str, clock: str
) -> None:
    book.acted("KK-1", "closed", AT)
    book.heard(a_letter(purpose, "<2@x.example>", "KK-1", days), found("KK-1"), AT)
    stands = book.entries["KK-1"].stands
    assert (stands.status, stands.clock) == (status, clock)
    assert not book.faults.count


def test_after_fourteen_days_a_closed_ticket_has_a_successor(book: Book) -> None:
    book.acted("KK-1", "closed", AT)
    book.heard(a_letter(Purpose.MORE, "<2@x.example>", "KK-1", 15), found("KK-2"), AT)
    assert not book.faults.count
    assert book.entries["KK-1"].stands.status == "closed"


def test_a_split_that_is_taken_back_leaves_the_old_ticket_as_it_was(book: Book) -> None:
    book.acted("KK-1", "closed", AT)
    book.heard(a_letter(Purpose.MORE, "<2@x.example>", "KK-1", 1), found("KK-1"), AT)
    opened = book.entries["KK-1"].stands
    book.split("KK-1", [("KK-2", "<2@x.example>", AT, True, False)])
    assert book.entries["KK-1"].stands.status == "closed"
    assert book.belongs["<2@x.example>"] == "KK-2"
    book.rejoined("KK-1", ["KK-2"], AT)
    assert book.entries["KK-1"].stands == opened
    assert book.belongs["<2@x.example>"] == "KK-1"
    assert book.entry("KK-2") is book.entries["KK-1"]
