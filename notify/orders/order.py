"""Orders: what an agent's mail asks to be done with its ticket, or why it cannot be understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Verb(StrEnum):
    """What can be ordered, in the order in which a list of it is shown."""

    CLOSE = "close"
    ASK = "ask"
    NOTE = "note"
    PRIORITY = "priority"
    MODULE = "module"
    TYPE = "type"
    TAKE = "take"
    ASSIGN = "assign"
    PAUSE = "pause"
    RESUME = "resume"
    REOPEN = "reopen"
    PRICE = "price"
    CONFIRM = "confirm"
    SPLIT = "split"
    ANYWAY = "anyway"
    UNDO = "undo"
    HELP = "help"


# At most one of these moves a ticket in one mail.
STEPS = frozenset(
    {
        Verb.CLOSE,
        Verb.ASK,
        Verb.PAUSE,
        Verb.RESUME,
        Verb.REOPEN,
        Verb.PRICE,
        Verb.SPLIT,
        Verb.UNDO,
        Verb.HELP,
    }
)
ALONE = frozenset({Verb.SPLIT, Verb.UNDO, Verb.HELP})
LABELS = frozenset({Verb.PRIORITY, Verb.MODULE, Verb.TYPE})


@dataclass(frozen=True, slots=True)
class Order:
    """`value` is a code, a name, or a reason; `until` the end of a pause, if it has one."""

    verb: Verb
    value: str = field(default="", repr=False)
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Orders:
    """What a mail orders, and the rest of what it says: a note, or else for the customer."""

    orders: tuple[Order, ...] = ()
    text: str = field(default="", repr=False)

    def get(self, verb: Verb) -> Order | None:
        return next((one for one in self.orders if one.verb is verb), None)

    def has(self, verb: Verb) -> bool:
        return self.get(verb) is not None

    @property
    def step(self) -> Order | None:
        """The one order that moves the ticket."""
        return next((one for one in self.orders if one.verb in STEPS), None)


class Fault(StrEnum):
    """Why nothing was done."""

    UNKNOWN = "unknown"  # no such order
    BELOW = "below"  # an order below the text
    NO_VALUE = "no_value"
    BAD_VALUE = "bad_value"
    NO_DATE = "no_date"
    PAST = "past"
    NO_REASON = "no_reason"
    TWICE = "twice"
    CLASH = "clash"  # two that do not go together
    NO_TEXT = "no_text"  # an order whose whole sense is what the customer reads
    EMPTY = "empty"  # neither an order nor a text
    WHICH = "which"  # it answers a mail that is about no ticket
    UNFINISHED = "unfinished"  # the prepared answer still has its "…"
    OURS = "ours"  # a piece of our mail to the agent is in the text
    IMPOSSIBLE = "impossible"  # the ticket does not stand so that it can be done
    PERSONAL_DATA = "personal_data"
    ATTACHMENT = "attachment"  # a file that may not go to the customer
    NO_WORDS = "no_words"  # a file without a text
    TOO_LONG = "too_long"
    NO_MAIL = "no_mail"  # the customer cannot be written to
    NOTHING_TO_UNDO = "nothing_to_undo"
    NOTHING_TO_SPLIT = "nothing_to_split"


class Misread(Exception):
    """Why a mail was not obeyed. `about` is the order as it was written, else its code; `choices`
    are what it could have said."""

    def __init__(self, fault: Fault, about: str = "", choices: Sequence[str] = ()) -> None:
        super().__init__(fault.value)
        self.fault, self.about, self.choices = fault, about, tuple(choices)
