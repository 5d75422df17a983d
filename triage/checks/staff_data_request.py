"""Asks for data about the support desk's own staff (labels.md, `staff_data_request`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.codes import CheckCode
from triage.checks.evidence import Evidence
from triage.decision import Check

_DATA = re.compile(
    r"""\b(?:achternaam|familienaam|(?:rechtstreeks|eigen|direct|mobiele?|privé|06|gsm|telefoon)[- ]?(?:nr|nummer|mail\w*|e-?mail\w*|telefoon\w*|mobiel)|rechtstreekse?\s\w+|mobiele?\s(?:nummer|nr)|gsm(?:-?nummer|-?nr)?|06-?nummer|
    huisadres|privéadres|thuisadres|werkdagen|welke\sdagen|wanneer\s(?:zij|hij|ze|\w+)\swerkt|werkt\s(?:\w+\s){1,2}nog|(?:naam|contactgegevens|gegevens)\svan|cv|naam,\s|
    last\sname|surname|direct\s(?:number|line|email)|mobile\s(?:number|phone)|home\saddress|phone\snumber|nom\sde\sfamille|numéro\s(?:direct|de\sgsm|de\sportable|personnel)|son\s(?:adresse|numéro|nom)|adresse|coordonnées|
    nachname\w*|durchwahl|handynummer|privatadresse|kontaktdaten|sein\w*\s(?:nummer|adresse)|ihre?\s(?:nummer|adresse)|eigen\snummer|mail\s?adres|nummer|verjaardag|birthday)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_OURS = re.compile(
    r"""\b(?:(?:van|bij)\sjullie\b|bij\sjullie|jullie\s(?:collega|consultant|medewerk\w+|support\w*|product\w*|accountmanager|adviseur|monteur|trainer|directeur|helpdesk\w*)|(?:onze|mijn)\s(?:accountmanager|consultant|contactpersoon|implementat\w+)|
    van\s(?:de\s)?(?:support|helpdesk)|uw\s(?:dienst|collega|medewerk\w+|consultant)|bij\su\b|chez\svous|votre\s(?:coll[èe]gue|consultant\w*|équipe|support)|de\svotre|your\s(?:colleague|consultant|support|team|staff|trainer)|at\syour|
    bei\sihnen|ihr\w*\s(?:kolleg\w+|mitarbeiter\w*|berater\w*)|gegevens\smedewerker|(?:dame|heer|man|meneer|mevrouw|monsieur|dame)\s(?:aan\sde\slijn|du\stéléphone|van\suw|van\sjullie|de\schez)|
    (?:aan\sde\slijn|gebeld|geholpen|à\saider|m['’]a\said\w+))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_WANTS = re.compile(
    r"\?|\b(?:graag|wil|willen|mag|kunnen|kan|bezorg\w*|stuur\w*|geven|doorgeven|zoeken|pouvez|donner|could|please|bitte|können|send)\b",
    re.IGNORECASE,
)
_THEIR = re.compile(
    r"\b(?:haar|zijn|hem|hun|diens|wie\sis|wie\swas|her|his|their|who\sis|son|sa|qui\sest|seine?|ihre?|wer\sist)\b",
    re.IGNORECASE,
)


def find(evidence: Evidence) -> Iterator[Check]:
    text = f"{evidence.message.subject}. {evidence.own}"
    if _OURS.search(text) or _names_staff(text):
        for sentence in (evidence.message.subject, *evidence.sentences):
            if (
                _DATA.search(sentence)
                and _WANTS.search(sentence)
                and _about_staff(sentence, evidence)
            ):
                yield Check(CheckCode.STAFF_DATA_REQUEST)
                return


def _about_staff(sentence: str, evidence: Evidence) -> bool:
    """A person is meant and not the desk: her number, his address, or asked in a mail about nothing else."""
    return bool(_THEIR.search(sentence) or _OURS.search(sentence)) or (
        evidence.module == evidence.preset.fallback_module and evidence.type == "usage_question"
    )


_CALLED = re.compile(
    r"\b(?:heeft|had)\s(?:me|mij|ons)\b[^.?!\n]{0,60}\b(?:gebeld|geholpen|laten\swachten)|aan\sde\slijn\shad",
    re.IGNORECASE,
)


def _names_staff(text: str) -> bool:
    return _CALLED.search(text) is not None
