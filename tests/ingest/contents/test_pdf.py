"""PDFs: words with the rectangles where they are really painted."""

from __future__ import annotations

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageStat

from ingest.contents.content import Box, Reason
from ingest.contents.examine import examine
from ingest.contents.limits import ReadLimits
from tests.documents.pdfs import page_of, pdf, raw_pdf
from tests.documents.pictures import photo

BSN = "123456782"
SCALE = 2


def shown(data: bytes, page: int) -> Image.Image:
    """The page as people see it, in grey."""
    with pypdfium2.PdfDocument(data) as document:
        picture: Image.Image = document[page - 1].render(scale=SCALE).to_pil()
    return picture.convert("L")


def boxes_of(data: bytes, value: str) -> tuple[Box, ...]:
    content = examine(data)
    at = content.text.index(value)
    return content.boxes(at, at + len(value))


def test_text_stands_in_lines_and_columns() -> None:
    content = examine(pdf(f"Naam\tBSN\nLieke Berg\t{BSN}", "Tweede bladzijde"))
    assert content.text == f"Naam\tBSN\nLieke Berg\t{BSN}\nTweede bladzijde\n"
    assert content.examined


@pytest.mark.parametrize(
    ("extra", "box"),
    [
        ("", "[0 0 400 200]"),
        ("/Rotate 90", "[0 0 400 200]"),
        ("/Rotate 180", "[0 0 400 200]"),
        ("/Rotate 270", "[0 0 400 200]"),
        ("/CropBox [20 50 300 150]", "[0 0 400 200]"),
        ("/CropBox [20 50 300 150] /Rotate 90", "[0 0 400 200]"),
        ("", "[-50 -20 400 200]"),
        ("/UserUnit 2", "[0 0 400 200]"),
    ],
)
def test_painting_the_boxes_leaves_nothing_to_see(extra: str, box: str) -> None:
    data = page_of(BSN, extra=extra, box=box)
    (found,) = boxes_of(data, BSN)
    picture = shown(data, found.page)
    left, top, right, bottom = (round(edge * SCALE) for edge in found[1:])
    area = (left, top, right, bottom)
    assert ImageStat.Stat(picture.crop(area)).extrema[0][0] < 100, "letters stand in the box"
    ImageDraw.Draw(picture).rectangle(area, fill=255)
    assert picture.getextrema() == (255, 255), "and nowhere else"


def test_the_box_of_a_word_is_no_larger_than_its_line() -> None:
    ((page, x0, y0, x1, y1),) = boxes_of(pdf(f"een BSN {BSN} twee"), BSN)
    assert (page, 10 < y1 - y0 < 20, 50 < x1 - x0 < 80) == (1, True, True)


def test_what_was_filled_in_and_noted_is_read() -> None:
    data = page_of("Formulier", extra="/Annots[6 0 R 7 0 R]", catalog="/AcroForm<</Fields[6 0 R]>>")
    content = examine(data)
    assert f"bsn: {BSN}" in content.text
    assert "Bel Emma de Vries" in content.text
    assert boxes_of(data, BSN) == (Box(1, 40, 140, 200, 160),)


def test_attached_files_are_read() -> None:
    content = examine(pdf("Zie bijlage", attached={"lijst.csv": f"naam;bsn\nLieke;{BSN}".encode()}))
    assert BSN in content.text
    assert [one.name for one in content.inner] == ["lijst.csv"]


def test_a_password_is_told() -> None:
    content = examine(pdf("geheim", password="welkom"))
    assert (content.examined, content.reason, content.text) == (False, Reason.ENCRYPTED, "")


def test_more_pages_than_may_be_read_are_told_and_the_others_read() -> None:
    content = examine(pdf("een", "twee", "drie"), limits=ReadLimits(pages=2))
    assert (content.examined, content.reason) == (False, Reason.TOO_MANY_PAGES)
    assert content.text == "een\ntwee\n"


def test_without_ocr_a_page_that_is_a_picture_is_not_examined() -> None:
    content = examine(pdf("gewone tekst op een bladzijde", photo()))
    assert (content.examined, content.reason) == (False, Reason.NO_OCR)
    assert "gewone tekst" in content.text
    ((page, x0, _, x1, _),) = [(face.page, *(face.box or ())) for face in content.faces]
    assert page == 2
    assert 50 < x1 - x0 < 150


def test_a_page_tree_that_eats_itself_ends() -> None:
    loop = raw_pdf(
        ["<</Type/Catalog /Pages 2 0 R>>", "<</Type/Pages /Kids[2 0 R 2 0 R] /Count 9>>"]
    )
    assert examine(loop).text.strip() == ""
