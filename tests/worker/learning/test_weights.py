"""Weight files: whole, damaged, foreign, newer, unsigned, missing."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from config.errors import ConfigError, TransientError
from config.settings import Settings
from triage.labelled import LabelledMail
from triage.weights import Head, Weights
from worker.learning import versions, weight_file, weights

STAMP = weights.stamp()


@pytest.fixture(autouse=True)
def _one_stamp(monkeypatch: pytest.MonkeyPatch) -> None:
    """A corpus that someone writes on meanwhile is not what is tested here."""
    monkeypatch.setattr(weights, "stamp", lambda: dict(STAMP))


@pytest.fixture
def some() -> Weights:
    return Weights(
        hashed=np.array([3, 17], dtype=np.int64),
        importance=np.array([1.5, 2.0], dtype=np.float32),
        signals=("type.how@reply",),
        matrix=np.arange(6, dtype=np.float32).reshape(3, 2),
        intercept=np.zeros(2, dtype=np.float32),
        heads={"sender": Head("sender", ("customer", "parent"), 0, 0.9)},
        stamp={**STAMP, "mails": "12"},
        measured={"sender.accuracy": 0.93},
        held_out={"sender": {"a": True, "b": False}, "module:kampadmin": {"b": True}},
    )


def _same(one: Weights, other: Weights) -> bool:
    return bool(
        np.array_equal(one.matrix, other.matrix)
        and np.array_equal(one.hashed, other.hashed)
        and one.heads == other.heads
        and dict(one.stamp) == dict(other.stamp)
        and one.signals == other.signals
        and one.held_out == other.held_out
    )


def test_a_file_gives_back_what_was_saved(some: Weights, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "w"
    weight_file.save(some, path, {})
    assert _same(weight_file.read(path, {}), some)
    assert [one.name for one in path.parent.iterdir()] == ["w"]  # nothing is left beside it


def _flip(raw: bytes) -> bytes:
    return raw[:-200] + bytes([raw[-200] ^ 1]) + raw[-199:]


def _newer(raw: bytes) -> bytes:
    head, _, body = raw.partition(b"\n")
    return json.dumps({**json.loads(head), "meldpost_weights": 99}).encode() + b"\n" + body


def _other_threshold(raw: bytes) -> bytes:
    return raw.replace(b'"threshold": 0.9', b'"threshold": 0.1')


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda raw: b"", "no weight file"),
        (lambda raw: b"PK\x03\x04 not ours", "no weight file"),
        (lambda raw: b"[1, 2]\n", "no weight file"),
        (lambda raw: b"\x80\x04\x95 pickle\n", "no weight file"),
        (lambda raw: raw[: len(raw) // 2], "damaged"),
        (_flip, "damaged"),
        (_other_threshold, "damaged"),
        (_newer, "format 99"),
    ],
)
def test_what_is_wrong_is_refused_with_a_remedy(
    some: Weights, tmp_path: Path, change: Callable[[bytes], bytes], said: str
) -> None:
    path = tmp_path / "w"
    weight_file.save(some, path, {})
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(ConfigError, match=said) as caught:
        weight_file.read(path, {})
    assert "meldpost train" in caught.value.remedy
    assert caught.value.path == path


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no weights"):
        weight_file.read(tmp_path / "none", {})


@pytest.mark.parametrize(
    ("signed_with", "asked", "taken"),
    [
        (None, None, True),
        ("k1", "k1", True),
        ("k1", None, True),
        (None, "k1", False),
        ("k2", "k1", False),
    ],
)
def test_signature(
    some: Weights, tmp_path: Path, signed_with: str | None, asked: str | None, taken: bool
) -> None:
    path = tmp_path / "w"
    weight_file.save(some, path, {weight_file.KEY: signed_with} if signed_with else {})
    environment = {weight_file.KEY: asked} if asked else {}
    if taken:
        assert _same(weight_file.read(path, environment), some)
    else:
        with pytest.raises(ConfigError, match="not signed"):
            weight_file.read(path, environment)


def test_the_data_folder_comes_first(some: Weights, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    versions.use(settings, versions.add(settings, some))
    assert _same(weights.load(settings), some)


def test_weights_of_another_version_are_refused(some: Weights, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    old = replace(some, stamp={**some.stamp, "code": "0"})
    versions.use(settings, versions.add(settings, old))
    with pytest.raises(ConfigError, match="another version"):
        weights.load(settings)


def test_a_folder_that_cannot_be_written(some: Weights, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(TransientError, match="cannot be written"):
        weight_file.save(some, tmp_path / "file" / "w", {})


def test_first_use_trains_once_and_keeps(
    some: Weights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trained: list[int] = []

    def train(mails: Sequence[LabelledMail], tell: weights.Tell | None) -> Weights:
        trained.append(len(mails))
        return some

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(weights, "train", train)
    settings = Settings(data_dir=tmp_path / "data")
    assert _same(weights.load(settings), some)
    assert _same(weights.load(settings), some)
    assert len(trained) == 1
    (damaged,) = weights.cache_files()
    damaged.write_bytes(b"rubbish")
    assert _same(weights.load(settings), some)  # a cache is made again
    assert len(trained) == 2
