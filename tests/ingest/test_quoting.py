"""Reply, quoted and signature: a table of texts as people and their programs lay them out."""

from __future__ import annotations

import pytest

from ingest.message import Message
from ingest.parse import written

REPLY = "Het werkt weer, dank jullie wel!"

# What introduces older mail, by program and language. The reply stands above it.
INTRODUCED = {
    "gmail nl": "Op ma 2 nov. 2026 om 10:12 schreef Support <help@desk.example>:\n\n> Werkt het?",
    "gmail nl broken": "Op ma 2 nov. 2026 om 10:12 schreef Support Kinderopvang <\nhelp@desk.example>:\n\n> Werkt het?\n> Groet",
    "gmail nl no marks": "Op ma 2 nov. 2026 om 10:12 schreef Support <help@desk.example>:\nWerkt het?\nGroet",
    "apple nl": "Op 2 nov. 2026, om 10:12 heeft Support <help@desk.example> het volgende geschreven:\n\n> Werkt het?",
    "apple nl broken": "Op 2 nov. 2026 om 10:12 heeft Support van de kinderopvang <help@desk.example>\nhet volgende geschreven:\n> Werkt het?",
    "thunderbird nl": "Op 2-11-2026 om 10:12 schreef Support:\n> Werkt het?",
    "outlook nl": "Van: Support <help@desk.example>\nVerzonden: maandag 2 november 2026 10:12\nAan: Sanne\nOnderwerp: RE: Inloggen\n\nWerkt het?",
    "outlook nl bold": "*Van:* Support <help@desk.example>\n*Verzonden:* maandag 2 november 2026 10:12\n*Aan:* Sanne\n*Onderwerp:* RE: Inloggen\n\nWerkt het?",
    "outlook web nl": "________________________________\nVan: Support <help@desk.example>\nVerzonden: maandag 2 november 2026 10:12\nAan: Sanne <s@kdv.example>\nOnderwerp: RE: Inloggen\n\nWerkt het?",
    "outlook mobile": "________________________________\nFrom: Support <help@desk.example>\nSent: Monday, November 2, 2026 10:12:33 AM\nTo: Sanne <s@kdv.example>\nSubject: Re: login\n\nDoes it work?",
    "outlook original nl": "-----Oorspronkelijk bericht-----\nVan: Support [mailto:help@desk.example]\nVerzonden: maandag 2 november 2026 10:12\nAan: Sanne\nOnderwerp: Inloggen\n\nWerkt het?",
    "outlook original en": "-----Original Message-----\nFrom: Support [mailto:help@desk.example]\nSent: Monday\nTo: x\nSubject: y\n\nDoes it?",
    "header without date": "Van: Support <help@desk.example>\nAan: Sanne\nOnderwerp: RE: Inloggen\n\nWerkt het?",
    "header with blank lines": "Van: Support <help@desk.example>\n\nVerzonden: maandag 2 november 2026 10:12\n\nAan: Sanne\n\nOnderwerp: Inloggen\n\nWerkt het?",
    "header, many recipients": "Van: Support <help@desk.example>\nVerzonden: maandag 2 november 2026 10:12\nAan: a@b.example; c@d.example;\ne@f.example; g@h.example\nCC: x@y.example\nOnderwerp: Inloggen\n\nWerkt het?",
    "notes": "Van:        Support/Desk/NL\nAan:        sanne@kdv.example\nDatum:      02-11-2026 10:12\nOnderwerp:  Inloggen\n\nWerkt het?",
    "gmail fr": "Le lun. 2 nov. 2026 à 10:12, Support <help@desk.example> a écrit :\n\n> Ça marche ?",
    "gmail fr broken": "Le lun. 2 nov. 2026 à 10:12, Support de la crèche <help@desk.example> a\nécrit :\n\n> Ça marche ?",
    "outlook fr": "De : Support <help@desk.example>\nEnvoyé : lundi 2 novembre 2026 10:12\nÀ : Sanne\nObjet : RE: Connexion\n\nÇa marche ?",
    "thunderbird fr": "Le 02/11/2026 à 10:12, Support a écrit :\n> Ça marche ?",
    "message d'origine": "-----Message d'origine-----\nDe : Support\nEnvoyé : lundi\nÀ : x\nObjet : y\n\nÇa marche ?",
    "gmail en": "On Mon, Nov 2, 2026 at 10:12 AM Support <help@desk.example> wrote:\n\n> Does it?",
    "gmail en broken": "On Mon, Nov 2, 2026 at 10:12 AM Support of the Childcare Company <\nhelp@desk.example> wrote:\n\n> Does it?",
    "apple en": "On Nov 2, 2026, at 10:12 AM, Support <help@desk.example> wrote:\n\nDoes it?",
    "old outlook express": '----- Original Message -----\nFrom: "Support" <help@desk.example>\nTo: <s@kdv.example>\nSent: Monday\nSubject: Re: x\n\nDoes it?',
    "zoho": "---- On Mon, 02 Nov 2026 10:12:33 +0100 Support <help@desk.example> wrote ----\n\nDoes it?",
    "name first": "Support <help@desk.example> schrieb am Mo., 2. Nov. 2026 um 10:12 Uhr:\n\n> Geht es?",
    "gmail de": "Am Mo., 2. Nov. 2026 um 10:12 Uhr schrieb Support <help@desk.example>:\n\n> Geht es?",
    "apple de": "Am 02.11.2026 um 10:12 schrieb Support <help@desk.example>:\n> Geht es?",
    "outlook de": "Von: Support <help@desk.example>\nGesendet: Montag, 2. November 2026 10:12\nAn: Sanne\nBetreff: AW: Anmeldung\n\nGeht es?",
    "urspruenglich": "-----Ursprüngliche Nachricht-----\nVon: Support\nGesendet: Montag\nAn: x\nBetreff: y\n\nGeht es?",
    "gmail es": "El lun, 2 nov 2026 a las 10:12, Support (<help@desk.example>) escribió:\n\n> Funciona?",
    "gmail it": "Il giorno lun 2 nov 2026 alle ore 10:12 Support <help@desk.example> ha\nscritto:\n\n> Funziona?",
    "outlook it": "Da: Support <help@desk.example>\nInviato: lunedì 2 novembre 2026 10:12\nA: Sanne\nOggetto: R: Accesso\n\nFunziona?",
    "gmail pt": "Em seg., 2 de nov. de 2026 às 10:12, Support <help@desk.example> escreveu:\n\n> Funciona?",
    "gmail da": "Den man. 2. nov. 2026 kl. 10.12 skrev Support <help@desk.example>:\n\n> Virker det?",
    "gmail no": "man. 2. nov. 2026 kl. 10:12 skrev Support <help@desk.example>:\n\n> Virker det?",
    "gmail sv": "Den mån 2 nov. 2026 kl 10:12 skrev Support <help@desk.example>:\n\n> Fungerar det?",
    "outlook sv": "Från: Support <help@desk.example>\nSkickat: den 2 november 2026 10:12\nTill: Sanne\nÄmne: SV: Inloggning\n\nFungerar det?",
    "gmail fi": "ma 2. marrask. 2026 klo 10.12 Support (help@desk.example) kirjoitti:\n\n> Toimiiko?",
    "gmail pl": "pon., 2 lis 2026 o 10:12 Support <help@desk.example> napisał(a):\n\n> Działa?",
    "wp pl": "Dnia 2 listopada 2026 10:12 Support <help@desk.example> napisał(a):\n\nDziała?",
    "w dniu pl": "W dniu 2.11.2026 o 10:12, Support pisze:\n> Działa?",
    "outlook pl": "Od: Support <help@desk.example>\nWysłano: poniedziałek, 2 listopada 2026 10:12\nDo: Sanne\nTemat: Odp: x\n\nDziała?",
    "gmail cs": "po 2. 11. 2026 v 10:12 odesílatel Support <help@desk.example> napsal:\n\n> Funguje?",
    "gmail hu": "Support <help@desk.example> ezt írta (időpont: 2026. nov. 2., H,\n10:12):\n\n> Működik?",
    "gmail tr": "Support <help@desk.example>, 2 Kas 2026 Pzt, 10:12 tarihinde şunu yazdı:\n\n> Çalışıyor mu?",
    "gmail ru": "пн, 2 нояб. 2026 г. в 10:12, Support <help@desk.example>:\n\n> Работает?",
    "mail.ru": "Понедельник, 2 ноября 2026, 10:12 +03:00 от Support <help@desk.example>:\n\nРаботает?",
    "gmail uk": "пн, 2 лист. 2026 р. о 10:12 Support <help@desk.example> пише:\n\n> Працює?",
    "gmail ro": "lun., 2 nov. 2026 la 10:12, Support <help@desk.example> a scris:\n\n> Merge?",
    "gmail zh": "Support <help@desk.example> 于2026年11月2日周一 10:12写道：\n\n> 可以吗？",
    "apple zh": "在 2026年11月2日，10:12，Support <help@desk.example> 写道：\n\n> 可以吗？",
    "gmail ja": "2026年11月2日(月) 10:12 Support <help@desk.example>:\n\n> 動きますか？",
    "gmail ko": "2026년 11월 2일 (월) 오전 10:12, Support <help@desk.example>님이 작성:\n\n> 작동합니까?",
    "gmail old iso": "2026-11-02 10:12 GMT+01:00 Support <help@desk.example>:\n\n> Werkt het?",
    "via": "Support via Helpdesk schreef:\n> Werkt het?",
    "only wrote": "Support wrote:\n> Does it?\n> Yes?",
    "reply above": "##- Typ uw antwoord boven deze regel -##\n\nBeste Sanne,\nWerkt het?",
    "yahoo": "On Monday, November 2, 2026 at 10:12:33 AM GMT+1, Support <help@desk.example> wrote:\n\n\n  Does it?",
    "proton": "-------- Original Message --------\nOn 11/2/26 10:12, Support <help@desk.example> wrote:\n\n> Does it?",
    "bare marks": "> Werkt het?\n> Groet, Support",
    "forwarded with a note": "---------- Forwarded message ---------\nVan: Ouder <o@p.example>\nDate: ma 2 nov. 2026 om 10:12\nSubject: Vraag\nTo: Sanne\n\nKan ik inloggen?",
    "apple forward nl": "Begin doorgestuurd bericht:\n\nVan: Ouder <o@p.example>\nOnderwerp: Vraag\nDatum: 2 november 2026 om 10:12\nAan: Sanne\n\nKan ik inloggen?",
}

