"""The JSON of a message is that of docs/interface.md: names, order and kinds to the letter."""

from __future__ import annotations

import json
import re
from pathlib import Path

from desk.shapes import message_json
from ingest.parse import parse
from tests.golden import MAILS

INTERFACE = Path(__file__).parents[2] / "docs/interface.md"


def test_names_and_order_are_those_promised() -> None:
    block = INTERFACE.read_text(encoding="utf-8").split("## `parse --json`")[1].split("```")[1]
    promised = json.loads(block.removeprefix("json"))
    found = message_json(parse(MAILS.joinpath("attachments/related-picture.eml").read_bytes()))
    names = [name for name in promised if name not in {"source", "index"}]
    assert list(found)[: len(names)] == names
    attachment = found["attachments"][0]  # type: ignore[index]
    assert list(attachment)[:6] == list(promised["attachments"][0])
    assert list(found["from"]) == list(promised["from"])  # type: ignore[call-overload]


def test_missing_values_are_null_or_empty() -> None:
    found = message_json(parse(b""))
    assert found["date"] is None
    assert found["in_reply_to"] is None
    assert found["references"] == found["to"] == found["attachments"] == []
    assert found["from"] == {"name": "", "address": ""}


def test_everything_is_json() -> None:
    for path in sorted(MAILS.glob("*/*.json")):
        kept = json.loads(path.read_text(encoding="utf-8"))
        assert re.fullmatch(r"human|auto_reply|bounce|list|own", kept["kind"])
        assert re.fullmatch(r"nl|fr|en|de|other", kept["language"])
