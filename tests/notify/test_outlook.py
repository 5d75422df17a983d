"""The Thread-Index of our answers goes on where that of the customer's mail ended."""

from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta

import pytest

from notify.outlook import answers

BEGAN = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
_TICKS = (BEGAN - datetime(1601, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 10
GUID = bytes(range(16))
HEAD = _TICKS.to_bytes(8, "big")[:6] + GUID


def index(raw: bytes) -> str:
    return b64encode(raw).decode()


def seconds(block: bytes) -> float:
    """How long after the beginning an answer was written, by its block."""
    delta = int.from_bytes(block[:4], "big")
    bits = 23 if delta >> 31 else 18
    return ((delta & 0x7FFFFFFF) << bits) / 10_000_000


@pytest.mark.parametrize(
    ("later", "exactly"),
    [
        (timedelta(0), 0.1),
        (timedelta(minutes=5), 0.1),
        (timedelta(days=300), 0.1),
        (timedelta(days=1000), 2.0),  # more than 31 fine bits can say
    ],
)
def test_an_answer_adds_five_bytes_that_say_when(later: timedelta, exactly: float) -> None:
    found = answers(index(HEAD), BEGAN + later, "<a@desk.example>")
    assert found is not None
    raw = b64decode(found)
    assert raw[:22] == HEAD
    assert len(raw) == 27
    assert seconds(raw[22:]) == pytest.approx(later.total_seconds(), abs=exactly)


def test_the_answer_to_an_answer_adds_five_more() -> None:
    parent = HEAD + b"\x00\x00\x10\x00\x50"
    found = answers(index(parent), BEGAN + timedelta(hours=1), "<a@desk.example>")
    assert found is not None
    assert b64decode(found)[:27] == parent
    assert len(b64decode(found)) == 32


def test_two_answers_of_one_moment_differ() -> None:
    one, two = (answers(index(HEAD), BEGAN, f"<{name}@desk.example>") for name in "ab")
    assert one != two


def test_a_clock_that_is_behind_does_no_harm() -> None:
    found = answers(index(HEAD), BEGAN - timedelta(days=3), "<a@desk.example>")
    assert found is not None
    assert seconds(b64decode(found)[22:]) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "geen base64!",
        index(HEAD[:21]),
        index(HEAD + b"\x00\x00"),  # a block that was cut
        index(b"\x02" + HEAD[1:]),
        index(HEAD + b"\x00" * 5 * 100),  # longer than any talk
        "\udcff" * 30,
    ],
)
def test_what_is_none_is_not_gone_on_from(wrong: str) -> None:
    assert answers(wrong, BEGAN, "<a@desk.example>") is None
