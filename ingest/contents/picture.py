"""Pictures: screenshots and photos by OCR, faces, and where a photo was taken.

Tiny pictures (logos, icons, tracking pixels) are not read: there is nothing to read in them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageChops, ImageOps, ImageSequence, UnidentifiedImageError

from ingest.contents import contrast, exif, faces, ocr
from ingest.contents.content import Reason, Spot
from ingest.contents.layout import Line, Word, put_lines
from ingest.contents.paper import Paper, Unreadable
from ingest.contents.writing import shows_writing

_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "HEIF", "AVIF")
_SMALL_SIDE, _SMALL_AREA = 16, 6_000  # pixels: a line of text needs more
_CHANGE, _WORD_PIXELS = 40, 120  # of 255 greys; pixels of ink in a short word
_FRAMES = 400  # of a moving picture are looked at
_PLAIN = 4.0  # standard deviation of grey: one colour, with noise
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, KeyError)


def read(data: bytes, paper: Paper) -> None:
    """Read every frame that is a page; of a moving picture those that show something else."""
    _register_heif()
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            if exif.has_place(picture):
                paper.taken_at_a_known_place()
            for page, frame in enumerate(_frames(picture, paper), 1):
                read_picture(frame, paper, page=page)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unreadable(Reason.TOO_LARGE) from error
    except (UnidentifiedImageError, *_BROKEN) as error:
        raise Unreadable(Reason.BROKEN) from error


def read_picture(
    picture: Image.Image,
    paper: Paper,
    *,
    page: int,
    scale: float = 1.0,
    at: tuple[float, float] = (0.0, 0.0),
) -> None:
    """The text and faces of one picture, as it is shown. Its boxes are multiplied by `scale` and
    moved by `at`, for a picture on a page."""
    grey = np.asarray(picture.convert("L"))
    if _is_nothing(grey):
        return
    drawn = contrast.is_drawn(grey)
    for x0, y0, x1, y1 in faces.find(picture, drawn=drawn):
        box = tuple(round(v * scale + at[n % 2], 2) for n, v in enumerate((x0, y0, x1, y1)))
        paper.face(Spot(page=page, box=box))  # type: ignore[arg-type]  # four of them
    if not paper.has_ocr() or not (drawn or shows_writing(grey)):
        return
    if paper.may_ocr():
        ready, grown = contrast.ready(grey, drawn=drawn)
        lines = ocr.read_words(ready, paper.limits.ocr_languages, shaded=not drawn)
        put_lines((_moved(line, scale / grown, at) for line in lines), paper, page=page)


def _frames(picture: Image.Image, paper: Paper) -> Iterator[Image.Image]:
    """The pages of a TIFF; of a moving picture the frames that differ from the one before."""
    paged = picture.format == "TIFF"
    last: Image.Image | None = None
    read = 0
    for number, frame in enumerate(ImageSequence.Iterator(picture)):
        if frame.width * frame.height > paper.limits.pixels:
            raise Unreadable(Reason.TOO_LARGE)
        if read >= paper.limits.ocr_pages or number >= _FRAMES:
            raise Unreadable(Reason.TOO_MANY_PAGES)
        shown = _on_white(ImageOps.exif_transpose(frame))
        if paged or last is None or _differ(last, shown):
            read += 1
            last = shown
            yield shown


def _differ(one: Image.Image, other: Image.Image) -> bool:
    """Whether more changed than a pointer that moves or noise: a word, at least."""
    if one.size != other.size:
        return True
    changes = np.asarray(ImageChops.difference(one, other).convert("L")) > _CHANGE
    return int(changes.sum()) > _WORD_PIXELS


def _on_white(picture: Image.Image) -> Image.Image:
    """What is transparent is shown on white."""
    if picture.mode not in {"RGBA", "LA", "PA"} and "transparency" not in picture.info:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    below = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(below, layer).convert("RGB")


def _is_nothing(grey: np.ndarray) -> bool:
    height, width = grey.shape
    small = min(height, width) < _SMALL_SIDE or height * width < _SMALL_AREA
    return small or float(grey[::2, ::2].std()) < _PLAIN


def _moved(line: Line, scale: float, at: tuple[float, float]) -> Line:
    dx, dy = at
    return [
        Word(w.text, w.x0 * scale + dx, w.y0 * scale + dy, w.x1 * scale + dx, w.y1 * scale + dy)
        for w in line
    ]


def _register_heif() -> None:
    from pi_heif import register_heif_opener

    register_heif_opener(thumbnails=False)
