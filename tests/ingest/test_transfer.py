"""Bodies that were encoded against the rules, or spoilt on the way."""

from __future__ import annotations

import base64

import pytest

from ingest.charset import decode
from ingest.parse import parse
from ingest.transfer import undo
from ingest.wrappings import unescaped

QUOTED_PRINTABLE = {
    "a soft break": (b"een =\ntwee", b"een twee"),
    "blanks behind a soft break": (b"een =  \ntwee =\t\ndrie", b"een twee drie"),
    "a sign that breaks nothing": (b"1 + 1 = 2 =3D 2", b"1 + 1 = 2 = 2"),
    "at the end": (b"een= ", b"een"),
}


@pytest.mark.parametrize(("data", "text"), QUOTED_PRINTABLE.values(), ids=QUOTED_PRINTABLE)
def test_quoted_printable(data: bytes, text: bytes) -> None:
    assert undo(data, "quoted-printable", []) == text


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16"])
@pytest.mark.parametrize("text", ["Dag, de crèche is dicht.", "你好 我们 无法 登录"])
def test_the_order_of_bytes_is_found(codec: str, text: str) -> None:
    assert decode(text.encode(codec), "utf-16", []) == text


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "7bit"])
def test_a_multipart_may_be_encoded_as_a_whole(encoding: str) -> None:
    parts = b"--B\nContent-Type: text/plain\n\nDag\n--B\nContent-Type: text/csv\n\n1,2\n--B--\n"
    body = base64.encodebytes(parts) if encoding == "base64" else parts
    header = f"Content-Type: multipart/mixed; boundary=B\nContent-Transfer-Encoding: {encoding}\n\n"
    message = parse(b"From: a@b.example\n" + header.encode() + body)
    assert message.text == "Dag"
    assert [one.content for one in message.attachments] == [b"1,2"]


ARMOURED = "-----BEGIN PGP SIGNED MESSAGE-----\n\n{}\n-----BEGIN PGP SIGNATURE-----\n- -x\n"


@pytest.mark.parametrize(
    ("signed", "text"),
    [("- -- \nSanne", "-- \nSanne"), ("- From nu af aan", "From nu af aan"), ("- een\n- twee", "- een\n- twee")],
)  # fmt: skip
def test_the_dashes_of_a_signed_text_go(signed: str, text: str) -> None:
    assert unescaped(ARMOURED.format(signed)) == ARMOURED.format(text)


def test_a_text_that_was_not_signed_keeps_its_dashes() -> None:
    assert unescaped("- -- \nSanne") == "- -- \nSanne"
