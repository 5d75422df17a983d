"""The smallest valid thing of each sort; a test names what matters to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from config.codes import ContactRole
from models import contact, counter, organisation
from models.contact import Contact, Source
from models.db import Database
from models.organisation import Organisation
from models.seal import Key
from models.vault import Vault, turn

KEY = Key(b"0123456789abcdef0123456789abcdef")
AT = datetime(2026, 11, 20, 8, 15, tzinfo=UTC)
BRUSSELS = ZoneInfo("Europe/Brussels")


def a_mail(
    *,
    sender: str = "Sanne de Boer <sanne@kdv-zon.example>",
    to: str = "support@desk.example",
    subject: str = "Factuur klopt niet",
    body: str = "De factuur 2026-0142 van debiteur 20417 klopt niet meer sinds gisteren.",
    message_id: str | None = "<een@kdv-zon.example>",
    date: str = "Fri, 20 Nov 2026 09:15:00 +0100",
    **headers: str,
) -> bytes:
    """A plain mail of a person; `headers` are further ones, with _ for -."""
    lines = [f"From: {sender}", f"To: {to}", f"Subject: {subject}", f"Date: {date}"]
    if message_id:
        lines.append(f"Message-ID: {message_id}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "", body, ""]
    return "\r\n".join(lines).encode()


def a_vault(*keys: Key) -> Vault:
    """A vault with these keys, or with KEY."""
    return Vault(lambda: keys or (KEY,))


def unlocked(database: Database, key: Key = KEY) -> Database:
    """The database, sealing with `key`."""
    with database.transaction() as connection:
        turn(connection, key, AT)
    return database


def an_organisation(
    connection: Connection,
    name: str = "KDV Zon",
    *,
    preset: str = "kidskonnect",
    domains: Sequence[str] = (),
    contacts: Mapping[str, str] | None = None,
    number: str | None = None,
) -> int:
    """An organisation with these domains, and contacts: address to role. Its id."""
    (id_,) = counter.reserve(connection, "organisation", 1)
    organisation.write(connection, preset, [Organisation(id_, name, number, AT)], AT)
    organisation.add_domains(connection, preset, [(id_, domain) for domain in domains])
    people = dict(contacts or {})
    made = zip(counter.reserve(connection, "contact", len(people)), people.items(), strict=True)
    contact.write(
        connection,
        preset,
        [
            Contact(number, id_, address, "", ContactRole(role), Source.FILE, AT)
            for number, (address, role) in made
        ],
    )
    return id_


def people(count: int, first: int = 1, **changes: str) -> list[bytes]:
    """Mails of so many different people."""
    return [
        a_mail(
            sender=f"Sanne <sanne@kdv-{number}.example>",
            message_id=f"<{number}@kdv-{number}.example>",
            **changes,
        )
        for number in range(first, first + count)
    ]


def at(text: str) -> datetime:
    """A moment as the clocks of Brussels and Amsterdam tell it."""
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)
