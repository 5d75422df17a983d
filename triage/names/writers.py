"""Names that no list has, in the one place where any two words with capitals are a name: the head
of a letter (`Van: Ardjan Goudriaan <…>`, `… schreef Annelotte Vrijdag <…>:`)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from triage.names import fold
from triage.names.shapes import Name

_BETWEEN = r"van|de|den|der|ter|ten|te|in|'t|vd|v\.d\.|el|la|le|du|des|von|zu|da|dos"
_WRITER = re.compile(
    rf"(?P<given>[A-ZÀ-Þ][\w'’-]+)[ \t]+"
    rf"(?P<family>(?:(?:{_BETWEEN}|[A-ZÀ-Þ][\w'’.-]*)[ \t]+){{0,3}}[A-ZÀ-Þ][\w'’-]+)"
)
_SMALL = re.compile(r"(?P<given>[^\W\d_]{2,20})(?P<family>(?:[ \t]+[^\W\d_][\w'’-]{1,30}){1,4})")
_ADDRESS = re.compile(r"[\"']?[ \t]{0,2}<(?:mailto:)?(?P<local>[^@\s<>]{1,64})@")
_NO_PERSON = re.compile(
    r"(?i)\b(?:support|help\w*|info|team|service\w*|\w*dienst\w*|administratie|afdeling|planning|"
    r"klant\w*|bso|kdv|ko|kinder\w+|opvang|stichting|gemeente|school|secretariaat|bank|no-?reply|"
    r"mailer|daemon|système|equipe|crèche|vzw|asbl|bv|nv|portaal|office|desk|meldingen|notif\w*|"
    r"newsletter|nieuwsbrief)\b"
)


def with_writers(
    text: str, names: Iterable[Name], heads: Iterable[tuple[int, int]]
) -> tuple[Name, ...]:
    """`names` and those of the writers of letters, in order; offsets in `text`."""
    found = list(names)
    for start, end in heads:
        if any(name.full and name.start < end and start < name.end for name in found):
            continue
        match = _WRITER.fullmatch(text, start, end) or _in_small_letters(text, start, end)
        if match is None or _NO_PERSON.search(match[0]):
            continue
        found = [name for name in found if name.end <= start or end <= name.start]
        found.append(_unlisted(start, end, match["given"], match["family"]))
    return tuple(sorted(found, key=lambda name: name.start))


def _in_small_letters(text: str, start: int, end: int) -> re.Match[str] | None:
    """`hatice yılmazer <hatice.y@…>`: a word of the name stands in the address behind it."""
    match = _SMALL.fullmatch(text, start, end)
    address = _ADDRESS.match(text, end)
    if match is None or address is None:
        return None
    local = fold(address["local"]).replace(" ", "")
    return (
        match if any(len(word) > 2 and word in local for word in fold(match[0]).split()) else None
    )


def _unlisted(start: int, end: int, given: str, family: str) -> Name:
    return Name(start, end, fold(given), fold(family), full=True, capital=True, certain=False)
