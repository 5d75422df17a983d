"""The line with its weights: the worker as it runs in earnest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from config.settings import Settings
from worker import app
from worker.intake.examine import Examiner
from worker.learning import names, weights
from worker.learning.decide import decider
from worker.tokens import token_cache


@contextmanager
def opened(settings: Settings) -> Iterator[app.App]:
    """A worker ready to go, deciding with the weights that stand in the data folder, or ours."""
    examiner = Examiner(settings.limits.attachments)
    decide = decider(
        weights.load(settings), names.load(settings), examiner, roles=names.roles(settings)
    )
    with app.opened(settings, decide, tokens=token_cache(settings)) as found:
        yield found
