"""The privacy report: what came in that should not have, what was done, and when it will be gone.

Rows in, Report out. It names kinds, places and organisations, never a value, a person or a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from config.preset import Preset
from config.retention import Kept
from desk.reports import register, tally
from desk.reports.period import Period
from desk.reports.report import Chart, Figure, Report, Section, Table
from desk.reports.tally import SEVERITIES, Month, OfKind, Organisation
from desk.reports.words import Words, lasting
from models.register import SetAside, Unexamined, Violation

_MOST_BARS = 10


@dataclass(frozen=True, slots=True)
class Rows:
    """What the database says. `window` are the violations of the whole trend, `wrote` the mails of
    people in each of its months and `wrote_now` those in the period itself."""

    window: Sequence[Violation]
    wrote: Sequence[tuple[Period, int]]
    wrote_now: int
    unexamined: Sequence[Unexamined]
    set_aside: Sequence[SetAside]


def report(
    rows: Rows, preset: Preset, kept: Kept, period: Period, *, words: Words, now: datetime
) -> Report:
    """The whole report of a period."""
    hit = [one for one in rows.window if period.holds(one.arrived_at)]
    months = tally.by_month(rows.window, rows.wrote)
    kinds = tally.by_kind(hit)
    organisations = tally.by_organisation(rows.window, period)
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
        figures=_figures(rows, hit, words),
        sections=(
            _trend(months, words),
            _kinds(kinds, words),
            _organisations(organisations, words),
            _again(tally.again(organisations), period, words),
            _unexamined(rows, words),
            Section(
                words("title", "register"),
                words("note", "none"),
                table=register.table(hit, kept, words),
            ),
        ),
        record=register.record(hit, kept),
        data=_data(rows, preset, hit, months, kinds, organisations, kept),
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


def _trend(months: Sequence[Month], words: Words) -> Section:
    columns = ("month", "mails", "with_findings", "share")
    return Section(
        words("title", "trend"),
        words("note", "none"),
        chart=Chart(
            "months",
            words("title", "trend_chart"),
            tuple(words.month(one.first) for one in months),
            tuple(
                (words("severity", code), tuple(one.by_severity.get(code, 0) for one in months))
                for code in SEVERITIES
            ),
        ),
        table=Table(
            _headings(columns, words),
            tuple(
                (
                    words.month(one.first),
                    str(one.wrote),
                    str(one.hit),
                    words.share(one.hit, one.wrote),
                )
                for one in months
            ),
            numeric=frozenset({1, 2, 3}),
        ),
    )


def _kinds(kinds: Sequence[OfKind], words: Words) -> Section:
    names = tuple(words.known("kind", one.kind) for one in kinds)
    return Section(
        words("title", "kinds"),
        words("note", "none"),
        chart=Chart(
            "kinds",
            words("title", "kinds_chart"),
            names,
            ((words("column", "count"), tuple(one.count for one in kinds)),),
            lying=True,
        ),
        table=Table(
            _headings(("kind", "count", "mails"), words),
            tuple(
                (name, str(one.count), str(one.mails))
                for name, one in zip(names, kinds, strict=True)
            ),
            numeric=frozenset({1, 2}),
        ),
    )


def _organisations(organisations: Sequence[Organisation], words: Words) -> Section:
    names = tuple(one.name or words("note", "private") for one in organisations)
    columns = ("organisation", "with_findings", "count", "kinds", "severity")
    return Section(
        words("title", "organisations"),
        words("note", "none"),
        chart=Chart(
            "organisations",
            words("title", "organisations_chart"),
            names[:_MOST_BARS],
            (
                (
                    words("column", "mails"),
                    tuple(one.mails for one in organisations[:_MOST_BARS]),
                ),
            ),
            lying=True,
        ),
        table=Table(
            _headings(columns, words),
            tuple(
                (name, str(one.mails), str(one.count), _listed(one, words), _worst(one, words))
                for name, one in zip(names, organisations, strict=True)
            ),
            shares=(2, 1.3, 1, 3, 1),
            numeric=frozenset({1, 2}),
        ),
    )


def _again(organisations: Sequence[Organisation], period: Period, words: Words) -> Section:
    columns = ("organisation", "with_findings", "in_window", "months", "last", "kinds")
    return Section(
        words("title", "repeat"),
        words("note", "no_repeat"),
        note=words("note", "repeat", since=period.trend().first),
        table=Table(
            _headings(columns, words),
            tuple(
                (
                    one.name or "",
                    str(one.mails),
                    str(one.in_window),
                    str(one.months),
                    words.day(one.last),
                    _listed(one, words),
                )
                for one in organisations
            ),
            shares=(2, 1.3, 1.2, 1.2, 1.2, 2.5),
            numeric=frozenset({1, 2, 3}),
        ),
    )


def _unexamined(rows: Rows, words: Words) -> Section:
    attachments = [
        (
            words.moment(one.arrived_at),
            one.organisation or words("note", "private"),
            one.ticket or "–",
            f"{words('place', 'attachment', number=one.number)}: {one.content_type}",
            words.known("reason", one.reason),
        )
        for one in rows.unexamined
    ]
    mails = [
        (
            words.moment(one.arrived_at),
            "–",
            "–",
            f"{words('note', 'set_aside')} {one.id}",
            one.reason,
        )
        for one in rows.set_aside
    ]
    columns = ("when", "organisation", "ticket", "what", "reason")
    return Section(
        words("title", "unexamined"),
        words("note", "all_read"),
        note=words("note", "unexamined"),
        table=Table(
            _headings(columns, words), (*attachments, *mails), shares=(1.4, 1.8, 1, 2.2, 2)
        ),
    )


def _headings(codes: Sequence[str], words: Words) -> tuple[str, ...]:
    return tuple(words("column", code) for code in codes)


def _listed(one: Organisation, words: Words) -> str:
    return ", ".join(words.known("kind", kind) for kind in one.kinds)


def _worst(one: Organisation, words: Words) -> str:
    return words.known("severity", one.worst)


def _data(
    rows: Rows,
    preset: Preset,
    hit: Sequence[Violation],
    months: Sequence[Month],
    kinds: Sequence[OfKind],
    organisations: Sequence[Organisation],
    kept: Kept,
) -> dict[str, object]:
    """The same in codes (docs/interface.md)."""
    speed = tally.speed(hit)
    return {
        "preset": preset.name,
        "mails": rows.wrote_now,
        "mails_with_findings": len(hit),
        "share": round(len(hit) / rows.wrote_now, 4) if rows.wrote_now else None,
        "seconds_to_redaction": speed
        and {"median": round(speed.median, 1), "longest": round(speed.longest, 1)},
        "months": [
            {
                "month": f"{one.first:%Y-%m}",
                "mails": one.wrote,
                "mails_with_findings": one.hit,
                **{code: one.by_severity.get(code, 0) for code in SEVERITIES},
            }
            for one in months
        ],
        "kinds": [{"kind": one.kind, "findings": one.count, "mails": one.mails} for one in kinds],
        "organisations": [_organisation(one) for one in organisations],
        "repeat_offenders": [one.name for one in tally.again(organisations)],
        "not_examined": [_not_read(one) for one in rows.unexamined],
        "quarantined": [
            {
                "entry": one.id,
                "arrived_at": one.arrived_at.isoformat(),
                "mailbox": one.mailbox,
                "reason": one.reason,
            }
            for one in rows.set_aside
        ],
        "register": register.shapes(hit, kept),
    }


def _organisation(one: Organisation) -> dict[str, object]:
    return {
        "organisation": one.name,
        "mails": one.mails,
        "findings": one.count,
        "kinds": list(one.kinds),
        "severity": one.worst,
        "mails_in_trend": one.in_window,
        "months_in_trend": one.months,
        "last": one.last.isoformat(),
    }


def _not_read(one: Unexamined) -> dict[str, object]:
    return {
        "mail": one.mail_id,
        "arrived_at": one.arrived_at.isoformat(),
        "organisation": one.organisation,
        "ticket": one.ticket,
        "attachment": one.number,
        "content_type": one.content_type,
        "size": one.size,
        "reason": one.reason,
    }
