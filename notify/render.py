"""Templates → text: a folder for each mail, a file for each part and language.

A preset's own templates are searched before ours. They come from strangers, so that they run in
the sandbox, and an undefined name is an error rather than a hole in a mail.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError, select_autoescape
from jinja2.sandbox import SandboxedEnvironment

from config.errors import ConfigError
from notify.words import TEMPLATES

_MANY_BLANKS = re.compile(r"\n{3,}")
_BLANK_AT_END = re.compile(r"[ \t]+\n")


def render(folder: Path, name: str, facts: Mapping[str, object]) -> str:
    """The template `name` (such as `acknowledgement/body.nl.txt`) with these facts.

    `folder` is the preset's. ConfigError if a template is missing, wrong or names what is not
    there; its message holds the template's name and never what the mail says.
    """
    try:
        text = _environment(folder).get_template(name).render(facts)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        raise ConfigError(
            f"template {name}: {error.message or type(error).__name__}",
            remedy="mend the template; `meldpost check` shows all that are wrong",
            path=folder / "templates" / name,
            line=line,
        ) from error
    return _MANY_BLANKS.sub("\n\n", _BLANK_AT_END.sub("\n", text)).strip() + "\n"


@lru_cache(maxsize=64)
def _environment(folder: Path) -> SandboxedEnvironment:
    return SandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder / "templates"), FileSystemLoader(TEMPLATES)]),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
