"""The tables and charts of the privacy report, as people read them."""

from __future__ import annotations

from collections.abc import Sequence

from desk.reports.period import Period
from desk.reports.report import Chart, Section, Table
from desk.reports.tally import SEVERITIES, Month, OfKind, Organisation, Rows
from desk.reports.words import Words

_MOST_BARS = 10


def trend(months: Sequence[Month], words: Words) -> Section:
    """How many mails held personal data, month by month."""
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


def kinds(found: Sequence[OfKind], words: Words) -> Section:
    """Which kinds, the most frequent first."""
    names = tuple(words.known("kind", one.kind) for one in found)
    return Section(
        words("title", "kinds"),
        words("note", "none"),
        chart=Chart(
            "kinds",
            words("title", "kinds_chart"),
            names,
            ((words("column", "count"), tuple(one.count for one in found)),),
            lying=True,
        ),
        table=Table(
            _headings(("kind", "count", "mails"), words),
            tuple(
                (name, str(one.count), str(one.mails))
                for name, one in zip(names, found, strict=True)
            ),
            numeric=frozenset({1, 2}),
        ),
    )


def organisations(found: Sequence[Organisation], words: Words) -> Section:
    """Who sent it."""
    names = tuple(one.name or words("note", "private") for one in found)
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
                    tuple(one.mails for one in found[:_MOST_BARS]),
                ),
            ),
            lying=True,
        ),
        table=Table(
            _headings(columns, words),
            tuple(
                (name, str(one.mails), str(one.count), _listed(one, words), _worst(one, words))
                for name, one in zip(names, found, strict=True)
            ),
            shares=(2, 1.3, 1, 3, 1),
            numeric=frozenset({1, 2}),
        ),
    )


def again(organisations: Sequence[Organisation], period: Period, words: Words) -> Section:
    """Who did it before."""
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


def unexamined(rows: Rows, words: Words) -> Section:
    """What nobody could look into: attachments, and mails that are set aside."""
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
