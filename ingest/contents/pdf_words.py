"""The words of a PDF page, as its text layer has them, each with its rectangle in points."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_int

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.contents.layout import Word

_FINE = 32  # device units for a point: pdfium maps to whole numbers
_HYPHEN = "\x02"  # pdfium's sign for a hyphen at the end of a line


def words(page: pypdfium2.PdfPage) -> Iterator[Word]:
    """The words in the order of the file."""
    textpage = page.get_textpage()
    rectangle = pdfium.FS_RECTF()
    try:
        letters: list[str] = []
        area: tuple[float, float, float, float] | None = None
        for index in range(textpage.count_chars()):
            sign = _sign(pdfium.FPDFText_GetUnicode(textpage, index))
            if sign.isspace() or not sign:
                if area is not None:
                    yield _word(page, letters, area)
                letters, area = [], None
                continue
            letters.append(sign)
            if pdfium.FPDFText_GetLooseCharBox(textpage, index, byref(rectangle)):
                area = _joined(area, rectangle)
        if area is not None:
            yield _word(page, letters, area)
    finally:
        textpage.close()


def shown(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A point of the page's own space as a place on the page that people see."""
    width, height = page.get_size()
    across, down = c_int(), c_int()
    wide, high = round(width * _FINE), round(height * _FINE)
    pdfium.FPDF_PageToDevice(page, 0, 0, wide, high, 0, x, y, byref(across), byref(down))
    return across.value / _FINE, down.value / _FINE


def _sign(code: int) -> str:
    if code == ord(_HYPHEN):
        return "-"
    return "" if code == 0 or code >= 0x110000 or 0xD800 <= code < 0xE000 else chr(code)


def _joined(
    area: tuple[float, float, float, float] | None, rectangle: pdfium.FS_RECTF
) -> tuple[float, float, float, float]:
    box = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
    if area is None:
        return box
    return min(area[0], box[0]), min(area[1], box[1]), max(area[2], box[2]), max(area[3], box[3])


def _word(
    page: pypdfium2.PdfPage, letters: list[str], area: tuple[float, float, float, float]
) -> Word:
    (ax, ay), (bx, by) = shown(page, area[0], area[1]), shown(page, area[2], area[3])
    return Word("".join(letters), min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
