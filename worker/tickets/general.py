"""An agent's answer to a mail that is about no ticket, such as the digest.

It orders nothing and is nobody's question. The agent is told which mail to answer; of the tickets
that it names he gets that mail again.
"""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import Connection

from ingest.message import Message
from notify.inside import Ordered
from notify.orders.order import Fault
from worker.desk import Desk
from worker.post.tell import Post
from worker.tickets import group

_MOST = 5  # tickets that are mailed again


def answer(connection: Connection, desk: Desk, message: Message, now: datetime) -> None:
    """Tell the agent what to answer to instead."""
    to = message.from_.address
    told = Ordered(Fault.WHICH, people=desk.roster.people(desk.preset))
    Post((desk,)).colleagues(connection, desk, told, to, now)
    for number in _named(message.own_words, desk.preset.ticket_prefix):
        group.shown(connection, desk, number, to, now)


def _named(text: str, prefix: str) -> list[str]:
    """The tickets of the desk that a text names, each once."""
    found = re.findall(rf"\b{prefix}-\d{{1,12}}\b", text, re.IGNORECASE)
    return list(dict.fromkeys(number.upper() for number in found))[:_MOST]
