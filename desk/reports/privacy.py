"""The privacy report: what came in that should not have, what was done, and when it will be gone.

Rows in, Report out. It names kinds, places and organisations, never a value, a person or a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from config.preset import Preset
from config.retention import Kept
from desk.reports import privacy_data, register, tally
from desk.reports import privacy_sections as sections
from desk.reports.period import Period
from desk.reports.report import Figure, Report, Section
from desk.reports.tally import Rows
from desk.reports.words import Words, lasting
from models.register import Violation


def report(
    rows: Rows, preset: Preset, kept: Kept, period: Period, *, words: Words, now: datetime
) -> Report:
    """The whole report of a period."""
    counts = tally.count(rows, period)
    span = words("title", "span", first=period.first, last=period.last)
    return Report(
        code="privacy",
        title=words("title", "report"),
        subtitle=f"{preset.display_name}, {span}",
        made=words("title", "made", moment=words.moment(now)),
        language=words.language,
        first=period.first,
        last=period.last,
        made_at=now,
        figures=_figures(rows, counts.hit, words),
        sections=(
            sections.trend(counts.months, words),
            sections.kinds(counts.kinds, words),
            sections.organisations(counts.organisations, words),
            sections.again(tally.again(counts.organisations), period, words),
            sections.unexamined(rows, words),
            Section(
                words("title", "register"),
                words("note", "none"),
                table=register.table(counts.hit, kept, words),
            ),
        ),
        record=register.record(counts.hit, kept),
        data=privacy_data.data(rows, counts, preset, kept),
    )


def _figures(rows: Rows, hit: Sequence[Violation], words: Words) -> tuple[Figure, ...]:
    speed = tally.speed(hit)
    figures = (
        ("wrote", str(rows.wrote_now)),
        ("hit", str(len(hit))),
        ("share", words.share(len(hit), rows.wrote_now)),
        ("median", lasting(speed.median) if speed else "–"),
        ("longest", lasting(speed.longest) if speed else "–"),
        ("unread", str(len(rows.unexamined) + len(rows.set_aside))),
    )
    return tuple(Figure(value, words("figure", code)) for code, value in figures)
