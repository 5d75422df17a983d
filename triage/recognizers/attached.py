"""What an attachment gives away beside its text (labels.md, `photo`): faces in its pictures, and
where they were taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from config.codes import DataKind
from config.preset import Preset
from ingest.contents.content import Content, Reason, Spot
from ingest.message import Attachment, Message
from triage.decision import Finding, Span
from triage.recognizers.photo import shows_people

_SEEN = frozenset({Reason.NOTHING_TO_READ, Reason.NO_OCR, None})


def find(message: Message, preset: Preset, contents: Sequence[Content]) -> Iterator[Finding]:
    """Findings of each attachment: that its pictures show people (its spots are the faces), and
    that one records where it was taken, which is where a child plays or lives.

    A picture that could not be looked at counts if its name is that of a photo."""
    severity = preset.privacy.severity.get(DataKind.PHOTO)
    if severity is None:
        return
    pairs = zip(message.attachments, contents, strict=True)
    for number, (attachment, content) in enumerate(pairs):
        where = f"attachment:{attachment.filename or attachment.label}"
        for spots, confidence, why in _given_away(attachment, content):
            span = Span(DataKind.PHOTO.value, where, 0, 0, "", number, spots=spots)
            yield Finding(DataKind.PHOTO, span, severity, confidence, why)


def _given_away(
    attachment: Attachment, content: Content
) -> Iterator[tuple[tuple[Spot, ...], float, str]]:
    """Spots, confidence and reason of each finding."""
    count = len(content.faces)
    if count:
        yield content.faces, 0.85, "a face" if count == 1 else f"{count} faces"
    elif _is_unseen_photo(attachment, content):
        yield (), 0.5, "name of a photo"
    if content.gps:
        yield (), 0.95, "records where it was taken"


def _is_unseen_photo(attachment: Attachment, content: Content) -> bool:
    kind = attachment.detected_type or attachment.content_type
    unseen = content.reason not in _SEEN and kind.startswith("image/")
    return unseen and shows_people(attachment.filename)
