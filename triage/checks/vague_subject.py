"""The subject says nothing: empty, or words that could head any mail (labels.md, `vague_subject`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from config.codes import CheckCode
from triage.checks.evidence import Evidence
from triage.decision import Check
from triage.names import fold

_PREFIX = re.compile(
    r"^(?:\s*(?:re|fwd?|fw|antw|aw|tr|wg|doorst|betr|betreft|sv|vs|rif|i|onderwerp|subject|objet)\s*(?:\[\d+\])?\s*:)+|"
    r"\[(?:extern|external|ext)\]|^\s*betreft\b",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    ["vraag", "vragen", "vraagje", "vraagjes", "vraagske", "vraagstuk", "vraagstelling", "question", "questions", "questionnement", "frage", "fragen", "pytanie", "query", "probleem", "problemen", "probleempje", "problem", "problems", "probleme", "problèmes", "problème", "issue", "issues", "help", "hulp", "hilfe", "aide", "sos", "assistance", "dringend", "urgent", "spoed", "asap", "haast", "belangrijk", "wichtig", "important", "dringende", "dringlich", "spoedje", "prioriteit", "kritiek", "critical", "kritisch", "hoog", "prio", "info", "informatie", "information", "informations", "informationen", "melding", "bericht", "message", "nachricht", "mail", "mails", "email", "e-mail", "mailtje", "berichtje", "opmerking", "opmerkingen", "remarque", "remarques", "opmerkinkje", "anmerkung", "comment", "comments", "tip", "tips", "idee", "ideetje", "ideetjes", "idée", "idea", "idees", "suggestie", "suggestion", "suggestions", "feedback", "contact", "verzoek", "verzoekje", "aanvraag", "request", "demande", "anfrage", "fout", "foutje", "fouten", "foutmelding", "error", "erreur", "fehler", "bug", "storing", "ding", "dingen", "dingetje", "dingetjes", "zaken", "zaakjes", "punt", "punten", "puntjes", "choses", "chose", "things", "thing", "hallo", "hoi", "hey", "hi", "hello", "bonjour", "dag", "goedemorgen", "goedemiddag", "goedendag", "bedankt", "dank", "dankjewel", "merci", "thanks", "danke", "correctie", "gesprek", "reactie", "antwoord", "reply", "response", "niets", "niks", "iets", "something", "diversen", "divers", "various", "varia", "allerlei", "vanalles", "test", "ff", "even", "compliment", "complimentje", "klacht", "plainte", "complaint", "beschwerde", "opvolging", "vervolg", "follow", "up", "update", "reminder", "herinnering", "ter", "support", "helpdesk", "ticket", "case"]
)
_FILLERS = frozenset(
    ["een", "de", "het", "a", "an", "un", "une", "le", "la", "les", "des", "ein", "eine", "der", "die", "das", "en", "of", "and", "et", "und", "ou", "aan", "voor", "van", "met", "over", "in", "bij", "op", "te", "tot", "om", "naar", "uit", "ik", "we", "wij", "je", "jullie", "u", "mij", "me", "mijn", "ons", "onze", "ich", "wir", "mir", "uns", "je", "j'", "nous", "moi", "mon", "my", "our", "i", "we", "you", "your", "heb", "had", "hebben", "is", "was", "zijn", "ben", "kan", "kun", "mag", "wil", "wou", "willen", "nog", "even", "ff", "snel", "kleine", "klein", "kort", "korte", "korter", "graag", "aub", "svp", "please", "bitte", "sorry", "hier", "weer", "steeds", "nu", "al", "toch", "wel", "zo", "heel", "erg", "grote", "groot", "nieuwe", "andere", "losse", "aantal", "paar", "enkele", "wat", "stel", "veel", "meer", "twee", "drie", "vier", "vijf", "2", "3", "4", "5", "1", "deux", "trois", "quatre", "zwei", "drei", "two", "three", "four", "several", "some", "few", "quelques", "petite", "petit", "small", "kleine", "iets", "willen", "vragen", "stellen", "fragen", "ask", "s'il", "vous", "si", "permettez", "plait", "alles", "alle", "er", "dat", "die", "dit", "deze", "der", "collega", "collega's", "team", "coaches", "praktijk", "aus", "unserem", "unser", "vanuit", "uit", "geen", "nog", "no", "non", "pas", "beu", "het", "waarom", "why", "pourquoi", "warum", "wanneer", "correctie", "fijn", "leuk", "dag", "doorgezonden", "doorgestuurd", "forwarded", "collegue", "heer", "mevrouw", "meneer", "geachte", "beste", "heren", "dames", "zie", "onder", "hieronder", "bijlage", "bijgevoegd", "fyi", "ter", "info", "kennisgeving", "n.a.v", "nav", "re", "fw"]
)
_LETTERS = re.compile(r"(.)\1{2,}")
_EVENT = frozenset(("zie bijlage", "zie onder", "zie hieronder", "ter info", "fyi", "geen onderwerp", "no subject",
                    "sans objet", "kein betreff", "geen antwoord", "nog steeds geen antwoord", "waarom", "correctie nu"))  # fmt: skip


def find(evidence: Evidence) -> Iterator[Check]:
    if is_vague(evidence.message.subject):
        yield Check(CheckCode.VAGUE_SUBJECT)


@lru_cache(maxsize=4096)
def is_vague(subject: str) -> bool:
    """Whether nothing is left of a subject without prefixes, signs and words that fit every mail."""
    bare = fold(_PREFIX.sub(" ", subject))
    if not bare or bare in _EVENT:
        return True
    words = [_LETTERS.sub(r"\1", word) for word in bare.split()]
    meaning = [word for word in words if not _says_nothing(word)]
    return not meaning and (
        any(_is_empty(word) for word in words) or all(len(word) <= 3 for word in words)
    )


def _says_nothing(word: str) -> bool:
    return word in _FOLDED_FILLERS or _is_empty(word)


def _is_empty(word: str) -> bool:
    """A word of the list, or one slip of the pen away from a long one (`prbleem`)."""
    if word in _FOLDED_EMPTY:
        return True
    return len(word) >= 5 and any(_one_slip(word, known) for known in _SLIPS)


_FOLDED_EMPTY = frozenset(fold(word) for word in _EMPTY)
_FOLDED_FILLERS = frozenset(fold(word) for word in _FILLERS)
_SLIPS = (
    "vraag",
    "vraagje",
    "vraagjes",
    "probleem",
    "problemen",
    "dringend",
    "question",
    "urgent",
    "problem",
    "probleempje",
)


def _one_slip(word: str, known: str) -> bool:
    """Whether one letter was left out, added, changed, or swapped with its neighbour."""
    if abs(len(word) - len(known)) > 1 or word[0] != known[0]:
        return False
    at = 0
    while at < min(len(word), len(known)) and word[at] == known[at]:
        at += 1
    rest, other = word[at:], known[at:]
    if rest[2:] == other[2:] and rest[:2] == other[:2][::-1]:
        return True
    return rest[1:] == other[1:] or rest == other[1:] or rest[1:] == other
