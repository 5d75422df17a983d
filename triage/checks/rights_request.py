"""Asks for what is never done on the strength of a mail (labels.md, `rights_request`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.codes import CheckCode, Sender, Type
from triage.checks.evidence import Evidence
from triage.decision import Check

_DO = (
    r"(?:graag|gelieve|willen|wilt|wil|kun|kan|kunt|kunnen|kunde|mag|verzoek\w*|vragen?|aanvra\w+|please|could|can|would|need|pouvez|pourriez|merci\sde|veuillez|j['’]aimerais|"
    r"souhait\w*|bitte|können|könnten|geef|zet|maak|regelt?|moet|moeten|ingang|per\sdirect|give|grant|create|remove|envoyer)"
)
_RIGHTS = re.compile(
    r"""\b(?:(?:\w*rechten|bevoegdhe\w+|autorisatie\w*|toegang(?:srechten)?|\w*-?rol|rollen|permissions?|access|rights|droits?|accès|rechte|zugriff\w*|berechtigung\w*|
    (?:super)?(?:admin|beheerder)(?:s|account|rol|rechten)?|administrateur|administratrice|administrator\w*))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_GIVE = re.compile(
    r"""\b(?:geven|geef|toeken\w+|toewijz\w+|krijgen|krijgt|krijg|instellen|uitbreid\w+|afnemen|intrekken|ontnemen|verwijder\w*|weghalen|blokkeren|beëindig\w+|omzetten|toevoegen|toekennen|terugzetten|erbij|
    geeft|verliezen|wegnemen|ontneemt|give|grant|remove|revoke|add|assign|donner|retirer|ajouter|supprimer|créer|accorder|attribuer|geben|entziehen|entfernen|hinzufügen|einrichten|dezelfde|same|mêmes|gleichen|aanpassen|wijzigen)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ACCOUNT = re.compile(
    r"""\b(?:(?:nieuwe?\s)?(?:medewerker|gebruikers?|konnect|staff|user|beheerders?|admin|personeels)?-?(?:accounts?|logins?|inlog(?:account)?s?|account|compte|konto|zugang|accès))\b[^.?!\n]{0,80}\b(?:aan\s?maken|aangemaakt|maken|aanvragen|
    nodig|toevoegen|create|set\sup|créer|creer|anlegen|einrichten)\b
    | \b(?:aan\s?maken|aangemaakt|maak|create|set\sup|créer|creer|anlegen|toevoegen)\b[^.?!\n]{0,70}\b(?:accounts?|logins?|inlog\w*|compte|konto|zugang|accès)\b
    | \b(?:graag|gelieve)\b[^.?!\n]{0,60}\b(?:medewerkeraccounts?|konnect-?accounts?|accounts?\svoor|login\svoor|inlog\svoor|account\svoor)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_FLEXKIDS = re.compile(r"\bflexkids\b", re.IGNORECASE)
_FACTOR = re.compile(
    r"""\b(?:2fa|mfa|two[- ]?(?:factor|step)|tweestaps\w*|twee-?factor\w*|tweede\s(?:factor|stap)|authenticat\w+(?:\sapp)?|verificatie(?:code)?|code[- ]?app|sms-?code|double\sauthentification|deux\sfacteurs|code\sde\svérification|
    zwei-?faktor\w*|bestätigungscode|back-?up\s?codes?|herstelcodes?|reservecodes?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ROUND = re.compile(
    r"""\b(?:reset\w*|uitzet\w*|zet\s[^.?!\n]{0,40}\suit|uitschakel\w*|verwijder\w*|eraf|weghalen|afhalen|nieuwe?\s(?:telefoon|gsm|toestel|mobiel)|kwijt|gestolen|kapot|verloren|omzeil\w*|disable|remove|lost|stolen|new\sphone|
    désactiver|réinitialiser|perdu|volé|nouveau\s(?:téléphone|numéro|gsm)|zurücksetzen|verloren|deaktivieren|neues\shandy|toch\sin|in\skom|envoyer\s[^.?!\n]{0,20}sur|uit\skan|zonder\scode)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_LOGIN_ADDRESS = re.compile(
    r"""\b(?:mail-?adres|e-?mail(?:adres)?|inlog-?adres|inlogmail|gebruikersnaam|login|adresse\s(?:e-?mail|mail|de\sconnexion)|email\saddress|e-?mail-?adresse)\b[^.?!\n]{0,110}\b(?:wijzig\w*|verander\w*|aan\s?pas\w*|aangepast|omzet\w*|vervang\w*|zijn|change|modifier|changer|ändern)\b
    | \b(?:wijzig\w*|verander\w*|aanpassen|omzetten|change|modifier|ändern)\b[^.?!\n]{0,60}\b(?:mail-?adres|e-?mail(?:adres)?|inlog-?adres|adresse\smail|email\saddress)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_TO_LOG_IN = re.compile(
    r"\b(?:inlog\w*|wachtwoord\w*|paswoord\w*|ww|reset\w*|login\w*|log\s?in|aanmeld\w*|toegang|mot\sde\spasse|connexion|connecter|password|sign\s?in|passwort|einlog\w*|activat\w+|parentid)\b",
    re.IGNORECASE,
)
_ACCOUNT_FOR_MONEY = re.compile(
    r"""\b(?:incasso-?rekening|rekening(?:nummer)?|iban|compte|konto|bankverbindung|bank\s?account|domicili[eë]ring\w*|mandaat\w*|lastschrift\w*)\b[^.?!\n]{0,140}\b(?:wijzig\w*|verander\w*|aan\s?pas\w*|aangepast|omzet\w*|omgezet|nieuwe?|vervang\w*|change\w*|
    modifi\w+|nouveau|ändern|änder\w*|ander|switch)\b
    | \b(?:wijzig\w*|verander\w*|aanpassen|omzetten|change|modifier|ändern|änderung)\b[^.?!\n]{0,80}\b(?:rekening\w*|iban|compte\sbancaire|bankverbindung|konto|bank\s?account)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_COLLECT = re.compile(
    r"\b(?:incass\w*|geïncasseerd|domicili\w*|collect\w*|afgeschreven|prélèv\w*|lastschrift\w*|eingezogen|direct\sdebit|afschrij\w*|tenaamstelling|mandaat)\b",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"\b(?:hoe\s(?:kan|kunnen|zet|stel|geef|maak|voeg|moet|doe|regel)\b|waar\s(?:zet|stel|kan|vind|geef|pas|maak)|zelf\s(?:rechten|instellen|aanmaken|geven)|comment\s|how\s(?:do|can)\s(?:i|we)|wie\s(?:kann|stelle|gebe)\sich|wo\s(?:kann|stelle))",
    re.IGNORECASE,
)
_SSO = re.compile(
    r"\b(?:redirect(?:-ur[li])?|client\ssecret|certificaat|issuer|metadata|callback|allow-?list|whitelist\w*|ip-adres)\b",
    re.IGNORECASE,
)


def find(evidence: Evidence) -> Iterator[Check]:
    if evidence.type in (Type.FEEDBACK, Type.EXTRA_REQUEST):
        return
    text = f"{evidence.message.subject}. {evidence.own}"
    if _second_factor(text) or (evidence.sender != Sender.PARENT and _asks(evidence, text)):
        yield Check(CheckCode.RIGHTS_REQUEST)


def _asks(evidence: Evidence, text: str) -> bool:
    change = evidence.type == Type.CONFIGURATION_CHANGE
    if not change and not _numbered_request(text):
        return False
    return (
        (
            _RIGHTS.search(text) is not None
            and _GIVE.search(text) is not None
            and not _HOW.search(text)
            and evidence.module in ("account", "personeel", "koppelingen", "monitoren")
        )
        or _wants_account(text)
        or _login_address(evidence, text)
        or _collecting_account(evidence, text)
        or (evidence.module == "koppelingen" and _SSO.search(text) is not None)
    )


def _numbered_request(text: str) -> bool:
    return (
        re.search(
            r"\b(?:maak|geef|create|give|créer)\b[^.?!\n]{0,40}\b(?:login|account|rechten|access|rights|accès)\b",
            text,
            re.IGNORECASE,
        )
        is not None
    )


def _wants_account(text: str) -> bool:
    """An account for staff; a Flexkids account may be asked for by mail."""
    return (
        _ACCOUNT.search(text) is not None and not _HOW.search(text) and not _FLEXKIDS.search(text)
    )


def _second_factor(text: str) -> bool:
    return (
        _FACTOR.search(text) is not None
        and _ROUND.search(text) is not None
        and not _HOW.search(text)
    )


def _login_address(evidence: Evidence, text: str) -> bool:
    return (
        evidence.module == "account"
        and _LOGIN_ADDRESS.search(text) is not None
        and _TO_LOG_IN.search(text) is not None
    )


def _collecting_account(evidence: Evidence, text: str) -> bool:
    return (
        _ACCOUNT_FOR_MONEY.search(text) is not None
        and _COLLECT.search(text) is not None
        and evidence.module in ("facturatie", "overig", "account")
    )
