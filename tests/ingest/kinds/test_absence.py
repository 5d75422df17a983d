"""Absence notes with neither header nor subject that says so, and people who mention a holiday.

Each note comes as vacation programs send it: under the subject that it answers, quoting nothing.
Each person's mail comes as an answer and as a first mail.
"""

from __future__ import annotations

import pytest

from config.codes import MessageKind
from ingest.parse import parse

NOTES = (
    # Dutch and Flemish
    "Geachte heer/mevrouw,\n\nIk ben afwezig van 2 tot en met 13 november. Uw bericht wordt niet doorgestuurd. Voor dringende zaken kunt u terecht bij mijn collega Els Vos, els@kdv.example.\n\nMet vriendelijke groet,\nSanne de Boer",
    "Beste,\n\nBedankt voor je mail. Ik ben er even niet en ben vanaf maandag 16 november weer bereikbaar.\n\nGroetjes, Sanne",
    "Dag,\n\nIk geniet van een welverdiende vakantie en ben terug op 16 november. Mails worden in deze periode niet gelezen.\n\nSanne",
    "Hallo,\n\nMomenteel ben ik met zwangerschapsverlof. Tot 1 maart kun je contact opnemen met Tess via tess@kdv.example.\n\nGroet,\nSanne",
    "Bedankt voor uw bericht. Ons kantoor is gesloten van 24 december t/m 3 januari. Wij reageren zo spoedig mogelijk na deze periode.",
    "Ik werk op maandag, dinsdag en donderdag. Uw e-mail beantwoord ik op mijn eerstvolgende werkdag. Voor spoed belt u 030-1234567.",
    "Beste afzender,\n\nIk ben op dit moment niet op kantoor en lees mijn mail niet. Maandag ben ik er weer.",
    "Goedendag,\n\nVandaag ben ik vrij. Ik lees uw mail morgen. Is het dringend, bel dan naar 030-1234567.\n\nSanne",
    "Beste,\n\nIk ben in verlof tot en met 15/11. Gelieve dringende vragen te richten aan info@speelplein.example.\n\nMvg,\nLotte",
    "Hoi!\nLeuk dat je mailt. Ik ben op vakantie tot 16 november en heb geen toegang tot mijn mail. Voor vragen: Tess, 06-12345678.",
    "Wegens ziekte ben ik tot nader order afwezig. Neem voor vragen contact op met de administratie: administratie@kdv.example.",
    "Dank voor uw e-mail. Wegens vakantie is ons secretariaat gesloten tot 16 november. Uw mail wordt daarna behandeld.",
    "Beste,\n\nSinds 1 oktober werk ik niet meer voor Speelplein De Zon. U kunt uw vraag sturen naar info@zon.example.\n\nLotte",
    "Deze mailbox wordt niet meer gelezen. Stuur uw bericht naar planning@kdv.example.",
    "Dit e-mailadres is niet meer in gebruik. Gebruik voortaan administratie@kdv.example.",
    "Beste,\n\nIk ben met zwangerschapsverlof tot 1 maart 2027. Mijn collega Piet (piet@kdv.example) neemt mijn taken waar.\n\nGroet",
    # French
    "Bonjour,\n\nJe suis absente jusqu'au 13 novembre inclus. En cas d'urgence, merci de contacter ma collègue Claire (claire@creche.example).\n\nCordialement,\nSophie",
    "Bonjour,\n\nActuellement en congé, je prendrai connaissance de votre message à mon retour le 16 novembre.\n\nBien à vous,\nSophie",
    "Merci pour votre message. Je suis en congé de maternité jusqu'au 1er mars. Pour toute question, adressez-vous à claire@creche.example.",
    "Bonjour, je suis en déplacement et n'ai qu'un accès limité à ma messagerie. Je vous répondrai dès mon retour.",
    "Nos bureaux sont fermés du 24 décembre au 3 janvier. Votre demande sera traitée dès la réouverture.",
    "Bonjour,\nJe ne travaille pas le mercredi. Votre mail sera lu jeudi. Pour les urgences : 02 123 45 67.",
    "Bonjour,\n\nJe ne fais plus partie de la crèche depuis le 1er octobre. Merci d'écrire désormais à info@creche.example.",
    "Absente du bureau jusqu'au 16/11, je vous répondrai à mon retour.",
    "Je vous remercie pour votre e-mail. Étant en vacances, je ne consulterai pas ma boîte avant le 16 novembre. Ma collègue Claire peut vous aider : claire@creche.example.",
    "Cette adresse n'est plus utilisée. Merci d'envoyer vos messages à info@creche.example.",
    # English
    "Hi,\n\nThanks for your email. I'm out of the office with no access to email and will be back on Monday 16 November.\n\nBest,\nSam",
    "Thank you for your message. I am currently on annual leave, returning 16 November. For anything urgent please contact Alex at alex@nursery.example.",
    "I will be away from my desk until Thursday. If you need immediate assistance, please call 020 7946 0000.",
    "Hello, I'm on parental leave until March. Your email will not be forwarded. Please reach out to Alex instead.",
    "I'm off today and will reply to your email tomorrow.",
    "Our offices are closed for the holidays from December 24 to January 3. We will respond to your message when we return.",
    "I am travelling this week with limited access to email, so my response may be delayed.",
    "Sam no longer works here. Please direct your enquiry to office@nursery.example.",
    "Please note that I work Monday to Wednesday only. I will get back to you as soon as I can on my next working day.",
    "I am attending a conference this week and will be slow to respond. If urgent, text me on 07700 900123.",
    "This mailbox is not monitored. Please use the form on our website instead.",
    "This email address is no longer in use. Please send your message to office@nursery.example.",
    # German
    "Guten Tag,\n\nvielen Dank für Ihre Nachricht. Ich bin bis einschließlich 13. November nicht im Büro. Ihre E-Mail wird nicht weitergeleitet. In dringenden Fällen wenden Sie sich bitte an Frau Klein (klein@kita.example).\n\nMit freundlichen Grüßen\nUte Berg",
    "Hallo, ich bin im Urlaub und ab dem 16.11. wieder erreichbar. Viele Grüße, Ute",
    "Sehr geehrte Damen und Herren, ich befinde mich derzeit in Elternzeit. Bitte richten Sie Ihre Anfragen an info@kita.example.",
    "Unser Büro ist vom 24.12. bis 03.01. geschlossen. Ihre Nachricht bearbeiten wir ab dem 4. Januar.",
    "Ich bin zurzeit auf Dienstreise und kann Ihre E-Mail erst ab Montag beantworten. Bei dringenden Anliegen: 030 1234567.",
    "Ich bin heute außer Haus. Ihre Mail lese ich morgen.",
    "Frau Berg ist nicht mehr in unserem Hause tätig. Bitte wenden Sie sich an info@kita.example.",
    "Diese E-Mail-Adresse wird nicht mehr verwendet. Bitte schreiben Sie an info@kita.example.",
    "Aufgrund von Krankheit bin ich bis auf Weiteres nicht erreichbar. Meine Vertretung ist Herr Klein, klein@kita.example.",
)  # fmt: skip

