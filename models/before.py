"""The state before a step, as the history keeps it so that the step can be undone."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from models.life import State


def kept(state: State) -> dict[str, object]:
    """The state as JSON: codes and moments."""
    said: dict[str, object] = _adapter().dump_python(state, mode="json")
    return said


def restored(said: object) -> State:
    """The state that `kept` was given."""
    return _adapter().validate_python(said)


@cache
def _adapter() -> TypeAdapter[State]:
    return TypeAdapter(State)
