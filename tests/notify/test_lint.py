"""Shipped presets have no wrong template; one that is wrong is found, in whatever language."""

from pathlib import Path

import pytest

from config import preset as presets
from notify.lint import wrong_templates
from notify.words import TEMPLATES
from tests.notify.made import KIDSKONNECT

LAYOUT = (TEMPLATES / "layout.html").read_text(encoding="utf-8")


def faults(folder: Path, **files: str) -> list[str]:
    """What is found in a preset's own folder with these templates; "/" stands as two underscores,
    "." as one at the end of a language."""
    for name, text in files.items():
        path = folder / "templates" / name.replace("__", "/").replace("_of_", ".")
        path = path.with_name(path.name.replace("_html", ".html"))
        path = path if path.suffix == ".html" else path.with_name(f"{path.name}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    preset = KIDSKONNECT.model_copy(update={"folder": folder})
    return [str(error) for error in wrong_templates(preset)]


def in_all(name: str, text: str) -> dict[str, str]:
    return {f"{name}_of_{language}": text for language in ("nl", "fr", "en", "de")}


@pytest.mark.parametrize("name", presets.names())
def test_every_mail_can_be_written(name: str) -> None:
    assert list(wrong_templates(presets.load(name))) == []


def test_an_unknown_variable_is_found_once_with_file_and_line(tmp_path: Path) -> None:
    files = in_all("parts__missing", "ja") | {"parts__missing_of_fr": "oui\n{{ manquant }}"}
    (found,) = faults(tmp_path, **files)
    assert "parts/missing.fr.txt:2: it names 'manquant'" in found


def test_even_one_behind_a_condition_that_never_holds(tmp_path: Path) -> None:
    text = "{% if waiting and not waiting %}{{ nobody }}{% endif %}ja"
    found = faults(tmp_path, **in_all("closed__title", text))
    assert len(found) == 4
    assert "it names 'nobody', which this mail does not know" in found[0]


def test_a_name_of_another_mail_is_unknown_here(tmp_path: Path) -> None:
    found = faults(tmp_path, **in_all("closed__title", "{{ into_subject }}"))
    assert "it names 'into_subject'" in found[0]
    other = tmp_path / "other"
    assert faults(other, **in_all("merged__title", "{{ into_subject }}")) == []


def test_a_missing_language_is_found(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, closed__title_of_nl="Klaar", closed__title_of_en="Done")
    assert "closed/title is not there in de, fr" in found


def test_a_region_counts_as_its_language(tmp_path: Path) -> None:
    files = in_all("closed__title", "ja") | {"closed__title_of_nl-BE": "ja"}
    del files["closed__title_of_nl"]
    assert faults(tmp_path, **files) == []


def test_a_template_that_no_mail_has_is_found(tmp_path: Path) -> None:
    found = faults(tmp_path, **in_all("closd__title", "ja"))
    assert "there is no template 'closd/title'" in found[0]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("</h1>", "", "</main> closes nothing; <h1> is open"),
        ("<h1>", "<p>", "</h1> closes nothing"),
        (' lang="{{ language }}"', "", "no lang attribute"),
        ("<h1>{{ title }}</h1>", "", "one <h1>, not 0"),
        ("<body>", '<body><img alt="" src="https://x.example/a.png">', "from elsewhere"),
        ("<body>", '<body><img src="cid:logo">', "no alt text"),
        ("<body>", "<body><script></script>", "<script> has no place"),
        ('<meta charset="utf-8">', "", "no <meta charset>"),
        ("{{ title }}", "{{ titel }}", "'titel' is undefined"),
    ],
)
def test_broken_html_is_found(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in LAYOUT
    found = faults(tmp_path, layout_html=LAYOUT.replace(old, new))
    assert any(fault in one for one in found), found


def test_a_layout_of_its_own_is_fine(tmp_path: Path) -> None:
    assert (
        faults(tmp_path, layout_html=LAYOUT.replace("<h1>", '<img alt="" src="cid:a"><h1>')) == []
    )
