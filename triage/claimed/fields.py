"""Fields of a form in a mail ("Type: Error/bug"), and tags of its subject ("[BUG]", "Idee: …").

A form stands above what is written: its lines count as long as nothing but such lines, and
greetings, came before. A priority may stand in a sentence too ("Graag snel. Prio: hoog."), a type
means too many other things there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from ingest.wording import small
from triage.claimed.vocabulary import Field, priority_field, type_field

_FIRST_LINES = 12
_GREETING = 5  # words at most
_PREFIXES = r"\s*(?:(?:re|sv|aw|antw|betr|betreft)\s*:\s*)*"
_PASSED_ON = re.compile(rf"{_PREFIXES}(?:fwd?|doorst|tr|wg|i)\s*:")
_FIELD = re.compile(r"\W*[^\W\d_][\w '/()-]{0,40}(?:[:=|\t]|->|→).{0,200}")
_NAMED = ("prio", "urgen", "severity", "dringlich")  # where there is none of them, no priority is
_PLEASE = r"graag|aub|svp|a\.u\.b\.?|s\.v\.p\.?|please|bitte"
_MARKS = r"[^\S\n*_]*[*_•>–-]{0,3}[^\S\n]*"  # of bold print and of lists
_IS = (
    r"[*_]{0,2}[^\S\n]*(?:(?:[:=|\t]|->|→|[–-])[^\S\n]*\n?|[^\S\n]{2,}|\n)[^\S\n]*[*_]{0,2}[^\S\n]*"
)
_END = (
    rf"(?=(?:[^\S\n](?:{_PLEASE}))?"
    r"[^\S\n]*(?:[.,;!)|\]*_]|[–-]\s|\s[–-]|\n|\Z))"
)
_AFTER = r"(?:^|(?<=[.!?;,(|\[:]))[^\S\n]*"  # where a thing of its own begins


@dataclass(frozen=True, slots=True)
class Said:
    """Words with the codes that they go with. `label` is all of a field or a tag, as it is written;
    "" where they are language as well ("Idee: …")."""

    words: str
    fits: frozenset[str]
    label: str = ""


def passed_on(subject: str) -> bool:
    """Whether the subject is that of a mail which was forwarded."""
    return _PASSED_ON.match(small(subject)) is not None


def types(subject: str, text: str) -> list[Said]:
    """The types that the form above the text names, and the tags of the subject."""
    field, head = type_field(), _head(text)
    heading, bracket = _tags(field)
    line, inline = _patterns(field)
    labels = _found(field, ((line, head), (inline, head), (bracket, subject)))
    return [*labels, *(replace(one, label="") for one in _found(field, ((heading, subject),)))]


def priorities(subject: str, text: str) -> list[Said]:
    """The priorities that a form, the subject, or a sentence of the text names."""
    field, head = priority_field(), _head(text)
    line, inline = _patterns(field)
    where = [(line, head), (inline, head), (_alone(field), head), (_short(field), subject)]
    rest = text[len(head) :]
    if any(name in small(rest) for name in _NAMED):
        prose = _prose(rest)
        where += [(inline, prose), (_alone(field), prose)]
    return _found(field, where)


def _found(field: Field, where: Iterable[tuple[re.Pattern[str], str]]) -> list[Said]:
    """What each expression finds in its text, as it is written there."""
    return [
        Said(
            text[slice(*one.span("said"))],
            field.values.fits(one["said"]),
            text[slice(*one.span())].strip(),
        )
        for pattern, text in where
        for one in pattern.finditer(small(text))
    ]


def _head(text: str) -> str:
    """The lines at the top of a text that are fields or greetings."""
    end = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        short = len(line.split()) <= _GREETING
        if number >= _FIRST_LINES or not (short or _FIELD.fullmatch(line.rstrip())):
            break
        end += len(line)
    return text[:end]


def _prose(text: str) -> str:
    """A text without its lists of fields: what they say is of something else."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    fields = [_FIELD.fullmatch(line) is not None and len(line) < 60 for line in lines]
    near = [any(fields[max(at - 1, 0) : at] + fields[at + 1 : at + 2]) for at in range(len(lines))]
    return "\n".join(line for line, listed in zip(lines, near, strict=True) if not listed)


@cache
def _patterns(field: Field) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A field on a line of its own, and one in a line."""
    name, said = field.name, rf"(?P<said>{field.values.several})(?!\w){_END}"
    form = rf"^{_MARKS}{name}{_IS}{said}"
    inline = rf"{_AFTER}{name}[^\S\n]*[:=][^\S\n]*{said}"
    return _compiled(form), _compiled(inline)


@cache
def _alone(field: Field) -> re.Pattern[str]:
    """A field with its value and no sign between them, which is all that its line says."""
    return _compiled(
        rf"^{field.name}[^\S\n](?P<said>{field.values.several})(?:[^\S\n](?:{_PLEASE}))?[.!]*$"
    )


@cache
def _short(field: Field) -> re.Pattern[str]:
    """A field in a subject, where it needs no sign: "(prio hoog)"."""
    said = rf"(?P<said>{field.values.several})(?!\w){_END}"
    return _compiled(rf"{_AFTER}{field.name}\s?[:=]?\s{{0,2}}{said}")


@cache
def _tags(field: Field) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A tag before all of a subject, and one in brackets of its own."""
    said = rf"(?P<said>{field.tags})"
    first = rf"\A{_PREFIXES}(?:\[[^\]]{{1,20}}\]\s*)*"
    return _compiled(rf"{first}{said}(?:\s?[:|]|\s[–-]\s)"), _compiled(rf"[\[(]\s?{said}\s?[\])]")


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)
