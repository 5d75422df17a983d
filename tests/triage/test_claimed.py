"""What a mail claims to be, in so many words, and what only sounds like it."""

from __future__ import annotations

import time

import pytest

from config.codes import Priority, Type
from ingest.message import Message
from ingest.parse import parse
from tests.factories import a_mail
from triage.claimed import claimed, unlabelled
from triage.decision import Claim, Claimed

URGENT = "critical high"


def read(subject: str = "Lijst van groep Zon", body: str = "De lijst is leeg.") -> Message:
    return parse(a_mail(subject=subject, body=body))


def told(claim: Claim | None) -> str | None:
    return None if claim is None else " ".join(sorted(claim.fits))


TYPES_OF_FORMS = [
    # As the two support pages name them, and as forms of other desks do.
    ("Type: Error/bug\n\nDe lijst is leeg.", "bug"),
    ("Type: Error of bug\nPrioriteit: Kritiek\nModule: Facturatie\n\nAlles staat stil.", "bug"),
    ("Soort: wens\n\nEen kolom erbij.", "extra_request feedback"),
    ("Type: Extra aanvraag\n\nEen kolom erbij.", "extra_request"),
    ("Beste mensen,\n\nType: Extra verzoek\nTitel: Kolom erbij\n\nGraag.", "extra_request"),
    ("Type: gebruiksvraag\nWaar staat de lijst?", "usage_question"),
    ("Type melding: Aanpassing configuratie\nGraag aanpassen.", "configuration_change"),
    ("Soort melding = Feedback of idee\nEen kleurtje zou fijn zijn.", "feedback"),
    ("Aard van de melding: storing\nHij doet het niet.", "bug"),
    ("Type ticket: Meerwerk\nEen rapport op maat.", "extra_request"),
    ("- Type: bug\n- Prio: laag\n\nDe lijst is leeg.", "bug"),
    ("**Type:** Bug\n\nDe lijst is leeg.", "bug"),
    ("Titel\nLege lijst\nType\nBug\nPrioriteit\nHoog\n\nDe lijst is leeg.", "bug"),
    ("Type: Bug | Prioriteit: Hoog\nDe lijst is leeg.", "bug"),
    ("Type: fout (bug)\nDe lijst is leeg.", "bug"),
    ("Nature de la demande : idée\nUne couleur serait bien.", "feedback"),
    ("Bonjour,\n\nType : Erreur ou bug\nLa liste est vide.", "bug"),
    ("Type de demande : Demande supplémentaire\nUne colonne.", "extra_request"),
    ("Ticket type: Usage question\nWhere is the list?", "usage_question"),
    ("Type of request: Feature request\nA column.", "extra_request feedback"),
    ("Art der Anfrage: Fehler\nDie Liste ist leer.", "bug"),
    ("Kategorie: Änderung der Einstellungen\nBitte umstellen.", "configuration_change"),
    ("Type: verzoek\nGraag een kolom erbij.", "configuration_change extra_request"),
    # Something else, or not the sender's word.
    ("Het type is hoog, en de lijst ook.", None),
    ("Type: hoog\nDe lijst is leeg.", None),
    ("Type: bug in de lijst van groep Zon\nHij is leeg.", None),
    ("Soort opvang: BSO\nSoort: hele dagopvang\nDe lijst is leeg.", None),
    ("Soort opvang: wens\nDe ouder wil dinsdag.", None),
    ("Welk type: vraag of bug?\nIk weet het niet.", None),
    ("In het scherm wachtlijst staat dit, en dat klopt niet:\nType: wens\nStatus: open", None),
    ("De lijst is leeg voor alle ouders van De Zon, al sinds gisteren.\n\nType: bug", None),
    ("Het veld \"Type: bug\" ontbreekt in het formulier van de evaluatie.", None),
    ("Hallo\n\nOp 20 nov 2026 schreef Nel <nel@desk.example>:\n> Type: bug", None),
    ("Type: bug\nType: feedback\nAllebei een beetje.", None),
    ("Typ: Krippe\nDie Liste ist leer.", None),
    ("Art: Ganztagsbetreuung\nDie Liste ist leer.", None),
    ("Catégorie : accueil extrascolaire\nLa liste est vide.", None),
    ("Category: toddlers\nThe list is empty.", None),
    ("Kind: Mees\nDe lijst van Mees is leeg.", None),
    ("Type: error 500\nHij blijft komen.", None),
    ("Type contract: uitbreiding\nDe lijst is leeg.", None),
    ("Soort dag: wijziging\nDinsdag wordt donderdag.", None),
    ("Aard: allergie\nStaat niet op de lijst.", None),
    ("Module: feedback\nWaar vind ik het formulier?", None),
    ("Onderwerp: bug\nDe lijst is leeg.", None),
    ("Nature : sortie en forêt\nLa liste est vide.", None),
    ("Genre : fille\nLe formulaire est vide.", None),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), TYPES_OF_FORMS)
