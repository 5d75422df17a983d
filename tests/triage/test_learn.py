"""Real training on a slice of the corpus, and what the classifiers then say."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from config import preset as presets
from config.codes import Priority, Type
from ingest.parse import written
from triage import rules
from triage.classify import Heads, classify
from triage.labelled import LabelledMail, read
from triage.learn import learn
from triage.weights import Weights

CORPUS = Path(__file__).parents[2] / "triage" / "corpus"
NOW = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def mails() -> list[LabelledMail]:
    lines = [mail for path in sorted(CORPUS.glob("*.jsonl")) for mail in read(path)]
    authors = sorted({mail.author for mail in lines})[::4]
    return [mail for mail in lines if mail.author in authors][::2]


@pytest.fixture(scope="module")
def weights(mails: list[LabelledMail]) -> Weights:
    return learn(mails, seed=3)


def _classified(
    weights: Weights, *bodies: str, preset: str = "kidskonnect", **changes: str
) -> list[Heads]:
    sent = {"subject": "", "from_name": "Els", "from_addr": "els@kdv-bos.example", **changes}
    messages = [written(body=body, **sent) for body in bodies]
    return classify(messages, presets.load(preset), weights, [NOW] * len(messages))


def test_the_same_mails_give_the_same_weights(mails: list[LabelledMail], weights: Weights) -> None:
    again = learn(mails, seed=3)
    assert np.array_equal(again.matrix, weights.matrix)
    assert np.array_equal(again.intercept, weights.intercept)
    assert again.heads == weights.heads


def test_progress_is_told(mails: list[LabelledMail]) -> None:
    told: list[tuple[str, int, int]] = []
    learn(mails[:60], 3, lambda what, done, of: told.append((what, done, of)))
    assert told[0][0] == "reading"
    assert told[-1][0] == "done"
    assert told[-1][1] == told[-1][2]


def test_heads(weights: Weights) -> None:
    assert {"sender", "request", "type", "priority", "module:kidskonnect"} <= set(weights.heads)
    assert {one.partition("/")[0] for one in weights.heads["request"].classes} == set(Type)
    assert weights.matrix.shape == (
        len(weights.hashed) + len(weights.signals),
        len(weights.intercept),
    )


@pytest.mark.parametrize(
    ("body", "module"),
    [
        ("De incasso van oktober is dubbel afgeschreven, de factuur klopt niet.", "facturatie"),
        ("Onze tablet laadt de daglijst niet, niemand kan inchecken in youKO.", "youko"),
        ("Ik kan niet inloggen, wachtwoord vergeten geeft geen mail.", "account"),
    ],
)
def test_plain_mails_find_their_module(weights: Weights, body: str, module: str) -> None:
    (heads,) = _classified(weights, body)
    assert heads.module.value == module
    assert heads.module.why


def test_confidences_are_probabilities(weights: Weights) -> None:
    for heads in _classified(weights, "", "vraag", "x" * 10_000, "😀 ??? !!!"):
        for label in (heads.sender, heads.module, heads.type, heads.priority):
            assert 0 <= label.confidence <= 1
        assert all(0 <= chance <= 1 for chance in heads.learned.values())
        assert Priority(heads.priority.value) in rules.ALLOWED[Type(heads.type.value)]


def test_a_batch_says_the_same_as_one_by_one(weights: Weights) -> None:
    bodies = [f"De factuur van groep {n} klopt niet, {n} ouders bellen." for n in range(70)]
    alone = [_classified(weights, body)[0] for body in bodies]
    together = _classified(weights, *bodies)
    assert [one.module.value for one in together] == [one.module.value for one in alone]
    assert [one.priority.confidence for one in together] == pytest.approx(
        [one.priority.confidence for one in alone], abs=1e-4
    )


def test_a_mail_that_says_nothing_needs_review(weights: Weights) -> None:
    assert all(heads.needs_review for heads in _classified(weights, "", "hallo", "zie boven"))


def test_a_parent_is_told_from_staff(weights: Weights) -> None:
    (parent,) = _classified(
        weights,
        "Mijn dochter gaat naar jullie opvang en ik kan als moeder mijn factuur niet zien.",
        from_name="Anna Smit",
        from_addr="annasmit82@gmail.example",
    )
    (staff,) = _classified(
        weights,
        "Bij drie groepen op onze locatie laden de tablets niet.\n\nGroet,\nEls\nlocatiemanager",
    )
    assert parent.sender.value == "parent"
    assert staff.sender.value == "customer"


def test_a_desk_that_nothing_was_learned_about(weights: Weights) -> None:
    known = presets.load("kampadmin")
    other = known.model_copy(update={"name": "another"})
    message = written(
        subject="", body="Een vraag over evaluaties.", from_name="E", from_addr="e@k.example"
    )
    (heads,) = classify([message], other, weights, [NOW])
    assert heads.module.value == "evaluaties"
    assert heads.needs_review


def test_signature_and_quoted_mail_do_not_count(weights: Weights) -> None:
    own = "De tablet laadt de daglijst niet, niemand kan inchecken."
    tail = (
        "\n\nMet vriendelijke groet,\nEls Bos\nafdeling facturatie en incasso\n\n"
        "Op 3 mei 2027 schreef Support:\n> De factuur en de incasso zijn verstuurd.\n"
    )
    bare, tailed = _classified(weights, own, own + tail, subject="Re: tablet")
    assert bare.module.value == tailed.module.value == "youko"
    assert bare.module.confidence == pytest.approx(tailed.module.confidence, abs=0.01)
