"""The text of each kind of document, and where its words stand."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from datetime import date
from email.message import EmailMessage

import pytest

from ingest.contents.content import Content, Reason
from ingest.contents.examine import examine
from tests.documents.office import doc, docx, ods, odt, ppt, pptx, word_part, xls, xlsx, zipped
from tests.outlook_files import STRING, msg

BSN = "123456782"
ROWS = [["naam", "geb.datum", "BSN"], ["Lieke van den Berg", "12-03-2021", BSN]]
SHEET = xlsx([["naam", "geb.datum", "BSN"], ["Lieke van den Berg", date(2021, 3, 12), int(BSN)]])


def a_mail(body: str, **attached: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"] = "Marieke Smit <marieke@post.example>"
    mail["To"] = "Sanne <sanne@kdv-zon.example>"
    mail["Subject"] = "Ziekmelding"
    mail.set_content(body)
    for name, data in attached.items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def a_tar(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


OUTLOOK = msg(
    {
        (0x0037, STRING): "Ziek",
        (0x1000, STRING): f"Zijn BSN is {BSN}.",
        (0x0C1A, STRING): "Marieke Smit",
    },
    [],
    [],
)

# file name, bytes, and what must stand in the text
READ = [
    ("notitie.txt", f"Zoë, BSN {BSN}".encode("cp1252"), f"Zoë, BSN {BSN}"),
    ("utf16.txt", f"BSN {BSN}".encode("utf-16"), f"BSN {BSN}"),
    ("utf16-zonder-merk.txt", f"BSN {BSN} hoort erbij".encode("utf-16-le"), f"BSN {BSN}"),
    ("pagina.html", f"<html><style>x</style><p>BSN&nbsp;<b>{BSN}</b></p>".encode(), BSN),
    ("zonder-kop.htm", f"<p>Naam</p><p>BSN {BSN}</p>".encode(), f"BSN {BSN}"),
    ("brief.rtf", rb"{\rtf1\ansi{\fonttbl x}Zo\'eb\par BSN 123456782}", f"Zoë\nBSN {BSN}"),
    ("lijst.csv", f"naam;bsn\nLieke Berg;{BSN}\n".encode(), f"Lieke Berg\t{BSN}"),
    ("lijst.csv", f'"naam","bsn"\r\n"Berg, Lieke","{BSN}"\r\n'.encode(), f"Berg, Lieke\t{BSN}"),
    ("export.xml", f"<?xml version='1.0'?><k><a:bsn>{BSN}</a:bsn><n>R&amp;D</n></k>".encode(), f"bsn: {BSN}"),
    ("tekening.svg", f"<svg><text x='1'>BSN {BSN}</text></svg>".encode(), f"BSN {BSN}"),
    ("kaart.vcf", f"BEGIN:VCARD\nFN:Lieke Berg\nNOTE:{BSN}\nEND:VCARD".encode(), BSN),
    ("brief.docx", docx("Beste desk,", f"BSN {BSN}"), f"Beste desk,\nBSN {BSN}"),
    ("tabel.docx", docx(rows=ROWS), f"Lieke van den Berg \t12-03-2021 \t{BSN}"),
    ("voet.docx", docx("x", parts={"word/footer1.xml": word_part("ftr", f"<w:p><w:t>{BSN}</w:t></w:p>")}), BSN),
    ("gewist.docx", docx("x", parts={"word/comments.xml": word_part("comments", f"<w:p><w:delText>{BSN}</w:delText></w:p>")}), BSN),
    ("dia.pptx", pptx("Een", f"BSN {BSN}"), f"BSN {BSN}"),
    ("brief.odt", odt("Een", f"BSN <text:span>{BSN}</text:span>"), f"BSN {BSN}"),
    ("tabel.odt", odt(rows=ROWS), f"12-03-2021 \t{BSN}"),
    ("oud.doc", doc(f"Beste desk,\rhet BSN van Zoë is {BSN}.\r"), f"Beste desk,\nhet BSN van Zoë is {BSN}."),
    ("oud.ppt", ppt("Eerste dia", f"BSN {BSN}"), f"BSN {BSN}"),
    ("oud.xls", xls([["naam", "bsn"], ["Lieke", float(BSN)]]), f"Lieke\t{BSN}"),
    ("blad.ods", ods(ROWS), f"12-03-2021\t{BSN}"),
    ("blad.xlsx", SHEET, f"Lieke van den Berg\t12-03-2021\t{BSN}"),
    ("noot.xlsx", xlsx([["a"]], note=f"BSN {BSN}"), f"BSN {BSN}"),
    ("verborgen.xlsx", xlsx([["a"]], hidden=[[f"BSN {BSN}"]]), f"BSN {BSN}"),
    ("mail.eml", a_mail(f"BSN {BSN}"), "Van: Marieke Smit <marieke@post.example>"),
    ("zonder-naam", a_mail(f"BSN {BSN}"), f"BSN {BSN}"),
    ("mail.msg", OUTLOOK, f"Zijn BSN is {BSN}."),
    ("mail-in-mail.eml", a_mail("zie bijlage", **{"a.csv": f"naam;bsn\nLieke;{BSN}".encode()}), BSN),
    ("map.zip", zipped({"Emma de Vries.txt": f"BSN {BSN}"}), f"Emma de Vries.txt\nBSN {BSN}"),
    ("zip-in-zip.zip", zipped({"a.zip": zipped({"b.docx": docx(BSN)})}), BSN),
    ("map.tar", a_tar("a/b.txt", f"BSN {BSN}".encode()), f"a/b.txt\nBSN {BSN}"),
    ("map.tar.gz", gzip.compress(a_tar("b.txt", BSN.encode())), BSN),
    ("b.txt.bz2", bz2.compress(BSN.encode()), BSN),
    ("b.txt.xz", lzma.compress(BSN.encode()), BSN),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "expected"), READ, ids=[name for name, _, _ in READ])
def test_text_is_read(name: str, data: bytes, expected: str) -> None:
    content = examine(data, name=name)
    assert (content.examined, content.reason) == (True, None)
    assert expected in content.text


@pytest.mark.parametrize("name", ["anders.pdf", "", "brief.txt", "x.jpg"])
def test_a_file_is_what_its_bytes_say_whatever_its_name(name: str) -> None:
    assert BSN in examine(SHEET, name=name, declared="image/jpeg").text


def _cell(content: Content, value: str) -> tuple[int | None, str | None]:
    at = content.text.index(value)
    (spot,) = content.spots(at, at + len(value))
    return spot.page, spot.cell


@pytest.mark.parametrize(
    ("data", "name", "value", "place"),
    [
        (SHEET, "a.xlsx", BSN, (1, "C2")),
        (xlsx([["a"]], hidden=[["", "b"], ["", "c"]]), "a.xlsx", "c", (2, "B2")),
        (xlsx([[None, None], [None, None, None, BSN]]), "a.xlsx", BSN, (1, "D2")),
        (ods(ROWS), "a.ods", "12-03-2021", (1, "B2")),
        (xls([["x"], ["y", 1.5]]), "a.xls", "1.5", (1, "B2")),
        (f"a;b\nc;{BSN}\n".encode(), "a.csv", BSN, (None, "B2")),
    ],
)
def test_a_cell_is_known_by_sheet_and_place(
    data: bytes, name: str, value: str, place: tuple[int | None, str]
) -> None:
    assert _cell(examine(data, name=name), value) == place


def test_a_word_on_a_slide_has_the_number_of_the_slide() -> None:
    content = examine(pptx("Een", "Twee"))
    at = content.text.index("Twee")
    assert [spot.page for spot in content.spots(at, at + 4)] == [2]


def test_files_inside_are_numbered_and_named() -> None:
    content = examine(zipped({"a.txt": "eerste", "b.zip": zipped({"c.txt": "tweede"})}))
    assert [one.name for one in content.inner] == ["a.txt", "b.zip", "b.zip/c.txt"]
    at = content.text.index("c.txt")
    assert [spot.inner for spot in content.spots(at, at + 5)] == [2]


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (doc("geheim", encrypted=True), "a.doc", Reason.ENCRYPTED),
        (odt(manifest="<m><encryption-data/></m>"), "a.odt", Reason.ENCRYPTED),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(100), "a.mp4", Reason.UNKNOWN_TYPE),
        (b"MZ" + bytes(200), "a.exe", Reason.UNKNOWN_TYPE),
        (b"7z\xbc\xaf\x27\x1c" + bytes(100), "a.7z", Reason.UNKNOWN_TYPE),
        (bytes(range(256)) * 4, "a.bin", Reason.UNKNOWN_TYPE),
        (b"%PDF-1.7\nrommel", "a.pdf", Reason.BROKEN),
        (docx("x")[:-30], "a.docx", Reason.BROKEN),
        (SHEET[: len(SHEET) // 2], "a.xlsx", Reason.BROKEN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(600), "a.doc", Reason.BROKEN),
        (b"\x1f\x8brommel", "a.gz", Reason.BROKEN),
        (b"\x89PNG\r\n\x1a\nrommel", "a.png", Reason.BROKEN),
        (docx("x", parts={"word/header1.xml": "<w:hdr><open>"}), "a.docx", Reason.BROKEN),
    ],
)  # fmt: skip
def test_what_is_not_read_says_why(data: bytes, name: str, reason: Reason) -> None:
    content = examine(data, name=name)
    assert (content.examined, content.reason) == (False, reason)


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (b"", "application/octet-stream"),
        (b"\x30\x82\x01\x00" + bytes(range(200)), "application/pkcs7-signature"),
        (b"   \n\n", "text/plain"),
    ],
)
def test_what_holds_no_words_is_examined(data: bytes, declared: str) -> None:
    content = examine(data, declared=declared)
    assert (content.examined, content.reason) == (True, Reason.NOTHING_TO_READ)


def test_one_bad_file_in_an_archive_keeps_the_others_from_nothing() -> None:
    content = examine(
        zipped({"a.pdf": b"%PDF-1.7 rommel", "b.txt": BSN, "c.mp4": b"\0\0\0\x18ftypmp42"})
    )
    assert BSN in content.text
    assert (content.examined, content.reason) == (False, Reason.BROKEN)
    reasons = {one.name: one.reason for one in content.inner}
    assert reasons == {"a.pdf": Reason.BROKEN, "b.txt": None, "c.mp4": Reason.UNKNOWN_TYPE}
