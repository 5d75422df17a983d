"""Signals: what a mail tells by its words and its sender."""

import pytest

from ingest.parse import written
from triage import signals
from triage.signals import Signals
from triage.views import view


def _signals(
    body: str = "",
    subject: str = "",
    name: str = "Els Bos",
    address: str = "els@kdv-bos.example",
) -> Signals:
    message = written(subject=subject, body=body, from_name=name, from_addr=address)
    return signals.read(view(message), "kidskonnect")


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("els@gmail.example", True),
        ("els@telenet.be", True),
        ("els@outlook.example", True),
        ("els@student.example", True),
        ("els@ko-delta.example", False),  # delta is a host of private mail; this is not it
        ("els@kdv-bos-bv.example", False),
        ("els@snelmail.example", True),
        ("els@mailhuis.example", True),
        ("els@postduif.example", True),
        ("els@friespost12.example", True),
        ("els@mailer-kamp.example", False),
        ("els@postma-opvang.example", False),
        ("els@stichting-web.example", False),
    ],
)
def test_private_hosts(address: str, private: bool) -> None:
    assert ("who.private_host" in _signals(address=address).strength) is private


@pytest.mark.parametrize(
    ("address", "body", "expected"),
    [
        ("els@dewaterlelie.example", "Graag hulp.\n\nEls Bos\nDe Waterlelie", "in_mail"),
        ("els@de-waterlelie.example", "Ik schrijf voor Waterlelie Zuid.", "in_mail"),
        ("els@sneltje.example", "Graag hulp.\n\nEls Bos", "nowhere"),
        ("els@gmail.example", "Graag hulp.\n\nEls Bos", None),  # nobody's house
    ],
)
def test_the_house_of_the_sender(address: str, body: str, expected: str | None) -> None:
    found = {name for name in _signals(body, address=address).strength if "who.house" in name}
    assert found == ({f"who.house_{expected}"} if expected else set())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Niemand kan nog inloggen.", "impact.everybody"),
        ("We kregen al 14 ouders aan de telefoon.", "impact.many_people"),
        ("Het gaat om een ouder.", "impact.one"),
        ("Dit moet voor vrijdag klaar zijn.", "impact.deadline"),
        ("Er vertrekken foute mails naar ouders.", "impact.wrong_mails"),
        ("We noteren alles met de hand op papier.", "impact.by_hand"),
        ("Een vader ziet gegevens van andere gezinnen.", "impact.leak"),
        ("De allergie staat niet op de lijst.", "impact.safety"),
        ("C'est une faute de frappe.", "impact.cosmetic"),
        ("Mein Sohn ist nicht angemeldet.", "sender.own_child"),
        ("Ik ben gastouder.", "sender.i_am_childminder"),
        ("How do I change a template?", "type.how"),
        ("Zou het fijn zijn als dat kon.", "type.opinion"),
    ],
)
def test_what_words_say(body: str, expected: str) -> None:
    assert expected in _signals(body).words


@pytest.mark.parametrize(
    ("address", "body", "expected"),
    [
        ("els@gmail.example", "Mijn zoon staat er niet op.", "private.sender.own_child"),
        ("els@gmail.example", "Het scherm blijft leeg.", "private.silent"),
        ("els@zandpad.example", "Mijn zoon staat er niet op.", "nowhere.sender.own_child"),
        ("els@zandpad.example", "Het scherm blijft leeg.", "nowhere.silent"),
        ("els@zandpad.example", "Het scherm blijft leeg.\nGroet, Els\nZandpad", None),
        ("els@kdv-bos.example", "Mijn zoon staat er niet op.", None),
        ("planning@zandpad.example", "Het scherm blijft leeg.", None),
    ],
)
def test_who_speaks_alone(address: str, body: str, expected: str | None) -> None:
    found = {name for name in _signals(body, address=address).strength if "nowhere." in name}
    found |= {name for name in _signals(body, address=address).strength if "private." in name}
    if expected is None:
        assert not found
    else:
        assert expected in found


def test_pairs_and_shares() -> None:
    found = _signals("Alle ouders: de factuur klopt niet. De incasso ook niet.").strength
    assert found["impact.everybody+type.broken"] > 0
    assert found["kidskonnect.facturatie%reply"] == 1.0


def test_every_signal_has_a_row() -> None:
    known = set(signals.names({"kidskonnect"}))
    read = _signals("Niemand kan inloggen, 14 ouders bellen. Hoe kan dat?", "factuur dringend")
    assert set(read.strength) <= known


def test_signature_does_not_make_pairs() -> None:
    body = "De tablet doet het niet.\n\nMet vriendelijke groet,\nEls Bos\nalle locaties"
    assert not any(name.startswith("impact.everybody+") for name in _signals(body).strength)
