"""Texts that look like personal data and are none, beside texts that are."""

import pytest

from tests.triage.look_alikes import LOOK_ALIKES, TRUE_FINDS, alarms, marked
from tests.triage.mails import data

TEXTS = [(kind, text) for kind, texts in LOOK_ALIKES.items() for text in texts]


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