def test_types_of_forms(body: str, expected: str | None) -> None:
    assert told(claimed(read(body=body)).type) == expected


TAGS = [
    ("[BUG] lijst is leeg", "bug"),
    ("Re: [bug] lijst is leeg", "bug"),
    ("[EXTERN] [BUG] lijst is leeg", "bug"),
    ("Bug: lijst is leeg", "bug"),
    ("Foutje: lijst is leeg", "bug"),
    ("Storing - youKO laadt niet", "bug"),
    ("Idee: kleurtjes in de wachtlijst", "feedback"),
    ("Kleurtjes in de wachtlijst (idee)", "feedback"),
    ("Wens: kolom in de maandlijst", "extra_request feedback"),
    ("FEATURE REQUEST: column in the monthly list", "extra_request feedback"),
    ("Maatwerk | rapport voor de gemeente", "extra_request"),
    ("Suggestion : une couleur par groupe", "feedback"),
    ("Erreur : la liste est vide", "bug"),
    ("Fehler: die Liste ist leer", "bug"),
    ("Gebruiksvraag: waar staat de lijst?", "usage_question"),
    # A topic, a message of the program, somebody else's word.
    ("Bug in de lijst", None),
    ("Debug: knop in het menu", None),
    ("Error 500 bij openen van de lijst", None),
    ("Foutmelding bij inloggen", None),
    ("Feedback op functioneringsgesprek: waar invullen?", None),
    ("Idee van een ouder over de app", None),
    ("Wensouders: hoe registreren?", None),
    ("Aanvraag: 2026-113 staat verkeerd", None),
    ("Vraag: waar staat de lijst?", None),
    ("Wijziging: nieuw tarief in januari", None),
    ("Fwd: Bug: mijn dochter kan niet inloggen", None),
    ("TR: [bug] ma fille ne peut pas se connecter", None),
    ("[KK-1042] lijst is leeg", None),
    ("Suggestions de camps pour l'été", None),
    ("Vorschlagswesen: wo?", None),
    ("Avis d'échéance : où ?", None),
    ("Offertes: waar staan ze?", None),
    ("Opmerking: de lijst is leeg", None),
    ("Avis : la liste est vide", None),
    ("Wensen: waar leg ik die van ouders vast?", None),
]


@pytest.mark.parametrize(("subject", "expected"), TAGS)
def test_tags_of_subjects(subject: str, expected: str | None) -> None:
    assert told(claimed(read(subject)).type) == expected


