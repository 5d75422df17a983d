"""Workbooks (.xlsx, .xlsb, .xls, .ods): every cell of every sheet, hidden ones too.

Cells are read by calamine (docs/adr/0029); notes, text boxes and pictures stand in the zip beside.
"""

from __future__ import annotations

import io
import re

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    ZipError,
)

from ingest.contents.carve import has_picture
from ingest.contents.cells import put_row, written
from ingest.contents.content import Reason, Spot
from ingest.contents.package import Package
from ingest.contents.paper import Paper, Unreadable
from ingest.contents.slides import read_drawing
from ingest.contents.word import read_media

_NOTES = re.compile(r"xl/(?:comments\d*|comments/\w+|threadedComments/\w+|drawings/\w+)\.xml")


def read(data: bytes, paper: Paper) -> None:
    """The cells of a workbook of the zip kind, then what stands beside them."""
    read_cells(data, paper)
    package = Package(data, paper)
    for name in package.names("xl/"):
        if _NOTES.fullmatch(name):
            read_drawing(package.read(name), paper, Spot())
    read_media(package, paper, "xl/media/", "xl/embeddings/", "Pictures/", "media/")


def read_old(data: bytes, paper: Paper) -> None:
    """A workbook of before 2007: its cells; pictures in it lie in pieces and are not read."""
    read_cells(data, paper)
    if has_picture(data):
        paper.lacks(Reason.UNKNOWN_TYPE)


def read_cells(data: bytes, paper: Paper) -> None:
    """The cells alone."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise Unreadable(Reason.ENCRYPTED) from error
    except (CalamineError, ZipError, OSError) as error:
        raise Unreadable(Reason.BROKEN) from error
    for number, sheet in enumerate(book.sheets_metadata, 1):
        paper.line()
        paper.put(f"{sheet.name}\n", Spot(page=number))
        if sheet.typ is SheetTypeEnum.WorkSheet:
            _sheet(book, number, paper)


def _sheet(book: CalamineWorkbook, number: int, paper: Paper) -> None:
    try:
        rows = book.get_sheet_by_index(number - 1).to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        raise Unreadable(Reason.BROKEN) from error
    for at, row in enumerate(rows, 1):
        if any(cell != "" for cell in row):
            put_row([written(cell) for cell in row], paper, row=at, page=number)
