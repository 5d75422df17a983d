"""Writing a chunk of mails inside one transaction: all together, one by one, or set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from ingest.identity import digest
from ingest.parse import parse
from models import audit, counter, intake, ledger, mail, quarantine, raw
from models.audit import Act
from models.db import savepoint
from models.ledger import Line, Outcome, Place
from models.mail import Identity, Mail
from models.raw import pack
from models.ticket import Who
from worker import log
from worker.analyse import Raw, Read
from worker.fetch import Aside
from worker.record import Desk, Recorder


class Store:
    """One chunk's way into the database; `outcomes` counts what became of its mails."""

    def __init__(self, connection: Connection, desk: Desk, place: Place, now: datetime) -> None:
        self.now = now
        self.outcomes: Counter[Outcome] = Counter()
        self._connection = connection
        self._desk = desk
        self._place = place
        self._alarms: list[tuple[str, int]] = []

    def write(self, mails: Sequence[tuple[Raw, Read]]) -> None:
        """Record these mails under one savepoint: all of them, or none."""
        if not mails:
            return
        with savepoint(self._connection):
            recorder = Recorder(self._connection, self._desk, self._place, mails, self.now)
            intakes = [recorder.record(raw_mail, read) for raw_mail, read in mails]
            recorder.close()
            intake.write(self._connection, intakes)
        self.outcomes.update(one.line.outcome for one in intakes)
        self._alarms += [
            (str(act.detail["alarm"]), one.line.uid)
            for one in intakes
            for act in one.acts
            if act.did == "alarm"
        ]

    def quarantine(self, bad: Raw, reason: str) -> None:
        """Keep the bytes of a mail that broke something, until a person decides."""
        (raw_id,) = counter.reserve(self._connection, "raw", 1)
        raw.put(self._connection, [(raw_id, pack(bad.raw))])
        line = self._line(bad.uid, Outcome.QUARANTINED, reason, len(bad.raw), bad.arrived_at)
        ledger_id = ledger.write_one(self._connection, line)
        quarantine.put(self._connection, ledger_id, raw_id, reason, self.now)
        self._raise_alarm("quarantined", bad.uid, ledger_id, reason)
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
                self._raise_alarm(one.alarm, one.uid, ledger_id, one.reason)
            self.outcomes[Outcome.SKIPPED] += 1

    def tell(self) -> None:
        """Say what became of the chunk, once it stands."""
        for alarm, uid in self._alarms:
            log.get().error("alarm", alarm=alarm, mailbox=self._place.mailbox, uid=uid)
        log.get().info(
            "recorded",
            mailbox=self._place.mailbox,
            folder=self._place.folder,
            **{outcome.value: count for outcome, count in self.outcomes.items()},
        )

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

    def _raise_alarm(self, alarm: str, uid: int, ledger_id: int, why: str) -> None:
        self._alarms.append((alarm, uid))
        detail: dict[str, object] = {"alarm": alarm}
        audit.write(
            self._connection,
            [Act(self.now, Who.MACHINE, "alarm", "ledger", ledger_id, why, detail)],
        )
