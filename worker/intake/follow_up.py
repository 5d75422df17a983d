"""A person's mail that joins a ticket: what it does to the ticket, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from config.codes import CheckCode, Deed
from models import before
from models.audit import Act
from models.history import CONSENTED, WISHED, Change, Who
from models.intake import Intake, Resumed
from models.ledger import Outcome
from models.life import Event
from models.standing import Standing
from models.ticket import Consent
from notify.guard import recipient
from notify.news import About
from notify.parent import REFERRED, is_parent
from notify.reply import Told
from triage.decision import Triage
from worker.intake.consent import knowing, reserved
from worker.intake.doubt import Doubt, doubt
from worker.intake.keep import Keeper, Mailed
from worker.intake.thread import Join
from worker.intake.wished import Heard, Line, hear
from worker.post.answer import Asked
from worker.post.reply_to import to_sender

# What a mail must have that begins a ticket, and one that goes on with it need not.
_OF_A_FIRST_MAIL = frozenset((
    CheckCode.MISSING_IDENTIFIER, CheckCode.MISSING_LINK, CheckCode.VAGUE_SUBJECT,
    CheckCode.NO_CONCRETE_EXAMPLE, CheckCode.NO_QUESTION,
))  # fmt: skip


def follow_up(keeper: Keeper, one: Mailed, join: Join) -> Intake:
    """Everything that a mail leaves behind in the ticket that it joins."""
    stands, message = join.ticket, one.read.message
    heard = _heard(keeper, one, join)
    reason = f"belongs to {stands.number} ({join.how})"
    consent = tuple(_consent(keeper, one, stands))
    _learn(keeper, one, replace(stands, consent=Consent.GIVEN) if consent else stands, heard)
    asked = Asked(
        # What stands in a ticket goes to those alone who have a part in it.
        message if keeper.threads.admits(stands, recipient(message)) else to_sender(message),
        _as_follow_up(one.triage, heard),
        one.id,
        stands.id,
        stands.number,
        follow_up=True,
        told=_told(one, stands, heard),
        silent=heard.silent or _referred(stands, heard),
    )
    kept = keeper.in_ticket(one, asked, Outcome.FOLLOW_UP, reason)
    changes = tuple(_change(keeper, one, stands, line, reason) for line in heard.lines)
    return replace(
        kept,
        resumed=Resumed(stands.id, heard.state, heard.supplied.given),
        changes=(*changes, *consent, *kept.changes),
        acts=(*kept.acts, *_acts(keeper, stands, heard)),
    )


def _heard(keeper: Keeper, one: Mailed, join: Join) -> Heard:
    message, preset = one.read.message, keeper.desk.preset

    def withheld(deed: Deed) -> Doubt | None:
        if reserved(preset, keeper.threads.directory.of(message.from_), deed) is not None:
            return Doubt("which the organisation leaves to others")
        return doubt(message, join.how, keeper.desk.mailbox)

    return hear(message, one.triage, join.ticket, preset, one.raw.arrived_at, withheld)


def _learn(keeper: Keeper, one: Mailed, stands: Standing, heard: Heard) -> None:
    """What later mails of the chunk must know."""
    lacks = heard.supplied.lacks if heard.supplied.given else stands.lacks
    now = replace(stands, state=heard.state, lacks=lacks)
    keeper.threads.learn(now, one.read.message.message_id)
    keeper.threads.wrote(stands.id, one.read.message.from_.address)


def _as_follow_up(triage: Triage, heard: Heard) -> Triage:
    """Without what only a first mail may lack, and with a number that the ticket gave a name."""
    checks = tuple(one for one in triage.checks if one.code not in _OF_A_FIRST_MAIL)
    named = tuple(one for one in heard.supplied.by if one not in triage.identifiers)
    return replace(triage, checks=checks, identifiers=(*triage.identifiers, *named))


def _told(one: Mailed, stands: Standing, heard: Heard) -> Told | None:
    """What the customer reads about it; a parent was referred, and is told no more."""
    if heard.news is None or is_parent(stands.sender):
        return None
    message, state = one.read.message, heard.state
    about = About(
        number=stands.number,
        subject=stands.subject,
        language=message.language,
        module=stands.module,
        type=state.type,
        priority=state.priority,
        terms=state.terms,
        name=message.from_.name,
        answered=state.answered_at is not None,
    )
    return Told(heard.news, about)


def _referred(stands: Standing, heard: Heard) -> str | None:
    if heard.news is None or not is_parent(stands.sender):
        return None
    return REFERRED


def _change(keeper: Keeper, one: Mailed, stands: Standing, line: Line, reason: str) -> Change:
    """A line of the history: the mail itself (`wrote`), or a step that it takes."""
    why = line.why
    if line.event == Event.WROTE:
        why = f"{reason}; {line.why}" if line.why else reason
    detail: dict[str, object] = {"arrived": one.raw.arrived_at.isoformat()}
    if line.before is not None:
        detail["before"] = before.kept(line.before)
    if line.wish:
        detail["wish"] = line.wish
    if line.gave:
        detail["gave"] = [check.detail or check.code.value for check in line.gave]
    return Change(stands.id, keeper.now, Who.CUSTOMER, str(line.event), why, one.id, detail)


def _acts(keeper: Keeper, stands: Standing, heard: Heard) -> Iterator[Act]:
    """The steps, as the log of acts has those of people."""
    for line in heard.lines:
        if line.event not in (Event.WROTE, WISHED):
            yield Act(keeper.now, Who.CUSTOMER, str(line.event), "ticket", stands.id, line.why)


def _consent(keeper: Keeper, one: Mailed, stands: Standing) -> Iterator[Change]:
    """Those of the organisation who make tickets know of this one since the mail, if not before."""
    if stands.consent is Consent.WANTED and knowing(
        keeper.threads.directory, keeper.desk.preset, one.read.message, stands.organisation_id
    ):
        why = "somebody who makes tickets at the organisation wrote, or got the mail too"
        yield Change(stands.id, keeper.now, Who.MACHINE, CONSENTED, why, one.id)
