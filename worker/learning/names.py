"""Who finds names, and who tells whose they are: our own pipeline, and an operator's.

Ours ships with Meldpost (`triage/names/pipeline`); `meldpost train` makes another in the data
folder where labelled files of one's own name persons. A full spaCy pipeline of the operator's, to
which `names_model` in the settings points, is a further source of names.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from config.errors import ConfigError
from config.settings import Settings
from triage.hints import RoleWeights
from triage.labelled import LabelledMail
from triage.recognizers.role_weights import COMPONENT, read
from worker.learning.name_stamp import rules

if TYPE_CHECKING:
    from spacy.language import Language

PERSONS = frozenset({"PER", "PERSON"})  # as Dutch, French, German and English pipelines call them
_REMEDY = "run `meldpost train`"
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
    import spacy

    try:
        pipeline = spacy.load(folder)
    except (OSError, ValueError) as error:
        raise ConfigError(
            "is no spaCy pipeline that this spaCy can load", path=folder, remedy="set names_model"
        ) from error
    if not pipeline.pipe_labels.keys() & {"ner", "entity_ruler"}:
        raise ConfigError("finds no names: it has no ner", path=folder, remedy="set names_model")
    return SpacyNames(pipeline)


def folder(settings: Settings) -> Path:
    """Where `meldpost train` keeps a pipeline of names."""
    return settings.data_dir / "weights" / "names"


def roles(settings: Settings) -> RoleWeights | None:
    """The weights of the pipeline in the data folder; None where ours are used.

    ConfigError if it is damaged or was made by another version of Meldpost."""
    if not (meta := folder(settings) / "meta.json").exists():
        return None
    try:
        made_of = json.loads(meta.read_text(encoding="utf-8"))["stamp"]
    except (KeyError, OSError, TypeError, ValueError) as error:
        raise ConfigError("this pipeline is damaged", path=meta, remedy=_REMEDY) from error
    if any(made_of.get(name) != digest for name, digest in rules().items()):
        raise ConfigError(
            "this pipeline of names comes from another version", path=meta, remedy=_REMEDY
        )
    return read(folder(settings) / COMPONENT / "weights.json")


def learn(settings: Settings, corpus: Sequence[LabelledMail], own: Sequence[LabelledMail]) -> bool:
    """Train a pipeline of names where mails of one's own name persons; else ours is used again."""
    if not any(mail.names for mail in own):
        shutil.rmtree(folder(settings), ignore_errors=True)
        return False
    from worker.learning import name_pipeline

    name_pipeline.save(name_pipeline.train([*corpus, *own]), folder(settings))
    return True
