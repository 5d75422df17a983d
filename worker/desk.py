"""One mailbox with all that recording its mail, and writing from it, needs."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING

from config.agents import Roster
from config.pace import Pace
from config.preset import Preset
from config.servers import Mailbox
from config.settings import Bounces, Settings
from ingest.limits import ParseLimits
from models import secret
from models.db import Database
from models.ledger import Action
from worker.alarm import Bell
from worker.learning import names

if TYPE_CHECKING:
    from triage.names.model import NameModel


@dataclass(frozen=True, slots=True)
class Desk:
    """A mailbox and its preset. `own_addresses` are those of all our mailboxes, in lower case.

    `signing_key` signs the Message-IDs of our mails, `nonce` gives fresh hexadecimal digits.
    `roster` are its agents, `parsing` bounds what is read of one mail, `names` loads the operator's
    source of names, if there is one.
    """

    mailbox: Mailbox
    preset: Preset
    signing_key: bytes
    own_addresses: frozenset[str]
    nonce: Callable[[], str]
    alarm_address: str | None = None
    bounces: Bounces = field(default_factory=Bounces)
    pace: Pace = field(default_factory=Pace)
    roster: Roster = field(default_factory=Roster)
    parsing: ParseLimits = field(default_factory=ParseLimits)
    names: Callable[[], NameModel | None] = lambda: None

    @property
    def action(self) -> tuple[Action, str | None]:
        """What is done on the server with a mail that is stored, and the folder to move it to."""
        after = self.mailbox.after
        return Action.NONE if after.action == "nothing" else Action(after.action), after.folder

    @property
    def domain(self) -> str:
        """The domain of our own address."""
        return self.mailbox.address.rpartition("@")[2]

    @property
    def escalation(self) -> str | None:
        """Whom of the desk to tell of what nobody has in hand."""
        return self.preset.sla.escalation_address or self.alarm_address

    @property
    def bell(self) -> Bell:
        """Who is told when something needs a person."""
        return Bell(
            self.alarm_address,
            self.preset.name,
            self.mailbox.name,
            self.mailbox.address,
            self.nonce,
            self.preset.language,
        )


def desks(settings: Settings, presets: Mapping[str, Preset], database: Database) -> dict[str, Desk]:
    """Every mailbox of the settings by its name; `presets` are those that the mailboxes name."""
    with database.transaction() as connection:
        signing_key = secret.get_or_make(connection, secret.THREAD_KEY)
    own = frozenset(box.address.lower() for box in settings.mailbox)
    nonce = partial(secrets.token_hex, 8)
    find_names = cache(partial(names.load, settings))
    return {
        box.name: Desk(
            box,
            presets[box.preset],
            signing_key,
            own,
            nonce,
            settings.alarm_address,
            settings.bounces,
            settings.pace,
            settings.roster,
            ParseLimits.of(settings.limits),
            find_names,
        )
        for box in settings.mailbox
    }
