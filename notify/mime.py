"""Reply → bytes: a mail with both parts, threaded to what it answers and marked as automatic."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode, encodebytes
from binascii import b2a_qp
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from textwrap import wrap
from urllib.parse import quote

from ingest.domain import ascii_of
from ingest.message import Address
from notify import outlook
from notify.reply import Reply

_FOLD = "\r\n "
_KEPT_REFERENCES = 12
_LONGEST_REFERENCES = 2_000  # characters of all of them
_LONGEST_IDENTIFIER = 900  # a line may have 998 characters (RFC 5322, 2.1.1)
_SHORT = 68
_WORD_BYTES = 45  # 60 letters in base64
_ATOMS = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?: [\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_QUOTED = re.compile(r'["\\]')
_UNQUOTABLE = re.compile(r'["\\/]')
_UTF8 = "utf-8''"
# What breaks a line, and what turns its direction round (Unicode TR9), so that it reads otherwise.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that goes with a mail. With a `content_id` (RFC 2392, without its brackets) it is a
    picture that the HTML shows."""

    name: str = field(repr=False)
    content_type: str
    body: bytes = field(repr=False)
    content_id: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """What Outlook finds its conversations by: the subject without prefixes, and the Thread-Index
    of the mail that is answered."""

    topic: str = field(repr=False)
    index: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a mail carries beside its words.

    `references` are those of the mail that is answered, `in_reply_to` is its Message-ID. `reply_to`
    says where answers go, should a list on the way put another sender there; `unsubscribe` how to
    stop mails of this sort.
    """

    sender: Address
    message_id: str
    at: datetime
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    ticket: str | None = None
    automatic: bool = True
    enclosed: tuple[Enclosed, ...] = ()
    reply_to: Address | None = None
    conversation: Conversation | None = None
    unsubscribe: str | None = None


def build(reply: Reply, envelope: Envelope) -> bytes:
    """The mail as bytes with CRLF line endings (RFC 5322), text and HTML alternative, and files.

    Written by hand: the library's EmailMessage parses each header again and takes 3.5 ms a mail.
    """
    key = _digest(envelope.message_id)
    head = "\r\n".join([*_headers(reply, envelope), "MIME-Version: 1.0", ""]).encode()
    pictures = [one for one in envelope.enclosed if one.content_id]
    files = [one for one in envelope.enclosed if not one.content_id]
    text, html = _part("plain", reply.text), _part("html", reply.html)
    if pictures:
        html = _multipart("related", key, (html, *map(_file, pictures)))
    words = _multipart("alternative", key, (text, html))
    if not files:
        return head + words
    return head + _multipart("mixed", key, (words, *map(_file, files)))


def _multipart(subtype: str, key: str, parts: Iterable[bytes]) -> bytes:
    """Its field, and its parts up to the closing boundary (RFC 2046, 5.1).

    "=_" never stands in quoted-printable; no boundary of a mail is how another one begins."""
    boundary = f"=_{subtype[:3]}_{key}"
    head = f'Content-Type: multipart/{subtype}; boundary="{boundary}"\r\n\r\n'.encode()
    opening = f"--{boundary}\r\n".encode()
    return head + b"".join(opening + part for part in parts) + f"--{boundary}--\r\n".encode()


def _file(one: Enclosed) -> bytes:
    """An attachment in base64 (RFC 2045, 6.8; RFC 2183)."""
    shown = one.content_id is not None
    head = [
        f"Content-Type: {one.content_type}{_name(one.name) if one.name.isascii() else ''}",
        f"Content-Disposition: {'inline' if shown else 'attachment'}{_filename(one.name)}",
        *([f"Content-ID: <{one.content_id}>"] if shown else []),
        "Content-Transfer-Encoding: base64\r\n\r\n",
    ]
    return "\r\n".join(head).encode() + encodebytes(one.body).replace(b"\n", b"\r\n")


def _name(name: str, parameter: str = "name") -> str:
    line = _UNQUOTABLE.sub("_", _one_line(name))
    return f';\r\n {parameter}="{line}"' if line else ""


def _filename(name: str) -> str:
    """The parameter with a file's name: quoted where it is ASCII, else by RFC 2231, in pieces that
    fit a line."""
    if name.isascii():
        return _name(name, "filename")
    line = _one_line(name)
    letters = [quote(letter, safe="") for letter in line.encode(errors="replace").decode()]
    pieces, piece = [], ""
    for letter in letters:
        if len(piece) + len(letter) > _SHORT - len("filename*10*=utf-8''"):
            pieces.append(piece)
            piece = ""
        piece += letter
    return "".join(
        f";\r\n filename*{at}*={'' if at else _UTF8}{piece}"
        for at, piece in enumerate((*pieces, piece))
    )


def _headers(reply: Reply, envelope: Envelope) -> Iterator[str]:
    yield f"From: {_mailbox(envelope.sender)}"
    yield f"To: {_mailbox(reply.to)}"
    if envelope.reply_to:
        yield f"Reply-To: {_mailbox(envelope.reply_to)}"
    yield f"Subject: {_unstructured(reply.subject)}"
    yield f"Date: {format_datetime(envelope.at)}"
    yield f"Message-ID: {envelope.message_id}"
    if envelope.in_reply_to and (answered := _identifier(envelope.in_reply_to)):
        yield f"In-Reply-To: {answered}"
        yield f"References: {_FOLD.join(trimmed(envelope.references, answered))}"
    if envelope.conversation:
        yield from _conversation(envelope.conversation, envelope)
    if envelope.automatic:  # RFC 3834, 5; the second is what Exchange understands
        yield "Auto-Submitted: auto-replied"
        yield "X-Auto-Response-Suppress: All"
    if envelope.unsubscribe:
        yield f"List-Unsubscribe: {envelope.unsubscribe}"
    if envelope.ticket:
        yield f"X-Meldpost-Ticket: {envelope.ticket}"


def _conversation(one: Conversation, envelope: Envelope) -> Iterator[str]:
    """The fields of Outlook, where its own are such that we can go on from them."""
    index = outlook.answers(one.index, envelope.at, envelope.message_id)
    if index is not None:
        yield f"Thread-Topic: {_unstructured(one.topic)}"
        yield f"Thread-Index: {_FOLD.join(wrap(index, _SHORT))}"


def _part(subtype: str, text: str) -> bytes:
    """One alternative in quoted-printable (RFC 2045, 6.7)."""
    lines = "\r\n".join([*text.splitlines(), ""])
    head = (
        f"Content-Type: text/{subtype}; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    return head.encode() + b2a_qp(lines.encode(errors="replace"), istext=True)


def trimmed(references: tuple[str, ...], answered: str) -> tuple[str, ...]:
    """The References of an answer: the thread's first and its last few (RFC 5322, 3.6.4).

    The first keeps the thread together for readers that lack what lies between; in all they are no
    longer than servers bear.
    """
    chain = [fit for one in references if one != answered and (fit := _identifier(one))]
    first, later = chain[:1], chain[1:]
    left = _LONGEST_REFERENCES - sum(map(len, first)) - len(answered)
    kept: list[str] = []
    for one in reversed(later[1 - _KEPT_REFERENCES :]):
        left -= len(one) + len(_FOLD)
        if left < 0:
            break
        kept.insert(0, one)
    return (*first, *kept, _one_line(answered))


def _mailbox(address: Address) -> str:
    """A name-addr (RFC 5322, 3.4); the name encoded where it must be (RFC 2047)."""
    local, _, domain = _one_line(address.address).rpartition("@")
    name = _one_line(address.name)
    if not name:
        return f"<{local}@{ascii_of(domain)}>"
    if not name.isascii():
        return f"{_encoded(name)} <{local}@{ascii_of(domain)}>"
    spoken = name if _ATOMS.fullmatch(name) else f'"{_QUOTED.sub(_escaped, name)}"'
    return f"{spoken} <{local}@{ascii_of(domain)}>"


def _unstructured(text: str) -> str:
    """A subject: as it is where it is short ASCII, else folded or encoded (RFC 2047)."""
    line = _one_line(text)
    plain = line.isascii() and "=?" not in line
    if plain and len(line) <= _SHORT:
        return line
    if plain and max(map(len, line.split())) <= _SHORT:
        return _FOLD.join(wrap(line, _SHORT, break_long_words=False, break_on_hyphens=False))
    return _encoded(line)


def _encoded(text: str) -> str:
    """Encoded words of at most 75 characters, none of which cuts a character (RFC 2047, 2)."""
    words, word = [], b""
    for piece in (letter.encode(errors="replace") for letter in text):
        if len(word) + len(piece) > _WORD_BYTES:
            words.append(word)
            word = b""
        word += piece
    return _FOLD.join(f"=?utf-8?b?{b64encode(one).decode()}?=" for one in (*words, word))


def _identifier(message_id: str) -> str:
    """A foreign Message-ID if it can stand in a header of ours, else nothing."""
    line = _one_line(message_id)
    return line if line.isascii() and len(line) <= _LONGEST_IDENTIFIER else ""


def _one_line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


def _escaped(match: re.Match[str]) -> str:
    return "\\" + match[0]


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
