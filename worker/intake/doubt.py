"""Why what a customer's mail wishes is not done on its sender's word alone. Pure.

From is easily forged, and the number of a ticket easily guessed. What a colleague may read and
weigh is taken from anybody who has a part in the ticket; a deed wants more. To close, the mail must
be a person's that nobody calls forged: its customer is told, and a word opens the ticket again. To
decide a price, it must answer a mail of the ticket, which only its readers can name, or come from a
sender for whom the server vouches.
"""

from __future__ import annotations

from config.codes import Deed
from config.servers import Mailbox
from ingest.authentication import refutes, vouches
from ingest.message import Message
from worker.intake.thread import BY_NUMBER, PROVEN

MACHINES = frozenset({"auto_submitted", "null_return_path", "precedence"})


def machine(message: Message) -> bool:
    """Whether a mail that reads as a person's was sent by a machine."""
    return message.suspended_answer in MACHINES


def doubt(message: Message, how: str, deed: Deed, mailbox: Mailbox) -> str | None:
    """Why the deed is not done, or None; `how` says by what the ticket was recognised."""
    if machine(message):
        return "and is a machine's mail"
    server, domain = mailbox.authserv_id, message.from_.domain
    if server is not None and refutes(message.checked, server, domain):
        return "and the server says that its sender is another"
    if how in PROVEN or (how == BY_NUMBER and deed is not Deed.PRICE):
        return None
    vouched = server is not None and vouches(message.checked, server, domain)
    if how == BY_NUMBER and vouched and message.from_is_plain:
        return None
    return "but answers no mail of the ticket"
