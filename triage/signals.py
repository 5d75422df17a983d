"""Signals: what a mail tells by its words, with the place where it tells it.

A signal is a name (`impact.everybody`) and the view in which it stands: `subject`, `reply`,
`opening`, `question`; in the signature, `closing`, only whose voice it is. The words that speak for
it stand in `words/*.toml`; a few more are read from the sender's address, and some pairs count as
one (*everybody* and *broken*), because labels.md decides by them together.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import log1p

from triage import lexicon
from triage.lexicon import Lexicon
from triage.mailboxes import is_personal
from triage.views import Views

_ONE = log1p(1)
VIEWS = ("subject", "reply", "opening", "question")
_VOICE = "sender."
_GENERAL = ("impact.", "type.", _VOICE)
_PAIRED = (
    "impact.everybody",
    "impact.many_people",
    "impact.many_places",
    "impact.one",
    "impact.others_fine",
    "impact.stands_still",
    "impact.lock_out",
    "impact.near",
    "impact.deadline",
    "impact.far",
    "impact.wrong_mails",
    "impact.running",
    "impact.leak",
    "impact.safety",
    "impact.by_hand",
    "impact.stopped",
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
    r"(?:[a-z-]+\.)?(?:\w*mail|\w*post|hotmail|outlook|live|msn|yahoo|icloud|me|mac|ziggo|kpn|planet|"
    r"hetnet|xs4all|chello|casema|home|thuis|quicknet|online|tele2|telfort|solcon|caiway|zeelandnet|"
    r"telenet|skynet|proximus|scarlet|pandora|belgacom|voo|orange|free|laposte|wanadoo|sfr|gmx|web|"
    r"t-online|freenet|aol|proton|posteo|freedom|postvak|tiscali|kabelfoon|delta|budget|mailbox|"
    r"tutanota|zonnet|versatel|seniorweb|student\w*)\.[a-z.]+"
)
_ROLES = re.compile(
    r"^(?:info|admin\w*|support|help\w*|kantoor|office|planning|facturatie|financ\w*|boekhoud\w*|"
    r"secretariaat|contact|team|hr|personeel|locatie\w*|directie|ict|beheer|jeugd\w*|kamp\w*|"
    r"inschrijving\w*|plaatsing\w*|klant\w*|service\w*|gob|kdv|bso|groep\w*|comptabilite|bi)\b"
)
_LETTERS = re.compile(r"[^a-z]+")  # all else
_HOUSE_NAME = 5  # letters, at least
_SIGNED = 300  # characters at the end, and at the beginning, where one tells for whom one writes
_YEAR = re.compile(r"\d{2}$")
_CHAT = re.compile(r"^\s*\[?\d{1,2}[:.]\d{2}\b", re.MULTILINE)  # lines that begin with a time
_ORGANISATION = re.compile(
    r"kinder|opvang|kdv|bso|kov|ko-|-ko|sko|gob|gastouder|peuter|creche|kita|daycare|camp|kamp|vzw|"
    r"asbl|ouder|jeugd|jeunes|gemeente|stad|stichting|groep|speel|plein|sport|club|school|scouts|zorg|kids"
)


@dataclass(frozen=True, slots=True)
class Signals:
    """How strong each signal is, and a few of the words that said so.

    `strength` is the log of 1 + how often it was found in a view (`impact.one@reply`), or its
    share among those of the other modules (`kidskonnect.kvs%reply`), or 1 for what holds or not.
    """

    strength: dict[str, float]
    words: dict[str, tuple[str, ...]]


def read(views: Views, preset: str) -> Signals:
    """The signals of one mail for the desk named `preset`."""
    found = tuple(_found(views, _words(preset)))
    counts = Counter((signal, view) for view, signal, _ in found)
    strength = {f"{signal}@{view}": log1p(count) for (signal, view), count in counts.items()}
    strength.update(_shares(counts, f"{preset}."))
    everywhere = {signal for _, signal, _ in found}
    present = {signal for view, signal, _ in found if view != "closing"}
    pairs = combinations([signal for signal in _PAIRED if signal in present], 2)
    strength.update((f"{one}+{other}", _ONE) for one, other in pairs)
    told = _is_told(views)
    spoken = (*_who(views, told=told), *_alone(views, everywhere, told=told), *_quoted(views))
    strength.update((name, _ONE) for name in spoken)
    strength[f"preset.{preset}"] = _ONE
    said: dict[str, dict[str, None]] = defaultdict(dict)
    for _, signal, phrase in found:
        said[signal][phrase] = None
    return Signals(strength, {signal: tuple(phrases)[:3] for signal, phrases in said.items()})


def names(presets: Iterable[str]) -> tuple[str, ...]:
    """Every name that `read` can give strength for these desks, in a fixed order."""
    known = tuple(sorted(presets))
    voices = _voices().signals
    general = lexicon.load().about(*_GENERAL).signals
    modules = lexicon.load().about(*(f"{preset}." for preset in known)).signals if known else ()
    return (
        *(f"{signal}@{view}" for view in VIEWS for signal in (*general, *modules)),
        *(f"{signal}%{view}" for view in VIEWS for signal in modules),
        *(f"{signal}@closing" for signal in voices),
        *(f"quoted.{signal}" for signal in voices),
        *PAIRS,
        *_WHO,
        *(f"{whence}.{signal}" for whence in _ALONE for signal in (*voices, "silent")),
        *(f"preset.{preset}" for preset in known),
    )


@lru_cache
def _words(preset: str) -> Lexicon:
    """The words that mean something in the mail of a desk."""
    return lexicon.load().about(*_GENERAL, f"{preset}.")


@lru_cache
def _voices() -> Lexicon:
    """The words that tell who speaks."""
    return lexicon.load().about(_VOICE)


def _shares(counts: Counter[tuple[str, str]], family: str) -> Iterator[tuple[str, float]]:
    """What share of the words about modules is about this one, view by view."""
    own = {place: count for place, count in counts.items() if place[0].startswith(family)}
    total: Counter[str] = Counter()
    for (_, view), count in own.items():
        total[view] += count
    return ((f"{signal}%{view}", count / total[view]) for (signal, view), count in own.items())


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
    for signal, phrase in _voices().find(views.closing.replace("\n", " ")):
        yield "closing", signal, phrase


def _quoted(views: Views) -> Iterator[str]:
    """Whose voice speaks in what was quoted or forwarded."""
    find = _voices().find
    found = dict.fromkeys(
        signal for sentence in views.quoted.splitlines() for signal, _ in find(sentence)
    )
    return (f"quoted.{signal}" for signal in found)


def _alone(views: Views, found: set[str], *, told: bool) -> Iterator[str]:
    """Who speaks from an address that is private, or of a house of which the mail tells nothing:
    there a word about one's child says more."""
    whence = _whence(views, told=told)
    if whence is None:
        return
    voices = sorted(signal for signal in found if signal.startswith(_VOICE))
    yield from (f"{whence}.{voice}" for voice in voices)
    if not found & _TELLING:
        yield f"{whence}.silent"


