"""Names for the boundaries between steps, so that a test can stop the worker exactly there."""

from __future__ import annotations

from collections.abc import Callable

STEPS = (  # of the journey of a mail; what removes has steps of its own (worker/privacy)
    "poll.selected",
    "poll.fetched",
    "poll.analysed",
    "poll.written",
    "poll.committed",
    "act.done_on_server",
    "act.recorded",
    "deliver.claimed",
    "deliver.accepted",
    "deliver.filed",
    "deliver.recorded",
)

_hook: Callable[[str], None] | None = None


def reached(step: str) -> None:
    """Say that a step is over. Costs a comparison, unless somebody listens."""
    if _hook is not None:
        _hook(step)


def listen(hook: Callable[[str], None] | None) -> None:
    """Let `hook` hear of each step, or nobody."""
    global _hook  # the one switch of this process
    _hook = hook
