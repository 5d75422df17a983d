"""Passwords, PINs, access codes and keys in readable form (labels.md, `credential`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from triage.cues import alternatives, cues_of, words
from triage.hints import Candidate, Hints
from triage.names.tokens import tokens_of

_STRETCH = r"[^\s\"“”«»`<>|]{3,80}"
_NAMED = re.compile(
    rf"(?<![^\W_])(?:{alternatives('secret_names')})(?![^\W_])(?P<gap>\s?\((?:nu|now|was|oud|nieuw)?:?\s?|\s{{0,2}}(?:[:=]|=>|->|→)\s{{0,3}}|"
    rf"\s(?:is|was|wordt|luidt|est|ist|lautet|heet)\s(?:nu\s|nog\s|gewoon\s|altijd\s)?)[\"'“‘«`]?(?P<value>{_STRETCH})",
    re.IGNORECASE,
)
_NAME = re.compile(rf"(?<![^\W_])(?:{alternatives('secret_names')})(?![^\W_])", re.IGNORECASE)
_CODE = re.compile(rf"(?<![^\W_])(?:{alternatives('code_names')})(?![^\W_])", re.IGNORECASE)
_CODE_PLACE = re.compile(rf"\b(?:{alternatives('code_places')})\b", re.IGNORECASE)
_TOKEN = re.compile(_STRETCH)
_DIGITS = re.compile(
    r"(?<![\w.,:/+€-])\d{4,8}#?(?![\w/:]|[.,-]\d|\s?(?:euro|%|uur|keer|kinderen|ouders|stuks|gezinnen))"
)
_KEY = re.compile(
    r"(?<![\w/-])(?:\w{2,4}_(?:live|test|prod|api)[-_]?(?=[\w.-]{8})|sk|pk|rk|ghp|gho|xox[bpas]|glpat|sb|test|live|AKIA|AIza|eyJ|kk_live|key|tok|api)[-_]?"
    r"(?=[\w.-]*\d)(?=[\w.-]*[A-Za-z])(?:[\w.-]{12,200}|(?<=(?:live|test|prod)_)[\w.-]{8,11})"
)
_PAIR = re.compile(
    r"\b(?:login|log-?in|inlog(?:gegevens|naam)?|gebruiker(?:snaam)?|user(?:name)?|identifiants?|zugangsdaten|account|gegevens|inloggen)\b"
    r"[^\n.!?]{0,40}?[\s:=(][\w.@+-]{2,60}\s?(?:/|\||,|;|\sen\s)\s?(?P<value>[^\s\"“”«»`<>|]{5,60})",
    re.IGNORECASE,
)
_TYPED = re.compile(rf"\b(?:{alternatives('typed')})\b[\s:\"“'‘«]*", re.IGNORECASE)
_NO_SECRET = re.compile(
    r"[*•.xX#_-]{3,}|\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}|https?:.*|www\..*|.*@[\w-]+\.\w.*|\d{1,2}[:.]\d{2}.*|v?\d+(?:\.\d+)+\w*|"
    r"\d+(?:x|e|de|ste|u|h|uur|cm|kb|mb|min|sec|ms|k|w)|[a-z]{1,3}\d{1,2}|[345]g(?:-\w+)?|[a-z][\w.]*=.*|(?:19|20)\d\d\w{0,1}|[\w-]+\.(?:png|jpe?g|pdf|xlsx?|csv|docx?|nl|be|com|example).*",
    re.IGNORECASE,
)
_FAULT = re.compile(
    r"fout|error|erreur|fehler|melding|status|http|AADSTS|reden|post|\bqr|\bbar-?c|kosten|\bzip|storn\w*|"
    r"gestorneerd|misgegaan|mislukt",
    re.IGNORECASE,
)
_CODE_IS = re.compile(r"\s(?:is|was|wordt|est|ist)\s(?:nu\s|nog\s)?\d{4}")
_AT_ONCE = re.compile(r"\s?[:=(]?\s?\d{4,6}(?!\d)")
_NEXT_PIN = re.compile(r"\s?(?:[,;/&]|en|and|et|und)\s{1,2}(?:[^\W\d_][\w'-]*\s)?(?=\d{4})")
_CLOSERS = ".,;:)]}>\"'”’"
_REACH = 95
_BEFORE_HINT, _BEHIND_HINT = 30, 230  # characters


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each secret: behind its name, near its name and of its build, keys, PINs of devices."""
    found = [*_keys(text)]
    hinted = [token.start for token in hints.tokens if _is_hint(token.word.text)]
    for low, high in _round(hinted, len(text)):
        found.extend((*_named(text, low, high), *_near(text, low, high), *_pins(text, low, high)))
    if hinted or any(_is_hint(token.word.text) for token in tokens_of(hints.message.subject)):
        found.extend(_tried(text, hints.message.subject))
    for start, end, sure in sorted(set(found)):
        if not hints.is_claimed(start, end):
            hints.claimed.add(start, end)
            yield Candidate(start, end, sure, "a secret by its name")


