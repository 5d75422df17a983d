"""Passwords, PINs, access codes and keys in readable form (labels.md, `credential`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from triage.cues import words
from triage.hints import Candidate, Hints

_NAMES = (
    r"(?:wachtwoord(?:en)?|paswoord(?:en)?|ww|wachtw|pw|pwd|pass(?:word|phrase|code)?s?|mot\s?de\s?passe|mdp|kennwort|passwort|"
    r"pin(?:-?\s?code)?s?|toegangscode|inlogcode|tabletcode|tablet-?pin|deurcode|alarmcode|wifi-?code|wifi-?wachtwoord|code\sd['’]acc[èe]s|"
    r"access\s?code|zugangscode|api[-_\s]?(?:key|sleutel|token)|(?:access|bearer|auth|client)[-_\s]?(?:token|secret|key)|"
    r"secret(?:\skey)?|geheime\ssleutel|clé\s(?:api|d['’]api)|token|sleutel|private\skey|webhook\ssecret|activatiecode|"
    r"verificatiecode|sms-?code|herstelcode|recovery\scode|back-?upcode|ontgrendelcode|tan-?code|clé\swifi|code\spin|code)"
)
_AFTER = re.compile(
    rf"(?<![^\W_]){_NAMES}(?![^\W_])(?:\s?\([^()\n]{{1,40}}\))?(?P<gap>\s{{0,2}}(?:[:=]|=>|->|→)\s{{0,3}}|\s(?:(?:van|voor|of|for|de|pour|bij|op|du|for|der)\s"
    rf"(?:[\w'’.-]+\s){{1,4}})?(?:nu\s|toen\s|nog\s|steeds\s|was\s|dan\s|tijdelijk\s)?(?:is|was|wordt|luidt|staat\sop|naar|est|c['’]est|ist|lautet|gezet\sop|ingesteld\sop|veranderd\sin|gewijzigd\snaar|gewijzigd\sin|"
    rf"gebruik\sik|are|gewoon|heet|zijn|set\sto|changed\sto|hebben\swe\s(?:op|naar))\s(?:nu\s|nog\s|steeds\s|gewoon\s|altijd\s|dus\s|tijdelijk\s|now\s|voorlopig\s|actuellement\s|naar\s|op\s|still\s|gezet\sop\s)?(?:[:=]\s?)?|\s)"
    r"[\"'“”‘’«`<\[(]{0,2}\s?(?P<value>[^\s\"“”«»`]{3,80})",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"\b(?:login|log-?in|inlog(?:gegevens|naam)?|gebruiker(?:snaam)?|user(?:name)?|account|identifiants?|zugangsdaten|inloggen|aanmelden|"
    r"logingegevens|credentials)\b(?:\s(?:is|met|gegevens|with|zijn|zijn:|avec|mit|van|voor))?[\s:=]{0,3}(?:[\w.@+-]{2,60})\s?(?:/|\|| - |\sen\s|,|;)\s?(?P<value>[^\s\"“”«»`]{4,60})",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?<![\w/-])(?P<value>(?:sk|pk|rk|ghp|gho|xox[bpas]|glpat|AKIA|AIza|eyJ|kk_live|key|tok|api)[-_]?(?=[\w.-]*\d)(?=[\w.-]*[A-Za-z])[\w.-]{16,200})"
)
_STRANGE = re.compile(
    r"\b(?:wachtwoord|paswoord|password|mot\sde\spasse|passwort|kennwort|pincode|inlog\w*|code)\b[^.!?\n]{0,110}?(?:het\sis|is|was|namelijk|:|c['’]est|it['’]s)\s"
    r"[\"'“‘(]?(?P<value>(?=[^\s]*\d)(?=[^\s]*[A-Za-z])[^\s\"“”,;()]{5,40})",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"'“‘«`]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*[.,;:!?)]*")
_PLACEHOLDER = re.compile(
    r"[*•.xX#_-]{3,}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|https?:.*|www\..*|.*@[\w-]+\..*|\d{1,2}[:.]\d{2}.*"
)
_NO_SECRET = re.compile(
    r"\b(?:fout|error|status|post|zip|http|qr|bar|land|kleur|locatie|product|kortings?|promo|actie|functie|grootboek|kosten|btw|sbi|"
    r"uur|reden|afwezigheids|event|response|return|exit|bron|tarief|foutmelding\w*|melding|erreur|fehler|rc|iso|ean|agb|lrk|eural|dress|referentie|betaal)[-\s]?$",
    re.IGNORECASE,
)
_CODE_ONLY = re.compile(r"(?:code|token|sleutel|pass)$", re.IGNORECASE)
_CLOSERS = ".,;:!?)]}>\"'”’"


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each secret: what follows its name and looks like one, pairs of login and password, keys."""
    for pattern, sure in ((_BARE, 0.9), (_AFTER, 0.9), (_PAIR, 0.85), (_STRANGE, 0.75)):
        for match in pattern.finditer(text):
            value, start = _trimmed(match)
            if hints.is_claimed(start, start + len(value)) or _NO_SECRET.search(
                text[max(0, match.start() - 20) : match.start()]
            ):
                continue
            if _is_secret(
                text,
                match,
                value,
                loose=pattern is _PAIR or pattern is _STRANGE or pattern is _BARE,
            ):
                hints.claimed.append((start, start + len(value)))
                yield Candidate(start, start + len(value), sure, "after its name")


def _trimmed(match: re.Match[str]) -> tuple[str, int]:
    value = match["value"]
    kept = value.rstrip(_CLOSERS.replace("!", ""))
    if kept.endswith("!") and not any(sign.isdigit() for sign in kept):
        kept = kept.rstrip("!")
    return kept.rstrip("'’"), match.start("value")


def _is_secret(text: str, match: re.Match[str], value: str, *, loose: bool) -> bool:
    """Whether a value looks like something one types and not like the next word of the sentence."""
    if len(value) < 3 or _PLACEHOLDER.fullmatch(value):
        return False
    digits = sum(sign.isdigit() for sign in value)
    letters = sum(sign.isalpha() for sign in value)
    if digits and letters:
        return len(value) >= 5 and not re.fullmatch(
            r"\d+(?:x|e|de|ste|u|h|uur|cm|kb|mb)", value, re.IGNORECASE
        )
    quoted = _QUOTED.search(text[match.start("value") - 1 : match.start("value")]) is not None
    if digits:
        return not loose and _is_pin(match, value, text)
    if _WORD.fullmatch(value):
        return not loose and _is_word_secret(match, value, quoted=quoted)
    return not loose and len(value) >= 5 and quoted


def _is_pin(match: re.Match[str], value: str, text: str) -> bool:
    """A number of 4 to 8 digits after a name of a code."""
    bare = value.replace("-", "").replace(" ", "")
    if not bare.isdigit() or not 4 <= len(bare) <= 8:
        return False
    name = match[0][: match.start("gap") - match.start()].lower()
    if _CODE_ONLY.search(name) and not match["gap"].strip():
        return not name.strip().startswith(("code", "token")) or False
    return not text[match.end("value") :].lstrip().lower().startswith(("euro", "%", "uur"))


def _is_word_secret(match: re.Match[str], value: str, *, quoted: bool) -> bool:
    """`wachtwoord: Zonnebloem`: a word counts only behind a colon or in quotes, and well-formed."""
    gap = match["gap"].strip()
    if value.lower() in words("no_secrets"):
        return False
    return (quoted and gap != "") or (
        gap in (":", "=") and len(value) >= 5 and value != value.lower()
    )
