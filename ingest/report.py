"""The text of a delivery report with all its parts, as one would read it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message as Part

from ingest import html
from ingest.attachments import content_of, content_type
from ingest.charset import decode
from ingest.words import raw_text

_MOST = 60_000  # characters; a report says what it has to say on its first pages
_MAX_PARTS = 40
_TEXTS = ("text/", "message/")


def text_of(tree: Part) -> str:
    """Texts, status fields and returned headers, in order, cut after 60,000 characters."""
    out: list[str] = []
    size = 0
    for number, piece in enumerate(_pieces(tree)):
        out.append(piece)
        size += len(piece)
        if size > _MOST or number > _MAX_PARTS:
            break
    return "\n".join(out)[:_MOST]


def _pieces(tree: Part) -> Iterator[str]:
    for number, part in enumerate(tree.walk()):
        if number > _MAX_PARTS:
            return
        if number and _is_header(part):
            yield "\n".join(f"{name}: {raw_text(value, [])}" for name, value in part.raw_items())
        if part.is_multipart() or not content_type(part).startswith(_TEXTS):
            continue
        charset = part.get_param("charset")
        declared = charset if isinstance(charset, str) else None
        kind = content_type(part)
        text = decode(content_of(part, [])[: 2 * _MOST], declared, [], is_html=kind == "text/html")
        yield html.to_text(text).text if kind == "text/html" else text.replace("\r\n", "\n")


def _is_header(part: Part) -> bool:
    """Whether the header of a part is itself something to read: a status block, a returned mail."""
    return any(
        name in part
        for name in ("final-recipient", "reporting-mta", "original-recipient", "message-id",
                     "feedback-type", "received", "from", "action", "original-rcpt-to")
    )  # fmt: skip


def has_status(tree: Part) -> bool:
    """Whether a part is a delivery status (RFC 3464) of any spelling."""
    return _has(tree, {"message/delivery-status", "message/global-delivery-status"})


def has_receipt(tree: Part) -> bool:
    """Whether a part is a read receipt (RFC 8098)."""
    return _has(tree, {"message/disposition-notification"})


def _has(tree: Part, kinds: set[str]) -> bool:
    """Whether a part near the top is of these kinds; attached mails are not looked into, since a
    person may pass on the report that somebody got."""
    left = [tree]
    for _ in range(_MAX_PARTS):
        if not left:
            break
        part = left.pop(0)
        kind = content_type(part)
        if kind in kinds:
            return True
        if part.is_multipart() and kind.startswith("multipart/"):
            left += [child for child in part.get_payload() if isinstance(child, Part)]
    return False
