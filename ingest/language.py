"""In which language a person wrote: nl, fr, en, de or other.

Function words decide, since they are most of what a short mail consists of; py3langid is asked
where they leave it open (docs/adr/0013).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ingest.patterns.function_words import WORDS

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NOISE = re.compile(r"https?://\S{1,500}|\S{1,100}@\S{1,100}")
_SAMPLE = 3_000
_CLEAR = 4  # words of a text that has a language of its own, whatever it answers
_SURE = 0.9
_LETTERS = 10  # of a text whose letters may tell its language
_PLAUSIBLE = [
    "nl", "fr", "en", "de", "es", "it", "pt", "pl", "tr", "ro", "cs", "hu", "sv", "da", "no",
    "fi", "hr", "ru", "uk", "bg", "el", "ar", "zh", "ja", "ko",
]  # fmt: skip
OURS = ("nl", "fr", "en", "de")
_WEIGHTS: dict[str, tuple[tuple[str, float], ...]] = {}
for _language, _words in WORDS.items():
    for _word in _words:
        _owners = [other for other, words in WORDS.items() if _word in words]
        _WEIGHTS[_word] = tuple((owner, 1.0 / len(_owners)) for owner in _owners)


def language(text: str, subject: str = "", *, context: str = "") -> str:
    """The language of `text`; where it is too short to tell, subject and context are witnesses.

    `context` is the whole mail, older mail included: people answer in the language of a thread."""
    sample = _NOISE.sub(" ", text[:_SAMPLE])
    scores, words = _score(sample)
    best, lead = _lead(scores)
    if words and best and lead >= max(1.5, 0.06 * words) and scores[best] >= 0.12 * words:
        return best if best in OURS else "other"
    if _is_foreign(sample):
        return "other"
    if not best and (sure := _surely_ours(sample)):
        return sure
    if words >= _CLEAR and max(scores[ours] for ours in OURS) < 0.15 * words and _is_sure(sample):
        return "other"
    for witness in (f"{sample}\n{subject}", context):
        more, words = _score(_NOISE.sub(" ", witness[:_SAMPLE]))
        found, lead = _lead(more)
        if found and lead >= 1 and more[found] >= 0.15 * words:
            return found if found in OURS else "other"
    return _by_model(f"{sample}\n{subject}", best)


def _is_foreign(text: str) -> bool:
    """Whether most letters are of a script that none of our languages uses."""
    letters = [char for char in text if char.isalpha()]
    return sum(char > "\u036f" for char in letters) * 2 > len(letters) > 2


def _score(text: str) -> tuple[dict[str, float], int]:
    scores = dict.fromkeys(WORDS, 0.0)
    words = _WORD.findall(text.lower())
    for word in words:
        for owner, weight in _WEIGHTS.get(word, ()):
            scores[owner] += weight
    return scores, len(words)


def _lead(scores: dict[str, float]) -> tuple[str, float]:
    (best, most), (_, second) = sorted(scores.items(), key=lambda item: -item[1])[:2]
    return (best if most else ""), most - second


def _is_sure(text: str) -> bool:
    """Whether a text without function words of ours is surely of another language."""
    found, chance = _identifier().classify(" ".join(text.split())[:1_000])
    return found not in OURS and chance > _SURE


def _surely_ours(text: str) -> str | None:
    """The language of a few words that say it by their letters alone: "Funktioniert wieder"."""
    if sum(char.isalpha() for char in text) < _LETTERS:
        return None
    found, chance = _identifier().classify(" ".join(text.split())[:1_000])
    return str(found) if found in OURS and chance > _SURE else None


def _by_model(text: str, best: str) -> str:
    letters = sum(char.isalpha() for char in text)
    if letters < 3:
        return best or "other"
    found, _ = _identifier().classify(" ".join(text.split())[:1_000])
    if found in OURS:
        return str(found)
    return best if best in OURS and letters < 40 else "other"


@lru_cache(maxsize=1)
def _identifier() -> Any:  # noqa: ANN401 - py3langid carries no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_PLAUSIBLE)
    return identifier
