"""Views: what text of a mail the classifiers see.

They see what this sender wrote now: subject and reply. Signature and sender are a view of their
own, because who writes is read from them; older mail is seen only where the mail is little else
than a forward. Everything is folded (lower case, no accents), so that haste does not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.message import Message

REPLY_LIMIT = 6_000  # characters; what one wants stands in the first of them
CLOSING_LIMIT = 600
OPENING_SENTENCES = 2
_FEW_WORDS = 12

_FORWARD = re.compile(r"\s*(?:fwd?|doorst|tr|wg|i)\s*:", re.IGNORECASE)
_PREFIX = re.compile(r"^\s*(?:(?:re|aw|antw|fwd?|doorst|tr|wg|betr|sv)\s*:\s*)+", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_MAIL = re.compile(r"[^\s@<>()\[\]]{1,64}@[^\s@<>()\[\]]{1,255}")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_GREETING = re.compile(
    r"\s*(?:hallo|hoi|hi|hey|hee|dag|beste|geachte|goede?\s?\w+|goeie\w*|lieve|bonjour|madame|cher|"
    r"chere|hello|dear|good \w+|guten|sehr geehrte|liebe|l\.s\.?|ls|mensen|team)\b",
)
_WORD = re.compile(r"\w+")
_FOLDS = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l"}
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the reply, folded; `opening` if among the first that say something."""

    text: str
    opening: bool
    question: bool


@dataclass(frozen=True, slots=True)
class Views:
    """The folded texts of one mail. `closing` is the signature, `sender` name and address."""

    subject: str
    sentences: tuple[Sentence, ...]
    closing: str
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
        name=fold(message.from_.name),
        address=message.from_.address.lower(),
    )


def fold(text: str) -> str:
    """Lower case without accents; links and addresses become one word each."""
    text = _MAIL.sub(" mailadres ", _LINK.sub(" weblink ", text))
    text = unicodedata.normalize("NFKD", text.lower().translate(_FOLDS))
    return text if text.isascii() else "".join(c for c in text if not unicodedata.combining(c))


def _written(message: Message) -> str:
    reply = message.reply[:REPLY_LIMIT]
    forwarded = _FORWARD.match(message.subject) is not None
    if message.quoted and (forwarded or len(_WORD.findall(reply)) < _FEW_WORDS):
        return f"{reply}\n{message.quoted}"[:REPLY_LIMIT]
    return reply


def _sentences(text: str) -> Iterator[Sentence]:
    said = 0
    for match in _SENTENCE.finditer(text):
        sentence = match[0].strip()
        words = len(_WORD.findall(sentence))
        if not words:
            continue
        counts = words >= 4 or (words >= 2 and not _GREETING.match(sentence))
        yield Sentence(sentence, counts and said < OPENING_SENTENCES, sentence.endswith("?"))
        said += counts
