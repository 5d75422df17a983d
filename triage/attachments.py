"""The texts of attachments, and their names, as the recognizers read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from config.preset import Preset
from ingest.contents.content import Content, Spot
from ingest.message import Message
from triage.hints import Hints, RoleWeights
from triage.letters import Hand, Letter, letters
from triage.names.model import NameModel

_JOINED = re.compile(r"[_+]|(?<=[^\W\d_])[.-](?=[^\W\d_])|[.-](?=\w{1,5}$)")
_UNDERSCORES = re.compile(r"[_+]|\.(?=\w{1,5}$)")


def attachment_hints(
    message: Message,
    preset: Preset,
    contents: Sequence[Content],
    name_model: NameModel | None = None,
    roles: RoleWeights | None = None,
) -> Iterator[Hints]:
    """The name and the text of each attachment; `contents` are in the order of the attachments."""
    pairs = zip(message.attachments, contents, strict=True)
    for number, (attachment, content) in enumerate(pairs):
        where = f"attachment:{attachment.filename or attachment.label}"
        if attachment.filename:
            name = spaced(attachment.filename)
            whole = (Letter(0, len(name), Hand.OUTSIDE),)
            yield Hints(
                message, preset, where, name, whole,
                name_model=name_model, roles=roles, attachment=number, in_name=True,
            )  # fmt: skip
        if text := _readable(content):
            yield Hints(
                message, preset, where, text, _letters(message, preset, text),
                name_model=name_model, roles=roles, attachment=number, content=content,
            )  # fmt: skip


def spaced(filename: str) -> str:
    """A file name with blanks where people put other signs, as long as it was."""
    joined = " " not in filename and "_" not in filename
    return (_JOINED if joined else _UNDERSCORES).sub(" ", filename)


def _readable(content: Content) -> str:
    """The text, in which the names of inner files are read as names of files are."""
    pieces, at = [], 0
    for mark in content.marks:
        if mark.spot.inner is not None and mark.spot == Spot(inner=mark.spot.inner):
            pieces += [content.text[at : mark.start], spaced(content.text[mark.start : mark.end])]
            at = mark.end
    return "".join((*pieces, content.text[at:]))


def _letters(message: Message, preset: Preset, text: str) -> tuple[Letter, ...]:
    """Somebody else's words, whoever sent them; mails in the text have their own writers."""
    alone = replace(message, text=text, regions=(), forward_start=0)
    return tuple(
        replace(letter, hand=Hand.OUTSIDE) if letter.hand is Hand.SENDER else letter
        for letter in letters(alone, preset)
    )
