"""Shipped presets have no wrong template; one that is wrong is found, in whatever language."""

from pathlib import Path

import pytest

from config import preset as presets
from notify.lint import wrong_templates
from tests.notify.made import KIDSKONNECT


@pytest.mark.parametrize("name", presets.names())
def test_every_mail_can_be_written(name: str) -> None:
    assert list(wrong_templates(presets.load(name))) == []


def test_a_wrong_template_is_found_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "templates" / "parts" / "missing.fr.txt"
    path.parent.mkdir(parents=True)
    path.write_text("{{ manquant }}", encoding="utf-8")
    preset = KIDSKONNECT.model_copy(update={"folder": tmp_path})
    found = list(wrong_templates(preset))
    assert found
    assert all("'manquant' is undefined" in str(error) for error in found)