@lru_cache(maxsize=50_000)
def _is_hint(word: str) -> bool:
    """Whether this word may name a secret: the quick test before the long ones."""
    parts = (word, *word.split("-")) if "-" in word else (word,)
    return any(cues_of(part, ("secret_names", "code_names", "secret_hint")) for part in parts)


def _keys(text: str) -> Iterator[tuple[int, int, float]]:
    for match in _KEY.finditer(text):
        yield match.start(), match.start() + len(match[0].rstrip(".-_")), 0.9


def _round(starts: list[int], end: int) -> Iterator[tuple[int, int]]:
    """Where a secret may be named: the stretches round the words that hint at one, in order."""
    low = high = 0
    for start in starts:
        if start > high:
            if high:
                yield low, high
            low = max(0, start - _BEFORE_HINT)
        high = min(end, start + _BEHIND_HINT)
    if high:
        yield low, high


def _named(text: str, low: int, high: int) -> Iterator[tuple[int, int, float]]:
    """Right behind the name: `ww: Zonnebloem`, `wachtwoord (Akela&Baloe)`."""
    for match in _NAMED.finditer(text, low, high):
        value = _bare(match["value"])
        gap = match["gap"].strip()
        plain = value.isalpha() and (gap not in (":", "=", "(") or value == value.lower())
        if (
            value.lower() not in words("no_secrets")
            and not plain
            and _is_secret(value, pins=gap != "")
        ):
            yield match.start("value"), match.start("value") + len(value), 0.95


def _near(text: str, low: int, high: int) -> Iterator[tuple[int, int, float]]:
    """A thing nobody writes in a sentence, in the same paragraph as the word password."""
    for name in _NAME.finditer(text, low, high):
        if name[0].lower() in ("code", "sleutel", "key"):
            continue
        stop = text.find("\n\n", name.end(), name.end() + _REACH)
        for match in _TOKEN.finditer(text, name.end()):
            if match.start() >= (stop if stop >= 0 else name.end() + _REACH):
                break
            value = _bare(match[0].lstrip("(['‘=:"))
            if _is_mixed(value):
                start = text.index(value, match.start())
                yield start, start + len(value), 0.8
                break
    for match in _PAIR.finditer(text, low, high):
        value = _bare(match["value"])
        if _is_mixed(value):
            yield match.start("value"), match.start("value") + len(value), 0.8


def _tried(text: str, subject: str) -> Iterator[tuple[int, int, float]]:
    """What somebody typed, in a mail about passwords: `ik typ Duin#26`, `J'ai mis Pomme-19`."""
    if _NAME.search(text) is None and _NAME.search(subject) is None:
        return
    for name in _TYPED.finditer(text):
        for match in _TOKEN.finditer(text, name.end(), name.end() + 45):
            value = _bare(match[0].lstrip("(['‘"))
            if _is_mixed(value):
                start = text.index(value, match.start())
                yield start, start + len(value), 0.75
            elif value.lower() not in words("typed_between"):
                break


def _pins(text: str, low: int, high: int) -> Iterator[tuple[int, int, float]]:
    """Digits behind a word for a code, where a device or a door is spoken of."""
    for name in _CODE.finditer(text, low, high):
        around = text[max(0, name.start() - 60) : name.end() + 90]
        at_once = not name[0].lower().startswith(("code", "kode")) and _AT_ONCE.match(
            text, name.end()
        )
        if not at_once and _FAULT.search(text[max(0, name.start() - 25) : name.end() + 12]):
            continue
        if name[0].lower() in ("code", "codes", "kode") and not (
            _CODE_PLACE.search(around) or _CODE_IS.match(text, name.end())
        ):
            continue
        stop = text.find("\n\n", name.end(), name.end() + 70)
        match = _DIGITS.search(text, name.end(), stop if stop >= 0 else name.end() + 70)
        while match is not None and not re.fullmatch(r"(?:19|20)\d\d", match[0]):
            yield match.start(), match.end(), 0.85
            following = _NEXT_PIN.match(text, match.end())
            match = _DIGITS.match(text, following.end()) if following is not None else None


def _bare(value: str) -> str:
    kept = value.rstrip(_CLOSERS)
    if kept.endswith(("!", "?")) and not any(map(str.isdigit, kept)):
        kept = kept.rstrip("!?")
    return kept.rstrip("'’?")


def _is_secret(value: str, *, pins: bool) -> bool:
    """Whether a value behind a name can be the secret itself."""
    if "?" in value and "=" in value:
        return False  # the query of an address
    if len(value) < 4 or _NO_SECRET.fullmatch(value):
        return False
    if value.isdigit():
        return pins and 4 <= len(value) <= 8
    return True


def _is_mixed(value: str) -> bool:
    """Letters with digits or with signs that no word has."""
    if len(value) < 6 or _NO_SECRET.fullmatch(value) or value.count("-") > 4 or "/" in value:
        return False
    if sum(map(str.isalpha, value)) < 3 or ("?" in value and "=" in value):
        return False
    return any(map(str.isdigit, value)) or re.search(r"\w[!#$&@%^*?+=]+\w", value) is not None
