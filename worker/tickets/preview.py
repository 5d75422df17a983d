"""A real ticket for `meldpost preview`: its facts, and its triage as far as it is kept."""

from __future__ import annotations

from config import preset as presets
from config.settings import Settings
from ingest.message import Address
from models import db, mail
from notify.samples.scene import Scene
from notify.voice import Voice
from worker.post.about import about_of
from worker.tickets import handle
from worker.tickets.decided import triage_of


def scene_of(settings: Settings, number: str, language: str | None) -> Scene:
    """The ticket of this number as a scene; PermanentError if there is none.

    No value of personal data is in it: the database keeps none.
    """
    with db.ready(settings.database_url) as database, database.reading() as connection:
        row = handle.find(connection, number)
        preset = presets.load(row["preset"], settings.preset_dirs)
        last = mail.last_of_person(connection, row["id"])
        about = about_of(row, last)
        spoken = Voice.of(preset, language or about.language).language
        return Scene(
            preset=preset,
            language=spoken,
            ticket=about_of(row, last, language=spoken),
            triage=triage_of(connection, row),
            to=Address(about.name, row["requester"]),
        )
