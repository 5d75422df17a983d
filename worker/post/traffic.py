"""What the outbox says of the last day, for the pace limits."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from config.pace import LONGEST, Pace
from models import correspondence, standing
from notify.pace import Traffic, opened, shared_domain


@dataclass(slots=True)
class Known:
    """The traffic to some people, read as far as it is needed, each thing once."""

    connection: Connection
    now: datetime
    traffic: Traffic
    _tickets: set[int] = field(default_factory=set)

    @classmethod
    def of(
        cls, connection: Connection, pace: Pace, people: Collection[str], now: datetime
    ) -> Known:
        """What went to these addresses, and to the organisations that they are of."""
        known = cls(connection, now, Traffic(pace))
        since = now - LONGEST
        for to, at, subject in correspondence.answered(connection, people, since) if people else ():
            known.traffic.add(("address", to.lower()), [at])
            known.traffic.add(("subject", f"{to.lower()} {subject}"), [at])
        for who, at in standing.opened(connection, people, since) if people else ():
            known.traffic.add(opened(who), [at])
        domains = {domain for one in people if (domain := shared_domain(one)) is not None}
        for domain, at in correspondence.to_domains(connection, domains, since):
            known.traffic.add(("domain", domain), [at])
        return known

    def know_ticket(self, ticket_id: int) -> None:
        """Count what went out in a ticket before."""
        if ticket_id not in self._tickets:
            self._tickets.add(ticket_id)
            sent = correspondence.in_ticket(self.connection, ticket_id, self.now - LONGEST)
            self.traffic.add(("ticket", str(ticket_id)), sent)
