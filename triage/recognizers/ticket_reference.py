"""Our own number, in the subject or the text (labels.md, `ticket_reference`): `[#KK-48213]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from triage.hints import Candidate, Hints

_NAMED = (
    r"(?:(?:ons|onze|my|mon|unser\w*)\s+)?(?:support-?)?(?:ticket(?:nummer|nr|number|s)?|melding(?:snummer|snr|en)?|"
    r"meldnr|zaak(?:nummer|nr)?|case(?:\snumber)?|dossier(?:nummer|nr)?|num[ée]ro de ticket|ticketnummer|"
    r"vorige\smelding|eerdere\smelding)"
)
_FOREIGN = re.compile(
    r"\b(?:ons|onze|our|notre|intern\w*|topdesk|jira|eigen)\s+(?:\w+\s)?$", re.IGNORECASE
)
_VALUE = r"(?:[A-Z]{1,4}-)?\d{3,9}(?![\w@/-]|[.,]\d)"
_GAP = r"[\s:.\#=(\[-]{1,4}(?:(?:nr|nummer|no|n°|number|met\snummer)\.?[\s:\#]{0,3})?"


@lru_cache
def _pattern(prefix: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w/-])(?P<own>{prefix}-?\d{{3,9}})(?![\w-])|\b{_NAMED}{_GAP}(?P<value>{_VALUE})",
        re.IGNORECASE,
    )


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each number of ours, by its prefix or after its name; a customer's own ticket is none."""
    for match in _pattern(hints.preset.ticket_prefix).finditer(text):
        group = "own" if match["own"] else "value"
        start, end = match.span(group)
        if hints.is_claimed(start, end) or _FOREIGN.search(
            text[max(0, match.start() - 25) : match.start()]
        ):
            continue
        if group == "value" and match[0].lower().startswith(("ons ", "onze ")):
            continue
        yield Candidate(start, end, 0.95, "our own number")
