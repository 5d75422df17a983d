"""Medical facts about somebody who can be identified (labels.md, `health`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from triage.cues import alternatives, cue
from triage.hints import Candidate, Hints
from triage.recognizers.medical import Opening, Term, is_food, opening_of
from triage.recognizers.people import people
from triage.recognizers.roles import Role

_KIDS = (
    r"(?:kinderen|kindjes|kids|jongeren|deelnemers|gasten|leden|ouders|children|enfants|jeunes|"
    r"kinder)"
)
_ARTICLE = r"(?:(?:een|an?|une?|eine?n?|bepaalde|certain)\s)?"
_GENERAL = re.compile(
    r"\b(?:een|elk|ieder|alle|sommige|veel|geen|a|any|some|every|un|des|chaque|ein|kein|jedes|als|bij)\s"
    r"(?:kind(?:eren|je)?|children|child|enfants?|ouders?|deelnemers?|kinder)\s"
    rf"(?:met|with|avec|mit|die|dat|qui|who)\s{_ARTICLE}\s?$"
    rf"|\b{_KIDS}\s(?:met|with|avec|mit|hebben|have|ont|haben)\s{_ARTICLE}$"
    r"|(?<!mag\s)(?<!eet\s)(?<!peut\s)\b(?:geen|no|pas\sd['’e]|kein\w*)\s$"
    r"|\b(?:welke?|which|quels?|welche[ns]?)\s(?:kind(?:eren|er)?|child(?:ren)?|enfants?)\b[^.\n]{0,40}$"
    r"|[\"”»],\s[\"“«]$",  # one of several answers that people gave
    re.IGNORECASE,
)
_MANY = re.compile(
    rf"\b(?:{alternatives('medical_many')})\s(?:[\w-]+\s)?{_KIDS}\b[^.!?\n]{{0,70}}$"
    rf"|\b(?:éé?n|\d{{1,3}}|{alternatives('medical_many')})\s"
    rf"(?:met|zonder|with|without|avec|sans|mit|ohne)\s{_ARTICLE}$",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"(?<!\w)(?:{alternatives('medical_said')})(?!\w)[^.!?;:\n]{{0,30}}$"
    r"|allergi\w*\s?:\s?[\"“«]?\s?$",
    re.IGNORECASE,
)
_BARE = re.compile(r"allerg|intol|overgevoel|unvertr", re.IGNORECASE)
_HAS = re.compile(
    r"\b(?:heeft|had|hebben|heb|kreeg|has|have|had|is|était|est|a|avait|"
    r"souffre d['’e]|hat|hatte|ist|mit|met|with|avec)\s"
    r"(?:[\w'’]+\s){0,3}$",
    re.IGNORECASE,
)
_IF = re.compile(
    r"\b(?:bij|als|in\sgeval\svan|en\scas\sd['’e]|in\scase\sof|bei|wenn|alle|welke|tegen|contre|"
    r"(?:over|about|sur|über)(?:\s\w+){0,2})\s?$",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"\b(?:een|één|a|an|one|un|une|ein|eine)\s(?:van\s(?:de|onze)\s\w+|(?:of|de)\s\w+\s\w+|kind\w*|"
    r"peuter|baby|kleuter|jongetje|meisje|child|enfant|bébé|collega|monitor|animator|leidster|colleague|"
    r"collègue)\b[^.;:\n]{0,30}$|\b(?:iemand|collega|someone|somebody|quelqu'un|jemand)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_FORBIDDEN = re.compile(
    rf"\b(?:{alternatives('medical_forbidden')})\s?(?:\w+,?\s(?:en|of|et|ou|and|or|und|oder)\s)?$",
    re.IGNORECASE,
)
_THESE = re.compile(
    r"[,:]?\s?(?:dont|waaronder|onder\swie|including|darunter|namelijk|nl\.|à\ssavoir)\b|:",
    re.IGNORECASE,
)
_OF_NAME = re.compile(r"\s?[(:]\s?|\s[—–-]\s|[,;|]\s?")
_IN_ROW = re.compile(r"\s[–—|-]\s$|;\s?$")
_OWN_ROW = re.compile(r"[ \t>*•-]{0,6}[A-ZÀ-Þ][\w'’-]+\s[–—-]\s")
_NOT_ABOUT = (Role.STAFF, Role.SENDER, Role.NOBODY)
_BEFORE, _AFTER = 170, 100


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each medical term that is said of somebody whom the mail points at."""
    done = 0
    for token in hints.tokens:
        if token.start < done:
            continue
        opening = opening_of(token.word.text)
        if opening is None:
            continue
        term = _term(text, token.start, opening, hints)
        if term is None or hints.is_claimed(term.start, term.end):
            continue
        done = term.end
        if not _is_general(hints, term) and _about_somebody(hints, term.start):
            yield Candidate(term.start, term.end, 0.85, "medical term by a person")


