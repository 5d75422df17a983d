"""What agents send along: on a real mailbox and database, read as the customer gets it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from sqlalchemy import RowMapping

from config.limits import Attachments
from models import mail, outbox, raw
from tests.conftest import need
from tests.documents.office import zipped
from tests.documents.pdfs import pdf
from tests.servers.imap_account import ImapAccount
from tests.servers.smtp_sink import Received, SmtpSink
from tests.servers.tesseract import tesseract
from tests.worker.agents import NEL, Office, an_office
from tests.worker.letters import LOGO, OLD, QUOTED, SCREEN, SIGNED, letter, reading
from triage.person import Person
from worker.intake.examine import Examiner
from worker.post.deliver import deliver
from worker.privacy import forget, traces

pytestmark = pytest.mark.server
TEXT = "Zet de factuur op handmatig, zie de handleiding."
SANNE = "sanne@kdv-zon.example"
MANUAL = pdf("Handleiding facturen\nKies Instellingen, dan Facturen, dan Handmatig.")
PDF = ("handleiding.pdf", "application/pdf", MANUAL)
TABLE = ("uren.csv", "text/csv", b"dag;uren\r\nma;8\r\n")
SECRET = ("export.csv", "text/csv", b"naam;bsn\r\nLieke van den Berg;123456782\r\n")
MAIL = b"From: jan@elders.example\r\nSubject: Klacht\r\nMessage-ID: <x@y.example>\r\n\r\nHoi\r\n"
LOCKED = ("contract.pdf", "application/pdf", pdf("geheim", password="x"))


@pytest.fixture
def office(sqlite_url: str, tmp_path: Path, account: ImapAccount) -> Iterator[Office]:
    need(tesseract)
    with (
        closing(Examiner(Attachments(), going=lambda: None)) as examiner,
        an_office(sqlite_url, tmp_path, account, NEL, decide=reading(examiner)) as office,
    ):
        office.customer(body="De factuur klopt niet.")
        yield office


def arrives(office: Office, raw: bytes) -> None:
    office.account.deliver(raw)
    office.line.poll()


def last(office: Office) -> RowMapping:
    """What the customer was sent last."""
    return office.sent(SANNE)[-1]


def files(mail: EmailMessage) -> list[tuple[str | None, str, bytes]]:
    """The files that hang on a mail."""
    return [
        (one.get_filename(), one.get_content_type(), one.get_payload(decode=True))  # type: ignore[misc]
        for one in mail.iter_attachments()
    ]


def refusal(office: Office) -> str:
    row = office.sent("nel@desk.example")[-1]
    assert row["template"] == "orders"
    return office.text(row)


def test_a_manual_and_a_table_go_with_the_answer(office: Office) -> None:
    arrives(office, letter(TEXT, office.asks(), files=[PDF, TABLE]))
    row = last(office)
    assert (row["template"], row["words"]) == ("answer", TEXT)
    assert files(office.read(row)) == [PDF, TABLE]
    assert [(kind, size) for kind, size, _ in row["attachments"]] == [
        ("application/pdf", len(MANUAL)),
        ("text/csv", len(TABLE[2])),
    ]
    assert len(office.sent("nel@desk.example")) == 1  # she is told nothing needless
    (kept,) = [one for one in office.line.rows(mail.mail) if one["kind"] == "agent"]
    assert len(kept["attachments"]) == 2


@pytest.mark.parametrize(
    ("orders", "template"),
    [
        ("#sluit", "closed"),
        ("#vraag", "question"),
        ("#pauze", "paused"),
        ("#prio hoog", "relabelled"),
    ],
)
def test_files_go_with_every_text_for_the_customer(
    office: Office, orders: str, template: str
) -> None:
    arrives(office, letter(f"{orders}\n{TEXT}", office.asks(), files=[PDF]))
    row = last(office)
    assert row["template"] == template
    assert files(office.read(row)) == [PDF]


def test_a_note_keeps_its_files_inside(office: Office) -> None:
    arrives(office, letter(f"#notitie\n{TEXT}", office.asks(), files=[PDF, SECRET]))
    assert [row["template"] for row in office.sent(SANNE)] == ["acknowledgement"]
    assert len(office.line.history("noted")) == 1


def test_files_are_sent_once(office: Office) -> None:
    raw = letter(TEXT, office.asks(), files=[PDF])
    arrives(office, raw)
    office.account.deliver(raw, raw)
    office.line.poll()
    assert len(office.sent(SANNE, "answer")) == 1


def test_closing_repeats_the_answer_and_tells_where_its_files_are(office: Office) -> None:
    arrives(office, letter(TEXT, office.asks(), files=[PDF]))
    arrives(office, letter("#sluit", office.asks(), number=51))
    row = last(office)
    assert (row["template"], row["attachments"]) == ("closed", None)
    text = office.text(row)
    assert TEXT in text
    assert "Wat we als bijlage meestuurden, vind je in onze mail van " in text
    assert not files(office.read(row))


def test_what_was_undone_is_not_repeated(office: Office) -> None:
    arrives(office, letter(TEXT, office.asks(), files=[PDF]))
    arrives(office, letter("#ongedaan", office.asks(), number=51))
    assert last(office)["state"] == "failed"
    arrives(office, letter("#sluit", office.asks(), number=52))
    text = office.text(last(office))
    assert TEXT not in text
    assert "bijlage meestuurden" not in text


# -- pictures --------------------------------------------------------------------------------------

PAGE = (
    '<p>Klik hier:</p><p><img src="cid:nu" width="380"></p><p>En dan op Handmatig.</p>'
    f"{SIGNED}{QUOTED}"
)


def test_a_picture_in_the_text_is_shown_there(office: Office) -> None:
    shown = {"nu": SCREEN, "logo": LOGO, "old": OLD}
    arrives(office, letter("Klik hier:", office.asks(), page=PAGE, shown=shown))
    row = last(office)
    assert row["words"] == "Klik hier:\n\n[afbeelding 1]\n\nEn dan op Handmatig."
    assert len(row["attachments"]) == 1
    made = office.read(row)
    assert "[afbeelding 1]" in office.text(row)
    html = made.get_body(("html",))
    assert html is not None
    page = html.get_content()
    (part,) = [one for one in made.walk() if one.get_content_type() == "image/png"]
    assert part.get_payload(decode=True) == SCREEN
    assert part.get_filename() == "afbeelding 1.png"
    assert part.get_content_disposition() == "inline"
    cid = str(part["Content-ID"]).strip("<>")
    assert f'<img src="cid:{cid}" alt="afbeelding 1" width="380"' in page
    assert "[afbeelding 1]" not in page
    assert not files(made)


def test_a_picture_in_a_line_that_is_left_out_is_a_file(office: Office) -> None:
    page = f'<p>Beste Sanne, <img src="cid:nu"></p><p>{TEXT}</p>{QUOTED}'
    arrives(
        office, letter(f"Beste Sanne,\n\n{TEXT}", office.asks(), page=page, shown={"nu": SCREEN})
    )
    row = last(office)
    assert row["words"] == TEXT
    assert [(name, body) for name, _, body in files(office.read(row))] == [("nu.png", SCREEN)]


def test_what_apple_mail_shows_between_two_texts_is_sent_on(office: Office) -> None:
    """It calls every file inline, and refers to none."""
    raw = letter(TEXT, office.asks(), files=[PDF, ("IMG_1.png", "image/png", SCREEN)])
    raw = raw.replace(
        b"Content-Disposition: attachment", b"Content-ID: <x>\r\nContent-Disposition: inline"
    )
    arrives(office, raw)
    assert files(office.read(last(office))) == [PDF, ("IMG_1.png", "image/png", SCREEN)]


def test_only_a_logo_is_no_file(office: Office) -> None:
    page = f"<p>{TEXT}</p>{SIGNED}{QUOTED}"
    shown = {"logo": LOGO, "old": OLD}
    arrives(office, letter(TEXT, office.asks(), page=page, shown=shown))
    row = last(office)
    assert (row["words"], row["attachments"]) == (TEXT, None)
    assert office.read(row).get_content_type() == "multipart/alternative"


# -- what does not go ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (
            SECRET,
            "export.csv: hierin staan persoonsgegevens (de volledige naam van een kind of ouder, "
            "een BSN)",
        ),
        (LOCKED, "contract.pdf: niet te doorzoeken (beveiligd met een wachtwoord)"),
        (("setup.exe", "application/octet-stream", b"MZ" + bytes(200)), "setup.exe: een programma"),
        (("alles.zip", "application/zip", zipped({"a.js": b"x"})), "alles.zip: een programma"),
        (
            ("film.mp4", "video/mp4", b"\0\0\0\x18ftypmp42" + bytes(99)),
            "(een soort bestand die wij",
        ),
        (
            ("groot.txt", "text/plain", b"regel\n" * 1_700_000),
            "groot.txt: te groot voor een mail (> 10 MB)",
        ),
        (("oud.eml", "application/octet-stream", MAIL), "oud.eml: een mail als bijlage gaat nooit"),
        (("tekst.txt", "text/plain", MAIL), "tekst.txt: een mail als bijlage gaat nooit"),
        (("leeg.txt", "text/plain", b""), None),
    ],
    ids=lambda given: given[0] if isinstance(given, tuple) else "",
)
def test_a_file_that_may_not_go_keeps_the_answer_back(
    office: Office, file: tuple[str, str, bytes], says: str | None
) -> None:
    arrives(office, letter(TEXT, office.asks(), files=[PDF, file]))
    if says is None:
        assert last(office)["template"] == "answer"
        return
    assert last(office)["template"] == "acknowledgement"
    told = refusal(office)
    assert "Niet alles kan zo mee naar de klant." in told
    assert says in told
    assert "handleiding.pdf" not in told
    assert "Lieke" not in told
    (line,) = office.line.history("not_obeyed")
    assert (line["why"], line["who"]) == ("attachment", "agent:Nel")


@pytest.mark.parametrize("file", [SECRET, LOCKED], ids=lambda one: str(one[0]))
def test_it_goes_anyway_for_a_reason(office: Office, file: tuple[str, str, bytes]) -> None:
    text = f"#toch de klant vroeg erom\n{TEXT}"
    arrives(office, letter(text, office.asks(), files=[file]))
    row = last(office)
    assert files(office.read(row)) == [file]
    (told,) = [one for one in office.line.history("answered") if one["who"] != "machine"]
    assert told["detail"]["anyway"] == (["bsn", "person_name"] if file is SECRET else ["unread"])
    assert "geldt" not in told["why"]


def test_a_file_by_the_name_of_a_person_is_named_without_it(office: Office) -> None:
    file = ("Verslag Lieke van den Berg 12-03-2021.pdf", "application/pdf", MANUAL)
    arrives(office, letter(TEXT, office.asks(), files=[file]))
    told = refusal(office)
    assert "hierin staan persoonsgegevens" in told
    assert "Lieke" not in told
    assert "Verslag" in told


def test_a_file_without_a_word_is_not_silently_left_out(office: Office) -> None:
    for at, text in enumerate(("", "#neem", "#sluit")):
        stood = dict(office.ticket())
        arrives(office, letter(text, office.asks(), files=[PDF], number=60 + at))
        assert dict(office.ticket()) == stood
        assert "Bij een bijlage hoort een regel tekst" in refusal(office)


def attached(raw: bytes, inner: bytes) -> bytes:
    """The mail with another one attached."""
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"content-")]
    lines = [line for line in lines if not line.startswith(b"MIME")]
    part = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + body
    mail = b"Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n" + inner
    made = [b"MIME-Version: 1.0", b'Content-Type: multipart/mixed; boundary="bb"', b""]
    return b"\r\n".join([*lines, *made, b"--bb", part, b"--bb", mail, b"--bb--", b""])


def test_our_own_mail_that_a_program_attaches_stays_behind(office: Office) -> None:
    ours = office.read(office.sent("nel@desk.example")[0]).as_bytes().replace(b"\n", b"\r\n")
    arrives(office, attached(letter(TEXT, office.asks()), ours))
    row = last(office)
    assert (row["template"], row["words"], row["attachments"]) == ("answer", TEXT, None)


def test_another_mail_never_goes_along(office: Office) -> None:
    other = b"From: jan@elders.example\r\nSubject: Klacht van Jan\r\n\r\nHoi\r\n"
    for at, text in enumerate((TEXT, f"#toch moet\n{TEXT}")):
        arrives(office, attached(letter(text, office.asks(), number=70 + at), other))
        told = refusal(office)
        assert "mail.eml: een mail als bijlage gaat nooit mee" in told
        assert "Klacht" not in told


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("smime.p7s", "application/pkcs7-signature"),
        ("nel.vcf", "text/vcard"),
        ("ATT00001.txt", "text/plain"),
        ("ATT00002.htm", "text/html"),
    ],
)
def test_seals_cards_and_leftovers_are_no_files(office: Office, name: str, kind: str) -> None:
    arrives(office, letter(TEXT, office.asks(), files=[(name, kind, b"x\r\n")]))
    assert last(office)["template"] == "answer"
    assert last(office)["attachments"] is None


def test_the_customers_own_name_and_the_desks_address_are_no_secret(office: Office) -> None:
    body = "Voor Sanne de Boer (sanne@kdv-zon.example)\nVragen? Mail support@desk.example\n"
    arrives(office, letter(TEXT, office.asks(), files=[("brief.txt", "text/plain", body.encode())]))
    assert last(office)["template"] == "answer"
    body += "Groeten aan Lieke van den Berg (lieke.vandenberg@ouderpost.example)\n"
    arrives(
        office,
        letter(TEXT, office.asks(), files=[("brief.txt", "text/plain", body.encode())], number=51),
    )
    assert "hierin staan persoonsgegevens" in refusal(office)


def test_a_mail_of_ours_tells_what_hangs_on_it(office: Office) -> None:
    arrives(office, letter(TEXT, office.asks(), files=[PDF]))
    rows = office.line.rows(outbox.outbox)
    assert [bool(row["attachments"]) for row in rows] == [False, False, True]
    assert "handleiding.pdf" not in str([dict(row) for row in rows])


# -- on its way, and in the end --------------------------------------------------------------------


def test_it_arrives_whole_and_once(office: Office, smtp_sink: SmtpSink) -> None:
    arrives(office, letter(TEXT, office.asks(), files=[PDF, TABLE]))
    app = office.line.app
    app = replace(app, sender=replace(app.sender, servers=[smtp_sink.smtp()]))
    assert deliver(app).failed == 0
    got = [one for one in smtp_sink.mails if SANNE in one.recipients]
    (answer,) = [mail for mail in map(_read, got) if list(mail.iter_attachments())]
    assert files(answer) == [PDF, TABLE]
    assert deliver(app).sent == 0
    assert len([one for one in smtp_sink.mails if SANNE in one.recipients]) == len(got)


def _read(received: Received) -> EmailMessage:
    found = message_from_bytes(received.raw, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def test_a_person_in_a_file_is_forgotten_with_it(office: Office) -> None:
    arrives(office, letter(f"#toch moet\n{TEXT}", office.asks(), files=[SECRET]))
    answer, database = last(office), office.line.app.database
    whom = Person.of(["Lieke van den Berg", "123456782"])
    with closing(Examiner(Attachments(languages=()), going=lambda: None)) as examiner:
        found = traces.trace(database, whom, examiner.contents)
        assert found.outbox == {answer["id"]}
        outcome = forget.forget(
            database, whom, found, examiner.contents,
            who="person:fem", why="AVG art. 17", clock=office.line.app.clock,
        )  # fmt: skip
    assert not forget.is_left(outcome)
    (theirs,) = [row for row in office.line.rows(mail.mail) if row["kind"] == "agent"]
    erased = {row["id"] for row in office.line.rows(raw.raw) if row["codec"] == "erased"}
    assert erased == {answer["raw_id"], theirs["raw_id"]}
    assert last(office)["state"] == "failed"  # it had not left
