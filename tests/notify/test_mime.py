"""The bytes of our mails: threaded, marked as automatic, and closed to injected headers."""

from base64 import b64decode, b64encode
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from ingest.message import Address
from ingest.parse import parse
from notify.mime import Conversation, Enclosed, Envelope, build, trimmed
from tests.notify.made import AT, a_reply

DESK = Address("KidsKonnect Support", "support@desk.example")


def read(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=default)
    assert isinstance(mail, EmailMessage)
    assert not mail.defects
    return mail


def test_headers_of_an_answer() -> None:
    raw = build(
        a_reply(),
        Envelope(DESK, "<a@desk.example>", AT, "<b@kdv.example>", ("<c@kdv.example>",), "KK-1042"),
    )
    mail = read(raw)
    assert mail["From"] == "KidsKonnect Support <support@desk.example>"
    assert mail["To"] == "Sanne de Boer <sanne@kdv-zon.example>"
    assert mail["Message-ID"] == "<a@desk.example>"
    assert mail["In-Reply-To"] == "<b@kdv.example>"
    assert mail["References"] == "<c@kdv.example> <b@kdv.example>"
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["X-Meldpost-Ticket"] == "KK-1042"
    assert b"\r\n" in raw
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_both_parts_say_the_same() -> None:
    mail = read(build(a_reply(), Envelope(DESK, "<a@desk.example>", AT)))
    plain, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    for word in ("KK-1042", "Facturatie", "Error of bug", "maandag 7 december"):
        assert word in plain.get_content()
        assert word in html.get_content()


def test_no_header_can_be_injected() -> None:
    evil = Address("Sanne\r\nBcc: all@desk.example", "sanne@kdv-zon.example")
    raw = build(
        a_reply(from_=evil),
        Envelope(DESK, "<a@desk.example>", AT, "<b@x.example>\r\nBcc: c@d.example"),
    )
    mail = read(raw)
    assert mail["Bcc"] is None
    assert len(mail.get_all("To", [])) == 1


def test_no_header_reads_backwards() -> None:
    raw = build(
        a_reply(from_=Address("\u202eSanne\u2066", "sanne@kdv-zon.example")),
        Envelope(Address("Desk\u202d", DESK.address), "<a@desk.example>", AT),
    )
    assert not {"\u202e", "\u2066", "\u202d"} & set("".join(map(str, read(raw).values())))


def test_international_names_and_domains() -> None:
    odd = Address("Zoë Müller, «Chef»", "zoe@kinderhof-süd.example")
    mail = read(build(a_reply(from_=odd), Envelope(DESK, "<a@desk.example>", AT)))
    assert mail["To"].addresses[0].display_name == "Zoë Müller, «Chef»"
    assert mail["To"].addresses[0].addr_spec == "zoe@xn--kinderhof-sd-nlb.example"


def test_references_keep_the_first_and_the_last() -> None:
    chain = tuple(f"<{number}@x.example>" for number in range(40))
    kept = trimmed(chain, "<40@x.example>")
    assert kept[0] == "<0@x.example>"
    assert kept[-2:] == ("<39@x.example>", "<40@x.example>")
    assert len(kept) == 13


@pytest.mark.parametrize(
    ("length", "kept"),
    [(20, 13), (150, 13), (400, 5), (890, 3)],  # characters of each; how many stay
)
def test_references_are_no_longer_than_servers_bear(length: int, kept: int) -> None:
    chain = tuple(f"<{number:0{length - 12}}@x.example>" for number in range(40))
    found = trimmed(chain, "<answered@x.example>")
    assert (found[0], found[-1]) == (chain[0], "<answered@x.example>")
    assert list(found[1:-1]) == list(chain[-(len(found) - 2) :])
    assert len(found) == kept
    assert sum(map(len, found)) <= 2_000


