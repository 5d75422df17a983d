"""Why an agent's mail was not carried out, as the mail says that tells the agent."""

from __future__ import annotations

from config.errors import PermanentError
from models.life import Impossible
from notify.files import StaysBehind
from notify.inside import Ordered
from notify.orders.order import Fault, Misread
from worker.tickets.handle import NothingToUndo
from worker.tickets.say import Unreachable
from worker.tickets.split import NothingProposed
from worker.tickets.words import Betraying, TooLong

_FAULTS: dict[type[PermanentError], Fault] = {
    Unreachable: Fault.NO_MAIL,
    TooLong: Fault.TOO_LONG,
    NothingProposed: Fault.NOTHING_TO_SPLIT,
    NothingToUndo: Fault.NOTHING_TO_UNDO,
}


def why(error: Misread | PermanentError) -> Ordered:
    """The reason as the agent reads it."""
    match error:
        case Misread():
            return Ordered(error.fault, error.about, error.choices)
        case Betraying():
            return Ordered(Fault.PERSONAL_DATA, places=error.places)
        case StaysBehind():
            return Ordered(Fault.ATTACHMENT, files=error.left)
        case Impossible():
            return Ordered(Fault.IMPOSSIBLE, no=error.code.value)
        case _:
            return Ordered(_FAULTS.get(type(error), Fault.IMPOSSIBLE))
