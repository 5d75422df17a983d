"""The smallest valid thing of each sort; a test names what matters to it."""

from __future__ import annotations

from datetime import UTC, datetime

from models.db import Database
from models.seal import Key
from models.vault import Vault, turn

KEY = Key(b"0123456789abcdef0123456789abcdef")
AT = datetime(2026, 11, 20, 8, 15, tzinfo=UTC)


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
