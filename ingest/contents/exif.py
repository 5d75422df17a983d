"""What a camera writes into a picture: where it was taken (Exif 2.32, 4.6.6)."""

from __future__ import annotations

from PIL import ExifTags, Image

_LATITUDE = (ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSDestLatitude)


def has_place(picture: Image.Image) -> bool:
    """Whether the picture records a position; one of all zeros is none."""
    try:
        gps = picture.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    except (OSError, ValueError, TypeError, KeyError, SyntaxError):
        return False
    return any(_is_set(gps.get(tag)) for tag in _LATITUDE)


def _is_set(value: object) -> bool:
    return isinstance(value, tuple) and any(value)
