"""The register in a report: each mail with violations, for people, for a sheet and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from config.retention import Ends, Kept
from desk.reports.report import Table
from desk.reports.tally import worst
from desk.reports.words import Words
from models.register import Found, Violation

_SHARES = (1.8, 1.9, 1.0, 2.6, 0.9, 2.1, 2.1)
_RECORD = (
    "mail",
    "arrived_at",
    "organisation",
    "ticket",
    "kind",
    "severity",
    "place",
    "attachment",
    "page",
    "cell",
    "recorded_at",
    "told_at",
    "on_hold",
    "original_gone",
    "words_gone",
    "register_gone",
)


def table(violations: Sequence[Violation], kept: Kept, words: Words) -> Table:
    """A row for each mail, as people read it."""
    columns = ("when", "organisation", "ticket", "found", "severity", "done", "gone")
    return Table(
        tuple(words("column", code) for code in columns),
        tuple(_row(one, kept, words) for one in violations),
        shares=_SHARES,
    )


def record(violations: Sequence[Violation], kept: Kept) -> Table:
    """A row for each finding, in codes and moments of UTC."""
    return Table(
        _RECORD,
        tuple(_line(one, found, kept) for one in violations for found in one.found),
    )


def shapes(violations: Sequence[Violation], kept: Kept) -> list[dict[str, object]]:
    """An object for each mail (docs/interface.md)."""
    return [_shape(one, kept) for one in violations]


def ends(one: Violation, kept: Kept) -> Ends:
    """When the mail goes; what went already by a rule says when it did."""
    will = kept.ends(one.facts)
    return Ends(will.original, one.emptied_at or will.words, will.register)


def place(found: Found, words: Words) -> str:
    """Where a finding stands, such as `bijlage 2, blz. 3`."""
    code = "in_name" if found.in_name else found.place
    parts = [words("place", code, number=found.number)]
    if found.page is not None:
        parts.append(words("place", "page", page=found.page))
    if found.cell is not None:
        parts.append(words("place", "cell", cell=found.cell))
    return ", ".join(parts)


def _row(one: Violation, kept: Kept, words: Words) -> tuple[str, ...]:
    return (
        words.moment(one.arrived_at),
        one.organisation or words("note", "private"),
        one.ticket or "–",
        "\n".join(_told_of(one, words)),
        words.known("severity", worst(one)),
        "\n".join(_done(one, words)),
        "\n".join(_gone(one, kept, words)),
    )


def _told_of(one: Violation, words: Words) -> list[str]:
    """`BSN (2×): tekst` for what is alike, in the order in which it stands."""
    alike = Counter((found.kind, place(found, words)) for found in one.found)
    return [
        f"{words.known('kind', kind)}{f' ({count}×)' if count > 1 else ''}: {where}"
        for (kind, where), count in alike.items()
    ]


def _done(one: Violation, words: Words) -> list[str]:
    erased = one.facts.erased_at
    original = words("done", "erased", day=words.day(erased)) if erased else words("done", "locked")
    told = one.told_at
    sender = words("done", "told", day=words.day(told)) if told else words("done", "untold")
    return [words("done", "hidden"), original, sender]


def _gone(one: Violation, kept: Kept, words: Words) -> list[str]:
    if one.facts.on_hold:
        return [words("gone", "on_hold")]
    end = ends(one, kept)
    is_open = one.facts.in_ticket and one.facts.closed_at is None

    def said(at: datetime | None) -> str:
        return words("gone", "ticket_open" if is_open else "never") if at is None else words.day(at)

    register = words("gone", "never") if end.register is None else words.day(end.register)
    return [
        words("gone", "original", day=said(end.original)),
        words("gone", "words", day=said(end.words)),
        words("gone", "register", day=register),
    ]


def _line(one: Violation, found: Found, kept: Kept) -> tuple[str, ...]:
    end = ends(one, kept)
    return tuple(
        "" if value is None else str(value)
        for value in (
            one.mail_id,
            one.arrived_at.isoformat(),
            one.organisation,
            one.ticket,
            found.kind,
            found.severity,
            "attachment_name" if found.in_name else found.place,
            found.number,
            found.page,
            found.cell,
            one.recorded_at.isoformat(),
            iso(one.told_at),
            "yes" if one.facts.on_hold else "no",
            iso(end.original),
            iso(end.words),
            iso(end.register),
        )
    )


def _shape(one: Violation, kept: Kept) -> dict[str, object]:
    end = ends(one, kept)
    return {
        "mail": one.mail_id,
        "arrived_at": one.arrived_at.isoformat(),
        "organisation": one.organisation,
        "ticket": one.ticket,
        "severity": worst(one),
        "findings": [
            {
                "kind": found.kind,
                "severity": found.severity,
                "place": "attachment_name" if found.in_name else found.place,
                "attachment": found.number,
                "page": found.page,
                "cell": found.cell,
            }
            for found in one.found
        ],
        "recorded_at": one.recorded_at.isoformat(),
        "told_at": iso(one.told_at),
        "on_hold": one.facts.on_hold,
        "original_gone": iso(end.original),
        "words_gone": iso(end.words),
        "register_gone": iso(end.register),
    }


def iso(at: datetime | None) -> str | None:
    """A moment as JSON has it."""
    return None if at is None else at.isoformat()
