"""Triage with everything it needs at hand: what the line, the demo and the command decide with."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from config.preset import Preset
from ingest.message import Message
from triage.decision import Triage

if TYPE_CHECKING:
    from triage.hints import RoleWeights
    from triage.names.model import NameModel
    from triage.weights import Weights
    from worker.intake.examine import Examiner


class Decide(Protocol):
    """Triage for the messages of a desk that arrived at these moments, in order. `contacts` are
    addresses of people who are known to be customers, in lower case."""

    def __call__(
        self,
        messages: Sequence[Message],
        preset: Preset,
        arrivals: Sequence[datetime],
        /,
        *,
        contacts: Container[str] = ...,
    ) -> Sequence[Triage]: ...


def decider(
    weights: Weights,
    name_model: NameModel | None = None,
    examiner: Examiner | None = None,
    roles: RoleWeights | None = None,
) -> Decide:
    """Triage with these weights, with a further source of names and learned roles where there are
    any, and with what stands in the attachments where somebody reads them."""
    from triage.pipeline import triage

    def decide(
        messages: Sequence[Message],
        preset: Preset,
        arrivals: Sequence[datetime],
        /,
        *,
        contacts: Container[str] = frozenset(),
    ) -> Sequence[Triage]:
        contents = examiner.contents(messages) if examiner else None
        return triage(
            messages,
            preset,
            weights,
            arrivals,
            name_model=name_model,
            roles=roles,
            contents=contents,
            contacts=contacts,
        )

    return decide
