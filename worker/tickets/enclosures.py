"""What an agent's mail brings for its customer: the words of now, and the files that go with them.

Files are what was put to the mail on purpose, and the pictures in the words. Left behind are the
logo of a signature, the pictures of older mail, seals and visiting cards, and our own mail, which
some programs attach to an answer instead of quoting it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser

from ingest import pictures
from ingest.message import Attachment, Message, Picture
from ingest.parse import parse
from ingest.pictures import MARK
from notify import token
from notify.files import File, Shown
from notify.token import For
from triage.decision import Triage
from worker.desk import Desk
from worker.tickets.looked import Known, Looked

_SEALS = ("application/pkcs7", "application/x-pkcs7", "application/pgp", "text/vcard")
_LEFTOVER = re.compile(r"ATT\d{5,}\.(?:txt|html?|c|dat)", re.IGNORECASE)  # of Exchange
_MARKED = re.compile(rf"{MARK}(\d+){MARK}")
_HEADER = 16_000  # bytes of an attached mail in which its Message-ID is looked for


@dataclass(frozen=True, slots=True)
class Written:
    """The words of now, in which `pictures` have a numbered mark each, and the `files` beside them.

    A picture that the page itself holds was never looked at: it is None."""

    text: str = field(repr=False)
    files: tuple[Looked, ...] = ()
    pictures: tuple[tuple[Picture, Looked | None], ...] = ()

    @property
    def brings_files(self) -> bool:
        return bool(self.files or self.pictures)

    def told(self, text: str, known: Known, word: str) -> tuple[str, tuple[File, ...]]:
        """What of the words goes to the customer, with its pictures called by this word and a
        number, and all that goes along: a picture whose place was left out goes as a file."""
        found = [int(number) for number in _MARKED.findall(text)]
        files = []
        for at, (picture, looked) in enumerate(self.pictures):
            mark = f"[{word} {found.index(at) + 1}]" if at in found else ""
            text = text.replace(f"{MARK}{at}{MARK}", mark)
            shown = Shown(mark, picture.width) if mark else None
            if looked is not None:
                files.append(looked.file(known, shown))
            else:
                files.append(File("", word, "image/*", b"", shown=Shown(mark)))
        beside = (one.file(known) for one in self.files)
        return text.replace(MARK, ""), (*files, *beside)


def written(raw: bytes, light: Message, triage: Triage | None, desk: Desk) -> Written:
    """What a mail brings; `light` is what was read of it before, without bytes, with its triage."""
    message = parse(raw, limits=desk.parsing, pictures=True)
    of_text = pictures.own(message)
    every = _looked(message, light, triage)
    by_id = {one.attachment.content_id: one for one in every}
    referred = {one.content_id for one in message.pictures}
    files = tuple(
        one
        for one in every
        if one.attachment.content_id not in referred - {None} and _is_file(one.attachment, desk)
    )
    inside = tuple(
        (one, by_id[one.content_id] if one.content_id else None)
        for one in of_text
        if one.content_id is None or one.content_id in by_id
    )
    if not inside:
        return Written(light.own_words.replace(MARK, ""), files)
    return Written(_numbered(message, of_text, by_id), files, inside)


def _numbered(message: Message, of_text: Sequence[Picture], by_id: dict[str | None, Looked]) -> str:
    """The words with the number of each picture between two marks; none where its part is gone."""
    numbers = iter(range(len(of_text)))
    marks = iter(
        f"{MARK}{next(numbers)}{MARK}" if one.content_id is None or one.content_id in by_id else ""
        for one in of_text
    )
    return re.sub(MARK, lambda _: next(marks, ""), message.own_words)


def _looked(message: Message, light: Message, triage: Triage | None) -> list[Looked]:
    """The attachments with what was found in them, when the mail was read first."""
    examined = triage.attachments if triage is not None else ()
    findings = triage.findings if triage is not None else ()
    found = []
    for at, one in enumerate(message.attachments):
        same = at < len(light.attachments) and light.attachments[at].sha256 == one.sha256
        seen = examined[at] if same and at < len(examined) else None
        in_it = tuple(each for each in findings if same and each.span.attachment == at)
        found.append(Looked(one, seen, in_it))
    return found


def _is_file(one: Attachment, desk: Desk) -> bool:
    """Whether it was put to the mail on purpose."""
    if one.content_type.startswith(_SEALS) or _LEFTOVER.fullmatch(one.filename):
        return False
    return not any(_ours(one, desk))


def _ours(one: Attachment, desk: Desk) -> Iterator[bool]:
    """Whether it is a mail that we sent, to the agent or to the customer."""
    if one.content_type in ("message/rfc822", "message/global"):
        head = BytesHeaderParser().parsebytes(one.content[:_HEADER])
        message_id = str(head.get("Message-ID", ""))
        for aim in For:
            yield token.ticket_of(message_id, desk.signing_key, aim=aim) is not None
