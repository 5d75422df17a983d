"""French spacing, and what it leaves alone."""

from datetime import UTC, date, datetime

import pytest

from config import preset as presets
from notify.letter import parts_of, written
from notify.samples import samples
from notify.samples.scene import Scene
from notify.spacing import spaced
from notify.words import day, moment


@pytest.mark.parametrize(
    ("plain", "language", "printed"),
    [
        ("Quoi ? Rien ; ceci : fin !", "fr", "Quoi\u202f? Rien\u202f; ceci\u00a0: fin\u202f!"),
        ("dites « d’accord » ici", "fr-BE", "dites «\u00a0d’accord\u00a0» ici"),
        ("sûr à 93 %", "fr", "sûr à 93\u202f%"),
        ("le site https://a.example/b?c=d", "fr", "le site https://a.example/b?c=d"),
        ("{% if a != b %}x{% endif %}", "fr", "{% if a != b %}x{% endif %}"),
        ("Wat ? Niets ; dit : einde !", "nl", "Wat ? Niets ; dit : einde !"),
        ("frisch : ja ?", "fy", "frisch : ja ?"),  # a language that merely begins with f
    ],
)
def test_spaced(plain: str, language: str, printed: str) -> None:
    assert spaced(plain, language) == printed


@pytest.mark.parametrize("name", presets.names())
def test_no_line_of_a_french_mail_begins_with_its_mark(name: str) -> None:
    scene = Scene(presets.load(name), "fr")
    for sample in ("acknowledgement-untold", "relabelled-higher", "privacy_letter", "price"):
        draft = samples()[sample](scene)
        ours = parts_of(draft).body.replace(scene.text("price"), "")
        assert not {mark for mark in ":;?!»" if f" {mark}" in ours}, sample
        assert "« " not in ours
        assert not set("\u202f\u00a0") & set(written(draft).subject)  # threads go by the subject


@pytest.mark.parametrize(
    ("at", "locale", "said"),
    [
        (datetime(2026, 10, 1, 9, 0, tzinfo=UTC), "fr", "jeudi 1er octobre à 9\u00a0h"),
        (datetime(2026, 10, 2, 9, 5, tzinfo=UTC), "fr-BE", "vendredi 2 octobre à 9\u00a0h\u00a005"),
        (datetime(2026, 10, 1, 9, 0, tzinfo=UTC), "nl", "donderdag 1 oktober, 9.00 uur"),
        (datetime(2026, 10, 1, 9, 0, tzinfo=UTC), "nl-BE", "donderdag 1 oktober om 9.00 uur"),
        (datetime(2026, 10, 1, 9, 0, tzinfo=UTC), "de", "Donnerstag, 1. Oktober, 9:00 Uhr"),
        (datetime(2026, 10, 1, 9, 0, tzinfo=UTC), "en", "Thursday 1 October at 09:00"),
    ],
)
def test_moment(at: datetime, locale: str, said: str) -> None:
    assert moment(at, locale) == said


def test_day() -> None:
    assert day(date(2026, 11, 1), "fr") == "dimanche 1er novembre 2026"
    assert day(date(2026, 11, 11), "fr", year=2026) == "mercredi 11 novembre"
    assert moment(datetime(2027, 1, 1, 9, tzinfo=UTC), "fr", year=2026).startswith(
        "vendredi 1er janvier 2027 à"
    )
