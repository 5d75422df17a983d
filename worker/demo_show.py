"""Rows of the demo → what a terminal shows (rich). Pure: rows in, renderables out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from rich import box
from rich.console import Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from config.preset import Preset
from notify.words import word
from worker.commands.reading import safe
from worker.demo_rows import Choice, Data, Other, Ticket

WIDTH = 120  # columns that the table is drawn for
NARROWEST = 100  # below this it is cards
LANGUAGE: Final = "en"  # of the terminal; the answers have the language of the mail

PRIORITIES = {
    "critical": "bold white on red3",
    "high": "bold red",
    "medium": "yellow",
    "low": "green",
}
SEVERITIES = {"high": "bold magenta", "medium": "magenta", "low": "none"}
_SHOUTED = frozenset({"bsn", "iban"})
_OUTCOMES = {
    "follow_up": "follow-up",
    "bounce": "bounce",
    "auto_reply": "auto-reply",
    "list": "list mail",
    "own": "our own mail",
    "duplicate": "duplicate",
    "quarantined": "quarantined",
    "skipped": "skipped",
}
_CHECKS = {
    "vague_subject": "vague subject",
    "missing_link": "a link",
    "multiple_questions": "one question a mail",
    "copied_parent_mail": "copied a parent’s mail",
    "no_concrete_example": "a concrete example",
    "no_question": "a question",
    "rights_request": "asks for rights",
    "staff_data_request": "asks for staff data",
    "parent_request": "a parent asks",
}
_SHORT = {"child_first_name": "first name", "childminder_name": "childminder", "link": "link"}
_UNSHOWN = frozenset({"personal_data"})  # has a column of its own


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
            _stack(Text(row.number, "bold"), *_marks(row)),
            _stack(_subject(row), _identifiers(row, preset)),
            _stack(_module(row, preset), Text(_type(row), "dim")),
            _stack(_priority(row.priority), *_deadlines(row, preset)),
            _personal_data(row.personal_data),
            _checks(row, preset),
            _reply(row, "\n"),
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
    grid.add_row("Subject", _subject(row))
    grid.add_row("Module, type", Text(f"{_module(row, preset)}, {_type(row)}"))
    grid.add_row("Priority", _line(_priority(row.priority), *_deadlines(row, preset)))
    for name, found in (
        ("Identifiers", _identifiers(row, preset)),
        ("Personal data", _personal_data(row.personal_data)),
        ("Missing", _checks(row, preset)),
        ("Marks", _line(*_marks(row))),
        ("Reply", _reply(row, " ")),
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


def totals(rows: Iterable[Ticket | Other], seconds: float) -> Text:
    """One paragraph of numbers."""
    everything = list(rows)
    tickets = [row for row in everything if isinstance(row, Ticket)]
    answers = sum(row.answer is not None and row.answer.state == "sent" for row in tickets)
    priorities = Counter(row.priority.code for row in tickets)
    data = sum(one.count for row in tickets for one in row.personal_data)
    waiting = sum(row.clock == "waiting" for row in tickets)
    doubtful = sum(row.needs_review for row in tickets)
    text = Text.assemble(
        (f"{len(everything)} mails", "bold"),
        f" in {seconds:.1f} s: ",
        (f"{len(tickets)} tickets", "bold"),
    )
    for code in PRIORITIES:
        if priorities[code]:
            text.append(f", {priorities[code]} {word('priority', code, LANGUAGE).lower()}")
    text.append(f"; {answers} answers sent, {len(everything) - len(tickets)} without a ticket. ")
    text.append(f"Personal data masked in {data} places; {waiting} wait for the customer, ")
    text.append(f"{doubtful} for a person to look (⚑).")
    return text


def most_varied(rows: Sequence[Ticket], count: int) -> list[Ticket]:
    """The worst and some others, in order: as much of what can happen as so few can show."""
    chosen = sorted(rows, key=lambda row: list(PRIORITIES).index(row.priority.code))[:1]
    seen = {feature for row in chosen for feature in _features(row)}
    while len(chosen) < min(count, len(rows)):
        rest = [row for row in rows if row not in chosen]
        best = max(rest, key=lambda row: (len(_features(row) - seen), -row.uid))
        chosen.append(best)
        seen |= _features(best)
    return sorted(chosen, key=lambda row: row.uid)


def _features(row: Ticket) -> set[str]:
    return {
        row.language,
        row.module.code,
        row.type.code,
        row.priority.code,
        row.clock,
        f"template {row.answer.template if row.answer else None}",
        *(one.kind for one in row.personal_data),
        *(f"{one.severity} data" for one in row.personal_data),
        *(code for code, _ in row.checks),
        *(kind for kind, _ in row.identifiers),
    }


def letter(subject: str, body: str, row: Ticket) -> Panel:
    """A mail of ours as a customer gets it."""
    return Panel(
        Group(Text(safe(subject), "bold"), Text(), Text(safe(body.strip()))),
        title=f"What the sender of {row.number} got",
        title_align="left",
        width=min(WIDTH, 104),
        padding=(1, 2),
    )


def invitation(drop: Path, addresses: Iterable[str], port: int) -> Group:
    """How to send the demo a mail."""
    to = " or ".join(sorted(addresses, reverse=True))
    return Group(
        Text("\nStill watching: a mail that is dropped in appears within seconds.", "bold"),
        Text.assemble("  lay an .eml file in  ", (str(drop), "cyan")),
        Text.assemble("  or send one to       ", (to, "cyan"), f" by SMTP at 127.0.0.1:{port}:"),
        Text(
            f"    curl smtp://127.0.0.1:{port} --mail-from you@nursery.example "
            "--mail-rcpt support@kidskonnect.example -T mail.eml",
            "dim",
        ),
        Text("  Ctrl-C ends the demo.\n"),
    )


# -- cells -----------------------------------------------------------------------------------


def _marks(row: Ticket) -> list[Text]:
    marks = [Text(f"⚑ {row.doubt:.0%}", "bold yellow")] if row.needs_review else []
    if row.suspected:
        marks.append(Text("stranger", "yellow"))
    if row.sender.code == "parent":
        marks.append(Text("parent", "cyan"))
    return marks


def _subject(row: Ticket) -> Text:
    return Text(safe(row.subject).strip() or "(no subject)")


def _identifiers(row: Ticket, preset: Preset) -> Text:
    named = [(_identifier_name(kind, preset), value) for kind, value in row.identifiers]
    shown = [name if value is None else f"{name} {safe(value)}" for name, value in named]
    return Text(" · ".join(shown), "cyan")


def _identifier_name(kind: str, preset: Preset) -> str:
    if kind in _SHORT:
        return _SHORT[kind]
    found = preset.identifiers.get(kind)
    return found.display.get(LANGUAGE, kind) if found else kind.replace("_", " ")


def _module(row: Ticket, preset: Preset) -> Text:
    found = preset.modules.get(row.module.code)
    return Text(found.display.get(LANGUAGE, row.module.code) if found else row.module.code)


def _type(row: Ticket) -> str:
    return word("type", row.type.code, LANGUAGE)


def _priority(choice: Choice) -> Text:
    style = PRIORITIES.get(choice.code, "")
    return Text(
        f" {word('priority', choice.code, LANGUAGE)} "
        if "on" in style.split()
        else word("priority", choice.code, LANGUAGE),
        style,
    )


def _deadlines(row: Ticket, preset: Preset) -> list[Text]:
    if row.clock == "waiting":
        return [Text("waits for customer", "dim italic")]
    found = [
        Text(f"{mark} {_short(at, preset)}", "dim")
        for mark, at in (("→", row.respond_by), ("✓", row.solve_by))
        if at is not None
    ]
    if row.respond_by is not None and row.solve_by is None:
        found.append(Text("✓ to be agreed", "dim"))
    return found or [Text("no term", "dim")]


def _short(at: datetime, preset: Preset) -> str:
    local = at.astimezone(preset.hours.zone)
    return f"{local:%a} {local.day} {local:%b %H:%M}"


def _personal_data(found: Sequence[Data]) -> Text:
    text = Text()
    for number, one in enumerate(found):
        text.append("\n" if number else "")
        name = one.kind.upper() if one.kind in _SHOUTED else one.kind.replace("_", " ")
        times = f" ×{one.count}" if one.count > 1 else ""
        text.append(f"{name}{times}", SEVERITIES[one.severity])
    return text


def _checks(row: Ticket, preset: Preset) -> Text:
    said = []
    for code, detail in row.checks:
        if code == "missing_identifier" and detail:
            said.append("a child" if detail == "child" else _identifier_name(detail, preset))
        elif code not in _UNSHOWN:
            said.append(_CHECKS.get(code, code.replace("_", " ")))
    return Text("\n".join(dict.fromkeys(said)))


def _reply(row: Ticket, blank: str) -> Text:
    if row.answer is None:
        return Text(f"none: {safe(row.unanswered)}", "dim")
    state = row.answer.state
    return Text.assemble(
        f"{row.answer.template.replace('_', ' ')}{blank}",
        (f"{row.answer.language}, ", "dim"),
        (state, "green" if state == "sent" else "yellow"),
    )


def _stack(*lines: Text) -> Text:
    return Text("\n").join(line for line in lines if line)


def _line(*parts: Text) -> Text:
    return Text("  ").join(part for part in parts if part)
