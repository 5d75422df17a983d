"""A bounce or an automatic reply, put with the ticket whose mail it came back for."""

from __future__ import annotations

from dataclasses import replace

from models.history import Change, Who
from models.intake import Bounced, Intake
from models.ledger import Outcome
from worker.intake.analyse import Raw, Read
from worker.intake.keep import Keeper


def came_back(keeper: Keeper, raw: Raw, read: Read, mail_id: int, outcome: Outcome) -> Intake:
    """Everything that such a mail leaves behind. What a bounce means for the address that it is
    about is settled once all of it stands (worker/intake/bounces.py)."""
    message = read.message
    ours, bounce = keeper.threads.our_mail(message), message.bounce
    bounced = Bounced(ours, bounce) if ours is not None and bounce is not None else None
    stands = keeper.threads.answered_by(message)
    if stands is None:
        reason = f"{message.kind_reason}; it names no mail of a ticket"
        return replace(keeper.filed(raw, read, mail_id, outcome, reason), bounced=bounced)
    detail: dict[str, object] = {}
    if bounce is not None:
        detail = {"status": bounce.status, "hard": bounce.hard}
    change = Change(
        stands.id, keeper.now, Who.MACHINE, outcome.value, message.kind_reason, mail_id, detail
    )
    reason = f"belongs to {stands.number}"
    filed = keeper.filed(raw, read, mail_id, outcome, reason, ticket_id=stands.id)
    return replace(filed, bounced=bounced, changes=(change,))
