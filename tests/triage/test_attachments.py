"""What attachments hold is found as what the mail says, and said where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest

from ingest.attachments import made
from ingest.contents.content import Content, Reason, Spot, not_examined
from ingest.contents.examine import examine
from ingest.message import Message
from tests.documents.office import docx, xlsx, zipped
from tests.documents.pdfs import pdf
from tests.triage.mails import KIDSKONNECT, a_mail
from triage.attachments import spaced
from triage.claims import Claims
from triage.decision import Finding
from triage.recognizers import Spans, recognize
from triage.redact import Masks, redact, redact_attachment, redact_filename

BSN = "123456782"
AT = datetime(2026, 11, 20, 8, 15, tzinfo=UTC)


def with_files(*files: tuple[str, bytes], body: str = "Zie de bijlage.") -> Message:
    attached = tuple(made(data, name, "application/octet-stream") for name, data in files)
    return replace(a_mail(body), attachments=attached)


def read(message: Message) -> list[Content]:
    return [examine(one.content, name=one.filename) for one in message.attachments]


def found_in(name: str, data: bytes, **mail: str) -> Spans:
    message = with_files((name, data), **mail)
    return recognize(message, KIDSKONNECT, read(message))


def told(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(finding.kind.value, finding.span.text) for finding in findings]


TABLE: list[list[object]] = [
    ["naam", "geb.datum", "BSN", "debiteurnummer"],
    ["Lieke van den Berg", date(2021, 3, 12), 123456782, 20417],
    ["Sem de Wit", date(2022, 4, 1), 111222333, 20418],
]
IN_SHEET = [
    ("person_name", "Lieke van den Berg", "A2"), ("birth_date", "12-03-2021", "B2"),
    ("bsn", BSN, "C2"), ("person_name", "Sem de Wit", "A3"), ("birth_date", "01-04-2022", "B3"),
    ("bsn", "111222333", "C3"),
]  # fmt: skip


def test_a_sheet_is_read_by_its_headers() -> None:
    spans = found_in("lijst.xlsx", xlsx(TABLE))
    cells = [(f.kind.value, f.span.text, f.span.spots[0].cell) for f in spans.findings]
    assert cells == IN_SHEET
    assert [(one.kind, one.text) for one in spans.identifiers] == [
        ("debtor_number", "20417"),
        ("debtor_number", "20418"),
    ]


def test_a_column_with_another_header_is_no_bsn() -> None:
    rows: list[list[object]] = [
        ["naam", "ordernummer", "start"],
        ["Lieke", 123456782, date(2021, 3, 12)],
    ]
    assert told(found_in("lijst.xlsx", xlsx(rows)).findings) == []


def test_columns_hold_over_empty_and_long_cells() -> None:
    rows: list[list[object]] = [
        ["overzicht van de groep"], ["naam", "opmerking", "geboren"],
        ["Lieke Berg", "x" * 200, date(2021, 3, 12)], ["Sem Wit", None, date(2022, 4, 1)],
    ]  # fmt: skip
    births = [
        f.span.text for f in found_in("a.xlsx", xlsx(rows)).findings if f.kind == "birth_date"
    ]
    assert births == ["12-03-2021", "01-04-2022"]


HITS = [
    ("brief.docx", docx("Het BSN van mijn dochter is 123456782."), [("bsn", BSN)]),
    ("brief.pdf", pdf("Het BSN van mijn dochter is 123456782."), [("bsn", BSN)]),
    ("a.csv", b"geboortedatum,voornaam\n12-03-2021,Lieke\n", [("birth_date", "12-03-2021")]),
    ("a.txt", b"De moeder is Emma van Dijk.", [("person_name", "Emma van Dijk")]),
    ("a.txt", b"Wachtwoord: Zomer2026!x", [("credential", "Zomer2026!x")]),
    ("Emma_van_Dijk.txt", b"x", [("person_name", "Emma van Dijk")]),
    ("Lars_geb_12-03-2021.txt", b"x", [("birth_date", "12-03-2021")]),
    ("BSN 123456782.txt", b"x", [("bsn", BSN)]),
    ("map.zip", zipped({"Emma van Dijk.txt": "x"}), [("person_name", "Emma van Dijk")]),
]  # fmt: skip
MISSES = [
    ("IMG_20260312_101112.txt", b"x"),
    ("export-2026-11-20.csv", b"a;b\n1;2\n"),
    ("Factuur 2026-0142.txt", b"Factuur 2026-0142 van 12-03-2021, bedrag 123,45"),
    ("handleiding.docx", docx("Klik op Opslaan. Versie 12.3.2021, order 123456782.")),
    ("logo_kdv_zonnehoek.txt", b""),
    ("a.txt", b"Vragen? Mail naar support@kidskonnect.nl of sanne@kdv-zonnehoek.example."),
]


@pytest.mark.parametrize(("name", "data", "expected"), HITS, ids=[str(n) for n in range(len(HITS))])
def test_personal_data_is_found(name: str, data: bytes, expected: list[tuple[str, str]]) -> None:
    assert told(found_in(name, data).findings) == expected


@pytest.mark.parametrize(("name", "data"), MISSES)
def test_what_is_no_personal_data_is_left_alone(name: str, data: bytes) -> None:
    assert told(found_in(name, data).findings) == []


def test_a_name_and_a_text_are_told_apart() -> None:
    message = with_files(("Emma van Dijk.txt", b"BSN 123456782"), ("Emma van Dijk.txt", b"niets"))
    spans = [one.span for one in recognize(message, KIDSKONNECT, read(message)).findings]
    assert {one.where for one in spans} == {"attachment:Emma van Dijk.txt"}
    assert [(one.kind, one.attachment, one.in_name) for one in spans] == [
        ("person_name", 0, True),
        ("bsn", 0, False),
        ("person_name", 1, True),
    ]
    assert not spans[0].overlaps(spans[2])


def test_the_writer_of_an_attached_mail_is_found() -> None:
    mail = EmailMessage()
    mail["From"] = "Marieke Smit <marieke.smit@gmail.com>"
    mail["To"] = "Sanne Vermeer <sanne@kdv-zonnehoek.example>"
    mail["Subject"] = "Ziekmelding"
    mail.set_content(
        "Beste Sanne,\n\nonze zoon Tijn Smit is ziek, hij heeft astma.\n\nGroet,\nMarieke\n"
    )
    findings = told(found_in("mail.eml", mail.as_bytes()).findings)
    assert ("person_name", "Marieke Smit") in findings
    assert ("email", "marieke.smit@gmail.com") in findings
    assert ("health", "astma") in findings
    assert ("person_name", "Sanne Vermeer") not in findings
    assert ("email", "sanne@kdv-zonnehoek.example") not in findings


def test_a_colleague_and_the_desk_write_no_personal_data() -> None:
    mail = EmailMessage()
    mail["From"] = "Petra Bos <petra@kdv-zonnehoek.example>"
    mail["To"] = "support@kidskonnect.nl"
    mail.set_content("Hoi,\n\nde knop doet het niet.\n\nGroet, Petra Bos\n0612345678\n")
    assert told(found_in("mail.eml", mail.as_bytes()).findings) == []


FACE = Spot(page=1, box=(1.0, 2.0, 30.0, 40.0))


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("x.jpg", Content(examined=True, faces=(FACE,)), ["a face"]),
        ("x.jpg", Content(examined=True, faces=(FACE, FACE)), ["2 faces"]),
        (
            "x.jpg",
            Content(examined=False, reason=Reason.NO_OCR, faces=(FACE,), gps=True),
            ["a face", "records where it was taken"],
        ),
        ("weide.jpg", Content(examined=True, gps=True), ["records where it was taken"]),
        ("IMG_1234.jpg", not_examined(Reason.BROKEN), ["name of a photo"]),
        ("IMG_1234.jpg", Content(examined=True), []),
        ("IMG_1234.jpg", not_examined(Reason.NO_OCR), []),
        ("scherm.jpg", not_examined(Reason.TOO_LARGE), []),
    ],
)  # fmt: skip
def test_what_pictures_give_away(name: str, content: Content, why: list[str]) -> None:
    message = with_files((name, b"\xff\xd8\xff\xe0"))
    findings = recognize(message, KIDSKONNECT, [content]).findings
    assert [one.why for one in findings] == why
    assert all(one.kind == "photo" for one in findings)
    assert [one.span.spots for one in findings[:1]] == ([content.faces] if why else [])


def test_words_on_a_page_have_their_boxes() -> None:
    (finding,) = found_in("a.pdf", pdf("x", "De moeder is Emma van Dijk.")).findings
    boxes = [spot.box for spot in finding.span.spots]
    assert len(boxes) == 3, "three words"
    assert {spot.page for spot in finding.span.spots} == {2}
    assert all(box is not None and box[0] < box[2] and box[1] < box[3] for box in boxes)


def test_what_an_attachment_holds_is_hidden_everywhere() -> None:
    message = with_files(
        ("Emma_van_Dijk.csv", f"naam;bsn\nEmma van Dijk;{BSN}\n".encode()),
        body="Kijk naar emma  van dijk in het bestand.",
    )
    contents = read(message)
    masks = Masks(recognize(message, KIDSKONNECT, contents).findings)
    assert redact(message, masks).text == "Kijk naar [naam] in het bestand."
    assert redact_attachment(contents[0].text, 0, masks) == "naam\tbsn\n[naam]\t[BSN]\n"
    assert redact_filename("Emma_van_Dijk.csv", 0, masks) == "[naam] csv"
    assert redact_filename("lijst_2.csv", 1, masks) == "lijst_2.csv"


def test_a_list_of_invoices_points_at_few() -> None:
    rows = "\n".join(f"2026-{number:04};12,50" for number in range(500))
    spans = found_in("a.csv", f"factuurnummer;bedrag\n{rows}\n".encode())
    assert len(spans.identifiers) == 20


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Emma_de_Vries.pdf", "Emma de Vries pdf"),
        ("Emma-de-Vries.pdf", "Emma de Vries pdf"),
        ("Anne-Marie Jansen.pdf", "Anne-Marie Jansen pdf"),
        ("12-03-2021.pdf", "12-03-2021 pdf"),
        ("emma.de.vries", "emma de vries"),
        ("", ""),
    ],
)
def test_file_names_are_read_with_blanks(name: str, expected: str) -> None:
    assert spaced(name) == expected


def test_claims_are_found_wherever_they_lie() -> None:
    claims = Claims([(10, 20), (250, 260), (1000, 3000), (5, 5)])
    touched = [n for n in range(3100) if claims.touch(n, n + 1)]
    assert touched == [*range(10, 20), *range(250, 260), *range(1000, 3000)]
    assert claims.last_end(0, 255) == 20
    assert claims.last_end(20, 260) == 260
    assert claims.last_end(300, 900) is None
