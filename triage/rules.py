"""What holds whatever a classifier says: the rules at intake of labels.md, Priority.

Only those are here that need no judgement. What takes reading (is the harm still running, is it
one child or a group) the classifier weighs, from the signals in `words/impact.toml`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from config.codes import Priority, Type
from triage.decision import Label

ALLOWED: Mapping[Type, tuple[Priority, ...]] = {
    Type.BUG: (Priority.CRITICAL, Priority.HIGH, Priority.MEDIUM, Priority.LOW),
    Type.CONFIGURATION_CHANGE: (Priority.HIGH, Priority.MEDIUM),
    Type.USAGE_QUESTION: (Priority.HIGH, Priority.MEDIUM, Priority.LOW),
    Type.FEEDBACK: (Priority.MEDIUM, Priority.LOW),
    Type.EXTRA_REQUEST: (Priority.MEDIUM, Priority.LOW),
}
ONLY_BUGS_ARE_CRITICAL = "only_bugs_are_critical"
IDEAS_ARE_NEVER_HIGH = "ideas_are_never_high"
QUESTION_WITHOUT_DEADLINE = "question_without_deadline"
CHANGE_IS_MEDIUM = "change_is_at_least_medium"

_SEVERAL = frozenset({"impact.many", "impact.everybody"})
_NEAR = frozenset({"impact.near", "impact.dates_people"})
_STILL = frozenset({"impact.stands_still", "impact.lock_out", "impact.near"})


def at_intake(
    likely: Mapping[Priority, float],
    type_: Type,
    signals: Collection[str],
    why: tuple[str, ...] = (),
) -> Label:
    """The priority of a new ticket: the likeliest that the type and the signals allow.

    `likely` are the classifier's probabilities, `signals` the names of the signals in the mail. The
    confidence is the share of the choice among what was allowed; `why` ends with the rule that
    overruled the classifier, if one did.
    """
    allowed = [one for one in ALLOWED[type_] if not _denied(one, type_, signals)]
    total = sum(likely.get(one, 0.0) for one in allowed)
    choice = max(allowed, key=lambda one: likely.get(one, 0.0))
    confidence = likely.get(choice, 0.0) / total if total > 0 else 1.0 / len(allowed)
    wanted = max(likely, key=lambda one: likely[one], default=choice)
    rule = () if wanted in allowed else (_rule(wanted, type_),)
    return Label(choice.value, confidence, (*why, *rule))


def _denied(priority: Priority, type_: Type, signals: Collection[str]) -> bool:
    """Whether a usage question lacks what it needs to be more than low (labels.md)."""
    if type_ is not Type.USAGE_QUESTION or priority is Priority.LOW:
        return False
    near_and_several = not _NEAR.isdisjoint(signals) and not _SEVERAL.isdisjoint(signals)
    if priority is Priority.HIGH:
        return not near_and_several
    return _STILL.isdisjoint(signals)


def _rule(wanted: Priority, type_: Type) -> str:
    if wanted is Priority.CRITICAL:
        return ONLY_BUGS_ARE_CRITICAL
    if type_ is Type.CONFIGURATION_CHANGE:
        return CHANGE_IS_MEDIUM
    return QUESTION_WITHOUT_DEADLINE if type_ is Type.USAGE_QUESTION else IDEAS_ARE_NEVER_HIGH
