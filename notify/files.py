"""Which files may go to a customer with what an agent wrote, and why another one may not. Pure.

One that may not keeps the whole answer back: a text that says "see the attachment" must not go
without it. Programs, attached mails and what is too much never go; what holds personal data, or
could not be searched for it, goes for a reason that the agent gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from config.codes import DataKind
from config.errors import PermanentError
from ingest.contents.content import Reason
from notify.programs import is_program

MEGABYTE = 1_000_000


class No(StrEnum):
    """Why a file stays behind."""

    PROGRAM = "program"
    MAIL = "mail"
    TOO_LARGE = "too_large"  # all of them together
    IN_THE_PAGE = "in_the_page"  # a picture that is no attachment, and was never looked at
    PERSONAL_DATA = "personal_data"
    UNREAD = "unread"  # it could not be searched, or not wholly


_ANYWAY = frozenset({No.PERSONAL_DATA, No.UNREAD})
_MAILS = ("message/", "application/vnd.ms-outlook")


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a picture stands in the text; `width` in pixels, where its writer chose one."""

    mark: str
    width: int | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was looked at: `found` is what it holds of others, `unread` why it could not be
    searched wholly, `inner` the names of the files in it.

    `label` is its name as people may read it anywhere, `body` is empty where there is none.
    `shown` is set for a picture in the text.
    """

    name: str = field(repr=False)
    label: str = field(repr=False)
    content_type: str
    body: bytes = field(repr=False)
    found: tuple[DataKind, ...] = ()
    unread: Reason | None = None
    inner: tuple[str, ...] = field(default=(), repr=False)
    shown: Shown | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A file that stays behind; `place` is which of them it is, from 1, or 0 for all."""

    label: str = field(repr=False)
    why: No
    found: tuple[DataKind, ...] = ()
    unread: Reason | None = None
    place: int = 0


class StaysBehind(PermanentError):
    """A file cannot go to the customer: `left` says which and why; no name is told in words."""

    def __init__(self, left: Sequence[Left], most: int) -> None:
        told = ", ".join(
            f"{f'file {one.place}' if one.place else 'they are'} {_told(one, most)}" for one in left
        )
        anyway = all(one.why in _ANYWAY for one in left)
        hint = "; send it --anyway and say --why" if anyway else ""
        super().__init__(f"not every file can go along: {told}{hint}")
        self.left = tuple(left)


def fit(files: Sequence[File], *, most: int, anyway: bool = False) -> tuple[File, ...]:
    """The files, if all of them may go; StaysBehind if not. `most` is what they may be together, in
    megabytes; `anyway` lets pass what holds personal data or could not be searched."""
    left = [
        one
        for one in (*_each(files), *_together(files, most))
        if not (anyway and one.why in _ANYWAY)
    ]
    if left:
        raise StaysBehind(left, most)
    return tuple(files)


def sent_anyway(files: Sequence[File]) -> tuple[str, ...]:
    """What the history tells of files that went all the same: kinds of data, and `unread`."""
    kinds = {kind.value for one in files for kind in one.found}
    return (*sorted(kinds), *(["unread"] if any(one.unread for one in files) else []))


def _each(files: Sequence[File]) -> Iterator[Left]:
    for place, one in enumerate(files, 1):
        if not one.content_type.startswith(_MAILS) and _is_program(one):
            yield Left(one.label, No.PROGRAM, place=place)
        elif one.content_type.startswith(_MAILS):
            yield Left(one.label, No.MAIL, place=place)
        elif one.shown is not None and not one.body:
            yield Left(one.label, No.IN_THE_PAGE, place=place)
        elif one.found:
            yield Left(one.label, No.PERSONAL_DATA, one.found, place=place)
        elif one.unread is not None:
            yield Left(one.label, No.UNREAD, unread=one.unread, place=place)


def _together(files: Sequence[File], most: int) -> Iterator[Left]:
    if sum(len(one.body) for one in files) > most * MEGABYTE:
        largest = max(files, key=lambda one: len(one.body))
        yield Left(largest.label, No.TOO_LARGE)


def _is_program(one: File) -> bool:
    return is_program(one.name, one.content_type, one.body) or any(
        is_program(name) for name in one.inner
    )


def _told(one: Left, most: int) -> str:
    match one.why:
        case No.PERSONAL_DATA:
            return f"holds personal data ({', '.join(kind.value for kind in one.found)})"
        case No.UNREAD:
            return f"could not be searched for personal data ({one.unread})"
        case No.TOO_LARGE:
            return f"more than {most} MB together"
        case No.MAIL:
            return "is a mail"
        case No.PROGRAM:
            return "is a program, or holds one"
        case _:
            return "is a picture in the page itself"
