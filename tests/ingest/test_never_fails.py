"""Any bytes give a Message, in time and memory that grow with them and no faster."""

from __future__ import annotations

import base64
import io
import json
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desk.shapes import message_json
from ingest.message import Part
from ingest.parse import parse, written
from tests.golden import MAILS, mails

GOLDEN = [path.read_bytes() for path in mails()]
HEADER = b"From: Sanne <sanne@kdv.example>\nSubject: x\n"
FIELD_NAMES = st.sampled_from(
    [b"From", b"To", b"Subject", b"Date", b"Content-Type", b"Content-Transfer-Encoding", b"Message-ID",
     b"Content-Disposition", b"References", b"Auto-Submitted", b"List-Id", b"Return-Path", b"MIME-Version"]
)  # fmt: skip
FIELD_VALUES = st.one_of(
    st.binary(max_size=80).map(lambda value: value.replace(b"\n", b" ")),
    st.sampled_from(
        [b"multipart/mixed; boundary=B", b'multipart/alternative; boundary="B"', b"message/rfc822", b"text/html",
         b"text/plain; charset=utf-16", b"text/plain; charset=idna", b"base64", b"quoted-printable", b"=?utf-8?B?w?=",
         b"x-uuencode", b"text/plain; charset=undefined", b"multipart/report; report-type=delivery-status; boundary=B",
         b"attachment; filename*0*=a''%", b"attachment; filename*=''", b'a <"@>', b"Mon, 99 Foo 99999 99:99:99 +9999"]
    ),
)  # fmt: skip
LINES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [b"--B", b"--B--", b"> quoted", b"On 2 Nov 2026, x wrote:", b"-- ", b"Van: a@b.example", b"begin 644 x", b"end",
         b"=ybegin line=1 size=1 name=x", b"-----BEGIN PGP SIGNED MESSAGE-----", b"<div><table><tr><td>", b"Groet,",
         b"---------- Forwarded message ---------", b"", b"Final-Recipient: rfc822; x@y.example"]
    ),
)  # fmt: skip


def check(raw: bytes) -> None:
    """What holds for the Message of any bytes."""
    message = parse(raw)
    assert "".join(message.text[r.start : r.end] for r in message.regions) == message.text
    assert all(region.end > region.start for region in message.regions)
    json.dumps(message_json(message), ensure_ascii=False).encode("utf-8")
    assert "\n" not in message.subject
    assert message.message_id
    assert len(message.defects) == len(set(message.defects))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
@example(b"\x78\x9f\x3e\x22")
@example(b"From: \xff\n\n\xff")
@example(
    b"From: MAILER-DAEMON@x.example\nContent-Type: multipart/report; boundary=B\n\n--B\n"
    b"Content-Type: message/rfc822\n\nMessage-ID: <\x80@x>\n\n--B--\n"
)
def test_any_bytes(raw: bytes) -> None:
    check(raw)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(FIELD_NAMES, FIELD_VALUES), max_size=8),
    st.lists(LINES, max_size=25),
    st.sampled_from([b"\n", b"\r\n", b"\r"]),
)
def test_anything_like_a_mail(
    fields: list[tuple[bytes, bytes]], lines: list[bytes], end: bytes
) -> None:
    header = [name + b": " + value for name, value in fields]
    check(end.join([*header, b"", *lines]))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(GOLDEN), st.integers(0, 10_000), st.integers(0, 60), st.binary(max_size=12))
def test_damaged_mails(raw: bytes, at: int, cut: int, put: bytes) -> None:
    at %= len(raw) + 1
    check(raw[:at] + put + raw[at + cut :])


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=600), st.text(max_size=40), st.text(max_size=30))
def test_a_written_text_is_kept_to_the_letter(body: str, subject: str, name: str) -> None:
    message = written(subject=subject, body=body, from_name=name, from_addr="a@b.example")
    assert message.text == body
    assert "".join(body[r.start : r.end] for r in message.regions) == body
    pieces = [message.part(part) for part in Part]
    assert sum(map(len, pieces)) <= len(body) + 2 * len(message.regions)


def _nested(depth: int) -> bytes:
    out = HEADER
    for level in range(depth):
        out += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level)
    return out + b"Content-Type: text/plain\n\nHoi\n"


