"""The mails in docs/mails are those that leave. `make mails` writes them anew; read the diff."""

from pathlib import Path

import pytest

from config import preset as presets
from config.preset import Language
from notify.gallery import as_page, as_text
from notify.markup import faults
from notify.samples import for_the_desk, samples
from notify.voice import LANGUAGES

MAILS = Path(__file__).parents[2] / "docs" / "mails"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", presets.names())
def test_in_step(name: str, language: Language) -> None:
    kept = (MAILS / f"{name}.{language}.txt").read_text(encoding="utf-8")
    assert as_text(presets.load(name), language) == kept


def test_nothing_else_is_kept() -> None:
    kept = {path.stem for path in MAILS.glob("*.txt")}
    assert kept == {f"{name}.{language}" for name in presets.names() for language in LANGUAGES}


def test_the_gallery_is_a_whole_page() -> None:
    found = as_page([presets.load("kidskonnect")])
    assert {fault.partition(": ")[2] for fault in faults(found)} == {
        "<iframe> has no place in a mail"
    }
    assert found.count("<iframe") == len(samples()) * 4 - len(for_the_desk()) * 3
