"""Telling people that something needs them: in the audit log, and by mail where they asked for it.

An alarm says what and where by code and number, never what a mail says. One sort of alarm comes
by mail at most once an hour; the audit log has them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from ingest.message import Address
from models import audit, correspondence
from models.audit import Act
from models.history import Who
from notify import mime
from notify.letter import leaf
from notify.reply import Reply
from notify.words import word
from worker.post.put import put

TEMPLATE = "alarm"
_AT_MOST_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Alarm:
    """`code` is the sort of alarm, `what` and `what_id` a row of ours, `why` is for people."""

    code: str
    what: str
    what_id: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Bell:
    """Who is told by mail: `to` (or nobody), as `sender` of a mailbox, in the language of the desk;
    `nonce` gives hex digits."""

    to: str | None
    preset: str
    mailbox: str
    sender: str
    nonce: Callable[[], str]
    language: str = "en"


def ring(connection: Connection, bell: Bell, alarms: list[Alarm], now: datetime) -> None:
    """Record the alarms; put a mail into the outbox for each sort that was quiet for an hour."""
    audit.write(
        connection,
        [
            Act(now, Who.MACHINE, "alarm", one.what, one.what_id, one.why, {"alarm": one.code})
            for one in alarms
        ],
    )
    if bell.to is None or not alarms:
        return
    quiet = now - _AT_MOST_EVERY
    told = {key for _, _, key in correspondence.answered(connection, [bell.to], quiet)}
    for one in {alarm.code: alarm for alarm in reversed(alarms)}.values():
        if f"alarm:{one.code}" not in told:
            post(connection, bell, written(one, bell, bell.to), f"alarm:{one.code}", now)


def post(
    connection: Connection,
    bell: Bell,
    reply: Reply,
    key: str,
    now: datetime,
    enclosed: tuple[mime.Enclosed, ...] = (),
    *,
    unsubscribe: str | None = None,
) -> None:
    """Put a mail of ours to somebody who works here into the outbox; `key` names its sort,
    `unsubscribe` how to stop it."""
    message_id = f"<alarm.{bell.nonce()}@{bell.sender.rpartition('@')[2]}>"
    envelope = mime.Envelope(
        Address("Meldpost", bell.sender),
        message_id,
        now,
        enclosed=enclosed,
        unsubscribe=unsubscribe,
    )
    put(
        connection,
        reply,
        envelope,
        preset=bell.preset,
        mailbox=bell.mailbox,
        template=TEMPLATE,
        subject_key=key,
    )


def written(alarm: Alarm, bell: Bell, to: str) -> Reply:
    """What happened, what to do, where and why."""
    language = bell.language
    says = partial(word, "alarm_mail", language=language)
    happened = _word("alarm", alarm.code, language) or f"{says('unnamed')} ({alarm.code})"
    remedy = _word("remedy", alarm.code, language)
    where = f"{says('mailbox')} {bell.mailbox}, {alarm.what} {alarm.what_id or ''}".rstrip()
    told = [(says("to_do"), remedy), (says("where"), where), (says("why"), alarm.why)]
    lines = [happened, *(f"{name} {text}" for name, text in told if text), says("paced")]
    title = f"{says('subject')} ({bell.mailbox})"
    subject = f"{title}: {happened.partition('. ')[0].rstrip('.')}"
    return plain(subject, lines, to, title=title, language=language)


def _word(family: str, code: str, language: str) -> str:
    """What there is to say of a sort of alarm, if anything."""
    try:
        return word(family, code, language)
    except KeyError:
        return ""


def plain(
    subject: str, lines: Iterable[str], to: str, *, title: str = "", language: str = "en"
) -> Reply:
    """A mail of ours: a paragraph for each line that says something; `title` heads the HTML, else
    the subject does."""
    text = "\n\n".join(line for line in lines if line)
    return Reply(
        template=TEMPLATE,
        language=language,
        to=Address("", to),
        subject=subject,
        text=text + "\n",
        html=leaf(title or subject, text, language),
    )
