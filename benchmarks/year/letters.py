"""The mails that reach the desk, as bytes and as what its book knows of them."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr
from enum import StrEnum

from benchmarks.year.rhythm import ZONE

DESK = "support@desk.example"
SERVER = "mx.desk.example"
ROBOTS = "firma.example"  # where the auto-responders are


class Purpose(StrEnum):
    """What a mail means for its ticket."""

    ASK = "ask"  # a new question
    MORE = "more"  # whatever a colleague has to read: it ends a wait, and opens what was closed
    STATUS = "status"  # changes nothing
    THANKS = "thanks"  # changes nothing
    SOLVED = "solved"
    APPROVE = "approve"
    DECLINE = "decline"
    ANSWER = "answer"  # of an agent, to the customer
    CLOSE = "close"  # the same, and closes the ticket
    MACHINE = "machine"  # nobody wrote it: it belongs to no ticket of its own
    ROBOT = "robot"  # a machine that says nothing of it
    TWIN = "twin"  # a mail that was delivered before


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail on its way to the desk. `ticket` is the number that it goes on with; a `stranger` only
    names one. `reports` is the address that a delivery report is about."""

    at: datetime
    purpose: Purpose
    message_id: str
    raw: bytes = field(repr=False)
    sender: str
    ticket: str | None = None
    reports: str | None = None
    folder: str = "INBOX"


@dataclass(frozen=True, slots=True)
class Head:
    """Who writes about what, and in answer to which mail."""

    name: str
    address: str
    subject: str
    message_id: str
    answers: str | None = None
    more: Mapping[str, str] = field(default_factory=dict)


def plain(head: Head, at: datetime, body: str, *, page: bool = False) -> bytes:
    """A mail of a person; with a `page` it has an HTML part beside its text, as most have."""
    lines = _headers(head, at)
    if not page:
        lines += ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", ""]
        return _bytes([*lines, body])
    shown = "<br>".join(html.escape(body).split("\n"))
    return _bytes(
        [
            *lines,
            'Content-Type: multipart/alternative; boundary="=_b"',
            "",
            *("--=_b", "Content-Type: text/plain; charset=utf-8", "", body),
            *("--=_b", "Content-Type: text/html; charset=utf-8", ""),
            f"<html><body><div>{shown}</div></body></html>",
            "--=_b--",
        ]
    )


def report(ours: str, to: str, at: datetime, number: int) -> bytes:
    """A delivery report (RFC 3464): nobody is there under this address."""
    sender = ("Mail Delivery System", "mailer-daemon@mx.example")
    head = Head(*sender, "Undelivered Mail Returned to Sender", f"<{number}@mx.example>")
    return _bytes(
        [
            "Return-Path: <>",
            *_headers(head, at),
            'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
            "",
            *("--b", "Content-Type: text/plain", "", "This is the mail system.", ""),
            *("--b", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example"),
            *("", f"Final-Recipient: rfc822; {to}", "Action: failed", "Status: 5.1.1", ""),
            *("--b", "Content-Type: message/rfc822", "", f"Message-ID: {ours}", "", "--b--"),
        ]
    )


def quoted(text: str, name: str, at: datetime) -> str:
    """What somebody writes above an older mail of ours."""
    day = at.astimezone(ZONE)
    return (
        f"{text}\n\nMet vriendelijke groet,\n{name}\n\n"
        f"Op {day:%d-%m-%Y} om {day:%H:%M} schreef Support <{DESK}>:\n"
        "> Beste collega,\n> We hebben uw mail ontvangen en kijken ernaar.\n> Groet, Support"
    )


def _headers(head: Head, at: datetime) -> list[str]:
    lines = [
        f"From: {formataddr((head.name, head.address))}",
        f"To: {DESK}",
        f"Subject: {Header(head.subject, None if head.subject.isascii() else 'utf-8').encode()}",
        f"Date: {format_datetime(at.astimezone(ZONE))}",
        f"Message-ID: {head.message_id}",
        "MIME-Version: 1.0",
    ]
    if head.answers:
        lines += [f"In-Reply-To: {head.answers}", f"References: {head.answers}"]
    return lines + [f"{name}: {value}" for name, value in head.more.items()]


def _bytes(lines: list[str]) -> bytes:
    return "\r\n".join("\n".join([*lines, ""]).splitlines()).encode() + b"\r\n"
