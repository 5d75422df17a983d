"""Every version of the weights that was trained here, and which of them decides.

`<data_dir>/weights/` holds one file for each version, `0001.weights` onwards, and `champion.json`
with the number that decides now and those that did before. Version 0 are the weights that ship.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from config.errors import ConfigError, PermanentError, TransientError
from config.settings import Settings
from triage.weights import Weights

SHIPPED = 0
_SUFFIX = ".weights"
_CROWN = "champion.json"


@dataclass(frozen=True, slots=True)
class Version:
    """A version that is kept; `weights` is None where its file is damaged, for the reason given."""

    number: int
    path: Path
    made_at: datetime
    champion: bool
    weights: Weights | None
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Crown:
    """Which version decides now, and which did before, the latest last."""

    now: int = SHIPPED
    before: tuple[int, ...] = ()


def folder(settings: Settings) -> Path:
    return settings.data_dir / "weights"


def path_of(settings: Settings, number: int) -> Path:
    return folder(settings) / f"{number:04}{_SUFFIX}"


def champion_file(settings: Settings) -> Path | None:
    """The file that decides, or None where the weights that ship do."""
    now = crown(settings).now
    return None if now == SHIPPED else path_of(settings, now)


def crown(settings: Settings) -> Crown:
    """Who decides; ConfigError if the file that says so is damaged."""
    path = folder(settings) / _CROWN
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Crown(int(said["now"]), tuple(int(one) for one in said["before"]))
    except FileNotFoundError:
        return Crown()
    except (ValueError, KeyError, TypeError, OSError) as error:
        remedy = "say which version decides with `meldpost weights use NUMBER`"
        raise ConfigError("this file is damaged", path=path, remedy=remedy) from error


def every(settings: Settings) -> list[Version]:
    """The versions that are kept, the oldest first."""
    from worker.learning import weight_file

    now = crown(settings).now
    found = []
    for path in sorted(folder(settings).glob(f"*{_SUFFIX}")):
        if not path.stem.isdigit():
            continue
        made_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        number = int(path.stem)
        try:
            found.append(Version(number, path, made_at, number == now, weight_file.read(path)))
        except ConfigError as error:
            found.append(Version(number, path, made_at, number == now, None, str(error)))
    return found


def add(settings: Settings, made: Weights) -> int:
    """Keep a new version; its number."""
    from worker.learning import weight_file

    kept = (int(path.stem) for path in folder(settings).glob(f"*{_SUFFIX}") if path.stem.isdigit())
    number = max(kept, default=SHIPPED) + 1
    weight_file.save(made, path_of(settings, number))
    return number


def use(settings: Settings, number: int) -> None:
    """Let this version decide from the next start on; PermanentError if it is not there."""
    if number != SHIPPED and not path_of(settings, number).is_file():
        raise PermanentError(f"there is no version {number}; see `meldpost weights list`")
    try:
        worn = crown(settings)
    except ConfigError:
        worn = Crown()
    if number != worn.now:
        _write(settings, Crown(number, (*worn.before, worn.now)))


def roll_back(settings: Settings) -> int:
    """Let the version decide that did before; its number. PermanentError if there was none."""
    worn = crown(settings)
    if not worn.before:
        raise PermanentError("no other version has decided before")
    *before, last = worn.before
    if last != SHIPPED and not path_of(settings, last).is_file():
        raise PermanentError(f"the file of version {last} is gone; see `meldpost weights list`")
    _write(settings, Crown(last, tuple(before)))
    return last


def _write(settings: Settings, worn: Crown) -> None:
    """Put the file in place in one step; TransientError if it cannot be written."""
    said = json.dumps({"now": worn.now, "before": worn.before})
    try:
        folder(settings).mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder(settings), prefix=f".{_CROWN}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(said)
        Path(name).replace(folder(settings) / _CROWN)
    except OSError as error:
        raise TransientError(f"{folder(settings)}: cannot be written: {error.strerror}") from error
