"""A ticket whole, in a terminal (rich): the discussion, its history, and its deadlines. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from desk.conversation import Conversation, Happened, Said
from desk.safe import safe
from desk.terminal import WIDTH
from ingest.patterns.extensions import EXTENSIONS

_SIDES = {"customer": "green", "desk": "cyan", "machine": "dim"}
_MOST_LINES = 40  # of one mail


def page(one: Conversation, zone: ZoneInfo) -> Iterator[Text | Padding | Table]:
    """What stands below the card of a ticket; moments are shown in `zone`."""
    yield Text.assemble(("State  ", "bold"), _state(one, zone))
    yield Text("\nDiscussion", "bold")
    for said in one.discussion:
        yield _heading(said, zone)
        if said.text:
            yield Padding(_cut(said.text), (0, 0, 0, 2))
        for kind, size in said.files:
            yield Text(f"  + {safe(EXTENSIONS.get(kind, kind))}, {_size(size)}", "dim")
    yield Text("\nHow the deadlines came about", "bold")
    yield from (Text(f"  {step}") for step in one.clock)
    yield Text("\nHistory", "bold")
    yield _history(one, zone)


def _state(one: Conversation, zone: ZoneInfo) -> str:
    parts = [one.status]
    if one.status == "open":
        parts.append(f"action required by {one.action_by}")
    if one.paused_until is not None:
        parts.append(f"until {_when(one.paused_until, zone)}")
    if one.closed_at is not None:
        parts.append(f"since {_when(one.closed_at, zone)}")
    if one.invoice != "none":
        parts.append(f"invoice {one.invoice.replace('_', ' ')}")
    if one.assignee:
        parts.append(f"with {safe(one.assignee)}")
    return ", ".join(parts)


def _heading(said: Said, zone: ZoneInfo) -> Text:
    what = said.what if said.side != "customer" else ""
    state = f"({said.state})" if said.state not in ("received", "sent") else ""
    words = " ".join(part for part in (said.side, what.replace("_", " "), state) if part)
    return Text.assemble((f"  {_when(said.at, zone)}  ", "dim"), (words, _SIDES[said.side]))


def _size(count: int) -> str:
    """Bytes as people say them."""
    return f"{max(1, round(count / 1000))} kB" if count < 1_000_000 else f"{count / 1e6:.1f} MB"


def _cut(text: str) -> str:
    lines = safe(text).strip().splitlines()
    left = len(lines) - _MOST_LINES
    return "\n".join(lines if left <= 0 else [*lines[:_MOST_LINES], f"… {left} more lines"])


def _history(one: Conversation, zone: ZoneInfo) -> Table:
    table = Table(box=box.SIMPLE, show_header=False, width=WIDTH, padding=(0, 1), show_edge=False)
    table.add_column(style="dim", width=20)
    table.add_column(width=18)
    table.add_column(width=14)
    table.add_column(ratio=1)
    for line in one.history:
        table.add_row(*_line(line, zone))
    return table


def _line(line: Happened, zone: ZoneInfo) -> tuple[str, str, str, Text]:
    why = Text(safe(line.why), "strike" if line.undone else "")
    return _when(line.at, zone), safe(line.who), line.event.replace("_", " "), why


def _when(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%a %Y-%m-%d %H:%M}"
