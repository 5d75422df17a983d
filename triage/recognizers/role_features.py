"""What stands round a name, as features from which its bearer's role can be told."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from triage.cues import cues_of
from triage.hints import Hints
from triage.names import fold_word, is_first_name, is_surname, listed
from triage.names.shapes import Name
from triage.names.tokens import Token, tokens_of

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[.!?:;,()\"“”\n]|\d+")
_CUES = (
    "role_childminder", "role_staff", "role_colleague", "role_other", "role_parent", "role_child",
    "role_agency", "parent_voice", "colleague_voice", "rights", "account", "second_factor",
)  # fmt: skip
_DATE_BEHIND = re.compile(
    r"[\s,;:|(–-]{1,4}(?:geb\w*\.?\s?|°|\*|née?\s(?:le\s)?)?\d{1,4}[-./ ][\w]{1,9}[-./ ]\d{2,4}"
)
_NUMBER_BEHIND = re.compile(r"[\s,;:|(–-]{1,4}[^\W\d]{0,20}[\s.:-]{0,3}\d{3,}")
_ITEM = re.compile(r"^[ \t>]*(?:[-*•–]|\d{1,2}[.)])?[ \t]*$")
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[^\W\d_a-z])|\n")
_SENTENCE = 120  # characters
_LEFT, _RIGHT, _BACK, _AHEAD = 6, 5, 14, 8


def features(hints: Hints, name: Name) -> list[str]:
    """The features of one name; words are folded, names among them are hidden."""
    return [*of_mail(hints), *of_name(hints, name)]


def of_name(hints: Hints, name: Name) -> list[str]:
    """The features of the place of one name."""
    found = [*_place(hints, name), *_words(hints, name), *_cues(hints, name)]
    found.extend(_build(hints, name))
    size = "full" if name.full else "single"
    letter = hints.letter_at(name.start)
    found.append(size)
    found.append(f"{size}&private={hints.sender_is_private}&{letter.hand}")
    found.append(f"{size}&{hints.preset.name}&{letter.hand}")
    return found


def _build(hints: Hints, name: Name) -> Iterator[str]:
    """The name itself: its letters, what lists know of it, with whom it shares a surname."""
    case = "capital" if name.capital else "small"
    sure = "certain" if name.certain else "uncertain"
    yield f"{case}&{sure}"
    yield f"given={name.given}"
    yield f"ends={name.given[-3:]}"
    yield f"age={age_of(name.given)}&{'full' if name.full else 'single'}"
    if not name.certain:
        times = hints.given[name.given]
        yield f"uncertain&times={min(3, times)}&{'full' if name.full else 'single'}"
        if name.given in hints.message.from_.domain:
            yield "uncertain&senders-house"
    last = name.family.rpartition(" ")[2]
    if name.full:
        known = f"{is_first_name(name.given)}&{is_surname(last)}"
        yield f"listed={known}&{case}"
    if last and last in hints.sender_words:
        yield f"senders-surname&private={hints.sender_is_private}"
    if last and sum(other.family.endswith(last) for other in hints.names) > 1:
        yield "shared-surname"


@lru_cache(maxsize=20_000)
def age_of(given: str) -> str:
    """Whether a folded first name is one of children, of grown people, or of both."""
    first = given.partition("-")[0]
    young, grown = first in listed("first_young.txt"), first in listed("first_grown.txt")
    return "any" if young == grown else "young" if young else "grown"


def _words(hints: Hints, name: Name) -> Iterator[str]:
    """The words round the name; in a row of names, those before the first and behind the last."""
    first, last = hints.rows.get(name.start, (name, name))
    left = _tokens(hints.text[max(0, first.start - 60) : first.start])[-_LEFT:]
    right = _tokens(hints.text[last.end : last.end + 50])[:_RIGHT]
    if first is not last:
        yield f"row&first={first is name}"
        yield f"row&certain={name.certain}&{first.certain or last.certain}"
        yield f"row&full={name.full}&{first.full}&{last.full}"
    size = "full" if name.full else "single"
    if left:
        yield f"L1={left[-1]}&private={hints.sender_is_private}"
        yield f"L1={left[-1]}&{size}"
    if right:
        yield f"R1={right[0]}&{size}"
    for distance, word in enumerate(reversed(left), 1):
        yield f"L{min(distance, 3)}={word}"
        yield f"L={word}"
    for distance, word in enumerate(right, 1):
        yield f"R{min(distance, 2)}={word}"
        yield f"R={word}"
    if len(left) > 1:
        yield f"LL={left[-2]}_{left[-1]}"
    if left and right:
        yield f"LR={left[-1]}_{right[0]}"


def _tokens(text: str) -> list[str]:
    return ["#" if token[0].isdigit() else "¶" if token.isspace() else fold_word(token)
            for token in _WORD.findall(text)]  # fmt: skip


def _place(hints: Hints, name: Name) -> Iterator[str]:
    letter = hints.letter_at(name.start)
    yield f"hand={letter.hand}"
    yield f"part={hints.part_at(name.start)}"
    yield f"where={hints.where.partition(':')[0]}"
    if _ITEM.match(hints.left(name.start)):
        yield "line-start"
    if not hints.right(name.end).strip(" .,!"):
        yield "line-end"
    if _DATE_BEHIND.match(hints.text, name.end):
        yield "date-behind"
    if _NUMBER_BEHIND.match(hints.text, name.end):
        yield "number-behind"


def _cues(hints: Hints, name: Name) -> Iterator[str]:
    """Which role's word stands nearest before the name, and how near each of them is."""
    roles = _roles(hints)
    first, _ = hints.rows.get(name.start, (name, name))
    at = bisect_left(hints.tokens, first.start, key=_start)
    nearest: str | None = None
    same = 0 if at == 0 else _sentence_start(hints, first.start)
    seen: set[str] = set()
    for back, found in enumerate(reversed(roles[max(0, at - _BACK) : at]), 1):
        for role in found:
            if role not in seen:
                seen.add(role)
                if nearest is None:
                    nearest = role
                    near = hints.tokens[at - back].start >= same
                    yield f"nearest={role}&same-sentence={near}&{name.full}"
                yield f"{role}<{2 if back <= 2 else 5 if back <= 5 else _BACK}"
    yield f"nearest={nearest}"
    yield f"nearest={nearest}&private={hints.sender_is_private}&{name.full}"
    agency = _agency(hints)
    yield f"agency={agency}&nearest={nearest}&{name.full}"
    yield f"agency={agency}&{name.full}&{hints.letter_at(name.start).hand}"
    behind = bisect_left(hints.tokens, name.end, key=_start)
    for found in roles[behind : behind + _AHEAD]:
        for role in found:
            yield f"{role}>"


