"""PDF: the text layer with the box of each word, forms and notes, pictures and pages by OCR.

pypdfium2 (docs/adr/0029). Boxes are in points, with the origin in the upper left corner of the page
as it is shown, turned and cropped: pixels of a picture of the page, divided by its scale.
"""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.contents import pdf_forms, pdf_words
from ingest.contents.content import Reason
from ingest.contents.layout import Word, in_order, put_lines
from ingest.contents.paper import Paper, Unreadable
from ingest.contents.picture import read_picture
from ingest.contents.sideways import upright

_DPI = 170
_SCALE = _DPI / 72
_LARGE = 0.03  # share of a page: a smaller picture is a logo
_SAID = 40  # characters over a picture: a scan with a text layer of its own
_FEW = 12  # characters: a page of which the text is a picture or drawn
_PIXELS = 20_000_000  # of a page's picture; a huge page is made coarser
_PICTURE_LIKE = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)

Area = tuple[float, float, float, float]


def read(data: bytes, paper: Paper) -> None:
    """Page by page, then the files that are attached to the document."""
    try:
        document = pypdfium2.PdfDocument(data)
        document.init_forms()
    except pypdfium2.PdfiumError as error:
        locked = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD
        raise Unreadable(Reason.ENCRYPTED if locked else Reason.BROKEN) from error
    try:
        for number in range(len(document)):
            if number >= paper.limits.pages:
                raise Unreadable(Reason.TOO_MANY_PAGES)
            _page(document, number, paper)
        for number in range(document.count_attachments()):
            attached = document.get_attachment(number)
            paper.inside(attached.get_name(), bytes(attached.get_data()))
    except pypdfium2.PdfiumError as error:
        raise Unreadable(Reason.BROKEN) from error
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, number: int, paper: Paper) -> None:
    page = document[number]
    try:
        words = list(pdf_words.words(page))
        put_lines(in_order(upright(words)), paper, page=number + 1)
        for line in pdf_forms.lines(document, page):
            put_lines([line], paper, page=number + 1)
        _pictures(page, words, number + 1, paper)
        paper.line()
    finally:
        page.close()


def _pictures(page: pypdfium2.PdfPage, words: list[Word], number: int, paper: Paper) -> None:
    """Read the pictures of a page that hold more than its text layer says."""
    areas = list(_areas(page, words))
    if not areas:
        return
    width, height = page.get_size()
    scale = min(_SCALE, (_PIXELS / max(width * height, 1.0)) ** 0.5)
    shown = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    for x0, y0, x1, y1 in areas:
        cut = shown.crop((int(x0 * scale), int(y0 * scale), int(x1 * scale), int(y1 * scale)))
        if cut.width and cut.height:
            at = (int(x0 * scale) / scale, int(y0 * scale) / scale)
            read_picture(cut, paper, page=number, scale=1 / scale, at=at)


def _areas(page: pypdfium2.PdfPage, words: list[Word]) -> Iterator[Area]:
    """The places of large pictures without a text layer; the whole page if it has next to none."""
    width, height = page.get_size()
    whole = (0.0, 0.0, width, height)
    kinds = (pdfium.FPDF_PAGEOBJ_IMAGE,)
    found = [_area(page, one.get_bounds()) for one in page.get_objects(kinds, max_depth=4)]
    large = [area for area in found if _size(area) >= _LARGE * _size(whole)]
    if sum(len(word.text) for word in words) < _FEW:
        if large or _is_drawn(page):
            yield whole
        return
    for area in large:
        over = sum(len(word.text) for word in words if _inside(word, area))
        if over < _SAID:
            yield area


def _is_drawn(page: pypdfium2.PdfPage) -> bool:
    """Whether a page without words shows something all the same: letters drawn as lines."""
    return next(iter(page.get_objects(max_depth=4)), None) is not None


def _area(page: pypdfium2.PdfPage, bounds: tuple[float, float, float, float]) -> Area:
    left, bottom, right, top = bounds
    corners = [pdf_words.shown(page, x, y) for x, y in ((left, bottom), (right, top))]
    (ax, ay), (bx, by) = corners
    width, height = page.get_size()
    return (
        max(0.0, min(ax, bx)),
        max(0.0, min(ay, by)),
        min(width, max(ax, bx)),
        min(height, max(ay, by)),
    )


def _size(area: Area) -> float:
    return max(0.0, area[2] - area[0]) * max(0.0, area[3] - area[1])


def _inside(word: Word, area: Area) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]
