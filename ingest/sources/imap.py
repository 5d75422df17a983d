"""Mail on an IMAP server, addressed by UID only and never marked as seen by reading it.

    with ImapSource.open(mailbox, tokens) as source:
        state = source.select("INBOX")
        for chunk in batches(source.uids_after(last), 100):
            for mail in source.fetch(source.sizes(chunk)): ...
        source.mark_seen(stored)
        source.idle(60, stop)

A source is one connection, for one thread. Every error is a ConfigError (a person must mend a
setting) or a TransientError (open another source later; nothing is lost).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from threading import Event

from imapclient import SEEN

from config.errors import ConfigError
from config.limits import Limits
from config.servers import Mailbox
from ingest.sources import idle, imap_actions, imap_fetch, imap_folders
from ingest.sources.batches import batches, by_weight
from ingest.sources.imap_faults import mapped, place
from ingest.sources.imap_fetch import Fetched
from ingest.sources.imap_folders import Folder, FolderState
from ingest.sources.imap_search import UIDS_A_COMMAND, present, search
from ingest.sources.imap_session import Tokens, session
from ingest.sources.imap_wire import Client

__all__ = ["Fetched", "Folder", "FolderState", "ImapSource", "Tokens", "batches"]

BATCH_MAILS = 200
BATCH_BYTES = 16_000_000


class ImapSource:
    """One logged-in connection to `mailbox`."""

    def __init__(self, mailbox: Mailbox, client: Client, *, mail_bytes: int) -> None:
        self.mailbox = mailbox
        self._client = client
        self._mail_bytes = mail_bytes

    @classmethod
    @contextmanager
    def open(
        cls, mailbox: Mailbox, tokens: Tokens | None = None, *, limits: Limits | None = None
    ) -> Iterator[ImapSource]:
        """Connect and log in; what fails raises one clear line, inside the block too."""
        with session(mailbox, tokens) as client:
            yield cls(mailbox, client, mail_bytes=(limits or Limits()).mail_bytes)

    def folders(self) -> tuple[Folder, ...]:
        """All folders that can hold mail."""
        with mapped(self.mailbox):
            return imap_folders.listed(self._client)

    def sent_folder(self) -> str | None:
        """Where sent mail is kept: the setting, else what the server marks, else by its name."""
        return self.mailbox.sent_folder or imap_folders.sent(self.folders())

    def select(self, folder: str, *, readonly: bool = False) -> FolderState:
        """Make `folder` the one that all below is about; ConfigError if it does not exist."""
        with mapped(self.mailbox), self._expected(folder):
            said = self._client.select_folder(folder, readonly=readonly)
        if b"UIDVALIDITY" not in said:
            raise ConfigError(
                f"{place(self.mailbox)} gives the mails of {folder!r} no lasting numbers",
                remedy="choose another folder, or another server",
            )
        return FolderState(folder, said[b"UIDVALIDITY"], said.get(b"UIDNEXT"), said[b"EXISTS"])

    def all_uids(self) -> list[int]:
        """The UID of every mail of the folder, ascending."""
        with mapped(self.mailbox):
            self._client.noop()
            return search(self._client, "ALL")

    def uids_after(self, last: int) -> list[int]:
        """The UIDs above `last`, ascending; costs what is new, not what is there."""
        with mapped(self.mailbox):
            self._client.noop()  # a search alone may answer from before the newest mail
            idle.forget_new(self._client.wire)
            found = search(self._client, f"UID {last + 1}:*")
        # "n:*" always holds the last mail, also when its UID is below n (RFC 3501, 6.4.8)
        return [uid for uid in found if uid > last]

    def existing(self, uids: Iterable[int]) -> frozenset[int]:
        """Those of `uids` that are in the folder."""
        with mapped(self.mailbox):
            return present(self._client, uids)

    def search_message_id(self, folder: str, message_id: str) -> list[int]:
        """The UIDs in `folder` of mails with this Message-ID. Selects that folder, read-only."""
        self.select(folder, readonly=True)
        with mapped(self.mailbox):
            return sorted(self._client.search(["HEADER", "Message-ID", message_id]))

    def sizes(self, uids: Iterable[int]) -> dict[int, int]:
        """Bytes of each mail as the server counts them, ascending; vanished ones are left out."""
        with mapped(self.mailbox):
            return imap_fetch.sizes(self._client, uids)

    def flags(self, uids: Iterable[int]) -> dict[int, frozenset[str]]:
        """The flags of each mail, such as `\\Seen`; vanished ones are left out."""
        with mapped(self.mailbox):
            return imap_fetch.flags(self._client, uids)

    def fetch(self, sizes: Mapping[int, int]) -> Iterator[Fetched]:
        """Each mail of `sizes` (as `sizes()` gave it), in that order, in batches.

        A mail that vanished is left out; one that the server cannot give, or that is larger than
        `limits.mail_bytes`, has an error instead of bytes. TransientError when the connection
        breaks: what was yielded until then is whole.
        """
        for batch in by_weight(sizes, size=BATCH_MAILS, weight=BATCH_BYTES):
            small = {uid: sizes[uid] for uid in batch if sizes[uid] <= self._mail_bytes}
            with mapped(self.mailbox):
                found = imap_fetch.whole(self._client, small) if small else {}
            for uid in batch:
                if uid not in small:
                    yield Fetched(uid, None, error=f"larger than {self._mail_bytes} bytes")
                elif uid in found:
                    yield found.pop(uid)

    def fetch_headers(self, uid: int) -> Fetched | None:
        """The first 64 kB of a mail, cut anywhere; None if it vanished."""
        with mapped(self.mailbox):
            return imap_fetch.head(self._client, uid)

    def mark_seen(self, uids: Iterable[int]) -> frozenset[int]:
        """Flag them \\Seen; those for which nothing is left to do."""
        return self._act(imap_actions.mark_seen, uids)

    def move(self, uids: Iterable[int], folder: str) -> frozenset[int]:
        """Move them; those for which nothing is left to do. ConfigError without that folder."""

        def there(client: Client, batch: Sequence[int]) -> frozenset[int]:
            with self._expected(folder):
                return imap_actions.move(client, batch, folder)

        return self._act(there, uids)

    def delete(self, uids: Iterable[int]) -> frozenset[int]:
        """Delete these and no others; those for which nothing is left to do."""
        return self._act(imap_actions.delete, uids)

    def append(self, folder: str, raw: bytes, *, at: datetime | None = None) -> None:
        """Add a mail to `folder`, as seen. ConfigError without that folder."""
        with mapped(self.mailbox), self._expected(folder):
            self._client.append(folder, raw, flags=[SEEN], msg_time=at)

    def idle(self, seconds: float, stop: Event | None = None) -> bool:
        """Wait until there may be new mail, for `seconds`, or until `stop`; whether there may be.

        Just waits where the server has no IDLE or the mailbox does not want it.
        """
        with mapped(self.mailbox):
            return idle.wait(self._client, seconds, stop or Event(), wanted=self.mailbox.idle)

    def _act(
        self, action: Callable[[Client, Sequence[int]], frozenset[int]], uids: Iterable[int]
    ) -> frozenset[int]:
        done: frozenset[int] = frozenset()
        with mapped(self.mailbox):
            for batch in batches(uids, UIDS_A_COMMAND):
                done |= action(self._client, batch)
        return done

    def _expected(self, folder: str) -> AbstractContextManager[None]:
        return imap_folders.expected(self._client, self.mailbox, folder)
