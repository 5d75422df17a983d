"""Writing a chunk of mails inside one transaction: all together, one by one, or set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from ingest.identity import digest
from ingest.parse import parse
from models import counter, intake, ledger, mail, quarantine, raw
from models.db import savepoint
from models.intake import Intake
from models.ledger import Action, Line, Outcome, Place
from models.mail import Identity, Mail
from models.quarantine import Quarantined
from models.raw import pack
from worker import alarm, log
from worker.alarm import Alarm
from worker.desk import Desk
from worker.intake import agent_mail, bounces
from worker.intake.analyse import Raw, Read
from worker.intake.fetch import Aside
from worker.intake.propose import Arrived, propose
from worker.intake.record import Recorder
from worker.intake.storms import Held
from worker.tickets import group, obey

Mailed = tuple[Raw, Read]


def runs(mails: Sequence[Mailed], desk: Desk) -> list[list[Mailed]]:
    """The mails in order, an agent's by itself: what it does to a ticket, the next mail finds."""
    found: list[list[Mailed]] = []
    alone = True
    for one in mails:
        verdict = agent_mail.judged(one[1].message, desk)
        apart = verdict is not None and verdict.apart
        if alone or apart:
            found.append([])
        found[-1].append(one)
        alone = apart
    return found


class Store:
    """One chunk's way into the database; `outcomes` counts what became of its mails."""

    def __init__(self, connection: Connection, desk: Desk, place: Place, now: datetime) -> None:
        self.now = now
        self.outcomes: Counter[Outcome] = Counter()
        self._connection = connection
        self._desk = desk
        self._place = place
        self._alarms: list[Alarm] = []
        self._held = Held()

    def write(self, mails: Sequence[tuple[Raw, Read]]) -> None:
        """Record these mails under one savepoint: all of them, or none."""
        if mails:
            self._keep(mails, lambda one: one)

    def settle(self, entry: Quarantined, mail: Raw, read: Read, *, acts: bool) -> None:
        """Record a mail from quarantine in the line that it has; `acts` if it is still there."""

        def settled(one: Intake) -> Intake:
            line = one.line if acts else replace(one.line, action=Action.NONE, target=None)
            return replace(one, ledger_id=entry.ledger_id, line=line)

        self._keep([(mail, read)], settled)

    def quarantine(self, bad: Raw, reason: str) -> None:
        """Keep the bytes of a mail that broke something, until a person decides."""
        (raw_id,) = counter.reserve(self._connection, "raw", 1)
        raw.put(self._connection, [(raw_id, pack(bad.raw))])
        line = self._line(bad.uid, Outcome.QUARANTINED, reason, len(bad.raw), bad.arrived_at)
        ledger_id = ledger.write_one(self._connection, line)
        quarantine.put(self._connection, ledger_id, raw_id, reason, self.now)
        self._alarms.append(Alarm("quarantined", "ledger", ledger_id, reason))
        self.outcomes[Outcome.QUARANTINED] += 1

    def set_aside(self, mails: Sequence[Aside]) -> None:
        """Record mails that were not read, with the reason."""
        for one in mails:
            mail_id = self._headers(one) if one.head is not None else None
            line = self._line(
                one.uid, Outcome.SKIPPED, one.reason, one.size, one.arrived_at, mail_id
            )
            ledger_id = ledger.write_one(self._connection, line)
            if one.alarm:
                self._alarms.append(Alarm(one.alarm, "ledger", ledger_id, one.reason))
            self.outcomes[Outcome.SKIPPED] += 1

    def close(self) -> None:
        """Ring for what needs a person, once everything else is written."""
        self._held.settle(self._connection, self._desk, self.now)
        alarm.ring(self._connection, self._desk.bell, self._alarms, self.now)

    def tell(self) -> None:
        """Say what became of the chunk, once it stands."""
        for one in self._alarms:
            log.get().error("alarm", alarm=one.code, mailbox=self._place.mailbox, line=one.what_id)
        log.get().info(
            "recorded",
            mailbox=self._place.mailbox,
            folder=self._place.folder,
            **{outcome.value: count for outcome, count in self.outcomes.items()},
        )

    def _keep(self, mails: Sequence[Mailed], change: Callable[[Intake], Intake]) -> None:
        with savepoint(self._connection):
            done = [self._run(run, change) for run in runs(mails, self._desk)]
        for intakes, alarms, held in done:
            self.outcomes.update(one.line.outcome for one in intakes)
            self._alarms += alarms
            self._held.take(held)

    def _run(
        self, mails: Sequence[Mailed], change: Callable[[Intake], Intake]
    ) -> tuple[list[Intake], list[Alarm], Held]:
        """Write mails that are read against the same tickets, then do what follows from them."""
        connection, desk = self._connection, self._desk
        recorder = Recorder(connection, desk, self._place, mails, self.now)
        intakes = [change(recorder.record(mail, read)) for mail, read in mails]
        recorder.close()
        intake.write(connection, intakes)
        alarms = recorder.alarms
        for one, (came, read) in zip(intakes, mails, strict=True):
            if one.bounced is not None:
                alarms += bounces.settle(connection, desk, one.bounced, self.now)
            if read.triage is not None:
                propose(connection, desk, Arrived(read.message, read.triage, one), self.now)
            obey.after(connection, desk, one, (came, read), self.now)
        group.tell(connection, desk, intakes, recorder.held, self.now)
        return intakes, alarms, recorder.held

    def _headers(self, one: Aside) -> int:
        """What the head of a mail says of it; its words stay in the sealed bytes."""
        head = one.head or b""
        message = parse(head)
        identity = Identity(message.message_id, digest(head))
        known = mail.recognise(self._connection, self._desk.preset.name, [identity])
        if (found := known.get(identity.key)) is not None:
            return found
        (mail_id,) = counter.reserve(self._connection, "mail", 1)
        (raw_id,) = counter.reserve(self._connection, "raw", 1)
        raw.put(self._connection, [(raw_id, pack(head))])
        mail.write(
            self._connection,
            [
                Mail(
                    id=mail_id,
                    preset=self._desk.preset.name,
                    mailbox=self._place.mailbox,
                    identity=identity,
                    raw_id=raw_id,
                    ticket_id=None,
                    kind=message.kind.value,
                    kind_reason=message.kind_reason,
                    language=message.language[:8],
                    sender=message.from_.address,
                    sender_name=message.from_.name,
                    in_reply_to=message.in_reply_to,
                    thread=(),
                    dated=message.date,
                    arrived_at=one.arrived_at,
                    recorded_at=self.now,
                    size=one.size,
                    subject="",
                    text="",
                    attachments=(),
                    defects=("only_headers",),
                )
            ],
        )
        return mail_id

    def _line(
        self,
        uid: int,
        outcome: Outcome,
        reason: str,
        size: int,
        arrived_at: datetime,
        mail_id: int | None = None,
    ) -> Line:
        return Line(self._place, uid, outcome, reason, size, arrived_at, self.now, mail_id)
