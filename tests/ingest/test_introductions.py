"""How programs introduce older mail, and sign, in the languages of the world: one line each."""

from __future__ import annotations

import pytest

from ingest.parse import written

# A "|" stands for a line end.
INTRODUCTIONS = (
    "On Wed, Sep 25, 2026, at 03:57 PM, sanne_de_boer wrote:",
    "On Thursday, June 27, 2026, piet via Desk wrote:",
    "On Wed, 2026-12-02 at 13:58 +0000, Piet Jansen wrote:",
    "On 10/12/15 12:30, Els Mulder wrote:",
    "---- On Tue, 22 Dec 2026 14:17:36 +0530 Kees Vos&lt;info@d.example&gt; wrote ----",
    "Op 24 aug. 2026 om 16:48 heeft jan88 via Meta <info@d.example> het volgende geschreven:",
    'Le 4 janv. 2026 19:03, "Ria Smit" <info@d.example> a écrit :',
    "Dnia 14 lip 2026 o godz. 00:25 Jan Bos <info@d.example> napisał(a):",
    "Em seg, 27 de jul de 2026 17:13, Ria Smit <info@d.example> escreveu:",
    "El jueves, 21 de noviembre de 2026, piet escribió:",
    "At 6/16/2026 08:32 PM, you wrote:",
    "Den 15. jun. 2026 kl. 20.42 skrev Els Mulder <info@d.example>:",
    "søn. 30. apr. 2026 kl. 00.26 skrev Tom Maas <meta@d.example>:",
    "суббота, 14 марта 2026 г. пользователь olga написал:",
    '23 mar 2026 21:25 "Ria Smit" <meta@d.example> napisał(a):',
    '30 серп. 2026 р. 20:45 "Olena" no-reply@d.example пише:',
    "Uwe Klein <x@d.example> schrieb am Fr., 28. Apr. 2026 um 11:53 Uhr:",
    "2026-03-03 17:21 GMT+01:00 Some One",
    "2026-10-18 0:17 GMT+03:00 Ivan <info@d.example>:",
    "2026/10/2 ana <info@d.example>",
    "вт, 5 янв. 2026 г. в 23:39, Nina Dahl <info@d.example>:",
    "ср, 1 апр. 2026, 18:29, Oleg <info@d.example>:",
    "piet via Desk wrote:",
    "piet via Desk <info@d.example> schrieb:",
    "Some One <info@d.example> wrote:",
    "Bob (bob@d.example) wrote:",
    "Begin forwarded message:",
    "Van / From: Bob <bob@d.example>|Verzonden / Sent: maandag 2 november 2026 10:12|Aan / To: Els|Onderwerp / Subject: x",
    "----- Doorgestuurd door Els Mulder/KDV/NL op 02-11-2026 10:12 -----||Van: Bob <bob@d.example>|Datum: 2-11-2026 10:12|Onderwerp: x",
    "-------- Bericht dat ik kreeg --------|Onderwerp: x|Datum: 2026-11-02 10:12|Afzender: Bob <bob@d.example>",
    "----- Doorgestuurd bericht -----Van: Bob <bob@d.example>Aan: els@kdv.example <els@kdv.example>Verzonden: maandag 2 november 2026 10:12:12 CETOnderwerp: x",
    "----- Original Message -----",
    "*----- Original Message -----*",
    "------------------ 原始邮件 ------------------",
    "Début du message transféré :",
    "W dniu 2.11.2026 o 10:12, Jan Kowalski pisze:",
    "2026-11-02 10:12 Jan <j@d.example>:",
    '02.11.2026 10:12, "Jan" <j@d.example>:',
    '10:12, 2 ноября 2026 г., "Jan" <j@d.example>:',
    "2026. 11. 2. 오후 10:12, Jan 작성:",
    "2026/11/02 10:12、Jan <j@d.example>のメッセージ:",
    '02.04.2026 14:20 пользователь "bob@d.example" <bob@d.example> написал:',
    "Thu, 26 Jun 2026 14:00:51 +0400 Bob <bob@d.example>:",
    "On 04/19/2026 07:10 AM, Bob wrote:",
    "-------- Original message --------",
    "In message <abc@d.example>, Bob writes:",
    "Bob wrote on 2-11-2026 10:12:",
    "Jan Jansen schreef op 2-11-2026 10:12:",
    "Quoting Bob <bob@d.example>:",
    "2. Nov. 2026, 10:12 von bob@d.example:",
    "Nov 2, 2026, 10:12 by bob@d.example:",
    "Am Mo., 2. Nov. 2026 um 10:12 Uhr schrieb Bob <bob@d.example|>:",
    "On Mon, 2 Nov 2026 at 10:12, Bob <bob@d.example|> wrote:",
    "Bob Bos/Desk/NL@DESK|02-11-2026 10:12||Aan|Els Mulder/KDV/NL@KDV|cc||Onderwerp|Re: Lijst",
    '"Bob" <bob@d.example>|Sent by: x@d.example|11/02/2026 10:12 AM||To|<els@kdv.example>|cc||Subject|Re: List',
    "Zitat von Bob <bob@d.example>:",
    "Bob <bob@d.example> kirjoitti 2.11.2026 kello 10.12:",
    "Στις Δευ, 2 Νοε 2026 στις 10:12 π.μ., ο/η Bob <b@d.example> έγραψε:",
    "Vào Th 2, 2 thg 11, 2026 vào lúc 10:12 Bob <b@d.example> đã viết:",
    "Pada tanggal Sen, 2 Nov 2026 pukul 10.12 Bob <b@d.example> menulis:",
    "V V po 2. 11. 2026 o 10:12 Bob <b@d.example> napísal(a):",
    "ne 2. 11. 2026 v 10:12 odesílatel Bob <b@d.example> napsal:",
    "pon., 2. nov. 2026 ob 10:12 je oseba Bob <b@d.example> napisala:",
    "Bob <b@d.example>, 2 Kas 2026 Pzt, 10:12 tarihinde şunu yazdı:",
    "Missatge de Bob <b@d.example> del dia dl., 2 de nov. 2026 a les 10:12:",
    "De: Bob <b@d.example>|Date: lun. 2 nov. 2026 à 10:12|Objet : x|À : y",
    "Da: Bob <b@d.example>|Date: lun 2 nov 2026 alle ore 10:12|Subject: x|To: y",
    'From: Bob <b@d.example>|Reply-To: "x" <y@d.example>|Date: Monday, November 2, 2026 at 10:12 AM|To: Jan <j@d.example>|Subject: x',
    "From: Bob <b@d.example>|To: j@d.example|Date: 11/02/2026 10:12 AM|Subject: x",
    "De: Bob [mailto:b@d.example]|Enviado el: lunes, 2 de noviembre de 2026 10:12|Para: x|Asunto: y",
    "Fra: Bob <b@d.example>|Dato: mandag 2. november 2026 10:12|Til: x|Emne: y",
    "Lähettäjä: Bob <b@d.example>|Lähetetty: 2. marraskuuta 2026 10:12|Vastaanottaja: x|Aihe: y",
    "Feladó: Bob <b@d.example>|Elküldve: 2026. november 2. 10:12|Címzett: x|Tárgy: y",
    "От: Bob <b@d.example>|Отправлено: 2 ноября 2026 г. 10:12|Кому: x|Тема: y",
    "发件人: Bob <b@d.example>|发送时间: 2026年11月2日 10:12|收件人: x|主题: y",
    "보낸 사람: Bob <b@d.example>|보낸 날짜: 2026년 11월 2일 10:12|받는 사람: x|제목: y",
    "差出人: Bob <b@d.example>|送信日時: 2026年11月2日 10:12|宛先: x|件名: y",
    "Kimden: Bob <b@d.example>|Gönderildi: 2 Kasım 2026 10:12|Kime: x|Konu: y",
    "Expediteur: Bob <b@d.example>|Date: 2 novembre 2026|Destinataire: x|Objet: y",
    "*From:* Bob <b@d.example>|*Sent:* Monday, 2 November 2026 10:12|*To:* x|*Subject:* y",
    "**Van:** Bob <b@d.example>|**Verzonden:** maandag 2 november 2026|**Aan:** x|**Onderwerp:** y",
    "From: Bob via Desk <b@d.example>|Sent: 02 November 2026 10:12|To: x|Cc: y|Subject: z|Importance: High",
    "Van: Bob|Verzonden: maandag 2 november 2026 10:12|Aan: x|Onderwerp: y",
    "________________________________|Van: Bob <b@d.example>|Verzonden: maandag|Aan: x|Onderwerp: y",
)

