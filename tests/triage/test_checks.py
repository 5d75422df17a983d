"""Checks: what a mail lacks or may not ask, hits beside near-misses."""

from dataclasses import replace
from typing import Any

import pytest

from config.preset import Preset
from tests.triage.mails import KAMPADMIN, KIDSKONNECT, a_mail
from triage.checks import check
from triage.checks.vague_subject import is_vague
from triage.evidence import Evidence
from triage.recognizers import recognize

DECIDED = {"sender": "customer", "module": "facturatie", "type": "bug", "priority": "medium"}


def codes(
    body: str, preset: Preset = KIDSKONNECT, subject: str = "Factuur dubbel", **given: str
) -> set[str]:
    message = a_mail(body, subject=subject)
    decided: dict[str, Any] = DECIDED | given
    checks = check(Evidence(message, preset, recognize(message, preset), **decided))
    return {f"{c.code}:{c.detail}" if c.detail else str(c.code) for c in checks}


def learned_codes(body: str, learned: dict[str, float], **given: str) -> set[str]:
    message = a_mail(body)
    decided: dict[str, Any] = DECIDED | given
    spans = recognize(message, KIDSKONNECT)
    evidence = Evidence(message, KIDSKONNECT, spans, **decided)
    return {str(c.code) for c in check(replace(evidence, learned=learned))}


@pytest.mark.parametrize(
    "subject",
    ["", "vraag", "Vraagje", "prbleem", "HELP!!!", "???", "Re:", "Fwd: Re: vraag", "dringend",
     "aantal dingen", "2 dingen", "Question", "ik had u iets willen vragen", "van alles",
     "vraagjeee", "info", "twee verzoekjes", "Drie losse eindjes", "RAMP RAMP!!!", "wie is dit",
     "heb iets stoms gedaan?", "Vraagje van oma", "Een aantal punten van onze coaches", "kamp",
     "Deux questions d'une débutante", "Zwei Fragen aus unserem Team"],
)  # fmt: skip
def test_vague_subjects(subject: str) -> None:
    assert is_vague(subject)


@pytest.mark.parametrize(
    "subject",
    ["rooster", "inloggen", "Fwd: Lars", "app", "Factuur klopt niet", "Vraag over formulier",
     "team", "Nieuwe collega", "mutualiteit", "FW: ruilen", "meldingen", "extra dag", "kamp 3",
     "Foutmelding 500", "ticket 50233", "woensdag", "Vraag van een klant: boekhoudkoppeling",
     "Deux inscriptions", "lijst van donderdag kwijt"],
)  # fmt: skip
def test_subjects_that_name_a_topic(subject: str) -> None:
    assert not is_vague(subject)


def test_a_case_needs_its_numbers() -> None:
    missing = {"missing_identifier:debtor_number", "missing_identifier:invoice_number"}
    assert missing <= codes(
        "Een moeder heeft twee keer dezelfde factuur gekregen over november, hoe kan dat?"
    )
    assert not missing & codes("Deb 10422 heeft factuur 2026-0142 twee keer gekregen.")
    assert not missing & codes(
        "Hoe stel ik in dat facturen op de 25e gaan?", type="usage_question", priority="low"
    )
    assert not missing & codes("Een moeder heeft deze factuur dubbel.", sender="parent")


def test_any_way_to_the_child_will_do() -> None:
    body = "Een kind staat elke dag op de lijst terwijl het gestopt is en ik haal hem er steeds af."
    assert "missing_identifier:child" in codes(body, module="kindplanning")
    assert "missing_identifier:child" not in codes(f"Kindnr 20931. {body}", module="kindplanning")


def test_a_link_is_missing_only_for_one_item_of_kampadmin() -> None:
    body = "De papa van Stan kan zijn betaling niet meer zien, één gezin dus."
    assert "missing_link" in codes(body, KAMPADMIN)
    assert "missing_link" not in codes(
        f"{body} https://zee.kampadmin.example/beheer/gezin/3", KAMPADMIN
    )
    assert "missing_link" not in codes(body)