def test_a_conversation_of_outlook_goes_on() -> None:
    index = b64encode(b"\x01\xdd\x00\x00\x00\x00" + bytes(16) + bytes(5 * 30)).decode()
    one = Conversation("Factuur één", index)
    mail = read(build(a_reply(), Envelope(DESK, "<a@desk.example>", AT, conversation=one)))
    assert mail["Thread-Topic"] == "Factuur één"
    assert len(b64decode("".join(mail["Thread-Index"].split()))) == 22 + 5 * 31
    none = replace(one, index="geen")
    mail = read(build(a_reply(), Envelope(DESK, "<a@desk.example>", AT, conversation=none)))
    assert mail["Thread-Topic"] is mail["Thread-Index"] is None


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Factuur",
        "Re: " + "een lang onderwerp dat over de regel gaat " * 6,
        "Re: één lang onderwerp met accenten dat over de regel gaat, zoals hier " * 3,
        "Re: =?utf-8?q?no_encoded_word?=",
        "Re: " + "x" * 3000,
        "«»",
        "Re: 🦊" + "één " * 60,
    ],
)
def test_any_subject_comes_back_in_lines_that_servers_take(subject: str) -> None:
    reply = replace(a_reply(), subject=subject)
    raw = build(reply, Envelope(DESK, "<a@desk.example>", AT, "<" + "r" * 2000 + "@x.example>"))
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.isascii()
    assert read(raw)["Subject"] == " ".join(subject.split())


# -- files and pictures --------------------------------------------------------------------------

PIXELS = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
PICTURE = Enclosed("scherm.png", "image/png", PIXELS, "1.a@desk.example")


def tree(mail: EmailMessage) -> object:
    """The types of a mail's parts, as lists in lists."""
    if not mail.is_multipart():
        return mail.get_content_subtype()
    return [mail.get_content_subtype(), *(tree(part) for part in mail.iter_parts())]  # type: ignore[arg-type]


WORDS = ["alternative", "plain", "html"]


@pytest.mark.parametrize(
    ("enclosed", "expected"),
    [
        ((), WORDS),
        ((Enclosed("a.pdf", "application/pdf", b"%PDF"),), ["mixed", WORDS, "pdf"]),
        ((PICTURE,), ["alternative", "plain", ["related", "html", "png"]]),
        (
            (PICTURE, Enclosed("a.csv", "text/csv", b"a;b\n1;2\n"), PICTURE),
            ["mixed", ["alternative", "plain", ["related", "html", "png", "png"]], "csv"],
        ),
    ],
)
def test_pictures_stand_beside_the_html_and_files_behind_it_all(
    enclosed: tuple[Enclosed, ...], expected: object
) -> None:
    raw = build(a_reply(), Envelope(DESK, "<a@desk.example>", AT, enclosed=enclosed))
    mail = read(raw)
    assert tree(mail) == expected
    parts = [part for part in mail.walk() if part.get_filename()]
    assert sorted(part.get_content_disposition() or "" for part in parts) == sorted(
        "inline" if one.content_id else "attachment" for one in enclosed
    )
    assert {part.get_payload(decode=True) for part in parts} == {one.body for one in enclosed}
    assert {part["Content-ID"] for part in parts} <= {None, "<1.a@desk.example>"}
    assert max(map(len, raw.split(b"\r\n"))) < 998


def test_no_boundary_is_how_another_one_begins() -> None:
    enclosed = (PICTURE, Enclosed("a.pdf", "application/pdf", b"%PDF"))
    mail = read(build(a_reply(), Envelope(DESK, "<a@desk.example>", AT, enclosed=enclosed)))
    found = [one for part in mail.walk() if (one := part.get_boundary())]
    assert len(found) == 3
    assert not [a for a in found for b in found if a is not b and a.startswith(b)]


@pytest.mark.parametrize(
    "name",
    [
        "handleiding.pdf",
        "hand leiding (2).pdf",
        "Größe café €.pdf",
        "\u30de\u30cb\u30e5\u30a2\u30eb" * 20 + ".pdf",
        "\U0001f600" * 30 + ".pdf",
        "it's 100% = af*;.pdf",
        "é'%2f.pdf",
    ],
)
def test_the_name_of_a_file_arrives(name: str) -> None:
    raw = build(
        a_reply(),
        Envelope(DESK, "<a@desk.example>", AT, enclosed=(Enclosed(name, "application/pdf", b"%"),)),
    )
    (part,) = read(raw).iter_attachments()
    assert part.get_filename() == name
    assert parse(raw).attachments[0].filename == name  # and by our own reading
    assert raw.isascii()


@pytest.mark.parametrize(
    "name", ['a"b\\c/d.pdf', "a\r\nBcc: x@evil.example\r\n.pdf", "\u202efdp.exe"]
)
def test_a_name_breaks_no_header(name: str) -> None:
    raw = build(
        a_reply(),
        Envelope(DESK, "<a@desk.example>", AT, enclosed=(Enclosed(name, "application/pdf", b"%"),)),
    )
    (part,) = read(raw).iter_attachments()
    assert part["Bcc"] is None
    assert b"\nBcc" not in raw
    assert not set(part.get_filename() or "") & set('"\\\r\n\u202e')
