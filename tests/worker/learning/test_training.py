"""Champion and challenger on a real, small corpus: trained, compared, crowned or kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.codes import Priority
from config.settings import Settings
from triage.duel import LEAST
from triage.labelled import LabelledMail
from worker.learning import training, versions, weights
from worker.learning.training import Lessons

SOME = [mail for mail in weights.corpus() if mail.id.startswith("c4-")]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(weights, "corpus", lambda: list(SOME))
    settings = Settings(data_dir=tmp_path)
    versions.use(settings, versions.add(settings, weights.train(SOME, _silent)))
    return settings


def _silent(_what: str, _done: int, _of: int) -> None:
    pass


def _spoilt(mails: list[LabelledMail]) -> list[LabelledMail]:
    """The same mails over and over, each with the label of another."""
    types = [mail.type for mail in mails]
    return [
        mail.model_copy(update={"id": f"{mail.id}-{turn}", "type": other, "priority": Priority.LOW})
        for turn in range(6)
        for mail, other in zip(mails, [*types[1:], types[0]], strict=True)
    ]


def test_a_challenger_that_is_not_worse_takes_over(settings: Settings) -> None:
    outcome = training.train(settings, [], Lessons(), _silent)
    assert (outcome.version, outcome.crowned, outcome.alone) == (2, True, "")
    assert {one.head for one in outcome.verdicts} >= {"type", "sender", "priority"}
    assert all(one.low == one.high == 0 for one in outcome.verdicts)  # the same mails, the same
    assert versions.crown(settings).now == 2


def test_one_that_learned_rubbish_is_kept_and_does_not_decide(settings: Settings) -> None:
    rubbish = _spoilt(SOME)
    outcome = training.train(settings, rubbish, Lessons(), _silent)
    assert not outcome.crowned
    assert "type" in {one.head for one in outcome.worse}
    assert versions.crown(settings).now == 1
    forced = training.train(settings, rubbish, Lessons(), _silent, force=True)
    assert forced.crowned
    assert versions.roll_back(settings) == 1


def test_what_people_corrected_counts_for_the_challenger(settings: Settings) -> None:
    told = [mail.model_copy(update={"id": f"correction:{mail.id}"}) for mail in SOME[: LEAST + 9]]
    said = {"type": {mail.id: False for mail in told}}
    outcome = training.train(settings, [], Lessons(tuple(told), said), _silent)
    (verdict,) = [one for one in outcome.verdicts if one.head == "type"]
    assert verdict.mails == len(SOME) + len(told)
    assert outcome.made.stamp["mails"] == str(len(SOME) + len(told))


def test_a_champion_that_cannot_be_read_is_told(settings: Settings) -> None:
    versions.path_of(settings, 1).write_bytes(b"rubbish")
    outcome = training.train(settings, [], Lessons(), _silent)
    assert outcome.crowned
    assert "no weight file" in outcome.alone


def test_without_a_database_there_are_no_corrections(settings: Settings) -> None:
    assert training.judged(settings) == Lessons()
