"""Tesseract with the languages that tests read: no server, but a program to install."""

from __future__ import annotations

from ingest.contents import ocr
from tests.servers.process import ServerMissing

LANGUAGES = ("nld", "fra")


def tesseract() -> None:
    """ServerMissing, with the packages to install, unless it can read Dutch and French."""
    missing = [name for name in LANGUAGES if name not in ocr.languages()]
    if missing:
        packages = " ".join(f"tesseract-ocr-{name}" for name in missing)
        raise ServerMissing(f"no OCR (apt-get install tesseract-ocr {packages})")