# How people and programs close. The reply stands above it.
CLOSED = {
    "nl": "Met vriendelijke groet,\n\nSanne de Boer\nPlanner\nT 030 1234567",
    "nl with name": "Groetjes Sanne",
    "nl short": "Mvg,\nSanne",
    "nl lower": "gr sanne",
    "thanks and name": "Alvast bedankt,\nSanne",
    "fr": "Bien cordialement,\nSanne De Boer",
    "fr long": "Veuillez agréer, Madame, Monsieur, mes salutations distinguées.\nS. De Boer",
    "en": "Kind regards\nSanne",
    "en best": "Best,\nSanne",
    "de": "Mit freundlichen Grüßen\ni. A. Sanne de Boer",
    "two languages": "Met vriendelijke groet / Kind regards,\nSanne",
    "dashes": "-- \nSanne de Boer\nKinderopvang De Regenboog",
    "dashes without blank": "--\nSanne de Boer",
    "iphone nl": "Verstuurd vanaf mijn iPhone",
    "iphone en": "Sent from my iPhone",
    "iphone fr": "Envoyé de mon iPhone",
    "iphone de": "Von meinem iPhone gesendet",
    "outlook nl": "Outlook voor Android downloaden<https://aka.ms/xyz>",
    "outlook en": "Get Outlook for iOS<https://aka.ms/o0ukef>",
    "samsung": "Verzonden vanaf mijn Galaxy",
    "windows mail": "Verzonden vanuit Mail voor Windows",
    "name alone": "Sanne",
    "dash name": "-Sanne",
    "disclaimer": "Dit bericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde. Bent u dat niet, verwijder het dan.",
    "environment": "Denk aan het milieu voordat u deze mail print.",
    "rule and contact": "_______________\nSanne de Boer\nTel. 030-1234567",
    "closing and disclaimer": "Groet,\nSanne\n\nDISCLAIMER: This e-mail is intended only for the addressee.",
}

