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
        "lun., 2 novembre 2026 10:12:14 +0100",
        "Mo, 2. November 2026 10:12:14 +0100",
        "lun, 2 de nov de 2026 10:12:14 +0100",
        "mar., 2 lis 2026 10:12:14 +0100",  # "mar." is a day here, not March
        "Mon, 2 Nov 2026 10:12:14 CET",
        "Mon, 2 Nov 2026 11:12:14 MET DST",
        "Mon, 2 Nov 2026 10:12:14 GMT+0100",
        "Mon, 2 Nov 2026 10:12:14 UTC+01:00",
        "Mon, 2 Nov 2026 10:12:14 +100",
        "Mon, 2 Nov 2026 10:12:14 0100",
        "Mon, 2 Nov 2026 10.12.14 +0100",
        "Mon, 2 Nov 2026 10:12:14.123 +0100",
        "Mon, 2 Nov 126 10:12:14 +0100",
        "Mon, 2 Nov 26 09:12:14 UT",
        "Monday, 02-Nov-26 09:12:14 GMT",
        "Mon Nov  2 10:12:14 CET 2026",
        "Mon Nov 2 10:12:14 2026 +0100",
        "Monday, November 2, 2026 9:12:14 AM",
        "Mon,\t2 Nov 2026\t10:12:14 +0100 (CET (Amsterdam))",
        '"Mon, 2 Nov 2026 10:12:14 +0100"',
        "20261102T101214+0100",
        "2026/11/02 09:12:14",
        "Mon, 2 Nov 2026 10:12:14 (CET)",
        "2 Nov 26 09(comment):  12  :  14 +0000",
        "November 2, 2026 at 09:12:14 AM UTC",
        "02-11-2026 09:12:14",
        "2.11.2026 09:12:14",
        "02/11/2026 09:12:14",
        "11/2/2026 9:12:14 AM",
        "11/2/2026 9:12:14 AM +00:00",
    ],
)
def test_when(value: str) -> None:
    found = when(value)
    assert found is not None
    assert found.isoformat() == TEN_TWELVE


@pytest.mark.parametrize(
    ("month", "number"),
    [
        ("mrt", 3),
        ("mei", 5),
        ("okt.", 10),
        ("déc.", 12),
        ("août", 8),
        ("juin", 6),
        ("juillet", 7),
        ("mars", 3),
        ("mai", 5),
        ("maj", 5),
        ("ene", 1),
        ("gennaio", 1),
        ("dez", 12),
        ("out", 10),
        ("sierpnia", 8),
        ("Kasım", 11),
        ("июля", 7),
    ],
)
def test_months_in_other_languages(month: str, number: int) -> None:
    found = when(f"2 {month} 2026 10:12 +0000")
    assert found is not None
    assert found.month == number


@pytest.mark.parametrize(
    "value",
    [
        "",
        "gisteren",
        "Thu, 1 Jan 1970 00:00:00 +0000",
        "1 Jan 9999 00:00 +9999",
        "99 Foo 2026",
        "31 Feb 2026 10:00 +0000",
        "2 Nov 2026 25:00 +0000",
        "2 Nov 2026 10:75 +0000",
        "1795162500",
        "13/13/2026 10:00",
        "2 Nov 2026 10:00 +9900",
        "versie 2.11 van november",
    ],
)
def test_absurd(value: str) -> None:
    assert when(value) is None


def test_the_last_hop_that_can_be_read() -> None:
    hops = ["from a by b; nonsense", "from a by b;\n Mon, 2 Nov 2026 10:12:14 +0100"]
    found = from_received(hops)
    assert found is not None
    assert found.isoformat() == TEN_TWELVE


def test_the_day_after_midnight() -> None:
    found = when("Sun, 1 Nov 2026 24:00:00 +0000")
    assert found is not None
    assert found.isoformat() == "2026-11-02T00:00:00+00:00"


def test_a_long_value_is_read_quickly() -> None:
    assert when("1 " * 5_000) is None
    assert when("a" * 5_000) is None
