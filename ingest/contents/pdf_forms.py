"""What people wrote into a PDF: the fields of forms, and notes, which are no part of its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import Array, byref, c_ushort
from functools import partial

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.contents.layout import Line, Word
from ingest.contents.pdf_words import shown

_MOST = 2_000  # annotations of one page
_NOTES = (pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_POPUP)


def lines(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[Line]:
    """Each field with its name before it, each note for itself; every word has the whole box."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            said = _said(document, annotation)
            if said:
                yield _line(page, annotation, said)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _said(document: pypdfium2.PdfDocument, annotation: pdfium.FPDF_ANNOTATION) -> str:
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind in _NOTES:
        return _text(partial(pdfium.FPDFAnnot_GetStringValue, annotation, b"Contents"))
    form = document.formenv
    if kind != pdfium.FPDF_ANNOT_WIDGET or form is None:
        return ""
    value = _text(partial(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation))
    name = _text(partial(pdfium.FPDFAnnot_GetFormFieldName, form, annotation))
    return f"{name}: {value}" if value else ""


def _text(read: Callable[[Array[c_ushort] | None, int], int]) -> str:
    """A string of pdfium: asked for twice, first for its size in bytes, UTF-16 with a zero."""
    size = read(None, 0)
    if size <= 2:
        return ""
    buffer = (c_ushort * (size // 2))()
    read(buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _line(page: pypdfium2.PdfPage, annotation: pdfium.FPDF_ANNOTATION, said: str) -> Line:
    rectangle = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, byref(rectangle))
    (ax, ay) = shown(page, rectangle.left, rectangle.bottom)
    (bx, by) = shown(page, rectangle.right, rectangle.top)
    box = (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
    return [Word(word, *box) for word in said.split()]
