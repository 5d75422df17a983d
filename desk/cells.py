"""What one cell says of a ticket, for tables and cards in a terminal (rich). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from rich.text import Text

from config.preset import Preset
from desk.parts import Part
from desk.rows import Choice, Data, Ticket
from desk.safe import safe
from notify.words import word

LANGUAGE: Final = "en"  # of the terminal; the answers have the language of the mail

PRIORITIES = {
    "critical": "bold white on red3",
    "high": "bold red",
    "medium": "yellow",
    "low": "green",
}

SEVERITIES = {"high": "bold magenta", "medium": "magenta", "low": "none"}

_SHOUTED = frozenset({"bsn", "iban"})

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

_FACTS = {
    "where": "where?",
    "users": "who?",
    "several": "several?",
    "shown": "shown?",
    "steps": "tried?",
    "question": "asks?",
}

_SHORT = {"child_first_name": "first name", "childminder_name": "childminder", "link": "link"}

_UNSHOWN = frozenset({"personal_data"})  # has a column of its own


def marks(row: Ticket) -> list[Text]:
    """What somebody should know before he takes the ticket."""
    waiting = sum(one.waits for one in row.parts)
    unknown = row.writer.known == "stranger" and not row.suspected
    said = (
        (row.needs_review, f"⚑ {row.doubt:.0%}", "bold yellow"),
        (row.suspected, "stranger", "yellow"),
        (row.split_from, f"of {row.split_from}", "dim"),
        (waiting, f"split? {waiting}", "yellow"),
        (row.wish, f"{row.wish}?", "yellow"),
        (row.undelivered, "bounced", "bold red"),
        (unknown, "unknown", "dim"),
        (row.writer.consent == "wanted", "consent?", "yellow"),
        (row.sender.code == "parent", "parent", "cyan"),
    )
    return [Text(text, style) for holds, text, style in said if holds]


def writer(row: Ticket) -> Text:
    """The organisation with the role of who asked; a stranger by that word alone."""
    if row.writer.known == "stranger":
        return Text("nobody we know")
    who = row.writer.role or ("of the organisation" if row.writer.known else "")
    said = (safe(row.writer.organisation or ""), who.replace("_", " "))
    return Text(", ".join(one for one in said if one))


def subject(row: Ticket) -> Text:
    return Text(safe(row.subject).strip() or "(no subject)")


def title(row: Ticket) -> Text:
    """Our title; the sender's subject below it where it says something else."""
    own = safe(row.title).strip() or "(no title)"
    if safe(row.subject).strip().endswith(own):
        return Text(own)
    return stack(Text(own), Text(f"“{safe(row.subject).strip()}”", "dim"))


def facts(row: Ticket) -> Text:
    """What the mail tells, sentence by sentence, and what it does not."""
    told = [
        Text.assemble((f"{_FACTS[code]} ", "dim"), safe(said or "–"))
        for code, said in row.facts.items()
    ]
    return stack(*told)


def identifiers(row: Ticket, preset: Preset) -> Text:
    named = [(identifier_name(kind, preset), value) for kind, value in row.identifiers]
    shown = [name if value is None else f"{name} {safe(value)}" for name, value in named]
    return Text(" · ".join(shown), "cyan")


def identifier_name(kind: str, preset: Preset) -> str:
    if kind in _SHORT:
        return _SHORT[kind]
    found = preset.identifiers.get(kind)
    return found.display.get(LANGUAGE, kind) if found else kind.replace("_", " ")


def module(row: Ticket, preset: Preset) -> Text:
    found = preset.modules.get(row.module.code)
    return Text(found.display.get(LANGUAGE, row.module.code) if found else row.module.code)


def kind(row: Ticket) -> str:
    return word("type", row.type.code, LANGUAGE)


def priority(choice: Choice) -> Text:
    style = PRIORITIES.get(choice.code, "")
    return Text(
        f" {word('priority', choice.code, LANGUAGE)} "
        if "on" in style.split()
        else word("priority", choice.code, LANGUAGE),
        style,
    )


def deadlines(row: Ticket, preset: Preset) -> list[Text]:
    if row.clock == "waiting":
        return [Text("waits for customer", "dim italic")]
    found = [
        Text(f"{mark} {short(at, preset)}", "dim")
        for mark, at in (("→", row.respond_by), ("✓", row.solve_by))
        if at is not None
    ]
    if row.respond_by is not None and row.solve_by is None:
        found.append(Text("✓ to be agreed", "dim"))
    return found or [Text("no term", "dim")]


def short(at: datetime, preset: Preset) -> str:
    local = at.astimezone(preset.hours.zone)
    return f"{local:%a} {local.day} {local:%b %H:%M}"


def personal_data(found: Sequence[Data]) -> Text:
    text = Text()
    for number, one in enumerate(found):
        text.append("\n" if number else "")
        name = one.kind.upper() if one.kind in _SHOUTED else one.kind.replace("_", " ")
        times = f" ×{one.count}" if one.count > 1 else ""
        text.append(f"{name}{times}", SEVERITIES[one.severity])
    return text


def checks(row: Ticket, preset: Preset) -> Text:
    said = []
    for code, detail in row.checks:
        if code == "missing_identifier" and detail:
            said.append("a child" if detail == "child" else identifier_name(detail, preset))
        elif code not in _UNSHOWN:
            said.append(_CHECKS.get(code, code.replace("_", " ")))
    return Text("\n".join(dict.fromkeys(said)))


def reply(row: Ticket, blank: str) -> Text:
    if row.answer is None:
        return Text(f"none: {safe(row.unanswered)}", "dim")
    state = row.answer.state
    return Text.assemble(
        f"{row.answer.template.replace('_', ' ')}{blank}",
        (f"{row.answer.language}, ", "dim"),
        (state, "green" if state == "sent" else "yellow"),
    )


def undelivered(row: Ticket) -> Text:
    """The mails of ours that did not arrive, and what follows."""
    told = [
        Text.assemble(
            one.template.replace("_", " "),
            (f": {safe(one.why)}", "dim"),
            ("; nothing goes there: meldpost addresses clear" if one.marked else "", "red"),
        )
        for one in row.undelivered
    ]
    return stack(*told)


def parts(row: Ticket, preset: Preset) -> Text:
    """The questions that deserve a ticket of their own, and what became of them."""
    return stack(*(part(one, preset) for one in row.parts))


def part(one: Part, preset: Preset) -> Text:
    """One of them: its number, title, module, and how sure we are or what was decided."""
    found = preset.modules.get(one.module)
    named = found.display.get(LANGUAGE, one.module) if found else one.module
    state = f"{one.confidence:.0%}" if one.waits else f"{one.state} {one.made or ''}".strip()
    return Text.assemble(
        (f"{one.number}. ", "bold"), safe(one.title), (f" ({named}, {state})", "dim")
    )


def stack(*lines: Text) -> Text:
    return Text("\n").join(line for line in lines if line)


def line(*parts: Text) -> Text:
    return Text("  ").join(part for part in parts if part)
