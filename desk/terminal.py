"""Rows → tables and cards in a terminal (rich). Pure: rows in, renderables out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich import box
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from config.preset import Preset
from desk import cells
from desk.rows import Other, Ticket
from desk.safe import safe

WIDTH = 120  # columns that the table is drawn for
NARROWEST = 100  # below this it is cards

_OUTCOMES = {
    "follow_up": "follow-up",
    "bounce": "bounce",
    "auto_reply": "auto-reply",
    "list": "list mail",
    "own": "our own mail",
    "agent": "agent's mail",
    "duplicate": "duplicate",
    "quarantined": "quarantined",
    "skipped": "skipped",
}


def tickets_table(
    rows: Sequence[Ticket], preset: Preset, *, shown: Sequence[Ticket] | None = None
) -> Table:
    """One desk: a row for each ticket, or for the `shown` ones only."""
    table = Table(
        title=f"{preset.display_name}: {len(rows)} tickets",
        title_style="bold",
        title_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        leading=1,
        width=WIDTH,
        show_edge=False,
    )
    table.add_column("Ticket", width=8)
    table.add_column("Mail, redacted", ratio=1, overflow="fold")
    table.add_column("Module, type", width=13)
    table.add_column("→ answer, ✓ solve", width=18)
    table.add_column("Personal data", width=13)
    table.add_column("Lacks, or asks", width=15)
    table.add_column("Reply", width=15)
    for row in rows if shown is None else shown:
        table.add_row(
            cells.stack(Text(row.number, "bold"), *cells.marks(row)),
            cells.stack(cells.title(row), cells.identifiers(row, preset)),
            cells.stack(cells.module(row, preset), Text(cells.kind(row), "dim")),
            cells.stack(cells.priority(row.priority), *cells.deadlines(row, preset)),
            cells.personal_data(row.personal_data),
            cells.checks(row, preset),
            cells.reply(row, "\n"),
        )
    return table


def card(row: Ticket | Other, preset: Preset) -> Panel:
    """One mail by itself, for a narrow terminal and for a mail that has just come in."""
    if isinstance(row, Other):
        line = Text.assemble((_OUTCOMES[row.outcome], "bold"), f"  {safe(row.reason)}")
        return Panel(line, title=preset.display_name, title_align="left", width=WIDTH)
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", width=13)
    grid.add_column(ratio=1)
    grid.add_row("Title", cells.title(row))
    grid.add_row("Module, type", Text(f"{cells.module(row, preset)}, {cells.kind(row)}"))
    grid.add_row(
        "Priority", cells.line(cells.priority(row.priority), *cells.deadlines(row, preset))
    )
    for name, found in (
        ("From", cells.writer(row)),
        ("Identifiers", cells.identifiers(row, preset)),
        ("Personal data", cells.personal_data(row.personal_data)),
        ("Missing", cells.checks(row, preset)),
        ("Facts", cells.facts(row)),
        ("Marks", cells.line(*cells.marks(row))),
        ("Reply", cells.reply(row, " ")),
        ("Not arrived", cells.undelivered(row)),
        ("To split", cells.parts(row, preset)),
    ):
        if found:
            grid.add_row(name, found)
    title = Text.assemble((row.number, "bold"), f"  {preset.display_name}")
    return Panel(grid, title=title, title_align="left", width=WIDTH, box=box.ROUNDED)


def others_table(rows: Sequence[Other], names: Mapping[int, str]) -> Table:
    """What became no ticket of its own, and why; `names` says which sample an entry was."""
    table = Table(
        title=f"No ticket of their own: {len(rows)} mails",
        title_style="bold",
        title_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        show_edge=False,
        width=WIDTH,
    )
    table.add_column("As", width=12)
    table.add_column("Mail", ratio=1)
    table.add_column("Why", ratio=1)
    for row in rows:
        name = Text(names.get(row.entry, f"uid {row.uid} of {row.preset}"), "dim")
        table.add_row(_OUTCOMES[row.outcome], name, safe(row.reason).replace("_", " "))
    return table
