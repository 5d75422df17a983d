"""What docs/attachments.md says is what there is."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from config.limits import Attachments
from ingest.contents.content import Reason

DOCUMENT = (Path(__file__).parents[2] / "docs" / "attachments.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_is_explained(reason: Reason) -> None:
    assert f"`{reason}`" in DOCUMENT


def test_the_settings_are_all_there_with_their_defaults() -> None:
    told = tomllib.loads(DOCUMENT.split("```toml")[1].split("```")[0])["limits"]["attachments"]
    assert Attachments(**told) == Attachments()
    assert set(told) == set(Attachments.model_fields)
