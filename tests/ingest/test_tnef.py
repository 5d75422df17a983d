"""winmail.dat: names, inline pictures, mails in mails, and counts that lie."""

from __future__ import annotations

import struct
import time

import pytest

from ingest.attachments import made
from ingest.body import Block, Body
from ingest.mapi import properties
from ingest.tnef import open_in
from tests.outlook_files import tnef_attribute, winmail


def _text(value: str) -> bytes:
    data = value.encode("utf-16-le") + b"\0\0"
    return struct.pack("<II", 1, len(data)) + data.ljust(-(-len(data) // 4) * 4, b"\0")


def _property(kind: int, name: int, value: bytes) -> bytes:
    return struct.pack("<HH", kind, name) + value


def _opened(data: bytes, text: str = "Hoi") -> tuple[Body, list[str]]:
    body = Body(
        blocks=[Block(text, is_html=False)] if text else [],
        attachments=[made(data, "winmail.dat", "application/ms-tnef")],
    )
    defects: list[str] = []
    open_in(body, defects)
    return body, defects


def test_properties_of_every_size() -> None:
    named = _property(3, 0x8001, bytes(16) + struct.pack("<II", 0, 5) + struct.pack("<I", 7))
    spelled = _property(
        0x0B, 0x8002, bytes(16) + struct.pack("<II", 1, 6) + b"a\0b\0\0\0\0\0" + b"\1\0\0\0"
    )
    several = _property(0x1003, 0x1234, struct.pack("<III", 2, 8, 9))
    rows = (
        struct.pack("<I", 4)
        + named
        + spelled
        + several
        + _property(0x1F, 0x3707, _text("café.pdf"))
    )
    found = properties(rows, "cp1252")
    assert found == {
        0x8001: b"\7\0\0\0",
        0x8002: b"\1\0\0\0",
        0x1234: b"\x08\0\0\0",
        0x3707: "café.pdf",
    }


def test_a_long_name_and_a_picture_in_the_text() -> None:
    rows = (
        struct.pack("<I", 2)
        + _property(0x1F, 0x3707, _text("crèche.png"))
        + _property(0x1F, 0x3712, _text("a@b"))
    )
    data = winmail(attachments={"CRCHE~1.PNG": b"\x89PNG\r\n\x1a\n"}) + tnef_attribute(
        2, 0x0006, 0x9005, rows
    )
    (picture,) = _opened(data)[0].attachments
    assert (picture.filename, picture.inline, picture.content_id) == ("crèche.png", True, "a@b")


def test_a_mail_in_a_mail_gives_its_text_and_its_files() -> None:
    inner = winmail(body="Binnen", attachments={"in.txt": b"x"})
    content = bytes(16) + inner
    padded = content.ljust(-(-len(content) // 4) * 4, b"\0")
    rows = struct.pack("<I", 1) + _property(
        0x0D, 0x3701, struct.pack("<II", 1, len(content)) + padded
    )
    data = winmail(attachments={"Vraag": b""}) + tnef_attribute(2, 0x0006, 0x9005, rows)
    body, _ = _opened(data)
    assert [(one.filename, one.content.rstrip(b"\0")) for one in body.attachments] == [
        ("Vraag.txt", b"Binnen"),
        ("in.txt", b"x"),
    ]


def test_a_mail_without_text_takes_that_of_its_wrapping() -> None:
    body, _ = _opened(winmail(body="Het lukt niet."), text="")
    assert body.blocks[0].text == "Het lukt niet."


LIES = {
    "four milliards of properties": struct.pack("<I", 0xFFFFFFFF) + _property(3, 1, bytes(4)) * 50,
    "four milliards of values": struct.pack("<I", 1) + _property(0x1003, 1, struct.pack("<I", 0xFFFFFFFF) + bytes(400)),
    "a value longer than all": struct.pack("<I", 1) + _property(0x102, 1, struct.pack("<II", 1, 0xFFFFFFFF)),
    "a name longer than all": struct.pack("<I", 1) + _property(3, 0x8001, bytes(16) + struct.pack("<II", 1, 0xFFFFFFFF)),
    "nothing": b"",
}  # fmt: skip


@pytest.mark.parametrize("rows", LIES.values(), ids=LIES)
def test_counts_that_lie(rows: bytes) -> None:
    begun = time.process_time()
    body, defects = _opened(winmail(body="x") + tnef_attribute(1, 0x0006, 0x9003, rows))
    assert (body.attachments, defects) == ([], [])
    assert time.process_time() - begun < 0.5
