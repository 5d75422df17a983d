"""What people do with the mails of the desk, by which mail it is; of several things one at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.year.letters import Purpose


@dataclass(frozen=True, slots=True)
class Reaction:
    """With this likelihood somebody answers so, after that many hours; `asks` something new, or
    gives the `numbers` that were missing."""

    likely: float
    purpose: Purpose
    hours: tuple[float, float] = (0.3, 60)
    asks: bool = False
    numbers: bool = False


_ABSENT = Reaction(0.01, Purpose.MACHINE, (0, 0.2))
REACTIONS: Mapping[str, tuple[Reaction, ...]] = {
    "acknowledgement": (
        Reaction(0.04, Purpose.STATUS, (20, 90)),
        Reaction(0.04, Purpose.MORE),
        _ABSENT,
    ),
    "incomplete": (
        Reaction(0.6, Purpose.MORE, (0.3, 70), numbers=True),
        Reaction(0.1, Purpose.MORE),
    ),
    "personal_data": (Reaction(0.05, Purpose.MORE), _ABSENT),
    "answer": (
        Reaction(0.22, Purpose.THANKS, (0.3, 50)),
        Reaction(0.15, Purpose.SOLVED, (0.3, 50)),
        Reaction(0.22, Purpose.MORE),
        Reaction(0.03, Purpose.MORE, asks=True),
        _ABSENT,
    ),
    "question": (Reaction(0.75, Purpose.MORE, (0.3, 150)),),
    "reminder": (Reaction(0.4, Purpose.MORE),),
    "closed": (
        Reaction(0.18, Purpose.THANKS),
        Reaction(0.02, Purpose.SOLVED),
        Reaction(0.12, Purpose.MORE, (1, 300)),
        Reaction(0.05, Purpose.MORE, (400, 1200)),
        Reaction(0.04, Purpose.MORE, (1, 900), asks=True),
    ),
    "price": (
        Reaction(0.5, Purpose.APPROVE),
        Reaction(0.2, Purpose.DECLINE),
        Reaction(0.1, Purpose.MORE),
    ),
    "paused": (Reaction(0.2, Purpose.STATUS), Reaction(0.05, Purpose.MORE)),
    "status": (Reaction(0.2, Purpose.THANKS),),
    "triaged": (Reaction(0.3, Purpose.ANSWER, (0.2, 8)), Reaction(0.2, Purpose.CLOSE, (0.2, 8))),
}
