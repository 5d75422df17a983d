"""What may be said in a log, and what is struck out whoever says it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from config.settings import Log
from worker import log


@pytest.fixture
def heard() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    root = logging.getLogger()
    before, level = root.handlers, root.level
    log.set_up(Log(level="debug", format="json"), stream)
    yield stream
    root.handlers = before
    root.setLevel(level)
    log.set_up(Log(level="error"))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"mail": 7, "ms": 1.5, "well": True, "nothing": None}, None),
        ({"mailbox": "support", "outcome": "ticket"}, None),
        ({"subject": "Factuur"}, {"subject": "•••"}),  # a key that nobody foresaw
        ({"error": "550 for sanne@kdv.example"}, {"error": "550 for •••"}),
        ({"error": "<sanne@kdv.example>: no"}, {"error": "<•••>: no"}),
        ({"reason": "two\nlines\rof  it"}, {"reason": "two lines of it"}),  # nothing forges a line
        ({"reason": "x" * 900}, {"reason": "x" * 300}),
        ({"mailbox": ["a", "b"]}, {"mailbox": "['a', 'b']"}),
    ],
)
def test_what_is_said(
    heard: io.StringIO, said: dict[str, object], kept: dict[str, object] | None
) -> None:
    log.get().info("something", **said)
    (line,) = heard.getvalue().splitlines()
    found = json.loads(line)
    assert {name: found[name] for name in said} == (said if kept is None else kept)
    assert (found["event"], found["level"]) == ("something", "info")


def test_what_libraries_say_is_reduced_to_who_and_where(heard: io.StringIO) -> None:
    try:
        raise ValueError("sanne@kdv.example wrote: zeepsop")
    except ValueError:
        logging.getLogger("imapclient").exception("zeepsop %s", "sanne")
    logging.getLogger("imapclient").debug("zeepsop")
    (line,) = heard.getvalue().splitlines()
    found = json.loads(line)
    assert (found["event"], found["logger"], found["error"]) == (
        "library",
        "imapclient",
        "ValueError",
    )
    assert "zeepsop" not in line
    assert "sanne" not in line


def test_a_level_is_kept_to(heard: io.StringIO) -> None:
    log.set_up(Log(level="warning"), heard)
    log.get().info("unheard")
    log.get().warning("heard", mails=3)
    assert "unheard" not in heard.getvalue()
    assert "mails=3" in heard.getvalue()
