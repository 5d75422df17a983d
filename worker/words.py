"""What a person of the desk writes to a customer: searched for personal data before it leaves."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import RowMapping

from config.errors import PermanentError
from config.preset import Preset
from ingest.parse import written
from models.schema import clean
from triage.decision import Finding
from triage.names.model import NameModel
from triage.recognizers import recognize
from triage.redact import Masks

LONGEST = 50_000  # characters


@dataclass(frozen=True, slots=True)
class Words:
    """A text as it was written, and as we keep it; `found` says which kinds it holds."""

    text: str = field(repr=False)
    redacted: str = field(repr=False)
    found: tuple[str, ...] = ()


class Betraying(PermanentError):
    """The text holds personal data; the message says of what kind and where, and not what."""


def looked_at(
    text: str,
    row: RowMapping,
    last: RowMapping | None,
    preset: Preset,
    *,
    names: NameModel | None = None,
    anyway: bool = False,
) -> Words:
    """The text, if it may go to the customer of the ticket; Betraying if it may not.

    The customer's own name and address are no findings. `anyway` lets the text pass as it is: what
    we keep of it is masked all the same. PermanentError if there is nothing in it, or too much.
    """
    told = clean("\n".join(line.rstrip() for line in text.strip().splitlines()))
    if not told:
        raise PermanentError("there is nothing to say")
    if len(told) > LONGEST:
        raise PermanentError(f"more than {LONGEST} characters: send a file by another way")
    message = written(
        subject="",
        body=told,
        from_name=last["sender_name"] if last is not None else "",
        from_addr=row["requester"],
    )
    found = [
        one
        for one in recognize(message, preset, name_model=names).findings
        if one.kind in preset.privacy.severity
    ]
    if found and not anyway:
        raise Betraying(
            f"the text holds personal data: {', '.join(_place(one, told) for one in found)}; "
            "say it with a number instead, or send it --anyway and say --why"
        )
    redacted = Masks(found).apply(told, "body")
    return Words(told, redacted, tuple(sorted({one.kind.value for one in found})))


def _place(one: Finding, text: str) -> str:
    """Kind and place of a finding: `bsn (line 2)`."""
    return f"{one.kind.value} (line {text.count(chr(10), 0, one.span.start) + 1})"
