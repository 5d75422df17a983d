"""Facts: the six questions of the KidsKonnect support page, answered from the mail itself.

One file for each question. Each gives the place of the sentence that answers it best, or None.
"""

from __future__ import annotations

from collections.abc import Callable

from config.codes import FactCode
from triage.decision import Fact, Span
from triage.evidence import Evidence
from triage.facts import question, several, shown, steps, users, where
from triage.facts.account import Account
from triage.redact import Masks

FACTS: tuple[tuple[FactCode, Callable[[Account], Span | None]], ...] = (
    (FactCode.WHERE, where.find),
    (FactCode.USERS, users.find),
    (FactCode.SEVERAL, several.find),
    (FactCode.SHOWN, shown.find),
    (FactCode.STEPS, steps.find),
    (FactCode.QUESTION, question.find),
)


def facts(evidence: Evidence, masks: Masks) -> tuple[Fact, ...]:
    """One Fact for each question, in the order of the page; `answer` is None where none is."""
    account = Account.of(evidence)
    return tuple(_fact(code, find(account), masks) for code, find in FACTS)


def _fact(code: FactCode, answer: Span | None, masks: Masks) -> Fact:
    if answer is None:
        return Fact(code, None)
    said = masks.apply(answer.text, answer.where, offset=answer.start)
    return Fact(code, answer, " ".join(said.split()))
