"""Whose words are these: the mail itself and the older letters below it, each with its writer.

Identifiers in an earlier mail of the same exchange do not count and those in a forwarded mail do
(labels.md, Identifiers), and a phone number is its writer's own; so one has to know who wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from config.preset import Preset
from ingest.message import Address, Message, Part, Region
from triage.mailboxes import belongs, is_private


class Hand(StrEnum):
    """Who wrote a letter, as the desk sees it."""

    SENDER = "sender"  # the mail itself
    EXCHANGE = "exchange"  # an older mail of this conversation with the desk
    COLLEAGUE = "colleague"  # somebody of the sender's organisation, forwarded
    OUTSIDE = "outside"  # anybody else, forwarded: a parent, a bank, a school


@dataclass(frozen=True, slots=True)
class Letter:
    """A stretch of one hand. `name` is where the writer's name stands in the text, or None."""

    start: int
    end: int
    hand: Hand
    author: Address | None = None
    name: tuple[int, int] | None = None


_ADDRESS = r"<?(?:mailto:)?(?P<address>[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+)>?"
_VERBS = r"(?:schreef|schreven|heeft geschreven|wrote|a écrit|schrieb|escribió|ha scritto)"
_ATTRIBUTION = re.compile(
    rf"^[ \t>|]*(?:Op|On|Le|Am|Il|El)\b(?=[^\n]*\d)[^\n]{{6,160}}"
    rf"(?:\n[^\n:]{{1,120}})?{_VERBS}[^\n:]{{0,90}}:",
    re.MULTILINE | re.IGNORECASE,
)
_BLOCK = re.compile(
    r"^[ \t>|*_]*(?:Van|From|De|Von|Expéditeur|Absender|Afzender)[*_]?[ \t]?:[*_ \t]*"
    r"(?P<who>[^\n]{2,160})\n(?=(?:[^\n]{0,200}\n){0,3}?[ \t>|*_]*(?:Verzonden|Verstuurd|Datum|"
    r"Date|"
    r"Sent|Envoyé|Gesendet|Aan|To|À|An|Onderwerp|Subject|Objet|Betreff)[^\n:]{0,12}:)",
    re.MULTILINE | re.IGNORECASE,
)
_TO = re.compile(r"^[ \t>|*_]*(?:Aan|To|À|An|Pour)[*_]?[ \t]?:(?P<to>[^\n]{0,200})", re.MULTILINE)
_IN_LINE = re.compile(_ADDRESS)
_FORWARDED = re.compile(r"\s*(?:fwd?|tr|wg|doorst|doorgestuurd|i)\s*:", re.IGNORECASE)
_WRITER_LEFT = re.compile(
    r"(?:\d{1,2}[:.hu]\d{2}(?:[:.]\d{2})?(?:\s?(?:AM|PM|uur|Uhr|h))?|\d{4})\s*,?\s*"
    r"(?:\([^)\n]{0,30}\)\s*)?(?:(?:schreef|schrieb)\s+)?(?P<name>[^\W\d][^\d<>@:\n]{1,60}?)\s*$",
    re.IGNORECASE,
)
_WRITER_RIGHT = re.compile(
    r"(?:schreef|schrieb)\s+(?:het volgende\s+)?(?P<name>[^\W\d][^\d<>@:\n]{1,60}?)\s*$",
    re.IGNORECASE,
)
_TRAILING_VERB = re.compile(rf"[\s,]*{_VERBS}.*$", re.IGNORECASE | re.DOTALL)


def letters(message: Message, preset: Preset) -> tuple[Letter, ...]:
    """The stretches of `message.text`, in order; together they cover it."""
    text = message.text
    heads = sorted(_heads(text, message.regions), key=lambda head: head.start)
    found: list[Letter] = []
    at = 0
    for head, after in zip_longest(heads, heads[1:]):
        if head.start < at:
            continue
        if head.start > at:
            found.append(Letter(at, head.start, Hand.SENDER))
        end = _end(head, after.start if after else len(text), message.regions)
        hand = _hand(head, text[head.start : end], message, preset)
        found.append(Letter(head.start, end, hand, head.author, head.name))
        at = end
    if at < len(text) or not found:
        found.append(Letter(at, len(text), Hand.SENDER))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Head:
    start: int
    author: Address | None
    name: tuple[int, int] | None