# Lines that look like one of the above and are what the sender says.
KEPT = (
    "Op 3 november 2026 schreef ik jullie dat het volgende misgaat:\ner komt een foutmelding.",
    "Op 12-03-2026 om 10:12 kreeg ik deze melding bij jan@kdv.example:\nfout 12",
    "On Monday I wrote to you about this:\nthe page stays white.",
    "Bedankt voor de snelle hulp. Er is nog iets: de factuur klopt niet.",
    "Bedankt!",
    "Groeten uit Gent sturen lukt niet in de app.",
    "Van: groep Rood\nNaar: groep Blauw\nDatum: 3 maart\nGraag overzetten.",
    "Van 3 maart tot 5 maart zijn we gesloten.\nDatum: volgt nog.",
    "Menu > Instellingen > Rooster is leeg.",
    "De ouder schreef mij gisteren: waarom is mijn factuur hoger?",
    "Stappen:\n- inloggen\n- klikken\n- wit scherm",
    "Best wel lastig, dit scherm.\nKunnen jullie helpen?",
    "---\nFoutmelding 500\n---\nDit zie ik steeds als ik op opslaan druk, wat nu?",
    "Aan: alle ouders moet de mail nog een keer.",
    "In de mail staat nu:\nSQL> select 1\nSQL> select 2\nWat is dat?",
    "Deze tabel klopt niet:\n| Lars | ma |\n| Noor | di |\nKunnen jullie dat nakijken?",
    "De groeten staan er twee keer in, dat moet anders.",
    "Begroeten\nDat woord staat verkeerd in de app, het moet begroeting zijn.",
    "---- stap 1 ----\nInloggen lukt niet.",
    "Verzonden van het kantoor is hij zeker, maar nooit aangekomen.",
    "Storing\n2-11-2026 10:12\n\nAan\nalle tablets\nvan groep Rood",
    "Op 2 november om 10:12 door piet@kdv.example:\ngeen toegang meer",
    "Vergadering\n2-11-2026 10:12\n\nAan\nbod komt het rooster\n\nOnderwerp\nvolgt",
    "Aan / uit: die knop doet het niet.\nVan / naar: die ook niet.",
    "Sinds 2 november, 10:12 is het mis door piet@kdv.example, denk ik.",
)


