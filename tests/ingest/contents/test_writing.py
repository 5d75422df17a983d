"""Photos with writing are told from photos without."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageFilter

from ingest.contents.writing import shows_writing
from tests.documents.pictures import ASTRONAUT, SHIPPED, photo, screenshot

LETTER = ["Beste Sanne,", "Het BSN van Lieke is 123456782."] * 6


def photographed(picture: Image.Image, *, angle: float = 0, blur: float = 0.6) -> np.ndarray:
    """A screen or sheet of paper as a telephone sees it: uneven light, noise, not straight."""
    turned = (
        picture.convert("L").rotate(angle, fillcolor=200).filter(ImageFilter.GaussianBlur(blur))
    )
    light = np.linspace(0.5, 0.9, turned.width)[None, :]
    noise = np.random.default_rng(0).normal(0, 6, (turned.height, turned.width))
    return np.clip(np.asarray(turned) * light + 20 + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("angle", [-4, 0, 4])
@pytest.mark.parametrize(("side", "letters"), [(900, 16), (1600, 30), (4000, 60)])
@pytest.mark.parametrize("dark", [False, True])
def test_a_photo_of_a_letter_shows_writing(
    angle: float, side: int, letters: int, dark: bool
) -> None:
    picture = screenshot(LETTER, size=(side, side), letters=letters, dark=dark)
    assert shows_writing(photographed(picture, angle=angle))


def test_a_page_of_a_book_shows_writing() -> None:
    with Image.open(SHIPPED / "page.png") as page:
        assert shows_writing(np.asarray(page.convert("L")))


@pytest.mark.parametrize(
    "name",
    [ASTRONAUT.name, "chelsea.png", "coffee.png", "rocket.jpg", "camera.png", "brick.png",
     "hubble_deep_field.jpg", "moon.png", "retina.jpg", "clock_motion.png"],
)  # fmt: skip
def test_other_photos_show_none(name: str) -> None:
    with Image.open(SHIPPED / name) as picture:
        assert not shows_writing(np.asarray(picture.convert("L")))


@pytest.mark.parametrize("side", [100, 1500, 3464])
def test_a_portrait_shows_none_however_large(side: int) -> None:
    assert not shows_writing(np.asarray(photo(side).convert("L")))


@pytest.mark.parametrize("shape", [(16, 400), (400, 16), (20, 20)])
def test_small_pictures_are_no_trouble(shape: tuple[int, int]) -> None:
    assert not shows_writing(np.zeros(shape, dtype=np.uint8))
