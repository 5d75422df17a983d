"""Where the demo speaks: progress on standard error, what came of the mails on standard output."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.rule import Rule
from rich.text import Text

from config.preset import Preset
from desk import terminal
from desk.rows import Other, Ticket
from desk.ticket_shape import shape
from worker.demo import show as demo_show

SVG_ROWS = 5  # of each desk: the picture of the README is one screen high


class Screen:
    """A terminal, a pipe (`as_json` or plain tables), and a picture on request."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self._out = Console(
            width=None if sys.stdout.isatty() else terminal.WIDTH, highlight=False, emoji=False
        )
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            console=Console(stderr=True, highlight=False),
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        self._steps: dict[str, TaskID] = {}

    @property
    def lasting(self) -> bool:
        """Whether somebody sits before it."""
        return self._out.is_terminal

    def __enter__(self) -> Screen:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def step(self, step: str, done: int, total: int) -> None:
        """How far the demo is."""
        if step not in self._steps:
            if self._progress.disable:
                sys.stderr.write(f"meldpost demo: {step}\n")
            self._steps[step] = self._progress.add_task(step, total=total)
        self._progress.update(self._steps[step], completed=done, total=total)

    def result(
        self,
        rows: Sequence[Ticket | Other],
        presets: dict[str, Preset],
        names: dict[int, str],
        seconds: float,
    ) -> None:
        """Everything that came of the samples."""
        if self.as_json:
            for row in rows:
                self.mail(row, presets)
            return
        for part in overview(rows, presets, names, seconds, narrow=self._narrow):
            self._out.print(part)
            self._out.print()

    def mail(self, row: Ticket | Other, presets: dict[str, Preset]) -> None:
        """One mail that has come in."""
        if not self.as_json:
            self._out.print(terminal.card(row, presets[row.preset]))
        elif isinstance(row, Ticket):
            self._out.file.write(f"{json.dumps(shape(row), ensure_ascii=False)}\n")
            self._out.file.flush()

    def say(self, what: RenderableType) -> None:
        """Something for a person: never among JSON lines."""
        console = self._progress.console if self.as_json else self._out
        console.print(what)

    @property
    def _narrow(self) -> bool:
        return self._out.width < terminal.NARROWEST


def overview(
    rows: Sequence[Ticket | Other],
    presets: dict[str, Preset],
    names: dict[int, str],
    seconds: float,
    *,
    narrow: bool,
) -> list[RenderableType]:
    """A table for each desk (cards where it is narrow), what became no ticket, and the totals."""
    parts: list[RenderableType] = []
    for name, preset in presets.items():
        tickets = _of_desk(rows, name)
        if narrow:
            parts += [Rule(preset.display_name), *(terminal.card(row, preset) for row in tickets)]
        else:
            parts.append(terminal.tickets_table(tickets, preset))
    others = [row for row in rows if isinstance(row, Other)]
    return [*parts, terminal.others_table(others, names), demo_show.totals(rows, seconds)]


def _of_desk(rows: Sequence[Ticket | Other], preset: str) -> list[Ticket]:
    """The tickets of a desk, as their mails arrived."""
    found = [row for row in rows if isinstance(row, Ticket) and row.preset == preset]
    return sorted(found, key=lambda row: row.uid)


def picture(
    rows: Sequence[Ticket | Other], presets: dict[str, Preset], seconds: float, file: Path
) -> None:
    """Some rows of each table as an SVG, which needs no font from elsewhere."""
    console = Console(
        width=terminal.WIDTH + 2, record=True, file=io.StringIO(), force_terminal=True,
        color_system="truecolor", highlight=False,
    )  # fmt: skip
    for name, preset in presets.items():
        tickets = _of_desk(rows, name)
        shown = demo_show.most_varied(tickets, SVG_ROWS)
        console.print(terminal.tickets_table(tickets, preset, shown=shown))
        console.print(Text(f"\n… and {len(tickets) - len(shown)} more\n", "dim"))
    console.print(demo_show.totals(rows, seconds))
    file.write_text(console.export_svg(title="meldpost demo", code_format=_SVG), encoding="utf-8")


# rich's frame without the fonts that it would fetch from the network.
_SVG = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font-family: "Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: {char_height}px; line-height: {line_height}px;
}}
.{unique_id}-title {{ font: bold 18px sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