@pytest.mark.parametrize(
    ("body", "given", "holds"),
    [
        ("Gelieve voor Ann een login met superadmin-rechten aan te maken.", {}, True),
        ("Kan haar tweestapsverificatie gereset worden? Ze heeft een nieuwe telefoon.", {}, True),
        ("Graag een gebruikersaccount voor Flexkids voor onze nieuwe planner.", {}, False),
        ("Hoe geef ik zelf rechten aan een nieuwe medewerker?", {"type": "usage_question"}, False),
        # "nooit de rechten/bevoegdheden van medewerkers aanpassen"
        ("Kunnen jullie Fatima de rechten van locatiemanager geven?", {}, True),
        ("Willen jullie de bevoegdheden van onze oud-collega intrekken?", {}, True),
        ("Kunnen jullie Fatima in Flexkids beheerdersrechten geven?", {}, True),
        ("Kunnen jullie Bram admin maken? Hij moet alles zien.", {"type": "usage_question"}, True),
        ("Maak Bram even superadmin aub.", {}, True),
        ("Could you make her a superadmin?", {"type": "usage_question"}, True),
        ("Können Sie Herrn Vos zum Admin machen?", {"type": "usage_question"}, True),
        ("Hoe kan ik zelf iemand admin maken?", {"type": "usage_question"}, False),
        ("Kan een beheerder maken dat de lijst korter wordt?", {"type": "usage_question"}, False),
        ("Maak de lijst voor een beheerder korter.", {}, False),
        ("Please make it easier for admins to see the list.", {}, False),
        # "nieuwe accounts voor medewerkers", of Flexkids allowed
        ("Graag een nieuw account aanmaken voor onze medewerker Jip.", {}, True),
        ("Wij gebruiken Flexkids. Graag een Konnect-account aanmaken voor Jip.", {}, True),
        ("Graag een account in Flexkids en in youKO aanmaken voor Jip.", {}, True),
        ("Jip begint in Flexkids. Graag een account voor haar aanmaken.", {}, False),
        ("Wij werken met Konnect. Graag een account voor Flexkids aanmaken.", {}, False),
        ("Kunnen jullie mijn wachtwoord van Flexkids online resetten?", {}, False),
        # "andere aanpassingen die de veiligheid kunnen schaden"
        ("Kunnen jullie de tweestapsverificatie van Flexkids uitzetten? Telefoon kwijt.", {}, True),
        ("Kunnen jullie het e-mailadres waarmee de directeur inlogt wijzigen?", {}, True),
    ],
)
def test_rights_request(body: str, given: dict[str, Any], holds: bool) -> None:
    labels = {"module": "account", "type": "configuration_change"} | given
    assert ("rights_request" in codes(body, **labels)) is holds


def test_the_account_that_money_is_collected_on() -> None:
    body = "Wilt u de rekening waarop wordt geïncasseerd per 1 juli wijzigen?"
    assert "rights_request" in codes(body, type="configuration_change")


@pytest.mark.parametrize(
    ("body", "holds"),
    [
        (
            "Vorig jaar hielp Robin van jullie ons. Mag ik zijn achternaam en mobiele nummer?",
            True,
        ),
        ("Wat is de achternaam van de medewerker van support die mij gebeld heeft?", True),
        ("Could you send me the direct phone number of your colleague Robin?", True),
        ("Pouvez-vous me donner le numéro de gsm de votre collègue Robin ?", True),
        ("Können Sie mir die Handynummer Ihrer Kollegin geben?", True),
        ("Kunnen jullie ons het telefoonnummer van de helpdesk geven?", False),
        ("Op welk nummer is de helpdesk bereikbaar?", False),
        ("Waar vind ik het telefoonnummer van onze eigen medewerkers?", False),
    ],
)
def test_staff_data_request(body: str, holds: bool) -> None:
    found = codes(body, module="overig", type="usage_question", priority="low")
    assert ("staff_data_request" in found) is holds


