"""Templates → text: a folder for each mail, a file for each part and language.

A preset's own templates are searched before ours, and in each place those of the region
(`body.nl-BE.txt`) before those of the language (`body.nl.txt`), which is what other templates
include by name. They come from strangers, so that they run in the sandbox, and an undefined name is
an error rather than a hole in a mail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    select_autoescape,
)
from jinja2.sandbox import SandboxedEnvironment

from config.errors import ConfigError
from notify.spacing import spaced
from notify.words import TEMPLATES

_MANY_BLANKS = re.compile(r"\n{3,}")
_BLANK_AT_END = re.compile(r"[ \t]+\n")


def render(folder: Path, name: str, facts: Mapping[str, object], *, locale: str = "") -> str:
    """The template `name` (such as `acknowledgement/body.nl.txt`) with these facts.

    `folder` is the preset's, `locale` a language with its region (`nl-BE`) where there is one.
    ConfigError if a template is missing, wrong or names what is not there; its message holds the
    template's name and never what the mail says.
    """
    try:
        text = environment(folder, locale).get_template(name).render(facts)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        raise ConfigError(
            f"template {name}: {error.message or type(error).__name__}",
            remedy="mend the template; `meldpost check` shows all that are wrong",
            path=folder / "templates" / name,
            line=line,
        ) from error
    if name.endswith(".html"):
        return text
    if " \n" in text or "\t\n" in text:
        text = _BLANK_AT_END.sub("\n", text)
    return _MANY_BLANKS.sub("\n\n", text).strip() + "\n"


@lru_cache(maxsize=64)
def environment(folder: Path, locale: str = "") -> SandboxedEnvironment:
    """Where the templates of a preset's folder are found for a region, and how they run."""
    return SandboxedEnvironment(
        loader=ChoiceLoader(
            [_Regional(folder / "templates", locale), _Regional(TEMPLATES, locale)]
        ),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


class _Regional(BaseLoader):
    """A folder in which `body.nl-BE.txt` goes before `body.nl.txt`."""

    def __init__(self, folder: Path, locale: str) -> None:
        self._files = FileSystemLoader(folder)
        self._language, self._locale = f".{locale.partition('-')[0]}.", f".{locale}."

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool] | None]:
        source, path, fresh = self._found(environment, template)
        language = template.removesuffix(".txt").rpartition(".")[2]
        return spaced(source, language), path, fresh

    def _found(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool] | None]:
        if self._locale != self._language:
            regional = template.replace(self._language, self._locale)
            with suppress(TemplateNotFound):
                return self._files.get_source(environment, regional)
        return self._files.get_source(environment, template)
