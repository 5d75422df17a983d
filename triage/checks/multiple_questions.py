"""Several unrelated questions that each deserve a ticket (labels.md, `multiple_questions`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.codes import CheckCode
from triage.checks.evidence import Evidence
from triage.decision import Check

_SAYS_SO = re.compile(
    r"""\b(?:(?:iets|heel|totaal|wat|ietsje)\s(?:heel\s)?anders|een\sander\shoofdstuk|andere\svraag|losse\s(?:dingen|vragen|zaken|punten)|twee\s(?:dingen|vragen|zaken|verzoeken|losse|punten)|
    drie\s(?:dingen|vragen|zaken|verzoeken|punten)|[2-6]\s(?:dingen|vragen|zaken|verzoeken|losse|punten|questions|choses|things|fragen)|meerdere\svragen|nog\s(?:een|1|één|twee)\s(?:\w+\s)?(?:vraag|vraagje|dingetje|ding|punt|puntje)|
    tweede\svraag|tweede\spunt|ten\stweede|ten\sderde|los\sdaarvan|los\svan\s(?:dit|het)|staat\s(?:hier|er)\slos\svan|en\snu\sik\s(?:u|jullie|je)\stoch|nu\s(?:ik|we)\stoch|
    rien\sà\svoir|autre\s(?:chose|question)|deux\squestions|trois\s(?:choses|questions)|deuxi[èe]me\squestion|par\sailleurs|une\sautre\squestion|
    on\san?other\snote|(?:something\s|completely\s)(?:else|different|unrelated)|two\s(?:things|questions|unrelated)|three\s(?:things|questions)|another\squestion|second\squestion|unrelated|separate(?:ly)?\s(?:question|issue)|
    zwei\s(?:fragen|dinge|punkte)|etwas\s(?:ganz\s)?anderes|andere\sfrage|zweite\sfrage|zweitens|außerdem\s(?:noch\s)?(?:eine\s)?frage)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBERED = re.compile(
    r"^[ \t]*(?:[-*•]\s*)?(?:\(?(\d)[.):]|(\d)[ ](?=[a-zA-Z]))[ \t]*(.{12,})", re.MULTILINE
)
_ASKS = re.compile(
    r"\?|\b(?:graag|kan|kunnen|kun|willen|wil|gelieve|hoe|waar|waarom|wanneer|mag|zou|please|could|can|how|where|pouvez|comment|merci\sde|peut-on|bitte|wie|wo|können)\b",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"^(?:en\s(?:dan|ook|verder|trouwens|nog)|daarnaast|verder|ook\snog|overigens|trouwens|o\sja|oh\sja|ah\sja|en\so\sja|tot\sslot|daarbij|ps|p\.s\.?|nog\siets|also|by\sthe\sway|"
    r"besides|furthermore|ensuite|et\saussi|en\splus|außerdem|übrigens|noch\setwas)\b",
    re.IGNORECASE,
)


def find(evidence: Evidence) -> Iterator[Check]:
    if evidence.weighs("multiple_questions", _chance(evidence)):
        yield Check(CheckCode.MULTIPLE_QUESTIONS)


def _chance(evidence: Evidence) -> float:
    text = f"{evidence.message.subject}\n{evidence.own}"
    says_so = _SAYS_SO.search(text) is not None
    asking = sum(1 for item in _NUMBERED.findall(evidence.own) if _ASKS.search(item[2]))
    turns = sum(1 for s in evidence.sentences if _TURN.match(s) and "?" in s)
    score = 0.45 * says_so + (0.45 if asking >= 2 else 0.0) + 0.25 * min(turns, 1)
    if evidence.own.count("?") >= 2:
        score += 0.15
    return min(1.0, score)
