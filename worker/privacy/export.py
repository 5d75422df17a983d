"""A person's data as a folder: a page to read, the same as JSON, and the originals beside it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from config.errors import PermanentError
from config.retention import Stored
from config.settings import Settings
from desk import dossier
from desk.dossier import Dossier
from models import audit, counter
from models.audit import Act
from models.db import Database
from models.keys import private
from triage.person import Person
from worker.intake.examined import Contents
from worker.privacy.gather import Gatherer
from worker.privacy.retention import rules
from worker.privacy.traces import Traces
from worker.privacy.vault import Purpose


@dataclass(frozen=True, slots=True)
class Export:
    """A dossier and the files beside it: name → bytes."""

    dossier: Dossier
    files: Mapping[str, bytes]


def gather(
    database: Database,
    settings: Settings,
    person: Person,
    found: Traces,
    contents: Contents,
    *,
    who: str,
    why: str,
    now: datetime,
) -> Export:
    """All that was found of the person; every original that is opened for it is recorded."""
    purpose = Purpose(who, "exported", why)
    with database.transaction() as connection:
        (number,) = counter.reserve(connection, "request", 1)
        desk = Gatherer(connection, settings, person, found, contents, purpose, now)
        mails, answers = desk.mails(), desk.answers()
        detail: dict[str, object] = {"mails": len(mails), "answers": len(answers)}
        audit.write(connection, [Act(now, who, "exported", "person", number, why, detail)])
        preset = desk.preset
        kept = rules(settings, preset.name)
        made = Dossier(
            number=number,
            made_at=now,
            controller=preset.display_name,
            language=preset.language,
            zone=preset.hours.zone,
            mails=tuple(mails),
            tickets=tuple(desk.tickets()),
            answers=tuple(answers),
            rules={one.value: str(kept.of(one)) for one in Stored if one is not Stored.AUDIT}
            | {Stored.AUDIT.value: str(settings.retention.audit)},
            unread=len(found.quarantine),
            contacts=tuple(desk.contacts()),
            marks=tuple(desk.marks()),
        )
    return Export(made, desk.files)


def write(export: Export, folder: Path) -> None:
    """Write it to a new folder, for our eyes only. PermanentError if it is there already."""
    page = dossier.page(export.dossier).encode()
    data = json.dumps(dossier.shape(export.dossier), ensure_ascii=False, indent=1).encode()
    try:
        folder.mkdir(mode=0o700)
        (folder / "originals").mkdir(mode=0o700)
        for name, body in {"index.html": page, "data.json": data, **export.files}.items():
            with open(folder / name, "xb", opener=private) as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
    except OSError as error:
        raise PermanentError(f"{folder} cannot be written: {error.strerror}") from None
