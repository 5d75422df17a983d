"""Whose is it: accounts, phones, addresses, dates and numbers beside their look-alikes.

What has to be found stands between ⟦ and ⟧. All people, houses and numbers are invented."""

import pytest

from tests.triage.look_alikes import marked
from tests.triage.mails import KAMPADMIN, KIDSKONNECT, data, numbers

PARENT = {"from_name": "Hanne Kuipers", "from_addr": "hanne.kuipers@gmail.example"}
STAFF = {"from_name": "Wim Loos", "from_addr": "wim@ateliertuin.example"}

IBAN = [
    # of an organisation: by the words before it, by its letterhead, by its registration
    ("Tot dan.⏎⏎Wim Loos⏎Tuinkampen vzw⏎Beekstraat 5, 3000 Leuven⏎BE68539007547034",
     STAFF),
    ("Wim Loos⏎Tuinkampen⏎BCE 0408.226.917 - BE68 5390 0754 7034", STAFF),
    ("Graag storten op rekening vzw: BE68539007547034", PARENT),
    ("Stuur de factuur naar het OCMW, IBAN OCMW BE68539007547034.", PARENT),
    ("Oud (alle vestigingen): NL91ABNA0417164300", STAFF),
    ("Betalingen voor onze weken gaan voortaan naar NL91ABNA0417164300.", STAFF),
    ("Wij bankieren via NL91ABNA0417164300.", STAFF),
    # of a person, whoever tells it
    ("Graag terug op ⟦NL91ABNA0417164300⟧.", PARENT),
    ("⏎> Van: Els Smit <els@kampbureau.example>⏎> Aan: Wim⏎> Onderwerp: terug⏎> "
     "Haar rekening is ⟦NL91ABNA0417164300⟧, zij wacht al lang.", STAFF),
    ("⏎> Van: Jo Smit <jo@student.example>⏎> Aan: Wim⏎> Onderwerp: geld⏎> "
     "Mijn nr is ⟦NL91ABNA0417164300⟧.", STAFF),
]  # fmt: skip

PHONE = [
    ("Sa mère, Anna Petit : son numéro est étranger (⟦+33 6 55 50 12 34⟧).", STAFF),
    ("Bij Guus Tuin staat ⟦06-8255 5017⟧ van vader als derde.", STAFF),
    ("De mama van Guus Tuin heeft een nieuw nummer: ⟦0468 00 20 75⟧.", STAFF),
    ("Doorgestuurd uit de chat:⏎Moeder Anna: mijn nr is nu ⟦0612 55 50 35⟧", STAFF),
    ("17:15 Anna Smit: zelfde nr ⟦0620556615⟧", STAFF),
    (
        "Wim Loos⏎Ateliertuin vzw⏎⏎=== formulier ===⏎Naam: An Smit⏎Tel: ⟦06 2055 4009⟧",
        STAFF,
    ),
    # near-misses
    ("Mijn nummer: 06 2055 4005", STAFF),
    ("Deb nr 0612345678 staat dubbel.", STAFF),
    ("Wim Loos: bel mij op 06 2055 4005", STAFF),
    ("Ons kantoor: 010 555 20 20", STAFF),
    ("Wim Loos⏎administratie⏎Beekstraat 5, 3000 Leuven | 016 55 70 11", STAFF),
]

ADDRESS = [
    ("Ik zeg de opvang op. Bevestiging graag naar ⟦Kerkweg 30b, Rotterdam⟧.", PARENT),
    ("Post verdwijnt bij ons altijd (⟦Diestseweg 66 bus 4, 3000 Leuven⟧, de bel is stuk).", PARENT),
    ("Zij woont in onze buurt (⟦Ropsstraat 18, 1070 Anderlecht⟧).", PARENT),
    ("Wohnt jetzt ⟦Schöner Weg 8, 4780 Sankt Vith⟧.", PARENT),
    ("Factuuradres van Theo Nijboer wijzigen in ⟦Stationsweg 7, 9471 GM Zuidlaren⟧.", STAFF),
    ("Ophaaladres blijft ⟦Kouterstraat 9, 9240 Zele⟧.", STAFF),
    (
        "Wim Loos⏎Ateliertuin vzw⏎⏎= formulier =⏎Naam: An⏎Adres: ⟦Lindegracht 58-II Amsterdam⟧",
        STAFF,
    ),
    # near-misses: a house at the end of a letter, a firm
    ("Alvast dank,⏎⏎Wim Loos⏎Ateliertuin, Oude Vest 9, 9200 Dendermonde", STAFF),
    ("Alvast dank,⏎⏎Wim⏎coördinator⏎⏎Ateliertuin - Leopoldlaan 10 - 9200 Dendermonde", STAFF),
    (
        "Factuur op bedrijf: Timmerwerk Loos BV, BE 0739.114.621, Nijverweg 9, 2200 Herentals",
        PARENT,
    ),
    ("De opvang aan de Kerkweg 30, Rotterdam is dicht.", STAFF),
]

BIRTH_DATE = [
    ("Twee meisjes heten Noa. De een is van ⟦4-4-2025⟧, de ander van ⟦14-4-2025⟧.", STAFF),
    ("Een tweeling, zelfde verjaardag ⟦30/09/2017⟧, zelfde adres.", STAFF),
    (
        "De geboortedatum is verkeerd ingevuld. Er staat ⟦30-1-2018⟧, het moet ⟦13-1-2018⟧ zijn.",
        STAFF,
    ),
    ("Smit\tJo Smit\t⟦16/09/2014⟧\t0492⏎Smit\tXx\t⟦03/05/2017⟧\t0492", STAFF),
    # near-misses
    ("Twee facturen. De een is van 4-4-2025, de ander van 14-4-2025.", STAFF),
    ("Het feest voor de verjaardag is op 30/09/2027.", STAFF),
    ("De startdatum is verkeerd. Er staat 30-1-2018, het moet 13-1-2018 zijn.", STAFF),
    ("On Thu, 10 June 2027 at 07:58 the list was empty.", STAFF),
    ("Date: Thu, 10 June 2027⏎Subject: Your password", STAFF),
]

