"""What happened to a ticket → the mail that says it, to its customer or to the desk's own people.

Pure, as notify/compose.py, which answers a customer's mail.
"""

from __future__ import annotations

from collections.abc import Iterable

from config.codes import Priority, Type
from config.preset import Preset
from ingest.message import Address
from notify import inside
from notify.letter import Draft, greeted, written
from notify.news import About, News, Relabelled, Reminder, Split, Status, Supplied
from notify.orders.facts import ordered_facts, orders_facts
from notify.reply import Reply
from notify.subject import bare
from notify.voice import Voice

_UNNAMED = frozenset({"child_first_name", "childminder_name", "link", "ticket_reference"})
_NEVER_HIGH = (Type.FEEDBACK, Type.EXTRA_REQUEST)


def tell_customer(news: News, about: About, to: Address, preset: Preset) -> Reply:
    """The mail that tells a customer what happened to the ticket, in the customer's language."""
    return written(to_customer(news, about, to, preset))


def tell_desk(news: News, about: About | None, to: Address, preset: Preset) -> Reply:
    """The mail that tells the desk's own people, in the language of the desk."""
    return written(to_desk(news, about, to, preset))


def to_customer(news: News, about: About, to: Address, preset: Preset) -> Draft:
    """What the mail of `tell_customer` is made of."""
    voice = Voice.of(preset, about.language, _year(about))
    facts = ticket_facts(about, voice) | voice.fields(news)
    facts |= {"found": [], "instead": voice.words(preset.privacy.instead)}
    if isinstance(news, Reminder | Split | Supplied | Status):
        facts["missing"] = [voice.identifier(kind) for kind in news.missing]
    if isinstance(news, Supplied):
        facts["added"] = numbers_of(news.added, voice)
    if isinstance(news, Relabelled):
        facts |= _weighed(news, about, voice)
    return Draft(news.template, facts, voice, to, about.number, automatic=_automatic(news))


def to_desk(news: News, about: About | None, to: Address, preset: Preset) -> Draft:
    """What the mail of `tell_desk` is made of."""
    voice = Voice.of(preset, preset.language, _year(about) if about else None)
    facts: dict[str, object] = {"ticket": None}
    if about is not None:
        facts = ticket_facts(about, voice) | {"title": about.title}
    facts |= voice.fields(news)
    if isinstance(news, inside.Triaged):
        facts |= _triaged(news, voice) | orders_facts(voice)
    if isinstance(news, inside.Wrote):
        facts |= _shown(news, voice) | orders_facts(voice)
    if isinstance(news, inside.Ordered):
        facts |= ordered_facts(news, voice)
    number = about.number if about else None
    return Draft(news.template, facts, voice, to, number, footer="parts/inside")


def ticket_facts(about: About, voice: Voice) -> dict[str, object]:
    """What every template about a ticket may name."""
    terms = about.terms
    return {
        "ticket": about.number,
        "name": greeted(about.name),
        "subject": subject_line(about.subject, voice),
        "module": voice.module(about.module),
        "type": voice.say(about.type),
        "priority": voice.say(about.priority),
        "claimed": [],
        "kind": voice.word("kind", about.type),
        "means": voice.word("means", about.priority),
        "answered": about.answered,
        "waiting": terms.clock == "waiting",
        "respond_by": voice.moment(terms.respond_by) if terms.respond_by else None,
        "solve_by": voice.moment(terms.solve_by) if terms.solve_by else None,
        "to_be_agreed": terms.solve_by is None and "to be agreed" in terms.reason,
    }


def numbers_of(identifiers: Iterable[tuple[str, str]], voice: Voice) -> list[str]:
    """(kind, value) as customers read them, each once; names and links are not repeated."""
    return [
        f"{voice.identifier(kind, where=False)} {value}"
        for kind, value in dict.fromkeys(identifiers)
        if kind not in _UNNAMED and kind in voice.preset.identifiers
    ]


def subject_line(subject: str, voice: Voice) -> str:
    """The customer's own subject without "Re:" and our number, or words for none."""
    return bare(subject, voice.preset.ticket_prefix) or voice.word("subject", "none")


def _weighed(news: Relabelled, about: About, voice: Voice) -> dict[str, object]:
    """What changed, and which rule of the support page tells why."""
    was_critical = news.old_priority is Priority.CRITICAL
    was_high = was_critical or news.old_priority is Priority.HIGH
    lowered = list(Priority).index(about.priority) > list(Priority).index(news.old_priority)
    rule = "means"
    if lowered and was_high and about.type in _NEVER_HIGH:
        rule = "never_high"
    elif lowered and was_critical and about.type is not Type.BUG:
        rule = "only_bugs"
    return {
        "new_type": about.type is not news.old_type,
        "new_priority": about.priority is not news.old_priority,
        "rule": rule,
        "means": voice.word("means", about.priority),
    }


def _triaged(news: inside.Triaged, voice: Voice) -> dict[str, object]:
    return {
        **_shown(news, voice),
        "sure": {head: round(100 * sure) for head, sure in news.sure.items()},
        "identifiers": [
            (voice.identifier(kind, where=False), value) for kind, value in news.identifiers
        ],
        "checks": [
            f"{voice.word('check', code)}: {voice.identifier(detail, where=False)}"
            if detail
            else voice.word("check", code)
            for code, detail in news.checks
        ],
        "facts": [(voice.word("fact", code), said) for code, said in news.facts.items() if said],
        "unsaid": [voice.word("fact", code) for code, said in news.facts.items() if not said],
    }


def _shown(news: inside.Triaged | inside.Wrote, voice: Voice) -> dict[str, object]:
    """What the customer wrote, quoted, and what was masked in it."""
    return {
        "found": [
            f"{voice.word('data', kind)}, {voice.word('place', place.partition(':')[0])}"
            for kind, place in news.found
        ],
        "quoted": "\n".join(f"> {line}".rstrip() for line in news.text.strip().split("\n")),
    }


def _automatic(news: News) -> bool:
    """Whether no person wrote any of it."""
    return news.automatic or not getattr(news, "text", "")


def _year(about: About) -> int | None:
    """The year in which the clock started: what falls into it needs no year."""
    return about.terms.starts_at.year if about.terms.starts_at else None
