"""New mail of a folder, cut into chunks that follow each other without a gap."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event

from config.limits import Limits
from ingest.sources.batches import batches, by_weight
from ingest.sources.imap import Fetched, ImapSource
from worker.intake.analyse import Raw

_SMALLEST_CHUNK = 25  # below this, splitting costs more than a second process gains


@dataclass(frozen=True, slots=True)
class Aside:
    """A mail that is recorded without being read, and why. `head` is how an oversized one begins.

    `alarm` is set where a person should know.
    """

    uid: int
    reason: str
    size: int
    arrived_at: datetime
    head: bytes | None = field(default=None, repr=False)
    alarm: str | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of UIDs: `desk` names the mailbox, `aside` holds what is not read."""

    desk: str
    mails: tuple[Raw, ...]
    aside: tuple[Aside, ...] = ()

    @property
    def uids(self) -> list[int]:
        return [mail.uid for mail in self.mails] + [one.uid for one in self.aside]


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches for one desk; `clock` dates what the server does not."""

    source: ImapSource
    desk: str
    limits: Limits
    clock: Callable[[], datetime]
    processes: int
    stopping: Event

    def chunks(self, uids: Sequence[int]) -> Iterator[Chunk]:
        """All of `uids`, in order, until `stopping`; fetched when they are asked for."""
        fair = math.ceil(len(uids) / max(1, self.processes))
        size = min(self.limits.chunk_mails, max(_SMALLEST_CHUNK, fair))
        for some in batches(uids, size):
            if self.stopping.is_set():
                return
            sizes = self.source.sizes(some)
            weights = {uid: self._weight(sizes.get(uid, 0)) for uid in some}
            for part in by_weight(weights, size=size, weight=self.limits.chunk_bytes):
                yield self._chunk(part, sizes)

    def _weight(self, size: int) -> int:
        return size if size <= self.limits.mail_bytes else 0

    def _chunk(self, uids: Sequence[int], sizes: Mapping[int, int]) -> Chunk:
        wanted = {uid: sizes[uid] for uid in uids if self._fits(uid, sizes)}
        fetched = {one.uid: one for one in self.source.fetch(wanted)}
        mails: list[Raw] = []
        aside: list[Aside] = []
        for uid in uids:
            one = fetched.get(uid)
            if one is not None and one.raw is not None:
                mails.append(Raw(uid, one.received_at or self.clock(), one.raw))
            else:
                aside.append(self._aside(uid, sizes.get(uid), one))
        return Chunk(self.desk, tuple(mails), tuple(aside))

    def _fits(self, uid: int, sizes: Mapping[int, int]) -> bool:
        return uid in sizes and sizes[uid] <= self.limits.mail_bytes

    def _aside(self, uid: int, size: int | None, one: Fetched | None) -> Aside:
        if size is not None and size > self.limits.mail_bytes:
            return self._oversized(uid, size)
        if one is not None and one.error is not None:
            why = f"the server does not give it: {one.error}"
            return Aside(uid, why, size or 0, self.clock(), alarm="not_given")
        return Aside(uid, "it vanished before it was read", size or 0, self.clock())

    def _oversized(self, uid: int, size: int) -> Aside:
        head = self.source.fetch_headers(uid)
        return Aside(
            uid,
            f"oversized: {size} bytes, more than {self.limits.mail_bytes}; left on the server",
            size,
            (head and head.received_at) or self.clock(),
            head.raw if head else None,
            alarm="oversized",
        )
