"""Files that are small and want to be large, and other traps."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image

from tests.documents.office import docx, pptx, xlsx, zipped
from tests.documents.pdfs import raw_pdf
from tests.documents.pictures import encoded

_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><w:document xmlns:w='w'><w:p><w:t>&j;</w:t></w:p></w:document>"
)


def bombs() -> Iterator[tuple[str, bytes]]:
    """File name and bytes of each trap."""
    yield "thousandfold.zip", zipped({f"{n}.txt": bytes(60_000_000) for n in range(5)})
    yield "quine.zip", nested_zip(12)
    yield "wide.zip", zipped({f"{n}": "" for n in range(20_000)})
    yield "thousandfold.gz", gzip.compress(bytes(400_000_000))
    yield "thousandfold.xz", lzma.compress(bytes(400_000_000), preset=0)
    yield (
        "greedy.xz",
        lzma.compress(b"x", filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 30}]),
    )
    yield "sparse.tar", lying_tar()
    yield "path.zip", zipped({"../../etc/passwd": "x", "/abs": "y", "C:\\z": "z"})
    yield "laughs.docx", docx(parts={"word/document.xml": _LAUGHS})
    yield "laughs.pptx", pptx(parts={"ppt/slides/slide1.xml": _LAUGHS})
    yield "deep.docx", docx(parts={"word/document.xml": "<a>" * 300_000 + "</a>" * 300_000})
    yield "endless.docx", docx(*("woord " * 20_000 for _ in range(100)))
    yield "wide.xlsx", sparse_xlsx()
    yield "tall.xlsx", xlsx([["x" * 30_000] * 40 for _ in range(40)])
    yield "pages.pdf", many_pages(1_000_000)
    yield (
        "objects.pdf",
        raw_pdf(
            ["<</Type/Catalog /Pages 2 0 R>>", "<</Type/Pages /Kids[] /Count 0>>"]
            + ["<<>>"] * 300_000
        ),
    )
    yield "stream.pdf", squeezed_pdf()
    yield "huge.pdf", raw_pdf([
        "<</Type/Catalog /Pages 2 0 R>>",
        "<</Type/Pages /Kids[3 0 R] /Count 1>>",
        "<</Type/Page /Parent 2 0 R /MediaBox [0 0 14400000 14400000] /Contents 4 0 R>>",
        "<</Length 22>>\nstream\n0 0 1000000 9000000 re f\nendstream",
    ])  # fmt: skip
    yield "huge.png", png_header(100_000, 100_000)
    yield "large.png", flat_png(30_000, 30_000)
    yield "frames.gif", gif_frames(600)
    yield "deep.html", b"<div>" * 500_000 + b"x"
    yield "deep.rtf", b"{\\rtf1" + b"{" * 1_000_000
    yield "deep.eml", b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 5_000
    yield "wide.csv", b";" * 5_000_000
    yield "long.csv", b'"' + b"a;b\n" * 1_000_000


def nested_zip(depth: int) -> bytes:
    """A zip in a zip in a zip …, two of them on each floor."""
    data = zipped({"x.txt": "x"})
    for _ in range(depth):
        data = zipped({"a.zip": data, "b.zip": data})
    return data


def lying_tar() -> bytes:
    """A tar that says its one file has a terabyte."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("x"), io.BytesIO(b""))
    raw = bytearray(out.getvalue())
    raw[124:136] = b"77777777777\0"
    raw[148:156] = b" " * 8
    raw[148:156] = b"%06o\0 " % sum(raw[:512])
    return bytes(raw)


def sparse_xlsx() -> bytes:
    """A workbook whose two cells stand as far apart as Excel allows: 17 thousand million cells."""
    source = zipfile.ZipFile(io.BytesIO(xlsx([["a"]])))
    files = {name: source.read(name) for name in source.namelist()}
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    rows += b'<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    files["xl/worksheets/sheet1.xml"] = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + rows
        + b"</sheetData></worksheet>"
    )
    return zipped(files)


def many_pages(count: int) -> bytes:
    """A PDF that says it has so many pages, all of them the same one."""
    kids = " ".join(["3 0 R"] * 5_000)
    return raw_pdf([
        "<</Type/Catalog /Pages 2 0 R>>",
        f"<</Type/Pages /Kids[{kids}] /Count {count}>>",
        "<</Type/Page /Parent 2 0 R /MediaBox [0 0 10 10]>>",
    ])  # fmt: skip


def squeezed_pdf() -> bytes:
    """A page whose drawing is a hundred megabytes long when it is unpacked."""
    packed = zlib.compress(b"0 0 1 1 re f\n" * 8_000_000, 1).decode("latin-1")
    return raw_pdf([
        "<</Type/Catalog /Pages 2 0 R>>",
        "<</Type/Pages /Kids[3 0 R] /Count 1>>",
        "<</Type/Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R>>",
        f"<</Length {len(packed)} /Filter/FlateDecode>>\nstream\n{packed}\nendstream",
    ])  # fmt: skip


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def png_header(width: int, height: int) -> bytes:
    """The beginning of a picture of this size, and nothing of the picture."""
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", size) + _chunk(b"IDAT", zlib.compress(b""))


def flat_png(width: int, height: int) -> bytes:
    """A whole picture of one colour: 900 million pixels in less than a megabyte."""
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\0\0\0\0"
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(width + 1)) for _ in range(height)) + packer.flush()
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", size) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")
    )


def gif_frames(count: int) -> bytes:
    """A moving picture of many frames."""
    frames = [Image.new("L", (120, 120), number % 256) for number in range(count)]
    return encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
