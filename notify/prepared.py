"""The beginning of an answer, in the customer's language, for an agent to finish."""

from __future__ import annotations

from collections.abc import Sequence

from config.preset import Preset
from notify.letter import part
from notify.news import About
from notify.tell import ticket_facts
from notify.voice import Voice

PREPARED = frozenset(("missing", "refused", "type_code"))  # what its template may name besides


def prepared(about: About, missing: Sequence[str], preset: Preset, *, refused: bool = False) -> str:
    """A greeting, what such a ticket asks for, and the signature. "…" is left to the agent.

    `missing` are kinds of identifiers; `refused` says that a mail may not have what it asks for.
    """
    voice = Voice.of(preset, about.language)
    facts = voice.manners() | ticket_facts(about, voice)
    facts |= {
        "missing": [voice.identifier(kind) for kind in missing],
        "refused": refused,
        "type_code": about.type.value,
    }
    return part(voice, "prepared/body", facts).strip()
