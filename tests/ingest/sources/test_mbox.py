"""Where one mail of an mbox ends and the next begins, and how much memory that takes."""

from __future__ import annotations

import io
import tracemalloc

import pytest

from ingest.sources.mbox import split

HEAD = b"Subject: x\n\n"


@pytest.mark.parametrize(
    "separator",
    [
        b"From sanne@kdv.example Fri Nov 20 08:15:00 2026",
        b"From sanne@kdv.example  Fri Nov  6 08:15 2026",  # no seconds, a day of one digit
        b"From - Fri Nov 20 08:15:00 2026",  # Thunderbird
        b"From MAILER-DAEMON Fri Nov 20 08:15:00 2026",
        b"From 1234567890@xxx Fri Nov 20 08:15:00 +0000 2026",  # Google Takeout
        b'From "sanne de boer"@kdv.example Fri Nov 20 08:15:00 2026',
        b"From sanne@kdv.example Fri, 20 Nov 2026 08:15:00 +0100",
        b"From sanne@kdv.example Fri Nov 20 08:15:00 CET 2026 remote from kdv",
        b"From sanne@kdv.example 2026-11-20T08:15:00Z",
    ],
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_separator_separates(separator: bytes, end: bytes) -> None:
    mail = HEAD.replace(b"\n", end) + b"Hallo" + end
    text = (separator + end + mail + end) * 2
    assert list(split(io.BytesIO(text), mail_bytes=1000)) == [mail, mail]


@pytest.mark.parametrize(
    "line",
    [
        b"From here on we need the list of 2026",
        b"From Friday on, at 08:15, nothing works",
        b"From jan@kdv.example on 12 March 2026 the invoices are wrong",
        b"From: jan@kdv.example",
        b" From jan@kdv.example Fri Nov 20 08:15:00 2026",
        b"from jan@kdv.example Fri Nov 20 08:15:00 2026",
    ],
)
def test_a_line_of_text_does_not(line: bytes) -> None:
    mail = HEAD + b"Hallo\n\n" + line + b"\nGroet\n"
    text = b"From a@b.example Fri Nov 20 08:15:00 2026\n" + mail + b"\n"
    assert list(split(io.BytesIO(text), mail_bytes=1000)) == [mail]


def test_a_separator_needs_an_empty_line_before_it() -> None:
    quoted = b"Ze schreef:\nFrom jan@kdv.example Fri Nov 20 08:15:00 2026\nDag\n"
    text = b"From a@b.example Fri Nov 20 08:15:00 2026\n" + HEAD + quoted
    assert list(split(io.BytesIO(text), mail_bytes=1000)) == [HEAD + quoted]


def test_text_before_the_first_separator_is_kept() -> None:
    text = b"\n\nSubject: lost\n\nHallo\n\nFrom a@b.example Fri Nov 20 08:15:00 2026\n" + HEAD
    found = list(split(io.BytesIO(text), mail_bytes=1000))
    assert found == [b"Subject: lost\n\nHallo\n", b"Subject: x\n"]


def test_a_line_that_is_read_in_pieces_is_one_line() -> None:
    # the piece after 64 kB begins with what looks like a separator, or like a quoted one
    for piece in (b"From a@b.example Fri Nov 20 08:15:00 2026", b">From x"):
        mail = HEAD + b"\n" + b"x" * 65_536 + piece + b"\n"
        text = b"From a@b.example Fri Nov 20 08:15:00 2026\n" + mail + b"\n"
        assert list(split(io.BytesIO(text), mail_bytes=200_000)) == [mail]


class Endless(io.RawIOBase):
    """A file that is made while it is read: `size` bytes of mails, one of them a monster."""

    def __init__(self, size: int) -> None:
        lines = b"Hallo " * 10 + b"\n" + b"z" * 6000 + b"\n\n"
        mail = b"From a@b.example Fri Nov 20 08:15:00 2026\n" + HEAD + lines
        self._block = mail * 160
        self._left = size // len(self._block)
        self._monster = 64

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._left <= 0:
            return 0
        if self._left == 20 and self._monster:
            self._monster -= 1
            block = b"y" * len(buffer)
        else:
            self._left -= 1
            block = self._block
        buffer[: len(block)] = block
        return len(block)


def test_memory_does_not_grow_with_the_file() -> None:
    file = io.BufferedReader(Endless(90_000_000), 1 << 20)
    tracemalloc.start()
    large, mails = 0, 0
    for raw in split(file, mail_bytes=1_000_000):
        large, mails = large + (len(raw) > 1_000_000), mails + 1
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (large, mails > 14_000) == (1, True)
    assert peak < 8_000_000
