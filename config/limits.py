"""`[limits]`: bounds on what a stranger can make us do."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from config.section import Section


class Parsing(Section):
    """How much of one mail is read, `[limits.parse]`; what exceeds it is cut and leaves a defect.

    Sizes in bytes, `text_chars` in characters. The upper bounds keep to what the parser can bear:
    it goes one Python call deeper for each container, and reads parameters in quadratic time.
    """

    header_bytes: Annotated[int, Field(ge=16_384, le=50_000_000)] = 1_000_000
    field_bytes: Annotated[int, Field(ge=1_000, le=1_000_000)] = 64_000
    parameter_bytes: Annotated[int, Field(ge=1_000, le=32_768)] = 8_192  # of one Content-Type
    parts: Annotated[int, Field(ge=10, le=100_000)] = 1_000
    nested: Annotated[int, Field(ge=5, le=150)] = 100  # multiparts and attached mails
    text_chars: Annotated[int, Field(ge=1_000, le=50_000_000)] = 1_000_000
    addresses: Annotated[int, Field(ge=10, le=100_000)] = 2_000  # in one field


class Attachments(Section):
    """Whether attachments are searched for personal data, and bounds on what one may take.

    Sizes in bytes, unless it says otherwise. `seconds` is for one attachment, `mail_seconds` for
    all of a mail; `memory_bytes` is the whole address space of the process that reads. `languages`
    are those of OCR by Tesseract's names; those that are not installed are left out.
    """

    examine: bool = True
    bytes: Annotated[int, Field(ge=1024)] = 50_000_000
    seconds: Annotated[int, Field(ge=1, le=3600)] = 60
    mail_seconds: Annotated[int, Field(ge=1, le=3600)] = 240
    memory_bytes: Annotated[int, Field(ge=500_000_000)] = 2_000_000_000
    chars: Annotated[int, Field(ge=1000, le=5_000_000)] = 500_000
    pages: Annotated[int, Field(ge=1)] = 300
    ocr_pages: Annotated[int, Field(ge=0)] = 20
    pixels: Annotated[int, Field(ge=10_000)] = 60_000_000
    files: Annotated[int, Field(ge=1)] = 500
    nested: Annotated[int, Field(ge=0, le=20)] = 4
    unpacked_bytes: Annotated[int, Field(ge=1024)] = 200_000_000
    languages: tuple[Annotated[str, Field(pattern=r"^[A-Za-z_]{2,20}$")], ...] = ("nld", "fra")


class Limits(Section):
    """Bounds on what a stranger can make us do. Sizes in bytes."""

    mail_bytes: Annotated[int, Field(ge=1024)] = 50_000_000
    chunk_mails: Annotated[int, Field(ge=1, le=500)] = 100
    chunk_bytes: Annotated[int, Field(ge=1024)] = 64_000_000
    processes: Annotated[int, Field(ge=0, le=256)] = 0  # 0: as many as there are cores
    attempts_days: Annotated[float, Field(gt=0, le=30)] = 5
    parse: Parsing = Parsing()
    attachments: Attachments = Attachments()
