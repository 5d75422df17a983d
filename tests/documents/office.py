"""Office documents: the zip kind, by their XML, and the old kind, by their records."""

from __future__ import annotations

import datetime
import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

import openpyxl
from openpyxl.comments import Comment

from tests.outlook_files import Node, compound

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx(
    *paragraphs: str,
    rows: Sequence[Sequence[str]] = (),
    parts: Mapping[str, bytes | str] | None = None,
) -> bytes:
    """A Word document of paragraphs and one table; `parts` are further members of the zip."""
    body = "".join(_paragraph(text) for text in paragraphs)
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    table = f"<w:tbl>{cells}</w:tbl>" if rows else ""
    return zipped({
        "[Content_Types].xml": _TYPES,
        "word/document.xml": word_part("document", f"<w:body>{body}{table}</w:body>"),
        **(parts or {}),
    })  # fmt: skip


def word_part(name: str, inside: str) -> str:
    return f'<?xml version="1.0"?><w:{name} xmlns:w="{_W}">{inside}</w:{name}>'


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def pptx(*slides: str, parts: Mapping[str, bytes | str] | None = None) -> bytes:
    """A presentation, a text a slide."""
    shown = {
        f"ppt/slides/slide{number}.xml": f'<p:sld xmlns:p="urn:p" xmlns:a="{_A}">'
        f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>"
        for number, text in enumerate(slides, 1)
    }
    return zipped({"[Content_Types].xml": _TYPES, **shown, **(parts or {})})


def odt(
    *paragraphs: str, manifest: str = "<manifest/>", rows: Sequence[Sequence[str]] = ()
) -> bytes:
    """An OpenDocument text."""
    cells = "".join(
        "<table-row>"
        + "".join(f"<table-cell><p>{cell}</p></table-cell>" for cell in row)
        + "</table-row>"
        for row in rows
    )
    body = "".join(f"<text:p>{text}</text:p>" for text in paragraphs) + cells
    return _open_document(
        "text", f'<office xmlns:text="urn:t"><body>{body}</body></office>', manifest
    )


def ods(rows: Sequence[Sequence[str]]) -> bytes:
    """An OpenDocument sheet."""
    cells = "".join(
        "<table:table-row>" + "".join(map(_ods_cell, row)) + "</table:table-row>" for row in rows
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    return _open_document(
        "spreadsheet",
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Blad1">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>",
        "<manifest/>",
    )


def _ods_cell(text: str) -> str:
    return (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


def _open_document(kind: str, content: str, manifest: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return out.getvalue()


def xlsx(
    rows: Sequence[Sequence[object]], *, note: str = "", hidden: Sequence[Sequence[object]] = ()
) -> bytes:
    """A workbook of one sheet, perhaps with a note on A1 and a hidden second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, datetime.date):
                cell.number_format = "DD-MM-YYYY"
    if note:
        sheet["A1"].comment = Comment(note, "Sanne")
    if hidden:
        behind = book.create_sheet("Oud")
        behind.sheet_state = "hidden"
        for row in hidden:
            behind.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def doc(text: str, *, encrypted: bool = False, pictures: bytes = b"") -> bytes:
    """A Word 97 document of two pieces, one in cp1252 and one in UTF-16 ([MS-DOC])."""
    half = len(text) // 2
    narrow, wide = text[:half].encode("cp1252", "replace"), text[half:].encode("utf-16-le")
    start = 0x600
    stream = bytearray(start) + narrow + wide
    flags = 0x0200 | (0x0100 if encrypted else 0)
    struct.pack_into("<HH", stream, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", stream, 0x0A, flags)
    bounds = struct.pack("<3I", 0, half, len(text))
    pieces = struct.pack("<HIH", 0, start * 2 | 0x4000_0000, 0)
    pieces += struct.pack("<HIH", 0, start + len(narrow), 0)
    clx = b"\x02" + struct.pack("<I", len(bounds + pieces)) + bounds + pieces
    struct.pack_into("<II", stream, 0x01A2, 0, len(clx))
    nodes = [
        Node("1Table", clx.ljust(4096, b"\0")),
        Node("WordDocument", bytes(stream).ljust(4096, b"\0")),
    ]
    if pictures:
        nodes.append(Node("Data", pictures.ljust(4096, b"\0")))
    return compound(Node("Root Entry", None, nodes))


def ppt(*texts: str) -> bytes:
    """A PowerPoint 97 file: a text record for each text, narrow and wide in turn."""
    records = b""
    for number, text in enumerate(texts):
        kind, data = (
            (0x0FA0, text.encode("utf-16-le")) if number % 2 else (0x0FA8, text.encode("latin-1"))
        )
        records += struct.pack("<HHI", 0, kind, len(data)) + data
    stream = struct.pack("<HHI", 0xF, 0x03E8, len(records)) + records
    return compound(
        Node("Root Entry", None, [Node("PowerPoint Document", stream.ljust(4096, b"\0"))])
    )


def xls(rows: Sequence[Sequence[str | float]], *, tail: bytes = b"") -> bytes:
    """An Excel 97 workbook ([MS-XLS]): LABEL and NUMBER records; `tail` stands behind them."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    name = b"Blad1"
    sheet_at = len(begin) + 4 + 8 + len(name) + 4
    bound = record(0x0085, struct.pack("<IBBBB", sheet_at, 0, 0, len(name), 0) + name)
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if isinstance(cell, str):
                data = struct.pack("<HHHHB", y, x, 0, len(cell), 1) + cell.encode("utf-16-le")
                sheet += record(0x0204, data)
            else:
                sheet += record(0x0203, struct.pack("<HHHd", y, x, 0, cell))
    stream = begin + bound + record(0x000A, b"") + sheet + record(0x000A, b"") + tail
    return compound(Node("Root Entry", None, [Node("Workbook", stream.ljust(4096, b"\0"))]))
