"""TOML files, checked against a pydantic model; every error says file, line and remedy."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from config.errors import ConfigError

Checked = TypeVar("Checked", bound=BaseModel)
_HEADER = re.compile(r"\s*\[{1,2}\s*([^\]]+?)\s*\]{1,2}")
_KEY = re.compile(r"\s*([\w.\"'-]+)\s*=")


def read_checked(path: Path, model: type[Checked]) -> Checked:
    """Read `path` as `model`; ConfigError with the line of the first mistake."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", path=path) from error
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8", path=path, remedy="save it as UTF-8") from error
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else None
        raise ConfigError(f"is no TOML: {error}", path=path, line=line) from error
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise explain(error, text, path) from error


def explain(error: ValidationError, text: str, path: Path) -> ConfigError:
    """The first mistake of a validation as one error with its line and, if we know it, the mend.

    A key that nobody knows goes before one that is missing: it is often the same key, mistyped.
    """
    found = error.errors(include_url=False, include_input=False)
    first = min(found, key=lambda one: one["type"] != "extra_forbidden")
    place = [str(part) for part in first["loc"]]
    key = ".".join(place)
    if first["type"] == "extra_forbidden":
        problem, remedy = f"unknown key {key!r}", "remove it, or look for a typing error"
    elif first["type"] == "missing":
        problem, remedy = f"{key!r} is missing", "add it"
    else:
        said = first["msg"].removeprefix("Value error, ")
        problem, remedy = (f"{key}: {said}" if key else said), ""
    return ConfigError(problem, remedy=remedy, path=path, line=line_of(place, text))


def line_of(place: Iterable[str], text: str) -> int | None:
    """The line (from 1) of the longest part of `place` that stands in the TOML text."""
    wanted = list(place)
    counts: dict[str, int] = {}
    table: list[str] = []
    best, best_length = None, 0
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            name = header[1].replace('"', "")
            table = name.split(".")
            if line.lstrip().startswith("[["):
                counts[name] = counts.get(name, -1) + 1
                table = [*table, str(counts[name])]
            here = table
        elif key := _KEY.match(line):
            here = [*table, *key[1].replace('"', "").split(".")]
        else:
            continue
        length = _common(here, wanted)
        if length > best_length and length == len(here):
            best, best_length = number, length
    return best


def _common(left: list[str], right: list[str]) -> int:
    length = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        length += 1
    return length
