"""Lines of cells → what each says of an organisation and a contact, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr

from config.codes import ContactRole
from config.preset import Preset
from ingest.domain import ascii_of
from triage.mailboxes import belongs
from worker.intake.domains import folded, is_address, refusal
from worker.people.headers import Column, column_of, role_of
from worker.people.table import Fault, Line, is_formula, read

_BETWEEN = re.compile(r"[\s,;|]+")
_ROUND = re.compile(r"^(?:https?://)?(?:www\.)?@?([^/?#]*).*$", re.IGNORECASE)
_MOST = {  # characters
    Column.ORGANISATION: 200,
    Column.NUMBER: 64,
    Column.NAME: 200,
    Column.FIRST_NAME: 100,
    Column.INFIX: 40,
    Column.LAST_NAME: 100,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. What it leaves out is empty or None, and stays as it is."""

    line: int
    organisation: str = field(repr=False)
    number: str | None
    domains: tuple[str, ...]
    address: str | None = field(repr=False)
    name: str = field(repr=False)
    role: ContactRole | None


@dataclass(frozen=True, slots=True)
class Read:
    """A whole file: what it says, what is wrong with it, and the headers that tell us nothing."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    ignored: tuple[str, ...]


def entries(raw: bytes, preset: Preset) -> Read:
    """What a file says; PermanentError if it is no text at all."""
    lines = read(raw)
    header = next(lines, None)
    if not isinstance(header, Line):
        return Read((), (header or Fault(None, "the file is empty"),), ())
    columns = [column_of(cell) for cell in header.cells]
    ignored = [c for c, column in zip(header.cells, columns, strict=True) if c and column is None]
    if faults := tuple(_of_header(header, columns)):
        return Read((), faults, tuple(ignored))
    found: list[Entry] = []
    wrong: list[Fault] = []
    for line in lines:
        if isinstance(line, Fault):
            wrong.append(line)
            continue
        problems = list(_of_line(line, columns, preset))
        wrong += problems
        if not problems:
            found.append(_entry(line, _cells(line, columns)))
    return Read(tuple(found), tuple(wrong), tuple(ignored))


def _of_header(header: Line, columns: list[Column | None]) -> Iterator[Fault]:
    known = [column for column in columns if column is not None]
    if Column.ORGANISATION not in known and Column.NUMBER not in known:
        yield Fault(header.number, "no column tells the organisation (organisatie, klant, company)")
    if Column.ADDRESS not in known and Column.DOMAINS not in known:
        yield Fault(header.number, "no column tells an address or a domain (e-mail, domein)")
    for column in dict.fromkeys(known):
        if known.count(column) > 1 and column is not Column.DOMAINS:
            yield Fault(header.number, f"several columns tell the {column}: keep one")


def _cells(line: Line, columns: list[Column | None]) -> Mapping[Column, str]:
    """The cells that we keep; several columns of domains are one."""
    found: dict[Column, str] = {}
    for column, cell in zip(columns, line.cells, strict=False):
        if column is not None and cell:
            found[column] = f"{found[column]} {cell}" if column in found else cell
    return found


def _of_line(line: Line, columns: list[Column | None], preset: Preset) -> Iterator[Fault]:
    if len(line.cells) > len(columns) and any(line.cells[len(columns) :]):
        what = (
            f"{len(line.cells)} cells, and the header has {len(columns)}: quote what holds a sign"
        )
        yield Fault(line.number, what)
        return
    cells = _cells(line, columns)
    yield from (Fault(line.number, what) for what in _wrong(cells, preset))


def _wrong(cells: Mapping[Column, str], preset: Preset) -> Iterator[str]:
    """What is wrong with the cells of a line, in words that quote no address and no name."""
    if Column.ORGANISATION not in cells and Column.NUMBER not in cells:
        yield "no organisation"
    for column, cell in cells.items():
        if is_formula(cell.removeprefix("@") if column is Column.DOMAINS else cell):
            yield f"the {column} is a formula"
        elif len(cell) > _MOST.get(column, len(cell)):
            yield f"the {column} has more than {_MOST[column]} characters"
    if Column.ADDRESS in cells:
        yield from _wrong_address(cells[Column.ADDRESS], preset)
    yield from _wrong_role(cells)
    for domain in _domains(cells):
        if (reason := refusal(domain, preset)) is not None:
            yield f"{domain[:80]!r} {reason}"


def _wrong_role(cells: Mapping[Column, str]) -> Iterator[str]:
    role = cells.get(Column.ROLE)
    if role is not None and Column.ADDRESS not in cells:
        yield "a role, and no address"
    if role is not None and role_of(role) is None:
        yield f"the role {role[:40]!r} is none that we know: {', '.join(ContactRole)}"


def _wrong_address(written: str, preset: Preset) -> Iterator[str]:
    address = _address(written)
    if not is_address(address):
        yield "what stands as the address is none (one address to a line)"
    elif belongs(address, preset.own_domains):
        yield "the address is one of the desk's own"


def _entry(line: Line, cells: Mapping[Column, str]) -> Entry:
    written, role = cells.get(Column.ADDRESS), cells.get(Column.ROLE)
    parts = (Column.FIRST_NAME, Column.INFIX, Column.LAST_NAME, Column.NAME)
    name = " ".join(cells[one] for one in parts if one in cells)
    return Entry(
        line=line.number,
        organisation=cells.get(Column.ORGANISATION, ""),
        number=cells.get(Column.NUMBER),
        domains=_domains(cells),
        address=None if written is None else _address(written),
        name=name or (parseaddr(written)[0] if written else ""),
        role=None if role is None else role_of(role),
    )


def _address(written: str) -> str:
    """`Sanne <sanne@kdv-zon.example>` and `mailto:sanne@…` are addresses too."""
    bare = written[7:] if written.lower().startswith("mailto:") else written
    return folded(parseaddr(bare)[1] if "<" in bare else bare)


def _domains(cells: Mapping[Column, str]) -> tuple[str, ...]:
    written = [one for one in _BETWEEN.split(cells.get(Column.DOMAINS, "")) if one]
    return tuple(dict.fromkeys(ascii_of(_ROUND.sub(r"\1", one)) for one in written))


def called(name: str) -> str:
    """The name of an organisation without what differs between two lists."""
    return " ".join(name.casefold().replace(".", "").split())


def domains_of(addresses: Iterable[str], preset: Preset) -> dict[str, None]:
    """The domains of these addresses that can be an organisation's, each once, in order."""
    found = (one.rpartition("@")[2] for one in addresses)
    return {one: None for one in found if refusal(one, preset) is None}
