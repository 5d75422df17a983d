"""A title by which a colleague knows the ticket again: the sender's subject, or where that says
nothing, the module and the sentence that tells most. Never with personal data. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from config.codes import CheckCode, Type
from triage.checks.vague_subject import without_prefixes
from triage.cues import cue
from triage.decision import Check, Fact, Redacted, Span
from triage.evidence import Evidence
from triage.facts.account import Account, Sentence
from triage.redact import Masks

LONGEST = 80  # characters
_LEAST = 12  # characters that a lead-in must leave
_ENOUGH = 4  # words of a sentence that stands by itself: "haar omzetten?" does not
_UNSPOKEN = frozenset(("child_first_name", "childminder_name", "link", "ticket_reference"))
_CLAUSE = re.compile(r"[,;:(–]\s|\s[-–]\s")
_ITEM = re.compile(r"\(?(?:\d{1,2}|[a-eA-E])[.):]\s+")
_EDGE = " \t\n.,;:!-–*•\"'“”„()"


def title(
    evidence: Evidence,
    checks: Sequence[Check],
    answered: Sequence[Fact],
    redacted: Redacted,
    masks: Masks,
) -> str:
    """At most about LONGEST characters in one line; the subject if it says something."""
    subject = " ".join(without_prefixes(redacted.subject).split())
    if all(check.code is not CheckCode.VAGUE_SUBJECT for check in checks):
        return subject
    said = core(evidence, answered, masks)
    module = evidence.preset.modules[evidence.module]
    named = module.display.get(evidence.preset.language, evidence.module)
    numbers = [one for one in _numbers(evidence) if one not in said]
    if not said and not numbers:
        return subject or named
    told = f"{said} ({', '.join(numbers[:2])})" if said and numbers else said or ", ".join(numbers)
    return told if evidence.module == evidence.preset.fallback_module else f"{named}: {told}"


def core(evidence: Evidence, answered: Sequence[Fact], masks: Masks) -> str:
    """What is the matter in few words: of a bug the trouble, else what is asked."""
    account = Account.of(evidence)
    asked = next((fact.answer for fact in answered if fact.code == "question"), None)
    trouble = account.best(_trouble)
    first, second = (trouble, asked) if evidence.type == Type.BUG else (asked, trouble)
    spans = (span for span in (first, second, account.best(lambda _: 1.0)) if span is not None)
    told = [_shortened(span, masks) for span in spans]
    return next(
        (one for one in told if len(one.split()) >= _ENOUGH), max(told, key=len, default="")
    )


def _trouble(sentence: Sentence) -> float:
    """How plainly a sentence says what does not work."""
    if sentence.has("fact_courtesy"):
        return 0.0
    wrong = min(sentence.count("fact_trouble"), 3)
    return 0.0 if not wrong else 1.0 + 0.3 * wrong - 0.02 * max(0, sentence.words - 18)


def _shortened(span: Span, masks: Masks) -> str:
    """The stretch redacted, without its lead-in, cut at a clause or a word."""
    text = " ".join(masks.apply(span.text, span.where, offset=span.start).split())
    text = _ITEM.sub("", text, count=1).strip(_EDGE) if _ITEM.match(text) else text.strip(_EDGE)
    for name in ("greeting_line", "title_lead_in", "title_lead_in"):
        lead = cue(name).match(text)
        if lead and len(text) - lead.end() >= _LEAST:
            text = text[lead.end() :].lstrip(_EDGE)
    if len(text) > LONGEST:
        clauses = [m.start() for m in _CLAUSE.finditer(text, LONGEST // 2, LONGEST)]
        cut = clauses[-1] if clauses else text.rfind(" ", 0, LONGEST)
        text = text[: cut if cut > 0 else LONGEST].rstrip(_EDGE) + "…"
    return text[:1].upper() + text[1:]


def _numbers(evidence: Evidence) -> list[str]:
    """The numbers of the mail itself that lead to the case; names and links stay out."""
    spans = (span for span in evidence.spans.identifiers if span.attachment is None)
    return list(dict.fromkeys(span.text for span in spans if span.kind not in _UNSPOKEN))
