"""Texts that look like personal data and are none, beside texts that are."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.triage.mails import data, found

HERE = Path(__file__).parent
LOOK_ALIKES: dict[str, list[str]] = tomllib.loads(
    (HERE / "look_alikes.toml").read_text(encoding="utf-8")
)
TRUE_FINDS: dict[str, list[str]] = tomllib.loads(
    (HERE / "true_finds.toml").read_text(encoding="utf-8")
)
TEXTS = [(kind, text) for kind, texts in LOOK_ALIKES.items() for text in texts]
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


def test_there_are_enough_of_them() -> None:
    assert len(TEXTS) >= 500
    assert len(set(TEXTS)) == len(TEXTS)


@pytest.mark.parametrize("kind", LOOK_ALIKES)
def test_no_false_alarm(kind: str) -> None:
    alarmed = {text: what for text in LOOK_ALIKES[kind] if (what := alarms(kind, text))}
    assert alarmed == {}


@pytest.mark.parametrize("kind", TRUE_FINDS)
def test_what_is_personal_data_is_found(kind: str) -> None:
    pairs = [marked(text) for text in TRUE_FINDS[kind]]
    assert {body: data(body, kind) for body, _ in pairs} == dict(pairs)
