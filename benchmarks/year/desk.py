"""The desk of the year: its settings, and its agents' way into its database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.year.customers import NEL
from config import preset as presets
from config.agents import Agent
from config.limits import Limits
from config.preset import BUILT_IN
from config.servers import Mailbox, Smtp
from config.settings import Settings
from models import db
from models.db import Database
from worker.desk import desks
from worker.post.tell import Post
from worker.privacy import vault

PRESET = "kidskonnect"
_BY_MAIL = "[modules.youko]\n"  # the module whose agents live in their mailbox
_GROUP = 'group = "youko"\n'
CHIEF = "chef@desk.example"


def settings(url: str, folder: Path, box: Mailbox, smtp: Smtp) -> Settings:
    """A desk with one group that works by mail; everybody else works with commands."""
    own = folder / "presets" / PRESET
    own.mkdir(parents=True)
    text = (BUILT_IN / PRESET / "preset.toml").read_text("utf-8")
    assert _BY_MAIL in text
    (own / "preset.toml").write_text(text.replace(_BY_MAIL, _BY_MAIL + _GROUP), "utf-8")
    return Settings(
        data_dir=folder / "data",
        database=url,
        preset_dirs=(folder / "presets",),
        mailbox=(box,),
        smtp=(smtp,),
        alarm_address=CHIEF,
        agent=(Agent(name="Nel", address=NEL, groups=("youko",)),),
        limits=Limits(processes=2),
    )


@contextmanager
def at_hand(given: Settings) -> Iterator[tuple[Database, Post]]:
    """The database with its vault, and the post that agents' commands write to."""
    db.upgrade(given.database_url)
    loaded = {PRESET: presets.load(PRESET, given.preset_dirs)}
    with vault.opened(given) as database:
        yield database, Post(tuple(desks(given, loaded, database).values()))
