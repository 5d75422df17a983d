"""Is this mail of an agent, and may it be obeyed?

An agent is obeyed where three things come together: the address of the list, a server that vouches
for it, and an answer to a mail that we sent to colleagues, which its signed Message-ID proves
(notify/token.py). Where one is missing nothing is done, and nobody outside is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import Connection

from config.agents import Agent
from config.servers import Mailbox
from ingest.authentication import vouches
from ingest.message import Message
from models import ticket
from models.history import Change, Who
from models.intake import Intake
from models.ledger import Outcome
from notify import token
from notify.orders.read import begins_with_order
from notify.token import For
from worker.alarm import Alarm
from worker.desk import Desk
from worker.intake.doubt import machine
from worker.intake.keep import Keeper, Mailed
from worker.intake.thread import references
from worker.tickets import words

KIND = "agent"  # of the mail in the database: no customer wrote it
ALARM = "agents"


class Standing(StrEnum):
    """What becomes of a mail that has to do with agents."""

    OBEYED = "obeyed"
    GENERAL = "general"  # it answers a mail about no ticket, such as the digest
    DISTRUSTED = "distrusted"  # not surely his, or orders that answer no mail of ours
    ELSEWHERE = "elsewhere"  # about a ticket of another desk, which will obey it
    COLLEAGUE = "colleague"  # an agent writes as anybody does: an ordinary mail
    STRANGER = "stranger"  # somebody else answers a mail to colleagues: an ordinary mail


@dataclass(frozen=True, slots=True)
class Verdict:
    """`number` is the ticket that the mail proves; `reason` is for the history."""

    standing: Standing
    reason: str
    number: str | None = None
    agent: Agent | None = None

    @property
    def apart(self) -> bool:
        """Whether it is no mail of a customer."""
        return self.standing not in (Standing.COLLEAGUE, Standing.STRANGER)


def judged(message: Message, desk: Desk) -> Verdict | None:
    """What is to be thought of a person's mail; None if it has nothing to do with agents."""
    if not desk.roster.agents:
        return None
    number = token.first_ticket(references(message), desk.signing_key, aim=For.DESK)
    if number is not None and number.partition("-")[0] != desk.preset.ticket_prefix:
        if not desk.roster.knows(message.from_.address):
            return None  # it was passed on to somebody, who writes to us
        return Verdict(Standing.ELSEWHERE, "answers a mail of another desk")
    agent = desk.roster.by_address(message.from_.address, desk.preset)
    if agent is not None:
        return _of_agent(message, desk, agent, number)
    reason = "answers a mail that was sent to colleagues"
    return Verdict(Standing.STRANGER, reason, number) if number else None


def _of_agent(message: Message, desk: Desk, agent: Agent, number: str | None) -> Verdict:
    """A mail under an agent's address; `number` is what the mail proves that it answers."""
    if number is None:
        if begins_with_order(message.own_words):
            return Verdict(Standing.DISTRUSTED, "orders that answer no mail of ours", None, agent)
        return Verdict(Standing.COLLEAGUE, "its sender is a colleague of the desk", None, agent)
    if (doubt := _doubt(message, desk.mailbox)) is not None:
        return Verdict(Standing.DISTRUSTED, doubt, number, agent)
    if number == token.whole(desk.preset.ticket_prefix):
        reason = "an agent's answer to a mail about no ticket"
        return Verdict(Standing.GENERAL, reason, number, agent)
    return Verdict(Standing.OBEYED, "an agent's answer to our mail", number, agent)


def set_apart(connection: Connection, keeper: Keeper, one: Mailed, verdict: Verdict) -> Intake:
    """What a mail leaves that is no customer's. What it orders is done once it stands."""
    row = ticket.by_number(connection, verdict.number) if verdict.number else None
    row = row and ticket.survivor(connection, row)  # where what it orders is done
    obeyed = verdict.standing is Standing.OBEYED
    kept = keeper.filed(
        one.raw,
        one.read,
        one.id,
        Outcome.AGENT,
        verdict.reason,
        ticket_id=row["id"] if row is not None and obeyed else None,
    )
    message, desk = one.read.message, keeper.desk
    text = words.masked(message.reply, message.from_, desk.preset, names=desk.names())
    if kept.mail is not None:
        kept = replace(kept, mail=replace(kept.mail, kind=KIND, subject="", text=text))
    if verdict.standing is Standing.DISTRUSTED:
        keeper.alarms.append(Alarm(ALARM, "mail", one.id, verdict.reason))
    if row is None or verdict.agent is None:
        return kept
    who, event = (f"agent:{verdict.agent.name}", "agent_wrote") if obeyed else _NOBODY
    told = Change(row["id"], keeper.now, who, event, verdict.reason, one.id)
    return replace(kept, changes=(told,))


def marked(keeper: Keeper, kept: Intake, verdict: Verdict | None) -> Intake:
    """An ordinary mail with a line in its ticket's history that says who wrote it."""
    if verdict is None or kept.mail is None or kept.mail.ticket_id is None:
        return kept
    if verdict.standing is Standing.STRANGER:
        keeper.alarms.append(Alarm(ALARM, "mail", kept.mail.id, verdict.reason))
    told = Change(
        kept.mail.ticket_id,
        keeper.now,
        Who.MACHINE,
        verdict.standing.value,
        verdict.reason,
        kept.mail.id,
    )
    return replace(kept, changes=(*kept.changes, told))


_NOBODY = (Who.MACHINE.value, Standing.DISTRUSTED.value)


def _doubt(message: Message, mailbox: Mailbox) -> str | None:
    """Why this may not be the agent's own mail."""
    if "from_several" in message.defects:
        return "names several senders"
    if not message.from_is_plain:
        return "names its sender in a way that servers read differently"
    if machine(message):
        return "a machine's answer under an agent's address"
    if mailbox.checks_senders:
        return None
    if mailbox.authserv_id is None:
        return "the mailbox has no authserv_id, so that nobody vouches for its sender"
    if vouches(message.checked, mailbox.authserv_id, message.from_.domain):
        return None
    return "under an agent's address, and the server does not vouch for its sender"
