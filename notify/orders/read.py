"""What an agent wrote → what it orders, and what the customer is to read. Pure.

Orders stand in the first lines, each behind a #; the first other line begins the text. An order
that stands below it is not sent to the customer by mistake: it is refused, and so is one that
nobody knows. "#1", "# Stap" and "#" alone are no orders.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from config.codes import Priority, Type
from config.preset import Preset
from ingest.patterns.closings import SALUTATION
from notify.orders.order import ALONE, LABELS, STEPS, Fault, Misread, Order, Orders, Verb
from notify.orders.until import moment
from notify.orders.words import chosen, folded, known, verb_at, without
from notify.voice import LANGUAGES
from notify.words import word

_ORDER = re.compile(r"\s*[#＃](?=[^\W\d_])")
_SEVERAL = re.compile(r"\s+(?=[#＃][^\W\d_])")
_UNFINISHED = frozenset({"…", "...", "[…]", "[...]"})
_ALL_WORDS = frozenset({Verb.ASK, Verb.PRICE})  # senseless without words


def begins_with_order(text: str) -> bool:
    """Whether the first line is an order that we know."""
    first, _, _ = text.lstrip().partition("\n")
    return bool(_ORDER.match(first)) and verb_at(folded(_ORDER.sub("", first, count=1))) is not None


@dataclass(frozen=True, slots=True)
class Reader:
    """What orders may name: a preset, the people and groups of its desk, and who writes when."""

    preset: Preset
    people: Sequence[str]
    writer: str
    now: datetime

    def read(self, text: str) -> Orders:
        """What an agent's new text orders. Misread if it cannot be understood."""
        lines = text.strip().split("\n")
        orders: list[Order] = []
        while lines and (not lines[0].strip() or _ORDER.match(lines[0])):
            line = lines.pop(0)
            if not line.strip():
                continue
            for piece in _SEVERAL.split(line.strip()):
                orders.append(self._order(piece))
                if orders[-1].verb is Verb.NOTE:
                    note = line[line.index(piece) :].strip()
                    lines.insert(0, _value(note))
                    return _fitting(orders, _told(lines))
        return _fitting(orders, _to_customer(lines))

    def _order(self, piece: str) -> Order:
        said = _ORDER.sub("", piece, count=1).strip()
        found = verb_at(folded(said))
        if found is None:
            raise Misread(Fault.UNKNOWN, _short(said))
        verb, value = found
        return _READ.get(verb, _bare)(self, verb, value, said)

    def _label(self, verb: Verb, value: str, said: str) -> Order:
        choices = _choices(verb, self.preset)
        code = chosen(value.strip(" .,;!"), choices)
        if code is None:
            shown = tuple(choices)
            fault = Fault.BAD_VALUE if value else Fault.NO_VALUE
            raise Misread(fault, _short(said), shown)
        return Order(verb, code)

    def _assigned(self, verb: Verb, value: str, said: str) -> Order:
        value = value.strip(" .,;!@")
        if value in known("me"):
            return Order(Verb.TAKE, self.writer)
        if value in known("nobody"):
            return Order(verb, "")
        name = chosen(value, {name: () for name in self.people})
        if name is None:
            fault = Fault.BAD_VALUE if value else Fault.NO_VALUE
            raise Misread(fault, _short(said), tuple(self.people))
        return Order(verb, name)

    def _taken(self, verb: Verb, value: str, said: str) -> Order:
        return Order(verb, self.writer)

    def _paused(self, verb: Verb, value: str, said: str) -> Order:
        value = without("until", value.strip(" .,;!"))
        if not value:
            return Order(verb)
        until = moment(value, self.preset, self.now)
        if until is None:
            raise Misread(Fault.NO_DATE, _short(said))
        if until <= self.now:
            raise Misread(Fault.PAST, _short(said))
        return Order(verb, until=until)

    def _reasoned(self, verb: Verb, value: str, said: str) -> Order:
        if not value:
            raise Misread(Fault.NO_REASON, _short(said))
        return Order(verb, _value(said))


