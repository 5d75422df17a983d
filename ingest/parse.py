"""Bytes to Message: one mail read from top to bottom. Any bytes give a Message, never an exception.

What was strange stands in `defects`, a tuple of codes in the order they were met, each once.
"""

from __future__ import annotations

from dataclasses import replace
from email.message import Message as Part

from config.codes import MessageKind
from ingest import alignment, authentication, body, bounce, headers, kind, msg, quoting, tnef, tree
from ingest.kinds.evidence import Evidence
from ingest.labels import labelled
from ingest.language import language
from ingest.limits import ParseLimits, trim
from ingest.message import Address, Bounce, Message, Region
from ingest.message import Part as Stretch
from ingest.pictures import MARK, placed

_NO_LIMITS = ParseLimits()


def parse(
    raw: bytes,
    *,
    limits: ParseLimits = _NO_LIMITS,
    own_domains: frozenset[str] = frozenset(),
    pictures: bool = False,
) -> Message:
    """The mail in `raw`, an Internet message or an Outlook .msg file.

    `own_domains` are those of the desk's own mailboxes, by which its own mail is known; `pictures`
    reads the version that shows some, and marks them in the text (ingest/pictures.py). Should the
    parser fail all the same, the mail is kept with the defect `unreadable` and no text."""
    try:
        return read(raw, limits=limits, own_domains=own_domains, pictures=pictures)
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ):
        return replace(read(b""), message_id=headers.derived_id(raw), defects=("unreadable",))


def read(
    raw: bytes,
    *,
    limits: ParseLimits = _NO_LIMITS,
    own_domains: frozenset[str] = frozenset(),
    pictures: bool = False,
) -> Message:
    """What `parse` gives, without its net: the fuzzer falls through here."""
    defects: list[str] = []
    if msg.is_msg(raw):
        raw = msg.from_msg(raw, defects)
    part = tree.read(trim(raw, limits, defects), defects)
    walk = body.Walk(limits, defects, pictures)
    return _message(part, walk, own_domains)


def _message(part: Part, walk: body.Walk, own_domains: frozenset[str]) -> Message:
    limits, defects = walk.limits, walk.defects
    header = headers.fields(part, limits, defects)
    found = walk.read(part)
    tnef.open_in(found, defects)
    marked = body.shown(found, limits, defects, mark_pictures=walk.pictures)
    shown = replace(marked, text=marked.text.replace(MARK, " ")) if marked.pictures else marked
    subject = headers.subject(header)
    sender = headers.sender(header)
    answers = bool(header.all("in-reply-to"))
    cut = quoting.cut(shown, subject=subject, author=sender, answers=answers)
    if not cut.quotes and (twin := alignment.quoted_by_twin(shown)):
        cut = quoting.cut(twin, subject=subject, author=sender, answers=answers)
    text, regions = shown.text, cut.regions
    if marked.pictures:
        apart = (*marked.quoted, *marked.signature)
        text, regions = placed(marked.text, marked.pictures, apart, regions)
    reply = "\n".join(text[r.start : r.end] for r in regions if r.part is Stretch.REPLY)
    evidence = Evidence(header, part, subject, text, reply, sender, own_domains, cut.quotes)
    what = kind.tell(evidence)
    date = headers.date(header)
    return Message(
        message_id=headers.message_id(
            header, lambda: "\0".join((subject, sender.address, str(date), text))
        ),
        in_reply_to=headers.in_reply_to(header),
        references=header.ids("references"),
        subject=subject,
        date=date,
        from_=sender,
        reply_to=header.addresses("reply-to"),
        to=header.addresses("to"),
        cc=header.addresses("cc"),
        kind=what.kind,
        language=language(reply, subject, context=text),
        text=text,
        regions=regions,
        attachments=labelled(found.attachments),
        defects=tuple(dict.fromkeys(defects)),
        kind_reason=what.reason,
        return_path=headers.return_path(header),
        suspended_answer=what.suspended_answer,
        bounce=_bounce(evidence, what),
        thread_index=headers.thread_index(header),
        html=shown.html,
        forward_start=cut.forward_start,
        from_is_plain=headers.is_plain(header, sender),
        checked=authentication.results(header),
        pictures=marked.pictures,
    )


def _bounce(evidence: Evidence, what: kind.Verdict) -> Bounce | None:
    if what.kind is not MessageKind.BOUNCE:
        return None
    return bounce.read(evidence.header, evidence.report, evidence.subject)


def written(*, subject: str, body: str, from_name: str, from_addr: str) -> Message:
    """A labelled line as a Message: `text` is `body` to the letter, so that offsets hold."""
    sender = Address(from_name, from_addr)
    cut = quoting.cut(_plain(body), subject=subject, author=sender)
    reply = "\n".join(body[r.start : r.end] for r in cut.regions if r.part is Stretch.REPLY)
    return Message(
        message_id="",
        in_reply_to=None,
        references=(),
        subject=subject,
        date=None,
        from_=sender,
        reply_to=(),
        to=(),
        cc=(),
        kind=MessageKind.HUMAN,
        language=language(reply, subject, context=body),
        text=body,
        regions=cut.regions,
        forward_start=cut.forward_start,
    )


def _plain(text: str) -> body.Shown:
    """A plain text as if it were the body of a mail."""
    return body.Shown(text)


__all__ = ["ParseLimits", "Region", "parse", "written"]
