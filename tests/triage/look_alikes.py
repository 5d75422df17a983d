"""Texts that look like personal data and are none, beside texts that are: how they are read."""

import re
import tomllib
from pathlib import Path

from tests.triage.mails import found

HERE = Path(__file__).parent
LOOK_ALIKES: dict[str, list[str]] = tomllib.loads(
    (HERE / "look_alikes.toml").read_text(encoding="utf-8")
)
TRUE_FINDS: dict[str, list[str]] = tomllib.loads(
    (HERE / "true_finds.toml").read_text(encoding="utf-8")
)
_MARKED = re.compile("⟦(.*?)⟧")


def alarms(kind: str, text: str) -> list[tuple[str, str]]:
    """What is found in a text where nothing should be."""
    spans = found(text.replace("⏎", "\n"), subject="Vraag over het systeem")
    if kind == "identifier":
        return [(span.kind, span.text) for span in spans.identifiers]
    return [(str(finding.kind), finding.span.text) for finding in spans.findings]


def marked(text: str) -> tuple[str, list[str]]:
    """The body, and what has to be found in it."""
    return _MARKED.sub(r"\1", text).replace("⏎", "\n"), _MARKED.findall(text)
