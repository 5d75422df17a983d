"""Files and standard input as messages, for the commands that store nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from config.settings import Settings
    from ingest.message import Message

Some = TypeVar("Some")


@dataclass(frozen=True, slots=True)
class Read:
    """One mail of a source: the message, or why there is none."""

    source: str
    index: int
    message: Message | None
    error: str | None = None


def messages(
    files: Iterable[str], settings: Settings, *, own_domains: frozenset[str] = frozenset()
) -> Iterator[Read]:
    """Every mail of every file, in order, one at a time."""
    from ingest.limits import ParseLimits
    from ingest.parse import parse
    from ingest.sources import open_source

    limits = ParseLimits.of(settings.limits)
    for file in files:
        for item in open_source(file, mail_bytes=settings.limits.mail_bytes):
            if item.raw is None:
                yield Read(item.source, item.index, None, item.error)
            else:
                message = parse(item.raw, limits=limits, own_domains=own_domains)
                yield Read(item.source, item.index, message)


def print_json(read: Read, content: Mapping[str, object] | None) -> None:
    """One JSON line: source and index, then the content or the error."""
    rest = content if content is not None else {"error": read.error}
    line = {"source": read.source, "index": read.index, **rest}
    click.echo(json.dumps(line, ensure_ascii=False))


def complain(read: Read) -> None:
    """One line on standard error for a mail that could not be read."""
    place = read.source if read.index == 0 else f"{read.source}[{read.index}]"
    click.echo(f"meldpost: {place}: {read.error}", err=True)