@pytest.mark.parametrize("history", INTRODUCED.values(), ids=INTRODUCED)
def test_older_mail_is_quoted(history: str) -> None:
    mail = _written(f"{REPLY}\n\n{history}\n")
    assert mail.reply == REPLY
    assert mail.quoted == history.strip()
    assert mail.signature == ""


@pytest.mark.parametrize("closing", CLOSED.values(), ids=CLOSED)
def test_closings_are_signature(closing: str) -> None:
    mail = _written(f"{REPLY}\n\n{closing}\n")
    assert mail.reply == REPLY
    assert mail.signature == closing.strip()


@pytest.mark.parametrize("closing", CLOSED.values(), ids=CLOSED)
def test_closings_above_older_mail(closing: str) -> None:
    history = INTRODUCED["outlook nl"]
    mail = _written(f"{REPLY}\n\n{closing}\n\n{history}\n")
    assert mail.reply == REPLY
    assert mail.signature == closing.strip()
    assert mail.quoted == history


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert _written(text).reply == text


def test_interleaved_answers_stay_in_the_reply() -> None:
    mail = _written(
        "Hallo,\n\nOp 2-11-2026 om 10:12 schreef Support:\n> Welke browser?\n\nChrome.\n\n"
        "> Welke locatie?\n\nUtrecht.\n\n> Groet,\n> Support\n\nGroet,\nSanne"
    )
    assert mail.reply == "Hallo,\n\nChrome.\n\nUtrecht."
    assert mail.signature == "Groet,\nSanne"


