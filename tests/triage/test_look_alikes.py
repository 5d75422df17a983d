"""Texts that look like personal data and are none: nothing may be found in them."""

import tomllib
from pathlib import Path

import pytest

from tests.triage.mails import found

LOOK_ALIKES: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parent / "look_alikes.toml").read_text(encoding="utf-8")
)
TEXTS = [(kind, text) for kind, texts in LOOK_ALIKES.items() for text in texts]


def alarms(kind: str, text: str) -> list[tuple[str, str]]:
    """What is found in a text where nothing should be."""
    spans = found(text.replace("⏎", "\n"), subject="Vraag over het systeem")
    if kind == "identifier":
        return [(span.kind, span.text) for span in spans.identifiers]
    return [(str(finding.kind), finding.span.text) for finding in spans.findings]


def test_there_are_enough_of_them() -> None:
    assert len(TEXTS) >= 300
    assert len(set(TEXTS)) == len(TEXTS)


@pytest.mark.parametrize("kind", LOOK_ALIKES)
def test_no_false_alarm(kind: str) -> None:
    alarmed = {text: what for text in LOOK_ALIKES[kind] if (what := alarms(kind, text))}
    assert alarmed == {}
