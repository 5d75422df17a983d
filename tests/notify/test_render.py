"""Foreign templates cannot reach out of the sandbox, and a hole in one is an error."""

from pathlib import Path

import pytest

from config.errors import ConfigError
from notify.render import render


def template(folder: Path, text: str) -> Path:
    path = folder / "templates" / "note" / "body.nl.txt"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_a_presets_own_template_goes_before_ours(tmp_path: Path) -> None:
    path = tmp_path / "templates" / "parts" / "greeting.nl.txt"
    path.parent.mkdir(parents=True)
    path.write_text("Ha {{ name }}!", encoding="utf-8")
    assert render(tmp_path, "parts/greeting.nl.txt", {"name": "Sanne"}) == "Ha Sanne!\n"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{{ naam }}", "'naam' is undefined"),
        ("{% if %}", "Expected an expression"),
        ("{{ name.__class__.__mro__ }}", "unsafe"),
        ("{% include 'nowhere.txt' %}", "nowhere.txt"),
    ],
)
def test_a_wrong_template_is_told(tmp_path: Path, text: str, complaint: str) -> None:
    folder = template(tmp_path, text)
    with pytest.raises(ConfigError, match=complaint):
        render(folder, "note/body.nl.txt", {"name": "Sanne"})


def test_blank_lines_are_folded(tmp_path: Path) -> None:
    folder = template(tmp_path, "\n\neen  \n\n\n\ntwee\n\n")
    assert render(folder, "note/body.nl.txt", {}) == "een\n\ntwee\n"
