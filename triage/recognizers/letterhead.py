"""The lines round an address or a number: under the sender's own name, or a form that he passes on.

What stands under his name is his house's; a filled-in form (`Naam: …`, `Adres: …`) is of whoever
filled it in, also where it stands below a signature.
"""

from __future__ import annotations

import re

from triage.hints import Hints
from triage.letters import Hand
from triage.mailboxes import is_personal
from triage.names import fold

_SHORT = 70  # characters: a line of a letterhead is no longer
_FIELD = re.compile(
    r"[ \t>|*-]{0,6}(?:woon|thuis)?(?:adres\w*|address|adresse|anschrift|tel\w*|"
    r"tél\w*|gsm\w*|mobiel\w*|phone)"
    r"(?:nummer|nr)?\.?\s?:\s*$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^[ \t>|*-]{0,6}(?:naam|name|nom|kind|enfant|child|ouder|parent|voornaam|contactpersoon)\w*"
    r"(?:\s\w+){0,2}\s?:\s?\S",
    re.IGNORECASE | re.MULTILINE,
)


def in_form(hints: Hints, start: int) -> bool:
    """Whether a field of a form stands there, a few lines below one with a name."""
    if _FIELD.fullmatch(hints.left(start, 60)) is None:
        return False
    above = hints.text[max(0, start - 300) : start].split("\n\n")[-1]
    named = _NAMED.search(above)
    return named is not None and hints.sender_words.isdisjoint(fold(above).split())


def is_home(hints: Hints, start: int) -> bool:
    """Whether what stands under the sender's name is his home: he writes as a private person, and
    if not from a provider, nothing stands between the name and the address."""
    if is_personal(hints.message.from_.domain):
        return True
    if not hints.sender_is_private or hints.left(start).strip():
        return False
    above = fold(hints.text[max(0, start - 90) : start].rstrip().rpartition("\n")[2]).split()
    return 0 < len(above) <= 5 and not hints.sender_words.isdisjoint(above)


def under_name(hints: Hints, start: int) -> bool:
    """Whether a line of a house stands there, under the sender's name: `Tim / De Verfpot, Vest 9`.

    Below a mail that he forwards, only his name in full shows that he writes again."""
    above = hints.text[max(0, start - 260) : start].split("\n")
    if len(above) < 2 or len(above[-1]) > _SHORT:
        return False
    if above[-1].lstrip().startswith(">"):
        return False
    below = hints.letter_at(start).hand is not Hand.SENDER
    for between, line in enumerate(above[-2:-6:-1]):
        if len(line) > _SHORT or line.rstrip().endswith((".", ":", "?", ",")):
            return False
        words = fold(line).split()
        own = hints.sender_words.intersection(words)
        if len(words) <= 5 and own and (not below or len(own) == len(words) > 1):
            return between > 0 or above[-1].strip() != ""
    return False
