"""Views: what text of a mail the classifiers see.

They see what this sender wrote now: subject and reply. Signature and sender are a view of their
own, because who writes is read from them; of older mail only what was forwarded to the desk is
seen. Everything is folded (lower case, no accents), so that haste does not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.message import Message

REPLY_LIMIT = 6_000  # characters; what one wants stands in the first of them
CLOSING_LIMIT = 600
QUOTED_LIMIT = 1_500
OPENING_SENTENCES = 2
ENDING_SENTENCES = 2  # what is asked often stands last
_FEW_WORDS = 20

_PREFIX = re.compile(r"^\s*(?:(?:re|aw|antw|fwd?|doorst|tr|wg|betr|sv)\s*:\s*)+", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_MAIL = re.compile(r"[^\s@<>()\[\]]{1,64}@[^\s@<>()\[\]]{1,255}")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_GREETING = re.compile(
    r"\s*(?:hallo|hoi|hi|hey|hee|dag|beste|geachte|goede?\s?\w+|goeie\w*|lieve|bonjour|madame|cher|"
    r"chere|hello|dear|good \w+|guten|sehr geehrte|liebe|l\.s\.?|ls|mensen|team)\b",
)
_WORD = re.compile(r"\w+")
_ACCENT = re.compile(r"[\u0300-\u036f]+")
_FOLDS = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l"}
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the reply, folded; `opening` if among the first that say something, `ending`
    if among the last."""

    text: str
    opening: bool
    question: bool
    ending: bool


@dataclass(frozen=True, slots=True)
class Views:
    """The folded texts of one mail. `closing` is the signature, `quoted` the start of older mail
    and forwards, of which only another's voice is read, `name` and `address` are the sender's.
    """

    subject: str
    sentences: tuple[Sentence, ...]
    closing: str
    quoted: str
    forwarded: bool
    name: str
    address: str

    @property
    def reply(self) -> str:
        return "\n".join(sentence.text for sentence in self.sentences)

    @property
    def opening(self) -> str:
        return "\n".join(sentence.text for sentence in self.sentences if sentence.opening)

    @property
    def questions(self) -> str:
        return "\n".join(sentence.text for sentence in self.sentences if sentence.question)


def view(message: Message) -> Views:
    """The views of one mail; linear in its length, which is cut at REPLY_LIMIT."""
    return Views(
        subject=fold(_PREFIX.sub("", message.subject)),
        sentences=tuple(_sentences(fold(_written(message)))),
        closing=fold(message.signature[:CLOSING_LIMIT]),
        quoted=fold(message.quoted[:QUOTED_LIMIT]),
        forwarded=message.forward_start is not None,
        name=fold(message.from_.name),
        address=message.from_.address.lower(),
    )


def fold(text: str) -> str:
    """Lower case without accents; links and addresses become one word each."""
    if "://" in text or "www." in text:
        text = _LINK.sub(" weblink ", text)
    if "@" in text:
        text = _MAIL.sub(" mailadres ", text)
    text = text.lower()
    if text.isascii():
        return text
    return _ACCENT.sub("", unicodedata.normalize("NFKD", text.translate(_FOLDS)))


def _written(message: Message) -> str:
    """What this sender wrote; a forwarded mail too where they wrote little more than "see below".

    Whoever tells the case in their own words is read for themselves: a parent's letter below would
    make a parent of them.
    """
    reply = message.reply[:REPLY_LIMIT]
    if message.forward_start is None or len(_WORD.findall(reply)) >= _FEW_WORDS:
        return reply
    return f"{reply}\n{message.text[message.forward_start :][:REPLY_LIMIT]}"[:REPLY_LIMIT]


def _sentences(text: str) -> Iterator[Sentence]:
    said = [
        (sentence, _says(sentence))
        for match in _SENTENCE.finditer(text)
        if _WORD.search(sentence := match[0].strip())
    ]
    saying = sum(says for _, says in said)
    place = 0
    for sentence, says in said:
        opening = says and place < OPENING_SENTENCES
        ending = says and place >= saying - ENDING_SENTENCES
        yield Sentence(sentence, opening, sentence.endswith("?"), ending)
        place += says


def _says(sentence: str) -> bool:
    """Whether a sentence says something: four words, or two that are no greeting."""
    words = len(sentence.split())
    return words >= 4 or (words >= 2 and not _GREETING.match(sentence))
