"""Why what a customer's mail wishes is not done on its sender's word alone. Pure.

From is easily forged, and the number of a ticket easily guessed. What a colleague may read and
weigh is taken from anybody who has a part in the ticket; a deed wants more. To close a ticket or to
decide a price, the mail must answer a mail of the ticket, which only its readers can name, or come
from a sender for whom the server vouches. Else the deed is proposed to a colleague.
"""

from __future__ import annotations

from dataclasses import dataclass

from config.servers import Mailbox
from ingest.authentication import refutes, vouches
from ingest.message import Message
from worker.intake.thread import BY_NUMBER, PROVEN

MACHINES = frozenset({"auto_submitted", "null_return_path", "precedence"})


def machine(message: Message) -> bool:
    """Whether a mail that reads as a person's was sent by a machine."""
    return message.suspended_answer in MACHINES


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a deed is not done; `honest` if nothing else speaks against it, so that a colleague is
    asked to do it, and the customer told."""

    why: str
    honest: bool = False


def doubt(message: Message, how: str, mailbox: Mailbox) -> Doubt | None:
    """Why what this mail wishes is not done, or None; `how` says by what the ticket was
    recognised."""
    if machine(message):
        return Doubt("and is a machine's mail")
    server, domain = mailbox.authserv_id, message.from_.domain
    if server is not None and refutes(message.checked, server, domain):
        return Doubt("and the server says that its sender is another")
    if how in PROVEN:
        return None
    vouched = server is not None and vouches(message.checked, server, domain)
    if how == BY_NUMBER and vouched and message.from_is_plain:
        return None
    return Doubt("but answers no mail of the ticket", honest=True)
