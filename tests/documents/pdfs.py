"""PDFs: with a text layer, without, turned, with a form, encrypted, huge."""

from __future__ import annotations

from collections.abc import Sequence

from fpdf import FPDF
from PIL import Image


def pdf(
    *pages: str | Image.Image, password: str = "", attached: dict[str, bytes] | None = None
) -> bytes:
    """A page for each text (its lines below each other) and for each picture."""
    document = FPDF()
    document.set_font("helvetica", size=12)
    if password:
        document.set_encryption(owner_password="eigenaar", user_password=password)
    for page in pages:
        document.add_page()
        if isinstance(page, Image.Image):
            document.image(page, x=10, y=20, w=180)
        else:
            for line in page.split("\n"):
                for number, cell in enumerate(line.split("\t")):
                    document.set_x(10 + 60 * number)
                    document.cell(60, 8, cell)
                document.ln(8)
    for name, data in (attached or {}).items():
        document.embed_file(basename=name, bytes=data)
    return bytes(document.output())


def raw_pdf(objects: Sequence[str], *, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    at = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    out += f"trailer <</Size {len(objects) + 1} /Root {root} 0 R>>\nstartxref\n{at}\n%%EOF".encode()
    return bytes(out)


def page_of(text: str, *, extra: str = "", box: str = "[0 0 400 200]", catalog: str = "") -> bytes:
    """One page with a line of text at (40, 100); `extra` goes into the page, such as /Rotate 90."""
    stream = f"BT /F1 14 Tf 40 100 Td ({text}) Tj ET"
    return raw_pdf([
        f"<</Type/Catalog /Pages 2 0 R {catalog}>>",
        "<</Type/Pages /Kids[3 0 R] /Count 1>>",
        f"<</Type/Page /Parent 2 0 R /MediaBox {box} /Contents 4 0 R "
        f"/Resources<</Font<</F1 5 0 R>>>> {extra}>>",
        f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream",
        "<</Type/Font /Subtype/Type1 /BaseFont/Helvetica>>",
        "<</FT/Tx /Type/Annot /Subtype/Widget /T(bsn) /V(123456782) /Rect[40 40 200 60] /P 3 0 R>>",
        "<</Type/Annot /Subtype/Text /Contents(Bel Emma de Vries) /Rect[300 40 320 60]>>",
    ])  # fmt: skip
