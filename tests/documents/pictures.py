"""Pictures: screenshots with text in a real font, and the photos that scikit-image ships."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import skimage.data
from PIL import Image, ImageDraw, ImageFont

SHIPPED = Path(skimage.data.__path__[0])
ASTRONAUT = SHIPPED / "astronaut.png"  # Eileen Collins, by NASA, in the public domain


def screenshot(
    lines: Sequence[str],
    *,
    size: tuple[int, int] = (900, 500),
    letters: int = 16,
    dark: bool = False,
) -> Image.Image:
    """A screen with a coloured bar and these lines."""
    paper, ink = ((30, 30, 30), (230, 230, 230)) if dark else ((255, 255, 255), (40, 40, 40))
    picture = Image.new("RGB", size, paper)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(letters)
    draw.rectangle((0, 0, size[0], 40), fill=(0, 90, 160))
    draw.text((20, 10), "Planning - overzicht", font=font, fill="white")
    for number, line in enumerate(lines):
        draw.text((60, 70 + number * letters * 2), line, font=font, fill=ink)
    return picture


def encoded(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def photo(side: int = 512) -> Image.Image:
    """A portrait."""
    with Image.open(ASTRONAUT) as picture:
        return picture.convert("RGB").resize((side, side), Image.Resampling.LANCZOS)


def with_place(picture: Image.Image) -> bytes:
    """A JPEG that says where it was taken."""
    exif = Image.Exif()
    gps = exif.get_ifd(0x8825)
    gps.update({1: "N", 2: (52.0, 5.0, 30.0), 3: "E", 4: (5.0, 7.0, 12.0)})
    return encoded(picture, "JPEG", exif=exif, quality=88)
