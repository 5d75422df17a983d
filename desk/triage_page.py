"""What triage decided about a mail, for a person to read in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from config.preset import Preset
from desk.safe import safe
from ingest.message import Message
from notify.reply import Reply
from triage.decision import Examined, Finding, Triage
from triage.redact import Masks, hidden, redact_filename


def page(
    source: str,
    message: Message,
    decided: Triage | None,
    reply: Reply | None,
    preset: Preset,
    *,
    reveal: bool,
) -> str:
    """The decision, the redacted text and the reply. What was found shows only if `reveal`; a mail
    that was not triaged is told by its kind and the reason."""
    lines = [f"source      {source}", f"kind        {message.kind}"]
    if decided is None:
        lines += [f"reason      {message.kind_reason}"]
        return safe("\n".join(lines)) + "\n"
    masks = Masks(() if reveal else hidden(decided.findings, preset))
    lines += _labels(decided)
    lines += [f"personal    {_finding(one, masks, reveal=reveal)}" for one in decided.findings]
    lines += _attachments(message, decided, masks)
    lines += [
        f"check       {check.code}" + (f": {check.detail}" if check.detail else "")
        for check in decided.checks
    ]
    lines += [f"clock       {decided.terms.clock}: {decided.terms.reason}"]
    lines += ["── redacted ".ljust(72, "─"), decided.redacted.text.strip()]
    if reply is not None:
        lines += [f"── reply: {reply.template}, {reply.language} ".ljust(72, "─")]
        lines += [reply.subject, "", reply.text.strip()]
    return safe("\n".join(lines)) + "\n"


def _labels(decided: Triage) -> Iterator[str]:
    yield f"subject     {decided.redacted.subject}"
    for name in ("sender", "module", "type", "priority"):
        label = getattr(decided, name)
        why = f"  ({', '.join(label.why)})" if label.why else ""
        yield f"{name:<12}{label.value}, {label.confidence:.0%}{why}"
    if decided.claimed.said:
        yield f"claimed     {', '.join(decided.claimed.said)} (a hint, which decides nothing)"
    if decided.needs_review:
        yield "review      a person should look: not sure enough"
    for span in decided.identifiers:
        yield f"identifier  {span.kind}: {span.text}"


def _finding(one: Finding, masks: Masks, *, reveal: bool) -> str:
    """Kind, place and, if wished, the value: `bsn (attachment:kind.xlsx, page 1, B7)`."""
    span = one.span
    where = [span.where]
    if span.attachment is not None:
        place, _, name = span.where.partition(":")
        where = [f"{place}:{redact_filename(name, span.attachment, masks)}"]
    if span.in_name:
        where.append("in its name")
    for spot in span.spots[:1]:
        where += [f"page {spot.page}"] if spot.page is not None else []
        where += [spot.cell] if spot.cell is not None else []
    return f"{one.kind} ({', '.join(where)})" + (f": {span.text}" if reveal else "")


def _attachments(message: Message, decided: Triage, masks: Masks) -> Iterator[str]:
    """Each one's name, without what was found in it, or its type; and how far it was read."""
    pairs = zip(message.attachments, decided.attachments, strict=True)
    for number, (one, seen) in enumerate(pairs):
        name = redact_filename(one.filename, number, masks) or one.content_type
        yield f"attachment  {name}: {_how(seen)}"


def _how(seen: Examined) -> str:
    told = "examined" if seen.examined else "not examined"
    return f"{told} ({seen.reason})" if seen.reason else told
