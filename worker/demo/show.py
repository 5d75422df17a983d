"""What the demo says beside its tables: totals, one answer whole, how to send it a mail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Group
from rich.panel import Panel
from rich.text import Text

from desk.cells import LANGUAGE, PRIORITIES
from desk.rows import Other, Ticket
from desk.safe import safe
from desk.terminal import WIDTH
from notify.words import word


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
