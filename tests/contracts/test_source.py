"""What every source of files promises: each mail once, in order, unchanged, never an exception."""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ingest.sources import SOURCES, Item, eml, folder, maildir, mbox, msg, open_source, stdin
from ingest.sources.msg import OLE2

Layout = Callable[[Path, Sequence[bytes]], Path]

PLAIN = b"From: sanne@kdv.example\nSubject: factuur\n\nWaar staat de factuur?\n"
MAILS = (
    PLAIN,
    b"",  # a mail of no bytes is a mail
    PLAIN.replace(b"\n", b"\r\n"),
    b"\xff\xfe\x00 no mail at all \x80" * 50,
    b"Subject: long\n\n" + b"x" * 300_000,
    b"Subject: From\n\nHallo\n\nFrom here on it is text\nFrom me too\n>From quoted\n>>From twice\n",
    b"Subject: ends in empty lines\n\nHallo\n\n\n",
)


def one_eml(path: Path, mails: Sequence[bytes]) -> Path:
    (path / "mail.eml").write_bytes(mails[0])
    return path / "mail.eml"


def one_msg(path: Path, mails: Sequence[bytes]) -> Path:
    (path / "mail.dat").write_bytes(OLE2 + mails[0])
    return path / "mail.dat"


def folder_of_eml(path: Path, mails: Sequence[bytes]) -> Path:
    for number, raw in enumerate(mails):
        (path / f"{number:03}.{'EML' if number % 2 else 'eml'}").write_bytes(raw)
    (path / "notes.txt").write_text("no mail")
    return path


def a_maildir(path: Path, mails: Sequence[bytes]) -> Path:
    for part in ("cur", "new", "tmp"):
        (path / part).mkdir()
    for number, raw in enumerate(mails):
        name = f"{1_700_000_000 + number}.M{9 - number}.host"
        kept = path / "cur" / f"{name}:2,S" if number % 3 == 0 else path / "new" / name
        kept.write_bytes(raw)
    (path / "tmp" / "1.half.host").write_bytes(b"half a mai")
    (path / "new" / ".keep").write_bytes(b"")
    return path


def an_mbox(path: Path, mails: Sequence[bytes]) -> Path:
    with (path / "archive").open("wb") as file:
        for raw in mails:
            file.write(b"From sanne@kdv.example Fri Nov 20 08:15:00 2026\n")
            for line in raw.splitlines(keepends=True):
                file.write(b">" + line if line.lstrip(b">").startswith(b"From ") else line)
            file.write(b"\n" if raw.endswith(b"\n") or not raw else b"\n\n")
    return path / "archive"


LAYOUTS: dict[str, tuple[Layout, int]] = {  # how many mails it can hold
    "eml": (one_eml, 1),
    "msg": (one_msg, 1),
    "folder": (folder_of_eml, len(MAILS)),
    "maildir": (a_maildir, len(MAILS)),
    "mbox": (an_mbox, len(MAILS)),
}


def snapshot(path: Path) -> list[Path]:
    return sorted(path.parent.rglob("*"))


@pytest.mark.parametrize("kind", LAYOUTS)
def test_each_mail_once_in_order_and_nothing_is_touched(tmp_path: Path, kind: str) -> None:
    layout, room = LAYOUTS[kind]
    path = layout(tmp_path, MAILS)
    before = snapshot(path)
    items = list(open_source(path))
    expected = [OLE2 + raw if kind == "msg" else raw for raw in MAILS[:room]]
    if kind == "mbox":  # a mail without an end of line gets one, for the format has no other way
        expected = [raw if raw.endswith(b"\n") or not raw else raw + b"\n" for raw in expected]
    assert [item.raw for item in items] == expected
    assert [item.index for item in items] == list(range(room))
    assert all(Path(item.source).is_file() and item.error is None for item in items)
    assert snapshot(path) == before
    assert list(open_source(str(path))) == items


@pytest.mark.parametrize("kind", LAYOUTS)
def test_of_a_mail_that_is_too_large_the_beginning_is_read_and_the_rest_goes_on(
    tmp_path: Path, kind: str
) -> None:
    layout, room = LAYOUTS[kind]
    mails = [b"x" * 2000 + b"\n", PLAIN][:room]
    items = list(open_source(layout(tmp_path, mails), mail_bytes=1000))
    assert [len(item.raw or b"") for item in items] == [1001, len(PLAIN)][:room]
    assert items[0].error is None


@pytest.mark.parametrize("name", ["nowhere.eml", "nowhere.mbox", "nowhere.msg", "nowhere/"])
def test_what_is_not_there_is_one_error(tmp_path: Path, name: str) -> None:
    (item,) = open_source(tmp_path / name)
    assert item.raw is None
    assert item.error == "cannot be read: No such file or directory"


def test_a_file_that_vanishes_halfway_is_an_error_and_the_rest_goes_on(tmp_path: Path) -> None:
    items = open_source(a_maildir(tmp_path, MAILS))
    first = next(items)
    (tmp_path / "new" / "1700000001.M8.host").unlink()
    rest = list(items)
    assert [first.raw, *(item.raw for item in rest)] == [MAILS[0], None, *MAILS[2:]]
    assert rest[0].error == "cannot be read: No such file or directory"


def test_an_empty_maildir_holds_nothing_and_an_empty_folder_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert [item.error for item in open_source(tmp_path / "folder")] == [
        "holds no .eml or .msg file, and is no Maildir"
    ]
    (tmp_path / "maildir").mkdir()
    assert list(open_source(a_maildir(tmp_path / "maildir", []))) == []


def test_standard_input_is_one_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PLAIN)))
    assert list(open_source("-")) == [Item("-", 0, PLAIN)]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PLAIN)))
    (item,) = open_source("-", mail_bytes=10)
    assert (item.raw, item.error) == (PLAIN[:11], None)


@pytest.mark.parametrize(
    ("name", "content", "source"),
    [
        ("mail.eml", PLAIN, eml),
        ("mail", PLAIN, eml),
        ("mail.txt", b"", eml),
        ("mail.eml", b"From - Fri Nov 20 08:15:00 2026\n" + PLAIN, eml),  # Thunderbird saves so
        ("mail", b"From - Fri Nov 20 08:15:00 2026\n" + PLAIN, mbox),
        ("mail", b"From: sanne@kdv.example\n\n", eml),  # a header, no separator
        ("empty.mbox", b"", mbox),
        ("mail.msg", OLE2, msg),
        ("mail.eml", OLE2 + b"...", msg),
        ("mail.msg", PLAIN, eml),  # somebody renamed it
    ],
)
def test_a_file_is_known_by_what_is_in_it(
    tmp_path: Path, name: str, content: bytes, source: object
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert next(known for known in SOURCES if known.accepts(path)) is source


def test_every_source_is_in_the_list() -> None:
    assert (stdin, maildir, folder, msg, mbox, eml) == SOURCES


def test_a_pipe_is_read_as_one_mail(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(PLAIN,))
    writer.start()
    assert [item.raw for item in open_source(pipe)] == [PLAIN]
    writer.join()