def test_bottom_posting() -> None:
    mail = _written(
        "On 2 Nov 2026, Support wrote:\n> Does it?\n> Really?\n\nIt does.\n\n-- \nSanne"
    )
    assert mail.reply == "It does."
    assert mail.quoted == "On 2 Nov 2026, Support wrote:\n> Does it?\n> Really?"


def test_a_bare_forward_is_the_message() -> None:
    header = "Van: Ouder <o@p.example>\nVerzonden: maandag 2 november 2026 10:12\nAan: Sanne\nOnderwerp: Vraag"
    mail = _written(f"{header}\n\nKan ik nog inloggen?\n\nGroet,\nPiet", subject="FW: Vraag")
    assert mail.reply == "Kan ik nog inloggen?"
    assert mail.quoted == header
    assert mail.signature == "Groet,\nPiet"
    assert mail.forward_start == 0


def test_an_empty_answer_has_no_reply() -> None:
    assert _written("On 2 Nov 2026, Support wrote:\n> Does it?", subject="Re: x").reply == ""


def test_a_banner_of_the_mail_server_is_no_reply() -> None:
    banner = "[EXTERN] Let op: deze e-mail komt van buiten de organisatie. Klik niet op links."
    mail = _written(f"{banner}\n\n{REPLY}")
    assert mail.reply == REPLY
    assert mail.signature == banner


def test_a_postscript_is_said_on_purpose() -> None:
    mail = _written(f"{REPLY}\n\nGroet,\nSanne\n\nPS: debiteurnummer 10422")
    assert mail.reply == f"{REPLY}\n\nPS: debiteurnummer 10422"


def _written(text: str, subject: str = "Re: Inloggen") -> Message:
    mail = written(
        subject=subject, body=text, from_name="Sanne de Boer", from_addr="sanne@kdv.example"
    )
    assert mail.text == text
    assert "".join(text[r.start : r.end] for r in mail.regions) == text
    return mail


def test_a_bare_forward_in_quote_marks_is_the_message() -> None:
    mail = _written(
        "Begin doorgestuurd bericht:\n\n> Van: Piet <p@o.example>\n> Onderwerp: Vraag\n> Datum: 2 november 2026\n>\n"
        "> Kan ik nog inloggen?",
        subject="Fwd: Vraag",
    )
    assert mail.reply == "> Kan ik nog inloggen?"
    assert mail.forward_start == 0


@pytest.mark.parametrize(
    ("subject", "start"), [("Vraag van een ouder", 14), ("Re: Inloggen", None), ("Fwd: Vraag", 14)]
)
def test_history_of_an_exchange_is_no_forward(subject: str, start: int | None) -> None:
    mail = _written(
        "Zie hieronder.\n\nOp 2-11-2026 om 10:12 schreef Piet:\n> Vraag", subject=subject
    )
    assert mail.forward_start == (None if start is None else 16)
    assert mail.reply == "Zie hieronder."


