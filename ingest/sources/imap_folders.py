"""The folders of a mailbox: which there are, where sent mail goes, and which one is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from config.errors import ConfigError
from config.servers import Mailbox
from ingest.sources.imap_faults import PASSING, code_of, place
from ingest.sources.imap_wire import Client

# What the folder with sent mail is called at servers that do not mark it (RFC 6154).
SENT_NAMES = frozenset(
    (
        "sent",
        "sent items",
        "sent messages",
        "sent mail",
        "verzonden",
        "verzonden items",
        "verzonden berichten",
        "verzonden objecten",
        "éléments envoyés",
        "messages envoyés",
        "envoyés",
        "gesendet",
        "gesendete elemente",
        "gesendete objekte",
    )
)
_MISSING = frozenset({"NONEXISTENT", "TRYCREATE"})


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that can hold mail; `flags` as the server gives them, such as `\\Sent`."""

    name: str
    delimiter: str | None
    flags: tuple[str, ...]

    def has(self, flag: str) -> bool:
        return flag.lower() in {carried.lower() for carried in self.flags}

    @property
    def leaf(self) -> str:
        """Its own name, without those of the folders round it."""
        return self.name.rpartition(self.delimiter)[2] if self.delimiter else self.name


@dataclass(frozen=True, slots=True)
class FolderState:
    """What SELECT says. UIDs are good only together with `uidvalidity` (RFC 3501, 2.3.1.1)."""

    name: str
    uidvalidity: int
    uidnext: int | None
    exists: int


def listed(client: Client) -> tuple[Folder, ...]:
    """All folders that can hold mail."""
    found = (
        Folder(str(name), _text(delimiter), tuple(_text(flag) or "" for flag in flags))
        for flags, delimiter, name in client.list_folders()
    )
    return tuple(
        folder for folder in found if not (folder.has("\\Noselect") or folder.has("\\NonExistent"))
    )


def sent(folders: Iterable[Folder]) -> str | None:
    """The folder that is marked \\Sent, else the first with such a name."""
    known = list(folders)
    marked = [folder.name for folder in known if folder.has("\\Sent")]
    named = [folder.name for folder in known if folder.leaf.lower() in SENT_NAMES]
    return next(iter(marked + named), None)


@contextmanager
def expected(client: Client, mailbox: Mailbox, folder: str) -> Iterator[None]:
    """Round a command about `folder`: ConfigError if it is refused because there is none."""
    try:
        yield
    except IMAPClientAbortError:
        raise
    except IMAPClientError as error:
        if not _is_missing(client, folder, error):
            raise
        raise ConfigError(
            f"{place(mailbox)} has no folder {folder!r}",
            remedy="create it there, or name another one in the configuration",
        ) from error


def _is_missing(client: Client, folder: str, error: IMAPClientError) -> bool:
    code = code_of(error)
    if code in _MISSING:
        return True
    if code in PASSING:
        return False
    return folder not in {known.name for known in listed(client)}


def _text(value: bytes | str | None) -> str | None:
    return value.decode("ascii", "replace") if isinstance(value, bytes) else value
