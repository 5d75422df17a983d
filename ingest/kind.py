"""Whether a person wrote, or a program did.

The questions are asked in a fixed order and the first that is answered decides; `reason` names it.
A wrong "program" costs a customer his answer, so a text alone decides only where several things
that programs say come together (measured in tests/ingest/test_kind.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message as Part

from config.codes import MessageKind
from ingest import report
from ingest.attachments import content_type
from ingest.headers import Fields, return_path
from ingest.message import Address
from ingest.patterns import programs as says
from ingest.patterns.history import ABOVE, FORWARD_SUBJECT, REPLY_SUBJECT

_HEAD = 4_000  # characters of a text that are looked at
_NOTE = 1_500  # characters of the longest absence note
_SENTENCE = 45  # characters of a sentence that says something


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a mail is, by which rule, and why no automatic answer may go out, if so."""

    kind: MessageKind
    reason: str
    suspended_answer: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the rules look at. `reply` is what was written now, `text` the whole."""

    header: Fields
    tree: Part
    subject: str
    text: str
    reply: str
    sender: Address
    own_domains: frozenset[str]
    _report: list[str] = field(default_factory=list)

    def value(self, name: str) -> str:
        return self.header.first(name).lower()

    def has(self, *names: str) -> bool:
        return any(name in self.header.values for name in names)

    @property
    def report(self) -> str:
        """The text with the parts of a delivery report; made on first use."""
        if not self._report:
            self._report.append(report.text_of(self.tree))
        return self._report[0]

    @property
    def parameters(self) -> str:
        """Content-Type of the whole mail with its parameters."""
        return self.value("content-type")

    @property
    def null_path(self) -> bool:
        return return_path(self.header) == ""

    @property
    def answers(self) -> bool:
        """Whether it answers or forwards a mail, going by subject and thread."""
        return bool(
            REPLY_SUBJECT.match(self.subject)
            or FORWARD_SUBJECT.match(self.subject)
            or self.has("in-reply-to")
        )


def tell(evidence: Evidence) -> Verdict:
    """The first rule that fits decides; a mail that fits none was written by a person."""
    for rule in _RULES:
        verdict = rule(evidence)
        if verdict is not None:
            return verdict
    return Verdict(MessageKind.HUMAN, "nothing_else", _suspended(evidence))


def _own(mail: Evidence) -> Verdict | None:
    if mail.has("x-meldpost-ticket") and not mail.null_path:
        return Verdict(MessageKind.OWN, "own_header")
    if mail.sender.domain in mail.own_domains and mail.value("auto-submitted").startswith("auto-"):
        return Verdict(MessageKind.OWN, "own_domain")
    return None


def _receipt(mail: Evidence) -> Verdict | None:
    """Read receipts (RFC 8098), calendar answers (RFC 5546), DMARC reports (RFC 7489)."""
    kind = mail.parameters
    if "disposition-notification" in kind or report.has_receipt(mail.tree):
        return Verdict(MessageKind.AUTO_REPLY, "read_receipt")
    if says.DMARC_SUBJECT.match(mail.subject):
        return Verdict(MessageKind.AUTO_REPLY, "dmarc_report")
    if re.search(r'method="?reply', kind) or _has_calendar_answer(mail):
        return Verdict(MessageKind.AUTO_REPLY, "calendar_answer")
    if says.MDN_SUBJECT.match(mail.subject) and len(mail.reply) < 400 and _has_receipt_words(mail):
        return Verdict(MessageKind.AUTO_REPLY, "read_receipt")
    return None


def _has_calendar_answer(mail: Evidence) -> bool:
    if mail.reply.strip() and not says.CALENDAR_SUBJECT.match(mail.subject):
        return False
    return any(
        content_type(part) == "text/calendar"
        and "reply" in str(part.get_param("method", "")).lower()
        for part in mail.tree.walk()
    )


def _has_receipt_words(mail: Evidence) -> bool:
    return (
        mail.null_path
        or re.search(r"(?i)(?:was|werd|is)\s+(?:read|gelezen)|a été lu|gelesen", mail.reply)
        is not None
    )


def _bounce(mail: Evidence) -> Verdict | None:
    reason = _bounce_by_header(mail) or _bounce_by_words(mail)
    return Verdict(MessageKind.BOUNCE, reason) if reason else None


def _bounce_by_header(mail: Evidence) -> str | None:
    kind = mail.parameters
    if "report-type" in kind or kind.startswith("multipart/report"):
        if "feedback-report" in kind:
            return "feedback_report"
        return "delivery_report"
    if mail.has("x-failed-recipients", "x-ms-exchange-message-is-ndr"):
        return "failed_recipients"
    if any(says.QMAIL.search(value) for value in mail.header.all("received")):
        return "qmail"
    if kind.startswith(("multipart/", "message/")) and report.has_status(mail.tree):
        return "delivery_status"
    return None


def _bounce_by_words(mail: Evidence) -> str | None:
    """A daemon, a null return path, a subject and a text that speak of failure: three of them, or
    two that leave no doubt."""
    if FORWARD_SUBJECT.match(mail.subject) or (
        REPLY_SUBJECT.match(mail.subject) and not mail.null_path
    ):
        return None
    daemon = _is_daemon(mail)
    subject = says.BOUNCE_SUBJECT.match(mail.subject) is not None
    if not (daemon or subject or mail.null_path):
        return None
    if says.BOUNCE_CERTAIN.search(mail.report[: 2 * _HEAD]):
        return "report_words" if daemon or subject or mail.null_path else None
    text = says.BOUNCE_TEXT.search(mail.report[:_HEAD]) is not None
    if daemon and text and (subject or mail.null_path or not says.AUTO_SUBJECT.match(mail.subject)):
        return "daemon_words" if subject or mail.null_path or _is_surely_daemon(mail) else None
    if subject and (mail.null_path or daemon):
        return "daemon_subject"
    if not subject or not text or mail.answers or says.PERSONAL.search(mail.reply[:_NOTE]):
        return None
    return "failure_words"


def _is_daemon(mail: Evidence) -> bool:
    address = mail.sender.address
    return bool(
        says.DAEMON_ADDRESS.match(address + "@" if "@" not in address else address)
        or says.DAEMON_NAME.search(mail.sender.name)
    )


def _is_surely_daemon(mail: Evidence) -> bool:
    local = mail.sender.address.partition("@")[0].lower()
    return (
        "daemon" in local
        or local == "postmaster"
        or bool(says.DAEMON_NAME.search(mail.sender.name))
    )


def _auto_reply(mail: Evidence) -> Verdict | None:
    reason = _auto_by_header(mail) or _auto_by_words(mail)
    return Verdict(MessageKind.AUTO_REPLY, reason) if reason else None


def _auto_by_header(mail: Evidence) -> str | None:
    submitted = mail.value("auto-submitted").partition(";")[0].strip()
    if submitted.startswith(("auto-replied", "auto_replied", "auto-reply")):
        return "auto_submitted"
    if submitted.startswith("auto-") and not mail.has(*says.LIST_HEADERS) and not _is_form(mail):
        return "auto_generated"
    if any(mail.value(name) not in {"", "no", "false", "0"} for name in says.AUTO_HEADERS):
        return "auto_header"
    precedence = (
        f"{mail.value('precedence')} {mail.value('x-precedence')} {mail.value('preference')}"
    )
    if "auto_reply" in precedence or "auto-reply" in precedence:
        return "precedence"
    if "autoresponder" in mail.value("delivered-to") or "autoresponder" in mail.value(
        "x-post-messageclass"
    ):
        return "auto_header"
    return None


def _is_form(mail: Evidence) -> bool:
    """A contact form that sends by itself what a person typed: Reply-To is that person."""
    replies = mail.header.addresses("reply-to")
    return bool(
        replies
        and replies[0].domain != mail.sender.domain
        and not says.NO_REPLY.match(replies[0].address)
    )


def _auto_by_words(mail: Evidence) -> str | None:
    note = mail.reply[:_NOTE]
    if match := says.AUTO_SUBJECT.match(mail.subject):
        is_whole = says.AUTO_REST.match(mail.subject[match.end() :]) is not None
        if is_whole and not says.WEAK_AUTO.search(match[0]):
            return "auto_subject" if _is_program_subject(mail, match.end(), note) else None
        least = 2 if REPLY_SUBJECT.match(mail.subject) else 1
        if _says_it(mail, note, least=least) and not _asks(note):
            return "auto_subject_and_words"
    if len(mail.reply) >= _NOTE or _asks(note):
        return None
    if says.MACHINE.search(note) and (says.RECEIVED.search(note) or says.AWAY.search(note)):
        return "auto_words"
    is_answer = mail.answers or mail.null_path or mail.has("precedence", "x-auto-response-suppress")
    return (
        "absence_words"
        if is_answer
        and says.AWAY.search(note)
        and _says_it(mail, note, least=3)
        and not _says_more(note)
        else None
    )


def _says_it(mail: Evidence, note: str, *, least: int) -> bool:
    """Whether enough of what absence notes and receipts say stands in the note."""
    hits = sum(
        pattern.search(note) is not None
        for pattern in (says.AWAY, says.LATER, says.INSTEAD, says.MACHINE, says.RECEIVED)
    )
    marked = (
        mail.null_path
        or mail.has("x-auto-response-suppress", "precedence")
        or ABOVE.match(mail.text[:_NOTE].lstrip()) is not None  # a ticket system's first line
    )
    if least == 1:
        return len(note) < _NOTE and (
            _is_certain(note) or (_is_received(note) and hits + marked > 1)
        )
    return hits + marked >= least


def _is_program_subject(mail: Evidence, end: int, note: str) -> bool:
    """Whether "Automatic reply: …" was put there by a program, and is not answered or asked about
    by a person; `end` is where the words end that say so."""
    if REPLY_SUBJECT.match(mail.subject):
        return _is_certain(note) and not _asks(note)
    is_bare = not mail.subject[end:].strip(" ]).!*\"'")
    return not _asks(note) or not (mail.answers or (is_bare and not _is_certain(note)))


def _says_more(note: str) -> bool:
    """Whether a sentence of some length is neither about an absence nor speaks to the reader, as
    what an absence note adds does ("for your order go to …")."""
    for sentence in says.SENTENCE.split(note.partition("\n-- ")[0]):
        if len(sentence) >= _SENTENCE and not says.TO_READER.search(sentence):
            about = (says.AWAY, says.LATER, says.INSTEAD, says.MACHINE, says.RECEIVED)
            if not any(pattern.search(sentence) for pattern in about):
                return True
    return False


def _is_certain(note: str) -> bool:
    """Whether a note says that somebody is away, that a program wrote it, or that a mail arrived;
    thanks alone are said by people, too."""
    if says.AWAY.search(note) or says.MACHINE.search(note):
        return True
    received = says.RECEIVED.search(note)
    return received is not None and not received[0].lower().startswith(("thank", "bedankt"))


def _is_received(note: str) -> bool:
    return says.RECEIVED.search(note) is not None


def _asks(note: str) -> bool:
    """Whether a note asks something, or for something to be done."""
    said = note.partition("\n-- ")[0]
    return "?" in said.replace("/?", "").replace("?=", "") or bool(says.REQUEST.search(said))


def _list(mail: Evidence) -> Verdict | None:
    reason = _list_reason(mail)
    return (
        Verdict(MessageKind.LIST, reason)
        if reason and not _is_person_on_list(mail, reason)
        else None
    )


def _list_reason(mail: Evidence) -> str | None:
    if mail.has(*says.DISCUSSION_HEADERS):
        return "discussion_list"
    if mail.has(*says.BULK_HEADERS):
        return "bulk_header"
    if mail.value("precedence") in {"bulk", "list", "junk"}:
        return "precedence"
    if mail.has("list-id", "list-unsubscribe"):
        return "list_header"
    bulk = says.BULK_SENDER.match(mail.sender.address) is not None
    return "bulk_words" if bulk and says.NEWSLETTER_TEXT.search(mail.text[-3_000:]) else None


def _is_person_on_list(mail: Evidence, reason: str) -> bool:
    """A group address of the desk itself, or a person's mail that picked up one list header."""
    if says.BULK_SENDER.match(mail.sender.address) or mail.has(*says.BULK_HEADERS):
        return False
    if _is_own_group(mail):
        return True
    lists = sum(mail.has(name) for name in says.LIST_HEADERS)
    if reason == "discussion_list" or (lists > 1 and not mail.answers):
        return False
    if says.NEWSLETTER_TEXT.search(mail.reply[-2_000:]):
        return False
    return mail.answers or mail.has(*says.PERSONAL_HEADERS)


def _is_own_group(mail: Evidence) -> bool:
    listed = mail.value("list-id").rpartition("<")[2].strip(" <>")
    domains = mail.own_domains
    return bool(listed) and any(listed == own or listed.endswith(f".{own}") for own in domains)


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


_RULES: tuple[Callable[[Evidence], Verdict | None], ...] = (
    _own,
    _receipt,
    _bounce,
    _auto_reply,
    _list,
)
