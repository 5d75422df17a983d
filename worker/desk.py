"""One mailbox with all that recording its mail needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from config.preset import Preset
from config.settings import Mailbox
from models.ledger import Action
from worker.alarm import Bell


@dataclass(frozen=True, slots=True)
class Desk:
    """A mailbox and its preset. `own_addresses` are those of all our mailboxes, in lower case.

    `signing_key` signs the Message-IDs of our mails, `nonce` gives fresh hexadecimal digits.
    """

    mailbox: Mailbox
    preset: Preset
    signing_key: bytes
    own_addresses: frozenset[str]
    nonce: Callable[[], str]
    alarm_address: str | None = None

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
    def bell(self) -> Bell:
        """Who is told when something needs a person."""
        return Bell(
            self.alarm_address,
            self.preset.name,
            self.mailbox.name,
            self.mailbox.address,
            self.nonce,
        )
