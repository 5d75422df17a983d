"""`meldpost check`: what is right, what is wrong, and how to mend it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from worker.commands.options import config_option, json_option, settings_of


@click.command()
@click.option(
    "--probe", is_flag=True, help="send each mailbox a mail and wait until it arrives (2 minutes)"
)
@config_option
@json_option
def command(probe: bool, config_file: Path | None, as_json: bool) -> None:
    """Log in everywhere, compare each mailbox with the ledger, and say how to mend each fault."""
    from worker.check import everything
    from worker.probe import probes
    from worker.tokens import token_cache

    settings = settings_of(config_file)
    tokens = token_cache(settings)
    verdicts = [*everything(settings, tokens)]
    failed = False
    for verdict in (*verdicts, *(probes(settings, tokens) if probe else ())):
        failed = failed or not verdict.ok
        if as_json:
            click.echo(json.dumps(asdict(verdict), ensure_ascii=False))
        else:
            mark = (
                click.style("ok   ", fg="green") if verdict.ok else click.style("FAULT", fg="red")
            )
            click.echo(f"{mark} {verdict.what}: {verdict.says}")
    if failed:
        raise SystemExit(1)
