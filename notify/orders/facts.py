"""What a mail to agents says of orders: which there are, and why one was not obeyed."""

from __future__ import annotations

from config.codes import Priority, Type
from notify.files import Left, No
from notify.inside import Ordered
from notify.orders.order import Fault, Verb
from notify.orders.words import shown
from notify.voice import Voice

_CODED = frozenset({Fault.TWICE, Fault.CLASH, Fault.NO_TEXT})  # `about` is the code of a verb


def orders_facts(voice: Voice) -> dict[str, object]:
    """Every order in the language of the desk, and what those with a value may name."""
    return {
        "order": {verb.value: f"#{shown(verb, voice.language)}" for verb in Verb},
        "priorities": [voice.word("priority", one) for one in Priority],
        "types": [voice.word("type", one) for one in Type],
        "modules": [voice.module(code) for code in voice.preset.modules],
    }


def ordered_facts(news: Ordered, voice: Voice) -> dict[str, object]:
    """The fault in words."""
    about = news.about
    if about:
        about = f"#{shown(Verb(about), voice.language) if news.fault in _CODED else about}"
    return {
        **orders_facts(voice),
        "about": about,
        "problem": _problem(news, voice),
        "places": [
            *(
                f"{voice.word('data', kind)}, {voice.word('place', 'line')} {line}"
                for kind, line in news.places
            ),
            *(_file(one, voice) for one in news.files),
        ],
        "undone": voice.word("step", news.undone) if news.undone else "",
    }


def _file(one: Left, voice: Voice) -> str:
    """A file that cannot go along, why, and in brackets what it is about."""
    about = ""
    match one.why:
        case No.PERSONAL_DATA:
            about = ", ".join(voice.word("data", kind) for kind in one.found)
        case No.UNREAD if one.unread is not None:
            about = voice.word("unread", one.unread)
        case No.TOO_LARGE:
            about = f"> {voice.preset.mail.attachments_mb} MB"
    return f"{one.label}: {voice.word('file', one.why)}{f' ({about})' if about else ''}"


def _problem(news: Ordered, voice: Voice) -> str:
    if news.fault is None:
        return ""
    return voice.word("no", news.no) if news.no else voice.word("fault", news.fault)
