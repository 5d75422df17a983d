"""The JSON of a message is that of docs/interface.md: names, order and kinds to the letter."""

from __future__ import annotations

import json
import re
from pathlib import Path

from config.codes import DataKind
from desk.shapes import _finding, _place, message_json
from ingest.contents.content import Spot
from ingest.parse import parse
from tests.golden import MAILS
from triage.decision import Finding, Span

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


def test_a_finding_in_an_attachment_says_where() -> None:
    spots = (Spot(page=1, box=(1.0, 2.0, 3.0, 4.0)), Spot(page=1, box=(5.0, 2.0, 6.0, 4.0)))
    in_text = Span("bsn", "attachment:a.pdf", 3, 12, "123456782", 1, spots=spots)
    in_cell = Span("bsn", "attachment:a.xlsx", 3, 12, "123456782", 0, spots=(Spot(2, "C2"),))
    in_name = Span("bsn", "attachment:123456782.txt", 0, 9, "123456782", 2, in_name=True)
    found = [_place(one) for one in (in_text, in_cell, in_name, Span("bsn", "body", 0, 9, "x"))]
    assert [one.get("place") for one in found] == ["content", "content", "name", None]
    assert [one.get("attachment") for one in found] == [1, 0, 2, None]
    assert found[0]["boxes"] == [[1, 1.0, 2.0, 3.0, 4.0], [1, 5.0, 2.0, 6.0, 4.0]]
    assert (found[1]["page"], found[1]["cell"], found[1]["boxes"]) == (2, "C2", [])
    assert found[3] == {"where": "body", "start": 0, "end": 9}


def test_the_fields_of_a_finding_in_an_attachment_are_those_promised() -> None:
    block = INTERFACE.read_text(encoding="utf-8").split('"attachment:lijst.xlsx"')[1]
    promised = re.findall(r'"(\w+)":', block.split("```")[0])
    span = Span("bsn", "attachment:lijst.xlsx", 55, 64, "123456782", 0)
    found = _finding(Finding(DataKind.BSN, span, "high"), reveal=False)
    assert set(promised) <= set(found)