# These two are believed only above lines with quote marks: they look too much like a list.
NEED_MARKS = ("2026/10/2 ana <", "piet via Desk wrote:")

FOOTERS = (
    "Nik from mobile",
    "From My Iphone 6",
    "Sent via mobile",
    "Sent with Airmail",
    "Obtenez BlueMail pour Android",
    "Get BlueMail for Desktop",
    "Verzonden van Nine",
    "Verzonden van mijn iPad",
    "Alvast bedankt en vele zonnige groetjes",
    "Bedankt, groetjes",
    "Met creatieve en warme groeten,",
    "Met zonnige herfstgroet,",
    "Kerstgroetjes",
    "Groetjes xx Els",
    "Groetjes 🌞",
    "Bàv",
    "Tks & rgds",
    "Fijne feestdagen en groetjes van het hele team!",
    "Sent from Windows Mail",
    "Sent from my TI-85",
    "<<sent by galaxy>>",
    "(sent from a phone)",
    "(Sent from mobile device)",
    "從我的 iPhone 傳送",
    "Envoyé depuis mon iPhone",
    "Von meinem Mobilgerät gesendet",
    "Diese Nachricht wurde von meinem Android-Mobiltelefon mit K-9 Mail gesendet.",
    "Get Outlook for Android",
    "Envoyé depuis Yahoo Mail",
    "Inviato da iPhone",
    "Sendt fra min iPhone",
    "Enviado do meu iPhone",
    "Enviado desde mi iPhone",
    "Verzonden met Outlook",
    "Verstuurd vanaf mijn iPad",
    "från min iPhone",
    "Skickat från min iPhone",
    "Wysłano z iPhone'a",
    "Odesláno z iPhonu",
    "Отправлено с iPhone",
    "Lähetetty iPhonesta",
    "iPhone'umdan gönderildi",
    "iPhoneから送信",
    "Von meinem iPhone gesendet",
    "Gesendet von Mail für Windows",
    "Sent from Mail for Windows 10",
    "Verzonden vanuit Mail voor Windows 10",
    "Verzonden vanaf Outlook voor Android<https://aka.ms/x>",
    "Télécharger Outlook pour Android",
    "Envoyé à partir de Outlook pour iOS",
    "Sent from Yahoo Mail on Android",
    "Sent from ProtonMail mobile",
    "Sent from Proton Mail for iOS",
    "Sent from Outlook for Android",
    "Sent from Gmail Mobile",
    "Sent from my Verizon, Samsung Galaxy smartphone",
    "Sent using Zoho Mail",
    "Sent from myMail for Android",
    "Verzonden via Samsung-smartphone.",
    "Verzonden vanaf Samsung Mobile",
    "Cheers,",
    "Best wishes,",
    "Kind Regards!",
    "Bien à vous,",
    "Cordialement,",
    "Bonne journée !",
)


