"""Which mails ask several things and which answers ask something new, in four languages.

The table stands in splits.toml; a wrong split is worse than a missed one.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from config.preset import load
from config.settings import Settings
from ingest.message import Message
from ingest.parse import written
from triage.decision import Part, Triage
from triage.pieces import Opener, opener
from triage.pipeline import triage
from triage.strays import Known, strays
from triage.weights import Weights
from worker.learning import weights

_TABLE = tomllib.loads((Path(__file__).parent / "splits.toml").read_text(encoding="utf-8"))
_AT = datetime(2026, 11, 20, 8, 15, tzinfo=UTC)


@cache
def _weights() -> Weights:
    return weights.load(Settings())


def _decided(
    preset: str, subject: str, body: str, *, answer: bool = False
) -> tuple[Message, Triage]:
    message = written(
        subject=subject, body=body, from_name="Mieke Vos", from_addr="mieke@kdv-zon.example"
    )
    if answer:
        message = replace(message, in_reply_to="<een@desk.example>")
    return message, triage([message], load(preset), _weights(), [_AT])[0]


def _strays(answer: dict[str, Any]) -> tuple[Message, tuple[Part, ...]]:
    first = _TABLE["ticket"][answer["on"]]
    _, began = _decided(first["preset"], first["subject"], first["body"])
    known = Known(
        subject=began.redacted.subject,
        module=began.module.value,
        sure=began.module.confidence,
        numbers=frozenset((one.kind, one.text) for one in began.identifiers),
        closed=answer.get("closed", False),
        awaited=answer.get("awaited", False),
    )
    subject = answer.get("subject", f"Re: {first['subject']}")
    message, decided = _decided(first["preset"], subject, answer["body"], answer=True)
    return message, strays(message, decided, load(first["preset"]), known)


def _rates(pairs: list[tuple[bool, bool]]) -> tuple[float, float]:
    """Precision and recall of (said, true)."""
    both = sum(said and true for said, true in pairs)
    return both / sum(said for said, _ in pairs), both / sum(true for _, true in pairs)


def test_the_table_has_as_many_near_misses_as_hits() -> None:
    news = [one["new"] for one in _TABLE["answer"]]
    several = [one["parts"] > 1 for one in _TABLE["mail"]]
    assert len(news) + len(several) >= 120
    assert news.count(False) >= news.count(True)
    assert several.count(False) >= several.count(True)


def test_answers_that_ask_something_new() -> None:
    pairs = [(bool(_strays(one)[1]), one["new"]) for one in _TABLE["answer"]]
    precision, recall = _rates(pairs)
    assert precision == 1.0
    assert recall >= 0.9


def test_mails_that_ask_several_things() -> None:
    found = [
        len(_decided(one["preset"], one["subject"], one["body"])[1].parts) or 1
        for one in _TABLE["mail"]
    ]
    pairs = [(n > 1, one["parts"] > 1) for n, one in zip(found, _TABLE["mail"], strict=True)]
    precision, recall = _rates(pairs)
    assert precision == 1.0
    assert recall >= 0.85


def test_thanks_stay_in_the_ticket_and_the_new_question_leaves_it() -> None:
    message, (part,) = _strays(_TABLE["answer"][0])
    ((start, end),) = part.stretches
    assert message.text[start:end].startswith("Los hiervan: op het rooster")
    assert part.triage.module.value == "personeel"
    assert "announced" in part.why


def test_each_part_has_its_own_numbers_and_what_stands_for_all() -> None:
    _, decided = _decided(
        "kidskonnect",
        "Twee vragen",
        "Hallo, het gaat om debiteur 20417.\n\n"
        "1. Factuur 2026-0142 is dubbel verstuurd, kunnen jullie die crediteren?\n"
        "2. Hoe zet ik in het personeelsrooster een vrije dag voor een medewerker?\n",
    )
    first, second = decided.parts
    assert [one.text for one in first.triage.identifiers] == ["20417", "2026-0142"]
    assert [one.text for one in second.triage.identifiers] == ["20417"]
    assert second.triage.module.value == "personeel"
    assert "multiple_questions" not in {one.code for one in second.triage.checks}


def test_the_words_of_a_part_have_the_tokens_of_the_whole_mail() -> None:
    _, decided = _decided(
        "kidskonnect",
        "Twee vragen",
        "Hallo,\n\n1. De jaaropgave met BSN 123456782 klopt niet, kunnen jullie die herstellen?\n"
        "2. Het kind met BSN 111222333 staat dubbel in de kindplanning, hoe kan dat?\n",
    )
    first, second = decided.parts
    assert "[BSN 1]" in first.text
    assert "[BSN 2]" in second.text
    told = " ".join((second.text, second.triage.title, str(second.triage.facts)))
    assert "111222333" not in told + second.triage.redacted.text + second.triage.redacted.subject
    assert [str(one.kind) for one in second.triage.findings] == ["bsn"]


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("Los hiervan: kan dat ook?", Opener.NEW),
        ("Une autre question : où se trouve la liste ?", Opener.NEW),
        ("On an unrelated note, the app is slow.", Opener.NEW),
        ("Unabhängig davon fehlt uns eine Rechnung.", Opener.NEW),
        ("Nog een vraagje: waar staat dat?", Opener.MORE),
        ("2) Waar vind ik de lijst van debiteuren?", Opener.ITEM),
        ("- waar vind ik de lijst", Opener.ITEM),
        ("Daarnaast werkt de knop niet.", Opener.TURN),
        ("Ik heb geen andere vraag.", Opener.NONE),
        ("Je n’ai pas d’autre question.", Opener.NONE),
        ("Mocht je nog een andere vraag hebben, bel gerust.", Opener.NONE),
        ("Should you have another question, call me.", Opener.NONE),
        ("Ik heb een andere browser geprobeerd.", Opener.NONE),
        ("De factuur is van 12 mei.", Opener.NONE),
    ],
)
def test_how_a_sentence_opens(said: str, how: Opener) -> None:
    assert opener(said) is how
