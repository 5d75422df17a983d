"""`meldpost authorize`: a person lets us into a Microsoft 365 account, once, with a code."""

from __future__ import annotations

import time
from pathlib import Path

import click

from config.servers import Mailbox, Smtp
from config.settings import Settings
from worker.commands.options import config_option, settings_of


@click.command("authorize")
@click.argument("name")
@config_option
def command(name: str, config_file: Path | None) -> None:
    """Get the right to use the account of a mailbox (or SMTP server) with flow device_code.

    NAME is its name in the settings. Type the code that is shown at the address that is shown,
    signed in as that account; the right is kept in data_dir/tokens and renewed by itself.
    """
    from ingest.sources.device_code import authorise
    from ingest.sources.token_store import TokenStore

    settings = settings_of(config_file)
    server = _named(settings, name)
    authorise(server, TokenStore(settings.data_dir), show=_show, pause=time.sleep)
    click.echo(f"{name} may be used from now on")


def _named(settings: Settings, name: str) -> Mailbox | Smtp:
    every: tuple[Mailbox | Smtp, ...] = (*settings.mailbox, *settings.smtp)
    servers = [server for server in every if server.oauth2 is not None]
    for server in servers:
        if server.name == name:
            return server
    known = ", ".join(server.name for server in servers) or "none"
    raise click.BadParameter(
        f"no server {name!r} with oauth2 in the settings (there is {known})", param_hint="NAME"
    )


def _show(address: str, code: str) -> None:
    click.echo(f"open {address} and type {code}")
