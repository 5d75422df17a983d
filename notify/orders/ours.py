"""Whether an agent's text for a customer holds a piece of our own mail to the agent. Pure.

Quotations are cut off as a mail is read (ingest/quoting.py). One that no rule knows would tell the
customer what is for colleagues alone, so what stands in each such mail is looked for once more.
"""

from __future__ import annotations

import re

from config.preset import Preset
from notify.letter import part
from notify.orders.facts import orders_facts
from notify.voice import Voice

_APART = 40  # characters: the two stand in one line, in every language
_MARGIN = re.compile(r"(?m)^[\s>|*]+")


def holds_ours(text: str, preset: Preset, number: str, requester: str) -> bool:
    """Whether a mail about ticket `number` is repeated: its beginning, which names the ticket and
    the address of who asked in one line, how to answer it, or its small print."""
    line = " ".join(_MARGIN.sub("", text).split()).casefold()
    beside = _both(number.casefold(), requester.casefold())
    return beside.search(line) is not None or any(mark in line for mark in _marks(preset))


def _both(one: str, other: str) -> re.Pattern[str]:
    one, other = re.escape(one), re.escape(other)
    return re.compile(rf"{one}\b.{{1,{_APART}}}{other}|{other}.{{1,{_APART}}}{one}\b")


def _marks(preset: Preset) -> tuple[str, ...]:
    """The first sentence of each, in the language that the desk is written to."""
    voice = Voice.of(preset, preset.language)
    facts = voice.manners() | orders_facts(voice)
    texts = (part(voice, f"parts/{name}", facts) for name in ("inside", "reply_here"))
    return tuple(text.partition(". ")[0].strip().rstrip(".").casefold() for text in texts)
