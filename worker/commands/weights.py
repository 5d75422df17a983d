"""`meldpost weights`: the versions that were trained here, and which of them decides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.commands.options import config_option, json_option, settings_of

if TYPE_CHECKING:
    from worker.learning.versions import Version


@click.group()
def command() -> None:
    """The versions of the weights; `meldpost train` makes new ones."""


@command.command("list")
@config_option
@json_option
def list_(config_file: Path | None, as_json: bool) -> None:
    """Every version, with what it was trained from and how well it did on unseen authors."""
    from worker.learning import versions

    settings = settings_of(config_file)
    found = versions.every(settings)
    if as_json:
        for one in found:
            click.echo(json.dumps(_shape(one), ensure_ascii=False))
        return
    now = versions.crown(settings).now
    click.echo(f"{'*' if now == versions.SHIPPED else ' '} 0     the weights that ship")
    for one in found:
        mark = "*" if one.champion else " "
        click.echo(f"{mark} {one.number:<5} {one.made_at:%Y-%m-%d %H:%M} UTC  {_told(one)}")
    click.echo("* decides")


@command.command("use")
@click.argument("number", type=click.IntRange(min=0))
@config_option
def use(number: int, config_file: Path | None) -> None:
    """Let version NUMBER decide from the next start of the worker; 0 for those that ship."""
    from worker.learning import versions

    settings = settings_of(config_file)
    versions.use(settings, number)
    click.echo(f"version {number} decides from the next start of the worker")


@command.command("rollback")
@config_option
def rollback(config_file: Path | None) -> None:
    """Let the version decide that did before."""
    from worker.learning import versions

    number = versions.roll_back(settings_of(config_file))
    click.echo(f"version {number} decides from the next start of the worker")


def _told(one: Version) -> str:
    if one.weights is None:
        return one.wrong
    rates = {
        name.removesuffix(".accuracy"): value
        for name, value in sorted(one.weights.measured.items())
        if name.endswith(".accuracy")
    }
    right = ", ".join(f"{head} {rate:.3f}" for head, rate in rates.items())
    return f"{one.weights.stamp.get('mails', '?')} mails; right: {right}"


def _shape(one: Version) -> dict[str, object]:
    return {
        "version": one.number,
        "made_at": one.made_at.isoformat(),
        "champion": one.champion,
        "mails": None if one.weights is None else one.weights.stamp.get("mails"),
        "measured": None if one.weights is None else dict(one.weights.measured),
        "error": one.wrong or None,
    }
