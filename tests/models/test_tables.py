"""What the tables keep, each through its own queries, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from config.errors import PermanentError
from models import audit, correspondence, counter, cursor, db, ledger, outbox, raw, secret
from models.cursor import Cursor
from models.db import Database
from models.ledger import Action, Line, Outcome, Place
from models.outbox import Outgoing, State
from tests.factories import AT, a_vault, unlocked
from tests.servers.tables import made

PLACE = Place("support", "INBOX", 7)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made(database_url)
    opened = db.open(database_url, vault=a_vault())
    yield unlocked(opened)
    opened.close()


def a_line(uid: int, place: Place = PLACE, action: Action = Action.SEEN) -> Line:
    return Line(place, uid, Outcome.LIST, "a list", 10, AT, AT, None, action)


def test_numbers_are_given_once_and_may_be_given_back(database: Database) -> None:
    with database.transaction() as connection:
        assert list(counter.reserve(connection, "n", 3, first=1001)) == [1001, 1002, 1003]
        counter.give_back(connection, "n", 2)
        assert list(counter.reserve(connection, "n", 1)) == [1002]
        assert list(counter.reserve(connection, "n", 0)) == []
    with pytest.raises(ZeroDivisionError), database.transaction() as connection:
        _ = counter.reserve(connection, "n", 5).start / 0
    with database.transaction() as connection:
        assert list(counter.reserve(connection, "n", 1)) == [1003]


def test_the_ledger_takes_each_uid_once(database: Database) -> None:
    other = Place("support", "INBOX", 8)
    with database.transaction() as connection:
        ledger.write(connection, [a_line(1), a_line(2), a_line(1, other)])
        assert ledger.known(connection, PLACE, range(1, 2000)) == {1, 2}
        assert ledger.all_uids(connection, other) == {1}
        assert ledger.tally(connection) == {Outcome.LIST: 3}
        with pytest.raises(PermanentError), db.savepoint(connection):
            ledger.write(connection, [a_line(3), a_line(2)])
        assert ledger.all_uids(connection, PLACE) == {1, 2}


def test_actions_are_pending_until_they_hold(database: Database) -> None:
    other = Place("support", "INBOX", 8)
    with database.transaction() as connection:
        lines = [a_line(uid) for uid in (3, 1, 2)]
        ledger.write(connection, [*lines, a_line(4, action=Action.NONE), a_line(5, other)])
        (pending,) = ledger.pending(connection, PLACE)
        assert (pending.action, pending.uids) == (Action.SEEN, (1, 2, 3))
        ledger.failed(connection, PLACE, [2], "away")
        ledger.done(connection, PLACE, [1, 3])
        assert ledger.pending(connection, PLACE)[0].uids == (2,)
        assert ledger.renumbered(connection, other) == 1  # UID 2 of the old numbering is no more
        assert ledger.pending(connection, PLACE) == []
        assert ledger.pending(connection, other)[0].uids == (5,)


def test_the_cursor_never_goes_back_within_a_numbering(database: Database) -> None:
    with database.transaction() as connection:
        assert cursor.get(connection, "support", "INBOX") is None
        for uid, stands in ((5, 5), (3, 5), (9, 9)):
            cursor.move(connection, Cursor(PLACE, uid), AT)
            assert cursor.get(connection, "support", "INBOX") == Cursor(PLACE, stands)
        anew = Cursor(Place("support", "INBOX", 8), 0)
        cursor.move(connection, anew, AT)
        assert cursor.hold(connection, "support", "INBOX") == anew


def test_a_secret_is_made_once(database: Database) -> None:
    with database.transaction() as connection:
        first = secret.get_or_make(connection, "thread")
    with database.transaction() as connection:
        assert secret.get_or_make(connection, "thread") == first
        assert secret.get_or_make(connection, "other") != first
    assert len(first) == 32


def test_moments_keep_their_instant_and_come_back_in_utc(database: Database) -> None:
    given = [
        AT.replace(microsecond=123456),
        AT.astimezone(ZoneInfo("Europe/Amsterdam")),
        AT.astimezone(timezone(timedelta(hours=-11))),
    ]
    with database.transaction() as connection:
        audit.write(connection, [audit.Act(at, "m", "d", "w", None, "y") for at in given])
    with database.reading() as connection:
        query = audit.audit.select().order_by(audit.audit.c.id)
        found = [row.at for row in connection.execute(query)]
    assert found == given
    assert {at.tzinfo for at in found} == {UTC}


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    naive = datetime(2026, 11, 20)  # noqa: DTZ001  # the point
    with pytest.raises(PermanentError), database.transaction() as connection:
        cursor.move(connection, Cursor(PLACE, 1), naive)
    with pytest.raises(ValueError, match="zone"):
        audit.Act(naive, "m", "d", "w", None, "y")


def _outgoing(number: int) -> Outgoing:
    return Outgoing(
        number, "kidskonnect", "support", None, None, f"<{number}@desk.example>", "alarm", "en",
        "support@desk.example", f"p{number}@kdv.example", "key", number, AT,
    )  # fmt: skip


def test_the_way_of_a_mail_through_the_outbox(database: Database) -> None:
    later = AT + timedelta(minutes=5)
    with database.transaction() as connection:
        raw.put(connection, [(number, raw.pack(b"mail")) for number in (1, 2)])
        outbox.write(connection, [_outgoing(1), _outgoing(2)])
        assert outbox.due(connection, AT) == 2
        first = outbox.claim(connection, AT)
        assert first is not None
        outbox.again(connection, first.id, later, "451")
        second = outbox.claim(connection, AT)
        assert second is not None
        assert second.id != first.id
        outbox.sent(connection, second.id, "main", AT, file=True)
        assert outbox.claim(connection, AT) is None
        assert outbox.tally(connection) == {State.WAITING: 1, State.SENT: 1}
        assert [row.id for row in outbox.unfiled(connection, "support", 9)] == [second.id]
        outbox.filed(connection, second.id, kept=True)
        assert outbox.unfiled(connection, "support", 9) == []
        again = outbox.claim(connection, later)
        assert again is not None
        assert (again.id, again.attempts) == (first.id, 1)
        assert outbox.claim_abandoned(connection, later, later) is None
        assert outbox.claim_abandoned(connection, later + timedelta(1), later) == again
        outbox.failed(connection, first.id, "550")
        assert outbox.tally(connection) == {State.FAILED: 1, State.SENT: 1}
        people = [f"p{number}@kdv.example" for number in (1, 2, 3)]
        assert len(correspondence.answered(connection, people, AT - timedelta(1))) == 2
        assert correspondence.answered(connection, people, AT) == []
        came = correspondence.left_as(connection, "kidskonnect", "<2@desk.example>")
        assert came is not None
        assert (
            correspondence.left_as(connection, "kidskonnect", "<1@desk.example>") is None
        )  # failed
        assert correspondence.left_as(connection, "kampadmin", "<2@desk.example>") is None
        outbox.bounced(connection, came["id"], "delivery report 5.1.1")
        assert outbox.tally(connection) == {State.FAILED: 1, State.BOUNCED: 1}
        assert correspondence.returns(connection, "p2@kdv.example", AT - timedelta(1)) == 1
        assert correspondence.returns(connection, "p2@kdv.example", AT) == 0
