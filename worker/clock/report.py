"""The privacy report, made from the database: for a person who may read it, or for the month.

Reading it is recorded in the audit log with the period, and so is each refusal.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from config.codes import Role
from config.errors import ConfigError
from config.preset import Language, Preset
from config.settings import Settings
from desk.reports import csv, html, json, pdf, privacy
from desk.reports.period import Period
from desk.reports.report import Report
from desk.reports.tally import Rows
from desk.reports.words import Words
from models import audit, register
from models.audit import Act
from models.db import Database
from worker.privacy.retention import rules, scope_of

READERS = (Role.COMPLIANCE, Role.OPERATOR)
WHAT = "report"


class Format(StrEnum):
    """What a report may become."""

    HTML = "html"
    PDF = "pdf"
    CSV = "csv"
    JSON = "json"


_RENDER = {
    Format.HTML: html.render,
    Format.PDF: pdf.render,
    Format.CSV: csv.render,
    Format.JSON: json.render,
}


def rendered(report: Report, format_: Format) -> bytes:
    """The bytes of a report."""
    return _RENDER[format_](report)


def made(
    connection: Connection,
    settings: Settings,
    preset: Preset,
    period: Period,
    *,
    language: Language,
    now: datetime,
) -> Report:
    """The report of a period, as things stand now."""
    found = rows(connection, settings, preset, period)
    return told(found, settings, preset, period, language=language, now=now)


def told(
    found: Rows,
    settings: Settings,
    preset: Preset,
    period: Period,
    *,
    language: Language,
    now: datetime,
) -> Report:
    """The report that these rows make."""
    words = Words(language, preset.hours.zone)
    return privacy.report(found, preset, rules(settings, preset.name), period, words=words, now=now)


def admit(
    database: Database,
    settings: Settings,
    who: str,
    now: datetime,
    detail: dict[str, object],
) -> None:
    """Record that somebody reads it; ConfigError, recorded too, if the role is missing."""
    name = who.removeprefix("person:")
    roles = {role for person in settings.person if person.name == name for role in person.roles}
    may = bool(roles & set(READERS))
    did, why = ("showed", "privacy report") if may else ("refused", "role")
    with database.transaction() as connection:
        audit.write(connection, [Act(now, who, did, WHAT, None, why, detail)])
    if not may:
        raise ConfigError(
            f"{who} may not read the report: that takes the role {' or '.join(READERS)}",
            remedy="a [[person]] section of the settings gives it; --as says who you are",
        )


def rows(connection: Connection, settings: Settings, preset: Preset, period: Period) -> Rows:
    """What the database says of a period and of the trend before it."""
    name, trend = preset.name, period.trend()
    start, end = period.start, period.end
    return Rows(
        window=register.violations(connection, name, trend.start, trend.end),
        wrote=[
            (month, register.people_wrote(connection, name, month.start, month.end))
            for month in trend.months()
        ],
        wrote_now=register.people_wrote(connection, name, start, end),
        unexamined=register.unexamined(connection, name, start, end),
        set_aside=register.set_aside(connection, scope_of(settings, name), start, end),
    )