PRIORITIES = [
    ("Prioriteit: Kritiek", "critical"),
    ("prio: hoog", "high"),
    ("Priority = low", "low"),
    ("Priorité : haute", "high"),
    ("Priorität: mittel", "medium"),
    ("Urgentie: hoog\n\nDe lijst is leeg.", "high"),
    ("Dringlichkeit: sehr hoch\nDie Liste ist leer.", URGENT),
    ("Prioriteit: hoogste\nDe lijst is leeg.", URGENT),
    ("Prio 1\nDe lijst is leeg.", URGENT),
    ("Prioriteit: hoog. Ik herhaal, prioriteit: hoog!", "high"),
    ("De lijst van groep Zon is al sinds gisteren leeg. Prio: hoog.", "high"),
    ("De lijst van groep Zon is al sinds gisteren leeg.\n\nPrio hoog s.v.p.", "high"),
    ("De lijst van groep Zon is leeg (prioriteit: laag)", "low"),
    ("Type: Bug, prioriteit: Hoog\nDe lijst is leeg.", "high"),
    # Both, a cry, or something else that has a priority.
    ("Prioriteit: hoog of prioriteit: kritiek?", None),
    ("Prioriteit: hoog\nPrioriteit: laag", None),
    ("DRINGEND!!! Graag vandaag nog.", None),
    ("Dit heeft een hoge prioriteit voor ons.", None),
    ("Waar stel ik prioriteit: in?", None),
    ("Prioriteit: hoogslaper", None),
    ("Het kind heeft prioriteit op de wachtlijst.", None),
    ("Prioriteit hoog, medium en laag: waar stel ik dat in?", None),
    ("Een urgentieverklaring: hoog op de lijst of niet?", None),
    ("Bij plaatsing kies ik \"Prioriteit: hoog\" en dan loopt het vast.", None),
    ("We hebben prioriteit: hoog gekozen in de wachtlijst, en nu is hij leeg.", None),
    ("In het scherm van de wachtlijst staat bij dit kind:\nPrioriteit: hoog\nStatus: open", None),
    ("De prioriteit is hoog genoeg, zegt de wachtlijst.", None),
    ("Zie onder.\n\nOp 20 nov 2026 schreef Nel <nel@desk.example>:\n> Prioriteit: hoog", None),
    ("Een ouder schreef:\n\n---------- Forwarded message ---------\nVan: Piet <piet@post.example>\n"
     "Aan: info@kdv.example\nOnderwerp: lijst\n\nPrioriteit: hoog", None),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), PRIORITIES)
def test_priorities(body: str, expected: str | None) -> None:
    assert told(claimed(read(body=body)).priority) == expected


CRIES = [
    "URGENT",
    "SPOED!!",
    "Dringend",
    "DRINGEND!!! KRITIEK!!!",
    "ASAP",
    "KRITIEK: koppeling ligt eruit",
    "höchste Priorität",
    "Dringende vraag",
    "Hoogdringend probleem",
    "Dringend hulp nodig!",
    "Re: URGENT: factuur klopt niet",
    "URGENT factuur klopt niet",
    "spoed incasso maandag",
    "Factuur klopt niet - spoed!!",
    "Factuur klopt niet (dringend)",
    "Factuur klopt niet, graag zsm",
    "Tarieven aanpassen met spoed",
    "Top prio: incasso",
    "Prioriteit: hoog - incasso",
    "Très urgent : la facture est fausse",
    "Problème urgent",
    "Facture fausse, dès que possible svp",
    "Priorité absolue",
    "High priority: nobody can sign in",
    "Invoice is wrong - please ASAP",
    "Sehr dringend: Rechnung falsch",
    "Notfall! Niemand kommt hinein",
    "Rechnung falsch, eilt sehr",
]
NO_CRIES = [
    "Niet dringend: kolom in de lijst",
    "Idee (niet dringend)",
    "Geen haast - tarief van januari",
    "Minder urgent: logo",
    "Urgentieverklaring kwijt",
    "Urgentie op de wachtlijst",
    "Prioriteit op de wachtlijst",
    "Hoogste prioriteit op de wachtlijst verdwijnt",
    "Spoedopvang aanvragen",
    "Spoed-opvang op dinsdag",
    "Spoed opvang aanvragen",
    "Spoedplaatsing lukt niet",
    "Urgent bericht komt niet aan",
    "Dringende berichten komen niet aan",
    'Knop "Urgent" doet niets',
    "Label: dringend",
    "Is dit dringend?",
    "Wanneer is iets dringend",
    "Kritiek van ouders op de app",
    "kritiek - factuur",
    "Lijst zo snel mogelijk te maken?",
    "Fwd: URGENT mijn zoon kan niet inloggen",
    "TR: urgent !! liste du groupe",
    "Fw: ASAP",
    "Jurgen kan er niet in",
    "Contacts d'urgence",
    "Pas urgent : une couleur",
    "Emergency contacts missing",
    "Not urgent: colour of a button",
    "Nicht dringend: Farbe",
    "Notfallkontakte fehlen",
    "Dringende Nachrichten kommen nicht an",
]


