"""People and programs: what tells them apart, each with a near-miss that must stay human."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path

import pytest

from config.codes import MessageKind
from ingest.parse import parse

CORPUS = sorted(Path(__file__).parents[2].joinpath("triage/corpus").glob("*.jsonl"))
HUMAN, BOUNCE, AUTO = MessageKind.HUMAN, MessageKind.BOUNCE, MessageKind.AUTO_REPLY
LIST, OWN = MessageKind.LIST, MessageKind.OWN
DAEMON = "From: Mail Delivery System <MAILER-DAEMON@mx.example>"
PERSON = "From: Sanne <sanne@kdv.example>"

# Header, text, what it is.
MAILS: tuple[tuple[str, str, MessageKind], ...] = (
    (f"{DAEMON}\nSubject: Undelivered Mail Returned to Sender", "User unknown", BOUNCE),
    (f"{DAEMON}\nSubject: Hallo", "Your message could not be delivered.", BOUNCE),
    ("From: postmaster@x.example\nSubject: Onbestelbaar: Re: Rooster", "Niet bezorgd bij els@x.example", BOUNCE),
    ("From: Postmaster@x.example\nSubject: DELIVERY FAILURE: User x not listed", "Your message was not delivered to: x@y.example", BOUNCE),
    ("From: postmaster@x.example\nSubject: Unzustellbar: AW: Rechnung", "konnte nicht zugestellt werden", BOUNCE),
    ("From: mailer-daemon@x.example\nSubject: Échec de la remise", "n'a pas pu être remis", BOUNCE),
    ("From: postmaster@x.example\nSubject: メッセージを配信できません。", "550 5.1.1 user unknown", BOUNCE),
    ("From: x@y.example\nReturn-Path: <>\nSubject: failure notice", "Hi. This is the qmail-send program at y.", BOUNCE),
    ("From: x@y.example\nSubject: Re: x\nX-Failed-Recipients: a@b.example", "x", BOUNCE),
    (f"{PERSON}\nSubject: Undeliverable messages since this morning", "Every mail I sent comes back with 550 5.1.1 mailbox unavailable. Please look.", HUMAN),
    (f"{PERSON}\nSubject: Delivery failed - order 12", "The parcel was not delivered to my address yesterday.", HUMAN),
    (f"{PERSON}\nSubject: Mailbox full", "Hi, my mailbox is full and nothing comes in.", HUMAN),
    ("From: post_master@mms.example\nSubject: Undeliverable Message", "Error: No valid recipients for this MM\nRecipient address: a@b.example", BOUNCE),
    ("From: Systeembeheerder <systeem@kdv.example>\nSubject: Niet bezorgbaar: Rooster", "Uw bericht heeft enkele of alle geadresseerden niet bereikt.", BOUNCE),
    ("From: Administrateur système <postmaster@x.example>\nSubject: Non remis : Accès", "Votre message n'a pas atteint certains ou tous les destinataires.", BOUNCE),
    ("From: postmaster@x.example\nSubject: [Postmaster] Email Delivery Failure", "Your message was rejected: 550 blocked sender", BOUNCE),
    (f"{PERSON}\nSubject: [KDV De Zon] Delivery failed", "Bij ons komt er geen mail meer aan, kunt u kijken?", HUMAN),
    ("From: Els <els@kdv.example>\nSubject: Mail", "Onze nieuwsbrief heeft enkele geadresseerden niet bereikt. Hoe kan dat?", HUMAN),
    ("From: relay@x.example\nSubject: Undeliverable: Ticket", "The message to a@b.example could not be delivered: 550 5.1.1 user unknown", BOUNCE),
    (f"{PERSON}\nSubject: Undeliverable mail", "Wat betekent dit? Ik kreeg het van jullie.", HUMAN),
    (f"{PERSON}\nSubject: RE: Undeliverable: Re: Rooster", "Dit adres klopt niet meer, het is nu els@kdv.example.", HUMAN),
    ("From: Postmaster <postmaster@kdv.example>\nSubject: SPF-record", "Kunnen jullie het SPF-record voor ons domein doorgeven?", HUMAN),
    ("From: Administrator <administrator@kdv.example>\nSubject: Wachtwoord", "Wij kunnen niet meer inloggen op de tablet.", HUMAN),
    (f"{PERSON}\nSubject: Mail niet bezorgd", "De nieuwsbrief is bij drie ouders niet bezorgd, hoe kan dat?", HUMAN),
    (f"{PERSON}\nSubject: Failed login", "My login failed three times this morning.", HUMAN),
    (f"{PERSON}\nSubject: x\nAuto-Submitted: auto-replied", "x", AUTO),
    (f"{PERSON}\nSubject: x\nAuto-Submitted: no", "Het rooster is leeg.", HUMAN),
    (f"{PERSON}\nSubject: Automatisch antwoord: x", "Ik ben er niet.", AUTO),
    (f"{PERSON}\nSubject: Réponse automatique : x", "Absent.", AUTO),
    (f"{PERSON}\nSubject: Automatische Antwort: x", "Weg.", AUTO),
    (f"{PERSON}\nSubject: Out of Office Re: x", "Back Monday.", AUTO),
    (f"{PERSON}\nSubject: Afwezigheidsbericht", "Ik ben tot 9 november afwezig.", AUTO),
    (f"{PERSON}\nSubject: Afwezig: Re: x", "Ik ben met vakantie tot 9 november.", AUTO),
    (f"{PERSON}\nSubject: Abwesenheitsnotiz", "Ich bin im Urlaub bis 9.11.", AUTO),
    (f"{PERSON}\nSubject: Re: x\nX-Autoreply: yes", "Dank.", AUTO),
    (f"{PERSON}\nSubject: Re: x\nX-Autorespond: x", "Dank.", AUTO),
    (f"{PERSON}\nSubject: Re: x\nPrecedence: auto_reply", "Weg.", AUTO),
    (f"{PERSON}\nSubject: Re: x", "Ik ben met zwangerschapsverlof tot en met maart. Neem contact op met mijn collega Els.", AUTO),
    (f"{PERSON}\nSubject: Re: x", "I am out of the office until 9 November. For urgent matters contact Els.", AUTO),
    (f"{PERSON}\nSubject: Re: x", "Ik ben donderdag afwezig, kan het vrijdag? Voor vragen mag u bellen.", HUMAN),
    (f"{PERSON}\nSubject: Re: x", "Ik werk niet meer bij de crèche. Uw mail wordt niet gelezen. Voor vragen kunt u terecht bij info@x.example.", AUTO),
    (f"{PERSON}\nSubject: Re: x", "De app werkt niet meer bij mij. Is er spoed bij nodig, of kan ik tot maandag wachten", HUMAN),
    (f"{PERSON}\nSubject: Absent(e) du bureau : x", "Je serai de retour le 9 mars.", AUTO),
    (f"{PERSON}\nSubject: Abwesenheitsnotiz: x", "Ab dem 9. März wieder erreichbar.", AUTO),
    (f"{PERSON}\nSubject: Afwezig: Lotte", "Lotte is vandaag ziek, tot en met vrijdag.", HUMAN),
    (f"{PERSON}\nSubject: Out of office", "How do I set one in your app?", HUMAN),
    (f"{PERSON}\nSubject: Bedankt voor uw bericht", "Bedankt voor uw bericht van gisteren, het is nu opgelost.", HUMAN),
    (f"{PERSON}\nSubject: Bedankt voor uw bericht", "Bedankt voor uw bericht. Wij nemen binnen twee dagen contact met u op.", AUTO),
    (f"{PERSON}\nSubject: [Ticket #45] We received your request", "Your request (#45) has been received. This is an automated message.", AUTO),
    (f"{PERSON}\nSubject: Re: x\nPrecedence: bulk", "I will not be reading my mail for a while. It will be read when I return.", AUTO),
    (f"{PERSON}\nSubject: Automatic reply: x", "Thank you for your message. Do you need help right away? Call 010.", AUTO),
    (f"{PERSON}\nSubject: Re: Out of Office: x\nIn-Reply-To: <a@b>", "Ok, dan wacht ik op zijn terugkeer.", HUMAN),
    (f"{PERSON}\nSubject: Re: x\nIn-Reply-To: <a@b>", "Beste afzender,\n\nOns kantoor is gesloten van 24 december tot en met 2 januari. Wij beantwoorden uw bericht daarna.", AUTO),
    (f"{PERSON}\nSubject: Re: x\nIn-Reply-To: <a@b>", "Wij zijn gesloten van 24 december tot 2 januari, dus de monteur hoeft dan niet te komen. Kan het op 3 januari?", HUMAN),
    (f"{PERSON}\nSubject: Betriebsferien", "Wir haben vom 1. bis 15. August Betriebsferien. Ihre E-Mail wird danach bearbeitet.", AUTO),
    (f"{PERSON}\nSubject: Congés annuels : x", "Notre bureau est fermé du 1er au 15 août. Nous répondrons dès notre retour.", AUTO),
    (f"{PERSON}\nSubject: On leave", "I am on leave until June, please transfer my account to my colleague in the meantime.", HUMAN),
    (f"{PERSON}\nSubject: Congé maternité", "Je suis en congé maternité jusqu'en août et je voudrais suspendre mon abonnement.", HUMAN),
    (f"{PERSON}\nSubject: Thank you for contacting Shop", "Thanks for contacting us. We will get back to you within 24 hours.", AUTO),
    (f"{PERSON}\nSubject: Uw melding 12345 is geregistreerd", "Uw melding is bij ons geregistreerd onder nummer 12345.", AUTO),
    (f"{PERSON}\nSubject: Votre demande n° 1234 a été enregistrée", "Votre demande a bien été enregistrée.", AUTO),
    (f"{PERSON}\nSubject: Ihre Anfrage 1234 ist eingegangen", "Ihre Anfrage ist bei uns eingegangen und wird bearbeitet. Wir melden uns.", AUTO),
    (f"{PERSON}\nSubject: [Request received] Re: x", "##- Please type your reply above this line -##\n\nYour request (12) has been received.", AUTO),
    (f"{PERSON}\nSubject: Re: x", "I'm on holiday until Monday, please call me if urgent. The printer still shows E04 again, as in my first mail.", HUMAN),
    (f"{PERSON}\nSubject: Re: x", "Ik ben tot en met vrijdag met vakantie. Voor vragen kun je Els mailen. De facturen van januari heb ik nog niet ontvangen.", HUMAN),
    (f"{PERSON}\nSubject: Vakantie", "Hoe voer ik de schoolvakantie van februari in?", HUMAN),
    (f"{PERSON}\nSubject: Afwezigheid doorgeven", "Ouders kunnen sinds gisteren geen afwezigheid meer doorgeven.", HUMAN),
    (f"{PERSON}\nSubject: Automatische incasso mislukt", "De automatische incasso van oktober is niet verwerkt.", HUMAN),
    (f"{PERSON}\nSubject: Automatische mail naar ouders", "De automatische mail ging naar de verkeerde ouders.", HUMAN),
    (f"{PERSON}\nSubject: Bedankt", "Bedankt voor jullie snelle antwoord, het werkt.", HUMAN),
    (f"{PERSON}\nSubject: Leave request module", "Staff cannot enter a leave request since Monday.", HUMAN),
    (f"{PERSON}\nSubject: x\nX-Auto-Response-Suppress: All", "Het rooster is leeg.", HUMAN),
    ("From: nieuwsbrief@x.example\nSubject: Nieuws\nList-Unsubscribe: <https://x.example/u>", "Nieuws", LIST),
    ("From: Piet <p@x.example>\nSubject: [lijst] x\nList-Id: <lijst.x.example>\nList-Post: <mailto:lijst@x.example>", "Hoi", LIST),
    ("From: x@y.example\nSubject: x\nPrecedence: bulk", "Actie!", LIST),
    (f"{PERSON}\nSubject: x\nList-Id: <support.desk.example>\nPrecedence: list", "Help.", HUMAN),
    (f"{PERSON}\nSubject: Re: x\nIn-Reply-To: <a@b>\nList-Unsubscribe: <mailto:u@kdv.example>", "Zo is het goed.", HUMAN),
    ("From: Support <support@desk.example>\nSubject: Re: x\nX-Meldpost-Ticket: KK-1\nAuto-Submitted: auto-replied", "x", OWN),
    ("From: Nel <nel@vendor.example>\nSubject: Re: x\nX-Meldpost-Ticket: VV-1", "Kunnen jullie het rooster nakijken?", HUMAN),
    ("From: Els <els@desk.example>\nSubject: x", "Kijk hier eens naar.", HUMAN),
)  # fmt: skip


# What Exchange puts before the subject of the mail that it answers, by language.
AUTOMATIC = (
    "Automatic reply", "Automatisch antwoord", "Réponse automatique", "Automatische Antwort", "Respuesta automática",
    "Risposta automatica", "Resposta automática", "Resposta automàtica", "Odpowiedź automatyczna",
    "Automatická odpověď", "Automatická odpoveď", "Automatisk svar", "Autosvar", "Automaattinen vastaus",
    "Automatikus válasz", "Răspuns automat", "Автоматический ответ", "Автоматична відповідь", "Автоматичен отговор",
    "Otomatik yanıt", "Αυτόματη απάντηση", "תשובה אוטומטית", "رد تلقائي", "自動応答", "자동 회신", "自动答复",
    "自動回覆", "Trả lời tự động", "Automatski odgovor", "Samodejni odgovor", "Automaatvastus",
    "Automatinis atsakymas", "Automātiska atbilde", "Balasan otomatis", "ตอบกลับอัตโนมัติ",
)  # fmt: skip


@pytest.mark.parametrize("words", AUTOMATIC)
def test_exchange_answers_in_every_language(words: str) -> None:
    raw = f"{PERSON}\nSubject: {words}: x\nContent-Type: text/plain; charset=utf-8\n\n…\n"
    assert parse(raw.encode()).kind is AUTO


@pytest.mark.parametrize(("header", "text", "kind"), MAILS)
def test_kind(header: str, text: str, kind: MessageKind) -> None:
    raw = f"{header}\nContent-Type: text/plain; charset=utf-8\n\n{text}\n".encode()
    message = parse(raw, own_domains=frozenset({"desk.example"}))
    assert (message.kind, message.kind_reason) == (kind, message.kind_reason)
    assert (message.bounce is not None) == (kind is BOUNCE)


def test_no_mail_of_a_person_is_mistaken() -> None:
    """The labelled corpus is written by people; each mail as a first one and as an answer."""
    mistaken = []
    for path in CORPUS:
        for line in path.read_text(encoding="utf-8").splitlines():
            labelled = json.loads(line)
            for prefix in ("", "Re: "):
                message = parse(_as_mail(labelled, prefix))
                if message.kind is not HUMAN:
                    mistaken.append((labelled["id"], prefix, message.kind_reason))
    assert mistaken == []


def _as_mail(labelled: dict[str, str], prefix: str) -> bytes:
    mail = EmailMessage()
    mail["From"] = f"x <{labelled['from_addr']}>"
    mail["Subject"] = prefix + " ".join(labelled["subject"].split())
    if prefix:
        mail["In-Reply-To"] = "<t1@desk.example>"
    mail.set_content(labelled["body"])
    return mail.as_bytes()


@pytest.mark.parametrize(
    ("text", "recipient", "status", "hard"),
    [
        ("<a@b.example>: host mx said: 550 5.1.1 User unknown", "a@b.example", "5.1.1", True),
        ("  a@b.example\n    mailbox is full", "a@b.example", "5.2.2", False),
        ("Final-Recipient: rfc822; a@B.example\nAction: delayed\nStatus: 4.4.1", "a@b.example", "4.4.1", False),
        ("Recipient: <a@b.example>\nunknown host", "a@b.example", "5.1.2", True),
        ("550 <a@b.example>, Recipient unknown", "a@b.example", "5.1.1", True),
        ("<a@b.example>: 552 Mail size limit exceeded.", "a@b.example", "5.3.4", True),
        ("a@b.example: mailbox exceeded its limit", "a@b.example", "5.2.2", False),
        ("Nothing that says anything.", None, None, None),
    ],
)  # fmt: skip
def test_what_a_bounce_says(
    text: str, recipient: str | None, status: str | None, *, hard: bool | None
) -> None:
    bounce = parse(f"{DAEMON}\nSubject: Undelivered Mail\n\n{text}\n".encode()).bounce
    assert bounce is not None
    assert (bounce.recipient, bounce.status, bounce.hard) == (recipient, status, hard)
