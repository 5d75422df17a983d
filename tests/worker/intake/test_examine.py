"""Attachments are read by a process that can do no harm, whatever stands in them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.limits import Attachments
from ingest.attachments import made
from ingest.contents.content import Content, Reason
from ingest.contents.examine import examine
from ingest.message import Attachment, Message
from ingest.parse import written
from tests.conftest import need
from tests.documents.bombs import bombs
from tests.documents.office import doc, docx, odt, ppt, pptx, xls, xlsx, zipped
from tests.documents.pdfs import pdf
from tests.documents.pictures import encoded, photo, screenshot
from tests.servers.tesseract import tesseract
from worker.intake.examine import Examiner

BSN = "123456782"
SECONDS = 20
NO_OCR = Attachments(seconds=SECONDS, languages=())


@pytest.fixture(scope="module")
def examiner() -> Iterator[Examiner]:
    one = Examiner(NO_OCR)
    yield one
    one.close()


def a_mail(*attachments: Attachment) -> Message:
    mail = written(subject="x", body="zie bijlage", from_name="", from_addr="s@kdv.example")
    return replace(mail, attachments=attachments)


def attached(data: bytes, name: str = "") -> Attachment:
    return made(data, name, "application/octet-stream")


def read(examiner: Examiner, data: bytes, name: str = "") -> Content:
    (((content),),) = examiner.contents([a_mail(attached(data, name))])
    return content


@dataclass(frozen=True)
class Child:
    """The reading process, as /proc shows it."""

    pid: int

    def status(self, name: str) -> int:
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith(name)).split()[1])

    def text(self, name: str) -> str:
        return Path(f"/proc/{self.pid}/{name}").read_bytes().decode(errors="replace")


def child_of(examiner: Examiner) -> Child:
    return Child(examiner.seen().pid)


@pytest.mark.parametrize(
    "data",
    [docx("Beste desk", BSN), xlsx([["naam"], [BSN]]), pdf(BSN), zipped({"a.txt": BSN}),
     encoded(photo(200))],
    ids=["docx", "xlsx", "pdf", "zip", "photo"],
)  # fmt: skip
def test_the_process_says_what_the_readers_say(examiner: Examiner, data: bytes) -> None:
    assert read(examiner, data) == examine(data)


@pytest.mark.server
def test_screenshots_are_read_in_the_languages_that_are_installed() -> None:
    need(tesseract)
    reader = Examiner(Attachments(languages=("nld", "klingon", "fra")))
    assert reader.seen().languages == ("nld", "fra")
    assert BSN in read(reader, encoded(screenshot([f"BSN: {BSN}"]))).text
    reader.close()


def test_contents_come_in_the_order_of_mails_and_attachments(examiner: Examiner) -> None:
    mails = [a_mail(attached(b"een"), attached(b"twee")), a_mail(), a_mail(attached(b"drie"))]
    found = [[one.text.strip() for one in held] for held in examiner.contents(mails)]
    assert found == [["een", "twee"], [], ["drie"]]


def test_the_same_bytes_are_read_once_in_a_chunk() -> None:
    asked: list[None] = []
    reader = Examiner(NO_OCR, going=lambda: asked.append(None))
    same = attached(docx(BSN), "a.docx")
    ((one,), (two, three)) = reader.contents([a_mail(same), a_mail(same, attached(b"x"))])
    assert one is two
    assert three.text == "x\n"
    assert len(asked) == 2
    reader.contents([a_mail(same)])
    assert len(asked) == 3, "what holds words is not kept beyond its chunk"
    reader.close()


def test_a_logo_is_read_once_for_all_chunks() -> None:
    asked: list[None] = []
    reader = Examiner(NO_OCR, going=lambda: asked.append(None))
    logo = attached(encoded(screenshot([], size=(40, 40))))
    for _ in range(3):
        reader.contents([a_mail(logo)])
    assert len(asked) == 1
    reader.close()


def test_nothing_is_read_when_it_is_switched_off() -> None:
    content = read(Examiner(Attachments(examine=False)), b"x")
    assert (content.examined, content.reason) == (False, Reason.SWITCHED_OFF)


def test_it_knows_no_secret_writes_no_file_and_has_no_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MELDPOST_MAILBOX_SUPPORT_PASSWORD", "geheim-woord")
    reader = Examiner(NO_OCR)
    seen = reader.seen()
    child = Child(seen.pid)
    assert "geheim-woord" not in child.text("environ")
    limits = {line[:25].strip(): line[25:].split()[0] for line in child.text("limits").splitlines()}
    assert limits["Max file size"] == "0"
    assert limits["Max core file size"] == "0"
    assert int(limits["Max address space"]) == NO_OCR.memory_bytes
    ours = Path("/proc/self/ns/net").readlink()
    assert seen.no_network == (Path(f"/proc/{child.pid}/ns/net").readlink() != ours)
    assert child.status("NoNewPrivs") == 1
    reader.close()
    assert not Path(f"/proc/{child.pid}").exists()


def test_a_process_that_died_takes_nobody_along() -> None:
    reader = Examiner(NO_OCR)
    child = child_of(reader)
    os.kill(child.pid, signal.SIGKILL)
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert read(reader, b"een").text == "een\n"
    assert reader.seen().pid != child.pid
    reader.close()


@pytest.mark.server
def test_time_is_up_for_the_process_and_all_that_it_started() -> None:
    need(tesseract)
    reader = Examiner(Attachments(seconds=1, languages=("nld",)))
    child = child_of(reader)
    busy = encoded(screenshot(["woord " * 60] * 90, size=(3000, 3000)))
    begun = time.monotonic()
    content = read(reader, busy)
    assert (content.examined, content.reason) == (False, Reason.TOO_LONG)
    assert time.monotonic() - begun < 5
    with pytest.raises(ProcessLookupError):
        os.killpg(child.pid, 0)
    assert read(reader, b"verder").text == "verder\n"
    reader.close()


def test_all_attachments_of_a_mail_share_its_time() -> None:
    reader = Examiner(NO_OCR.model_copy(update={"mail_seconds": 0}))
    assert read(reader, b"een").reason is Reason.TOO_LONG


def test_a_process_is_its_own_after_a_fork() -> None:
    reader = Examiner(NO_OCR)
    assert read(reader, b"ouder").text == "ouder\n"
    of_parent = reader.seen().pid
    pid = os.fork()
    if pid == 0:
        well = read(reader, b"kind").text == "kind\n" and reader.seen().pid != of_parent
        os._exit(0 if well else 1)
    assert os.waitpid(pid, 0)[1] == 0
    assert read(reader, b"ouder weer").text == "ouder weer\n"
    assert reader.seen().pid == of_parent
    reader.close()


BOMBS = list(bombs())
ENDS = {
    "thousandfold.zip": Reason.TOO_LARGE, "quine.zip": Reason.NESTED_TOO_DEEP,
    "wide.zip": Reason.TOO_MANY_FILES, "thousandfold.gz": Reason.BOMB,
    "thousandfold.xz": Reason.BOMB, "greedy.xz": Reason.BOMB, "sparse.tar": Reason.BROKEN,
    "path.zip": None, "laughs.docx": Reason.BOMB, "laughs.pptx": Reason.BOMB,
    "deep.docx": Reason.NOTHING_TO_READ, "endless.docx": Reason.TOO_LARGE,
    "wide.xlsx": Reason.TOO_LARGE, "tall.xlsx": Reason.TOO_LARGE,
    "pages.pdf": Reason.TOO_MANY_PAGES, "objects.pdf": Reason.BROKEN, "stream.pdf": Reason.TOO_LONG,
    "huge.pdf": Reason.NO_OCR, "huge.png": Reason.TOO_LARGE, "large.png": Reason.TOO_LARGE,
    "frames.gif": Reason.TOO_MANY_PAGES, "deep.html": None, "deep.rtf": Reason.NOTHING_TO_READ,
    "deep.eml": Reason.NESTED_TOO_DEEP, "wide.csv": Reason.TOO_LARGE, "long.csv": Reason.TOO_LARGE,
}  # fmt: skip


@pytest.mark.parametrize(("name", "data"), BOMBS, ids=[name for name, _ in BOMBS])
def test_no_file_takes_more_than_it_may(examiner: Examiner, name: str, data: bytes) -> None:
    child = child_of(examiner)
    begun = time.monotonic()
    content = read(examiner, data, name)
    assert time.monotonic() - begun < SECONDS + 5
    if Path(f"/proc/{child.pid}").exists():
        assert child.status("VmPeak") * 1024 <= NO_OCR.memory_bytes
    # how far the reading of this one comes in its time depends on the machine
    assert content.reason in (ENDS[name], *((Reason.TOO_LARGE,) if name == "stream.pdf" else ()))
    assert content.examined == (content.reason in {None, Reason.NOTHING_TO_READ})
    assert len(content.text) <= NO_OCR.chars
    assert read(examiner, b"verder").text == "verder\n"


SOUND = [
    docx("Beste desk", BSN), pptx("Een", "Twee"), odt("Een"), xlsx([["naam", "x"], [BSN, 1.5]]),
    doc("Beste desk, dit is een brief."), ppt("Een", "Twee"), xls([["naam", 2.0]]), pdf("Een"),
    zipped({"a.txt": BSN, "b.docx": docx("x")}), encoded(photo(120)), encoded(photo(120), "JPEG"),
    b"{\\rtf1 Een\\par Twee}", b"a;b\nc;d\n", b"<html><p>x</p></html>",
    b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n\nBeste",
]  # fmt: skip


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(SOUND),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 40)), max_size=8),
    st.floats(0.2, 1.0),
)
def test_damaged_files_give_a_content(
    examiner: Examiner, sound: bytes, wounds: list[tuple[float, bytes, int]], kept: float
) -> None:
    damaged = bytearray(sound)
    for where, inserted, removed in wounds:
        at = int(where * len(damaged))
        damaged[at : at + removed] = inserted
    content = read(examiner, bytes(damaged[: int(len(damaged) * kept)]))
    assert content.examined or content.reason is not None
    for mark in content.marks:
        assert 0 <= mark.start < mark.end <= len(content.text)
