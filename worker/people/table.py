"""The bytes of a CSV file → lines of cells, whatever program wrote it.

Excel writes cp1252 with semicolons here, UTF-16 with tabs as "Unicode text", UTF-8 with a BOM as
"CSV UTF-8", and `sep=;` above it all; others write UTF-8 with commas (RFC 4180).
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from config.errors import PermanentError
from worker.people.headers import column_of

MOST_BYTES = 50_000_000
_DELIMITERS = ";,\t"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")  # in no text: a workbook, a picture
_SEPARATOR = re.compile(r'"?sep=.?"?[\r\n]+', re.IGNORECASE)
_TEXT_CELL = re.compile(r'="(.*)"')  # how Excel keeps the zeros of `00123`
_FORMULA = re.compile(r"[=@\t\r]|[+-](?=[\d(\"']|[A-Za-z]+[(!|])")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line (from 1, as an editor counts); None: with the file as a whole."""

    line: int | None
    what: str

    def __str__(self) -> str:
        return self.what if self.line is None else f"line {self.line}: {self.what}"


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one record, trimmed; `number` is the line that it begins on."""

    number: int
    cells: tuple[str, ...] = field(repr=False)


def read(raw: bytes) -> Iterator[Line | Fault]:
    """The header and every line after it that is not blank; PermanentError if there is none.

    After a fault of quoting nothing is read any more: where the next cell begins is not known.
    """
    text = _decoded(raw)
    said = _SEPARATOR.match(text)
    start = said.end() if said else 0
    before = text.count("\n", 0, start)
    body = text[start:]
    return _lines(body, _delimiter(body), before)


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would work this out instead of showing it."""
    return _FORMULA.match(cell) is not None


def _decoded(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise PermanentError(f"the file is larger than {MOST_BYTES // 1_000_000} MB")
    for encoding in _encodings(raw):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text) is None:
            return text
    raise PermanentError("the file is no text that we can read: save it as CSV in UTF-8")


def _encodings(raw: bytes) -> tuple[str, ...]:
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return (encoding,)
    if b"\x00" in raw[:200]:  # UTF-16 without a BOM: every other byte of Latin text is zero
        return ("utf-16-le",) if raw[:1] != b"\x00" else ("utf-16-be",)
    return "utf-8", "cp1252"


def _delimiter(text: str) -> str:
    """The sign between cells: the one with which most columns of the header are known."""
    return max(_DELIMITERS, key=lambda sign: _columns(text, sign))


def _columns(text: str, delimiter: str) -> tuple[int, int]:
    for line in _lines(text, delimiter, 0):
        if isinstance(line, Line):
            return sum(column_of(cell) is not None for cell in line.cells), len(line.cells)
        break
    return 0, 0


def _lines(text: str, delimiter: str, before: int) -> Iterator[Line | Fault]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number = before + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Fault(number, f"quotes or line ends are not right ({error})")
            return
        if any(cell.strip() for cell in cells):
            yield Line(number, tuple(_plain(cell) for cell in cells))


def _plain(cell: str) -> str:
    trimmed = " ".join(cell.split())
    found = _TEXT_CELL.fullmatch(trimmed)
    plain = found[1].strip() if found else trimmed.removeprefix("'")
    return "" if plain in {"-", "–"} else plain
