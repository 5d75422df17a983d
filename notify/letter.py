"""A mail's templates with their facts → Reply: subject, text and HTML.

One text makes both parts, so that they can never say different things (docs/adr/0007). The title
heads the HTML alone; the footer is small print under both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from css_inline import inline
from markupsafe import Markup

from ingest.message import Address
from notify.html import body_html
from notify.plain import plain
from notify.render import render
from notify.reply import Reply
from notify.voice import Voice
from notify.words import TEMPLATES

PARTS = ("subject", "title", "body")
_BLANKS = re.compile(r"[ \t\r\n]+")  # French spaces are none; subjects go without, for threads
_ODD_IN_A_NAME = re.compile(r"[@:/\\<>{}\[\]|=\d]|www|\.\w", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a mail is made of: the folder of its templates, what they may name, who it goes to.

    `secrets` are the values of personal data that were found: they are struck out, should one have
    slipped in by another way.
    """

    template: str
    facts: Mapping[str, object]
    voice: Voice
    to: Address
    ticket: str | None = None
    automatic: bool = True
    footer: str = "parts/footer"
    secrets: tuple[str, ...] = ()

    def names(self) -> dict[str, object]:
        """Everything that its templates may name."""
        return {**self.voice.manners(), "automatic": self.automatic, **self.facts}


@dataclass(frozen=True, slots=True)
class Parts:
    """The texts of a mail."""

    subject: str
    title: str
    body: str
    footer: str


def written(draft: Draft) -> Reply:
    """The mail. ConfigError if a template of it is missing or wrong."""
    parts = parts_of(draft)
    return Reply(
        template=draft.template,
        language=draft.voice.language,
        to=draft.to,
        subject=parts.subject,
        text=plain(parts.body, parts.footer),
        html=str(inline(page(draft, parts), keep_style_tags=True)),
        automatic=draft.automatic,
        ticket=draft.ticket,
    )


def parts_of(draft: Draft) -> Parts:
    """The texts of a mail from its templates."""
    names = draft.names()
    templates = [*(f"{draft.template}/{name}" for name in PARTS), draft.footer]
    subject, title, body, footer = (
        _without(part(draft.voice, name, names), draft.secrets) for name in templates
    )
    return Parts(" ".join(subject.split()), _BLANKS.sub(" ", title).strip(), body, footer)


def page(draft: Draft, parts: Parts) -> str:
    """The layout round the texts, before its styles are put inline as mail programs want them."""
    return render(
        draft.voice.preset.folder,
        "layout.html",
        {
            "language": draft.voice.locale,
            "title": parts.title,
            "desk": draft.voice.preset.display_name,
            "ticket": draft.ticket,
            "body": Markup(body_html(parts.body)),  # noqa: S704  body_html escapes all it is given
            "footer": Markup(body_html(parts.footer)),  # noqa: S704
        },
    )


def leaf(title: str, text: str, language: str) -> str:
    """The HTML of a mail about Meldpost itself, which no preset words: the layout round a text."""
    facts = {"language": language, "title": title, "desk": "Meldpost", "ticket": None, "footer": ""}
    body = Markup(body_html(text))  # noqa: S704  body_html escapes all it is given
    laid = render(TEMPLATES.parent, "layout.html", {**facts, "body": body})
    return str(inline(laid, keep_style_tags=True))


def part(voice: Voice, name: str, names: Mapping[str, object]) -> str:
    """One template (`closed/body`) in the language and region of the voice."""
    return render(voice.preset.folder, f"{name}.{voice.language}.txt", names, locale=voice.locale)


def greeted(name: str) -> str:
    """The customer's name for the greeting; nothing where it could carry an address or a link."""
    name = " ".join(name.split())
    return "" if len(name) > 60 or _ODD_IN_A_NAME.search(name) else name


def _without(text: str, secrets: Sequence[str]) -> str:
    if not secrets:
        return text
    folded = text.casefold()
    for value in {secret for secret in secrets if len(secret) > 3}:
        if value.casefold() in folded:
            text = re.sub(re.escape(value), "•••", text, flags=re.IGNORECASE)
    return text
