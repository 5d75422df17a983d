"""What a mail in a ticket wishes of the ticket itself. Pure.

Only what its sender wrote now is read. A wish is recognised by an expression of it (`nl.toml` and
its siblings), and taken back by whatever makes it doubtful: a question, a negation, a condition,
more than a few words that mean something else. A wrong close is worse than a missed one, which a
colleague reads anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.message import Message
from triage.cues import alternatives
from triage.sentences import sentences
from triage.wishes.grammar import LANGUAGES, words

_LONGEST = 1_200  # characters: who writes more says more than a wish
_LOGO = 50_000  # bytes: a picture in the text that is larger was sent to be seen
_MOST_BESIDE = {"close": 12, "approve": 7, "decline": 14}  # words beside the wish
_DECISIONS = {"close": "unsolved", "approve": "undecided", "decline": "undecided"}
_MAY_BE_ASKED = ("status", "please")
_NICETIES = ("courtesy", "assent")
_MONEY = re.compile(r"(?:€|eur(?:o|os)?)\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|eur(?:o|os)?\b)")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_GREETING = re.compile(
    rf"\A\W*(?:{alternatives('greeting')})(?!\w)(?:[^\S\n]+(?:(?-i:[A-ZÀ-Þ])[\w'’.-]*|support\w*|"
    r"team|allen|allemaal|collega'?s?|iedereen|all|everyone|there|mensen|beste|dames|heren|en|et|and|und|"
    r"à|tous|toutes|l'équipe|madame|monsieur|helpdesk)){0,4}[^\S\n]*[,!.;:\n–-]",
    re.IGNORECASE,
)
_TICKET = re.compile(r"\[?\b[A-Z]{2,4}-\d{3,9}\b\]?")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked, as far as no doubt is left.

    `only` says that nothing else stands in the mail but the wish and courtesy; with no wish at all
    it is a mere thank-you. `assents` says that a word of consent is among it ("prima"), which may
    answer a question of ours.
    """

    status: bool = False
    close: bool = False
    approve: bool = False
    decline: bool = False
    only: bool = False
    assents: bool = False

    @property
    def thanks(self) -> bool:
        """Whether the mail says thanks, and nothing else."""
        return self.only and not (self.status or self.close or self.approve or self.decline)


@dataclass(slots=True)
class _Reading:
    """A text with the stretches that each list explains, and the languages that they are in."""

    text: str
    language: str
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    spoken: set[str] = field(default_factory=set)

    def has(self, name: str) -> bool:
        return name in self.spans

    def beside(self, *names: str) -> str:
        """What those lists leave of the text; the question marks of what they explain go too."""
        text = self.text
        for start, end in (span for name in names for span in self.spans.get(name, ())):
            text = text[:start] + _blank(text[start:end]) + text[end:]
        return text


def wishes(message: Message) -> Wishes:
    """What this mail wishes of the ticket that it stands in."""
    text = _TICKET.sub(lambda found: _blank(found[0]), message.own_words.replace("’", "'"))
    if len(text) > _LONGEST:
        return Wishes()
    read = _read(_GREETING.sub(lambda found: _blank(found[0]), text), message.language)
    granted = {name: _wished(read, name, unless) for name, unless in _DECISIONS.items()}
    granted["approve"] &= not granted["decline"]
    unsaid = "approve" if granted["decline"] else ""  # "niet akkoord" names both
    met = [name for name in granted if read.has(name) and name != unsaid]
    nothing_else = not _doubtful(read, *met) and not _unknown(read, *met)
    sent = any(not one.inline or one.size > _LOGO for one in message.attachments)
    said = any(map(read.has, ("status", "please", "courtesy", *met)))
    return Wishes(
        status=read.has("status"),
        only=said and nothing_else and not sent and all(granted[name] for name in met),
        assents=read.has("assent"),
        **granted,
    )


def _read(text: str, language: str) -> _Reading:
    read = _Reading(text, language)
    for start, end in sentences(text):
        for one in _met(text[start:end]):
            read.spans.setdefault(one.name, []).append((start + one.start, start + one.end))
            read.spoken.add(one.language)
    return read


@dataclass(frozen=True, slots=True)
class _Met:
    """A stretch of a sentence that an expression of a list explains."""

    name: str
    start: int
    end: int
    language: str


def _met(sentence: str) -> Iterator[_Met]:
    """What the lists explain. A question about the status has no wish to close within it."""
    found = list(_explained(sentence))
    asked = [one for one in found if one.name == "status"]
    for one in found:
        within = any(one.start < it.end and it.start < one.end for it in asked)
        if one.name not in ("close", "unsolved") or not within:
            yield one
        if one.name in _MAY_BE_ASKED and "?" in sentence:
            mark = sentence.rindex("?")
            yield _Met(one.name, mark, mark + 1, one.language)


def _explained(sentence: str) -> Iterator[_Met]:
    asked = sentence.rstrip(" )\"'!").endswith("?")
    for language in LANGUAGES:
        for name, start, end in words(language).explained(sentence, asked=asked):
            yield _Met(name, start, end, language)


def _wished(read: _Reading, name: str, unless: str) -> bool:
    """Whether a decision is wished, with nothing beside it that leaves a doubt."""
    asked = read.has(name) or (name == "close" and read.has("please"))
    if not asked or read.has(unless) or _doubtful(read, name):
        return False
    beside = _unknown(read, name)
    if name != "close" and any(word[0].isdigit() for word in beside):
        return False  # another invoice, a counter-offer
    return len(beside) <= _MOST_BESIDE[name]


def _doubtful(read: _Reading, *names: str) -> bool:
    left = read.beside(*_MAY_BE_ASKED, *names, *_NICETIES)
    if "?" in left:
        return True
    spoken = (read.spoken | {read.language}) & set(LANGUAGES)
    return any(words(language).brakes.search(left) for language in spoken)


def _unknown(read: _Reading, *names: str) -> list[str]:
    """The words that no list explains."""
    left = _MONEY.sub(" ", read.beside(*_MAY_BE_ASKED, *names, *_NICETIES).casefold())
    return [word for word in _WORD.findall(left) if not _carries_nothing(word)]


def _carries_nothing(word: str) -> bool:
    return any(word in words(language).filler for language in LANGUAGES)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
