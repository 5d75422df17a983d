"""Whatever goes wrong with one mail stays with that mail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb
from typing import TypeVar

from config.errors import ConfigError, MeldpostError, TransientError

Result = TypeVar("Result")
_HOUSE = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Broken:
    """Something went wrong with one mail. `reason` quotes nothing of it."""

    reason: str


def guarded(work: Callable[[], Result]) -> Result | Broken:
    """What `work` gives for one mail; whatever goes wrong with it stays with that mail.

    What is wrong with the world (server, disk, settings) is no fault of the mail and goes on.
    """
    try:
        return work()
    except (TransientError, ConfigError):
        raise
    except Exception as error:  # noqa: BLE001  # the one place: a bad mail never stops the others
        return Broken(_told(error))


def _told(error: Exception) -> str:
    """Which error, and where in our code: its own words may quote the mail."""
    if isinstance(error, MeldpostError):
        return str(error)
    ours = [
        frame for frame in extract_tb(error.__traceback__) if _HOUSE in Path(frame.filename).parents
    ]
    where = ours[-1] if ours else None
    if where is None:
        return type(error).__name__
    return f"{type(error).__name__} in {Path(where.filename).relative_to(_HOUSE)}:{where.lineno}"