def test_questions_that_do_not_belong_together() -> None:
    body = "1. Hoe verander ik mijn wachtwoord?\n2. Iets heel anders: kan de factuur in het Frans?"
    assert "multiple_questions" in codes(body, type="usage_question")
    assert "multiple_questions" not in codes(
        "Hoe verander ik mijn wachtwoord?", type="usage_question"
    )


def test_a_learned_chance_weighs_in() -> None:
    message = a_mail("Hoe verander ik mijn wachtwoord?")
    spans = recognize(message, KIDSKONNECT)
    labels: dict[str, Any] = {
        "sender": "customer",
        "module": "account",
        "type": "usage_question",
        "priority": "low",
    }
    plain = check(Evidence(message, KIDSKONNECT, spans, **labels))
    chances = {"multiple_questions": 1.0}
    learned = check(Evidence(message, KIDSKONNECT, spans, **labels, learned=chances))
    assert not plain
    assert [str(c.code) for c in learned] == ["multiple_questions"]


def test_a_forwarded_parent_mail() -> None:
    body = (
        "Kunnen jullie hier naar kijken?\n\nSanne\n\nVan: Mohammed Aydin <m.aydin@gmail.example>\n"
        "Verzonden: maandag 9 november 2026\nAan: info@kdv-zonnehoek.example\nOnderwerp: app\n\n"
        "Dag, ik zie geen foto's van mijn dochter Elif in de app.\n"
    )
    assert {"copied_parent_mail", "personal_data"} <= codes(body, module="ouderapp")


def test_nothing_concrete_and_nothing_asked() -> None:
    assert "no_concrete_example" in codes("De facturen doen raar. Gelieve na te kijken.")
    assert "no_question" in codes("Zie bijlage.", module="overig", type="usage_question")
    assert "no_question" not in codes("Hoe zet ik dit uit?", module="overig", type="usage_question")


def test_parents_are_referred() -> None:
    assert "parent_request" in codes("Ik zie mijn factuur niet.", sender="parent")


@pytest.mark.parametrize(
    ("chance", "holds"), [({}, True), ({"copied_parent_mail": 0.5}, True),
                          ({"copied_parent_mail": 0.1}, False)]
)  # fmt: skip
def test_a_chat_of_colleagues_is_no_parents_mail(chance: dict[str, float], holds: bool) -> None:
    chat = "[14:02] Marit: zijn papa belde\n[14:03] Tijl: alweer, hij was ziek\n"
    assert ("copied_parent_mail" in learned_codes(f"Onze chat:\n\n{chat}", chance)) is holds


@pytest.mark.parametrize(
    ("body", "given", "sure", "holds"),
    [
        ("Kan Fenne vanaf maandag ook terugbetalingen klaarzetten?", {}, 0.97, True),
        ("Kan Fenne vanaf maandag ook terugbetalingen klaarzetten?", {}, 0.6, False),
        ("Kan Fenne dat ook?", {"type": "usage_question"}, 0.97, False),
        ("Graag een gebruiker voor Flexkids voor Fenne.", {}, 0.97, False),
    ],
)
def test_what_reads_like_a_request_for_rights(
    body: str, given: dict[str, str], sure: float, holds: bool
) -> None:
    labels = {"module": "account", "type": "configuration_change"} | given
    found = learned_codes(body, {"rights_request": sure}, **labels)
    assert ("rights_request" in found) is holds


@pytest.mark.parametrize(
    ("subject", "given", "holds"),
    [
        ("Factuur dubbel", {}, True),
        ("Jaaropgave klopt niet", {}, False),
        ("Factuur dubbel", {"type": "usage_question"}, False),
        ("Facturen aan alle ouders dubbel", {"priority": "critical"}, False),
    ],
)
def test_an_invoice_is_missing_where_one_is_at_issue(
    subject: str, given: dict[str, Any], holds: bool
) -> None:
    body = "Bij debiteur 10422 staat op de laatste factuur één moeder dubbel, dat ene kind ook."
    found = codes(body, KIDSKONNECT, subject, **given)
    assert ("missing_identifier:invoice_number" in found) is holds