NATIONAL = [
    ("Rijksregisternummer fout: er staat ⟦15.07.11-180.71⟧ en dat klopt niet.", STAFF),
    ("Schadedossier 60011207160 is nog open.", STAFF),
    ("De ongevallenpolis 62061303546 dekt dit.", STAFF),
    ("Op de factuur staat 15.07.11-180.71 als code.", STAFF),
]

BSN = [
    ("The BSN on the statement is wrong, my number is ⟦929971528⟧.", PARENT),
    ("The BSN is missing.⏎⏎Little House⏎Chamber of Commerce 904758862", STAFF),
]

CREDENTIAL = [
    ("02:01 connect user=kk_export pass=⟦Kl!cht-exp0rt-27⟧ denied", STAFF),
    ("De tablet zegt dat pincode ⟦7716⟧ fout is.", STAFF),
    ("Une clé est visible : « ⟦ka_live_7Qm2xT90bE⟧ ».", STAFF),
    ("Le mot de passe ? J'ai mis ⟦Poney2026⟧ et puis ⟦Poney2026!!⟧ sans succès.", PARENT),
    # near-misses
    ("De pincode geeft foutmelding 5001 op de tablet.", STAFF),
    ("login 302 -> login.entra.example/authorize?client_id=7c1f", STAFF),
    ("De omgeving ka_live_nl staat uit.", STAFF),
]

EMAIL = [
    (
        "⏎Van: Anna Smit <⟦anna.smit@postplein.example⟧>⏎Aan: Wim⏎Onderwerp: Guus⏎⏎Tot dan.",
        STAFF,
    ),
    (
        "⏎Van: Anna Smit <anna@logopedie-tuin.example>⏎Aan: Wim⏎Onderwerp: Guus⏎⏎Verslag volgt.",
        STAFF,
    ),
    ("⏎Van: Anna (Opvang Rivier) <anna@rivier.example>⏎Aan: Wim⏎Onderwerp: lijst⏎⏎Hoi.", STAFF),
]

KINDS = {
    "iban": IBAN, "phone": PHONE, "address": ADDRESS, "birth_date": BIRTH_DATE,
    "national_number": NATIONAL, "bsn": BSN, "credential": CREDENTIAL, "email": EMAIL,
}  # fmt: skip
CASES = [(kind, body, sender) for kind, cases in KINDS.items() for body, sender in cases]


@pytest.mark.parametrize(("kind", "body", "sender"), CASES)
def test_whose_it_is(kind: str, body: str, sender: dict[str, str]) -> None:
    text, wanted = marked(body)
    assert data(text, kind, KAMPADMIN, **sender) == wanted


IDENTIFIERS = [
    ("invoice_number", "Op factuur 2027/11-094 staat te veel.", ["2027/11-094"]),
    ("invoice_number", "Op die factuur (nr. 2027/A/772) staat Guus.", ["2027/A/772"]),
    ("invoice_number", "De facturen 2026-K044 en 2026-K045 zijn weg.", ["2026-K044", "2026-K045"]),
    ("invoice_number", "debnr   stuk      bedrag\n20077   F261204   612,30\n20318   C261019  -8,15",
     ["F261204", "C261019"]),
    ("invoice_number", "deb 120334 - V27-41181 - PDF 512,20 bij factuur", ["V27-41181"]),
    ("invoice_number", "Factuur van 2027-11-09 is weg.", []),
    ("invoice_number", "stuk    kleur\n20077   rood\n20318   blauw", []),  # a table without amounts
    ("debtor_number", "Ik heb haar debiteurnummer gekregen, 70419, van de balie.", ["70419"]),
    ("debtor_number", "Eén debiteur, 61208, komt twee keer voor.", ["61208"]),
    ("debtor_number", "Bij de debiteuren, 1200 in totaal, klopt het.", []),
    ("child_number", "Das Kind hat bei uns die Nummer 7721.", ["7721"]),
    ("child_number", "Das Kind hat 7721 Punkte.", []),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "wanted"), IDENTIFIERS)
def test_identifiers(kind: str, body: str, wanted: list[str]) -> None:
    assert numbers(body, kind, KIDSKONNECT, subject="Vraag") == wanted


SUBJECTS = [
    ("81278", "Komt er nog iemand terug op 81278?", ["81278"]),
    ("Re: #81278", "Negen dagen al.", ["81278"]),
    ("10422", "Debiteur 10422 klopt niet.", []),
    ("2027", "Jaarplan.", []),
    ("3 vragen", "Zie onder.", []),
]


@pytest.mark.parametrize(("subject", "body", "wanted"), SUBJECTS)
def test_number_as_subject(subject: str, body: str, wanted: list[str]) -> None:
    assert numbers(body, "ticket_reference", KIDSKONNECT, subject=subject) == wanted


LINKS = [
    ("AADSTS50011: The redirect URI 'https://tuin.kampadmin.example/auth/cb' does not match", []),
    ("Zie https://tuin.kampadmin.example/beheer/414 voor de lijst.",
     ["https://tuin.kampadmin.example/beheer/414"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "wanted"), LINKS)
def test_links(body: str, wanted: list[str]) -> None:
    assert numbers(body, "link", KAMPADMIN) == wanted
