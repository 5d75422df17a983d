"""What the worker tells of itself: an event and keys, never a subject, an address or a text.

Text is let through only under keys that name things of ours; whatever looks like an address is
struck out even there. What libraries say is reduced to who said it and where.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

from config.settings import Log

SPEAKABLE = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "mailbox",
        "folder",
        "preset",
        "outcome",
        "action",
        "reason",
        "error",
        "server",
        "step",
        "state",
        "ticket",
        "alarm",
        "job",
        "logger",
        "where",
        "version",
        "head",
    }
)
_ADDRESS = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,255}")
_STRUCK_OUT = "•••"
_LONGEST = 300


def set_up(settings: Log, stream: TextIO | None = None) -> None:
    """Say everything from now on in the form and from the level that the settings ask for."""
    level = logging.getLevelNamesMapping()[settings.level.upper()]
    out = stream or sys.stderr
    render: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if settings.format == "json"
        else structlog.dev.ConsoleRenderer(colors=out.isatty(), pad_event_to=0)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            discreet,
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers = [_Library()]
    root.setLevel(max(level, logging.WARNING))


def get() -> structlog.typing.FilteringBoundLogger:
    """The logger of the house."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger()
    return logger


def discreet(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Keep numbers; keep text of ours; strike out whatever could come from a mail."""
    for name, value in event.items():
        if value is None or isinstance(value, bool | int | float):
            continue
        event[name] = _said(str(value)) if name in SPEAKABLE else _STRUCK_OUT
    return event


def _said(text: str) -> str:
    return _ADDRESS.sub(_STRUCK_OUT, " ".join(text[:_LONGEST].split()))


class _Library(logging.Handler):
    """What a library logs may quote a mail: only who, where and which error is passed on."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        say = get().error if record.levelno >= logging.ERROR else get().warning
        say("library", logger=record.name, where=f"{record.module}:{record.lineno}", error=error)