def _sentence_start(hints: Hints, start: int) -> int:
    """Where the sentence of a name begins, as far as its place is asked for."""
    low = max(0, start - _SENTENCE)
    ends = [match.end() for match in _SENTENCE_END.finditer(hints.text, low, start)]
    return ends[-1] if ends else low


@lru_cache(maxsize=16)
def _roles(hints: Hints) -> tuple[tuple[str, ...], ...]:
    """The roles that each word of the text points at."""
    return tuple(_role_cues(token.word.text) for token in hints.tokens)


@lru_cache(maxsize=100_000)
def _role_cues(word: str) -> tuple[str, ...]:
    return cues_of(word, _CUES)


@lru_cache(maxsize=16)
def _agency(hints: Hints) -> int:
    """How much a mail is about childminding: 0 not, 1 by a word, 2 by several or by the sender."""
    sender = f"{hints.message.from_.address} {hints.message.from_.name}".lower()
    words = sum("role_childminder" in r or "role_agency" in r for r in _roles(hints))
    words += 2 * ("gob" in sender or "gastouder" in sender)
    return min(2, words)


def _start(token: Token) -> int:
    return token.start


@lru_cache(maxsize=16)
def of_mail(hints: Hints) -> tuple[str, ...]:
    """What the text and the subject speak of, the same for every name in them."""
    counts = Counter(role for roles in _roles(hints) for role in roles)
    found = [f"preset={hints.preset.name}", f"private={hints.sender_is_private}"]
    found.extend(f"mail:{role}={min(counts[role], 3)}" for role in _CUES)
    for token in tokens_of(hints.message.subject):
        found.extend(f"subject:{role}" for role in _role_cues(token.word.text))
    return tuple(dict.fromkeys(found))
