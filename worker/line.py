"""The line with its weights: the worker as it runs in earnest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from config.preset import Preset
from config.settings import Settings
from ingest.message import Message
from triage.decision import Triage
from triage.pipeline import triage
from triage.weights import Weights
from worker import app, weights
from worker.tokens import token_cache


@contextmanager
def opened(settings: Settings) -> Iterator[app.App]:
    """A worker ready to go, deciding with the weights that stand in the data folder, or ours."""
    decide = partial(_decide, weights.load(settings))
    with app.opened(settings, decide, tokens=token_cache(settings)) as found:
        yield found


def _decide(
    learned: Weights, messages: Sequence[Message], preset: Preset, arrivals: Sequence[datetime]
) -> list[Triage]:
    return triage(messages, preset, learned, arrivals)
