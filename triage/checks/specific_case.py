"""Is this about one specific case? Then the mail must say which (labels.md, `missing_identifier`)."""

from __future__ import annotations

import re

from config.codes import Type
from triage.checks.evidence import Evidence

_ONE = re.compile(
    r"""\b(?:een|één|'n|1|dat|dit|die|deze|een\svan\s(?:onze|de|mijn)|bij\séén|bij\seen|une?|cette|ce|d['’]une?|one|this|that|a|an?|ein|eine[mnrs]?|diese[mnrs]?)\s
    (?:(?:ene|nieuwe|bepaalde|andere|specifieke|certaine?|certain|specific|new|bestimmte\w*|jonge|kleine|boze|onze|one)\s)?
    (?:ouder(?:paar)?|moeder|vader|mama|papa|oma|opa|kind(?:je|eke)?|kleuter|peuter|baby|gezin|familie|debiteur|klant|factuur|creditnota|nota|betaling|plaatsing|
    aanvraag|inschrijving|contract|aanbod|gastouder|vraagouder|monitor|animator|deelnemer|observatie|verslag|overdracht|koppeling|export|medewerker|meisje|jongen|jongetje|
    parent|mother|father|child|family|invoice|payment|placement|request|registration|childminder|maman|mère|père|enfant|famille|facture|paiement|
    inscription|fillette|animat\w+|kindes?|mutter|vater|rechnung|anmeldung|tweeling|broertje|zusje|mevrouw|meneer|dame|man|vrouw|koper|team|kamp|stage|camp|grand-?m\w+)\b
    | \b(?:moeder|vader|mama|papa|ouders?|oma|opa|maman|mevrouw|mevr|meneer|dhr|de\sheer|mw|la\smaman|le\spapa|familie|fam|gezin|gastouder|mother|father|mme|m\.)\s(?:van|de|of|d['’]|zegt|belt|heeft|is|kreeg|krijgt|wil|[A-Z])
    | \bkindje?\s(?:dat|die|was|staat|is|heeft)\b | \b(?:deze|dit|die|dat)\s(?:ene)\b | \bzijn\s(?:zoon|dochter)\b | \bhaar\s(?:zoon|dochter|kind)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ALL = re.compile(
    r"""\b(?:alle|iedereen|niemand|overal|elke|elk|ieder|iedere|geen\senkele?|tous|toutes|tout\sle\smonde|personne\sne|chaque|all|every|everyone|everybody|nobody|alle[nrs]?|jede[rmsn]?|
    niemand|meerdere|verschillende|veel|heel\sveel|tientallen|honderden|several|many|plusieurs|mehrere|viele|hele|ganse|\d{2,}\s(?:ouders|kinderen|gezinnen|facturen|medewerkers|gastouders|
    plaatsingen|parents|enfants|children|families|kinder|eltern|inschrijvingen|monitoren|stuks))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_HOW = re.compile(
    r"\b(?:hoe\s(?:kan|zet|doe|moet|stel|werkt|krijg|maak|pas|zie|voer|verwerk|wijzig|gaat)|waar\s(?:vind|zet|stel|kan|staat|zie|pas)|kan\s(?:ik|je|dat|dit|het|een)|kunnen\s(?:wij|we)|is\s(?:het|er|dat)\s(?:mogelijk|een)|"
    r"bestaat|comment|où|peut-on|est-il\spossible|how\s(?:do|can|to)|where\s(?:do|can)|is\sit\spossible|can\s(?:i|we|you)|wie\s(?:kann|stelle|geht)|wo\s(?:kann|finde|stelle)|ist\ses\smöglich)\b",
    re.IGNORECASE,
)


def chance(evidence: Evidence) -> float:
    """How likely the mail is about one case that can be pointed at; 0..1."""
    score = {Type.BUG: 0.45, Type.CONFIGURATION_CHANGE: 0.35, Type.USAGE_QUESTION: 0.05}.get(
        Type(evidence.type), 0.0
    )
    if score == 0.0:
        return 0.0
    text = f"{evidence.message.subject}. {evidence.own}"
    singles = len(_ONE.findall(text))
    score += min(0.3, 0.15 * singles)
    if evidence.kinds & {"person_name", "child_first_name", "bsn", "birth_date"}:
        score += 0.15
    score -= min(0.45, 0.15 * len(_ALL.findall(text)))
    if evidence.priority in ("critical", "high"):
        score -= 0.25
    if _HOW.search(text) and evidence.type == Type.USAGE_QUESTION:
        score -= 0.1
    return max(0.0, min(1.0, score))
