"""Dates as programs write them."""

from __future__ import annotations

import pytest

from ingest.dates import from_received, when

TEN_TWELVE = "2026-11-02T09:12:14+00:00"


@pytest.mark.parametrize(
    "value",
    [
        "Mon, 2 Nov 2026 10:12:14 +0100",
        "Mon, 2 Nov 2026 10:12:14 +0100 (CET)",
        "2 Nov 2026 10:12:14 +0100",
        "Mon, 02 Nov 2026 09:12:14 GMT",
        "Mon, 02 Nov 2026 04:12:14 EST",
        "Mon Nov  2 09:12:14 2026",
        "Mon, 2 Nov 2026 9:12:14 AM +0000",
        "2026-11-02T10:12:14+01:00",
        "2026-11-02 09:12:14 +0000",
        "ma, 2 nov. 2026 10:12:14 +0100",
    ],
)
def test_when(value: str) -> None:
    found = when(value)
    assert found is not None
    assert found.isoformat() == TEN_TWELVE


@pytest.mark.parametrize(
    ("month", "number"), [("mrt", 3), ("mei", 5), ("okt.", 10), ("déc.", 12), ("août", 8)]
)
def test_months_in_other_languages(month: str, number: int) -> None:
    found = when(f"2 {month} 2026 10:12 +0000")
    assert found is not None
    assert found.month == number


@pytest.mark.parametrize(
    "value",
    ["", "gisteren", "Thu, 1 Jan 1970 00:00:00 +0000", "1 Jan 9999 00:00 +9999", "99 Foo 2026"],
)
def test_absurd(value: str) -> None:
    assert when(value) is None


def test_the_last_hop_that_can_be_read() -> None:
    hops = ["from a by b; nonsense", "from a by b;\n Mon, 2 Nov 2026 10:12:14 +0100"]
    found = from_received(hops)
    assert found is not None
    assert found.isoformat() == TEN_TWELVE
