"""The language of the word lists, and the lists themselves."""

import time

import pytest

from triage import lexicon
from triage.lexicon import Lexicon
from triage.views import fold

WORDS = Lexicon(
    {
        "t.word": ["factuur"],
        "t.prefix": ["inlog*"],
        "t.infix": ["*rooster*"],
        "t.suffix": ["*facturen"],
        "t.phrase": ["lukt niet"],
        "t.gap": ["lukt ... meer"],
        "t.many": ["#many @people"],
        "t.date": ["voor #date", "voor #number @month"],
        "t.mark": ["waarom ?"],
    },
    {"people": ["ouders", "kind*"], "month": ["mei"]},
)


@pytest.mark.parametrize(
    ("sentence", "signals"),
    [
        ("de factuur", {"t.word"}),
        ("de facturen", {"t.suffix"}),
        ("maandfacturen", {"t.suffix"}),
        ("factuurtje", set()),
        ("inloggen", {"t.prefix"}),
        ("opinlog", set()),
        ("basisroosters", {"t.infix"}),
        ("dat lukt niet", {"t.phrase"}),
        ("lukt het niet", set()),
        ("lukt ons niet meer", {"t.gap"}),
        ("lukt ons nu echt niet meer", set()),  # four words between
        ("3 ouders", {"t.many"}),
        ("12 kinderen", {"t.many"}),
        ("2 ouders", set()),
        ("2027 ouders", set()),  # a year
        ("3 opa's", set()),
        ("voor 12/5", {"t.date"}),
        ("voor 12-05-2027", {"t.date"}),
        ("voor 12 mei", {"t.date"}),
        ("voor 12 personen", set()),
        ("waarom?", {"t.mark"}),
        ("", set()),
    ],
)
def test_patterns(sentence: str, signals: set[str]) -> None:
    assert {signal for signal, _ in WORDS.find(sentence)} == signals


def test_tells_the_words_that_spoke() -> None:
    assert list(WORDS.find("het lukt ons niet meer")) == [("t.gap", "lukt ons niet meer")]


def test_our_lists_are_written_as_texts_are_folded() -> None:
    words = lexicon.load()
    for path in sorted(lexicon.FOLDER.glob("*.toml")):
        text = "\n".join(
            line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")
        )
        assert text.split("#")[0] == fold(text.split("#")[0]), path.name
    assert "impact.everybody" in words.signals


def test_classes_hold_single_words_and_every_class_exists() -> None:
    words = lexicon.load()
    classes = words._classes
    assert all(" " not in word for listed in classes.values() for word in listed)
    used = {
        atom[1:]
        for begun in words._begins.values()
        for pattern in begun
        for atom, _ in pattern.atoms
        if atom.startswith("@")
    }
    assert used <= set(classes)


def test_hostile_text_is_read_in_time() -> None:
    words = lexicon.load()
    list(words.find("niet " * 100))
    start = time.process_time()
    found = sum(1 for _ in words.find("kan niet alle ouders " * 5_000))
    assert found > 0
    assert time.process_time() - start < 10
