"""May this mail be answered by a machine? A reason comes with every no.

RFC 3834 says whom an automatic answer must never reach; how many go to those whom it may reach
stands in config/pace.py, with defaults at least as strict as those of any desk we know (ten in
three hours, two of them with one subject, forty a day).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from config.codes import MessageKind
from config.pace import Limit
from ingest.message import Address, Message
from notify.pace import Sent, Traffic

_ADDRESS = re.compile(r"[^\s@<>(),;:\\\"]{1,64}@[^\s@<>(),;:\\\"\[\]]{1,255}")
_ROBOT = re.compile(
    r"(?:mailer-daemon|postmaster|(?:no|do-?not|niet|ne[-_.]?pas|nicht)[-_.]?(?:reply|re?pondre|antwoord"
    r"(?:en)?|beantwoorden|antworten)|bounces?|owner|.*-(?:request|owner|bounces?)|listserv"
    r"|majordomo|abuse|root|daemon|autoreply|auto-reply)(?:[+=-].*)?",
    re.IGNORECASE,
)


MARKED = "the address gets no mail until it is cleared: meldpost addresses"


@dataclass(frozen=True, slots=True)
class Allowed:
    """The answer may go to this address."""

    to: Address


@dataclass(frozen=True, slots=True)
class Refused:
    """No answer. A limit that was `broken` asks for an alarm, because two machines may be answering
    each other."""

    reason: str
    broken: Limit | None = None


def recipient(message: Message) -> Address:
    """Whom an answer goes to: Reply-To where there is one (RFC 5322, 3.6.2), else From."""
    return message.reply_to[0] if message.reply_to else message.from_


def may_answer(
    message: Message, *, own_addresses: frozenset[str] = frozenset()
) -> Allowed | Refused:
    """Whether `message` may get an automatic answer, were it the only one.

    `own_addresses` (lower case) are those that this desk reads: writing to one of them would be
    talking to oneself.
    """
    to = recipient(message)
    reason = _unanswerable(message, to, own_addresses)
    return Refused(reason) if reason else Allowed(to)


def may_tell(to: Address, *, own_addresses: frozenset[str] = frozenset()) -> Allowed | Refused:
    """Whether a mail about a ticket may go to its customer, were it the only one."""
    reason = _no_address(to, own_addresses)
    return Refused(reason) if reason else Allowed(to)


def in_pace(one: Sent, traffic: Traffic, *, automatic: bool = True) -> Refused | None:
    """Why this mail is one too many, or None; `automatic`: no person of the desk caused it."""
    broken = traffic.too_fast(one, automatic=automatic)
    return Refused(str(broken), broken.limit) if broken else None


def in_measure(who: str, now: datetime, traffic: Traffic) -> Refused | None:
    """Why a new ticket of this address gets no answer by ourselves, or None."""
    broken = traffic.too_often(who, now)
    return Refused(str(broken), broken.limit) if broken else None


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
