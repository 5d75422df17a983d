"""What went wrong in a year: every check with how often, and the first examples of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from benchmarks.minutes import works
from benchmarks.year import seen
from benchmarks.year.customers import SECOND_FOLDER
from benchmarks.year.simulation import Year
from benchmarks.year.world import DONE
from models import audit
from models import history as histories
from models import ticket as tickets
from models.history import history
from models.ledger import ledger
from models.notice import notice
from models.outbox import outbox
from models.replay import Unfollowable, replay
from models.ticket import ticket
from tests.servers.autoresponder import Manner

_NOTICES = {
    "respond_warned": "warning",
    "solve_warned": "warning",
    "respond_over": "escalation",
    "solve_over": "escalation",
    "reminded": "reminder",
    "returned": "returned",
    "pause_over": "returned",
}
_A_GREETING = 12  # mails that a robot may get for each that it began, if it shows what it is
_A_DAY = 20  # automatic answers that anybody may get


@dataclass(frozen=True, slots=True)
class Verdict:
    """How often a rule was broken, and a few cases in which it was."""

    rule: str
    count: int
    examples: tuple[str, ...] = ()


def verdicts(year: Year) -> list[Verdict]:
    """All rules, in the order in which they are told."""
    with year.database.reading() as connection:
        for row in list(seen.changed(connection, year.rhythm.moments[0])):
            year.book.compare(row)
        found = [_of(rule, check(connection, year)) for rule, check in _CHECKS]
    return [*_of_the_book(year), *found]


def _of_the_book(year: Year) -> Iterator[Verdict]:
    faults = year.book.faults
    for what, rule in _BOOK.items():
        yield Verdict(rule, faults.count[what], tuple(faults.examples.get(what, ())))


def _of(rule: str, broken: Iterator[str]) -> Verdict:
    cases = list(broken)
    return Verdict(rule, len(cases), tuple(cases[:5]))


_BOOK = {
    "lost": "a person's mail that is in no ticket",
    "ticket": "a mail that is not in the ticket where it belongs",
    "state": "a ticket that is not open, waiting, paused or closed as the book has it",
    "deadline": "a deadline that is not the one counted by minutes",
}


# -- mail that came in ---------------------------------------------------------------------------


def _moved(connection: Connection, year: Year) -> Iterator[str]:
    """After all splits, merges and what was taken back, each mail is where the book has it."""
    found = seen.found(connection, list(year.book.belongs))
    for message_id, number in year.book.belongs.items():
        if number is None:
            continue
        entry = year.book.entry(number)
        lies = found.get(message_id)
        if entry is not None and entry.followed and (lies is None or lies.number != entry.number):
            yield f"{message_id}: {lies and lies.number}, not {entry.number}"


def _unread(connection: Connection, year: Year) -> Iterator[str]:
    lines = connection.scalar(select(func.count()).select_from(ledger)) or 0
    left = sum(year.world.left(folder) for folder in ("INBOX", SECOND_FOLDER))
    if (missing := year.world.delivered - lines) != 0:
        yield f"{missing} mails without a line in the ledger"
    if left or year.world.left(DONE) != year.world.delivered:
        yield f"{left} mails left in their folders, {year.world.left(DONE)} moved"


def _set_aside(connection: Connection, year: Year) -> Iterator[str]:
    odd = ledger.c.outcome.in_(("quarantined", "skipped"))
    for line in connection.execute(select(ledger.c.id, ledger.c.reason).where(odd)):
        yield f"line {line.id}: {line.reason}"


# -- mail that went out --------------------------------------------------------------------------


def _answered_twice(connection: Connection, year: Year) -> Iterator[str]:
    answers = Counter(one.answers for one in year.sent.values() if one.answers is not None)
    yield from (f"mail {mail}: {count}" for mail, count in answers.items() if count > 1)


def _sent_twice(connection: Connection, year: Year) -> Iterator[str]:
    yield from (f"{name}: {count}" for name, count in year.world.office.taken.items() if count > 1)


def _not_sent(connection: Connection, year: Year) -> Iterator[str]:
    """Everything that was written has left, but for what was taken back or found no address."""
    waits = outbox.c.state.in_(("waiting", "sending"))
    for row in connection.execute(select(outbox.c.id, outbox.c.state).where(waits)):
        yield f"outbox {row.id}: {row.state}"
    taken = year.world.office.taken
    left = select(outbox.c.message_id).where(outbox.c.state.in_(("sent", "bounced")))
    yield from (f"{name}: never arrived" for name in connection.scalars(left) if name not in taken)


def _to_the_dead(connection: Connection, year: Year) -> Iterator[str]:
    office, tried = year.world.office, Counter[str]()
    for address, at in office.attempted:
        if address in office.gone and at >= office.gone[address]:
            tried[address] += 1
        if (since := year.condemned.get(address)) is not None and at > since:
            yield f"{address} at {at:%d-%m %H:%M}, marked since {since:%d-%m %H:%M}"
    yield from (f"{address}: {count} times" for address, count in tried.items() if count > 1)


def _robots(connection: Connection, year: Year) -> Iterator[str]:
    for robot in year.world.robots:
        if robot.manner is Manner.RUDE:
            continue
        began = max(robot.sent - robot.got, 0)
        if robot.got > _A_GREETING * max(began, 1):
            yield f"{robot.address}: got {robot.got} mails for {began} of its own"


def _too_many(connection: Connection, year: Year) -> Iterator[str]:
    """No address got more automatic answers within a day than any person would ask for."""
    query = select(outbox.c.recipient, outbox.c.created_at).where(outbox.c.mail_id.is_not(None))
    answers: dict[str, list[datetime]] = {}
    for to, at in connection.execute(query.order_by(outbox.c.id)):
        answers.setdefault(to, []).append(at)
    for to, moments in answers.items():
        late = zip(moments, moments[_A_DAY:], strict=False)
        if any(after - before < timedelta(days=1) for before, after in late):
            yield f"{to}: more than {_A_DAY} in a day"


# -- notices -------------------------------------------------------------------------------------


def _told_twice(connection: Connection, year: Year) -> Iterator[str]:
    events = (*_NOTICES, "resumed")
    query = select(history.c.ticket_id, history.c.event, history.c.detail)
    lines = Counter(
        (line.ticket_id, line.event, line.detail["about"])
        for line in connection.execute(query.where(history.c.event.in_(events)))
        if "about" in line.detail
    )
    yield from (f"{line}: {count}" for line, count in lines.items() if count > 1)
    due = Counter(
        (row.ticket_id, _NOTICES[row.kind])
        for row in connection.execute(select(notice.c.ticket_id, notice.c.kind))
    )
    mails = Counter(
        (one.ticket_id, one.template)
        for one in year.sent.values()
        if one.template in _NOTICES.values()
    )
    for what, count in mails.items():
        if count > due[what]:  # such a mail is about a ticket
            yield f"{what}: {count} mails, {due[what]} due"


def _at_night(connection: Connection, year: Year) -> Iterator[str]:
    for row in connection.execute(select(notice.c.ticket_id, notice.c.kind, notice.c.at)):
        if not works(row.at, year.book.preset):
            yield f"ticket {row.ticket_id}: {row.kind} at {row.at}"


def _untold(connection: Connection, year: Year) -> Iterator[str]:
    """A term that was over at the last look has been told."""
    told = {
        (row.ticket_id, row.kind, row.about)
        for row in connection.execute(select(notice.c.ticket_id, notice.c.kind, notice.c.about))
    }
    last = year.last_look
    for row in seen.changed(connection, year.rhythm.moments[0]):
        if row.status != "open" or row.solve_by is None or row.solve_by > last:
            continue
        if (row.id, "solve_over", row.solve_by) not in told:
            yield f"{row.number}: over since {row.solve_by}"


# -- history -------------------------------------------------------------------------------------


def _unfollowed(connection: Connection, year: Year) -> Iterator[str]:
    for row in connection.execute(select(ticket)).mappings():
        lines = [dict(one) for one in histories.of_ticket(connection, row["id"])]
        stands = tickets.state_of(row)
        try:
            passages = replay(lines, stands, year.book.preset)
        except Unfollowable as error:
            yield f"{row['number']}: {error}"
            continue
        if passages and passages[-1].after != stands:
            yield f"{row['number']}: stands otherwise than after {passages[-1].event}"


def _unchained(connection: Connection, year: Year) -> Iterator[str]:
    yield from map(str, audit.verify(connection))


Check = Callable[[Connection, Year], Iterator[str]]
_CHECKS: tuple[tuple[str, Check], ...] = (
    ("a mail that lies elsewhere in the end", _moved),
    ("a mail without its line, or left in its folder", _unread),
    ("a mail in quarantine, or skipped", _set_aside),
    ("a mail with two automatic answers", _answered_twice),
    ("a Message-ID that left twice", _sent_twice),
    ("a mail that waits for ever, or is said to be sent", _not_sent),
    ("a mail to a dead address", _to_the_dead),
    ("a robot that got too much", _robots),
    ("an address that got too many automatic answers in a day", _too_many),
    ("a notice told twice", _told_twice),
    ("a notice outside working time", _at_night),
    ("a term that is over, untold", _untold),
    ("a history that does not lead where the ticket stands", _unfollowed),
    ("an audit log that is not whole", _unchained),
)