def _bare(reader: Reader, verb: Verb, value: str, said: str) -> Order:
    """An order without a value; what follows it on its line must not be lost unread."""
    if verb is not Verb.NOTE and value.strip(" .!,;:"):
        raise Misread(Fault.BAD_VALUE, _short(said))
    return Order(verb)


_READ: Mapping[Verb, Callable[[Reader, Verb, str, str], Order]] = {
    **dict.fromkeys(LABELS, Reader._label),
    Verb.ASSIGN: Reader._assigned,
    Verb.TAKE: Reader._taken,
    Verb.PAUSE: Reader._paused,
    Verb.ANYWAY: Reader._reasoned,
}


def _choices(verb: Verb, preset: Preset) -> Mapping[str, Sequence[str]]:
    """The codes that an order may name, each with its names in every language."""
    if verb is Verb.MODULE:
        return {code: tuple(one.display.values()) for code, one in preset.modules.items()}
    codes: type[Priority | Type] = Priority if verb is Verb.PRIORITY else Type
    names = {
        one.value: tuple(word(verb.value, one.value, language) for language in LANGUAGES)
        for one in codes
    }
    if verb is Verb.TYPE:
        return {code: (*called, *known(code)) for code, called in names.items()}
    return names


def _fitting(orders: Sequence[Order], text: str) -> Orders:
    """The orders, if they go together and with the text."""
    verbs = [one.verb for one in orders]
    for verb in verbs:
        if verbs.count(verb) > 1:
            raise Misread(Fault.TWICE, verb.value)
    steps = [verb for verb in verbs if verb in STEPS]
    alone = [verb for verb in verbs if verb in ALONE]
    if len(steps) > 1 or (alone and (len(verbs) > 1 or text)):
        raise Misread(Fault.CLASH, (alone or steps)[-1].value)
    if Verb.TAKE in verbs and Verb.ASSIGN in verbs:
        raise Misread(Fault.CLASH, Verb.ASSIGN.value)
    _worded(verbs, text)
    return Orders(tuple(orders), text)


def _worded(verbs: Sequence[Verb], text: str) -> None:
    """Whether there is a text where there must be one."""
    note = Verb.NOTE in verbs
    if not verbs and not text:
        raise Misread(Fault.EMPTY)
    silent = _ALL_WORDS.intersection(verbs)
    if silent and note:
        raise Misread(Fault.CLASH, min(silent).value)
    wordless = (*silent, *({Verb.NOTE, Verb.ANYWAY}.intersection(verbs)))
    if wordless and not text:
        raise Misread(Fault.NO_TEXT, wordless[0].value)


def _to_customer(lines: Sequence[str]) -> str:
    """The text that the customer gets, without a greeting: the mail has one."""
    for line in lines:
        if _ORDER.match(line) and verb_at(folded(_ORDER.sub("", line, count=1))):
            raise Misread(Fault.BELOW, _short(line.strip().lstrip("#＃ ")))
        if line.strip() in _UNFINISHED:
            raise Misread(Fault.UNFINISHED)
    text = _told(lines)
    first, _, rest = text.partition("\n")
    greets = SALUTATION.match(first) and (first.endswith(",") or rest.startswith("\n"))
    return rest.strip() if greets else text


def _told(lines: Sequence[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).strip()


def _value(said: str) -> str:
    """What stands behind the word of an order, as it was written."""
    line = " ".join(_ORDER.sub("", said, count=1).split())
    found = verb_at(folded(line))
    length = len(found[1]) if found else 0
    words = line.split(" ")
    for start in range(1, len(words) + 1):
        rest = " ".join(words[start:]).lstrip(" :=-–")
        if len(folded(rest)) <= length:
            return rest
    return ""


def _short(said: str) -> str:
    """The beginning of an order, to be named in an answer: its word and a little more."""
    return said if len(said) <= 40 else f"{said[:39]}…"
