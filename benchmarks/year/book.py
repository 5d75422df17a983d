"""The judge's own book: which ticket each mail belongs to, and how each ticket stands.

It follows the rules as docs/sla.md and docs/labels.md tell them, from what was sent and done alone.
Of the desk it takes two things as they are: what a first mail was found to be (does its ticket wait
for something that is missing?), and what a price, a split or an order of an agent came to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache

from benchmarks.minutes import by_minutes, works
from benchmarks.year.letters import Letter, Purpose
from benchmarks.year.seen import Found, Row
from config.codes import Priority, Type
from config.preset import Preset

_REOPENS = timedelta(days=14)
_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Stands:
    """How a ticket stands. `since` is when its clock last started, `price` whether one waits."""

    status: str
    clock: str
    since: datetime | None = None
    closed_at: datetime | None = None
    until: datetime | None = None
    price: bool = False


@dataclass(slots=True)
class Entry:
    """A ticket of the book. `trail` are its passages: what happened, by which mail, and how it
    stood before. One that is not `followed` went wrong already, and is not held against the desk
    again."""

    number: str
    stands: Stands
    trail: list[tuple[str, str | None, Stands]] = field(default_factory=list)
    into: str | None = None
    followed: bool = True

    def passes(self, what: str, mail: str | None, after: Stands) -> None:
        """Something happened to it."""
        self.trail.append((what, mail, self.stands))
        self.stands = after


@dataclass(slots=True)
class Faults:
    """How often each thing went wrong, and the first few of each."""

    count: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def add(self, what: str, example: str) -> None:
        self.count[what] += 1
        if len(shown := self.examples.setdefault(what, [])) < _EXAMPLES:
            shown.append(example)


@dataclass(slots=True)
class Book:
    """What ought to be. `belongs` says by Message-ID which ticket a mail is in; None: in none."""

    preset: Preset
    faults: Faults = field(default_factory=Faults)
    entries: dict[str, Entry] = field(default_factory=dict)
    belongs: dict[str, str | None] = field(default_factory=dict)

    def entry(self, number: str) -> Entry | None:
        """The ticket that answers to this number: itself, or the one that it was merged into."""
        found = self.entries.get(number)
        while found is not None and found.into is not None:
            found = self.entries.get(found.into)
        return found

    def _at(self, number: str) -> Entry:
        """A ticket by its own number; one that the book did not see begin is not followed."""
        unknown = Entry(number, Stands("open", "running"), followed=False)
        return self.entries.setdefault(number, unknown)

    # -- mail --------------------------------------------------------------------------------

    def heard(self, letter: Letter, found: Found | None, now: datetime) -> None:
        """A mail was read by the desk; `found` is where it lies now."""
        if letter.purpose is Purpose.TWIN:
            return
        number = found.number if found is not None else None
        self.belongs[letter.message_id] = number
        match letter.purpose:
            case Purpose.MACHINE:
                return
            case Purpose.ROBOT:
                if number is None:
                    self.faults.add("lost", letter.message_id)
                else:
                    self._at(number)
            case Purpose.ANSWER | Purpose.CLOSE:
                self._ordered(letter, found, now)
            case _:
                self._of_a_customer(letter, found)

    def _of_a_customer(self, letter: Letter, found: Found | None) -> None:
        if found is None or found.number is None:
            self.faults.add("lost", f"{letter.message_id} ({letter.purpose})")
            return
        entry = self._goes_on(letter)
        if entry is None:
            self._begins(letter, found)
        elif found.number != entry.number:
            entry.followed = False
            self.faults.add("ticket", f"{letter.purpose} for {entry.number} is in {found.number}")
        else:
            entry.passes(*self._wrote(letter, entry.stands))

    def _goes_on(self, letter: Letter) -> Entry | None:
        """The ticket that the mail goes on with; None where it begins a new one."""
        entry = self.entry(letter.ticket) if letter.ticket is not None else None
        if entry is None or entry.stands.closed_at is None:
            return entry
        return entry if letter.at <= entry.stands.closed_at + _REOPENS else None

    def _begins(self, letter: Letter, found: Found) -> None:
        assert found.number is not None
        if found.number in self.entries:
            self.entries[found.number].followed = False
            self.faults.add("ticket", f"{letter.purpose} of its own is in {found.number}")
            return
        begun = letter.at if found.clock == "running" else None
        self.entries[found.number] = Entry(found.number, Stands("open", found.clock, begun))

    def _wrote(self, letter: Letter, before: Stands) -> tuple[str, str, Stands]:
        """What a customer's mail does to a ticket that it goes on with."""
        closed = before.status == "closed"
        afresh = replace(
            before, status="open", clock="running", since=letter.at, closed_at=None, until=None
        )
        heard = before if before.status == "open" and before.clock == "running" else afresh
        match letter.purpose:
            case Purpose.THANKS | Purpose.STATUS:
                after = before
            case Purpose.SOLVED if closed:
                after = before
            case Purpose.SOLVED if not before.price:
                after = self._closed(heard, letter.at)
            case Purpose.APPROVE | Purpose.DECLINE if before.price:
                after = replace(afresh, price=False)
            case _:
                after = heard
        return "wrote", letter.message_id, after

    def _ordered(self, letter: Letter, found: Found | None, now: datetime) -> None:
        """An agent's mail: obeyed, or not, as the desk says. One that is not stays where it was
        sent, in a ticket that was merged meanwhile too."""
        if found is None or not found.obeyed or letter.ticket is None:
            self.belongs[letter.message_id] = None
            return
        if letter.purpose is Purpose.CLOSE:
            self.acted(letter.ticket, "closed", now)
        else:
            self.acted(letter.ticket, "answered", now)

    # -- what agents do ----------------------------------------------------------------------

    def acted(self, number: str, event: str, now: datetime, until: datetime | None = None) -> None:
        """An agent took a step that was not refused."""
        entry = self.entry(number)
        if entry is None:
            return
        before = entry.stands
        afresh = Stands("open", "running", now, price=before.price)
        waits = replace(before, clock="waiting", since=None)
        after = {
            "asked": waits,
            "invoiced": replace(waits, price=True),
            "closed": self._closed(before, now),
            "reopened": afresh,
            "resumed": afresh,
            "approved": replace(afresh, price=False),
            "declined": replace(afresh, price=False),
            "paused": replace(before, status="paused", clock="paused", since=None, until=until),
        }.get(event, before)
        entry.passes(event, None, after)

    def undone(self, number: str) -> None:
        """The last step was taken back."""
        entry = self._at(number)
        if not entry.trail:
            return
        what, _, entry.stands = entry.trail.pop()
        if what == "merged":
            entry.into = None

    def merged(self, number: str, into: str, now: datetime) -> None:
        """All of a ticket is in another one from now on."""
        entry = self._at(number)
        closed = entry.stands.status == "closed"
        entry.passes("merged", None, entry.stands if closed else self._closed(entry.stands, now))
        entry.into = self._at(into).number

    def split(self, number: str, made: Sequence[tuple[str, str, datetime, bool, bool]]) -> None:
        """Parts of mails became tickets: the number of each, the Message-ID of its mail, when that
        arrived, whether it is the whole mail, and whether the new ticket waits."""
        entry = self._at(number)
        before = entry.stands
        for new, mail, arrived, whole, waits in made:
            stands = Stands("open", "waiting") if waits else Stands("open", "running", arrived)
            self.entries[new] = Entry(new, stands)
            if whole:
                self.belongs[mail] = new
        moved = {mail for _, mail, _, whole, _ in made if whole}
        last = next((one for one in reversed(entry.trail) if one[0] != "confirmed"), None)
        if last is not None and last[0] == "wrote" and last[1] in moved:
            before = last[2]
        entry.passes("split", None, before)

    def rejoined(self, number: str, made: Sequence[str], now: datetime) -> None:
        """The split was taken back: its tickets are one with the old one again."""
        self.undone(number)
        for new in made:
            entry = self._at(new)
            entry.passes("rejoined", None, self._closed(entry.stands, now))
            entry.into = number
        self.belongs.update({mail: number for mail, at in self.belongs.items() if at in made})

    @staticmethod
    def _closed(before: Stands, at: datetime) -> Stands:
        return replace(before, status="closed", clock="none", since=None, closed_at=at, until=None)

    # -- the clock ---------------------------------------------------------------------------

    def looked(self, now: datetime) -> None:
        """The desk looked at the clock: pauses that are over end, in working time."""
        if not works(now, self.preset):
            return
        for entry in self.entries.values():
            stands = entry.stands
            if stands.until is not None and stands.until <= now:
                afresh = Stands("open", "running", now, price=stands.price)
                entry.passes("resumed", None, afresh)

    def compare(self, row: Row) -> None:
        """Hold a ticket of the desk against the book."""
        entry = self.entries.get(row.number)
        if entry is None or not entry.followed:
            return
        stands = entry.stands
        if (row.status, row.clock) != (stands.status, stands.clock):
            entry.followed = False
            last = entry.trail[-1][0] if entry.trail else "its beginning"
            expected = f"{stands.status}, {stands.clock}, after {last}"
            self.faults.add("state", f"{row.number}: {row.status}, {row.clock}, not {expected}")
            return
        due: tuple[datetime | None, datetime | None] = (None, None)
        if stands.since is not None:
            due = _counted(Type(row.type), Priority(row.priority), stands.since, self.preset.name)
        if (row.respond_by, row.solve_by) != due:
            told = f"{row.respond_by}, {row.solve_by}"
            self.faults.add("deadline", f"{row.number}: {told}; by minutes {due}")


@cache
def _counted(
    type_: Type, priority: Priority, since: datetime, preset: str
) -> tuple[datetime | None, datetime | None]:
    from config import preset as presets

    return by_minutes(type_, priority, since, presets.load(preset))
