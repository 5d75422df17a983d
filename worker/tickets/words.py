"""What a person of the desk writes to a customer: searched for personal data before it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import RowMapping

from config.codes import DataKind
from config.errors import PermanentError
from config.preset import Preset
from ingest.message import Address, Message
from ingest.parse import written
from models.schema import clean
from notify.files import File, fit, sent_anyway
from triage.decision import Finding
from triage.names.model import NameModel
from triage.recognizers import recognize
from triage.redact import Masks
from worker.tickets.own import is_no_secret

LONGEST = 50_000  # characters


@dataclass(frozen=True, slots=True)
class Words:
    """A text as it was written, and as we keep it; `found` says which kinds it holds, `files` what
    goes along."""

    text: str = field(repr=False)
    redacted: str = field(repr=False)
    found: tuple[str, ...] = ()
    files: tuple[File, ...] = ()

    @property
    def anyway(self) -> tuple[str, ...]:
        """What is in it that was to stay out, and went all the same for a reason."""
        return tuple(dict.fromkeys((*self.found, *sent_anyway(self.files))))


class Betraying(PermanentError):
    """The text holds personal data: `places` says of what kind and in which line, and not what."""

    def __init__(self, places: Sequence[tuple[DataKind, int]]) -> None:
        told = ", ".join(f"{kind.value} (line {line})" for kind, line in places)
        super().__init__(
            f"the text holds personal data: {told}; "
            "say it with a number instead, or send it --anyway and say --why"
        )
        self.places = tuple(places)


class TooLong(PermanentError):
    """The text is longer than a mail of ours may be."""


def looked_at(
    text: str,
    row: RowMapping,
    last: RowMapping | None,
    preset: Preset,
    *,
    files: Sequence[File] = (),
    names: NameModel | None = None,
    anyway: bool = False,
) -> Words:
    """The text with its files, if they may go to the customer of the ticket; Betraying or
    StaysBehind if they may not.

    The customer's own name and address are no findings. `anyway` lets the text pass as it is: what
    we keep of it is masked all the same. PermanentError if there is nothing in it, or too much.
    """
    told = clean("\n".join(line.rstrip() for line in text.strip().splitlines()))
    if not told:
        raise PermanentError("there is nothing to say")
    if len(told) > LONGEST:
        raise TooLong(f"more than {LONGEST} characters: send a file by another way")
    found = _found(told, row["requester"], last, preset, names)
    if found and not anyway:
        raise Betraying([(one.kind, _line(one, told)) for one in found])
    redacted = Masks(found).apply(told, "body")
    kinds = tuple(sorted({one.kind.value for one in found}))
    return Words(told, redacted, kinds, fit(files, most=preset.mail.attachments_mb, anyway=anyway))


def masked(text: str, sender: Address, preset: Preset, *, names: NameModel | None = None) -> str:
    """What we keep of a text that an agent wrote to us."""
    told = clean(text)
    message = written(subject="", body=told, from_name=sender.name, from_addr=sender.address)
    return Masks(_severe(message, preset, names)).apply(told, "body")


def _found(
    text: str, address: str, last: RowMapping | None, preset: Preset, names: NameModel | None
) -> list[Finding]:
    name = last["sender_name"] if last is not None else ""
    message = written(subject="", body=text, from_name=name, from_addr=address)
    return _severe(message, preset, names)


def _severe(message: Message, preset: Preset, names: NameModel | None) -> list[Finding]:
    found = recognize(message, preset, name_model=names).findings
    severe = (one for one in found if one.kind in preset.privacy.severity)
    return [one for one in severe if not is_no_secret(one, preset)]


def _line(one: Finding, text: str) -> int:
    return text.count("\n", 0, one.span.start) + 1
