"""Every mail in every language: what holds for all of them, whatever they say."""

from __future__ import annotations

import re

import pytest

from config import preset as presets
from config.preset import Language, Preset
from ingest.parse import parse
from notify.inside import INSIDE
from notify.letter import Draft, page, parts_of, written
from notify.markup import faults
from notify.news import CUSTOMER, News
from notify.samples import for_the_desk, samples
from notify.samples.scene import Scene
from notify.voice import LANGUAGES
from notify.words import TEMPLATES
from tests.factories import a_mail
from triage.wishes import wishes

DESKS = [presets.load(name) for name in presets.names()]
WRONG = re.compile(r"\b(?:krijgt|heeft|hebt|wilt|kunt|bent|vindt|stuurt|antwoordt|ziet) je\b")
RATIO = 4.5  # WCAG 2.2, 1.4.3


def drafts(preset: Preset, language: Language) -> dict[str, Draft]:
    scene = Scene(preset, language)
    return {name: make(scene) for name, make in samples().items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("preset", DESKS, ids=lambda preset: preset.name)
def test_what_we_ask_to_answer_with_is_understood(preset: Preset, language: Language) -> None:
    """A wish that waits for a colleague says by which word it is granted at once."""
    for name, wish in (("closed", "close"), ("approved", "approve"), ("declined", "decline")):
        text = written(samples()[f"noted-{name}"](Scene(preset, language))).text
        (word,) = re.findall(r"[“„«]\s?([^”“»]+?)\s?[”“»]", text)
        read = wishes(parse(a_mail(subject="Re: [KK-1042] Lijst", body=word)))
        assert getattr(read, wish), (name, word)


def formal(preset: Preset) -> Preset:
    """The preset as it would be if it said u; its own words stay out of it."""
    mail = preset.mail.model_copy(
        update={"formal": True, "reach": {}, "allowed": {}, "admin": {}, "served": {}, "host": {}}
    )
    privacy = preset.privacy.model_copy(update={"instead": {}})
    asked = {"mail": mail, "privacy": privacy, "questions": {}, "identifiers": preset.identifiers}
    return preset.model_copy(update=asked)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("preset", DESKS, ids=lambda preset: preset.name)
def test_every_mail(preset: Preset, language: Language) -> None:
    for name, draft in drafts(preset, language).items():
        parts = parts_of(draft)
        reply = written(draft)
        assert list(faults(page(draft, parts))) == [], name
        assert reply.language == (preset.language if name in for_the_desk() else language), name
        assert parts.subject, name
        assert 0 < len(parts.title) < 80, name
        assert "None" not in reply.text + reply.subject, name
        assert "  " not in reply.text.replace("-- \n", ""), name
        assert "123456782" not in reply.text + reply.html + reply.subject, name


@pytest.mark.parametrize("kind", [*CUSTOMER, *INSIDE], ids=lambda kind: kind.template)
def test_every_mail_has_a_sample_and_all_its_parts(kind: type[News]) -> None:
    assert any(name.partition("-")[0] == kind.template for name in samples())
    for part in ("subject", "title", "body"):
        for language in LANGUAGES:
            assert (TEMPLATES / kind.template / f"{part}.{language}.txt").is_file()


@pytest.mark.parametrize("preset", DESKS, ids=lambda preset: preset.name)
def test_je_is_said_as_je(preset: Preset) -> None:
    for name, draft in drafts(preset, "nl").items():
        text = written(draft).text
        assert not re.search(r"\b(?:[Uu]|[Uu]w)\b", text), name
        assert not WRONG.search(text), name


@pytest.mark.parametrize("preset", DESKS, ids=lambda preset: preset.name)
def test_u_is_said_as_u(preset: Preset) -> None:
    for name, draft in drafts(formal(preset), "nl").items():
        if name not in for_the_desk():
            said = re.search(r"\b(?:je|jij|jou|jouw)\b.*", written(draft).text, re.IGNORECASE)
            assert not said, (name, said)


def test_the_netherlands_and_flanders_do_not_speak_alike() -> None:
    of_nl, of_be = (drafts(presets.load(name), "nl") for name in ("kidskonnect", "kampadmin"))
    given = [(TEMPLATES / name).read_text("utf-8") for name in ("samples.toml", "words.toml")]
    for name, draft in of_nl.items():
        dutch, flemish = written(draft).text, written(of_be[name]).text
        assert "ten laatste" not in dutch, name
        assert not re.search(r"\buiterlijk\b|\bmelding(en)?\b", flemish), name
        told = (
            line for line in dutch.split("\n") if not line.startswith("- #")
        )  # orders are lists
        shared = {line for line in told if len(line) > 75} & set(flemish.split("\n"))
        said = {line.strip("> .").partition("betekent: ")[2] or line.strip("> ") for line in shared}
        assert [line for line in said if line not in "".join(given)] == [], name


def test_colours_can_be_read() -> None:
    """Each colour of the layout on its ground, in light and in dark (WCAG 2.2, 1.4.3)."""
    layout = (TEMPLATES / "layout.html").read_text(encoding="utf-8")
    light, dark = layout.split("@media (prefers-color-scheme: dark)")
    for ground, sheet in (("#ffffff", light), ("#1e2421", dark)):
        colours = re.findall(r"(?<![-\w])color: (#[0-9a-f]{6})", sheet)
        assert len(colours) >= 4
        for colour in colours:
            assert _ratio(colour, ground) >= RATIO, (colour, ground)


def _ratio(one: str, other: str) -> float:
    lights = sorted((_light(one), _light(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
