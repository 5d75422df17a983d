"""Every version is kept; which one decides can be changed and taken back."""

from pathlib import Path

import numpy as np
import pytest

from config.errors import ConfigError, PermanentError
from config.settings import Settings
from triage.weights import Head, Weights
from worker.learning import versions, weights


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


def some(mails: int) -> Weights:
    return Weights(
        hashed=np.array([3], dtype=np.int64),
        importance=np.array([1.5], dtype=np.float32),
        signals=(),
        matrix=np.zeros((1, 2), dtype=np.float32),
        intercept=np.zeros(2, dtype=np.float32),
        heads={"sender": Head("sender", ("customer", "parent"), 0)},
        stamp={**weights.stamp(), "mails": str(mails)},
    )


def test_at_first_those_that_ship_decide(settings: Settings) -> None:
    assert versions.champion_file(settings) is None
    assert versions.every(settings) == []
    with pytest.raises(PermanentError, match="before"):
        versions.roll_back(settings)


def test_use_and_roll_back(settings: Settings) -> None:
    first, second = versions.add(settings, some(1)), versions.add(settings, some(2))
    assert (first, second) == (1, 2)
    assert versions.champion_file(settings) is None  # kept is not crowned
    versions.use(settings, first)
    versions.use(settings, second)
    versions.use(settings, second)  # twice is once
    assert weights.load(settings).stamp["mails"] == "2"
    assert versions.roll_back(settings) == first
    assert weights.load(settings).stamp["mails"] == "1"
    assert versions.roll_back(settings) == versions.SHIPPED
    assert [one.champion for one in versions.every(settings)] == [False, False]


def test_a_version_that_is_not_there(settings: Settings) -> None:
    with pytest.raises(PermanentError, match="no version 7"):
        versions.use(settings, 7)


def test_a_damaged_version_is_listed_with_the_reason(settings: Settings) -> None:
    number = versions.add(settings, some(1))
    versions.path_of(settings, number).write_bytes(b"rubbish")
    (one,) = versions.every(settings)
    assert one.weights is None
    assert "no weight file" in one.wrong


@pytest.mark.parametrize("said", ["", "{}", "[]", '{"now": "x", "before": []}'])
def test_a_damaged_crown_is_said_and_mended(settings: Settings, said: str) -> None:
    number = versions.add(settings, some(1))
    (settings.data_dir / "weights" / "champion.json").write_text(said)
    with pytest.raises(ConfigError, match="damaged"):
        weights.load(settings)
    versions.use(settings, number)
    assert weights.load(settings).stamp["mails"] == "1"
