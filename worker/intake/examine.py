"""Attachments → what stands in them, read by a process that can do no harm and may be killed.

A process that takes too long is killed with all that it started; one that dies takes nobody along.
Either way the attachment ends as not examined, with the reason, and the next one finds a fresh
process. The same bytes in several mails of a chunk are read once.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from multiprocessing import Pipe
from pathlib import Path

from config.limits import Attachments
from ingest.contents.content import Content, Reason, not_examined
from ingest.contents.limits import ReadLimits
from ingest.contents.wire import unpack
from ingest.message import Attachment, Message
from worker.intake.confine import environment
from worker.intake.pool import busy

_HOUSE = str(Path(__file__).parents[2])
_STARTING_SECONDS = 60
_LIFE = 300  # attachments; then a fresh process, so that what libraries leak stays little
_REMEMBERED = 2_000  # attachments without a word in them, such as the logos of signatures
_ANSWER_BYTES = 400_000_000

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the process said of itself when it began."""

    pid: int
    no_network: bool
    languages: tuple[str, ...]


class Examiner:
    """Reads attachments by the settings. It may be made before a fork: each process that examines
    has a reading process of its own, begun with the first attachment."""

    def __init__(self, settings: Attachments, *, going: Callable[[], None] = busy) -> None:
        self._settings = settings
        self._going = going
        self._silent: dict[Key, Content] = {}
        self._process: _Process | None = None

    def contents(self, messages: Sequence[Message]) -> list[tuple[Content, ...]]:
        """The Content of each attachment of each message, in order."""
        known: dict[Key, Content] = {}
        return [self._of_message(message, known) for message in messages]

    def seen(self) -> Seen:
        """What a reading process on this machine can do."""
        return self._fresh().seen

    def close(self) -> None:
        """End the reading process, if there is one of ours."""
        if self._process is not None and self._process.parent == os.getpid():
            self._process.end()
            self._process = None

    def _of_message(self, message: Message, known: dict[Key, Content]) -> tuple[Content, ...]:
        deadline = time.monotonic() + self._settings.mail_seconds
        return tuple(self._content(one, known, deadline) for one in message.attachments)

    def _content(
        self, attachment: Attachment, known: dict[Key, Content], deadline: float
    ) -> Content:
        if not self._settings.examine:
            return not_examined(Reason.SWITCHED_OFF)
        key = _key(attachment)
        found = known.get(key) or self._silent.get(key)
        if found is None:
            left = deadline - time.monotonic()
            if left <= 0:
                return not_examined(Reason.TOO_LONG)
            found = self._read(attachment, min(self._settings.seconds, left))
            known[key] = found
            self._remember(key, found)
            self._going()
        return found

    def _remember(self, key: Key, found: Content) -> None:
        """Only what holds no words is kept beyond its chunk: nobody's data lie about."""
        if found.reason is Reason.NOTHING_TO_READ and len(self._silent) < _REMEMBERED:
            self._silent[key] = found

    def _read(self, attachment: Attachment, seconds: float) -> Content:
        if len(attachment.content) > self._settings.bytes:
            return not_examined(Reason.TOO_LARGE)
        try:
            return self._fresh().read(attachment, seconds)
        except Lost as lost:
            self.close()
            return not_examined(lost.reason)

    def _fresh(self) -> _Process:
        """The reading process of this very process: what was there before a fork is another's."""
        process, self._process = self._process, None
        if process is not None and process.parent != os.getpid():
            process.leave()
        elif process is not None and process.is_fit():
            self._process = process
            return process
        elif process is not None:
            process.end()
        self._process = _Process(self._settings)
        return self._process


class Lost(Exception):
    """The process ended, or had to be ended, before it was done."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class _Process:
    """One reading process and the line to it."""

    def __init__(self, settings: Attachments) -> None:
        self.parent = os.getpid()
        self.served = 0
        self._line, theirs = Pipe()
        self._process = subprocess.Popen(  # noqa: S603  # ourselves
            [sys.executable, "-m", "worker.intake.examine_process", str(theirs.fileno())],
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # what libraries say of a file may quote it
            cwd="/",
            env=environment(_HOUSE),
            start_new_session=True,
        )
        theirs.close()
        try:
            said = json.loads(self._ask(_given(settings), seconds=_STARTING_SECONDS))
        except Lost:
            self.end()
            raise
        self.seen = Seen(
            self._process.pid, bool(said["no_network"]), tuple(map(str, said["languages"]))
        )

    def read(self, attachment: Attachment, seconds: float) -> Content:
        """What stands in the attachment; Lost if the process is gone or out of time."""
        self.served += 1
        head = {"name": attachment.filename, "declared": attachment.content_type}
        said = self._ask(json.dumps(head).encode(), attachment.content, seconds=seconds)
        try:
            return unpack(said)
        except ValueError:
            raise Lost(Reason.BROKEN) from None

    def end(self) -> None:
        """Kill the process and all that it started."""
        self._line.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def is_fit(self) -> bool:
        """Whether it may have a further attachment: it lives, and is not old."""
        return self.served < _LIFE and self._process.poll() is None

    def leave(self) -> None:
        """Let go of it: it belongs to the process that we were forked from."""
        self._line.close()
        self._process.returncode = 0  # or its end would be waited for here

    def _ask(self, *messages: bytes, seconds: float) -> bytes:
        try:
            for message in messages:
                self._line.send_bytes(message)
            if not self._line.poll(seconds):
                raise Lost(Reason.TOO_LONG)
            return self._line.recv_bytes(_ANSWER_BYTES)
        except (EOFError, OSError):
            raise Lost(self._why()) from None

    def _why(self) -> Reason:
        """What ended the process: its time, its memory, or a fault in a library."""
        try:
            ended = -self._process.wait(5)
        except subprocess.TimeoutExpired:
            return Reason.BROKEN
        if ended == signal.SIGXCPU:
            return Reason.TOO_LONG
        return Reason.TOO_LARGE if ended in {signal.SIGKILL, signal.SIGABRT} else Reason.BROKEN


def _given(settings: Attachments) -> bytes:
    limits = ReadLimits(
        bytes=settings.bytes,
        chars=settings.chars,
        pages=settings.pages,
        ocr_pages=settings.ocr_pages,
        pixels=settings.pixels,
        files=settings.files,
        nested=settings.nested,
        unpacked=settings.unpacked_bytes,
        ocr_languages=settings.languages,
    )
    return json.dumps({
        "memory_bytes": settings.memory_bytes,
        "seconds": settings.seconds,
        "limits": asdict(limits),
    }).encode()  # fmt: skip


def _key(attachment: Attachment) -> Key:
    """Bytes, and what tells their type where they do not."""
    extension = attachment.filename.rpartition(".")[2].lower()
    return attachment.sha256, extension, attachment.content_type
