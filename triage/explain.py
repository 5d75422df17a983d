"""Why: the words that spoke most for a choice, and codes for the signals that set a priority."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import numpy as np

from config.codes import Priority, Type
from triage.signals import Signals
from triage.weights import Weights

WORDS = 4
_VIEW = re.compile(r"[@%].*")
_REASONS: Mapping[str, str] = {
    "impact.everybody": "everybody",
    "impact.many_people": "several_people",
    "impact.many_places": "several_places",
    "impact.many_things": "several_cases",
    "impact.plural": "several_people",
    "impact.complaints": "complaints",
    "impact.one": "one_case",
    "impact.others_fine": "others_not_affected",
    "impact.stands_still": "work_stands_still",
    "impact.lock_out": "locked_out",
    "impact.near": "today_or_soon",
    "impact.deadline": "deadline_near",
    "impact.far": "no_hurry",
    "impact.money": "money",
    "impact.wrong_mails": "wrong_information_sent",
    "impact.running": "still_running",
    "impact.leak": "data_leak",
    "impact.safety": "child_safety",
    "impact.by_hand": "worked_around",
    "impact.other_way": "worked_around",
    "impact.stopped": "caught",
    "impact.over": "over",
    "impact.no_end": "still_running",
    "impact.child_at_stake": "child_safety",
    "impact.extra_work": "extra_work",
    "impact.cosmetic": "cosmetic",
    "impact.part": "one_part",
    "impact.dates_people": "people_wait_for_a_date",
}
_PARENTS = ("ouder", "parent", "eltern", "gezin", "famil", "mama", "papa")
_MONITORS = ("monit", "moni", "animat", "betreuer")


class Reasons:
    """The signals of one mail, weighed for the answers that were given."""

    def __init__(self, signals: Signals, weights: Weights) -> None:
        rows, first = weights.signal_rows, len(weights.hashed)
        self._signals = signals
        self._weights = weights
        self._names = [name for name in signals.strength if name in rows]
        self._rows = np.array([rows[name] - first for name in self._names], dtype=np.int64)
        strength = [signals.strength[name] for name in self._names]
        self._strength = np.array(strength, dtype=np.float32)

    def of(self, head: str, answer: str) -> tuple[str, ...]:
        """The words whose signals spoke most for an answer, the strongest first."""
        words = self._signals.words
        spoke = self._spoke(head, answer)
        return _first(words[signal][0] for signal in spoke if signal in words)

    def of_priority(self, type_: Type, likely: Mapping[Priority, float]) -> tuple[str, ...]:
        """The codes of the signals that spoke for the likeliest priority."""
        choice = max(likely, key=likely.__getitem__)
        own = f"{type_}/{choice}"
        known = own in self._weights.heads["request"].classes
        spoke = self._spoke(*(("request", own) if known else ("priority", str(choice))))
        return _first(self._code(signal) for signal in spoke if signal in _REASONS)

    def _spoke(self, head: str, answer: str) -> Iterator[str]:
        """The signals that speak for an answer, the strongest first."""
        gained = self._weights.leanings[head, answer][self._rows] * self._strength
        for place in np.argsort(-gained).tolist():
            if gained[place] <= 0:
                return
            yield from _bare(self._names[place])

    def _code(self, signal: str) -> str:
        code = _REASONS[signal]
        if code == "several_people":
            said = " ".join(self._signals.words[signal])
            if any(word in said for word in _MONITORS):
                return "several_monitors"
            if any(word in said for word in _PARENTS):
                return "several_parents"
        return code


def _first(reasons: Iterator[str]) -> tuple[str, ...]:
    """The first WORDS that differ."""
    found: dict[str, None] = {}
    for reason in reasons:
        found[reason] = None
        if len(found) == WORDS:
            break
    return tuple(found)


@lru_cache(maxsize=4_096)
def _bare(name: str) -> tuple[str, ...]:
    """The signals in a name: `impact.one@reply` is one, `impact.one+type.how` are two."""
    return tuple(_VIEW.sub("", name).split("+"))
