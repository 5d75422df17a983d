"""The proof of the bytes: files of ours in which a value of a person still stands."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from config.settings import Settings
from models.db import Database
from triage.person import Person


def files(settings: Settings, database: Database) -> list[Path]:
    """The files of the database, if it is one of files, and of the data folder."""
    found = {path for path in settings.data_dir.rglob("*") if path.is_file()}
    name = database.engine.url.database
    if database.is_sqlite and name:
        path = Path(name)
        found |= {one for one in path.parent.glob(f"{path.name}*") if one.is_file()}
    return sorted(found)


def betraying(paths: Iterable[Path], person: Person) -> list[Path]:
    """Those in which a value stands, in UTF-8 or UTF-16, in capitals or not.

    It is looked for as it was given, so that this proves less about other writings than a search
    of the tables does; but it sees what no table holds any more.
    """
    pattern = re.compile(b"|".join(sorted(_written(person))), re.IGNORECASE)
    return [path for path in paths if _holds(path, pattern)]


def _written(person: Person) -> Iterator[bytes]:
    sure = [one for one in person.values if one.is_sure] or person.values
    for one in sure:
        for text in {one.text, one.text.lower(), one.text.upper()}:
            yield re.escape(text.encode())
            yield re.escape(text.encode("utf-16-le"))


def _holds(path: Path, pattern: re.Pattern[bytes]) -> bool:
    with path.open("rb") as file:
        if not path.stat().st_size:
            return False
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held:
            return pattern.search(held) is not None
