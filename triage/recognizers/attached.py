"""What an attachment gives away beside its text: faces in its pictures (labels.md, `photo`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from config.codes import DataKind
from config.preset import Preset
from ingest.contents.content import Content, Reason
from ingest.message import Attachment, Message
from triage.decision import Finding, Span
from triage.recognizers.photo import shows_people

_SEEN = frozenset({Reason.NOTHING_TO_READ, Reason.NO_OCR, None})


def find(message: Message, preset: Preset, contents: Sequence[Content]) -> Iterator[Finding]:
    """A finding for each attachment with pictures that show people; its spots are the faces.

    A picture that could not be looked at counts if its name is that of a photo."""
    severity = preset.privacy.severity.get(DataKind.PHOTO)
    if severity is None:
        return
    pairs = zip(message.attachments, contents, strict=True)
    for number, (attachment, content) in enumerate(pairs):
        where = f"attachment:{attachment.filename or attachment.label}"
        if content.faces:
            span = Span(DataKind.PHOTO.value, where, 0, 0, "", number, spots=content.faces)
            yield Finding(DataKind.PHOTO, span, severity, 0.85, _why(content))
        elif _is_unseen_photo(attachment, content):
            span = Span(DataKind.PHOTO.value, where, 0, 0, "", number)
            yield Finding(DataKind.PHOTO, span, severity, 0.5, "name of a photo")


def _why(content: Content) -> str:
    count = len(content.faces)
    seen = "a face" if count == 1 else f"{count} faces"
    return f"{seen}, and where it was taken" if content.gps else seen


def _is_unseen_photo(attachment: Attachment, content: Content) -> bool:
    kind = attachment.detected_type or attachment.content_type
    unseen = content.reason not in _SEEN and kind.startswith("image/")
    return unseen and shows_people(attachment.filename)
