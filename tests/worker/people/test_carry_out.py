"""A file becomes lists: whole or not at all, the same twice, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config import preset as presets
from config.codes import ContactRole
from models import audit, contact, db, organisation
from models.contact import Source
from models.db import Database
from tests.factories import AT
from tests.servers.tables import made
from worker.hand import Hand
from worker.people import by_hand, carry_out, entries, find
from worker.people.by_hand import News, Person

PRESET = presets.load("kidskonnect")
HAND = Hand("person:nel", "lijst van november", AT)
HEADER = "organisatie;nummer;domein;email;naam;rol\n"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made(database_url)
    opened = db.open(database_url)
    yield opened
    opened.close()


def take(
    database: Database, *lines: str, derive: bool = True, replace: bool = False
) -> tuple[list[str], list[str]]:
    """(changes, faults) of a file with these lines."""
    said = entries.entries((HEADER + "\n".join(lines)).encode(), PRESET)
    assert said.faults == ()
    with database.transaction() as connection:
        changes, faults = carry_out.take_in(
            connection, said.entries, PRESET, HAND, derive=derive, replace=replace
        )
    told = [f"{one.did} {one.what} {one.subject} {dict(one.values)}" for one in changes]
    return told, [str(one) for one in faults]


def standing(database: Database) -> dict[str, tuple[str | None, tuple[str, ...], dict[str, str]]]:
    """Each organisation: number, domains, role by address."""
    with database.reading() as connection:
        people = contact.all_of(connection, PRESET.name)
        return {
            one.name: (
                one.number,
                one.domains,
                {each.address: each.role for each in people if each.organisation_id == one.id},
            )
            for one in organisation.all_of(connection, PRESET.name)
        }


ZON = (
    "KDV Zon;42;;ann@zon.example;Ann;superadmin",
    "kdv  zon;;;bram@zon.example;Bram;",
    "KDV Zon;42;;cleo@gmail.com;;staff",
    "Maan;;maan.example kamp-maan.example;;;",
)


def test_a_file_is_taken_in_and_the_same_file_changes_nothing(database: Database) -> None:
    changes, faults = take(database, *ZON)
    assert faults == []
    assert len(changes) == 8  # 2 organisations, 3 domains, 3 contacts
    stood = standing(database)
    assert stood == {
        "KDV Zon": (
            "42",
            ("zon.example",),
            {
                "ann@zon.example": "superadmin",
                "bram@zon.example": "staff",
                "cleo@gmail.com": "staff",
            },
        ),
        "Maan": (None, ("maan.example", "kamp-maan.example"), {}),
    }
    for lines in (ZON, ZON[:1] + ZON[:0:-1]):
        assert take(database, *lines) == ([], [])
    with database.reading() as connection:
        acts = [one for one in audit.lines(connection) if one.did == "listed"]
    assert "'contact added': 3" in str(acts[0].detail)
    assert "zon" not in str([one.detail for one in acts])


@pytest.mark.parametrize(
    ("lines", "changes"),
    [
        (["KDV Zon;42;;ann@zon.example;;administrator"], ["changed contact ann@zon.example"]),
        (["KDV Zon;42;;ann@zon.example;;"], []),  # what is empty stays as it is
        ([";42;;ann@zon.example;Ann de Vries;"], ["changed contact ann@zon.example"]),
        (["Zon & Co;42;;;;"], ["changed organisation KDV Zon"]),
        (["Maan;77;;;;"], ["changed organisation Maan"]),
        (
            ["KDV Zon;43;;dora@ster.example;;"],
            ["added organisation KDV Zon", "added domain", "added contact"],
        ),
        (["Maan;;;ann@zon.example;;"], ["changed contact ann@zon.example"]),
        (["Maan;;ster.example;;;"], ["added domain ster.example"]),
        (["Ster;;;x@zon.example;;"], ["added organisation", "added contact"]),  # a domain of Zon
    ],
)
def test_what_changes(database: Database, lines: list[str], changes: list[str]) -> None:
    take(database, *ZON)
    found, faults = take(database, *lines)
    assert faults == []
    assert len(found) == len(changes)
    assert all(one.startswith(start) for one, start in zip(found, changes, strict=True))
    assert take(database, *lines) == ([], [])


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (["Ster;;zon.example;;;"], "line 2: zon.example is the domain of another organisation"),
        (["A;;a.example;;;", "B;;a.example;;;"], "line 3: a.example is the domain of another"),
        (["A;;;x@a.example;;", "B;;;x@a.example;;"], "line 3: the same address as on line 2"),
        (["A;;;x@a.example;;staff", "A;;;X@a.example;;admin"], "and another role"),
        (["A;1;;x@a.example;;", "B;1;;y@a.example;;"], "line 3: the same number as on line 2"),
        ([";99;;x@a.example;;"], "line 2: no organisation has this number yet"),
        (
            ["A;1;;;;", "A;2;;;;", "A;;;x@a.example;;"],
            "line 4: several organisations have this name",
        ),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_taken_in(
    database: Database, lines: list[str], fault: str
) -> None:
    take(database, *ZON)
    before = standing(database)
    _, faults = take(database, *lines, "Goed;;goed.example;;;")
    assert len(faults) == 1
    assert fault in faults[0]
    assert standing(database) == before


def test_domains_come_of_addresses_where_nobody_shares_them(database: Database) -> None:
    take(
        database,
        "Zon;;;a@stad.example;;",
        "Maan;;;b@stad.example;;",  # one municipality, two organisations
        "Maan;;;b@maan.example;;",
        "Ster;;ster.example;c@buro.example;;",  # has one of its own
        "Kern;;;d@gmail.com;;",
    )
    assert {name: one[1] for name, one in standing(database).items()} == {
        "Zon": (),
        "Maan": ("maan.example",),
        "Ster": ("ster.example",),
        "Kern": (),
    }
    take(database, "Pit;;;e@pit.example;;", derive=False)
    assert standing(database)["Pit"][1] == ()


def test_replace_removes_what_files_brought_and_hands_did_not(database: Database) -> None:
    take(database, *ZON)
    with database.transaction() as connection:
        one = Person("Dora@Zon.example", "Dora", ContactRole.KEY_USER)
        by_hand.add(connection, PRESET, one, "42", HAND)
    changes, _ = take(database, ZON[0], replace=True)
    assert [one.partition(" {")[0] for one in changes] == [
        "removed contact bram@zon.example",
        "removed contact cleo@gmail.com",
    ]
    assert set(standing(database)["KDV Zon"][2]) == {"ann@zon.example", "dora@zon.example"}
    with database.reading() as connection:
        found = find.contact(connection, PRESET.name, "DORA@zon.example")
    assert (found.source, found.since) == (Source.HAND, AT)


def test_by_hand(database: Database) -> None:
    with database.transaction() as connection:
        by_hand.add_organisation(connection, PRESET, News("Zon", "42", ["@zon.example"]), HAND)
        one = find.organisation(connection, PRESET.name, "zon")
        news = News("Zon & Co", None, ["kamp.example"], ["zon.example"])
        by_hand.change(connection, PRESET, one, news, HAND)
        by_hand.add(connection, PRESET, Person("a@kamp.example", "", ContactRole.STAFF), "42", HAND)
        found = find.contact(connection, PRESET.name, "a@kamp.example")
        carry_out.set_role(connection, PRESET, found, ContactRole.SUPERADMIN, HAND)
    assert standing(database) == {
        "Zon & Co": ("42", ("kamp.example",), {"a@kamp.example": "superadmin"})
    }
    with database.transaction() as connection:
        one = find.organisation(connection, PRESET.name, "42")
        assert carry_out.remove_organisation(connection, PRESET.name, one, HAND) == 1
    assert standing(database) == {}
    with database.reading() as connection:
        did = [one.did for one in audit.lines(connection)]
    assert did == ["added", "changed", "added", "set_role", "removed"]


_NAMES = st.sampled_from(["Zon", "ZON", "Maan", "Ster", ""])
_NUMBERS = st.sampled_from(["", "1", "2"])
_DOMAINS = st.sampled_from(["", "zon.example", "maan.example", "ster.example zon.example"])
_ADDRESSES = st.sampled_from(
    ["", "a@zon.example", "b@zon.example", "a@maan.example", "a@gmail.com"]
)
_ROLES = st.sampled_from(["staff", "admin", ""])
_LINES = st.lists(st.tuples(_NAMES, _NUMBERS, _DOMAINS, _ADDRESSES, _ROLES), max_size=8)


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(first=_LINES, second=_LINES)
def test_any_file_is_taken_in_once_or_not_at_all(
    sqlite_url: str, first: list[tuple[str, ...]], second: list[tuple[str, ...]]
) -> None:
    made(sqlite_url)
    opened = db.open(sqlite_url)
    with opened.transaction() as connection:
        for table in (contact.contact, organisation.organisation_domain, organisation.organisation):
            connection.execute(table.delete())
    for file in (first, second):
        lines = [";".join((*line[:4], "", line[4])) for line in file]
        said = entries.entries((HEADER + "\n".join(lines)).encode(), PRESET)
        before = standing(opened)
        with opened.transaction() as connection:
            _, faults = carry_out.take_in(connection, said.entries, PRESET, HAND)
        if faults:
            assert standing(opened) == before
            continue
        with opened.transaction() as connection:
            again, faults = carry_out.take_in(connection, said.entries, PRESET, HAND)
        assert (again, faults) == ([], [])
    opened.close()