_SAID = re.compile(
    rf"^[ \t]*(?:>[ \t>]*|[-–]{{2,}}[ \t]*)(?P<who>[A-ZÀ-Þ][^\n:<(]{{1,50}}?)"
    rf"(?:[ \t]*[<(][^\n>)]{{3,60}}[>)])?[ \t]+{_VERBS}[^\n:]{{0,40}}:",
    re.MULTILINE,
)
_LONE = re.compile(
    r"^[ \t>|*_]*(?:Van|From|De|Von)[*_]?[ \t]?:[*_ \t]*"
    r"(?P<who>[^\n<]{0,80}<(?:mailto:)?[\w.+'-]{1,64}@[\w.-]+>)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)


def _heads(text: str, regions: tuple[Region, ...]) -> Iterator[_Head]:
    covered: set[int] = set()
    for match in _BLOCK.finditer(text):
        covered.add(_region_at(regions, match.start()))
        yield _head(text, match.start(), match.start("who"), match.end("who"))
    for match in _SAID.finditer(text):
        covered.add(_region_at(regions, match.start()))
        yield _head(text, match.start(), match.start("who"), match.end("who"))
    for match in _LONE.finditer(text):
        covered.add(_region_at(regions, match.start()))
        yield _head(text, match.start(), match.start("who"), match.end("who"))
    if ":" in text:
        for match in _ATTRIBUTION.finditer(text):
            covered.add(_region_at(regions, match.end()))
            covered.add(_region_at(regions, match.start()))
            yield _attributed(text, match.start(), match.end())
    for index, region in enumerate(regions):  # quoted lines that nothing introduces
        if region.part is Part.QUOTED and index not in covered:
            yield _Head(region.start, None, None)


def _region_at(regions: tuple[Region, ...], offset: int) -> int:
    return next((i for i, r in enumerate(regions) if r.start <= offset < r.end), -1)


def _head(text: str, start: int, low: int, high: int) -> _Head:
    line = text[low:high]
    mail = _IN_LINE.search(line)
    written = line[: mail.start()] if mail else line
    bare = written.split("[")[0].split("(")[0].strip(" \t\"'*_<,;")
    if not bare:
        return _Head(start, Address("", mail["address"]) if mail else None, None)
    at = low + line.index(bare)
    return _Head(start, Address(bare, mail["address"] if mail else ""), (at, at + len(bare)))


def _attributed(text: str, start: int, end: int) -> _Head:
    line = text[start:end]
    mail = _IN_LINE.search(line)
    before = _TRAILING_VERB.sub("", line) if not mail else line[: mail.start()]
    written = _WRITER_RIGHT.search(line[: mail.start()] if mail else line.rstrip(" :"))
    written = written or _WRITER_LEFT.search(before.rstrip(" <(\"'\n>"))
    if written is None:
        return _Head(start, Address("", mail["address"]) if mail else None, None)
    bare = written["name"].strip(" \t\"'<,;")
    at = start + written.start("name")
    name = (at, at + len(bare))
    return _Head(start, Address(bare, mail["address"] if mail else ""), name)


def _end(head: _Head, following: int, regions: tuple[Region, ...]) -> int:
    """A letter ends where the next begins, or where the quoted region that holds it ends."""
    inside = False
    for region in regions:
        if region.end <= head.start:
            continue
        if region.part is Part.QUOTED:
            inside = True
        elif inside and region.part is Part.REPLY:
            return min(region.start, following)
    return following


def _hand(head: _Head, text: str, message: Message, preset: Preset) -> Hand:
    author = head.author
    if author is None:
        forwarded = message.forward_start is not None and head.start >= message.forward_start
        forwarded = forwarded or _FORWARDED.match(message.subject) is not None
        return Hand.OUTSIDE if forwarded else Hand.EXCHANGE
    if belongs(author.address, preset.own_domains) or _is_desk(author.name, preset):
        return Hand.EXCHANGE
    to = _TO.search(text[:600])
    to_desk = to is not None and (
        any(domain in to["to"].lower() for domain in preset.own_domains)
        or _is_desk(to["to"], preset)
    )
    if to_desk:
        return Hand.EXCHANGE
    sender = message.from_
    if author.address.lower() == sender.address.lower() or (
        sender.name and author.name.casefold() == sender.name.casefold()
    ):
        return Hand.COLLEAGUE if to is not None and "@" in to["to"] else Hand.EXCHANGE
    same_house = author.address.rpartition("@")[2].lower() == sender.domain
    if author.address and same_house and not is_private(sender.domain):
        return Hand.COLLEAGUE
    return Hand.OUTSIDE


def _is_desk(name: str, preset: Preset) -> bool:
    folded = name.casefold().replace(" ", "")
    return preset.name in folded or "supportdesk" in folded
