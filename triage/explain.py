"""Why: the words that spoke most for a choice, and codes for the signals that set a priority."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from config.codes import Priority, Type
from triage.signals import Signals
from triage.views import Views
from triage.weights import Head, Weights

WORDS = 4
_BARE = re.compile(r"[@%].*")
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


@dataclass(frozen=True, slots=True)
class Reasons:
    """The signals of one mail, ready to be weighed for any head."""

    views: Views
    signals: Signals
    weights: Weights

    def of(self, head: Head, best: int) -> tuple[str, ...]:
        """The words whose signals spoke most for class `best`, the strongest first."""
        spoke = self._spoke(head, best)
        words = (self.signals.words[signal][0] for signal in spoke if signal in self.signals.words)
        return tuple(dict.fromkeys(words))[:WORDS]

    def of_priority(self, type_: Type, likely: Mapping[Priority, float]) -> tuple[str, ...]:
        """The codes of the signals that spoke for the likeliest priority."""
        head = self.weights.heads[f"priority:{type_}"]
        choice = max(head.classes, key=lambda code: likely[Priority(code)])
        spoke = self._spoke(head, head.classes.index(choice))
        return tuple(dict.fromkeys(self._code(signal) for signal in spoke if signal in _REASONS))[
            :WORDS
        ]

    def _spoke(self, head: Head, best: int) -> list[str]:
        matrix, rows = self.weights.matrix, self.weights.signal_rows
        gains: dict[str, float] = {}
        for name, strength in self.signals.strength.items():
            if (row := rows.get(name)) is None:
                continue
            own = matrix[row, head.columns]
            gain = float(own[best] - own.mean()) * strength
            for signal in _BARE.sub("", name).split("+"):
                gains[signal] = gains.get(signal, 0.0) + gain
        return sorted(
            (signal for signal, gain in gains.items() if gain > 0), key=lambda c: -gains[c]
        )

    def _code(self, signal: str) -> str:
        code = _REASONS[signal]
        if code == "several_people":
            said = " ".join(self.signals.words[signal])
            if any(word in said for word in _MONITORS):
                return "several_monitors"
            if any(word in said for word in _PARENTS):
                return "several_parents"
        return code
