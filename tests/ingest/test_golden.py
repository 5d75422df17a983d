"""Each golden mail reads as its JSON says, with LF and with CRLF; a difference lands beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.golden import MAILS, mails, rendered

ALL = list(mails())


def _as_lf(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n")


def _as_crlf(raw: bytes) -> bytes:
    return _as_lf(raw).replace(b"\n", b"\r\n")


def _as_it_is(raw: bytes) -> bytes:
    """An Outlook file has no line ends."""
    return raw


ENDS = {".eml": (_as_lf, _as_crlf), ".msg": (_as_it_is,)}
CASES = [
    pytest.param(path, ends, id=f"{path.relative_to(MAILS)}-{ends.__name__.strip('_')}")
    for path in ALL
    for ends in ENDS[path.suffix]
]


@pytest.mark.parametrize(("path", "line_ends"), CASES)
def test_golden(path: Path, line_ends: Callable[[bytes], bytes]) -> None:
    found = rendered(line_ends(path.read_bytes()))
    expected = path.with_suffix(".json").read_text(encoding="utf-8")
    failed = path.with_suffix(".failed")
    if found != expected:
        failed.write_text(found, encoding="utf-8")
    else:
        failed.unlink(missing_ok=True)
    assert found == expected


def test_every_trouble_has_mails() -> None:
    folders = [folder for folder in MAILS.iterdir() if folder.is_dir()]
    assert folders
    assert [folder.name for folder in folders if not list(folder.glob("*.eml"))] in (
        [],
        ["outlook"],
    )


def test_there_are_enough() -> None:
    assert len(ALL) >= 150
