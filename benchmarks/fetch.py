"""How fast mails come out of a Dovecot on this machine: imaplib bare, and our source.

    python -m benchmarks.fetch [MAILS]

Both read the same mails (mean 6 kB) over the same plain connection, in batches of 200 by UID.
"""

from __future__ import annotations

import imaplib
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from config.servers import Mailbox
from ingest.sources.imap import ImapSource, batches
from tests.servers.authority import Authority
from tests.servers.dovecot import Dovecot
from tests.servers.imap_account import ImapAccount

BATCH = 200
WORDS = ("de", "factuur", "van", "vorige", "maand", "klopt", "niet", "kunnen", "jullie", "kijken")


@dataclass(frozen=True, slots=True)
class Rate:
    """What one way of reading a mailbox took."""

    name: str
    mails: int
    size: int
    seconds: float

    @property
    def mails_a_second(self) -> float:
        return self.mails / self.seconds

    def __str__(self) -> str:
        megabytes = self.size / self.seconds / 1e6
        return f"{self.name:<12}{self.mails_a_second:>10,.0f} mails/s{megabytes:>8,.0f} MB/s"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with filled(generated(count)) as account:
        for _ in range(2):  # the second round reads from warm caches
            for read in (raw_imap, our_source):
                print(read(account.mailbox(security="plain")))


def raw_imap(mailbox: Mailbox) -> Rate:
    """The standard library alone, nothing done with what comes: the upper bound of a line."""

    def read() -> Iterator[int]:
        connection = imaplib.IMAP4(mailbox.host, mailbox.port)
        assert mailbox.user is not None
        assert mailbox.password is not None
        connection.login(mailbox.user, mailbox.password.get_secret_value())
        connection.select("INBOX", readonly=True)
        uids = [int(uid) for uid in connection.uid("SEARCH", "ALL")[1][0].split()]
        for batch in batches(uids, BATCH):
            _, said = connection.uid("FETCH", ",".join(map(str, batch)), "(UID BODY.PEEK[])")
            yield from (len(part[1]) for part in said if isinstance(part, tuple))
        connection.logout()

    return _timed("imaplib", read)


def our_source(mailbox: Mailbox) -> Rate:
    """What the worker does: sizes first, then the mails with their dates, each checked."""

    def read() -> Iterator[int]:
        with ImapSource.open(mailbox) as source:
            source.select("INBOX")
            for batch in batches(source.uids_after(0), BATCH):
                yield from (len(mail.raw or b"") for mail in source.fetch(source.sizes(batch)))

    return _timed("our source", read)


def generated(count: int, seed: int = 7) -> Iterator[bytes]:
    """Plain mails of a mean of 6 kB, always the same for a seed."""
    chance = random.Random(seed)
    for number in range(count):
        lines = [
            "From: Sanne de Boer <sanne@kdv.example>",
            "To: support@desk.example",
            f"Subject: {' '.join(chance.choices(WORDS, k=5))}",
            f"Message-ID: <{seed}.{number}@kdv.example>",
            "Date: Fri, 20 Nov 2026 08:15:00 +0100",
            "",
        ]
        for _ in range(int(chance.lognormvariate(4.15, 0.8))):
            lines.append(" ".join(chance.choices(WORDS, k=12)))
        yield "\r\n".join([*lines, ""]).encode()


@contextmanager
def filled(mails: Iterator[bytes]) -> Iterator[ImapAccount]:
    """An account on a Dovecot of its own that holds `mails`."""
    with tempfile.TemporaryDirectory() as folder:
        server = Dovecot(Authority(Path(folder)))
        try:
            account = server.account()
            account.deliver(*mails)
            yield account
        finally:
            server.close()


def _timed(name: str, read: Callable[[], Iterator[int]]) -> Rate:
    began = perf_counter()
    sizes = list(read())
    return Rate(name, len(sizes), sum(sizes), perf_counter() - began)


if __name__ == "__main__":
    main()
