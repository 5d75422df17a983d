"""Originals for a person who may read them: printed, or saved for the eyes of this user only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from config.settings import Settings
    from models.original import Original


def reveal(
    settings: Settings,
    wanted: Callable[[Connection], list[Original]],
    missing: str,
    *,
    reason: str | None,
    out: Path | None,
    who: str,
) -> None:
    """Print or save these originals for a person who may read them; PermanentError if none."""
    from config.errors import PermanentError
    from worker.privacy import grants, vault

    with vault.opened(settings) as database:
        with database.reading() as connection:
            found = wanted(connection)
        if not found:
            raise PermanentError(missing)
        alive = [one for one in found if one.erased_at is None]
        if not alive:
            raise PermanentError(f"the original was erased on {found[0].erased_at:%Y-%m-%d}")
        if len(alive) > 1 and out is None:
            raise click.UsageError(f"that are {len(alive)} mails: --out FOLDER takes them")
        bodies = grants.look(
            database, settings, alive, who=who, reason=reason, clock=partial(datetime.now, UTC)
        )
    if out is None:
        _print(bodies[0])
    else:
        _save(out, alive, bodies)


def _print(body: bytes) -> None:
    if sys.stdout.isatty():
        from desk.safe import safe

        click.echo(safe(body.decode("utf-8", "replace")))
    else:
        sys.stdout.buffer.write(body)


def _save(out: Path, originals: Sequence[Original], bodies: Sequence[bytes]) -> None:
    """One mail as the file `out`, several as files in the folder `out`; none is written over."""
    from config.errors import PermanentError
    from models.keys import private

    try:
        if len(bodies) > 1:
            out.mkdir(mode=0o700)
        for one, body in zip(originals, bodies, strict=True):
            path = out / f"{one.what}-{one.what_id}.eml" if len(bodies) > 1 else out
            with open(path, "xb", opener=private) as file:
                file.write(body)
            click.echo(str(path))
    except OSError as error:
        raise PermanentError(f"{out} cannot be written: {error.strerror}") from None
