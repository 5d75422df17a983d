"""Hashed n-grams: the same stretch has the same column wherever it stands."""

import time

import numpy as np
import pytest

from triage.grams import WIDTH, Batch


def _columns(texts: list[str], text: int, kind: str) -> list[int]:
    batch = _batch(*texts)
    grams = batch.words() if kind == "words" else batch.letters()
    return sorted(int(one) for one in grams.columns(1)[grams.text == text])


def _batch(*texts: str) -> Batch:
    return Batch([((text, 0),) for text in texts])


@pytest.mark.parametrize("kind", ["words", "letters"])
def test_a_text_has_the_same_columns_alone_and_among_others(kind: str) -> None:
    alone = _columns(["de tablet doet niets"], 0, kind)
    assert alone == _columns(["iets heel anders", "", "de tablet  doet\nniets"], 2, kind)
    assert alone != _columns(["de tablet doet iets"], 0, kind)


@pytest.mark.parametrize(
    ("text", "words", "letters"),
    [
        ("", 0, 0),
        ("ja", 1, 3),  # " ja", "ja ", " ja "
        ("een twee", 3, 3 + 2 + 1 + 4 + 3 + 2),  # two words and their pair
        ("aa aa", 3, 6),
    ],
)
def test_counts(text: str, words: int, letters: int) -> None:
    batch = _batch(text)
    assert len(batch.words().text) == words
    assert len(batch.letters().text) == letters


def test_pairs_do_not_cross_texts() -> None:
    apart = _batch("rood", "blauw").words()
    assert apart.text.tolist() == [0, 1]


def test_letters_belong_to_their_text() -> None:
    apart = _batch("ja", "", "nee").letters()
    assert apart.text.tolist().count(0) == 3
    assert 1 not in apart.text.tolist()


def test_salt_tells_views_apart() -> None:
    words = _batch("factuur").words()
    assert words.columns(1)[0] != words.columns(2)[0]


def test_marks_pick_pieces() -> None:
    words = Batch([(("rooster", 1), ("lukt het", 2), ("groeten", 0))]).words()
    assert len(words.marked(0).text) == 4 + 3
    assert len(words.marked(1).text) == 1 + 1  # and its pair with the next word
    assert len(words.marked(2).text) == 2 + 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("factuur 2026-0142", "factuur 3333 7777"),  # numbers differ, their length speaks
        ("klopt (niet).", "klopt niet"),
        ("€ 12", "€ 99"),
        ("top👍", "top"),
    ],
)
def test_what_is_read_as_the_same(one: str, other: str) -> None:
    assert _columns([one], 0, "words") == _columns([other], 0, "words")


@pytest.mark.parametrize(
    ("one", "other"), [("lukt het?", "lukt het"), ("12", "123"), ("foto's", "foto s"), ("да", "")]
)
def test_what_is_not(one: str, other: str) -> None:
    assert _columns([one], 0, "words") != _columns([other], 0, "words")


def test_words_rarely_share_a_column() -> None:
    letters = "abcdefghij"
    words = ["woord" + "".join(letters[int(one)] for one in str(n)) for n in range(20_000)]
    columns = _batch(*words).words().columns(1)
    assert columns.min() >= 0
    assert columns.max() < WIDTH
    assert len(np.unique(columns)) > 19_900  # chance alone lets about 50 meet


def test_time_grows_with_the_text() -> None:
    def cost(size: int) -> float:
        text = "wachtlijst " * size
        start = time.process_time()
        _batch(text).letters()
        return time.process_time() - start

    cost(1_000)
    assert cost(80_000) < 60 * max(cost(8_000), 0.002)