PEOPLE = (
    "Dank je, dat werkt. Ik ben volgende week met vakantie, dus ik test de rest op 16 november.",
    "Wij zijn de eerste week van november gesloten. Kunnen jullie de facturatie van die week overslaan?",
    "Ik ben tot 16 november met vakantie maar het moet eerder opgelost zijn. Bel mij op 06-12345678.",
    "Ik ben met verlof tot 1 maart. Mijn vervanger Piet moet dan de facturen kunnen zien, nu ziet hij niets.",
    "De leidster is met zwangerschapsverlof tot 1 maart. Hoe zet ik haar account stop?",
    "Els is op vakantie en ik kan niet bij haar planning. Graag rechten voor mij tot ze terug is.",
    "Beste,\n\nOp 2 november is ons kinderdagverblijf gesloten wegens een studiedag. De ouders kunnen toch boeken, dat moet uit.\n\nGroet,\nSanne",
    "Als een kind afwezig is, krijgen ouders geen bericht meer. Sinds de update van maandag.",
    "Prima, ik ben maandag weer op kantoor en dan bel ik even.",
    "Ik werk niet op vrijdag. Graag maandag een belafspraak over de migratie.",
    "Kind is ziek en afwezig tot en met vrijdag, graag de opvang annuleren.",
    "Bij afwezigheid van de coördinator komt de mail niet door. Dringend!",
    "Het automatische antwoord van jullie zegt dat het kantoor gesloten is, maar het is dinsdag.",
    "Mijn collega Tess is er even niet, dus ik neem het over. De export geeft nog steeds fout 500.",
    "Het account van Sanne mag weg, zij is niet meer werkzaam bij ons sinds 1 oktober.",
    "Sanne werkt niet meer bij ons. Het e-mailadres in het account moet els@kdv.example worden.",
    "Je suis absente demain, pouvez-vous m'appeler jeudi ?",
    "Nous sommes fermés du 24 décembre au 3 janvier. Merci de ne pas facturer ces jours.",
    "Je pars en vacances le 3 juillet et je n'ai toujours pas reçu la confirmation du camp.",
    "La directrice est en congé et son accès est bloqué. Il me faut un accès provisoire.",
    "Ma fille sera absente du 2 au 6 novembre, comment l'indiquer dans l'application ?",
    "Votre bureau est fermé le mercredi ? Personne ne répond.",
    "I'm away next week so please fix it before Friday.",
    "I am on holiday until Monday but the invoices must go out today. The export still fails.",
    "Our office is closed on Friday, so the engineer can come on Thursday.",
    "She is on maternity leave until March. Please deactivate her account.",
    "When staff are on leave the planner still shows them as available.",
    "Alex no longer works here. Please remove him from the planner and stop the invoices in his name.",
    "I was out of the office yesterday. Attached is the file you asked for.",
    "The holiday calendar for 2027 is missing. We return on 4 January and need it by then.",
    "Ich bin ab morgen im Urlaub, bitte rufen Sie mich heute noch an.",
    "Wir haben vom 1. bis 15. August geschlossen und möchten die Buchungen in dieser Zeit sperren.",
    "Die Leiterin ist in Elternzeit. Ihr Zugang soll an mich übertragen werden.",
    "Mein Sohn ist bis Freitag krank und nicht in der Kita.",
    "Ich bin heute nicht im Büro, schaue mir das aber morgen an und melde mich dann mit den Daten.",
    "Danke für Ihre schnelle Antwort. Ich bin bis Freitag unterwegs, die Datei schicke ich am Montag.",
    "Hartelijk dank voor uw bericht. Het is gelukt!",
    "Bedankt voor je mail. Ik ga het maandag proberen en laat het weten.",
    "Thanks for your email. The office number on the invoice is wrong, it should be 020 7946 0000.",
    "Merci pour votre message. Je vous envoie le formulaire à mon retour lundi.",
    "Dit e-mailadres werkt niet meer in de app: info@kdv.example. Wat nu?",
    "Wij zijn verhuisd. Ons e-mailadres is niet meer info@kdv.example maar contact@kdv.example. Graag aanpassen.",
    "De mailbox van Sanne wordt niet meer gelezen sinds zij weg is, kunnen jullie de meldingen naar mij sturen?",
)  # fmt: skip


def _kind(text: str, header: str) -> tuple[MessageKind, str]:
    raw = f"From: Sanne <sanne@kdv.example>\nTo: support@desk.example\n{header}\n" \
        f"Content-Type: text/plain; charset=utf-8\n\n{text}\n"  # fmt: skip
    message = parse(raw.encode())
    return message.kind, message.kind_reason


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize(
    "header", ["Subject: Re: Uw vraag", "Subject: Uw vraag\nIn-Reply-To: <a@desk.example>"]
)
def test_an_absence_note_is_no_persons_answer(note: str, header: str) -> None:
    assert _kind(note, header)[0] is MessageKind.AUTO_REPLY


@pytest.mark.parametrize("text", PEOPLE)
@pytest.mark.parametrize(
    "header", ["Subject: Re: Uw vraag\nIn-Reply-To: <a@desk.example>", "Subject: Vraag"]
)
def test_who_mentions_a_holiday_is_a_person(text: str, header: str) -> None:
    assert _kind(text, header) == (MessageKind.HUMAN, "nothing_else")
