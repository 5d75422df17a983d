"""CSV files of many makes: the same lines, whatever program wrote them."""

from __future__ import annotations

import pytest

from config.errors import PermanentError
from worker.people.table import Fault, Line, is_formula, read

CELLS = (("Organisatie", "E-mail", "Naam"), ("Crèche Zon", "ann@zon.example", "Zoë"))


def _file(sign: str, end: str = "\r\n") -> str:
    return end.join(sign.join(line) for line in CELLS) + end


def _cells(raw: bytes) -> list[tuple[str, ...]]:
    return [one.cells for one in read(raw) if isinstance(one, Line)]


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(_file(";").encode("cp1252"), id="Excel, save as CSV, in the Netherlands"),
        pytest.param(_file(";").encode("utf-8-sig"), id="Excel, CSV UTF-8"),
        pytest.param(_file("\t").encode("utf-16"), id="Excel, Unicode text"),
        pytest.param(_file("\t").encode("utf-16-le"), id="UTF-16 without a BOM"),
        pytest.param(_file("\t").encode("utf-16-be"), id="the other one"),
        pytest.param(b"\xfe\xff" + _file(",").encode("utf-16-be"), id="big-endian with a BOM"),
        pytest.param(_file(";").encode("utf-32"), id="UTF-32"),
        pytest.param(_file(",", "\n").encode(), id="Google Sheets"),
        pytest.param(_file(",", "\r").encode(), id="an old Macintosh"),
        pytest.param(_file("\t", "\n").encode(), id="copied from a spreadsheet"),
        pytest.param(b"sep=;\r\n" + _file(";").encode(), id="Exact, with the sign above"),
        pytest.param(
            b'"Organisatie","E-mail","Naam"\n"Cr\xc3\xa8che Zon","ann@zon.example","Zo\xc3\xab"',
            id="all quoted, no last line end",
        ),
        pytest.param(
            (
                '\n\n;;\nOrganisatie ; E-mail;Naam\n\n\'Crèche  Zon; ann@zon.example;="Zoë"\n;;\n'
            ).encode(),
            id="blank lines, blanks, text marks",
        ),
    ],
)
def test_the_same_lines(raw: bytes) -> None:
    assert _cells(raw) == list(CELLS)


def test_a_line_is_numbered_as_an_editor_does() -> None:
    raw = b'sep=;\norganisatie;naam\n\n"Zon\nen Maan";"a;""b"""\nSter;c\n'
    found = [(one.number, one.cells) for one in read(raw) if isinstance(one, Line)]
    assert found == [
        (2, ("organisatie", "naam")),
        (4, ("Zon en Maan", 'a;"b"')),
        (6, ("Ster", "c")),
    ]


@pytest.mark.parametrize(
    ("header", "sign"),
    [
        ("organisatie;naam, voluit;email", ";"),
        ("organisatie,naam; voluit,email", ","),
        ('"organisatie;x",email', ","),
        ("een;twee,drie\tvier", ";"),  # nothing is known: the most cells, of two equals the first
    ],
)
def test_the_sign_is_the_one_that_makes_sense(header: str, sign: str) -> None:
    (found,) = read(header.encode())
    assert isinstance(found, Line)
    assert len(found.cells) == len(header.replace('"organisatie;x"', "o").split(sign))


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b'organisatie,email\nZon,"a@zon.example\nMaan,b@maan.example\n', 2),
        (b'organisatie,email\nZon,a@zon.example\nMaan,"b"@maan.example\n', 3),
    ],
)
def test_what_is_quoted_wrongly_ends_the_file(raw: bytes, line: int) -> None:
    *_, last = read(raw)
    assert isinstance(last, Fault)
    assert last.line == line
    assert "maan" not in str(last).lower()


@pytest.mark.parametrize(
    "raw",
    [b"PK\x03\x04\x14\x00\x06\x00", b"\x81\x8d\x8f", b"\xff\xfe\x00\xd8\x00", b"a\x00b\x00\xff"],
)
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(PermanentError, match="save it as CSV"):
        list(read(raw))


@pytest.mark.parametrize(
    ("cell", "holds"),
    [
        ("=1+1", True),
        ('=HYPERLINK("http://x.example")', True),
        ("@SUM(A1)", True),
        ("+31612345678", True),
        ("-2+3", True),
        ("+cmd|' /C calc'!A0", True),
        ("-", False),
        ("Zon = Maan", False),
        ("+Kids", False),
        ("- Zon", False),
        ("0042", False),
        ("Ann@Zon", False),
    ],
)
def test_formulas(cell: str, holds: bool) -> None:
    assert is_formula(cell) is holds
