"""Every mail of a preset rendered once: a wrong template is found before a customer finds it.

Whatever a preset's own folder holds is looked at besides: a template for no mail of ours, a
variable that its mail does not know, a language that was left out, broken HTML.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from jinja2 import TemplateError, meta, nodes

from config.codes import CheckCode, DataKind, FactCode, Sender
from config.errors import ConfigError
from config.preset import Preset
from notify.letter import Draft, page, parts_of
from notify.markup import faults
from notify.prepared import PREPARED
from notify.render import environment
from notify.reply import TicketFacts
from notify.samples import samples
from notify.samples.answers import answered, triaged
from notify.samples.scene import Scene
from notify.voice import LANGUAGES
from notify.words import TEMPLATES
from triage import sla
from triage.decision import Check, Fact, Finding, Label, Span, Triage


def wrong_templates(preset: Preset) -> Iterator[ConfigError]:
    """What is wrong with its own files; if nothing, with each mail in each language. Each once."""
    drafts = [draft for language in LANGUAGES for draft in _drafts(Scene(preset, language))]
    told: set[str] = set()
    for error in list(_own(preset, drafts)) or _unwritten(preset, drafts):
        if str(error) not in told:
            told.add(str(error))
            yield error


def _unwritten(preset: Preset, drafts: Sequence[Draft]) -> Iterator[ConfigError]:
    """The mails that cannot be written, or not as HTML that can be shown."""
    layout = preset.folder / "templates" / "layout.html"
    for draft in drafts:
        try:
            for fault in faults(page(draft, parts_of(draft))):
                yield ConfigError(f"broken HTML: {fault}", remedy="mend the layout", path=layout)
        except ConfigError as error:
            yield error


def _drafts(scene: Scene) -> Iterator[Draft]:
    """Every mail: the samples, and answers with everything in them and with nothing."""
    for triage, follow_up in product(_triages(scene), (False, True)):
        draft = answered(scene, triage, TicketFacts(follow_up=follow_up))
        if isinstance(draft, Draft):
            yield draft
    yield from (make(scene) for make in samples().values())


def _triages(scene: Scene) -> Iterator[Triage]:
    """A triage with nothing to say, and with all that there is."""
    preset = scene.preset
    bare = replace(
        triaged(scene), identifiers=(), facts=tuple(Fact(code, None) for code in FactCode)
    )
    yield bare
    full = replace(
        bare,
        identifiers=tuple(Span(kind, "body", 0, 1, "1") for kind in preset.identifiers),
        findings=tuple(
            Finding(kind, Span(kind, "body", 0, 1, "1"), "high") for kind in preset.privacy.severity
        ),
        checks=(
            *(Check(code) for code in CheckCode if code is not CheckCode.MISSING_IDENTIFIER),
            *(Check(CheckCode.MISSING_IDENTIFIER, kind) for kind in (*preset.identifiers, "child")),
        ),
    )
    yield full
    asked = tuple(check for check in full.checks if "request" not in check.code)
    yield replace(full, checks=asked, terms=sla.waiting("everything is missing"))
    yield replace(full, sender=Label(Sender.PARENT, 1.0))
    found = Finding(DataKind.BSN, Span(DataKind.BSN, "attachment:a.pdf", 0, 1, "1"), "high")
    yield replace(bare, findings=(found,))


# -- a preset's own folder -----------------------------------------------------------------------


def _own(preset: Preset, drafts: Sequence[Draft]) -> Iterator[ConfigError]:
    """What is wrong with the files of the preset's own folder, without rendering them."""
    folder = preset.folder / "templates"
    known = _known(drafts)
    found: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*.txt")):
        name, _, rest = path.relative_to(folder).as_posix().partition(".")
        language = rest.removesuffix("txt").rstrip(".")
        if name not in known:
            yield ConfigError(
                f"there is no template {name!r}",
                remedy=f"name it as one of ours: {', '.join(sorted(known))}",
                path=path,
            )
            continue
        found.setdefault(name, set()).add(language.partition("-")[0])
        yield from _unknown_names(preset, path, known[name])
    for name, languages in found.items():
        if left_out := _spoken(preset) - languages:
            yield ConfigError(
                f"{name} is not there in {', '.join(sorted(left_out))}",
                remedy="write it in every language of mail.signature: else ours is sent",
                path=folder / name,
            )


def _known(drafts: Sequence[Draft]) -> Mapping[str, frozenset[str]]:
    """Each of our templates, with the names that it may use."""
    of_mail: dict[str, set[str]] = {}
    for draft in drafts:
        of_mail.setdefault(draft.template, set()).update(draft.names())
    every = frozenset[str]().union(*of_mail.values(), PREPARED)
    ours = {
        path.relative_to(TEMPLATES).as_posix().partition(".")[0] for path in TEMPLATES.glob("*/*")
    }
    return {name: frozenset(of_mail.get(name.partition("/")[0], every)) for name in sorted(ours)}


def _spoken(preset: Preset) -> set[str]:
    """The languages that a preset speaks itself."""
    return set(preset.mail.signature) or {preset.language}


def _unknown_names(preset: Preset, path: Path, known: frozenset[str]) -> Iterator[ConfigError]:
    """The variables that a template names and its mail does not know, each with its line."""
    try:
        tree = environment(preset.folder).parse(path.read_text(encoding="utf-8"))
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        yield ConfigError(str(error.message), remedy="mend the template", path=path, line=line)
        return
    for name in sorted(meta.find_undeclared_variables(tree) - known):
        lines = [node.lineno for node in tree.find_all(nodes.Name) if node.name == name]
        yield ConfigError(
            f"it names {name!r}, which this mail does not know",
            remedy=f"choose one of {', '.join(sorted(known))}",
            path=path,
            line=min(lines, default=None),
        )
