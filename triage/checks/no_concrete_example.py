"""A problem is reported with no example, place or expected result (`no_concrete_example`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.codes import CheckCode, Type
from triage.checks.evidence import Evidence
from triage.decision import Check

_CONCRETE = re.compile(
    r"\d|[\"“«‘„][^\"”»]{2,}|\b(?:groep|locatie|vestiging|tablet|knop|scherm|veld|menu|tabblad|filter|pagina|kolom|lijst|link|bijlage|screenshot|"
    r"schermafbeelding|foutmelding\s\S|gisteren|vanmorgen|vanochtend|sinds|maandag|dinsdag|woensdag|donderdag|vrijdag|bijvoorbeeld|bv|bijv|voorbeeld|zodra|wanneer\sik|als\sik|na\shet|"
    r"group|button|screen|page|since|yesterday|when\si|example|bouton|écran|page|depuis|hier|quand\sje|exemple|groupe|gruppe|taste|seit|gestern|wenn\sich|beispiel|chrome|iphone|android|"
    r"update|formulier|rapport|export|import|rooster|observatie|incasso|saldo|collega)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:doet?\s(?:het\s)?(?:weer\s)?(?:niet|raar|gek|vreemd|moeilijk|lastig)|doen\s(?:soms\s)?(?:raar|gek|vreemd)|werkt\s(?:weer\s)?niet|niet\snaar\sbehoren|klopt\s(?:er\s)?(?:iets\s)?niet|kloppen\sniet|niets\sklopt|"
    r"(?:er\s)?klopt\siets\sniet|niet\scorrect|niet\sjuist|storing|plat|traag|geraak\ser\sniet\sin|foutmelding|het\sgaat\smis|loopt\svast|kapot|stuk|ne\s(?:marche|fonctionne)\spas|bizarre|doesn't\swork|does\snot\swork|not\sworking|"
    r"broken|weird|slow|funktioniert\snicht|geht\snicht|spinnt|kaputt|rien\sreçu|komt\sniet\sdoor|niet\s(?:meer\s)?mogelijk|problem\w*|erreur)\b",
    re.IGNORECASE,
)


def find(evidence: Evidence) -> Iterator[Check]:
    if evidence.type == Type.BUG and evidence.sender != "parent":
        if evidence.weighs("no_concrete_example", _chance(evidence)):
            yield Check(CheckCode.NO_CONCRETE_EXAMPLE)


def _chance(evidence: Evidence) -> float:
    """Short, in general terms, and with nothing that one could look up."""
    own = evidence.own
    words = len(own.split())
    if evidence.spans.identifiers or words > 55:
        return 0.0
    score = 0.75 if words <= 15 else 0.6 if words <= 30 else 0.4
    score -= 0.17 * len(set(match.lower() for match in _CONCRETE.findall(own)))
    score += 0.15 if _VAGUE.search(f"{evidence.message.subject} {own}") else 0.0
    score -= 0.15 if evidence.spans.findings else 0.0
    return max(0.0, min(1.0, score))
