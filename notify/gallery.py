"""Every mail of a preset for review: a text for each language, and all of them as an HTML page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from config.preset import Language, Preset
from notify.letter import page, parts_of, written
from notify.render import render
from notify.reply import Reply
from notify.samples import for_the_desk, samples
from notify.samples.scene import Scene
from notify.voice import LANGUAGES


@dataclass(frozen=True, slots=True)
class Shown:
    """A sample with its mail; `html` is the page before its styles are put inline."""

    name: str
    reply: Reply
    html: str


def shown(preset: Preset, language: Language) -> Iterator[Shown]:
    """The samples in a language; those for the desk's own people in the desk's alone."""
    scene = Scene(preset, language)
    for name, make in samples().items():
        if language == preset.language or name not in for_the_desk():
            draft = make(scene)
            yield Shown(name, written(draft), page(draft, parts_of(draft)))


def as_text(preset: Preset, language: Language) -> str:
    """All mails of a preset in a language, one under the other."""
    return "\n".join(
        f"{f' {one.name} ':=^80}\n{one.reply.subject}\n\n{one.reply.text}"
        for one in shown(preset, language)
    )


def as_page(presets: Iterable[Preset]) -> str:
    """All mails of these presets as one HTML page, each as a mail program shows it."""
    groups = [
        (preset.display_name, language, list(shown(preset, language)))
        for preset in presets
        for language in LANGUAGES
    ]
    return render(next(iter(presets)).folder, "gallery.html", {"groups": groups})