def _whence(views: Views, *, told: bool) -> str | None:
    local, _, domain = views.address.partition("@")
    if from_home(views.address):
        return "private"
    if told or _ROLES.match(local) or _ORGANISATION.search(domain):
        return None
    return "nowhere"


@lru_cache(maxsize=4_096)
def from_home(address: str) -> bool:
    """Whether an address is one that people have for themselves, by its provider."""
    domain = address.rpartition("@")[2]
    if _PRIVATE_HOSTS.fullmatch(domain):
        return True
    return is_personal(domain) and not _ORGANISATION.search(domain)


_ALONE = ("private", "nowhere")
_TELLING = frozenset(
    {
        "sender.own_child",
        "sender.i_am_parent",
        "sender.i_am_childminder",
        "sender.i_am_monitor",
        "sender.their_care",
        "sender.ours",
        "sender.staff",
        "sender.on_the_floor",
        "sender.function",
    }
)
_WHO = (
    "who.private_host",
    "who.organisation_host",
    "who.own_host",
    "who.role_address",
    "who.year_in_address",
    "who.one_name",
    "who.person_in_address",
    "who.organisation_name",
    "who.signed",
    "who.house_in_mail",
    "who.house_nowhere",
    "length.scrap",
    "length.short",
    "length.long",
    "length.no_question",
    "length.questions",
    "quoted.any",
    "quoted.forwarded",
    "quoted.chat",
)


def _is_told(views: Views) -> bool:
    """Whether the mail tells of the house that its sender's domain is named after.

    Who writes for an organisation signs with it; a private provider is nobody's house."""
    domain = views.address.partition("@")[2]
    if from_home(views.address):
        return False
    name = _LETTERS.sub("", domain.rpartition(".")[0].rpartition(".")[2])
    if len(name) < _HOUSE_NAME:
        return False
    told = _LETTERS.sub(
        "", f"{views.name}{views.closing}{views.reply[-_SIGNED:]}{views.reply[:_SIGNED]}"
    )
    return name in told or any(
        len(part) >= _HOUSE_NAME and part in told for part in domain.rpartition(".")[0].split("-")
    )


def _who(views: Views, *, told: bool) -> Iterator[str]:
    local, _, domain = views.address.partition("@")
    private = from_home(views.address)
    words = re.findall(r"[a-z]{4,}", views.name)
    length = len(views.reply)
    tests = (
        private,
        not private and bool(_ORGANISATION.search(domain)),
        not private and any(word in domain for word in words),
        bool(_ROLES.match(local)),
        bool(_YEAR.search(local)),
        len(views.name.split()) < 2,
        any(len(part) > 2 and part in local for part in re.findall(r"[a-z]+", views.name)),
        bool(_ORGANISATION.search(views.name)),
        len(views.closing) > 60,
        told,
        not private and not told and not _ORGANISATION.search(domain),
        length < 80,
        length < 160,
        length > 1_200,
        not views.questions,
        views.questions.count("?") > 1,
        bool(views.quoted),
        views.forwarded,
        bool(_CHAT.search(views.reply)),
    )
    return (name for name, holds in zip(_WHO, tests, strict=True) if holds)
