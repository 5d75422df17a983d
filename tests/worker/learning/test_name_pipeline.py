"""The spaCy pipeline of names: it ships trained from this corpus, and triage says what it says."""

import json
from pathlib import Path

import pytest

from config.errors import ConfigError
from config.preset import load as load_preset
from config.settings import Settings
from ingest.parse import written
from triage.hints import hints_of
from triage.labelled import LabelledMail
from triage.recognizers import claim
from triage.recognizers.people import people
from triage.recognizers.role_weights import COMPONENT, PIPELINE, read, shipped
from triage.recognizers.roles import Role
from worker.learning import name_pipeline, names, weights
from worker.learning.name_stamp import stamp

REMEDY = "run `meldpost train --names triage/names/pipeline` and commit what it wrote"


@pytest.fixture(scope="module")
def corpus() -> list[LabelledMail]:
    return weights.corpus()


@pytest.fixture(scope="module")
def some(corpus: list[LabelledMail]) -> list[LabelledMail]:
    return corpus[::12]


def test_what_ships_was_made_of_this_corpus_by_this_code(corpus: list[LabelledMail]) -> None:
    made_of = json.loads((PIPELINE / "meta.json").read_text(encoding="utf-8"))["stamp"]
    assert made_of == stamp(corpus), REMEDY


def test_what_ships_is_small_and_nothing_in_it_can_run() -> None:
    files = [path for path in PIPELINE.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 2_000_000
    assert {path.suffix for path in files} <= {".cfg", ".json"}


def test_the_pipeline_says_what_triage_says(some: list[LabelledMail]) -> None:
    pipeline = name_pipeline.load()
    named = 0
    for mail in some[:60]:
        message = written(
            subject=mail.subject, body=mail.body, from_name=mail.from_name, from_addr=mail.from_addr
        )
        texts = hints_of(message, load_preset(mail.preset))
        for hints in texts:
            claim(hints)
        for hints, example in zip(texts, name_pipeline.examples(pipeline, mail), strict=True):
            told = {
                p.role.upper() for p in people(hints) if p.role not in (Role.NOBODY, Role.UNKNOWN)
            }
            entities = pipeline(example.predicted).ents
            assert {entity.label_ for entity in entities} == told
            named += len(entities)
    assert named > 60


def test_a_text_alone() -> None:
    doc = name_pipeline.load()("De moeder van Noor, mevrouw Fatima El Amrani, belt. Groet, Sanne")
    assert [(entity.text, entity.label_) for entity in doc.ents] == [
        ("Noor", "CHILD"),
        ("Fatima El Amrani", "PARENT"),
        ("Sanne", "SENDER"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Emma's moeder, m'n collega 't Hart en dhr. J.P. de Vries-Bakker\n\n- 12/3  (Łucja)",
        "L'enfant d'Élise, 14:05 €12,50 ; \t kolom | 2026-0142…",
        "",
        "  \n",
    ],
)
def test_its_tokenizer_keeps_every_character(text: str) -> None:
    assert name_pipeline.blank().make_doc(text).text == text


def test_training_gives_the_same_each_time(some: list[LabelledMail], tmp_path: Path) -> None:
    for name in ("one", "two"):
        name_pipeline.save(name_pipeline.train(some), tmp_path / name)
    one, two = (tmp_path / name / COMPONENT / "weights.json" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert len(read(one)) > 500


def test_own_files_with_names_teach_and_their_pipeline_is_used(
    some: list[LabelledMail], tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path)
    assert names.roles(settings) is None
    assert names.learn(settings, some, some[:5])
    learned = names.roles(settings)
    assert learned is not None
    assert learned != shipped()
    without = [mail.model_copy(update={"names": None}) for mail in some[:5]]
    assert not names.learn(settings, some, without)
    assert names.roles(settings) is None


@pytest.mark.parametrize(
    ("meta", "error"),
    [('{"stamp": {"code": "another"}}', "another version"), ("{", "damaged"), ("[]", "damaged")],
)
def test_a_pipeline_of_another_version_or_damaged_is_refused(
    meta: str, error: str, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path)
    names.folder(settings).mkdir(parents=True)
    (names.folder(settings) / "meta.json").write_text(meta, encoding="utf-8")
    with pytest.raises(ConfigError, match=error):
        names.roles(settings)


@pytest.mark.parametrize("content", ["{}", "[1]", "no json", '{"bias": [1, 2]}'])
def test_weights_that_are_none_are_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "weights.json").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match="no weights"):
        read(tmp_path / "weights.json")
