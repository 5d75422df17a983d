"""Pictures in what an agent wrote: in the text a mark stands for each, in the HTML it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from notify.files import File
from notify.mime import Enclosed
from notify.reply import Reply

WIDEST = 534  # pixels: the column of text in layout.html
_LOOK = "max-width:100%;height:auto"


def enclosed(files: Sequence[File], message_id: str) -> tuple[Enclosed, ...]:
    """The files as they hang on the mail with this Message-ID; those that its text shows have a
    Content-ID, which no other mail has."""
    named = message_id.strip("<>")
    return tuple(
        Enclosed(one.name, one.content_type, one.body, f"{at}.{named}" if one.shown else None)
        for at, one in enumerate(files, 1)
    )


def shown(reply: Reply, files: Sequence[File], given: Sequence[Enclosed]) -> Reply:
    """The mail, whose HTML shows each picture where its mark stands in the text."""
    html = reply.html
    for file, one in zip(files, given, strict=True):
        if file.shown is not None and one.content_id is not None:
            image = _image(one.content_id, file.shown.mark, file.shown.width)
            html = html.replace(escape(file.shown.mark), image, 1)
    return replace(reply, html=html)


def _image(content_id: str, mark: str, width: int | None) -> str:
    """No wider than its writer saw it, nor than the mail: Outlook knows no `max-width`."""
    wide = f' width="{min(width, WIDEST)}"' if width else ""
    text = escape(mark.strip("[]"), quote=True)
    return f'<img src="cid:{content_id}" alt="{text}"{wide} style="{_LOOK}">'
