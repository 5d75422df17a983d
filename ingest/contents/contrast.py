"""A picture as Tesseract reads it best: dark letters on white, some twenty pixels high."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image

_ROUND = 41  # pixels; the colour of most of them is what a place is painted with
_DARK = 110  # grey: letters on it are light
_LETTER = 14.0  # pixels: a small letter of this height is read well
_LARGEST = 2.0  # times as large
_INK = 128  # of 255, on white
_PHOTO_SIDE = 2_000  # pixels; the letters of a photo are large enough
_LOOK = 1_000  # pixels: of this size the noise of a photo is seen, however large it was made
_DRAWN = 0.62  # share of neighbours of the same grey in a screenshot; see docs/adr/0029


def is_drawn(grey: np.ndarray) -> bool:
    """Whether a picture is a screenshot or a drawing: most neighbours have the same grey."""
    shrunk = min(1.0, _LOOK / max(grey.shape))
    small = cv2.resize(grey, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA)
    return float((small[:, 1:] == small[:, :-1]).mean()) > _DRAWN


def ready(grey: np.ndarray, *, drawn: bool) -> tuple[Image.Image, float]:
    """The picture to read, and how many times larger it is than the one that was given."""
    shown = _on_white(grey) if drawn else grey
    grown = _growth(shown) if drawn else min(1.0, _PHOTO_SIDE / max(grey.shape))
    height, width = grey.shape
    size = (max(1, round(width * grown)), max(1, round(height * grown)))
    return Image.fromarray(shown).resize(size, Image.Resampling.LANCZOS), grown


def _growth(shown: np.ndarray) -> float:
    """How many times larger the letters of a screen have to be, by the height of most of them."""
    _, _, stats, _ = cv2.connectedComponentsWithStats((shown < _INK).astype(np.uint8))
    wide, high = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    letters = high[(high >= 4) & (high <= 60) & (wide >= 2) & (wide <= 3 * high)]
    if not letters.size:
        return 1.0
    return float(np.clip(_LETTER / np.median(letters), 1.0, _LARGEST))


def _on_white(grey: np.ndarray) -> np.ndarray:
    """Bars, buttons and dark screens as if they were paper: what a place is painted with becomes
    white, and light letters on dark become dark ones."""
    painted = cv2.medianBlur(np.ascontiguousarray(grey), _ROUND)
    dark = painted < _DARK
    letters = np.where(dark, 255 - grey, grey)
    paper = np.where(dark, 255 - painted, painted)
    whitened = letters.astype(np.uint16) * 255 // np.maximum(paper, 1)
    return np.minimum(whitened, 255).astype(np.uint8)
