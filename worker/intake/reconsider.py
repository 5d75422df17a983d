"""Mail of contacts that was not taken for a customer's is read once more, by who records it.

The processes that read mail have no database, and do not know who is a contact. It is rare that it
matters: a contact who writes like a parent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from config.codes import Sender
from config.preset import Preset
from ingest.parse import parse
from models.db import Database
from models.ticket import Known
from worker.intake.analyse import Raw, Read, Reader
from worker.intake.directory import Directory
from worker.intake.guard import Broken, guarded


def reconsidered(
    database: Database,
    reader: Reader,
    mails: Sequence[Raw],
    results: Sequence[Read | Broken],
) -> list[Read | Broken]:
    """The results, in order; those of contacts with what is known of their writers."""
    doubted = {n: one for n, one in enumerate(results) if isinstance(one, Read) and _doubted(one)}
    found = list(results)
    for number, one in _of_contacts(database, reader.preset, doubted).items():
        found[number] = guarded(partial(_again, reader, mails[number], one))
    return found


def _doubted(read: Read) -> bool:
    return read.triage is not None and read.triage.sender.value != Sender.CUSTOMER


def _of_contacts(database: Database, preset: Preset, doubted: dict[int, Read]) -> dict[int, Read]:
    """Those whose writer is a contact of the desk."""
    if not doubted:
        return {}
    writers = {one.message.from_.address for one in doubted.values()}
    with database.reading() as connection:
        directory = Directory.load(connection, preset.name, writers)
    return {
        number: one
        for number, one in doubted.items()
        if directory.of(one.message.from_).known is Known.CONTACT
    }


def _again(reader: Reader, mail: Raw, read: Read) -> Read:
    message = parse(mail.raw, limits=reader.limits, own_domains=reader.own_domains)
    known = frozenset({message.from_.address.lower()})
    (triage,) = reader.decide([message], reader.preset, [mail.arrived_at], contacts=known)
    return replace(read, triage=triage)
