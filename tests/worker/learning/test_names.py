"""A spaCy pipeline of one's own finds names that stand on no list of ours."""

from pathlib import Path

import pytest
import spacy

from config.errors import ConfigError
from config.settings import Settings
from ingest.parse import written
from tests.notify.made import KIDSKONNECT
from triage.recognizers import recognize
from worker.learning import names

TEXT = "De moeder is Xq Zwqt, haar kind staat niet op de lijst."


def a_pipeline(folder: Path) -> Path:
    """A real pipeline on disk that knows one name."""
    pipeline = spacy.blank("nl")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PER", "pattern": "Xq Zwqt"}])  # type: ignore[attr-defined]
    pipeline.to_disk(folder)
    return folder


def found_in(text: str, model: names.SpacyNames | None) -> list[str]:
    message = written(subject="Lijst", body=text, from_name="Sanne", from_addr="s@kdv.example")
    spans = recognize(message, KIDSKONNECT, name_model=model)
    return [one.span.text for one in spans.findings]


def test_names_of_the_pipeline_are_found_as_well(tmp_path: Path) -> None:
    model = names.load(Settings(names_model=a_pipeline(tmp_path / "nl")))
    assert found_in(TEXT, None) == []
    assert found_in(TEXT, model) == ["Xq Zwqt"]


def test_without_the_setting_there_is_none() -> None:
    assert names.load(Settings()) is None


def test_a_folder_that_is_no_pipeline(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no spaCy pipeline"):
        names.load(Settings(names_model=tmp_path))


def test_a_pipeline_that_names_nobody(tmp_path: Path) -> None:
    spacy.blank("nl").to_disk(tmp_path / "blank")
    with pytest.raises(ConfigError, match="has no ner"):
        names.load(Settings(names_model=tmp_path / "blank"))
