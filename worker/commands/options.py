"""Options that several commands share, and what they give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from config.errors import ConfigError
from config.preset import Preset
from config.settings import Settings

if TYPE_CHECKING:
    from worker.hand import Hand

Function = TypeVar("Function", bound=Callable[..., Any])

config_option = click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="settings [default: meldpost.toml, if there is one]",
)
preset_option = click.option(
    "--preset", "preset_name", metavar="NAME", help="the desk [default: that of the settings]"
)
as_option = click.option(
    "--as", "name", metavar="NAME", help="who you are [default: your login name]"
)
json_option = click.option("--json", "as_json", is_flag=True, help="print JSON Lines")


def settings_of(config_file: Path | None) -> Settings:
    """The settings of `--config`; ConfigError if the file is missing or wrong."""
    from config import settings

    return settings.load(config_file)


def preset_of(settings: Settings, name: str | None) -> Preset:
    """The preset of `--preset`; a name that does not exist is wrong usage."""
    from config import preset

    try:
        return preset.load(name or settings.preset, settings.preset_dirs)
    except ConfigError as error:
        if name is not None and error.path is None:
            raise click.BadParameter(f"{error}", param_hint="--preset") from error
        raise


def who_of(name: str | None) -> str:
    """The person of `--as`, as the audit log names people."""
    import getpass

    return f"person:{name or getpass.getuser()}"


def hand_of(name: str | None, why: str) -> Hand:
    """The person of `--as`, who does something now; `why` as history and audit log may keep it."""
    from worker.hand import Hand
    from worker.privacy.reason import discreet

    return Hand(who_of(name), discreet(why), datetime.now(UTC))


class Moment(click.ParamType[datetime]):
    """An ISO 8601 moment; one without a zone is in the zone of the preset."""

    name = "moment"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            return datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(
                f"{value!r} is no ISO 8601 moment such as 2026-11-20T09:15:00+01:00", param, ctx
            )


def at_desk(moment: datetime | None, preset: Preset) -> datetime:
    """`moment` with a zone: the preset's where it has none, and the present where it is None."""
    if moment is None:
        return datetime.now(UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=preset.hours.zone)
