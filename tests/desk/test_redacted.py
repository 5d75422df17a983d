"""What agents see: HTML however it is marked up, pictures and pages with what was found covered."""

from __future__ import annotations

import io
from html import unescape

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from config.codes import DataKind
from config.errors import PermanentError
from desk.redacted.html import redacted_html
from desk.redacted.picture import painted, painted_pages
from ingest.contents.content import Box
from tests.documents.pdfs import pdf
from tests.documents.pictures import encoded, screenshot
from triage.decision import Finding, Span
from triage.redact import Masks

NAME, BSN = "Emma Jansen", "123456782"


def masks() -> Masks:
    return Masks(
        Finding(kind, Span(kind, "body", 0, len(text), text), "high")
        for kind, text in ((DataKind.PERSON_NAME, NAME), (DataKind.BSN, BSN))
    )


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>Dag Emma Jansen</p>", "<p>Dag [naam]</p>"),
        ("<p><b>Emma</b> <i>Jan</i>sen komt</p>", "<p><b>[naam]</b><i></i> komt</p>"),
        ("<table><tr><td>Emma</td><td>Jansen</td></tr></table>", "[naam]"),
        ("<p>1234&#53;6782</p>", "<p>[BSN]</p>"),
        ("<p>1234<span>.567</span>82</p>", "<p>[BSN]<span></span></p>"),
        ("<p>Emma de Vries, &lt;b&gt; &amp; co</p>", "<p>Emma de Vries, &lt;b&gt; &amp; co</p>"),
        ('<a href="https://x.example/?q=Emma+Jansen">hier</a>', "q=[naam]"),
        ('<a href="mailto:x@y.example?subject=Emma%20Jansen">m</a>', "subject=[naam]"),
    ],
)
def test_values_are_taken_out_of_the_page(page: str, expected: str) -> None:
    assert expected in redacted_html(page, masks())


@pytest.mark.parametrize(
    "page",
    [
        "<script>alert(1)</script>",
        '<img src="https://spy.example/x.gif" onerror="alert(1)">',
        '<p onclick="alert(1)" style="background:url(//spy.example)">x</p>',
        '<a href="javascript:alert(1)">x</a>',
        "<iframe src=//spy.example></iframe><object data=x></object><form action=x><input></form>",
        "<style>@import '//spy.example'</style><link rel=stylesheet href=//spy.example>",
        "<svg onload=alert(1)><math><mi//xlink:href='data:x,alert(1)'>",
    ],
)
def test_nothing_in_it_can_run_or_call(page: str) -> None:
    clean = redacted_html(page, masks())
    for harm in ("script", "alert", "spy", "onerror", "onclick", "style", "javascript", "data:"):
        assert harm not in clean


@given(st.lists(st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<u>", "&#8203;"]), max_size=10))
def test_no_markup_hides_a_value(between: list[str]) -> None:
    pieces = list(NAME)
    for number, tag in enumerate(between):
        pieces.insert((number * 3) % len(pieces), tag if tag.startswith("<") else "")
    clean = redacted_html(f"<p>{''.join(pieces)} en {BSN}</p>", masks())
    text = unescape(clean)
    assert BSN not in text
    assert NAME not in text


def dark(picture: Image.Image, x: float, y: float) -> bool:
    return max(picture.getpixel((int(x), int(y)))) < 60  # type: ignore[arg-type]


def test_a_screenshot_is_painted_where_something_was_found() -> None:
    data = encoded(screenshot(["Naam: Emma Jansen"], letters=20), "PNG")
    shown = Image.open(io.BytesIO(painted(data, [Box(1, 100, 200, 300, 240)])))
    assert all(dark(shown, x, y) for x in (101, 200, 299) for y in (201, 220, 239))
    assert not dark(shown, 50, 300)
    assert not shown.getexif()


def test_a_pdf_becomes_pictures_without_a_text_layer() -> None:
    data = pdf(f"Naam: {NAME}", "Tweede pagina")
    box = Box(1, 20, 20, 300, 60)
    shown = pypdfium2.PdfDocument(painted_pages(data, [box]))
    assert len(shown) == 2
    assert all(not page.get_textpage().get_text_range().strip() for page in shown)
    first = shown[0].render(scale=1).to_pil().convert("RGB")
    assert dark(first, 100, 40)
    assert not dark(shown[1].render(scale=1).to_pil().convert("RGB"), 100, 40)


@pytest.mark.parametrize("data", [b"", b"rubbish", b"\x89PNG\r\n\x1a\nhalf"])
def test_damaged_files_are_not_shown(data: bytes) -> None:
    with pytest.raises(PermanentError, match="cannot be shown"):
        painted(data, [])
    with pytest.raises(PermanentError, match="cannot be shown"):
        painted_pages(data, [])
