"""Attached mails (.eml, .msg, message/rfc822): the head as in a forwarded mail, text, files."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.contents.content import Reason
from ingest.contents.paper import Paper
from ingest.message import Address
from ingest.parse import parse

_NOT_READ = {
    "encrypted": Reason.ENCRYPTED,
    "unreadable": Reason.BROKEN,
    "msg_unreadable": Reason.BROKEN,
    "nesting_cut": Reason.NESTED_TOO_DEEP,
    "mail_cut": Reason.TOO_LARGE,
    "text_cut": Reason.TOO_LARGE,
}


def read(data: bytes, paper: Paper) -> None:
    """From, To, Cc and Subject are part of the text: they name people."""
    message = parse(data)
    for defect in message.defects:
        if defect in _NOT_READ:
            paper.lacks(_NOT_READ[defect])
    date = f"{message.date:%d-%m-%Y %H:%M}" if message.date else ""
    head = (
        ("Van", _people((message.from_,))),
        ("Verzonden", date),
        ("Aan", _people(message.to)),
        ("CC", _people(message.cc)),
        ("Onderwerp", message.subject),
    )
    paper.put("".join(f"{name}: {value}\n" for name, value in head if value))
    paper.put(f"\n{message.text}")
    for number, one in enumerate(message.attachments, 1):
        name = one.filename or str(number)
        paper.inside(name, one.content, declared=one.content_type, named=bool(one.filename))


def _people(addresses: Iterable[Address]) -> str:
    shown = (f"{one.name} <{one.address}>" if one.name else one.address for one in addresses)
    return "; ".join(one for one in shown if one)
