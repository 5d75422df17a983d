"""Why: the words that spoke most for a choice, and codes for the signals that set a priority."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from config.codes import Priority, Type
from triage.signals import Signals
from triage.weights import Head, Weights

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
    """The signals of one mail, weighed for every head at once."""

    def __init__(self, signals: Signals, weights: Weights) -> None:
        rows = weights.signal_rows
        self._signals = signals
        self._heads = weights.heads
        self._names = [name for name in signals.strength if name in rows]
        own = weights.matrix[[rows[name] for name in self._names]]
        strength = np.array([signals.strength[name] for name in self._names], dtype=np.float32)
        self._parts = own * strength[:, None]

    def of(self, head: Head, best: int) -> tuple[str, ...]:
        """The words whose signals spoke most for class `best`, the strongest first."""
        words = self._signals.words
        spoke = (words[signal][0] for signal in self._spoke(head, best) if signal in words)
        return tuple(dict.fromkeys(spoke))[:WORDS]

    def of_priority(self, type_: Type, likely: Mapping[Priority, float]) -> tuple[str, ...]:
        """The codes of the signals that spoke for the likeliest priority."""
        head = self._heads[f"priority:{type_}"]
        choice = max(head.classes, key=lambda code: likely[Priority(code)])
        spoke = self._spoke(head, head.classes.index(choice))
        codes = (self._code(signal) for signal in spoke if signal in _REASONS)
        return tuple(dict.fromkeys(codes))[:WORDS]

    def _spoke(self, head: Head, best: int) -> list[str]:
        parts = self._parts[:, head.columns]
        gained = parts[:, best] - parts.mean(axis=1)
        gains: dict[str, float] = {}
        for place in np.flatnonzero(gained > 0):
            for signal in _bare(self._names[place]):
                gains[signal] = gains.get(signal, 0.0) + float(gained[place])
        return sorted(gains, key=lambda signal: -gains[signal])

    def _code(self, signal: str) -> str:
        code = _REASONS[signal]
        if code == "several_people":
            said = " ".join(self._signals.words[signal])
            if any(word in said for word in _MONITORS):
                return "several_monitors"
            if any(word in said for word in _PARENTS):
                return "several_parents"
        return code


@lru_cache(maxsize=4_096)
def _bare(name: str) -> tuple[str, ...]:
    """The signals in a name: `impact.one@reply` is one, `impact.one+type.how` are two."""
    return tuple(_VIEW.sub("", name).split("+"))
