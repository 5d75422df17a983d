"""Our own spaCy pipeline of names: `nl` with our tokenizer and a component that tells who is who.

`doc.ents` are the persons of a text, labelled with their role. The component is trained by
`pipeline.initialize` from labelled mails and from sentences of our own, and reads what `people`
reads; so triage, which has no second to spare for the import of spaCy, takes its weights from the
folder of this pipeline and says the same (docs/adr/0023).
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import spacy
from spacy import util
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import filter_spans, get_words_and_spaces
from spacy.vocab import Vocab

from config.preset import Preset
from config.preset import load as load_preset
from ingest.message import Message
from ingest.parse import written
from triage.hints import RoleWeights, hints_of
from triage.labelled import LabelledMail
from triage.names.tokens import tokens_of
from triage.recognizers import claim, role_training
from triage.recognizers.people import people
from triage.recognizers.role_weights import COMPONENT, PIPELINE, read
from triage.recognizers.roles import Role
from worker.learning.name_stamp import stamp

# In `doc.user_data`: the message, the preset, and which text of it the document is; and in a
# reference the labelled mail.
MAIL, LABELLED = "meldpost.mail", "meldpost.labelled"
_SEED = 20_261_121
_PIECE = re.compile(r"\w+|[^\w\s]")


@util.registry.tokenizers("meldpost.words.v1")  # type: ignore[untyped-decorator]
def words() -> Callable[[Language], Words]:
    """For the configuration of the pipeline."""
    return lambda pipeline: Words(pipeline.vocab)


class Words:
    """A tokenizer for four languages: the words that names are made of, else digits and signs."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        found = [piece for low, high in self._stretches(text) for piece in _split(text, low, high)]
        pieces, spaces = get_words_and_spaces(found, text)
        return Doc(self.vocab, words=pieces, spaces=spaces)

    def _stretches(self, text: str) -> Iterator[tuple[int, int]]:
        at = 0
        for token in tokens_of(text):
            yield at, token.start
            yield token.start, token.end
            at = token.end
        yield at, len(text)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to keep: the words are told by rule."""
        return b""

    def from_bytes(self, _data: bytes, **_options: object) -> Words:
        return self

    def to_disk(self, _path: Path, **_: object) -> None:
        """See `to_bytes`."""

    def from_disk(self, _path: Path, **_: object) -> Words:
        return self


def _split(text: str, low: int, high: int) -> list[str]:
    piece = text[low:high]
    return [piece] if piece[:1].isalpha() else _PIECE.findall(piece)


@Language.factory(COMPONENT, assigns=["doc.ents"])
class Persons:
    """Finds persons by lists and build, and tells who they are by learned weights."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.weights: RoleWeights = {}

    def __call__(self, doc: Doc) -> Doc:
        message, preset, where = doc.user_data.get(MAIL) or _alone(doc.text)
        texts = hints_of(message, preset, roles=self.weights or None)
        for hints in texts:
            claim(hints)
        found = people(texts[where == "body"])
        _set(doc, ((p.name.start, p.name.end, p.role) for p in found if p.role is not Role.NOBODY))
        return doc

    def initialize(
        self, get_examples: Callable[[], Iterable[Example]], nlp: Language | None = None
    ) -> None:
        """Learn from examples whose reference knows its labelled mail."""
        mails = {
            id(mail): mail for one in get_examples() if (mail := one.reference.user_data[LABELLED])
        }
        self.weights = role_training.train([*mails.values()], seed=_SEED)

    def to_disk(self, path: Path, exclude: Sequence[str] = ()) -> None:
        path.mkdir(parents=True, exist_ok=True)
        role_training.save(self.weights, path / "weights.json")

    def from_disk(self, path: Path, exclude: Sequence[str] = ()) -> Persons:
        self.weights = read(path / "weights.json")
        return self


def _alone(text: str) -> tuple[Message, Preset, str]:
    """A text of which nothing else is known, as if a customer had written it."""
    message = written(subject="", body=text, from_name="", from_addr="")
    return message, load_preset("kidskonnect"), "body"


def blank() -> Language:
    """The pipeline, untrained."""
    config: dict[str, Any] = {"nlp": {"tokenizer": {"@tokenizers": "meldpost.words.v1"}}}
    pipeline = spacy.blank("nl", config=config)
    pipeline.add_pipe(COMPONENT)
    pipeline.meta.update(name="meldpost_names", version=version("meldpost"), license="Apache-2.0")
    return pipeline


def train(mails: Sequence[LabelledMail]) -> Language:
    """A stamped pipeline that learned from `mails`."""
    pipeline = blank()
    pipeline.initialize(lambda: [one for mail in mails for one in examples(pipeline, mail)])
    pipeline.meta["stamp"] = stamp(mails)
    return pipeline


def examples(pipeline: Language, mail: LabelledMail) -> Iterator[Example]:
    """Subject and body of a labelled mail; the reference has its names as entities."""
    message = written(
        subject=mail.subject, body=mail.body, from_name=mail.from_name, from_addr=mail.from_addr
    )
    preset = load_preset(mail.preset)
    for where, text in (("subject", message.subject), ("body", message.text)):
        predicted, reference = (pipeline.make_doc(text) for _ in range(2))
        predicted.user_data[MAIL] = (message, preset, where)
        reference.user_data[LABELLED] = mail
        places = (
            (*at.span(), Role(name.role))
            for name in mail.names or ()
            for at in re.finditer(rf"(?<!\w){re.escape(name.text)}(?!\w)", text)
        )
        _set(reference, places)
        yield Example(predicted, reference)


def _set(doc: Doc, places: Iterable[tuple[int, int, Role]]) -> None:
    """Make persons at these places the entities of a document; the longest of those that touch."""
    spans = (
        doc.char_span(start, end, label=role.upper(), alignment_mode="expand")
        for start, end, role in places
    )
    doc.set_ents(filter_spans(span for span in spans if span is not None))


def save(pipeline: Language, folder: Path) -> None:
    """Write the pipeline in place of what stood there; without a vocabulary, as it needs none."""
    aside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(aside, ignore_errors=True)
    aside.parent.mkdir(parents=True, exist_ok=True)
    pipeline.to_disk(aside, exclude=["vocab"])
    shutil.rmtree(folder, ignore_errors=True)
    aside.replace(folder)


def load(folder: Path = PIPELINE) -> Language:
    """The pipeline of a folder; for tools of spaCy, triage reads the weights alone."""
    return spacy.load(folder)
