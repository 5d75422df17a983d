"""A mail or an attachment as agents may see it: rendered from the original, with what was found
painted over or masked. That the original was read for this stands in the audit log.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping

from config.codes import DataKind
from config.errors import PermanentError
from desk.redacted.html import redacted_html
from desk.redacted.picture import painted, painted_pages
from ingest.contents.content import Box
from ingest.message import Attachment, Message
from ingest.parse import parse
from models import finding, mail, original
from triage.decision import Finding, Span
from triage.redact import Masks, redact_attachment
from worker.intake.examine import Examiner
from worker.privacy import vault
from worker.privacy.vault import Purpose

RENDERED = "rendered"
_WHY = "shown redacted"


@dataclass(frozen=True, slots=True)
class View:
    """Something to show: its type, what to call its file, and its bytes."""

    content_type: str
    suffix: str
    body: bytes = field(repr=False)


def page(connection: Connection, mail_id: int, who: str, now: datetime) -> View:
    """The HTML of a mail, harmless and redacted. PermanentError if it has none."""
    message = _message(connection, mail_id, who, now)
    if not message.html:
        raise PermanentError(f"mail {mail_id} has no HTML; `meldpost tickets` shows its text")
    masks = Masks(_findings(finding.of_mail(connection, finding.finding, mail_id), message))
    return View("text/html", ".html", redacted_html(message.html, masks).encode())


def attachment(
    connection: Connection,
    mail_id: int,
    number: int,
    examiner: Examiner,
    who: str,
    now: datetime,
) -> View:
    """Attachment `number` (from 0) of a mail: a picture or PDF painted over, else its text masked.

    PermanentError if there is none, or if it was not examined: what nobody has looked through is
    not shown.
    """
    kept = mail.attachments_of(connection, mail_id)
    if not 0 <= number < len(kept):
        raise PermanentError(f"mail {mail_id} has no attachment {number}")
    if not kept[number][3]:
        raise PermanentError(
            f"attachment {number} was not examined ({kept[number][4] or 'switched off'}): "
            "only its original can be opened, with `meldpost vault open`"
        )
    message = _message(connection, mail_id, who, now)
    rows = [
        row
        for row in finding.of_mail(connection, finding.finding, mail_id)
        if row["attachment"] == number and not row["in_name"]
    ]
    return _shown(message, number, rows, examiner)


def _shown(message: Message, number: int, rows: Sequence[RowMapping], examiner: Examiner) -> View:
    one = message.attachments[number]
    kind = one.detected_type or one.content_type
    boxes = list(_boxes(rows))
    if kind == "application/pdf":
        return View("application/pdf", ".pdf", painted_pages(one.content, boxes))
    if kind.startswith("image/"):
        return View("image/png", ".png", painted(one.content, boxes))
    content = examiner.contents([message])[0][number]
    found = [_finding(row, content.text[row["start_at"] : row["end_at"]], one) for row in rows]
    text = redact_attachment(content.text, number, Masks(found))
    return View("text/plain; charset=utf-8", ".txt", text.encode())


def _message(connection: Connection, mail_id: int, who: str, now: datetime) -> Message:
    found = original.of_mail(connection, mail_id)
    if not found:
        raise PermanentError(f"there is no mail {mail_id}")
    return parse(vault.read(connection, found[0], Purpose(who, RENDERED, _WHY), now))


def _findings(rows: Sequence[RowMapping], message: Message) -> Iterator[Finding]:
    """What was found in subject and text, with its value out of the original."""
    texts = {"subject": message.subject, "body": message.text}
    for row in rows:
        if row["place"] in texts:
            value = texts[row["place"]][row["start_at"] : row["end_at"]]
            yield _finding(row, value, None)


def _finding(row: RowMapping, value: str, one: Attachment | None) -> Finding:
    where = row["place"] if one is None else f"attachment:{one.filename}"
    kind = DataKind(row["kind"])
    span = Span(kind, where, row["start_at"], row["end_at"], value, row["attachment"])
    return Finding(kind, span, row["severity"])


def _boxes(rows: Sequence[RowMapping]) -> Iterator[Box]:
    """The rectangles of all findings in the file itself."""
    for row in rows:
        spots: list[list[Any]] = row["spots"] or []
        for page_, _cell, box, inner in spots:
            if box is not None and inner is None:
                yield Box(page_ or 1, *box)
