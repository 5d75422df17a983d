"""Whether a photo shows writing at all: Tesseract takes ten seconds to find none in a meadow.

Letters stand in rows: blobs of one height beside each other. Seven of them in a row are looked at;
photos of people, animals and rooms have three to five, a line of a letter twenty (docs/adr/0029).
"""

from __future__ import annotations

import cv2
import numpy as np

_SIDE = 1_500  # pixels; larger pictures are made smaller
_LOWEST, _HIGHEST = 5, 45  # pixels: a letter
_ROW = 7  # letters
_ROUND, _DARKER = 25, 18  # pixels round each, and how much darker than they ink is


def shows_writing(grey: np.ndarray) -> bool:
    """Whether letters, dark on light or light on dark, stand in a row somewhere."""
    shrunk = min(1.0, _SIDE / max(grey.shape))
    small = cv2.resize(grey, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA)
    return any(_longest_row(_letters(one)) >= _ROW for one in (small, 255 - small))


def _letters(grey: np.ndarray) -> np.ndarray:
    """The blobs with the shape of a letter, from left to right, as rows of x, y, width, height."""
    ink = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _ROUND, _DARKER
    )
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    x, _, wide, high, area = stats[1:].T
    fills = area / np.maximum(wide * high, 1)
    shaped = (high >= _LOWEST) & (high <= _HIGHEST) & (wide <= 1.8 * high)
    shaped &= (fills >= 0.15) & (fills <= 0.9)
    letters: np.ndarray = stats[1:][shaped][np.argsort(x[shaped], kind="stable")][:, :4]
    return letters


def _longest_row(letters: np.ndarray) -> int:
    """How many letters the longest row has, each close behind the one before, as high, on its
    level."""
    if not len(letters):
        return 0
    x, y, wide, high = letters.T
    middle = y + high / 2
    row = np.ones(len(letters), dtype=int)
    behind = np.searchsorted(x, x + wide + 1.2 * high)
    for n in range(len(letters) - 1, -1, -1):
        near = slice(n + 1, behind[n])
        fits = np.abs(middle[near] - middle[n]) < 0.35 * high[n]
        fits &= (high[near] > 0.55 * high[n]) & (high[near] < 1.8 * high[n])
        fits &= x[near] >= x[n] + wide[n] - 2
        if fits.any():
            row[n] = 1 + row[near][fits].max()
            if row[n] >= _ROW:
                return int(row[n])
    return int(row.max())
