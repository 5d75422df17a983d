"""Identifiers in every way people write them, and numbers that are none."""

import pytest

from tests.triage.mails import KAMPADMIN, KIDSKONNECT, numbers


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("debtor_number", "deb.nr. 10422 en 10431", ["10422", "10431"]),
        ("debtor_number", "debnr: 10422", ["10422"]),
        ("debtor_number", "Debiteurnummer\t10422", ["10422"]),
        ("debtor_number", "debiteurnummers 20318, 21140 & 21141", ["20318", "21140", "21141"]),
        ("invoice_number", "factuur 2026-0142 en -0143", ["2026-0142", "-0143"]),
        ("invoice_number", "F20260142 klopt niet", ["F20260142"]),
        ("invoice_number", "Voorbeeld: factuur 2025/0388.", ["2025/0388"]),
        ("invoice_number", "credit nota CN2026-0012", ["CN2026-0012"]),
        ("placement_number", "Plaatsing 554807919 moet eerder ingaan", ["554807919"]),
        ("placement_number", "P-30117 (einddatum) en P-30142", ["P-30117", "P-30142"]),
        ("request_number", "Aanvraagnummers 33-0918 en 33-0919", ["33-0918", "33-0919"]),
        ("child_number", "kindnr. 20931", ["20931"]),
        ("child_number", "Een paar kindnummers met dit probleem: 30377, 30502", ["30377", "30502"]),
        ("integration_number", "Voor koppelingsnummer 3098 graag", ["3098"]),
        ("parent_id", "ParentID=7712 is de goede", ["7712"]),
        ("child_id", "child id 882100865", ["882100865"]),
        ("ticket_reference", "Zie ticket 18342", ["18342"]),
        ("invoice_number", "Op factuur 27-B-0417 voor Saar", ["27-B-0417"]),
        (
            "invoice_number",
            "facturen fout. Gevallen: RH/27/00218, RH/27/00219.",
            ["RH/27/00218", "RH/27/00219"],
        ),
        (
            "invoice_number",
            "De facturen kloppen niet:\ndeb 120334 - V27-41180\ndeb 120871 - V27-41209",
            ["V27-41180", "V27-41209"],
        ),
        ("request_number", "Aanvragen weg, bijvoorbeeld WL2026-0412 van Senna", ["WL2026-0412"]),
        (
            "request_number",
            "Deze drie aanvragen staan verkeerd:\n1. 77402\n2. 77415\n",
            ["77402", "77415"],
        ),
        ("child_id", "Voorbeelden: 20077, 20114, 20190 (child-ID's).", ["20077", "20114", "20190"]),
        ("debtor_number", "(o.a. 70215 en 70301, allemaal debiteurnummers)", ["70215", "70301"]),
        ("parent_id", "Parent-ID 60410 is vader, 60411 moeder.", ["60410", "60411"]),
        ("parent_id", "Mijn ouder-ID luidt 77120.", ["77120"]),
        ("integration_number", "Via bankkoppeling 640 kwam het binnen", ["640"]),
        # near-misses
        ("invoice_number", "de facturen van 12-11-2026", []),
        ("invoice_number", "facturen 2026 zijn weg", []),
        ("invoice_number", "in schooljaar 2025-2026", []),
        ("debtor_number", "debiteuren: 312 ouders bellen ons", []),
        ("placement_number", "Plaatsing 12 kinderen lukt niet", []),
        ("child_number", "Serienummer 20931 van de tablet", []),
        ("ticket_reference", "ons eigen ticket 20271188", []),
        ("invoice_number", "De factuur opent niet, foutmelding: ERR-40125", []),
        ("request_number", "Over mijn aanvraag, bel me: 06-1234 5678", []),
        ("parent_id", "(parent-ID 50772, 0031 6 2244 1905)", ["50772"]),
        ("integration_number", "Koppeling 117 deed:\n- 181 runs", ["117"]),
    ],
)
def test_kidskonnect(kind: str, body: str, expected: list[str]) -> None:
    assert numbers(body, kind, KIDSKONNECT) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Zie https://zee.kampadmin.example/beheer/kamp/12.",
            ["https://zee.kampadmin.example/beheer/kamp/12"],
        ),
        ("(https://zee.kampadmin.example/a/1)", ["https://zee.kampadmin.example/a/1"]),
        ("Onze site: https://www.zeekampen.example/info", []),
    ],
)
def test_link(body: str, expected: list[str]) -> None:
    assert numbers(body, "link", KAMPADMIN) == expected


def test_a_column_names_its_numbers() -> None:
    body = "deb.nr | factuur\n10422 | 2026-0142\n10431 | 2026-0150\n"
    assert numbers(body, "debtor_number") == ["10422", "10431"]
    assert numbers(body, "invoice_number") == ["2026-0142", "2026-0150"]


def test_a_ticket_in_the_subject() -> None:
    assert numbers("Nog steeds.", "ticket_reference", subject="Re: [#KK-48213] tablet") == [
        "KK-48213"
    ]


def test_numbers_in_the_signature_do_not_count() -> None:
    body = "Graag nakijken.\n\nMet vriendelijke groet,\nSanne Vermeer\ndebiteur 10422"
    assert numbers(body, "debtor_number") == []
