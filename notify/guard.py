"""May this mail be answered by a machine? A reason comes with every no.

RFC 3834 says whom an automatic answer must never reach; the pace limits are at least as strict as
those of any desk we know (ten in three hours, two of them with one subject, forty a day).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from config.codes import MessageKind
from ingest.message import Address, Message

_ADDRESS = re.compile(r"[^\s@<>(),;:\\\"]{1,64}@[^\s@<>(),;:\\\"\[\]]{1,255}")
_ROBOT = re.compile(
    r"(?:mailer-daemon|postmaster|(?:no|do-?not|niet|ne[-_.]?pas|nicht)[-_.]?(?:reply|re?pondre|antwoord"
    r"(?:en)?|beantwoorden|antworten)|bounces?|owner|.*-(?:request|owner|bounces?)|listserv"
    r"|majordomo|abuse|root|daemon|autoreply|auto-reply)(?:[+=-].*)?",
    re.IGNORECASE,
)


MARKED = "the address gets no mail until it is cleared: meldpost addresses"


@dataclass(frozen=True, slots=True)
class Answered:
    """An automatic answer that went (or is going) to one address; `subject` as `subject_key`."""

    at: datetime
    subject: str


@dataclass(frozen=True, slots=True)
class Pace:
    """At most `count` answers to one address in `within`, counting one subject or all."""

    count: int
    within: timedelta
    same_subject: bool = False


@dataclass(frozen=True, slots=True)
class Allowed:
    """The answer may go to this address."""

    to: Address


@dataclass(frozen=True, slots=True)
class Refused:
    """No answer; `loud` asks for an alarm, because two machines may be answering each other."""

    reason: str
    loud: bool = False


PACES = (
    Pace(2, timedelta(hours=3), same_subject=True),
    Pace(5, timedelta(minutes=10)),
    Pace(10, timedelta(hours=3)),
    Pace(40, timedelta(days=1)),
)
# Of mails that a person of the desk caused: several in one ticket, within the hour, are a talk.
TELLING = (
    Pace(10, timedelta(minutes=10)),
    Pace(20, timedelta(hours=3)),
    Pace(40, timedelta(days=1)),
)
LOOK_BACK = max(pace.within for pace in PACES)


def recipient(message: Message) -> Address:
    """Whom an answer goes to: Reply-To where there is one (RFC 5322, 3.6.2), else From."""
    return message.reply_to[0] if message.reply_to else message.from_


def may_answer(
    message: Message,
    recent: Sequence[Answered],
    now: datetime,
    *,
    own_addresses: frozenset[str] = frozenset(),
    paces: Sequence[Pace] = PACES,
) -> Allowed | Refused:
    """Whether `message` may get an automatic answer.

    `recent` are the answers to the same address in the last day, `own_addresses` (lower case) the
    addresses that this desk reads: writing to one of them would be talking to oneself.
    """
    to = recipient(message)
    if reason := _unanswerable(message, to, own_addresses):
        return Refused(reason)
    for pace in paces:
        if _spent(pace, recent, message.subject, now):
            return Refused(f"pace: {pace.count} in {pace.within}", loud=True)
    return Allowed(to)


def may_tell(
    to: Address,
    recent: Sequence[Answered],
    now: datetime,
    *,
    own_addresses: frozenset[str] = frozenset(),
    paces: Sequence[Pace] = TELLING,
) -> Allowed | Refused:
    """Whether a mail about a ticket may go to its customer; `recent` as in `may_answer`."""
    if reason := _no_address(to, own_addresses):
        return Refused(reason)
    for pace in paces:
        if _spent(pace, recent, "", now):
            return Refused(f"pace: {pace.count} in {pace.within}", loud=True)
    return Allowed(to)


def subject_key(subject: str) -> str:
    """A digest of a subject without what changes as two machines answer each other.

    The outbox keeps it to count by, where the words themselves must not stand.
    """
    kept = re.sub(r"\W|\d|\b(?:re|fw|fwd|aw|antw|tr|wg|doorst)\b", "", subject.casefold())
    return hashlib.blake2b(kept.encode(errors="replace"), digest_size=8).hexdigest()


def _unanswerable(message: Message, to: Address, own_addresses: frozenset[str]) -> str | None:
    if message.kind is not MessageKind.HUMAN:
        return f"kind: {message.kind}"
    if message.return_path == "":
        return "null return path"
    if message.suspended_answer:
        return message.suspended_answer
    return _no_address(to, own_addresses)


def _no_address(to: Address, own_addresses: frozenset[str]) -> str | None:
    if not _ADDRESS.fullmatch(to.address):
        return "no address to answer"
    if to.address.lower() in own_addresses:
        return "our own address"
    if _ROBOT.fullmatch(to.address.partition("@")[0]):
        return "address of a machine"
    return None


def _spent(pace: Pace, recent: Sequence[Answered], subject: str, now: datetime) -> bool:
    key = subject_key(subject)
    counted = [
        answer
        for answer in recent
        if now - answer.at < pace.within and (not pace.same_subject or answer.subject == key)
    ]
    return len(counted) >= pace.count
