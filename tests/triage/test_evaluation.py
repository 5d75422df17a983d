"""A labelled file against triage, with the weights of the corpus."""

from datetime import UTC, datetime

import pytest

from config import preset as presets
from config.settings import Settings
from tests.triage.mails import labelled
from triage.evaluation import Evaluation, evaluate
from worker.learning import weights

NOW = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def found() -> Evaluation:
    mails = [
        labelled("right", "De tablet laadt de daglijst niet, inchecken lukt niet op deze groep."),
        labelled(
            "wrong",
            "De incasso van debiteurnummer 4411 is dubbel afgeschreven. Het gaat om de rekening "
            "van Sanne Verkuil, BSN 123456782. Haar vriendin Xanthe heet ook zo.",
            module="kvs",
            personal_data=[
                {"kind": "person_name", "text": "Sanne Verkuil"},
                {"kind": "bsn", "text": "123456782"},
                {"kind": "health", "text": "Xanthe"},  # only the label knows of it
            ],
            checks=["personal_data"],
        ),
    ]
    return evaluate(mails, presets.load, weights.load(Settings()), NOW)


def test_heads(found: Evaluation) -> None:
    module = found.heads["module"]
    assert found.mails == 2
    assert module.confusion["kidskonnect/youko", "kidskonnect/youko"] == 1
    assert module.confusion["kidskonnect/kvs", "kidskonnect/facturatie"] == 1
    assert found.learned == 0


def test_review(found: Evaluation) -> None:
    cost = found.cost
    assert cost.mails == 2
    assert cost.caught + cost.slipped == 1
    assert found.review == cost.reviewed / 2


def test_mistakes_hide_personal_data(found: Evaluation) -> None:
    mistake = next(one for one in found.mistakes if one.head == "module")
    assert (mistake.id, mistake.truth) == ("wrong", "kidskonnect/kvs")
    assert "incasso" in mistake.text
    for value in ("Verkuil", "123456782", "Xanthe"):
        assert value not in mistake.text
    assert "Verkuil" not in repr(found)


def test_mails_that_were_learned_from_are_counted() -> None:
    known = weights.corpus()[:2]
    found = evaluate(known, presets.load, weights.load(Settings()), NOW)
    assert found.learned == 2
