"""How much of an attachment is read; what lies beyond is not examined, and its Content says so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Bounds for one attachment with all that it holds.

    `chars` of text, `pages` of a PDF, `ocr_pages` pictures that are read by OCR, `pixels` of one
    picture, `files` inside archives and mails, `nested` archives in archives, `unpacked` bytes in
    all. `ocr_languages` are Tesseract's names, the first one counts most; none means no OCR.
    """

    bytes: int = 50_000_000
    chars: int = 500_000
    pages: int = 300
    ocr_pages: int = 20
    pixels: int = 60_000_000
    files: int = 500
    nested: int = 4
    unpacked: int = 200_000_000
    ocr_languages: tuple[str, ...] = ()
