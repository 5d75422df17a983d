"""Bytes of mails → what they say and what is decided about them, a chunk at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from config.codes import MessageKind
from config.preset import Preset
from ingest.identity import digest
from ingest.message import Message
from ingest.parse import ParseLimits, parse
from models.mail import Identity
from models.raw import Packed, pack
from triage.decision import Triage
from worker.learning.decide import Decide


@dataclass(frozen=True, slots=True)
class Raw:
    """A mail as it was fetched; `arrived_at` is when it reached the mailbox."""

    uid: int
    arrived_at: datetime
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reader:
    """How the mails of one desk are read. `decide` is triage with its weights at hand."""

    decide: Decide
    preset: Preset
    own_domains: frozenset[str]
    limits: ParseLimits


@dataclass(frozen=True, slots=True)
class Read:
    """One mail, read: without the bytes of its attachments. `triage` is None unless a person's."""

    message: Message
    triage: Triage | None
    identity: Identity
    packed: Packed


def analyse(mails: Sequence[Raw], reader: Reader) -> list[Read]:
    """One Read for each mail, in order."""
    messages = [parse(m.raw, limits=reader.limits, own_domains=reader.own_domains) for m in mails]
    human = [n for n, message in enumerate(messages) if message.kind is MessageKind.HUMAN]
    decided = reader.decide(
        [messages[n] for n in human], reader.preset, [mails[n].arrived_at for n in human]
    )
    triages = dict(zip(human, decided, strict=True))
    return [
        Read(
            message=_light(message),
            triage=triages.get(number),
            identity=Identity(message.message_id, digest(mail.raw)),
            packed=pack(mail.raw),
        )
        for number, (mail, message) in enumerate(zip(mails, messages, strict=True))
    ]


def _light(message: Message) -> Message:
    """Without what only triage needs: it has to travel from one process to another."""
    return replace(
        message,
        html=None,
        attachments=tuple(replace(one, content=b"") for one in message.attachments),
    )
