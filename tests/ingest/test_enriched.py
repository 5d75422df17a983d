"""text/enriched and text/richtext as people see them."""

from __future__ import annotations

import pytest

from ingest.enriched import to_text

WRITTEN = {
    "a command": ("<bold>Dag</bold> allen", "Dag allen"),
    "one line end is a blank": ("een\ntwee", "een twee"),
    "of several one goes": ("een\n\ntwee\n\n\ndrie", "een\ntwee\n\ndrie"),
    "as it is": ("<nofill>een\ntwee</nofill>\ndrie", "een\ntwee drie"),
    "a bracket": ("3 << 4 > 2", "3 < 4 > 2"),
    "parameters": ("<color><param>red</param>rood</color>", "rood"),
    "never closed": ("<color><param>red", ""),
    "richtext": ("een<nl>twee <lt>drie<comment>weg</comment>", "een\ntwee <drie"),
    "no command": ("a < b en c <@> d", "a < b en c <@> d"),
    "at its end": ("Dag\n", "Dag"),
}


@pytest.mark.parametrize(("source", "text"), WRITTEN.values(), ids=WRITTEN)
def test_text(source: str, text: str) -> None:
    assert to_text(source) == text
