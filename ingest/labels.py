"""Names by which people tell the attachments of a mail apart, where their senders gave none.

An attached mail is called after its subject, as Gmail and Thunderbird do; other parts are numbered
by their place, with the extension of their type. A second "image001.png" is "image001 (2).png".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ingest.attachments import safe_name
from ingest.message import Attachment
from ingest.patterns.extensions import EXTENSIONS
from ingest.words import text_of

_SUBJECT = re.compile(rb"(?im)^subject:([^\n]*(?:\n[ \t][^\n]*)*)")
_HEADER = 16_000  # bytes of an attached mail in which its subject is looked for
_LONGEST = 80  # characters of a subject that becomes a name


def labelled(attachments: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """The same attachments, each with a label of its own."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    out = []
    for number, attachment in enumerate(attachments, 1):
        name = label = attachment.filename or _made_up(attachment, number)
        while label.lower() in taken:
            counts[name] = counts.get(name, 1) + 1
            label = _numbered(name, counts[name])
        taken.add(label.lower())
        out.append(replace(attachment, label=label))
    return tuple(out)


def _numbered(name: str, count: int) -> str:
    stem, dot, extension = name.rpartition(".")
    return f"{stem} ({count}).{extension}" if dot and stem else f"{name} ({count})"


def _made_up(attachment: Attachment, number: int) -> str:
    kinds = (attachment.detected_type or "", attachment.content_type)
    extension = next((EXTENSIONS[kind] for kind in kinds if kind in EXTENSIONS), "bin")
    if extension == "eml" and (subject := _subject(attachment.content)):
        return f"{subject}.eml"
    return f"attachment-{number}.{extension}"


def _subject(mail: bytes) -> str:
    header = mail[:_HEADER].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    found = _SUBJECT.search(header)
    if found is None:
        return ""
    subject = text_of(found[1].decode("ascii", "surrogateescape"), [])
    return safe_name(subject.replace("/", "-").replace("\\", "-"), [])[:_LONGEST].strip(" .")
