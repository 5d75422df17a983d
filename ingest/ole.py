"""The streams of an OLE2 container ([MS-CFB]), as python-oxmsg wants them, no longer than it is.

olefile believes what a container says of itself: a chain of sectors that bites its tail gives a
stream of four gigabytes out of five kilobytes. Streams of a sound container do not overlap, so
together they are no longer than the file.
"""

from __future__ import annotations

from typing import Any


def storage_of(raw: bytes) -> Any:  # noqa: ANN401 - oxmsg's Storage
    """The storage of a .msg file; ValueError where it promises more bytes than there are."""
    from olefile import STGTY_STREAM, OleFileIO

    with OleFileIO(raw) as container:
        entries = (entry for entry in container.direntries if entry is not None)
        promised = sum(entry.size for entry in entries if entry.entry_type == STGTY_STREAM)
        if max(promised, container.root.size) > len(raw):
            raise ValueError("streams longer than their container")
        return _storage(container, container.root, "")


def _storage(container: Any, node: Any, path: str) -> Any:  # noqa: ANN401
    """A storage with all below it; each stream is opened where it is, not looked up by path."""
    from olefile import STGTY_STORAGE, STGTY_STREAM
    from oxmsg.storage import Storage, Stream

    streams, storages = [], []
    for kid in node.kids:
        below = f"{path}/{kid.name}" if path else kid.name
        if kid.entry_type == STGTY_STREAM:
            streams.append(Stream(below, container._open(kid.isectStart, kid.size).read()))
        elif kid.entry_type == STGTY_STORAGE:
            storages.append(_storage(container, kid, below))
    return Storage(path=path, streams=tuple(streams), storages=tuple(storages))
