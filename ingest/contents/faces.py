"""Faces in photos: the cascades that OpenCV's wheel carries, and what tells a face from a pattern.

A cascade alone sees faces in buttons and in folds. What it sees counts if several windows agree,
if it is large enough to recognise somebody, and if the patch is of a photo: many shades, and the
colours of skin (or no colours at all).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

Rectangle = tuple[float, float, float, float]

_SIDE, _SCREEN_SIDE = 1_000, 1_400  # pixels; larger pictures are made smaller to look for faces
_SMALLEST = 36  # pixels of the smaller picture
_NEIGHBOURS, _NEIGHBOURS_ON_SCREEN = 4, 6
_STEP = 1.1
_SHADES = 40  # of 256 greys in a patch; a drawing has a handful
_SKIN = 0.3  # share of a patch
_GREY = 12  # of 255: a pixel whose three colours differ no more has none
_FLAT = 0.75  # share of neighbours of the same grey: an icon
# Skin of every tone in YCrCb (Chai and Ngan, 1999), a little wider.
_LOWEST, _HIGHEST = (30, 133, 77), (255, 180, 135)


def find(picture: Image.Image, *, drawn: bool) -> list[Rectangle]:
    """The faces of a picture in RGB, in its pixels. In a screenshot (`drawn`) more must agree."""
    pixels = np.asarray(picture.convert("RGB"))
    shrunk = min(1.0, (_SCREEN_SIDE if drawn else _SIDE) / max(picture.size))
    small = cv2.resize(pixels, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    found = _cascade().detectMultiScale(
        grey,
        scaleFactor=_STEP,
        minNeighbors=_NEIGHBOURS_ON_SCREEN if drawn else _NEIGHBOURS,
        minSize=(_SMALLEST, _SMALLEST),
    )
    return [
        (x / shrunk, y / shrunk, (x + w) / shrunk, (y + h) / shrunk)
        for x, y, w, h in (map(int, rectangle) for rectangle in found)
        if _is_of_a_photo(small[y : y + h, x : x + w])
    ]


def _is_of_a_photo(patch: np.ndarray) -> bool:
    grey = cv2.cvtColor(patch, cv2.COLOR_RGB2GRAY)
    if len(np.unique(grey)) < _SHADES:
        return False
    flat = float((np.abs(np.diff(grey.astype(np.int16), axis=1)) <= 1).mean())
    if flat > _FLAT:
        return False
    return _share_of_skin(patch) >= _SKIN


def _share_of_skin(patch: np.ndarray) -> float:
    """How much of the middle of a patch has the colour of skin; all of it in a grey photo."""
    height, width = patch.shape[:2]
    middle = patch[height // 5 : -height // 5, width // 5 : -width // 5]
    if float(np.median(np.ptp(middle, axis=2))) <= _GREY:
        return 1.0
    colours = cv2.cvtColor(middle, cv2.COLOR_RGB2YCrCb)
    return float((cv2.inRange(colours, np.array(_LOWEST), np.array(_HIGHEST)) > 0).mean())


@lru_cache(maxsize=1)
def _cascade() -> cv2.CascadeClassifier:
    cv2.setNumThreads(1)  # there is a process for each core already
    shipped = Path(cv2.__file__).parent / "data"
    return cv2.CascadeClassifier(str(shipped / "haarcascade_frontalface_alt2.xml"))
