"""What the commands share that change the lists of contacts and organisations."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from worker.commands.options import who_of

if TYPE_CHECKING:
    from worker.people.carry_out import Hand

why_option = click.option("--why", default="", metavar="TEXT", help="for the audit log")


def hand_of(name: str | None, why: str) -> Hand:
    """Who changes the lists now, and why."""
    from worker.people.carry_out import Hand
    from worker.privacy.reason import discreet

    return Hand(who_of(name), discreet(why), datetime.now(UTC))
