"""Every column that can hold words, of every table, and what becomes of a person's in it.

Columns of codes (`String`) hold words of ours alone. What a new table keeps in `CleanText`, `Key`
or `Json` is searched and masked without a word here; a column that is looked up by, or that is
compared elsewhere, is named below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from sqlalchemy import Column, Connection, Table, select, tuple_, update

from models.audit import audit
from models.contact import contact
from models.cursor import cursor
from models.history import history
from models.ledger import ledger
from models.mail import mail
from models.marked import marked
from models.outbox import outbox
from models.removal import erased_id
from models.schema import CleanText, Json, Key
from models.slices import slices
from models.tables import METADATA
from models.ticket import ticket
from models.unsubscribed import unsubscribed

_PAGE = 500


class Sort(Enum):
    """What a column holds."""

    WORDS = auto()  # the person is masked in it
    ADDRESS = auto()  # becomes a pseudonym
    REFERENCE = auto()  # a Message-ID: becomes its digest, by which the mail is still known
    OURS = auto()  # names of mailboxes and folders: searched, and never changed
    SEALED = auto()  # the chain of the audit log, which takes no changes: searched


_NAMED: dict[Column[Any], Sort] = {
    mail.c.sender: Sort.ADDRESS,
    ticket.c.requester: Sort.ADDRESS,
    outbox.c.recipient: Sort.ADDRESS,
    marked.c.address: Sort.ADDRESS,
    unsubscribed.c.address: Sort.ADDRESS,
    contact.c.address: Sort.ADDRESS,
    mail.c.message_id: Sort.REFERENCE,
    mail.c.in_reply_to: Sort.REFERENCE,
    mail.c.thread: Sort.REFERENCE,
    mail.c.mailbox: Sort.OURS,
    outbox.c.mailbox: Sort.OURS,
    outbox.c.sender: Sort.OURS,
    outbox.c.message_id: Sort.OURS,
    ledger.c.mailbox: Sort.OURS,
    ledger.c.folder: Sort.OURS,
    cursor.c.mailbox: Sort.OURS,
    cursor.c.folder: Sort.OURS,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its words, by its primary key, and the mail and ticket that it is about."""

    table: Table
    key: tuple[Any, ...]
    mail_id: int | None
    ticket_id: int | None
    words: Mapping[str, Any]

    @property
    def texts(self) -> Iterator[str]:
        """Every text in it, those inside of JSON too."""
        return (text for value in self.words.values() for text in _leaves(value))


def columns(table: Table) -> list[Column[Any]]:
    """The columns of a table that can hold words."""
    kinds = (CleanText, Key, Json)
    return [
        column for column in table.c if isinstance(column.type, kinds) or column is history.c.who
    ]


def tables() -> list[Table]:
    """The tables that have such columns."""
    return [table for table in METADATA.sorted_tables if columns(table)]


def sort_of(column: Column[Any]) -> Sort:
    """What the column holds."""
    return Sort.SEALED if column.table is audit else _NAMED.get(column, Sort.WORDS)


def pages(
    table: Table, *, after: tuple[Any, ...] | None = None
) -> Iterator[Callable[[Connection], list[Row]]]:
    """Reads the whole table, or what comes after a key, a page at a time; each can be read in a
    transaction of its own."""
    last = after

    def page(connection: Connection) -> list[Row]:
        nonlocal last
        key = list(table.primary_key)
        query = _select(table).order_by(*key).limit(_PAGE)
        if last is not None:
            query = query.where(key[0] > last[0] if len(key) == 1 else tuple_(*key) > last)
        found = [_row(table, one) for one in connection.execute(query).mappings()]
        last = found[-1].key if found else None
        return found

    yield page
    while last is not None:
        yield page


def about(connection: Connection, table: Table, *, mails: set[int], tickets: set[int]) -> list[Row]:
    """The rows that are about these mails and tickets."""
    found: dict[tuple[Any, ...], Row] = {}
    for column, ids in ((_mail_id(table), mails), (_ticket_id(table), tickets)):
        if column is None:
            continue
        for some in slices(ids):
            rows = connection.execute(_select(table).where(column.in_(some))).mappings()
            found |= {row.key: row for row in (_row(table, one) for one in rows)}
    return list(found.values())


def fresh(connection: Connection, table: Table, keys: Iterable[tuple[Any, ...]]) -> list[Row]:
    """The rows of these primary keys, as they stand now."""
    found = []
    for key in keys:
        pairs = zip(table.primary_key, key, strict=True)
        query = _select(table).where(*(column == value for column, value in pairs))
        found += [_row(table, one) for one in connection.execute(query).mappings()]
    return found


@dataclass(frozen=True, slots=True)
class Masks:
    """How a person is taken out: out of words, and what stands for an address of hers or his."""

    words: Callable[[str], str]
    owns: Callable[[str], bool]
    address: str


def change(connection: Connection, row: Row, masks: Masks) -> int:
    """Write the row without the person; how many columns that changed."""
    values: dict[str, Any] = {}
    for column in columns(row.table):
        before = row.words[column.name]
        after = _changed(before, sort_of(column), masks)
        if after != before:
            values[column.name] = after
    if values:
        key = zip(row.table.primary_key, row.key, strict=True)
        connection.execute(
            update(row.table).where(*(column == value for column, value in key)).values(values)
        )
    return len(values)


def _changed(value: Any, sort: Sort, masks: Masks) -> Any:  # noqa: ANN401  # JSON
    match value:
        case str():
            return _told(value, sort, masks)
        case list():
            return [_changed(one, sort, masks) for one in value]
        case dict():
            return {key: _changed(one, sort, masks) for key, one in value.items()}
        case _:
            return value


def _told(text: str, sort: Sort, masks: Masks) -> str:
    match sort:
        case Sort.WORDS:
            return masks.words(text)
        case Sort.ADDRESS:
            return masks.address if masks.owns(text) else text
        case Sort.REFERENCE:
            return text if masks.words(text) == text else erased_id(text)
        case _:
            return text


def _leaves(value: Any) -> Iterator[str]:  # noqa: ANN401  # JSON
    match value:
        case str():
            yield value
        case list():
            for one in value:
                yield from _leaves(one)
        case dict():
            for one in value.values():
                yield from _leaves(one)


def _select(table: Table) -> Any:  # noqa: ANN401  # a Select of whatever columns there are
    about = [one.label(name) for name, one in _abouts(table).items()]
    return select(*table.primary_key, *about, *_not_in_key(table))


def _not_in_key(table: Table) -> list[Column[Any]]:
    return [column for column in columns(table) if column not in set(table.primary_key)]


def _row(table: Table, found: Mapping[Any, Any]) -> Row:
    return Row(
        table,
        tuple(found[column.name] for column in table.primary_key),
        found.get("about_mail"),
        found.get("about_ticket"),
        {column.name: found[column.name] for column in columns(table)},
    )


def _abouts(table: Table) -> dict[str, Column[Any]]:
    both = {"about_mail": _mail_id(table), "about_ticket": _ticket_id(table)}
    return {name: column for name, column in both.items() if column is not None}


def _mail_id(table: Table) -> Column[Any] | None:
    return table.c.id if table is mail else table.c.get("mail_id")


def _ticket_id(table: Table) -> Column[Any] | None:
    return table.c.id if table is ticket else table.c.get("ticket_id")
