"""The privacy report of the month that is over, mailed to the compliance address, once.

The mail says the numbers; the paper and the register go with it. Which months went out stands in
the audit log: a worker that was away at the turn of a month sends it when it is back, and of
several workers one does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from config.codes import DataKind
from config.preset import Preset
from desk.reports import tally
from desk.reports.period import Period, last_month
from desk.reports.tally import Rows
from ingest.message import Address
from models import audit, counter, unsubscribed
from models.audit import Act
from models.history import Who
from models.register import Violation
from notify.inside import PrivacyReport
from notify.mime import Enclosed
from notify.tell import tell_desk
from worker import alarm, log
from worker.app import App
from worker.clock import report
from worker.clock.report import WHAT, Format
from worker.desk import Desk
from worker.intake.unsubscribe import offered

_SENT = "sent"
_MOST_TICKETS = 20
_TYPES = {Format.PDF: "application/pdf", Format.CSV: "text/csv; charset=utf-8"}


def send(app: App) -> None:
    """Send what is due: for each desk the report of last month, unless it went out already."""
    to = app.settings.report.privacy_to
    if to is None:
        return
    for desk in {desk.preset.name: desk for desk in app.desks.values()}.values():
        now = app.clock()
        period = last_month(now, desk.preset.hours.zone)
        with app.database.reading() as connection:
            if unsubscribed.stopped(connection, PrivacyReport.template, address=to):
                return
            if _went_out(connection, desk.preset, period):
                continue
            rows = report.rows(connection, app.settings, desk.preset, period)
        _post(app, desk, to, rows, period, now)


def _post(app: App, desk: Desk, to: str, rows: Rows, period: Period, now: datetime) -> None:
    preset = desk.preset
    reply = tell_desk(_news(rows, period), None, Address("", to), preset)
    enclosed = _enclosed(app, preset, rows, period, now)
    with app.database.transaction() as connection:
        counter.reserve(connection, WHAT, 1)  # no other worker is at it until this ends
        if _went_out(connection, preset, period):
            return
        stop = offered(desk, PrivacyReport.template, to=to)
        key = f"{WHAT}:{preset.name}"
        alarm.post(connection, desk.bell, reply, key, now, enclosed, unsubscribe=stop)
        detail = _detail(preset, period)
        audit.write(connection, [Act(now, Who.MACHINE, _SENT, WHAT, None, "the month", detail)])
    log.get().info("report_sent", preset=preset.name, month=f"{period.first:%Y-%m}")


def _news(rows: Rows, period: Period) -> PrivacyReport:
    hit = [one for one in rows.window if period.holds(one.arrived_at)]
    organisations = tally.by_organisation(rows.window, period)
    return PrivacyReport(
        first=period.first,
        last=period.last,
        mails=rows.wrote_now,
        affected=len(hit),
        kinds=tuple((DataKind(one.kind), one.mails) for one in tally.by_kind(hit)),
        organisations=sum(one.name is not None for one in organisations),
        tickets=_severest(hit),
    )


def _severest(hit: Sequence[Violation]) -> tuple[str, ...]:
    severe = (one.ticket for one in hit if one.ticket and tally.worst(one) == "high")
    return tuple(dict.fromkeys(severe))[:_MOST_TICKETS]


def _enclosed(
    app: App, preset: Preset, rows: Rows, period: Period, now: datetime
) -> tuple[Enclosed, ...]:
    made = report.told(rows, app.settings, preset, period, language=preset.language, now=now)
    name = f"privacy-{preset.name}-{period.first:%Y-%m}"
    return tuple(
        Enclosed(f"{name}.{format_}", type_, report.rendered(made, format_))
        for format_, type_ in _TYPES.items()
    )


def _went_out(connection: Connection, preset: Preset, period: Period) -> bool:
    """Whether a worker sent the report of this period."""
    table = audit.audit.c
    sent = audit.lines(connection, table.what == WHAT, table.did == _SENT, table.at >= period.end)
    return _detail(preset, period) in [line.detail for line in sent]  # all are read to the end


def _detail(preset: Preset, period: Period) -> dict[str, object]:
    first, last = period.first.isoformat(), period.last.isoformat()
    return {"preset": preset.name, "from": first, "to": last}
