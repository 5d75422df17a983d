"""Who belongs to which organisation, and what is left to some roles; on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from config import preset as presets
from config.codes import ContactRole, Deed
from ingest.message import Address
from models import db
from models.db import Database
from models.ticket import Known
from tests.factories import an_organisation
from tests.servers.tables import made
from worker.intake import consent
from worker.intake.directory import Directory

KAMPADMIN = presets.load("kampadmin")
KIDSKONNECT = presets.load("kidskonnect")
ANN, BRAM, CLEO = "ann@zon.example", "bram@kamp-zon.example", "cleo.zon@gmail.com"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made(database_url)
    opened = db.open(database_url)
    yield opened
    opened.close()


def _known(database: Database, address: str, preset: str = "kidskonnect") -> tuple[object, ...]:
    with database.reading() as connection:
        found = Directory.load(connection, preset, [address]).of(Address("", address))
    return found.known, found.organisation_id, found.role


@pytest.mark.parametrize(
    ("address", "known", "organisation", "role"),
    [
        (ANN, "contact", "Zon", "superadmin"),
        (ANN.upper(), "contact", "Zon", "superadmin"),
        (CLEO, "contact", "Zon", "staff"),  # a private address that was imported
        ("piet@zon.example", "organisation", "Zon", None),
        ("piet@kamp-zon.example", "organisation", "Zon", None),  # its second domain
        ("piet@mail.zon.example", "organisation", "Zon", None),  # below a domain of its own
        ("piet@noord.zon.example", "organisation", "Noord", None),  # which another one has
        ("piet@oost.noord.zon.example", "organisation", "Noord", None),
        ("dora@maan.example", "contact", "Maan", "key_user"),  # a contact, and no domain
        ("piet@b\u00fccher.example", "organisation", "Noord", None),
        ("piet@xn--bcher-kva.example", "organisation", "Noord", None),
        # Near misses
        ("piet@maan.example", "stranger", None, None),
        ("piet@xzon.example", "stranger", None, None),
        ("piet@zon.example.org", "stranger", None, None),
        ("piet@example", "stranger", None, None),
        ("cleo@gmail.com", "stranger", None, None),
        ("nobody", "stranger", None, None),
        ("", "stranger", None, None),
    ],
)
def test_who_is_known(
    database: Database, address: str, known: str, organisation: str | None, role: str | None
) -> None:
    with database.transaction() as connection:
        ids = {
            "Zon": an_organisation(
                connection,
                domains=["zon.example", "kamp-zon.example"],
                contacts={ANN: "superadmin", CLEO: "staff"},
            ),
            "Noord": an_organisation(
                connection, domains=["noord.zon.example", "xn--bcher-kva.example"]
            ),
            "Maan": an_organisation(connection, contacts={"dora@maan.example": "key_user"}),
        }
    assert _known(database, address) == (known, ids.get(organisation or ""), role)
    assert _known(database, address, "kampadmin") == (None, None, None)  # another desk's contacts


def test_a_domain_of_private_mail_is_nobodys_even_where_it_stands(database: Database) -> None:
    with database.transaction() as connection:
        an_organisation(connection, domains=["gmail.com", "telenet.be"])
    for address in ("piet@gmail.com", "piet@telenet.be", "piet@mail.telenet.be"):
        assert _known(database, address) == (Known.STRANGER, None, None)


def test_many_addresses_at_once(database: Database) -> None:
    with database.transaction() as connection:
        an_organisation(connection, contacts={f"p{n}@zon.example": "staff" for n in range(1200)})
    with database.reading() as connection:
        found = Directory.load(
            connection, "kidskonnect", [f"p{n}@zon.example" for n in range(2000)]
        )
    assert len(found.contacts) == 1200


ROLES = {ANN: "superadmin", BRAM: "administrator", CLEO: "staff"}


@pytest.mark.parametrize(
    ("contacts", "sender", "deed", "may"),
    [
        (ROLES, ANN, Deed.CREATE, True),
        (ROLES, BRAM, Deed.CREATE, False),
        (ROLES, CLEO, Deed.CREATE, False),
        (ROLES, "piet@zon.example", Deed.CREATE, False),  # known by the domain: staff
        (ROLES, "piet@elders.example", Deed.CREATE, True),  # of no organisation
        (ROLES, BRAM, Deed.CLOSE, True),
        (ROLES, CLEO, Deed.CLOSE, False),
        (ROLES, BRAM, Deed.PRICE, True),
        (ROLES, "piet@zon.example", Deed.PRICE, False),
        ({}, "piet@zon.example", Deed.CREATE, True),  # nobody is known
        ({}, "piet@zon.example", Deed.PRICE, True),
        ({BRAM: "administrator"}, BRAM, Deed.CREATE, True),  # no superadmin is known
        ({CLEO: "staff"}, "piet@zon.example", Deed.PRICE, True),
        ({CLEO: "staff", BRAM: "key_user"}, CLEO, Deed.CLOSE, False),
        ({CLEO: "staff", BRAM: "key_user"}, CLEO, Deed.PRICE, True),
    ],
)
def test_what_is_left_to_some_roles(
    database: Database, contacts: dict[str, str], sender: str, deed: Deed, may: bool
) -> None:
    for preset in (KAMPADMIN, KIDSKONNECT):
        with database.transaction() as connection:
            an_organisation(
                connection, preset=preset.name, domains=["zon.example"], contacts=contacts
            )
            left = consent.asks(connection, preset, Address("", sender), deed)
        assert (left is None) is (may or preset is KIDSKONNECT)
        if left is not None:
            assert (left.deed, ContactRole.SUPERADMIN in left.roles) == (deed, True)