@pytest.mark.parametrize("subject", CRIES)
def test_a_subject_that_cries(subject: str) -> None:
    claim = claimed(read(subject)).priority
    assert claim is not None
    assert "high" in claim.fits
    assert "medium" not in claim.fits


@pytest.mark.parametrize("subject", NO_CRIES)
def test_a_subject_that_does_not(subject: str) -> None:
    assert claimed(read(subject)).priority is None


def test_as_many_near_misses_as_hits() -> None:
    for table in (TYPES_OF_FORMS, TAGS, PRIORITIES):
        hits = sum(expected is not None for _, expected in table)
        assert len(table) - hits >= hits - 1
    assert len(NO_CRIES) >= len(CRIES)


def test_what_is_said_is_quoted_as_it_was_written_but_not_shouted() -> None:
    said = claimed(read("SPOED!! lijst", "Type: Error/bug\nDe lijst is leeg."))
    assert said.said == ("Error/bug", "spoed")
    assert claimed(read("Höchste Priorität")).said == ("Höchste Priorität",)


def test_a_field_goes_before_a_cry() -> None:
    said = claimed(read("SPOED!!", "Prioriteit: laag\nDe lijst is leeg."))
    assert told(said.priority) == "low"


@pytest.mark.parametrize(
    ("type_", "priority", "left"),
    [
        (Type.BUG, Priority.HIGH, ()),
        (Type.BUG, Priority.CRITICAL, ()),
        (Type.BUG, Priority.MEDIUM, ("spoed",)),
        (Type.USAGE_QUESTION, Priority.HIGH, ("bug",)),
        (Type.USAGE_QUESTION, Priority.LOW, ("bug", "spoed")),
    ],
)
def test_what_goes_against_a_decision(
    type_: Type, priority: Priority, left: tuple[str, ...]
) -> None:
    said = claimed(read("[bug] lijst leeg - spoed"))
    assert said.against(type_, priority).said == left
    assert Claimed().against(type_, priority).said == ()


@pytest.mark.parametrize(
    "piece", ["type: ", "prio ", "spoed - ", "[bug", "urgent, ", "a: b\n", "((("]
)
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    message = read(text[:900], text)
    began = time.process_time()
    claimed(message)
    assert time.process_time() - began < 2.0


def test_what_decides_is_a_mail_without_its_labels() -> None:
    body = "Type: Error/bug\nPrioriteit: Kritiek\n\nWaar staat het type van de opvang? Prio: hoog."
    message = read("[BUG] Idee: kleur (prio hoog)", body)
    bare = unlabelled(message).message
    assert bare.subject.split() == ["Idee:", "kleur", "(", ")"]
    assert " ".join(bare.reply.split()) == "Waar staat het type van de opvang? ."
    assert len(bare.text) == len(message.text)
    assert bare.regions == message.regions


def test_a_mail_without_labels_stays_as_it_is() -> None:
    for subject in ("Idee: kleur", "SPOED!! lijst", "Fwd: [bug] prio hoog"):
        message = read(subject)
        assert unlabelled(message).message is message
