"""Every shipped preset is whole; a wrong one is refused with the line and the remedy."""

from pathlib import Path

import pytest

from config import preset as presets
from config.codes import CheckCode, DataKind, Priority, Type
from config.errors import ConfigError

SHIPPED = presets.names()


def test_two_presets_ship() -> None:
    assert SHIPPED == ("kampadmin", "kidskonnect")


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_preset_is_whole(name: str) -> None:
    preset = presets.load(name)
    languages = {"nl", "fr", "en", "de"}
    for module in preset.modules.values():
        assert set(module.display) == languages
    for identifier in preset.identifiers.values():
        assert set(identifier.display) == languages
    assert set(preset.mail.signature) == languages
    assert set(preset.privacy.severity) == set(DataKind)
    for type_ in Type:
        assert set(preset.sla.table[type_]) == set(Priority)
    assert preset.sla.blocking == (CheckCode.MISSING_IDENTIFIER, CheckCode.NO_QUESTION)


def a_preset(folder: Path, *, old: str = "", new: str = "") -> tuple[Path, ...]:
    """A copy of kidskonnect in `folder`, with one piece of its text replaced."""
    text = (presets.BUILT_IN / "kidskonnect" / "preset.toml").read_text(encoding="utf-8")
    assert old in text
    path = folder / "kidskonnect" / "preset.toml"
    path.parent.mkdir()
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return (folder,)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('needs = ["child"]', 'needs = ["chidl"]', "needs 'chidl', which is no identifier here"),
        ("[modules.overig]", "[modules.rest]", "fallback_module 'overig' is not among"),
        ('ticket_prefix = "KK"', 'ticket_prefix = "kk"', "ticket_prefix: String should match"),
        ('language = "nl"', 'langauge = "nl"', "unknown key 'langauge'"),
        ('"Europe/Amsterdam"', '"Europe/Atlantis"', "unknown time zone 'Europe/Atlantis'"),
        ("respond = { days = 1 }", "respond = { dagen = 1 }", "unknown key"),
        ("respond = { days = 1 }", "respond = {}", "give days, or months, or none"),
        ("[identifiers.child_id]", "[identifiers.kid_id]", "unknown identifier kind 'kid_id'"),
        ('bsn = "high"', 'bsn = "terrible"', "privacy.severity.bsn"),
        ('several = "propose"', 'several = "maybe"', "several"),
        ('name = "kidskonnect"', 'name = "kidskonnect', "is no TOML"),
        ('name = "kidskonnect"', 'name = "other"', "its name is 'other', its folder 'kidskonnect'"),
    ],
)
def test_a_wrong_preset_is_refused(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    folders = a_preset(tmp_path, old=old, new=new)
    with pytest.raises(ConfigError, match=complaint):
        presets.load("kidskonnect", folders)


def test_the_line_of_the_mistake_is_told(tmp_path: Path) -> None:
    folders = a_preset(tmp_path, old='bsn = "high"', new='bsn = "terrible"')
    path = tmp_path / "kidskonnect" / "preset.toml"
    expected = next(
        number
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "terrible" in line
    )
    with pytest.raises(ConfigError) as caught:
        presets.load("kidskonnect", folders)
    assert caught.value.line == expected


def test_an_operators_preset_goes_before_ours(tmp_path: Path) -> None:
    folders = a_preset(tmp_path, old="KidsKonnect Support", new="Eigen loket")
    assert presets.load("kidskonnect", folders).display_name == "Eigen loket"


def test_an_unknown_preset_names_those_that_exist() -> None:
    with pytest.raises(ConfigError, match="choose one of kampadmin, kidskonnect"):
        presets.load("kidsconnect")
