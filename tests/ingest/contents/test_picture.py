"""Pictures: what Tesseract reads in them and where, faces, and where they were taken."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ingest.contents import faces, ocr
from ingest.contents import tesseract as tesseract_library
from ingest.contents.content import Content, Reason
from ingest.contents.examine import examine
from ingest.contents.limits import ReadLimits
from tests.conftest import need
from tests.documents.office import doc, docx, pptx, zipped
from tests.documents.pdfs import pdf
from tests.documents.pictures import ASTRONAUT, SHIPPED, encoded, photo, screenshot, with_place
from tests.servers.tesseract import tesseract

BSN = "123456782"
LINES = [
    "Kind bewerken",
    "Naam: Lieke van den Berg",
    f"BSN: {BSN}",
    "Geboortedatum: 12-03-2021",
    "Enfant: Chloé Lefèvre, né à Liège",
    "Telefoon moeder: 06-12345678",
]
READING = ReadLimits(ocr_languages=("nld", "fra"))


@pytest.fixture(scope="module")
def ocr_there() -> None:
    need(tesseract)


def read(data: bytes) -> Content:
    return examine(data, limits=READING)


@pytest.mark.server
@pytest.mark.usefixtures("ocr_there")
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("letters", [13, 18, 28])
def test_a_screenshot_is_read(letters: int, dark: bool) -> None:
    content = read(encoded(screenshot(LINES, letters=letters, dark=dark)))
    assert content.examined
    for line in LINES[1:4]:
        assert line in content.text


@pytest.mark.server
@pytest.mark.usefixtures("ocr_there")
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "AVIF"])
def test_every_kind_of_picture_is_read(kind: str) -> None:
    assert f"BSN: {BSN}" in read(encoded(screenshot(LINES), kind)).text


@pytest.mark.server
@pytest.mark.usefixtures("ocr_there")
def test_heic_is_read() -> None:
    data = (Path(__file__).parent / "screen.heic").read_bytes()
    assert f"BSN: {BSN}" in read(data).text


@pytest.mark.server
@pytest.mark.usefixtures("ocr_there")
@pytest.mark.parametrize("turned", [1, 3, 6, 8])
def test_boxes_hold_as_the_picture_is_shown(turned: int) -> None:
    upright = screenshot(LINES, letters=20)
    back = {1: 0, 3: 180, 6: 90, 8: 270}[turned]  # how the camera lay
    exif = Image.Exif()
    exif[0x0112] = turned
    content = read(encoded(upright.rotate(back, expand=True), "JPEG", exif=exif, quality=95))
    at = content.text.index(BSN)
    ((page, *box),) = content.boxes(at, at + len(BSN))
    assert page == 1
    left, top, right, bottom = map(round, box)
    dark = upright.crop((left, top, right, bottom)).convert("L").histogram()
    assert any(dark[:100])
    ImageDraw.Draw(upright).rectangle(box, fill="white")
    assert BSN not in read(encoded(upright)).text


@pytest.mark.server
@pytest.mark.usefixtures("ocr_there")
def test_letters_on_glass_are_read_on_white() -> None:
    picture = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    picture.alpha_composite(Image.new("RGBA", (1, 1)))
    ImageDraw.Draw(picture).text((40, 60), f"BSN {BSN}", fill=(0, 0, 0, 255), font_size=24)
    assert BSN in read(encoded(picture)).text


@pytest.mark.server
@pytest.mark.usefixtures("ocr_there")
def test_pages_of_a_fax_are_numbered() -> None:
    pages = [screenshot([f"Bladzijde {name}"], letters=24) for name in ("een", "twee")]
    content = read(encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:]))
    at = content.text.index("twee")
    assert [spot.page for spot in content.spots(at, at + 4)] == [2]


@pytest.mark.server
@pytest.mark.usefixtures("ocr_there")
@pytest.mark.parametrize(
    ("data", "inner"),
    [
        (docx("x", parts={"word/media/image1.png": encoded(screenshot(LINES))}), "image1.png"),
        (pptx("x", parts={"ppt/media/image1.png": encoded(screenshot(LINES))}), "image1.png"),
        (doc("x" * 20, pictures=b"kop" + encoded(screenshot(LINES)) + b"staart"), "1.png"),
        (doc("x" * 20, pictures=b"kop" + encoded(screenshot(LINES), "JPEG")), "1.jpg"),
        (zipped({"a.png": encoded(screenshot(LINES))}), "a.png"),
        (
            rb"{\rtf1 x{\pict\pngblip\picw9 " + encoded(screenshot(LINES)).hex().encode() + b"}}",
            "1.png",
        ),
    ],
    ids=["docx", "pptx", "doc png", "doc jpeg", "zip", "rtf"],
)
def test_a_screenshot_inside_a_document_is_read(data: bytes, inner: str) -> None:
    content = read(data)
    assert content.examined
    assert [one.name for one in content.inner] == [inner]
    at = content.text.index(BSN)
    assert content.boxes(at, at + len(BSN)) == ()
    assert len(content.boxes(at, at + len(BSN), inner=0)) == 1


@pytest.mark.server
@pytest.mark.usefixtures("ocr_there")
@pytest.mark.parametrize("text", ["", "Hieronder een schermafdruk van het scherm.\nHet gaat fout."])
def test_a_picture_on_a_page_of_a_pdf_is_read_in_points(text: str) -> None:
    pages = (text, screenshot(LINES, letters=24)) if text else (screenshot(LINES, letters=24),)
    content = read(pdf(*pages))
    at = content.text.index(BSN)
    ((page, x0, y0, x1, y1),) = content.boxes(at, at + len(BSN))
    assert page == len(pages)
    assert 28 < x0 < x1 < 540  # the picture is 180 mm wide, 10 mm from the left
    assert 5 < y1 - y0 < 25


SEEN = [
    encoded(photo(512)),
    encoded(photo(200), "JPEG", quality=80),
    encoded(photo(1600), "JPEG", quality=85),
    encoded(photo(400).convert("L")),
]


@pytest.mark.parametrize("data", SEEN, ids=["512", "200 jpeg", "1600 jpeg", "grey"])
def test_a_face_is_found_where_it_is(data: bytes) -> None:
    content = examine(data)
    (face,) = content.faces
    assert face.box is not None
    with Image.open(io.BytesIO(data)) as picture:
        x, y = ((face.box[n] + face.box[n + 2]) / 2 / picture.width for n in (0, 1))
    assert 0.38 < x < 0.5
    assert 0.15 < y < 0.3


@pytest.mark.parametrize("shows", [True, False])
def test_faces_are_told_from_other_patches(shows: bool) -> None:
    """A hundred faces of Labeled Faces in the Wild, and a hundred patches of their backgrounds."""
    patches = np.load(SHIPPED / "lfw_subset.npy")
    patches = patches[:100] if shows else patches[100:]
    found = 0
    for patch in patches:
        picture = Image.new("RGB", (260, 260), (120, 110, 100))
        face = Image.fromarray((patch * 255).astype(np.uint8))
        picture.paste(face.resize((130, 130), Image.Resampling.BICUBIC), (65, 65))
        found += bool(faces.find(picture, drawn=False))
    assert found >= 90 if shows else found <= 1


def test_a_photo_in_a_screenshot_is_found() -> None:
    screen = screenshot(LINES, size=(1280, 800))
    screen.paste(photo(260), (900, 300))
    (face,) = examine(encoded(screen)).faces
    assert face.box is not None
    assert 900 < face.box[0] < face.box[2] < 1160


@pytest.mark.parametrize(
    "name",
    ["chelsea.png", "coffee.png", "rocket.jpg", "motorcycle_left.png", "page.png", "text.png", "brick.png",
     "grass.png", "gravel.png", "coins.png", "moon.png", "hubble_deep_field.jpg", "retina.jpg", "ihc.png",
     "cell.png", "horse.png", "phantom.png", "color.png"],
)  # fmt: skip
def test_what_is_no_person_has_no_face(name: str) -> None:
    assert examine((SHIPPED / name).read_bytes()).faces == ()


@pytest.mark.parametrize("dark", [False, True])
def test_a_screen_has_no_face(dark: bool) -> None:
    busy = screenshot(LINES * 3, size=(1600, 1000), letters=14, dark=dark)
    draw = ImageDraw.Draw(busy)
    for number in range(12):  # icons with two eyes and a mouth
        x, y = 700 + number % 4 * 150, 100 + number // 4 * 150
        draw.ellipse((x, y, x + 100, y + 120), fill=(235, 190, 160))
        draw.ellipse((x + 25, y + 40, x + 38, y + 50), fill="black")
        draw.ellipse((x + 62, y + 40, x + 75, y + 50), fill="black")
        draw.arc((x + 30, y + 70, x + 70, y + 100), 0, 180, fill="black", width=4)
    assert examine(encoded(busy)).faces == ()


def test_where_a_photo_was_taken_is_told() -> None:
    assert examine(with_place(photo(300))).gps
    assert not examine(encoded(photo(300), "JPEG")).gps
    assert examine(zipped({"a.jpg": with_place(photo(300))})).gps


def test_without_ocr_a_picture_is_not_examined_but_its_faces_are_seen() -> None:
    content = examine(ASTRONAUT.read_bytes())
    assert (content.examined, content.reason, len(content.faces)) == (False, Reason.NO_OCR, 1)


@pytest.mark.parametrize(
    "picture",
    [Image.new("RGB", (1, 1)), Image.new("RGB", (60, 60), "red"), Image.new("RGB", (900, 700), "#eee"),
     Image.new("RGB", (400, 10), "black")],
    ids=["pixel", "icon", "one colour", "line"],
)  # fmt: skip
def test_there_is_nothing_to_read_in_a_pixel(picture: Image.Image) -> None:
    content = examine(encoded(picture))
    assert (content.examined, content.reason) == (True, Reason.NOTHING_TO_READ)


@pytest.mark.server
@pytest.mark.usefixtures("ocr_there")
@pytest.mark.parametrize("threshold", [0, 2])
def test_the_library_and_the_command_read_the_same(threshold: int) -> None:
    engine = tesseract_library.engine(READING.ocr_languages)
    assert engine is not None
    picture = screenshot(LINES, letters=24).convert("L")
    by_library = engine.table(picture, segmentation=11, threshold=threshold)
    assert by_library == ocr.by_command(picture, READING.ocr_languages, threshold=threshold)
    assert BSN in by_library


@pytest.mark.server
@pytest.mark.usefixtures("ocr_there")
def test_nothing_of_a_picture_stays_in_the_library() -> None:
    other = encoded(screenshot(["Heel andere woorden, 06-87654321"] * 8, letters=15))
    first = read(encoded(screenshot(LINES)))
    read(other)
    assert read(encoded(screenshot(LINES))) == first


@pytest.mark.server
@pytest.mark.usefixtures("ocr_there")
def test_without_the_library_the_command_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract_library, "_NAMES", ("libtesseract-that-nobody-has.so",))
    tesseract_library.engine.cache_clear()
    try:
        assert tesseract_library.engine(READING.ocr_languages) is None
        assert f"BSN: {BSN}" in read(encoded(screenshot(LINES))).text
    finally:
        tesseract_library.engine.cache_clear()


@pytest.mark.server
@pytest.mark.usefixtures("ocr_there")
def test_languages_that_nobody_has_begin_no_library() -> None:
    try:
        assert tesseract_library.engine(("zzz",)) is None
    finally:
        tesseract_library.engine.cache_clear()


def moving(*shown: Image.Image) -> bytes:
    first, *others = shown
    return encoded(first, "GIF", save_all=True, append_images=others, duration=300)


@pytest.mark.server
@pytest.mark.usefixtures("ocr_there")
def test_a_moving_picture_is_read_where_it_shows_something_else() -> None:
    still, said = screenshot(["Eerste beeld"]), screenshot(LINES)
    content = read(moving(still, still, said, said))
    assert content.examined
    assert content.text.count("Eerste beeld") == 1
    assert content.text.count(BSN) == 1
    at = content.text.index(BSN)
    assert {spot.page for spot in content.spots(at, at + len(BSN))} == {2}


@pytest.mark.server
@pytest.mark.usefixtures("ocr_there")
def test_a_film_of_too_many_pictures_is_not_examined_wholly() -> None:
    limits = ReadLimits(ocr_languages=("nld",), ocr_pages=2)
    shots = [screenshot([f"Beeld nummer {one * 1111}"]) for one in range(1, 4)]
    content = examine(moving(*shots), limits=limits)
    assert (content.examined, content.reason) == (False, Reason.TOO_MANY_PAGES)
