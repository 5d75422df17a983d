"""What customers wish of a ticket by mail: their own words, and as many that only look like it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.message import Message
from ingest.parse import parse
from tests.factories import a_mail
from triage.wishes import Wishes, wishes
from triage.wishes.grammar import LANGUAGES, words

_TABLE = Path(__file__).parent / "wishes" / "follow_ups.txt"
_WISHES = ("status", "close", "approve", "decline", "thanks")


@dataclass(frozen=True, slots=True)
class Line:
    """A mail of the table, with what it wishes."""

    text: str
    wished: frozenset[str]
    price: bool


def table() -> Iterator[Line]:
    price = False
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            price = line == "== price"
        elif line and not line.startswith("#"):
            wished, _, text = line.partition(" | ")
            said = frozenset(wished.split()) - {"-"}
            yield Line(text.replace("/", "\n"), said, price)


def said(body: str, **headers: str) -> Message:
    return parse(a_mail(subject="Re: [KK-1001] Factuur klopt niet", body=body, **headers))


def found(text: str, *, price: bool) -> frozenset[str]:
    """The wishes that count: where there is a price, it is decided; else the ticket is closed."""
    read = wishes(said(text))
    kinds = ("status", "approve", "decline") if price else ("status", "close", "thanks")
    return frozenset(kind for kind in kinds if getattr(read, kind))


def test_the_table() -> None:
    """A wrong decision is worse than a missed one: there is none."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for line in table():
        got = found(line.text, price=line.price)
        right.update(got & line.wished)
        wrong.update(got - line.wished)
        missed.update(line.wished - got)
    assert wrong["close"] == wrong["approve"] == wrong["decline"] == wrong["thanks"] == 0, wrong
    for wish in _WISHES:
        assert right[wish] >= 20, wish
        assert right[wish] / (right[wish] + wrong[wish]) >= 0.98, wish
        assert right[wish] / (right[wish] + missed[wish]) >= 0.95, wish


def test_the_table_has_as_many_near_misses_as_hits() -> None:
    lines = list(table())
    assert len(lines) > 400
    assert sum(not line.wished for line in lines) >= sum("close" in line.wished for line in lines)
    assert len({line.text for line in lines}) == len(lines)


@pytest.mark.parametrize(
    "body",
    [
        "Zie de lijst.\n\nOp vr 20 nov 2026 om 10:00 schreef Nel <nel@desk.example>:\n> Opgelost!",
        "Hier is de lijst.\n\n-- \nStatus: opgelost BV\nAkkoord Software",
    ],
)
def test_only_what_was_written_now_counts(body: str) -> None:
    assert wishes(said(body)) == Wishes()


PASSED_ON = (
    "---------- Forwarded message ---------\nVan: Jan <jan@elders.example>\n"
    "Datum: ma 2 nov 2026\nOnderwerp: Re: x\nAan: Sanne\n\n{}"
)


def test_what_somebody_else_wrote_and_was_passed_on_wishes_nothing() -> None:
    for wish in ("Opgelost, mag dicht.", "Akkoord, ga maar door!", "Status?"):
        assert wishes(said(wish)) != Wishes()
        assert wishes(said(PASSED_ON.format(wish))) == Wishes()
        assert wishes(said(f"{wish}\n\n{PASSED_ON.format('Kan iemand kijken?')}")) == wishes(
            said(wish)
        )


def test_a_thank_you_with_a_file_is_more_than_a_thank_you() -> None:
    mixed = (
        b"From: Sanne <sanne@kdv-zon.example>\r\nTo: support@desk.example\r\nSubject: Re: x\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\nBedankt!\r\n"
        b'--b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename="lijst.csv"'
        b"\r\n\r\na;b\r\n--b--\r\n"
    )
    assert wishes(said("Bedankt!")).thanks
    assert not wishes(parse(mixed)).thanks


@pytest.mark.parametrize(
    ("text", "only", "assents"),
    [
        ("Status?", True, False),
        ("Prima, dank je wel!", True, True),
        ("Ja dat klopt. Wat is de status?", True, True),
        ("Status? Het debiteurnummer is 10422.", False, False),
        ("Bedankt, de datum was 12 november.", False, False),
        ("Opgelost, dank!", True, False),
    ],
)
def test_what_stands_beside_a_wish(text: str, only: bool, assents: bool) -> None:
    read = wishes(said(text))
    assert (read.only, read.assents) == (only, assents)


def test_who_writes_much_says_more_than_a_wish() -> None:
    assert wishes(said("Opgelost! " + "En nog iets anders over de lijst. " * 60)) == Wishes()


@pytest.mark.parametrize("piece", ["al ", "is nu ", "graag ", "? ", "dank, ", "a'a ", ". \n"])
def test_no_text_takes_long(piece: str) -> None:
    began = time.process_time()
    wishes(said(piece * (1_100 // len(piece))))
    assert time.process_time() - began < 1.5


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_can_say_everything(language: str) -> None:
    lists = words(language).lists
    expected = {*_WISHES[:4], "please", "unsolved", "undecided", "courtesy", "assent"}
    assert set(lists) == expected
    assert all(lists.values())
