"""Whether a person wrote, or a program did.

The rules are asked in a fixed order and the first that knows a reason decides. A wrong "program"
costs a customer his answer, so a text alone decides only where several things that programs say
come together (measured in tests/ingest/test_kind.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from config.codes import MessageKind
from ingest.kinds import auto_reply, bounce, mailing, own, receipt
from ingest.kinds.evidence import Evidence
from ingest.patterns import mailings as says

Rule = Callable[[Evidence], str | None]
RULES: tuple[tuple[MessageKind, Rule], ...] = (
    (MessageKind.OWN, own.reason),
    (MessageKind.AUTO_REPLY, receipt.reason),
    (MessageKind.BOUNCE, bounce.reason),
    (MessageKind.AUTO_REPLY, auto_reply.reason),
    (MessageKind.LIST, mailing.reason),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a mail is, by which rule, and why no automatic answer may go out, if so."""

    kind: MessageKind
    reason: str
    suspended_answer: str | None = None


def tell(evidence: Evidence) -> Verdict:
    """The first rule that fits decides; a mail that fits none was written by a person."""
    for kind, rule in RULES:
        if reason := rule(evidence):
            return Verdict(kind, reason)
    return Verdict(MessageKind.HUMAN, "nothing_else", _suspended(evidence))


def _suspended(mail: Evidence) -> str | None:
    """Why a person's mail gets no automatic answer (RFC 3834, 2)."""
    suppress = mail.value("x-auto-response-suppress")
    if any(word in suppress for word in ("all", "oof", "autoreply")):
        return "auto_response_suppress"
    if mail.value("precedence") in {"bulk", "list", "junk"}:
        return "precedence"
    if mail.has("list-id"):
        return "list_header"
    if mail.null_path:
        return "null_return_path"
    answer_to = mail.header.addresses("reply-to") or (mail.sender,)
    if says.NO_REPLY.match(answer_to[0].address):
        return "no_reply_address"
    return "auto_submitted" if mail.value("auto-submitted").startswith("auto-") else None
