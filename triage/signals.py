"""Signals: what a mail tells by its words, with the place where it tells it.

A signal is a name (`impact.everybody`) and the view in which it stands (`subject`, `reply`,
`opening`, `question`, `closing`). The words that speak for it stand in `words/*.toml`; a few more
are read from the sender's address, and some pairs count as one (*many* and *broken*), because
labels.md decides by them together.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from triage import lexicon
from triage.lexicon import Lexicon
from triage.views import Views

VIEWS = ("subject", "reply", "opening", "question", "closing")
_PAIRED = (
    "impact.everybody",
    "impact.many",
    "impact.one",
    "impact.stands_still",
    "impact.lock_out",
    "impact.near",
    "impact.far",
    "impact.wrong_mails",
    "impact.running",
    "impact.leak",
    "impact.safety",
    "impact.caught",
    "impact.extra_work",
    "impact.cosmetic",
    "type.broken",
    "type.change",
    "type.how",
    "type.ask_us",
    "type.opinion",
    "type.deliver",
    "type.own_fault",
)
PAIRS = tuple(f"{one}+{other}" for one, other in combinations(_PAIRED, 2))
_PRIVATE_HOSTS = re.compile(
    r"\b(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|mac|ziggo|kpnmail|kpn|"
    r"planet|hetnet|xs4all|upcmail|chello|casema|home|quicknet|online|tele2|telfort|solcon|caiway|"
    r"zeelandnet|telenet|skynet|proximus|scarlet|pandora|belgacom|voo|orange|free|laposte|wanadoo|"
    r"sfr|gmx|web|t-online|freenet|aol|protonmail|proton|posteo|freedom|mail|tiscali|kabelfoon|"
    r"delta|budget|mailbox|tutanota|fastmail|zonnet|versatel)\.[a-z.]+$"
)
_ROLES = re.compile(
    r"^(?:info|admin\w*|support|help\w*|kantoor|office|planning|facturatie|financ\w*|boekhoud\w*|"
    r"secretariaat|contact|team|hr|personeel|locatie\w*|directie|ict|beheer|jeugd\w*|kamp\w*|"
    r"inschrijving\w*|plaatsing\w*|klant\w*|service\w*|gob|kdv|bso|groep\w*|comptabilite|bi)\b"
)
_ORGANISATION = re.compile(
    r"kinder|opvang|kdv|bso|kov|ko-|-ko|sko|gob|gastouder|peuter|creche|kita|daycare|camp|kamp|vzw|"
    r"asbl|jeugd|jeunes|gemeente|stad|stichting|groep|speel|plein|sport|club|school|scouts|zorg|kids"
)


@dataclass(frozen=True, slots=True)
class Signals:
    """How often each signal was found in each view, and a few of the words that said so."""

    counts: dict[str, int]
    words: dict[str, tuple[str, ...]]


def read(views: Views, preset: str, words: Lexicon | None = None) -> Signals:
    """The signals of one mail for the desk named `preset`."""
    found = tuple(_found(views, words or lexicon.load()))
    counts = Counter(f"{signal}@{view}" for view, signal, _ in found)
    counts.update(_who(views))
    counts[f"preset.{preset}"] = 1
    present = {signal for view, signal, _ in found if view != "closing"}
    counts.update(
        f"{one}+{other}" for one, other in combinations([c for c in _PAIRED if c in present], 2)
    )
    said: dict[str, dict[str, None]] = defaultdict(dict)
    for _, signal, phrase in found:
        said[signal][phrase] = None
    return Signals(dict(counts), {signal: tuple(phrases)[:3] for signal, phrases in said.items()})


def names(presets: Iterable[str], words: Lexicon | None = None) -> tuple[str, ...]:
    """Every name that `read` can count, in a fixed order."""
    lines = (words or lexicon.load()).signals
    return (
        *(f"{signal}@{view}" for view in VIEWS for signal in lines),
        *PAIRS,
        *_WHO,
        *(f"preset.{preset}" for preset in sorted(presets)),
    )


def _found(views: Views, words: Lexicon) -> Iterator[tuple[str, str, str]]:
    for signal, phrase in words.find(views.subject):
        yield "subject", signal, phrase
    for sentence in views.sentences:
        for signal, phrase in words.find(sentence.text):
            yield "reply", signal, phrase
            if sentence.opening:
                yield "opening", signal, phrase
            if sentence.question:
                yield "question", signal, phrase
    for signal, phrase in words.find(views.closing.replace("\n", " ")):
        yield "closing", signal, phrase


_WHO = (
    "who.private_host",
    "who.organisation_host",
    "who.role_address",
    "who.person_in_address",
    "who.organisation_name",
    "who.signed",
    "length.short",
    "length.long",
    "length.no_question",
    "length.questions",
)


def _who(views: Views) -> Iterator[str]:
    local, _, domain = views.address.partition("@")
    private = _PRIVATE_HOSTS.search(domain) is not None
    length = len(views.reply)
    tests = (
        private,
        not private and bool(_ORGANISATION.search(domain)),
        bool(_ROLES.match(local)),
        any(len(part) > 2 and part in local for part in re.findall(r"[a-z]+", views.name)),
        bool(_ORGANISATION.search(views.name)),
        len(views.closing) > 60,
        length < 160,
        length > 1_200,
        not views.questions,
        views.questions.count("?") > 1,
    )
    return (name for name, holds in zip(_WHO, tests, strict=True) if holds)
