"""Which files go with an answer: as many that may as that may not."""

from __future__ import annotations

import pytest

from config.codes import DataKind
from ingest.contents.content import Reason
from notify.files import File, No, Shown, StaysBehind, fit, sent_anyway
from notify.programs import is_program

PDF = "application/pdf"
PIXELS = b"\x89PNG\r\n\x1a\n" + bytes(100)


def a_file(name: str = "handleiding.pdf", kind: str = PDF, **more: object) -> File:
    given: dict[str, object] = {"label": name, "body": b"%PDF-1.7", **more}
    return File(name=name, content_type=kind, **given)  # type: ignore[arg-type]


def left(*files: File, most: int = 10, anyway: bool = False) -> list[No]:
    try:
        assert fit(files, most=most, anyway=anyway) == files
    except StaysBehind as stays:
        return [one.why for one in stays.left]
    return []


@pytest.mark.parametrize(
    ("file", "why", "anyway"),
    [
        (a_file(), None, None),
        (a_file("export.csv", "text/csv", body=b"a;b"), None, None),
        (a_file("scherm.png", "image/png", body=PIXELS, shown=Shown("[afbeelding 1]")), None, None),
        (a_file("macro.xlsm", "application/vnd.ms-excel"), None, None),
        (a_file("alles.zip", "application/zip", inner=("map/handleiding.pdf",)), None, None),
        (a_file("leeg.txt", "text/plain", body=b""), None, None),
        (a_file(found=(DataKind.BSN,)), No.PERSONAL_DATA, None),
        (a_file(unread=Reason.ENCRYPTED), No.UNREAD, None),
        (a_file("setup.exe", "application/octet-stream"), No.PROGRAM, No.PROGRAM),
        (a_file("factuur.pdf", PDF, body=b"MZ\x90\x00"), No.PROGRAM, No.PROGRAM),
        (
            a_file("alles.zip", "application/zip", inner=("a/b/foto.jpg.js",)),
            No.PROGRAM,
            No.PROGRAM,
        ),
        (a_file("oud.eml", "message/rfc822"), No.MAIL, No.MAIL),
        (a_file("oud.msg", "application/vnd.ms-outlook"), No.MAIL, No.MAIL),
        (a_file("", "image/png", body=b"", shown=Shown("")), No.IN_THE_PAGE, No.IN_THE_PAGE),
        # A program is one, whatever it holds.
        (a_file("a.exe", found=(DataKind.BSN,), unread=Reason.BROKEN), No.PROGRAM, No.PROGRAM),
    ],
)
def test_each_file_by_itself(file: File, why: No | None, anyway: No | None) -> None:
    assert left(file) == ([why] if why else [])
    assert left(file, anyway=True) == ([anyway] if anyway else [])
    assert left(a_file("b.txt"), file, a_file("c.txt")) == ([why] if why else [])


def test_all_together_may_not_be_too_much() -> None:
    half = a_file(body=bytes(5_000_000))
    assert left(half, half) == []
    assert left(half, half, a_file(body=b"x")) == [No.TOO_LARGE]
    assert left(half, half, a_file(body=b"x"), anyway=True) == [No.TOO_LARGE]
    assert left(half, half, a_file(body=b"x"), most=11) == []


def test_what_is_told_names_no_file() -> None:
    files = [
        a_file("Jansen.pdf", found=(DataKind.BSN, DataKind.ADDRESS)),
        a_file("Jansen.zip", unread=Reason.ENCRYPTED),
    ]
    with pytest.raises(StaysBehind) as stays:
        fit(files, most=10)
    assert str(stays.value) == (
        "not every file can go along: file 1 holds personal data (bsn, address), file 2 could not "
        "be searched for personal data (encrypted); send it --anyway and say --why"
    )
    assert "Jansen" not in repr(stays.value.left)
    with pytest.raises(StaysBehind, match=r"they are more than 1 MB together$"):
        fit([a_file(body=bytes(1_000_001))], most=1)


def test_what_went_all_the_same_is_told() -> None:
    files = [
        a_file(found=(DataKind.HEALTH, DataKind.BSN)),
        a_file(found=(DataKind.BSN,), unread=Reason.TOO_LONG),
    ]
    assert sent_anyway(files) == ("bsn", "health", "unread")
    assert sent_anyway([a_file()]) == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("setup.exe", True),
        ("SETUP.EXE", True),
        ("foto.jpg.scr", True),
        ("setup.exe. ", True),
        ("map\\start.lnk", True),
        ("start.js:kop.txt", True),
        ("exe", False),
        ("exe.pdf", False),
        ("handleiding setup.exe.docx", False),
        ("data.json", False),
        ("pagina.html", False),
        ("README", False),
        ("agenda.ics", False),
    ],
)
def test_programs_by_name(name: str, expected: bool) -> None:
    assert is_program(name) is expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"MZ\x90", True),
        (b"\x7fELF\x02", True),
        (b"#!/bin/sh\n", True),
        (b"%PDF-1.7", False),
        (b"# Titel\n", False),
    ],
)
def test_programs_by_what_they_are(body: bytes, expected: bool) -> None:
    assert is_program("tekst.txt", "text/plain", body) is expected
