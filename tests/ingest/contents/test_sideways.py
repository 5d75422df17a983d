"""Pages that lie on their side: their lines read as if they were turned, boxes as people see them."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from ingest.contents.content import Content
from ingest.contents.examine import examine
from tests.documents.pdfs import pdf

LINES = [
    "De moeder heet Lieke van den Berg",
    "Adres: Dorpsstraat 12, 1234 AB Utrecht",
    "Telefoon 06-12345678, groep Egels",
]


def turned(degrees: int) -> Content:
    document = pypdfium2.PdfDocument(pdf("\n".join(LINES)))
    document[0].set_rotation(degrees)
    out = io.BytesIO()
    document.save(out)
    return examine(out.getvalue())


@pytest.mark.parametrize("degrees", [0, 90, 270])
def test_lines_stay_together(degrees: int) -> None:
    assert turned(degrees).text.split("\n")[:3] == LINES


@pytest.mark.parametrize("degrees", [90, 270])
def test_boxes_are_where_people_see_them(degrees: int) -> None:
    content = turned(degrees)
    at = content.text.index("Dorpsstraat")
    ((page, x0, y0, x1, y1),) = content.boxes(at, at + len("Dorpsstraat"))
    assert page == 1
    assert y1 - y0 > 3 * (x1 - x0), "the word stands upright on the page"
