"""Our own number, in the subject or the text (labels.md, `ticket_reference`): `[#KK-48213]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from triage.hints import Candidate, Hints
from triage.recognizers.named import nearest_name

_NAMED = (
    r"(?:support-?)?(?:ticket(?:nummer|nr|number|s)?|melding(?:snummer|snr|en)?|meldnr|"
    r"zaak(?:nummer|nr)?|case(?:\snumber)?|num[ée]ro de ticket)"
)
_FOREIGN = re.compile(
    r"\b(?:ons|onze|our|notre|intern\w*|topdesk|jira|eigen)\s+(?:\w+\s)?$", re.IGNORECASE
)
_VALUE = r"(?:[A-Z]{1,4}-)?\d{3,9}(?![\w@/-]|[.,]\d)"
_GAP = r"[\s:.\#=(\[-]{1,4}(?:(?:nr|nummer|no|n°|number|met\snummer)\.?[\s:\#]{0,3})?"
_BOXED = re.compile(r"\[\s?\#?(?P<value>(?:[A-Z]-)?\d{4,9})\s?\]")
_BARE = re.compile(
    r"\s*(?:(?:re|fwd?|antw|aw|tr|wg)\s?:\s*){0,3}#?(?P<value>\d{4,7})\s*", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUICK = ("ticket", "meld", "zaak", "case")


@lru_cache
def _pattern(prefix: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w/-])(?P<own>{prefix}-?\d{{3,9}})(?![\w-])|\b{_NAMED}{_GAP}(?P<value>{_VALUE})",
        re.IGNORECASE,
    )


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each number of ours, by prefix or name; a customer's own ticket is none."""
    if hints.where == "subject":
        for match in _BOXED.finditer(text):
            yield Candidate(*match.span("value"), 0.9, "boxed in the subject")
        bare = _BARE.fullmatch(text)
        if bare is not None and not _is_named_otherwise(bare["value"], hints.message.text):
            yield Candidate(*bare.span("value"), 0.7, "all that the subject says")
    lowered = text.lower()
    if not any(word in lowered for word in (hints.preset.ticket_prefix.lower(), *_QUICK)):
        return
    for match in _pattern(hints.preset.ticket_prefix).finditer(text):
        start, end = match.span("own" if match["own"] else "value")
        before = text[max(0, match.start() - 25) : match.start()]
        if hints.is_claimed(start, end) or _FOREIGN.search(before):
            continue
        if not hints.is_professional_at(start):
            yield Candidate(start, end, 0.95, "our own number")


def _is_named_otherwise(value: str, text: str) -> bool:
    """Whether the mail calls this number something: a debtor, a year, an amount."""
    for match in re.finditer(rf"(?<!\d){value}(?!\d)", text):
        name = nearest_name(text, *match.span(), reach=30)
        if name is not None and not _pattern_of_ours().match(name):
            return True
    return _YEAR.fullmatch(value) is not None


@lru_cache
def _pattern_of_ours() -> re.Pattern[str]:
    return re.compile(rf"{_NAMED}|nummers?|nrs?\.?|n°|\#", re.IGNORECASE)
