"""A person's mail that joins a ticket: what it does to the ticket, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models import before, life
from models.intake import Intake, Resumed
from models.ledger import Outcome
from models.life import Event, Refused, Step
from models.ticket import CONSENTED, Change, Consent, Standing, Who
from worker.answer import Asked
from worker.consent import knowing
from worker.keep import Keeper, Mailed
from worker.thread import Join


def follow_up(keeper: Keeper, one: Mailed, join: Join) -> Intake:
    """Everything that a mail leaves behind in the ticket that it joins."""
    stands, message = join.ticket, one.read.message
    state = life.take(stands.state, Step(Event.WROTE), keeper.desk.preset, one.raw.arrived_at)
    if isinstance(state, Refused):
        raise TypeError(f"a mail joined a ticket that takes none: {state.reason}")
    changes = tuple(_consent(keeper, one, stands))
    consent = Consent.GIVEN if changes else stands.consent
    keeper.threads.learn(replace(stands, state=state, consent=consent), message.message_id)
    keeper.threads.wrote(stands.id, message.from_.address)
    reason = f"belongs to {stands.number} ({join.how})"
    again = state.terms != stands.state.terms
    why = f"{reason}; the clock starts again" if again else reason
    detail: dict[str, object] = {"before": before.kept(stands.state)}
    detail["arrived"] = one.raw.arrived_at.isoformat()
    wrote = Change(stands.id, keeper.now, Who.CUSTOMER, "wrote", why, one.id, detail)
    asked = Asked(message, one.triage, one.id, stands.id, stands.number, follow_up=True)
    kept = keeper.in_ticket(one, asked, Outcome.FOLLOW_UP, reason)
    told = (wrote, *changes, *kept.changes)
    return replace(kept, resumed=Resumed(stands.id, state), changes=told)


def _consent(keeper: Keeper, one: Mailed, stands: Standing) -> Iterator[Change]:
    """Those of the organisation who make tickets know of this one since the mail, if not before."""
    if stands.consent is Consent.WANTED and knowing(
        keeper.threads.directory, keeper.desk.preset, one.read.message, stands.organisation_id
    ):
        why = "somebody who makes tickets at the organisation wrote, or got the mail too"
        yield Change(stands.id, keeper.now, Who.MACHINE, CONSENTED, why, one.id)
