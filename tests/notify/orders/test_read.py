"""What agents write, in four languages, and what nearly is an order and is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from config.preset import load
from notify.orders.order import Fault, Misread, Orders, Verb
from notify.orders.read import Reader
from notify.orders.words import folded, shown, verb_at
from notify.voice import LANGUAGES

NOW = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)  # a Friday
READER = Reader(load("kidskonnect"), ("Nel", "Tom Baas", "administratie"), "Nel", NOW)
TEXT = "Zet de factuur op handmatig."


def read(text: str) -> Orders:
    return READER.read(text)


def told(text: str) -> list[tuple[str, str]]:
    return [(one.verb.value, one.value) for one in read(text).orders]


def fault(text: str) -> Fault:
    with pytest.raises(Misread) as caught:
        read(text)
    return caught.value.fault


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("#close", [("close", "")]),
        ("#Close.", [("close", "")]),
        ("  #CLOSE  ", [("close", "")]),
        ("#\u200bsluit", None),
        ("#sluit", [("close", "")]),
        ("#clôturer", [("close", "")]),
        ("#cloturer", [("close", "")]),
        ("#schließen", [("close", "")]),
        ("#schliessen!", [("close", "")]),
        ("#priority high", [("priority", "high")]),
        ("#priority: high", [("priority", "high")]),
        ("#prio=Hoog", [("priority", "high")]),
        ("#prioriteit kritiek", [("priority", "critical")]),
        ("#priorité haute", [("priority", "high")]),
        ("#Priorität hoch", [("priority", "high")]),
        ("#priority med", [("priority", "medium")]),
        ("#module facturatie", [("module", "facturatie")]),
        ("#module Invoicing", [("module", "facturatie")]),
        ("#module fact", [("module", "facturatie")]),
        ("#type fout", [("type", "bug")]),
        ("#soort Extra verzoek", [("type", "extra_request")]),
        ("#type usage_question", [("type", "usage_question")]),
        ("#neem", [("take", "Nel")]),
        ("#neem #prio hoog", [("take", "Nel"), ("priority", "high")]),
        ("#assign me", [("take", "Nel")]),
        ("#geef aan Tom Baas", [("assign", "Tom Baas")]),
        ("#assign @tom", [("assign", "Tom Baas")]),
        ("#attribuer à administratie", [("assign", "administratie")]),
        ("#zuweisen an niemand", [("assign", "")]),
        ("#klopt", [("confirm", "")]),
        ("#splits", [("split", "")]),
        ("#undo", [("undo", "")]),
        ("#ongedaan maken", [("undo", "")]),
        ("#rückgängig", [("undo", "")]),
        ("#aide", [("help", "")]),
        ("#hervat", [("resume", "")]),
        ("#wieder öffnen", [("reopen", "")]),
        ("\n\n#close\n\n#priority laag\n", [("close", ""), ("priority", "low")]),
    ],
)
def test_an_order(text: str, orders: list[tuple[str, str]] | None) -> None:
    assert told(text.replace("\u200b", "")) == (orders or told("#close"))


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "#1 open het scherm\n#2 kies Incasso",
        "# Stap een\nOpen het scherm.",
        "#\nTekst",
        "##",
        "Kies #sluit in het menu.",  # within a line
        f"{TEXT}\n#42 is ook opgelost",
        f"{TEXT}\n# Open dan het scherm",
        f"{TEXT}\n#factuur",  # no word of ours: the customer may read it
        "close",
    ],
)
def test_no_order(text: str) -> None:
    assert read(text) == Orders((), text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("#foo", Fault.UNKNOWN),
        ("#closet", Fault.UNKNOWN),
        ("#sluitje", Fault.UNKNOWN),
        (f"{TEXT}\n#close", Fault.BELOW),
        (f"{TEXT}\n\n#prioriteit hoog\nGroet", Fault.BELOW),
        ("Hoi,\n#close", Fault.BELOW),
        ("#priority", Fault.NO_VALUE),
        ("#priority urgent", Fault.BAD_VALUE),
        ("#priority hi", Fault.BAD_VALUE),  # two letters decide nothing
        ("#module ka", Fault.BAD_VALUE),
        ("#module k", Fault.BAD_VALUE),
        ("#assign", Fault.NO_VALUE),
        ("#assign Piet", Fault.BAD_VALUE),
        ("#close de melding graag", Fault.BAD_VALUE),  # text that nobody would read
        ("#pause tot ooit", Fault.NO_DATE),
        ("#pause 31-2-2027", Fault.NO_DATE),
        ("#pause 2026-11-19", Fault.PAST),
        ("#close\n#close", Fault.TWICE),
        ("#priority high\n#prioriteit laag", Fault.TWICE),
        ("#close #reopen", Fault.CLASH),
        ("#undo #priority high", Fault.CLASH),
        (f"#undo\n{TEXT}", Fault.CLASH),
        (f"#help\n{TEXT}", Fault.CLASH),
        ("#take #assign Tom Baas", Fault.CLASH),
        ("#ask\n#note nog vragen", Fault.CLASH),
        ("#ask", Fault.NO_TEXT),
        ("#prijs", Fault.NO_TEXT),
        ("#note", Fault.NO_TEXT),
        ("#toch", Fault.NO_REASON),
        ("#toch de klant vroeg erom", Fault.NO_TEXT),
        ("", Fault.EMPTY),
        ("\n \n", Fault.EMPTY),
        ("Dank voor het melden. Ik heb ernaar gekeken:\n\n…", Fault.UNFINISHED),
    ],
)
def test_what_cannot_be_obeyed(text: str, why: Fault) -> None:
    assert fault(text) is why


def test_what_is_not_an_order_is_for_the_customer() -> None:
    assert read(f"#close\n#priority low\n\n{TEXT}\n\nSucces!").text == f"{TEXT}\n\nSucces!"
    assert read(f"#close\n{TEXT}").text == TEXT
    assert read(f"#toch  Zelf Gevraagd, #3\n{TEXT}").get(Verb.ANYWAY) == told_anyway()


def told_anyway() -> object:
    from notify.orders.order import Order

    return Order(Verb.ANYWAY, "Zelf Gevraagd, #3")


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("#note Klant belde.", "Klant belde."),
        ("#notitie: Klant belde.\nBel terug.", "Klant belde.\nBel terug."),
        ("#interne notitie\nKlant belde.", "Klant belde."),
        ("#close\n#note Zie #sluit en #1.", "Zie #sluit en #1."),
        ("#note\n#close staat hier als tekst", "#close staat hier als tekst"),
        ("#note\nHoi Tom,\n\nkijk jij?", "Hoi Tom,\n\nkijk jij?"),
    ],
)
def test_all_that_follows_a_note_is_the_note(text: str, note: str) -> None:
    assert read(text).text == note
    assert read(text).has(Verb.NOTE)


@pytest.mark.parametrize(
    "greeting",
    ["Beste Sanne,", "Hoi,", "Bonjour Madame,", "Dear Sanne,", "Guten Tag,", "Dag Sanne\n"],
)
def test_a_greeting_is_left_out_since_the_mail_has_one(greeting: str) -> None:
    assert read(f"{greeting}\n{TEXT}").text == TEXT


@pytest.mark.parametrize("text", ["Beste is opnieuw inloggen.", "Dag en nacht bereikbaar\nis het"])
def test_a_sentence_is_no_greeting(text: str) -> None:
    assert read(text).text == text


@pytest.mark.parametrize(
    ("value", "until"),
    [
        ("", None),
        ("2026-12-01", "2026-12-01T09:00"),
        ("tot 1-12-2026", "2026-12-01T09:00"),
        ("tot 1 december", "2026-12-01T09:00"),
        ("until December 1st at 14:30", "2026-12-01T14:30"),
        ("jusqu'au 1er décembre", "2026-12-01T09:00"),
        ("bis zum 1. Dezember 2027", "2027-12-01T09:00"),
        ("bis 1.12.", "2026-12-01T09:00"),
        ("tot dinsdag 1 dec om 10.30 uur", "2026-12-01T10:30"),
        ("1 december om 14 uur", "2026-12-01T14:00"),
        ("2026-12-01T14:30", "2026-12-01T14:30"),
        ("lundi à 8h30", "2026-11-23T08:30"),
        ("1/11", "2027-11-01T09:00"),  # past this year
        ("tot maandag", "2026-11-23T09:00"),
        ("vrijdag", "2026-11-27T09:00"),  # today is one
        ("demain", "2026-11-21T09:00"),
        ("3 dagen", "2026-11-23T09:00"),
        ("2 Wochen", "2026-12-04T09:00"),
    ],
)
def test_until_when(value: str, until: str | None) -> None:
    found = read(f"#pause {value}").orders[0].until
    assert (found and found.replace(tzinfo=None).isoformat(timespec="minutes")) == until


@pytest.mark.parametrize("verb", Verb)
def test_what_we_show_is_what_we_read(verb: Verb) -> None:
    for language in LANGUAGES:
        assert verb_at(folded(shown(verb, language))) == (verb, "")


def test_a_word_of_one_language_means_nothing_else_in_another() -> None:
    import tomllib
    from pathlib import Path

    import notify.orders.words as words

    data = tomllib.loads(Path(words.__file__).with_name("words.toml").read_text(encoding="utf-8"))
    meaning: dict[str, str] = {}
    for verb in Verb:
        for word in (verb.value, *(w for of in data[verb.value].values() for w in of)):
            assert meaning.setdefault(folded(word), verb.value) == verb.value, word


def test_a_long_mail_is_read_in_no_time() -> None:
    assert fault("#close " * 50_000) is Fault.TWICE
    assert len(read("geen #opdracht " * 50_000).text) > 100_000
