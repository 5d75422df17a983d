"""Where a person stands: in every text column of every table, and in every original of the vault.

Two rounds. First what tells the person from all others; then, in the tickets and mails that this
led to, what many people share too: a first name, a birth date, the name that stands beside the
address. One line of the audit log tells of the search, for it reads personal data; nobody sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from config.errors import PermanentError
from models import audit, columns, raw
from models.audit import Act
from models.columns import Row
from models.contact import contact
from models.db import Database
from models.mail import mail
from models.outbox import outbox
from models.part import part
from models.quarantine import quarantine
from models.slices import slices
from triage.person import Person
from worker.intake.examined import Contents, Words, read

_PAGE = 200
_NONE = 2**62  # an id that nothing has
_TABLES = {"mail": mail, "outbox": outbox, "quarantine": quarantine}


@dataclass(slots=True)
class Traces:
    """What was found; ids only, but for `names`, which stood beside an address or a name of the
    person. `known` are originals without the person: sealed as they are, they stay so.

    `unread` are originals, as (table, id), of which some attachment could not be examined, and
    `lost` those that cannot be opened.
    """

    mails: set[int] = field(default_factory=set)
    tickets: set[int] = field(default_factory=set)
    outbox: set[int] = field(default_factory=set)
    quarantine: set[int] = field(default_factory=set)
    rows: dict[tuple[str, tuple[object, ...]], Row] = field(default_factory=dict)
    own_mails: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set, repr=False)
    known: set[int] = field(default_factory=set)
    unread: set[tuple[str, int]] = field(default_factory=set)
    lost: set[tuple[str, int]] = field(default_factory=set)
    texts: int = 0
    originals: int = 0
    hits: list[int] = field(default_factory=list)

    @property
    def found(self) -> bool:
        return bool(self.rows or self.mails or self.outbox or self.quarantine)

    @property
    def contacts(self) -> set[int]:
        """The contacts that the person is."""
        return {int(str(key[0])) for table, key in self.rows if table == contact.name}

    @property
    def sealed(self) -> list[int]:
        """The lines of the audit log in which the person stands: they take no change."""
        return [int(str(key[0])) for table, key in self.rows if table == audit.audit.name]


@dataclass(frozen=True, slots=True)
class _Sealed:
    """An original: the row that names it."""

    raw_id: int
    what: str
    id: int
    ticket_id: int | None


def trace(
    database: Database,
    person: Person,
    contents: Contents,
    *,
    clean: Iterable[int] = (),
    tell: Callable[[int], None] = lambda _: None,
) -> Traces:
    """Search everything. `clean` are originals that an earlier search found without the person;
    `tell` hears of the number of originals, again and again."""
    found = Traces(known=set(clean), hits=[0] * len(person.values))
    for table in columns.tables():
        for page in columns.pages(table):
            with database.reading() as connection:
                rows = page(connection)
            for row in rows:
                _look_at(row, person, found)
    _look_into(database, person, contents, found, tell)
    _grow(database, found)
    close = person.known_as(found.names)
    _look_into(database, close, contents, found, tell, about=found.tickets)
    _grow(database, found)
    return found


def recent(
    database: Database, person: Person, contents: Contents, *, mail_id: int, entry: int
) -> Traces:
    """What came in after this mail and this entry of quarantine, as `trace` finds it."""
    found = Traces(hits=[0] * len(person.values))
    for page in columns.pages(mail, after=(mail_id,)):
        with database.reading() as connection:
            rows = page(connection)
        for row in rows:
            _look_at(row, person, found)
    newer = {"mail": mail_id, "quarantine": entry}
    _look_into(database, person, contents, found, lambda _: None, newer=newer)
    _grow(database, found)
    return found


def recorded(found: Traces, who: str, why: str, now: datetime) -> Act:
    """The line of the audit log that tells of a search."""
    detail: dict[str, object] = {"texts": found.texts, "originals": found.originals}
    return Act(now, who, "searched", "person", None, why, detail)


def _look_at(row: Row, person: Person, found: Traces) -> None:
    """A row of a table, for what tells the person from others."""
    texts = list(row.texts)
    found.texts += len(texts)
    named = [text for text in texts if person.named(text)]
    if named:
        _count(person, named, found)
        _note(row, found)
        if row.table is mail:
            _learn(row, person, found)
        elif row.table is contact:
            found.names |= {text for text in row.texts if text}


def _note(row: Row, found: Traces) -> None:
    found.rows[row.table.name, row.key] = row
    if row.mail_id is not None:
        found.mails.add(row.mail_id)
    if row.ticket_id is not None:
        found.tickets.add(row.ticket_id)
    if row.table is outbox:
        found.outbox.add(int(row.key[0]))


def _learn(row: Row, person: Person, found: Traces) -> None:
    """A name beside the person's address is the person's, and an address beside the name."""
    address, name = row.words["sender"], row.words["sender_name"]
    if person.named(address) or person.named(name):
        found.own_mails.add(int(row.key[0]))
        found.names |= {text for text in (address, name) if text}


def _look_into(
    database: Database,
    person: Person,
    contents: Contents,
    found: Traces,
    tell: Callable[[int], None],
    *,
    about: set[int] | None = None,
    newer: Mapping[str, int] | None = None,
) -> None:
    """Every original that is not known yet; with `about` those of these tickets, close by; with
    `newer` those above these ids alone."""
    close = about is not None
    for one in _originals(database, newer):
        mine = {"mail": found.mails, "outbox": found.outbox, "quarantine": found.quarantine}
        if one.id in mine[one.what] or (one.raw_id in found.known and not close):
            continue
        if close and one.ticket_id not in (about or set()):
            continue
        words = _opened(database, one, contents, found)
        if words is None:
            continue
        tell(found.originals)
        if any(person.named(text, close=close) for text in words.texts()):
            mine[one.what].add(one.id)
            found.known.discard(one.raw_id)
            _count(person, words.texts(), found)
        else:
            found.known.add(one.raw_id)


def _count(person: Person, texts: Iterable[str], found: Traces) -> None:
    """One more row or original for each value that stands in it."""
    for number in {number for text in texts for number in person.hits(text)}:
        found.hits[number] += 1


def _opened(database: Database, one: _Sealed, contents: Contents, found: Traces) -> Words | None:
    try:
        with database.reading() as connection:
            body = raw.get(connection, one.raw_id)
    except PermanentError:
        found.lost.add((one.what, one.id))
        return None
    words = read(body, contents)
    found.originals += 1
    if words.unread:
        found.unread.add((one.what, one.id))
    return words


def _originals(database: Database, newer: Mapping[str, int] | None) -> Iterator[_Sealed]:
    """All that are not erased, a page at a time."""
    for what, every in _SEALED.items():
        last, query = 0, every
        if newer is not None:
            query = every.where(_TABLES[what].c.id > newer.get(what, _NONE))
        while True:
            with database.reading() as connection:
                page = query.where(raw.raw.c.id > last).order_by(raw.raw.c.id).limit(_PAGE)
                rows = connection.execute(page).all()
            if not rows:
                break
            last = rows[-1][0]
            yield from (_Sealed(raw_id, what, id_, ticket) for raw_id, id_, ticket in rows)


def _grow(database: Database, found: Traces) -> None:
    """The tickets of the mails and answers that were found, and those made of parts of them."""
    with database.reading() as connection:
        for table, ids in ((mail, found.mails), (outbox, found.outbox)):
            for some in slices(ids):
                query = select(table.c.ticket_id).where(table.c.id.in_(some))
                found.tickets |= {id_ for id_ in connection.scalars(query) if id_ is not None}
        for some in slices(found.mails):
            query = select(part.c.made_id).where(part.c.mail_id.in_(some))
            found.tickets |= {id_ for id_ in connection.scalars(query) if id_ is not None}


_ALIVE = raw.raw.c.codec != raw.ERASED
_SEALED: dict[str, Select[Any]] = {
    "mail": select(raw.raw.c.id, mail.c.id, mail.c.ticket_id)
    .join(mail, mail.c.raw_id == raw.raw.c.id)
    .where(_ALIVE),
    "outbox": select(raw.raw.c.id, outbox.c.id, outbox.c.ticket_id)
    .join(outbox, outbox.c.raw_id == raw.raw.c.id)
    .where(_ALIVE),
    "quarantine": select(raw.raw.c.id, quarantine.c.id, quarantine.c.id * 0)
    .join(quarantine, quarantine.c.raw_id == raw.raw.c.id)
    .where(_ALIVE),
}
