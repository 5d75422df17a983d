"""Who may read an original: somebody with the role, for a reason that is recorded, for a while.

A grant is a line of the audit log. Within its time the same person may look again without a word;
each look is recorded, and so is each refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from config import preset as presets
from config.codes import DataKind, Role
from config.errors import ConfigError, MeldpostError, PermanentError
from config.settings import Settings
from models import audit, finding, mail
from models.audit import Act
from models.db import Database
from models.original import Original
from worker.privacy import vault
from worker.privacy.reason import discreet
from worker.privacy.vault import Purpose

GRANTED, REFUSED, SHOWED = "granted", "refused", "showed"


def look(
    database: Database,
    settings: Settings,
    originals: Sequence[Original],
    *,
    who: str,
    reason: str | None,
    clock: Callable[[], datetime],
) -> list[bytes]:
    """The bytes of these originals, for a person. An error says why not; both are recorded."""
    now = clock()
    why = discreet(reason or "")
    with database.transaction() as connection:
        refusal = _refusal(connection, settings, originals, who, why, now)
        if refusal is None:
            purpose = Purpose(who, SHOWED, why or "within the time of an earlier reason")
            _grant(connection, settings, originals, who, why, now)
            return [vault.read(connection, one, purpose, now) for one in originals]
        code = "role" if isinstance(refusal, ConfigError) else "reason"
        audit.write(connection, [_act(one, who, REFUSED, why, now, no=code) for one in originals])
    raise refusal


def roles_of(settings: Settings, who: str) -> set[Role]:
    """What somebody, as the audit log names people, is for."""
    name = who.removeprefix("person:")
    return {role for person in settings.person if person.name == name for role in person.roles}


def need_reader(settings: Settings, who: str, what: str) -> None:
    """ConfigError unless this person may read originals, and so may do `what`."""
    readers = settings.vault.readers
    if not roles_of(settings, who) & set(readers):
        raise ConfigError(
            f"{who} may not {what}: that takes the role {' or '.join(readers)}",
            remedy="a [[person]] section of the settings gives it; --as says who you are",
        )


def _refusal(
    connection: Connection,
    settings: Settings,
    originals: Sequence[Original],
    who: str,
    why: str,
    now: datetime,
) -> MeldpostError | None:
    roles = roles_of(settings, who)
    for one in originals:
        readers = _readers(connection, settings, one)
        if not roles & set(readers):
            return ConfigError(
                f"{who} may not read originals: that takes the role {' or '.join(readers)}",
                remedy="a [[person]] section of the settings gives it; --as says who you are",
            )
        if not why and not _stands(connection, one, who, now):
            return PermanentError("an original is read for a reason: --reason says which")
    return None


def _readers(connection: Connection, settings: Settings, one: Original) -> tuple[Role, ...]:
    """Agents too may read a mail in which nothing was found that its preset locks away."""
    if one.what == "quarantine":
        return settings.vault.quarantine_readers
    if one.what == "mail" and not _locked(connection, settings, one.what_id):
        return (*settings.vault.readers, Role.AGENT)
    return settings.vault.readers


def _locked(connection: Connection, settings: Settings, mail_id: int) -> bool:
    name = mail.preset_of(connection, mail_id)
    if name is None:
        return True
    preset = presets.load(name, settings.preset_dirs)
    kinds = {row["kind"] for row in finding.of_mail(connection, finding.finding, mail_id)}
    return any(preset.privacy.action.get(DataKind(kind), "lock") == "lock" for kind in kinds)


def _stands(connection: Connection, original: Original, who: str, now: datetime) -> bool:
    """Whether a reason that this person gave for this original still holds."""
    table = audit.audit
    granted = audit.lines(
        connection,
        table.c.what == original.what,
        table.c.what_id == original.what_id,
        table.c.who == who,
        table.c.did == GRANTED,
    )
    ends = [line.detail["until"] for line in granted if isinstance(line.detail, dict)]
    return any(datetime.fromisoformat(end) > now for end in ends)


def _grant(
    connection: Connection,
    settings: Settings,
    originals: Sequence[Original],
    who: str,
    why: str,
    now: datetime,
) -> None:
    if why:
        until = (now + timedelta(minutes=settings.vault.minutes)).isoformat()
        acts = [_act(one, who, GRANTED, why, now, until=until) for one in originals]
        audit.write(connection, acts)


def _act(original: Original, who: str, did: str, why: str, now: datetime, **detail: object) -> Act:
    return Act(now, who, did, original.what, original.what_id, why, detail)
