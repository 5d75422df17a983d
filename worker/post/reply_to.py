"""Whom the answer to a mail goes to, where its Reply-To names somebody else than From. Pure.

Reply-To may name anybody (RFC 5322, 3.6.2), and From be anybody's. An answer that leaves the house
of the sender would tell a stranger who writes under a customer's name what the customer may know.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.message import Message
from notify.guard import recipient
from worker.intake.directory import Directory


def within_house(message: Message, directory: Directory) -> Message:
    """The mail that begins a ticket, without a Reply-To outside the organisation that From is of;
    what the directory does not know of may be a form, which answers go past."""
    house = directory.of(message.from_).organisation_id
    if house is None or directory.of(recipient(message)).organisation_id == house:
        return message
    return to_sender(message)


def to_sender(message: Message) -> Message:
    """The mail as if it had no Reply-To."""
    return replace(message, reply_to=())
