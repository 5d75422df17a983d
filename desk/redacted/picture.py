"""Pictures and pages with what was found in them painted over."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageOps

from config.errors import PermanentError
from ingest.contents.content import Box

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_INK = (32, 32, 32)
_MARGIN = 0.15  # of the height of a box: letters reach beyond it
_DPI = 144
_PAGES = 200
_PIXELS = 40_000_000


def painted(data: bytes, boxes: Sequence[Box]) -> bytes:
    """A picture as PNG, upright, without its metadata; boxes in pixels. Of several pages or frames
    the first.

    PermanentError if it is none."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > _PIXELS:
                raise PermanentError("the picture is too large to be shown")
            shown = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PermanentError("the picture cannot be shown: it is damaged") from error
    _cover(shown, [box for box in boxes if box.page == 1], 1.0)
    return _png(shown)


def painted_pages(data: bytes, boxes: Sequence[Box]) -> bytes:
    """A PDF of pictures of its pages, each painted; boxes in points. No text layer is left."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise PermanentError("the PDF cannot be shown: it is damaged or locked") from error
    try:
        pages = list(_pages(document, boxes))
    finally:
        document.close()
    if not pages:
        raise PermanentError("the PDF has no pages")
    out = io.BytesIO()
    pages[0].save(out, format="PDF", save_all=True, append_images=pages[1:], resolution=_DPI)
    return out.getvalue()


def _pages(document: PdfDocument, boxes: Sequence[Box]) -> Iterator[Image.Image]:
    document.init_forms()
    for number in range(min(len(document), _PAGES)):
        page = document[number]
        width, height = page.get_size()
        scale = min(_DPI / 72, (_PIXELS / max(width * height, 1.0)) ** 0.5)
        shown = page.render(scale=scale).to_pil().convert("RGB")
        _cover(shown, [box for box in boxes if box.page == number + 1], scale)
        page.close()
        yield shown


def _cover(picture: Image.Image, boxes: Iterable[Box], scale: float) -> None:
    draw = ImageDraw.Draw(picture)
    for box in boxes:
        thin = min(box.x1 - box.x0, box.y1 - box.y0)  # also where words stand
        margin = max(thin * scale * _MARGIN, 2.0)
        draw.rectangle(
            (
                box.x0 * scale - margin,
                box.y0 * scale - margin,
                box.x1 * scale + margin,
                box.y1 * scale + margin,
            ),
            fill=_INK,
        )


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, format="PNG")
    return out.getvalue()
