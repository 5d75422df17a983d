"""Pictures: screenshots and photos by OCR, faces, and where a photo was taken.

Tiny pictures (logos, icons, tracking pixels) are not read: there is nothing to read in them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import cv2
import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from ingest.contents import exif, faces, ocr
from ingest.contents.content import Reason, Spot
from ingest.contents.layout import Line, Word, put_lines
from ingest.contents.paper import Paper, Unreadable

_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "HEIF", "AVIF")
_SMALL_SIDE, _SMALL_AREA = 16, 6_000  # pixels: a line of text needs more
_PLAIN = 4.0  # standard deviation of grey: one colour, with noise
_SCREEN_SCALE, _SCREEN_AREA = 1.5, 1_700_000  # the letters of a screen are small for Tesseract
_PHOTO_SIDE = 2_000  # the letters of a photo are not
_SAME = 2  # of 255: neighbours that differ no more are of one colour
_ROUND, _DARK = (
    31,
    110,
)  # pixels round each, and their median grey where light letters stand on dark
_DRAWN = 0.6  # share of such neighbours in a screenshot; measured in benchmarks/contents.py
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, KeyError, Image.DecompressionBombError)


def read(data: bytes, paper: Paper) -> None:
    """Read every frame that is a page; of a moving picture the first."""
    _register_heif()
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            if exif.has_place(picture):
                paper.taken_at_a_known_place()
            for page, frame in enumerate(_frames(picture, paper), 1):
                read_picture(frame, paper, page=page)
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
    drawn = _share_of_one_colour(grey) > _DRAWN
    for x0, y0, x1, y1 in faces.find(picture, drawn=drawn):
        box = tuple(round(v * scale + at[n % 2], 2) for n, v in enumerate((x0, y0, x1, y1)))
        paper.face(Spot(page=page, box=box))  # type: ignore[arg-type]  # four of them
    if paper.may_ocr():
        ready, grown = _ready(grey, drawn=drawn)
        lines = ocr.read_words(ready, paper.limits.ocr_languages, shaded=not drawn)
        put_lines((_moved(line, scale / grown, at) for line in lines), paper, page=page)


def _frames(picture: Image.Image, paper: Paper) -> Iterator[Image.Image]:
    paged = picture.format == "TIFF"
    for number, frame in enumerate(ImageSequence.Iterator(picture)):
        if frame.width * frame.height > paper.limits.pixels:
            raise Unreadable(Reason.TOO_LARGE)
        if number and not paged:
            return
        if number >= paper.limits.ocr_pages:
            raise Unreadable(Reason.TOO_MANY_PAGES)
        yield _on_white(ImageOps.exif_transpose(frame))


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


def _share_of_one_colour(grey: np.ndarray) -> float:
    """How many neighbours have the same grey: most on a screen, few in a photo."""
    some = grey[::3].astype(np.int16)
    return float((np.abs(np.diff(some, axis=1)) <= _SAME).mean())


def _ready(grey: np.ndarray, *, drawn: bool) -> tuple[Image.Image, float]:
    """The picture as Tesseract reads best, and how many times larger it is: dark on light (bars
    and buttons of a screen are often light on dark), letters some twenty pixels high."""
    if drawn:
        dark = cv2.medianBlur(grey, _ROUND) < _DARK
        grey = np.where(dark, 255 - grey, grey)
    height, width = grey.shape
    if drawn:
        grown = _SCREEN_SCALE if height * width <= _SCREEN_AREA else 1.0
    else:
        grown = min(1.0, _PHOTO_SIDE / max(height, width))
    size = (round(width * grown), round(height * grown))
    return Image.fromarray(grey).resize(size, Image.Resampling.LANCZOS), grown


def _moved(line: Line, scale: float, at: tuple[float, float]) -> Line:
    dx, dy = at
    return [
        Word(w.text, w.x0 * scale + dx, w.y0 * scale + dy, w.x1 * scale + dx, w.y1 * scale + dy)
        for w in line
    ]


def _register_heif() -> None:
    from pi_heif import register_heif_opener

    register_heif_opener(thumbnails=False)
