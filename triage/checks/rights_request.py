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
_SSO = re.compile(
    r"\b(?:redirect(?:-ur[li])?|client\ssecret|certificaat|issuer|metadata|callback|whitelist\w*)\b",
    re.IGNORECASE,
)
_ABOUT_MONEY = frozenset(("facturatie", "overig", "account"))
_ABOUT_PEOPLE = frozenset(("account", "personeel", "koppelingen", "monitoren"))


def find(evidence: Evidence) -> Iterator[Check]:
    if evidence.type in (Type.FEEDBACK, Type.EXTRA_REQUEST):
        return
    text = f"{evidence.message.subject}. {evidence.own}"
    if _second_factor(text) or (evidence.sender != Sender.PARENT and _asks(evidence, text)):
        yield Check(CheckCode.RIGHTS_REQUEST)


def _asks(evidence: Evidence, text: str) -> bool:
    if evidence.type != Type.CONFIGURATION_CHANGE and not _ORDER.search(text):
        return False
    return (
        _rights(evidence, text)
        or _account(evidence, text)
        or _login_address(evidence, text)
        or _collecting_account(evidence, text)
        or (evidence.module == "koppelingen" and _SSO.search(text) is not None)
    )


def _rights(evidence: Evidence, text: str) -> bool:
    """Rights or a role for somebody; how one does it oneself may be asked."""
    return (
        evidence.module in _ABOUT_PEOPLE
        and cue("rights").search(text) is not None
        and cue("rights_give").search(text) is not None
        and not cue("how_to_rights").search(text)
    )


def _account(evidence: Evidence, text: str) -> bool:
    """An account for staff; one of Flexkids may be asked for by mail."""
    if _FLEXKIDS.search(text) or cue("how_to_rights").search(text):
        return False
    return evidence.module in _ABOUT_PEOPLE and _together(evidence, "account", "make")


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
    return any(
        cue(one).search(sentence) and cue(other).search(sentence)
        for sentence in (evidence.message.subject, *evidence.sentences)
    )
