"""Every table, in one place, for migrations and for tests."""

from __future__ import annotations

from models import (
    audit,
    contact,
    correction,
    counter,
    cursor,
    finding,
    history,
    hold,
    ledger,
    link,
    mail,
    marked,
    notice,
    organisation,
    outbox,
    part,
    quarantine,
    raw,
    secret,
    storm,
    unsubscribed,
)
from models import ticket as tickets
from models import vault as vaults
from models.schema import METADATA

TABLES = (
    counter.counter,
    secret.secret,
    vaults.vault,
    raw.raw,
    organisation.organisation,
    organisation.organisation_domain,
    contact.contact,
    tickets.ticket,
    mail.mail,
    history.history,
    correction.correction,
    link.link,
    notice.notice,
    part.part,
    finding.finding,
    finding.identifier,
    finding.shortcoming,
    outbox.outbox,
    marked.marked,
    storm.storm,
    unsubscribed.unsubscribed,
    ledger.ledger,
    cursor.cursor,
    quarantine.quarantine,
    hold.hold,
    hold.held,
    audit.audit,
    audit.audit_head,
)

__all__ = ["METADATA", "TABLES"]
