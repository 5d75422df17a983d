"""A small month of the desk of benchmarks/year: nothing lost or twice, every deadline right."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.year.life import live

MAILS = 120


@pytest.mark.server
def test_nothing_goes_wrong_in_a_month(database_url: str, tmp_path: Path) -> None:
    outcome = live(MAILS, database_url, tmp_path, days=30, trained=False)
    broken = [one for one in outcome.verdicts if one.count]
    assert not broken, "\n".join(map(str, broken))
    figures = dict(outcome.figures)
    assert int(figures["tickets"]) > MAILS / 4
    assert int(figures["workers killed"]) > 0
