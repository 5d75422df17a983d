"""It is not clear what is asked of support (labels.md, `no_question`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.codes import CheckCode, Type
from triage.checks.evidence import Evidence
from triage.decision import Check

_ASKS = re.compile(
    r"""\?|\b(?:graag|gelieve|kan|kun|kunt|kunnen|kunde|willen\s(?:jullie|we|wij)|wilt\s(?:u|ge)|wil\s(?:je|jij|u|ik|iemand)|zouden?|mag|mogen|hoe|waar\s(?:vind|zet|stel|kan|zie)|waarom|wanneer|verzoek\w*|vraag\w*|vragen|
    aub|alsjeblieft|svp|alstublieft|oplossen|herstel\w*|nakijken|bekijken|aanpassen|wijzigen|terugzetten|regelt|regelen|fix\w*|stuur|bel|zet|maak|verwijder|geef|moet|moeten|
    lukt\s(?:niet|ons|mij)|werkt\sniet|werkt\sni|doet\s(?:het\s)?niet|krijg\w*|fout\w*|error|niet\smeer|ontbreekt|verdwenen|kwijt|geweigerd|
    please|could|can|would\slike|how|where|why|help|need|want|request|fix|pouvez|pourriez|merci\sde|veuillez|comment|peut-on|est-il|souhait\w*|j['’]aimerais|voudrais|demand\w*|besoin|
    bitte|können|könnten|wie\s(?:kann|geht|stelle)|möchte\w*|brauche\w*|hilfe|idee|wens|wensen|tip|suggestie|handig|mooi\szijn|fijn\szijn|zou\s(?:top|fijn|mooi|handig|super|leuk)|
    compliment\w*|hulde|bedankt\svoor|dank\svoor|blij|tevreden|mis|verbeter\w*|jammer|offerte|prijs|kost|hierbij|opzeg\w*|aanvra\w*|afmeld\w*|annul\w*)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ONLY_SEE = re.compile(
    r"^\W*(?:(?:hallo|hoi|dag|beste|geachte|goedemiddag|goedemorgen|bonjour|hello|hi)[^.\n]{0,30}[,.!]?\s*)?(?:zie\s(?:bijlage|onder|hieronder|foto|mail|bijgevoegd)[^?.]{0,40}|ter\s(?:info|kennisgeving|informatie)|"
    r"fyi|hier|voilà|siehe\s(?:anhang|unten)|see\s(?:below|attached)|voir\s(?:ci-dessous|pièce\sjointe))?\W*$",
    re.IGNORECASE,
)


def find(evidence: Evidence) -> Iterator[Check]:
    if evidence.type in (Type.USAGE_QUESTION, Type.FEEDBACK) and evidence.sender != "parent":
        if evidence.weighs("no_question", _chance(evidence)):
            yield Check(CheckCode.NO_QUESTION)


def _chance(evidence: Evidence) -> float:
    own = evidence.own
    if _ONLY_SEE.match(own):
        return 0.9
    asks = len(_ASKS.findall(own))
    if evidence.type == Type.FEEDBACK:
        return 0.3
    return 0.7 if asks == 0 else 0.35 if asks == 1 else 0.1