MARKED, BARE = "> An older text.\n> And more.", "An older text.\nAnd more."
CASES = [
    (introduction, older)
    for introduction in INTRODUCTIONS
    for older in ((MARKED,) if introduction.startswith(NEED_MARKS) else (MARKED, BARE))
]


@pytest.mark.parametrize(("introduction", "older"), CASES)
def test_introduction(introduction: str, older: str) -> None:
    introduction = introduction.replace("|", "\n")
    body = f"My reply.\n\n{introduction}\n\n{older}\n"
    mail = written(subject="Re: x", body=body, from_name="", from_addr="z@x.example")
    assert mail.reply == "My reply."
    assert mail.quoted == f"{introduction}\n\n{older}"


@pytest.mark.parametrize("footer", FOOTERS)
def test_footer(footer: str) -> None:
    body = f"My reply is here.\n\n{footer}\n"
    mail = written(subject="Re: x", body=body, from_name="", from_addr="z@x.example")
    assert mail.reply == "My reply is here."
    assert mail.signature == footer


def test_what_a_line_announces_was_said() -> None:
    body = "Ze ziet geen kind.\n\nGroet,\nSanne\n\nHieronder ons appje:\n\n[08:41] Piet: hallo"
    mail = written(subject="x", body=body, from_name="Sanne", from_addr="z@x.example")
    assert mail.reply == "Ze ziet geen kind.\n\nHieronder ons appje:\n\n[08:41] Piet: hallo"
