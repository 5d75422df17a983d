"""Champion and challenger: train on corpus and corrections, compare, keep, and crown or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from config.errors import ConfigError
from config.settings import Settings
from models import correction, db
from triage.duel import Hits, Verdict, duel
from triage.labelled import LabelledMail
from triage.weights import Weights
from worker.learning import lessons, versions, weights
from worker.learning.weights import Tell


@dataclass(frozen=True, slots=True)
class Lessons:
    """What people judged: mails to learn from, and whether the machine had been right."""

    mails: tuple[LabelledMail, ...] = ()
    said: Hits | None = None
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a training. `verdicts` are empty where there was no champion to compare with,
    for the reason `alone`."""

    version: int
    made: Weights
    verdicts: tuple[Verdict, ...]
    crowned: bool
    alone: str = ""

    @property
    def worse(self) -> tuple[Verdict, ...]:
        return tuple(one for one in self.verdicts if one.worse)


def judged(settings: Settings) -> Lessons:
    """The corrections in the database; none where there is no database yet."""
    if settings.database is None and not (settings.data_dir / "meldpost.sqlite3").exists():
        return Lessons()
    with db.ready(settings.database_url) as database, database.reading() as connection:
        found = correction.lessons(connection)
    taught = [one for one in found if lessons.usable(one)]
    mails = tuple(lessons.labelled(one) for one in taught)
    return Lessons(mails, lessons.said_right(taught), len(found) - len(taught))


def train(
    settings: Settings,
    own: Sequence[LabelledMail],
    corrected: Lessons,
    tell: Tell,
    *,
    force: bool = False,
) -> Outcome:
    """A new version, kept; it decides from now on unless it is worse on a head beyond chance.

    `force` crowns it all the same."""
    champion, alone = _champion(settings)
    made = weights.train([*weights.corpus(), *own, *corrected.mails], tell)
    verdicts = () if champion is None else _compared(champion, made, corrected)
    version = versions.add(settings, made)
    crowned = force or not any(one.worse for one in verdicts)
    if crowned:
        versions.use(settings, version)
    return Outcome(version, made, verdicts, crowned, alone)


def _champion(settings: Settings) -> tuple[Weights | None, str]:
    """The weights that decide now, or why there are none to compare with."""
    try:
        return weights.load(settings), ""
    except ConfigError as error:
        return None, str(error)


def _compared(champion: Weights, made: Weights, corrected: Lessons) -> tuple[Verdict, ...]:
    """On held-out mails of both, and on the tickets that people judged since.

    Of those the champion's answer is what it said when they came in: it had not learned them.
    """
    known: dict[str, Mapping[str, bool]] = dict(champion.held_out)
    for head, said in (corrected.said or {}).items():
        known[head] = {**said, **known.get(head, {})}
    return duel(known, made.held_out, weights.SEED)
