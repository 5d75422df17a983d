"""Asks for what is never done on the strength of a mail (labels.md, `rights_request`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.codes import CheckCode, Sender, Type
from triage.cues import cue
from triage.decision import Check
from triage.evidence import Evidence

_FLEXKIDS = re.compile(r"\bflexkids\b", re.IGNORECASE)
_ORDER = re.compile(
    r"\b(?:maak|geef|zet|create|give|créer|gib)\b[^.?!\n]{0,40}"
    r"\b(?:login|account|rechten|access|rights|accès|zugang)\b",
    re.IGNORECASE,
)
# "maak Bram admin", "make him a superadmin": a role without any word for rights.
_MADE_ADMIN = re.compile(
    r"\b(?:super)?(?:admin|beheerder|administrator)\s(?:te\s)?maken\b(?!\sdat\b)|"
    r"\bmaak\s(?:(?!voor\b)\w+\s){1,3}(?:super)?(?:admin|beheerder)\b|"
    r"\bmake\s(?:(?!for\b)\w+\s){1,3}(?:super)?admin|"
    r"\bnomme[rz]?\s(?:\w+\s){1,3}(?:super)?admin|"
    r"\bzum\s(?:super)?admin\w*\smachen\b",
    re.IGNORECASE,
)
# Where an account is for, if not for Flexkids.
_ELSEWHERE = re.compile(r"konnect|\byouko\b", re.IGNORECASE)
_SSO = re.compile(
    r"\b(?:redirect(?:-ur[li])?|client\ssecret|certificaat|issuer|metadata|callback|whitelist\w*)\b",
    re.IGNORECASE,
)
_SURE = 0.95  # chosen on mails of writers that nothing was learned from
_ABOUT_MONEY = frozenset(("facturatie", "overig", "account"))
_ABOUT_PEOPLE = frozenset(("account", "personeel", "koppelingen", "monitoren"))


def find(evidence: Evidence) -> Iterator[Check]:
    if evidence.type in (Type.FEEDBACK, Type.EXTRA_REQUEST):
        return
    text = f"{evidence.message.subject}. {evidence.own}"
    if _second_factor(text) or (evidence.sender != Sender.PARENT and _asks(evidence, text)):
        yield Check(CheckCode.RIGHTS_REQUEST)


def _asks(evidence: Evidence, text: str) -> bool:
    if _MADE_ADMIN.search(text) and not cue("how_to_rights").search(text):
        return True
    if evidence.type != Type.CONFIGURATION_CHANGE and not _ORDER.search(text):
        return False
    return (
        _is_sure(evidence, text)
        or _rights(evidence, text)
        or _account(evidence, text)
        or _login_address(evidence, text)
        or _collecting_account(evidence, text)
        or (evidence.module == "koppelingen" and _SSO.search(text) is not None)
    )


def _is_sure(evidence: Evidence, text: str) -> bool:
    """A change that reads so much like those that none of our words is needed. To overlook one
    costs more than to ask once too often."""
    if evidence.type != Type.CONFIGURATION_CHANGE or _FLEXKIDS.search(text):
        return False
    return evidence.insists("rights_request", _SURE) and not cue("how_to_rights").search(text)


def _rights(evidence: Evidence, text: str) -> bool:
    """Rights or a role for somebody; how one does it oneself may be asked."""
    return (
        evidence.module in _ABOUT_PEOPLE
        and cue("rights").search(text) is not None
        and cue("rights_give").search(text) is not None
        and not cue("how_to_rights").search(text)
    )


def _account(evidence: Evidence, text: str) -> bool:
    """An account for staff; one of Flexkids may be asked for by mail, wherever it is named."""
    if evidence.module not in _ABOUT_PEOPLE or cue("how_to_rights").search(text):
        return False
    asked = _sentences(evidence, "account", "make")
    if _FLEXKIDS.search(text):
        return any(_ELSEWHERE.search(sentence) for sentence in asked)
    return bool(asked)


def _second_factor(text: str) -> bool:
    """A way round a lost second factor."""
    return (
        cue("second_factor").search(text) is not None
        and cue("second_factor_lost").search(text) is not None
        and not cue("how_to_rights").search(text)
    )


def _login_address(evidence: Evidence, text: str) -> bool:
    """Where logins are sent."""
    return (
        evidence.module == "account"
        and _together(evidence, "login_address", "change")
        and cue("log_in").search(text) is not None
    )


def _collecting_account(evidence: Evidence, text: str) -> bool:
    """The bank account that money is collected on."""
    return (
        evidence.module in _ABOUT_MONEY
        and cue("collecting").search(text) is not None
        and _together(evidence, "bank_account", "change")
    )


def _together(evidence: Evidence, one: str, other: str) -> bool:
    """Whether words of two lists stand in one sentence."""
    return bool(_sentences(evidence, one, other))


def _sentences(evidence: Evidence, one: str, other: str) -> list[str]:
    """The sentences in which words of two lists stand; the subject is one."""
    every = (evidence.message.subject, *evidence.sentences)
    return [said for said in every if cue(one).search(said) and cue(other).search(said)]