def _term(text: str, start: int, opening: Opening, hints: Hints) -> Term | None:
    """The term that begins there, if it is said as its kind must be."""
    term = opening.term(text, start)
    if term is None:
        food = opening.food and _is_forbidden(hints, start)
        return Term(start, start + opening.length, light=False) if food else None
    return term if not term.light or _is_said(hints, term) else None


def _is_forbidden(hints: Hints, start: int) -> bool:
    """Whether somebody may not eat what stands there: `mag geen melk`, `Saar (melk)`."""
    return _FORBIDDEN.search(hints.left(start, 60)) is not None or _behind_name(hints, start)


def _is_said(hints: Hints, term: Term) -> bool:
    """Whether it is said of somebody in particular that he has it, not of a case that may come."""
    before = hints.left(term.start, 70)
    if _IF.search(before) or _SOMEBODY.search(before):
        return False
    if _BARE.match(hints.text, term.start):
        return _HAS.search(before) is not None
    if _SAID.search(before) or _behind_name(hints, term.start):
        return True
    written = hints.text[term.start : term.end]
    if is_food(written) and (
        before.rstrip().endswith(("«", "“", '"')) or _FORBIDDEN.search(before)
    ):
        return True
    named = any(term.start - len(before) <= p.name.start < term.start for p in people(hints))
    return (named and _IN_ROW.search(before) is not None) or _OWN_ROW.fullmatch(before) is not None


def _behind_name(hints: Hints, start: int) -> bool:
    return any(
        0 < start - person.name.end <= 4
        and _OF_NAME.fullmatch(hints.text, person.name.end, start)
        and person.role not in _NOT_ABOUT
        for person in people(hints)
    )


def _is_general(hints: Hints, term: Term) -> bool:
    """A field, a list or a rule of the product, or a child that could be any."""
    before = hints.left(term.start, 110)
    if _GENERAL.search(before):
        return True
    many = _MANY.search(before)
    low = term.start - len(before) + (many.start() if many else 0)
    after = hints.text[term.end : term.end + 20]
    if many and not (
        _THESE.match(after) or any(low < p.name.start < term.start for p in people(hints))
    ):
        return True
    if after.startswith(('", "', "”, “", "», «")) or _is_shouted(hints.text, term):
        return True
    return cue("medical_field").match(after.lstrip("- ")) is not None


def _is_shouted(text: str, term: Term) -> bool:
    """Whether an abbreviation is only a word of a mail in capitals: `ALS IK KLIK`."""
    if term.end - term.start > 4 or not text[term.start : term.end].isupper():
        return False
    around = text[max(0, term.start - 25) : term.start] + text[term.end : term.end + 25]
    letters = [sign for sign in around if sign.isalpha()]
    return len(letters) > 8 and sum(map(str.isupper, letters)) > 0.8 * len(letters)


def _about_somebody(hints: Hints, start: int) -> bool:
    """Whether somebody stands in the same or a neighbouring sentence, and can be told apart."""
    low, high = max(0, start - _BEFORE), start + _AFTER
    if any(low <= p.name.start < high and p.role not in _NOT_ABOUT for p in people(hints)):
        return True
    around = hints.text[low:high]
    if cue("medical_points").search(around):
        return True
    pointed = hints.sender_is_private or cue("medical_points").search(hints.text) is not None
    pointed = pointed or any(p.role not in _NOT_ABOUT for p in people(hints))
    return pointed and cue("medical_pronoun").search(around) is not None
