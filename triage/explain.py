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
        known = [(name, rows[name], how) for name, how in signals.strength.items() if name in rows]
        self._signals = signals
        self._heads = weights.heads
        self._names = [name for name, _, _ in known]
        strength = np.array([how for _, _, how in known], dtype=np.float32)
        self._parts = weights.matrix[[row for _, row, _ in known]] * strength[:, None]

    def of(self, head: Head, answer: str) -> tuple[str, ...]:
        """The words whose signals spoke most for an answer, the strongest first."""
        return self._words(self._spoke(head, [one == answer for one in head.classes]))

    def of_type(self, type_: Type) -> tuple[str, ...]:
        """The same for a type, whatever the priority."""
        head = self._heads["request"]
        return self._words(
            self._spoke(head, [one.partition("/")[0] == type_ for one in head.classes])
        )

    def of_priority(self, type_: Type, likely: Mapping[Priority, float]) -> tuple[str, ...]:
        """The codes of the signals that spoke for the likeliest priority, above all of this type.

        Nothing, where only one priority can be had.
        """
        head = self._heads["request"]
        choice = max(likely, key=lambda one: likely[one])
        own = [one.partition("/") for one in head.classes]
        said = [code == choice and name == type_ for name, _, code in own]
        if not any(said):
            said = [code == choice for _, _, code in own]
        codes = (self._code(signal) for signal in self._spoke(head, said) if signal in _REASONS)
        return tuple(dict.fromkeys(codes))[:WORDS]

    def _words(self, spoke: list[str]) -> tuple[str, ...]:
        words = self._signals.words
        return tuple(dict.fromkeys(words[signal][0] for signal in spoke if signal in words))[:WORDS]

    def _spoke(self, head: Head, chosen: list[bool]) -> list[str]:
        """The signals that speak for the chosen classes of a head, the strongest first."""
        share = np.array(chosen, dtype=np.float32)
        against = np.float32(1 / len(chosen))
        gained = self._parts[:, head.columns] @ (share / max(share.sum(), 1) - against)
        gains: dict[str, float] = {}
        for place in np.flatnonzero(gained > 0).tolist():
            for signal in _bare(self._names[place]):
                gains[signal] = gains.get(signal, 0.0) + float(gained[place])
        return sorted(gains, key=gains.__getitem__, reverse=True)

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
