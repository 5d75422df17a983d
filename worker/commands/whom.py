"""Whom a command is about: values from a file, standard input, a prompt, or the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from config.settings import Settings
    from triage.person import Person
    from worker.intake.examined import Contents

Function = TypeVar("Function", bound=Callable[..., Any])


def person_arguments(function: Function) -> Function:
    """`[VALUE]...` and `--values FILE`."""
    argument = click.argument("values", metavar="[VALUE]...", nargs=-1)
    option = click.option(
        "--values",
        "values_file",
        metavar="FILE",
        type=click.Path(path_type=Path, allow_dash=True),
        help="one value a line; - is standard input",
    )
    return argument(option(function))


def person_of(values: tuple[str, ...], file: Path | None) -> Person:
    """The person with these values. Without any, they are asked for, and no history keeps them."""
    from triage.person import Person

    given = [*values, *_lines(file)]
    if not given and sys.stdin.isatty():
        given = _asked()
    try:
        return Person.of(given)
    except ValueError as error:
        raise click.UsageError(f"{error}: give an address, a name, a number, one a line") from None


@contextmanager
def reader_of(settings: Settings) -> Iterator[Contents]:
    """What reads attachments, so that they can be searched."""
    from worker.intake.examine import Examiner

    examiner = Examiner(settings.limits.attachments, going=lambda: None)
    try:
        yield examiner.contents
    finally:
        examiner.close()


def _lines(file: Path | None) -> list[str]:
    if file is None:
        return []
    if str(file) == "-":
        text = sys.stdin.read()
    else:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise click.UsageError(f"{file} cannot be read as UTF-8 text") from None
    return [line for line in text.splitlines() if line.strip()]


def _asked() -> list[str]:
    click.echo("Addresses, names, numbers, dates of the person, one a line; an empty line ends.")
    found: list[str] = []
    while line := input("> ").strip():
        found.append(line)
    return found
