"""A spaCy pipeline of the operator's own, as a further source of names of persons.

Dutch pipelines cannot be shipped with Meldpost nor downloaded at run time; where there is one on
the machine, `names_model` in the settings points at its folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from config.errors import ConfigError
from config.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language

PERSONS = frozenset({"PER", "PERSON"})  # as Dutch, French, German and English pipelines call them
_MOST = 100_000  # characters of one text that are looked at


@dataclass(frozen=True, slots=True)
class SpacyNames:
    """Names as a spaCy pipeline sees them (triage.names.model.NameModel)."""

    pipeline: Language

    def names(self, text: str) -> Sequence[tuple[int, int]]:
        """Where persons are named, as (start, end) in characters."""
        found = self.pipeline(text[:_MOST]).ents
        return [(one.start_char, one.end_char) for one in found if one.label_ in PERSONS]


def load(settings: Settings) -> SpacyNames | None:
    """The pipeline of the settings, or None where they name none; ConfigError if it is no good."""
    folder = settings.names_model
    if folder is None:
        return None
    try:
        import spacy
    except ImportError as error:
        raise ConfigError(
            "names_model needs spaCy", remedy="pip install 'meldpost[names]', or remove the setting"
        ) from error
    try:
        pipeline = spacy.load(folder)
    except (OSError, ValueError) as error:
        raise ConfigError(
            "is no spaCy pipeline that this spaCy can load", path=folder, remedy="set names_model"
        ) from error
    if not pipeline.pipe_labels.keys() & {"ner", "entity_ruler"}:
        raise ConfigError("finds no names: it has no ner", path=folder, remedy="set names_model")
    return SpacyNames(pipeline)
