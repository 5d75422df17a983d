"""Hashed n-grams: the same stretch has the same column wherever it stands."""

import time

import numpy as np
import pytest

from triage.grams import WIDTH, Batch


def _columns(texts: list[str], text: int, kind: str) -> list[int]:
    batch = Batch(texts)
    grams = batch.words(1) if kind == "words" else batch.letters(1)
    return sorted(int(one) for one in grams.column[grams.text == text])


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
    batch = Batch([text])
    assert len(batch.words(1).column) == words
    assert len(batch.letters(1).column) == letters


def test_pairs_do_not_cross_texts() -> None:
    apart = Batch(["rood", "blauw"]).words(1)
    assert len(apart.column) == 2
    assert apart.text.tolist() == [0, 1]


def test_salt_tells_views_apart() -> None:
    batch = Batch(["factuur"])
    assert batch.words(1).column[0] != batch.words(2).column[0]


def test_words_rarely_share_a_column() -> None:
    words = [f"woord{number}" for number in range(20_000)]
    columns = Batch([" ".join(words)]).words(1, pairs=False).column
    assert columns.min() >= 0
    assert columns.max() < WIDTH
    assert len(np.unique(columns)) > 19_600  # chance alone lets about 190 meet


def test_time_grows_with_the_text() -> None:
    def cost(size: int) -> float:
        text = "wachtlijst " * size
        start = time.perf_counter()
        Batch([text]).letters(1)
        return time.perf_counter() - start

    cost(1_000)
    assert cost(80_000) < 60 * max(cost(8_000), 0.002)
