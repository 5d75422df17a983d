"""What holds whatever a classifier says: the rules at intake of labels.md, Priority.

Only those are here that need no judgement. What takes reading (is the harm still running, is it
one child or a group) the classifier weighs, from the signals in `words/impact.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping

from config.codes import Priority, Type
from triage.decision import Label

ALLOWED: Mapping[Type, tuple[Priority, ...]] = {
    Type.BUG: (Priority.LOW, Priority.MEDIUM, Priority.HIGH, Priority.CRITICAL),
    Type.CONFIGURATION_CHANGE: (Priority.MEDIUM, Priority.HIGH),
    Type.USAGE_QUESTION: (Priority.LOW, Priority.MEDIUM, Priority.HIGH),
    Type.FEEDBACK: (Priority.LOW, Priority.MEDIUM),
    Type.EXTRA_REQUEST: (Priority.LOW, Priority.MEDIUM),
}
ONLY_BUGS_ARE_CRITICAL = "only_bugs_are_critical"
IDEAS_ARE_NEVER_HIGH = "ideas_are_never_high"
CHANGE_IS_MEDIUM = "change_is_at_least_medium"


def at_intake(likely: Mapping[Priority, float], type_: Type, why: tuple[str, ...] = ()) -> Label:
    """The priority of a new ticket: the likeliest that its type allows, the lower of two equals.

    `likely` are the classifier's probabilities over all types; the confidence is that of the
    choice. `why` ends with the rule that overruled the classifier, if one did.
    """
    allowed = ALLOWED[type_]
    choice = max(allowed, key=lambda one: likely.get(one, 0.0))
    wanted = max(likely, key=lambda one: likely[one], default=choice)
    rule = () if wanted in allowed else (_rule(wanted, type_),)
    return Label(choice.value, likely.get(choice, 0.0), (*why, *rule))


def _rule(wanted: Priority, type_: Type) -> str:
    if wanted is Priority.CRITICAL:
        return ONLY_BUGS_ARE_CRITICAL
    if type_ is Type.CONFIGURATION_CHANGE:
        return CHANGE_IS_MEDIUM
    return IDEAS_ARE_NEVER_HIGH