# Whole mails as clients lay them out, and what of them was written now.
LAID_OUT = {
    'midline en': ('It works now. On Mon, Nov 2, 2026 at 10:12 AM Support <h@d.example> wrote:\n> Does it?', 'It works now.'),
    'midline nl': ('Het werkt. Op ma 2 nov. 2026 om 10:12 schreef Support <h@d.example>:\n> Werkt het?', 'Het werkt.'),
    'oneline header': ('Het werkt.\n\nFrom: Support [mailto:h@d.example] Sent: Monday, November 02, 2026 10:12 AM To: Sanne Subject: RE: x\n\nDoes it?', 'Het werkt.'),
    'iso': ('Hi there\n\n2026-03-03 17:21 GMT+01:00 Some One:\n\nold text', 'Hi there'),
    'iso nocolon': ('Hi there\n\n2013/10/2 camilo <info@d.example>\n\n> old text', 'Hi there'),
    'hebrew': ('שלום\n\n\u202bבתאריך יום ב׳, 2 בנוב׳ 2026 ב-10:12 מאת \u202aSupport\u202c\u200f <\u202ah@d.example\u202c\u200f>:\u202c\n\n> old', 'שלום'),
    'he wrote': ('Fine.\n\nbob@x.example wrote:\n> a\n> b', 'Fine.'),
    'dash and full name': ('You can list the keys with a query.\n\n-Abel Kuiper\n\n\nOn 2 Nov 2026, at 10:12, x wrote:\n> a', 'You can list the keys with a query.'),
    'nested': ('Ok\n\nOn 2 Nov 2026, A <a@b.example> wrote:\n\n> Sure\n>\n> On 1 Nov 2026, B <b@c.example> wrote:\n>> what?', 'Ok'),
    'samsung': ('Prima zo.\n\n\nVerzonden vanaf mijn Samsung Galaxy-smartphone.\n\n-------- Oorspronkelijk bericht --------\nVan: Support <h@d.example>\nDatum: 02-11-2026 10:12 (GMT+01:00)\nAan: sanne@x.example\nOnderwerp: x\n\nWerkt het?', 'Prima zo.'),
    'ios outlook': ('Prima zo.\n\nOutlook voor iOS downloaden<https://aka.ms/o0ukef>\n________________________________\nVan: Support <h@d.example>\nVerzonden: maandag 2 november 2026 10:12\nAan: s <s@x.example>\nOnderwerp: x\n\nWerkt het?', 'Prima zo.'),
    'quote unmarked wrap': ('Fine.\n\nOn 2 Nov 2026, Bob wrote:\n\n> This is a very long line that the mail server has wrapped somewhere\nin the middle\n> and goes on.', 'Fine.'),
    'no attribution quote top': ('> Heeft u het nummer?\n\nJa: 10422.\n', 'Ja: 10422.'),
    'list before': ('Stappen:\n1. open\n2. klik\n\nBest regards\nJ', 'Stappen:\n1. open\n2. klik'),
    'on prose': ('On the other hand, I wrote this myself: nothing.\nIt is fine.', 'On the other hand, I wrote this myself: nothing.\nIt is fine.'),
    'zendesk': ('My reply.\n\n##- Please type your reply above this line -##\n\nYour request (123) has been updated.', 'My reply.'),
    'exchange caution': ('CAUTION: This email originated from outside of the organization. Do not click links.\n\nMy reply.\n\nRegards,\nBob', 'My reply.'),
    'kind regards long': ('Please fix.\n\nKind regards,\n\nBob Smith\nManager\nCompany Ltd\n+44 20 1234 5678\nwww.company.example', 'Please fix.'),
    'sent from mail windows': ('Ok.\n\nSent from Mail<https://go.microsoft.com/x> for Windows 10\n\nFrom: Bob<mailto:b@c.example>\nSent: Monday\nTo: x\nSubject: y\n\nold', 'Ok.'),
    'best comma': ('See attached.\n\nBest,\nBob', 'See attached.'),
    'thx': ('Kunnen jullie dit nakijken?\nThx\nBob', 'Kunnen jullie dit nakijken?'),
    'double': ('Werkt niet.\n\nAlvast bedankt.\nMet vriendelijke groet,\nPiet', 'Werkt niet.\n\nAlvast bedankt.'),
    'portuguese': ('Funciona.\n\nEm 2 de novembro de 2026 10:12, Support <h@d.example> escreveu:\n\n> old', 'Funciona.'),
    'mailru': ('Работает\n\n\n>Понедельник, 2 ноября 2026, 10:12 +03:00 от Support <h@d.example>:\n>\n>old', 'Работает'),
    'yahoo jp': ('OK\n\n----- Original Message -----\n>From: Support\n>To: x\n>Date: 2026/11/2\n>Subject: y\n>\n>old', 'OK'),
    'dash line then header': ('Ja.\n\n-----------------------------------------\nVan: Support <h@d.example>\nVerzonden: maandag 2 november 2026\nAan: x\nOnderwerp: y\n\nold', 'Ja.'),
    'dk': ('Det virker.\n\nFra: Support <h@d.example>\nSendt: 2. november 2026 10:12\nTil: X\nEmne: y\n\nold', 'Det virker.'),
    'cz': ('Funguje.\n\nOd: Support <h@d.example>\nOdesláno: 2. listopadu 2026 10:12\nKomu: X\nPředmět: y\n\nold', 'Funguje.'),
    'begin quote nl': ('Ja.\n\nOp 02-11-26 10:12 heeft Support <h@d.example> geschreven:\n\nold', 'Ja.'),
    'fr wrote split': ('Oui.\n\nLe 2 novembre 2026 à 10:12, Support <h@d.example> a écrit :\n\n\n    old text', 'Oui.'),
    'gmail email paren': ('Si.\n\nEl lun., 2 de noviembre de 2026 10:12 a. m., Support <\nh@d.example> escribió:\n\n> old', 'Si.'),
    'trailing wrote no colon': ('Yes.\n\n---- On Mon, 02 Nov 2026 10:12:00 +0100 Support<h@d.example> wrote ----\n> old', 'Yes.'),
    'german two line': ('Ja.\n\nAm 02.11.2026 10:12 schrieb "Support Team"\n<h@d.example>:\n> old', 'Ja.'),
    'app signature then text': ('Sent from my iPhone\n\nIs it working now, or should I try again tomorrow?', 'Is it working now, or should I try again tomorrow?'),
    'outlook de': ("Ja.\n\nVon: Support [mailto:h@d.example] Im Auftrag von Desk\nGesendet: Montag, 2. November 2026 10:12\nAn: 'X'\nCc: y\nBetreff: WG: y\nWichtigkeit: Hoch\n\nold", 'Ja.'),
    'seznam': ('Děkuji.\n______________________________\n> Od: "Jan Novák" <jan@x.example>\n> Komu: x@y.example\n> Datum: 12.02.2026 10:12\n> Předmět: Dotaz\n>\nold', 'Děkuji.'),
    'la poste': ('Klopt.\n\n> Message du 02/11/26 10:12\n> De : "Support" <h@d.example>\n> A : "x" <x@y.example>\n> Copie à : \n> Objet : Factuur\n> \n> \nold', 'Klopt.'),
    'a header in marks, trimmed': ('> Van: Support <h@d.example>\n> Aan: x@y.example\n> Onderwerp: Factuur\n>\n\nKlopt.', 'Klopt.'),
    'french closing in one sentence': ("Voici.\n\nDans l'attente de votre réponse, je vous prie d'agréer, Madame, mes salutations distinguées.\n\nJan", 'Voici.'),
    'an expectation is no closing': ("Dans l'attente de votre réponse, je laisse le dossier ouvert. Voici la liste.", "Dans l'attente de votre réponse, je laisse le dossier ouvert. Voici la liste."),
    'greetings from a place': ('Bitte anrufen.\n\nViele Grüße aus Köln\nJan', 'Bitte anrufen.'),
    'groupwise': ('Nieuw antwoord\n\n>>> Support <h@d.example> 02-11-2026 10:12 >>>\nBeste,\nold\n', 'Nieuw antwoord'),
    'proton dashes': ('Great!\n\n‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Monday, November 2nd, 2026 at 10:12 AM, Support <h@d.example> wrote:\n\n> old', 'Great!'),
    'zimbra fr': ('Merci bien\n\n----- Mail original -----\nDe: "Support" <h@d.example>\nÀ: "Marie" <m@x.example>\nEnvoyé: Lundi 2 Novembre 2026 10:12:00\nObjet: Re: x\n\nold', 'Merci bien'),
    'run on': ('Works.\nSent from Yahoo Mail on Android\n\n  On Mon, Nov 2, 2026 at 10:12, Support<h@d.example> wrote:   Dear Jan, old text', 'Works.'),
    'ios outlook, link inside': ('Doe maar.\n\nOutlook voor iOS<https://aka.ms/o0ukef> downloaden\n', 'Doe maar.'),
    'afterthought': ('De factuur klopt niet.\n\nGroet,\nJan Jansen\n\nIk zie nu dat ook de tweede factuur van februari\nfout is. Kunnen jullie die crediteren?\n', 'De factuur klopt niet.\n\nIk zie nu dat ook de tweede factuur van februari\nfout is. Kunnen jullie die crediteren?'),
    'afterthought en': ('It fails.\n\nKind regards,\nJan\n\nOh and one more thing: it fails on the phone too.\n', 'It fails.\n\nOh and one more thing: it fails on the phone too.'),
    'hours are no afterthought': ('It fails.\n\nKind regards,\nJan\n\nI may send mail outside working hours and do not expect an answer at once.\n', 'It fails.'),
    'workdays are no afterthought': ('Het lukt niet.\n\nGroet,\nJan\n\nIk werk op maandag, dinsdag en donderdag op kantoor.\n', 'Het lukt niet.'),
    'a motto is no afterthought': ('Het lukt niet.\n\n-- \nJan\n\nI have never let my schooling interfere with my education.\n', 'Het lukt niet.'),
    'header without subject or address': ('Ok.\n\nVan: Support\nVerzonden: maandag 2 november 2026 10:12\nAan: Sanne\n\nold', 'Ok.'),
    'citeren': ('Ja\n\nCiteren Support <h@d.example>:\n\n> old', 'Ja'),
    'ticket system speaks': ('##- Please type your reply above this line -##\n\nPiet: het is gemaakt, kijk maar.', 'Piet: het is gemaakt, kijk maar.'),
    'towns are no header': ('Boeking:\nFrom: Ghent\nTo: Bruges\nDate: 2 March 2026\n\nKan dit?', 'Boeking:\nFrom: Ghent\nTo: Bruges\nDate: 2 March 2026\n\nKan dit?'),
    'initials': ('Els wrote:\n\nEM> Monday?\nEM> Or later?\n\nTuesday, please.', 'Tuesday, please.'),
    'supercite': ('>>>>> "Els" == Els Mulder <els@d.example> writes:\n\n    Els> Monday?\n\nTuesday, please.', 'Tuesday, please.'),
    'pipes': ('On 2 Nov 2026, Els wrote:\n| Monday?\n|\n| Or later?\n\nTuesday, please.', 'Tuesday, please.'),
    'footer above an introduction': ('Fine.\n\nSent via Spark\nOn 2 Nov 2026 at 10:12 +0100, Els <els@d.example>, wrote:\n> Monday?', 'Fine.'),
    'code': ('Run this:\n\n    > npm install\n\nand then retry.', 'Run this:\n\nand then retry.'),
    'hr star': ('Ja.\n\n* * *\n\nmeer tekst die ik nu schrijf.', 'Ja.\n\n* * *\n\nmeer tekst die ik nu schrijf.'),
    'sig with name only line & email': ('Kunt u dit oplossen?\n\nJan Jansen\njan@x.example\n06-12345678', 'Kunt u dit oplossen?'),
}  # fmt: skip


@pytest.mark.parametrize(("text", "reply"), LAID_OUT.values(), ids=LAID_OUT)
def test_what_was_written_now(text: str, reply: str) -> None:
    mail = written(subject="Re: x", body=text, from_name="Jan Jansen", from_addr="jan@x.example")
    assert mail.reply == reply
    assert "".join(text[r.start : r.end] for r in mail.regions) == text