def _attached_in_attached(depth: int) -> bytes:
    return HEADER + b"Content-Type: message/rfc822\n\n" * depth + b"From: a@b.example\n\nHoi\n"


def _parts(count: int) -> bytes:
    part = b"--B\nContent-Type: text/plain; name=a.txt\n\nx\n"
    return (
        HEADER
        + b"Content-Type: multipart/mixed; boundary=B\n\n--B\n\nHoi\n"
        + part * count
        + b"--B--\n"
    )


def _zip_in_zip(_: int) -> bytes:
    data = bytes(10_000_000)
    for _level in range(3):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("x.zip", data)
        data = out.getvalue()
    encoded = base64.encodebytes(data)
    return (
        HEADER + b"Content-Type: application/zip\nContent-Transfer-Encoding: base64\n\n" + encoded
    )


BOMBS: dict[str, tuple[Callable[[int], bytes], int, str | None]] = {
    "10,000 parts": (_parts, 10_000, "parts_cut"),
    "multiparts 1,000 deep": (_nested, 1_000, "nesting_cut"),
    "attached mails 1,000 deep": (_attached_in_attached, 1_000, "nesting_cut"),
    "a million empty parts": (lambda n: _parts(0) + b"--B\n" * n, 1_000_000, "parts_cut"),
    "a header of 100 MB": (lambda n: HEADER + b"X: " + b"x" * n + b"\n\nHoi\n", 100_000_000, "mail_cut"),
    "a header of 40 MB": (lambda n: HEADER + b"X-A: y\n" * n + b"\nHoi\n", 6_000_000, "header_cut"),
    "a subject of 5 MB": (lambda n: b"Subject: " + b"=?a?q?" * n + b"\n\nHoi\n", 800_000, "header_cut"),
    "a million recipients": (lambda n: HEADER + b"To: " + b"a@b.example, " * n + b"\n\nHoi\n", 1_000_000, "header_cut"),
    "a million parameters": (lambda n: HEADER + b"Content-Type: text/plain" + b";a=b" * n + b"\n\nHoi\n", 1_000_000, "header_cut"),
    "parameters in a part": (
        lambda n: HEADER + b"Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: a/b" + b";a=b" * n + b"\n\n\n",
        1_000_000, "field_cut",
    ),
    "zip in zip in zip": (_zip_in_zip, 0, None),
    "10 MB of text": (lambda n: HEADER + b"\n" + b"Hoi allemaal. " * n, 750_000, "text_cut"),
    "a line of 20 MB": (lambda n: HEADER + b"\n" + b"x" * n, 20_000_000, "text_cut"),
    "HTML 100,000 deep": (lambda n: HEADER + b"Content-Type: text/html\n\n" + b"<div>" * n + b"Hoi", 100_000, None),
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_bombs_are_cut_in_time(bomb: tuple[Callable[[int], bytes], int, str | None]) -> None:
    make, size, defect = bomb
    raw = make(size)
    begun = time.process_time()
    message = parse(raw)
    spent = time.process_time() - begun
    assert defect is None or defect in message.defects
    assert message.from_.address == "sanne@kdv.example" or raw.startswith(b"Subject")
    assert spent < 3 + len(raw) / 5_000_000


def test_memory_is_a_small_multiple_of_the_mail() -> None:
    encoded = base64.encodebytes(bytes(range(256)) * 40_000)
    raw = HEADER + b"Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n" + encoded
    tracemalloc.start()
    parse(raw)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10 * len(raw)


def test_a_stream_without_end_is_not_followed() -> None:
    """An Outlook file whose text is a chain of sectors that bites its tail."""
    raw = bytearray(MAILS.joinpath("outlook/plain.msg").read_bytes())
    entry = raw.index("__substg1.0_1000001F".encode("utf-16-le"))
    raw[entry + 116 : entry + 124] = struct.pack("<II", 0, 0x7FFFFFFF)
    table = 512 * (int.from_bytes(raw[76:80], "little") + 1)
    raw[table : table + 4] = bytes(4)
    begun = time.process_time()
    assert "msg_unreadable" in parse(bytes(raw)).defects
    assert time.process_time() - begun < 1


# Texts and headers on which a careless expression would take a square of the time.
HOSTILE: dict[str, Callable[[int], bytes]] = {
    "quotes": lambda n: HEADER + b"\n" + b"> " * n,
    "quoted lines": lambda n: HEADER + b"\n" + b">\n" * (n // 2),
    "colons": lambda n: HEADER + b"\n" + b"On 2 Nov 2026 x\n" * (n // 16),
    "almost introductions": lambda n: HEADER + b"\n" + b"Op 2 nov. 2026 schreef\n" * (n // 23),
    "labels": lambda n: HEADER + b"\n" + b"Van: a@b.example\n" * (n // 17),
    "closings": lambda n: HEADER + b"\n" + b"Groet,\n" * (n // 7),
    "thanks": lambda n: HEADER + b"\n" + b"Bedankt,\n" * (n // 9),
    "rules": lambda n: HEADER + b"\n" + b"---\n" * (n // 4),
    "salutations": lambda n: HEADER + b"\n" + b"Groet\nBeste Jan,\n" * (n // 17),
    "addresses": lambda n: HEADER + b"\n" + b"a@" * (n // 2),
    "angles": lambda n: HEADER + b"\n" + b"<a@b" * (n // 4) + b":",
    "blank lines": lambda n: HEADER + b"\n" + b"\n" * n + b"x",
    "words": lambda n: HEADER + b"\n" + b"de ik " * (n // 6),
    "one word": lambda n: HEADER + b"\n" + b"e" * n,
    "armour": lambda n: HEADER + b"\n" + b"-----BEGIN PGP SIGNED MESSAGE-----\nx\n" * (n // 37),
    "begin": lambda n: HEADER + b"\n" + b"begin 644 x\n" * (n // 12),
    "yenc": lambda n: HEADER + b"\n" + b"=ybegin name=x\n" * (n // 15),
    "bounce words": lambda n: b"From: mailer-daemon@b.example\nReturn-Path: <>\n\n" + b"your message could not " * (n // 23),
    "bounce addresses": lambda n: b"From: mailer-daemon@b.example\nSubject: failure notice\n\n" + b"a@b.c " * (n // 6),
    "away": lambda n: b"From: a@b.example\nSubject: Re: x\nIn-Reply-To: <a@b>\n\n" + b"ik ben " * 200 + b"x" * n,
    "tags": lambda n: HEADER + b"Content-Type: text/html\n\n" + b"<" * n,
    "unclosed": lambda n: HEADER + b"Content-Type: text/html\n\n" + b"<table><tr><td>" * (n // 15),
    "blockquotes": lambda n: HEADER + b"Content-Type: text/html\n\n" + b"<blockquote>x" * (n // 13),
    "links": lambda n: HEADER + b"Content-Type: text/html\n\n" + b"<a href=http://x>" * (n // 17) + b"x",
    "cells": lambda n: HEADER + b"Content-Type: text/html\n\n<table><tr>" + b"<td>x" * (n // 5),
    "styles": lambda n: HEADER + b"Content-Type: text/html\n\n<div style='" + b"display " * (n // 8) + b"'>x",
    "overflows": lambda n: HEADER + b"Content-Type: text/html\n\n<div style='" + b"overflow:hidden;height:0x" * (n // 25) + b"'>x",
    "titles": lambda n: HEADER + b"\n" + b"--- a ---\n" * (n // 10),
    "entities": lambda n: HEADER + b"Content-Type: text/html\n\n" + b"&nbsp;" * (n // 6),
    "gmail quotes": lambda n: HEADER + b"Content-Type: text/html\n\n" + b"<div class=gmail_quote>x" * (n // 24),
    "header quotes": lambda n: b"From: " + b'"\\' * (min(n, 60_000) // 2) + b"\n\nx",
    "header angles": lambda n: b"From: " + b"<" * min(n, 60_000) + b"\n\nx",
    "header words": lambda n: b"Subject: " + b"=?a?q?x" * (min(n, 60_000) // 7) + b"\n\nx",
    "header comments": lambda n: b"From: " + b"(" * min(n, 60_000) + b"\n\nx",
    "references": lambda n: b"References: " + b"<a@b> " * (min(n, 60_000) // 6) + b"\n\nx",
    "base64 runs": lambda n: HEADER + b"Content-Transfer-Encoding: base64\n\n" + b"YQ==\n" * (n // 5),
    "flowed": lambda n: HEADER + b"Content-Type: text/plain; format=flowed\n\n" + b"x \n" * (n // 3),
    "days and addresses": lambda n: HEADER + b"\n" + b"2 nov. 2026 10:12 a <a@b.example>:\n" * (n // 35),
    "ends of introductions": lambda n: HEADER + b"\n" + b"<a@b.example> wrote:\n" * (n // 21),
    "warnings": lambda n: HEADER + b"\nCAUTION: external\n" + b"no links, no sender\n" * (n // 20),
    "footers": lambda n: HEADER + b"\n" + b"sent from a to b via c\n" * (n // 23),
    "header word without end": lambda n: b"Subject: =?utf-8?B?" + b"?" * min(n, 60_000) + b"\n\nx",
    "header words in base64": lambda n: b"Subject: " + b"=?utf-8?B?R?= " * (min(n, 60_000) // 14) + b"\n\nx",
    "ampersands": lambda n: HEADER + b"Content-Type: text/html\n\n" + b"&a" * (n // 2),
    "margins": lambda n: HEADER + b"Content-Type: text/html\n\n<p style='" + b"margin: 0" * (n // 9) + b"'>x",
    "tight paragraphs": lambda n: HEADER + b"Content-Type: text/html\n\n" + b"<p class=MsoNormal>" * (n // 19),
    "pictures in the page": lambda n: HEADER + b"Content-Type: text/html\n\n" + b"data:a/b;base64," * (n // 16),
    "lost boundaries": lambda n: HEADER + b"Content-Type: multipart/mixed; boundary=B\n\n" + b"--C\ncontent-type:\n" * (n // 18),
    "blanks in a field": lambda n: b"Subject: a" + b" \t" * (min(n, 60_000) // 2) + b"b\n\nx",
    "commas": lambda n: b"From: " + b"a," * (min(n, 60_000) // 2) + b"\n\nx",
    "names without addresses": lambda n: b"From: " + b"aa bb, " * (min(n, 60_000) // 7) + b"<a@b>\n\nx",
    "angles without commas": lambda n: b"From: " + b"x<a@b>" * (min(n, 60_000) // 6) + b"\n\nx",
    "comments in an angle": lambda n: b"From: <" + b"(" * min(n, 60_000) + b"@b>\n\nx",
    "headers in marks": lambda n: HEADER + b"\nhoi\n" + b"> Van: x\nx\n" * (n // 11),
    "blanks in an address": lambda n: b"From: <a" + b" " * min(n, 60_000) + b"b@c.example>\n\nx",
    "signs and blanks": lambda n: HEADER + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"= " * (n // 2),
    "a sign and blanks": lambda n: HEADER + b"Content-Transfer-Encoding: quoted-printable\n\n=" + b" " * n + b"x",
    "signed texts": lambda n: HEADER + b"\n" + b"-----BEGIN PGP SIGNED MESSAGE-----\n- -\n" * (n // 40),
    "enriched": lambda n: HEADER + b"Content-Type: text/enriched\n\n" + b"<param>" * (n // 14) + b"\n" * (n // 2),
    "writers": lambda n: HEADER + b"\n" + b"A wrote:\nA> b\n" * (n // 15),
    "dates alone": lambda n: HEADER + b"\n" + b"a\n2-11-2026 10:12\n" * (n // 18),
    "compound closings": lambda n: HEADER + b"\n" + b"met en de een nog veel groet x\n" * (n // 32),
    "fields in text": lambda n: HEADER + b"\n" + b"content-type: multipart/x\n" * (n // 26),
}  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_time_is_linear(hostile: Callable[[int], bytes]) -> None:
    """From 15,000 bytes to 60,000: four times the mail may not take much more than four times the time."""
    small, large = (_spent(hostile(size)) for size in (15_000, 60_000))
    assert large < 0.12 or large / small < 8


def _spent(raw: bytes) -> float:
    best = 60.0
    for _ in range(2):
        begun = time.process_time()
        parse(raw)
        best = min(best, time.process_time() - begun)
    return best
