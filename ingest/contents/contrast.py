"""A picture as Tesseract reads it best: dark letters on white, some twenty pixels high."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image

_ROUND = 41  # pixels; the colour of most of them is what a place is painted with
_DARK = 110  # grey: letters on it are light
_SCREEN_SCALE, _SCREEN_AREA = 1.5, 1_700_000  # the letters of a screen are small for Tesseract
_PHOTO_SIDE = 2_000  # pixels; the letters of a photo are not
_SAME = 2  # of 255: neighbours that differ no more are of one colour
_DRAWN = 0.6  # share of such neighbours in a screenshot; see docs/adr/0029


def is_drawn(grey: np.ndarray) -> bool:
    """Whether a picture is a screenshot or a drawing: most neighbours have the same grey."""
    some = grey[::3].astype(np.int16)
    return float((np.abs(np.diff(some, axis=1)) <= _SAME).mean()) > _DRAWN


def ready(grey: np.ndarray, *, drawn: bool) -> tuple[Image.Image, float]:
    """The picture to read, and how many times larger it is than the one that was given."""
    shown = _on_white(grey) if drawn else grey
    height, width = grey.shape
    if drawn:
        grown = _SCREEN_SCALE if height * width <= _SCREEN_AREA else 1.0
    else:
        grown = min(1.0, _PHOTO_SIDE / max(height, width))
    size = (max(1, round(width * grown)), max(1, round(height * grown)))
    return Image.fromarray(shown).resize(size, Image.Resampling.LANCZOS), grown


def _on_white(grey: np.ndarray) -> np.ndarray:
    """Bars, buttons and dark screens as if they were paper: what a place is painted with becomes
    white, and light letters on dark become dark ones."""
    painted = cv2.medianBlur(np.ascontiguousarray(grey), _ROUND)
    dark = painted < _DARK
    letters = np.where(dark, 255 - grey, grey)
    paper = np.where(dark, 255 - painted, painted)
    whitened = letters.astype(np.uint16) * 255 // np.maximum(paper, 1)
    return np.minimum(whitened, 255).astype(np.uint8)
