"""What Gmail, Apple Mail, Thunderbird, Outlook and phones write round a reply, language by language.

Each introduction is tried on one line, and broken over two and three lines as programs break them:
before the address, behind "<", at the last blanks. Each above older mail with quote marks and
without.
"""

from __future__ import annotations

import pytest

from ingest.parse import written

WHO = "Jan Bos <jan@x.example>"

# Language: what introduces older mail. Gmail, Apple Mail, Thunderbird, others.
INTRODUCED: dict[str, tuple[str, ...]] = {
    "nl": (
        f"Op ma 2 nov 2026 om 10:12 schreef {WHO}:",
        f"Op 2 nov 2026 om 10:12 heeft {WHO} het volgende geschreven:",
        "Op 02-11-2026 om 10:12 schreef Jan Bos:",
        f"Op maandag 2 november 2026 10:12 schreef {WHO}:",
        f"{WHO} schreef op 2 november 2026 10:12:",
    ),
    "fr": (
        f"Le lun. 2 nov. 2026 à 10:12, {WHO} a écrit :",
        f"Le 2 nov. 2026 à 10:12, {WHO} a écrit :",
        "Le 02/11/2026 à 10:12, Jan Bos a écrit :",
        f"Le lundi 2 novembre 2026 à 10:12:00 UTC+1, {WHO} a écrit :",
    ),
    "en": (
        f"On Mon, Nov 2, 2026 at 10:12\u202fAM {WHO} wrote:",
        f"On 2 Nov 2026, at 10:12, {WHO} wrote:",
        "On 02/11/2026 10:12, Jan Bos wrote:",
        f"On Monday, November 2nd, 2026 at 10:12 AM, {WHO} wrote:",
        "On Mon, 2 Nov 2026 at 10:12, 'Jan Bos' via Support <support@x.example> wrote:",
    ),
    "de": (
        f"Am Mo., 2. Nov. 2026 um 10:12 Uhr schrieb {WHO}:",
        f"Am 02.11.2026 um 10:12 schrieb {WHO}:",
        "Am 02.11.26 um 10:12 schrieb Jan Bos:",
        "Jan Bos schrieb am 02.11.26 um 10:12:",
        f"{WHO} schrieb am Mo., 2. Nov. 2026, 10:12:",
    ),
    "es": (
        "El lun, 2 nov 2026 a las 10:12, Jan Bos (<jan@x.example>) escribió:",
        f"El 2 nov 2026, a las 10:12, {WHO} escribió:",
        "El 2/11/26 a las 10:12, Jan Bos escribió:",
    ),
    "it": (
        f"Il giorno lun 2 nov 2026 alle ore 10:12 {WHO} ha scritto:",
        f"Il giorno 2 nov 2026, alle ore 10:12, {WHO} ha scritto:",
        "Il 02/11/2026 10:12, Jan Bos ha scritto:",
        "Il lunedì 2 novembre 2026 alle ore 10:12:00 CET, Jan Bos <jan@x.example> ha scritto:",
    ),
    "pt": (
        f"Em seg., 2 de nov. de 2026 às 10:12, {WHO} escreveu:",
        f"{WHO} escreveu (segunda, 2/11/2026 à(s) 10:12):",
        f"Em 2 de nov. de 2026, à(s) 10:12, {WHO} escreveu:",
        f"No dia 02/11/2026, às 10:12, {WHO} escreveu:",
        "Em 02/11/2026 10:12, Jan Bos escreveu:",
        f"A segunda, 2/11/2026, 10:12, {WHO} escreveu:",
    ),
    "ca": (f"Missatge de {WHO} del dia dl., 2 de nov. 2026 a les 10:12:",),
    "pl": (
        f"pon., 2 lis 2026 o 10:12 {WHO} napisał(a):",
        f"Wiadomość napisana przez {WHO} w dniu 2 lis 2026, o godz. 10:12:",
        "W dniu 02.11.2026 o 10:12, Jan Bos pisze:",
        f"Dnia 2 listopada 2026 10:12 {WHO} napisał(a):",
    ),
    "cs": (
        f"po 2. 11. 2026 v 10:12 odesílatel {WHO} napsal:",
        f"2. 11. 2026 v 10:12, {WHO}:",
        "Dne 02. 11. 26 v 10:12 Jan Bos napsal(a):",
    ),
    "sk": (f"po 2. 11. 2026 o 10:12 {WHO} napísal(a):", "Dňa 2. 11. 2026 o 10:12 Jan Bos napísal(a):"),
    "da": (
        f"Den man. 2. nov. 2026 kl. 10.12 skrev {WHO}:",
        f"Den 2. nov. 2026 kl. 10.12 skrev {WHO}:",
        "Den 02-11-2026 kl. 10:12 skrev Jan Bos:",
    ),
    "sv": (
        f"Den mån 2 nov. 2026 kl 10:12 skrev {WHO}:",
        f"2 nov. 2026 kl. 10:12 skrev {WHO}:",
        "Den 2026-11-02 kl. 10:12, skrev Jan Bos:",
    ),
    "no": (
        f"man. 2. nov. 2026 kl. 10:12 skrev {WHO}:",
        f"2. nov. 2026 kl. 10:12 skrev {WHO}:",
        "Den 02.11.2026 10:12, skrev Jan Bos:",
    ),
    "fi": (
        "ma 2.11.2026 klo 10.12 Jan Bos (jan@x.example) kirjoitti:",
        f"{WHO} kirjoitti 2.11.2026 kello 10.12:",
        "Jan Bos kirjoitti 2.11.2026 klo 10.12:",
        "2.11.2026 10.12, Jan Bos kirjoitti:",
    ),
    "hu": (
        f"{WHO} ezt írta (időpont: 2026. nov. 2., H, 10:12):",
        f"2026. nov. 2. dátummal, 10:12 időpontban {WHO} írta:",
        "2026. 11. 02. 10:12 keltezéssel, Jan Bos írta:",
    ),
    "ro": (
        f"În lun., 2 nov. 2026 la 10:12, {WHO} a scris:",
        f"Pe 2 nov. 2026, la 10:12, {WHO} a scris:",
        "La 02.11.2026 10:12, Jan Bos a scris:",
    ),
    "hr": (f"pon, 2. stu 2026. u 10:12 {WHO} napisao je:", f"Dana 2. stu 2026., u 10:12, {WHO} napisao/la je:"),
    "sl": (f"V V pon., 2. nov. 2026 ob 10:12 je oseba {WHO} napisala:",),
    "sr": (f"пон, 2. нов 2026. у 10:12 {WHO} је написао/ла:",),
    "et": (f"Kuupäev E, 2. november 2026 kell 10:12 kirjutas kasutaja {WHO}:",),
    "lv": ("pirmd., 2026. g. 2. nov., plkst. 10:12 — lietotājs Jan Bos (<jan@x.example>) rakstīja:",),
    "lt": (f"2026-11-02, pr, 10:12 {WHO} rašė:",),
    "ru": (
        f"пн, 2 нояб. 2026 г. в 10:12, {WHO}:",
        f"2 нояб. 2026 г., в 10:12, {WHO} написал(а):",
        "02.11.2026 10:12, Jan Bos пишет:",
        f"Понедельник, 2 ноября 2026, 10:12 +03:00 от {WHO}:",
    ),
    "uk": (
        f"пн, 2 лист. 2026 р. о 10:12 {WHO} пише:",
        f"2 лист. 2026 р. о 10:12 {WHO} написав(ла):",
        "02.11.26 10:12, Jan Bos пише:",
    ),
    "bg": (f"На пн, 2.11.2026 г. в 10:12 {WHO} написа:",),
    "el": (
        f"Στις Δευ 2 Νοε 2026 στις 10:12 π.μ., ο χρήστης {WHO} έγραψε:",
        "Στις 2/11/26 10:12, ο/η Jan Bos έγραψε:",
    ),
    "tr": (
        f"{WHO}, 2 Kas 2026 Pzt, 10:12 tarihinde şunu yazdı:",
        f"{WHO} şunları yazdı (2 Kas 2026 10:12):",
        "02.11.2026 10:12 tarihinde Jan Bos yazdı:",
    ),
    "ja": (
        f"2026年11月2日(月) 10:12 {WHO}:",
        f"2026/11/02 10:12、{WHO}のメール:",
        f"2026年11月2日(月) 午前10:12 {WHO}:",
        f"{WHO} のメッセージ (2026/11/02 10:12):",
    ),
    "zh": (
        f"{WHO} 于2026年11月2日周一 10:12写道：",
        f"{WHO} 於 2026年11月2日週一 上午10:12寫道：",
        f"在 2026年11月2日，10:12，{WHO} 写道：",
        "在 2026/11/2 10:12, Jan Bos 写道:",
        "於 2026/11/2 上午 10:12, Jan Bos 寫道:",
    ),
    "ko": (
        f"2026년 11월 2일 (월) 오전 10:12, {WHO}님이 작성:",
        f"2026. 11. 2. 오전 10:12, {WHO} 작성:",
        "26. 11. 2. 10:12에 Jan Bos 이(가) 쓴 글:",
    ),
    "he": (
        "\u202bבתאריך יום ב׳, 2 בנוב׳ 2026 ב-10:12 מאת \u202aJan Bos\u202c\u200f <\u202ajan@x.example\u202c\u200f>:\u202c",
        f"ב-2 בנוב׳ 2026, בשעה 10:12, {WHO} כתב/ה:",
        "בתאריך 02/11/2026 10:12, Jan Bos כתב:",
    ),
    "ar": (
        f"في الاثنين، 2 نوفمبر 2026 في 10:12 ص تمت كتابة ما يلي بواسطة {WHO}:",
        f"في ٢ نوفمبر ٢٠٢٦، الساعة ١٠:١٢ ص، كتب {WHO}:",
    ),
    "fa": (f"در تاریخ دوشنبه ۲ نوامبر ۲۰۲۶، ۱۰:۱۲ {WHO} نوشت:",),
    "vi": (
        f"Vào Th 2, 2 thg 11, 2026 vào lúc 10:12 {WHO} đã viết:",
        f"Vào 10:12, 2 thg 11, 2026, {WHO} đã viết:",
        "Vào 02/11/2026 10:12, Jan Bos viết:",
    ),
    "id": (f"Pada tanggal Sen, 2 Nov 2026 pukul 10.12 {WHO} menulis:",),
    "th": (f"ในวันที่ จ. 2 พ.ย. 2026 เวลา 10:12 {WHO} เขียนว่า:",),
}  # fmt: skip

# Language: from, sent, to, subject as Outlook names them, and how it writes a moment.
HEADERS: dict[str, tuple[str, ...]] = {
    "nl": ("Van", "Verzonden", "Aan", "Onderwerp", "maandag 2 november 2026 10:12"),
    "fr": ("De", "Envoyé", "À", "Objet", "lundi 2 novembre 2026 10:12"),
    "en": ("From", "Sent", "To", "Subject", "Monday, November 2, 2026 10:12 AM"),
    "de": ("Von", "Gesendet", "An", "Betreff", "Montag, 2. November 2026 10:12"),
    "es": ("De", "Enviado el", "Para", "Asunto", "lunes, 2 de noviembre de 2026 10:12"),
    "es 2": ("De", "Enviado", "Para", "Asunto", "lunes, 2 de noviembre de 2026 10:12"),
    "it": ("Da", "Inviato", "A", "Oggetto", "lunedì 2 novembre 2026 10:12"),
    "pt": ("De", "Enviado", "Para", "Assunto", "segunda-feira, 2 de novembro de 2026 10:12"),
    "pt 2": ("De", "Enviada em", "Para", "Assunto", "segunda-feira, 2 de novembro de 2026 10:12"),
    "ca": ("De", "Enviat", "Per a", "Assumpte", "dilluns, 2 de novembre de 2026 10:12"),
    "pl": ("Od", "Wysłano", "Do", "Temat", "poniedziałek, 2 listopada 2026 10:12"),
    "pl 2": ("Od", "Wysłane", "Do", "Temat", "poniedziałek, 2 listopada 2026 10:12"),
    "cs": ("Od", "Odesláno", "Komu", "Předmět", "pondělí 2. listopadu 2026 10:12"),
    "sk": ("Od", "Odoslané", "Komu", "Predmet", "pondelok 2. novembra 2026 10:12"),
    "da": ("Fra", "Sendt", "Til", "Emne", "2. november 2026 10:12"),
    "sv": ("Från", "Skickat", "Till", "Ämne", "den 2 november 2026 10:12"),
    "no": ("Fra", "Sendt", "Til", "Emne", "mandag 2. november 2026 10:12"),
    "fi": ("Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe", "maanantai 2. marraskuuta 2026 10.12"),
    "hu": ("Feladó", "Elküldve", "Címzett", "Tárgy", "2026. november 2., hétfő 10:12"),
    "hu 2": ("Feladó", "Küldve", "Címzett", "Tárgy", "2026. november 2., hétfő 10:12"),
    "ro": ("De la", "Trimis", "Către", "Subiect", "luni, 2 noiembrie 2026 10:12"),
    "ru": ("От", "Отправлено", "Кому", "Тема", "2 ноября 2026 г. 10:12"),
    "uk": ("Від", "Надіслано", "Кому", "Тема", "2 листопада 2026 р. 10:12"),
    "bg": ("От", "Изпратено", "До", "Относно", "понеделник, 2 ноември 2026 г. 10:12"),
    "el": ("Από", "Στάλθηκε", "Προς", "Θέμα", "Δευτέρα, 2 Νοεμβρίου 2026 10:12"),
    "el 2": ("Από", "Εστάλη", "Προς", "Θέμα", "Δευτέρα, 2 Νοεμβρίου 2026 10:12"),
    "tr": ("Kimden", "Gönderildi", "Kime", "Konu", "2 Kasım 2026 Pazartesi 10:12"),
    "tr 2": ("Gönderen", "Gönderme Tarihi", "Alıcı", "Konu", "2 Kasım 2026 Pazartesi 10:12"),
    "ja": ("差出人", "送信日時", "宛先", "件名", "2026年11月2日 10:12"),
    "zh": ("发件人", "发送时间", "收件人", "主题", "2026年11月2日 10:12"),
    "zh 2": ("寄件者", "寄件日期", "收件者", "主旨", "2026年11月2日 10:12"),
    "zh 3": ("寄件者", "已傳送", "收件者", "主旨", "2026年11月2日 10:12"),
    "ko": ("보낸 사람", "보낸 날짜", "받는 사람", "제목", "2026년 11월 2일 월요일 10:12"),
    "he": ("מאת", "נשלח", "אל", "נושא", "יום שני 02 נובמבר 2026 10:12"),
    "ar": ("من", "تاريخ الإرسال", "إلى", "الموضوع", "الاثنين، 2 نوفمبر 2026 10:12"),
    "ar 2": ("من", "تم الإرسال", "إلى", "الموضوع", "الاثنين، 2 نوفمبر 2026 10:12"),
    "fa": ("از", "ارسال شده", "به", "موضوع", "2 نوامبر 2026 10:12"),
    "vi": ("Từ", "Đã gửi", "Đến", "Chủ đề", "Thứ Hai, 2 tháng 11, 2026 10:12"),
    "vi 2": ("Từ", "Ngày gửi", "Tới", "Chủ đề", "Thứ Hai, 2 tháng 11, 2026 10:12"),
    "id": ("Dari", "Dikirim", "Kepada", "Perihal", "02 November 2026 10:12"),
    "th": ("จาก", "ส่ง", "ถึง", "เรื่อง", "2 พฤศจิกายน 2026 10:12"),
    "hr": ("Šalje", "Poslano", "Prima", "Predmet", "2. studenog 2026. 10:12"),
    "sl": ("Od", "Poslano", "Za", "Zadeva", "ponedeljek, 02. november 2026 10:12"),
    "sr": ("Od", "Poslato", "Za", "Tema", "2. novembar 2026. 10:12"),
    "et": ("Saatja", "Saadetud", "Adressaat", "Teema", "2. november 2026 10:12"),
    "lt": ("Nuo", "Išsiųsta", "Kam", "Tema", "2026 m. lapkričio 2 d. 10:12"),
    "lv": ("No", "Nosūtīts", "Kam", "Tēma", "pirmdiena, 2026. gada 2. novembris 10:12"),
}  # fmt: skip

# Language: lines that phones and apps put below a text.
SENT_FROM: dict[str, tuple[str, ...]] = {
    "nl": ("Verstuurd vanaf mijn iPhone", "Verzonden met de Telenet webmail", "Outlook voor iOS downloaden", "Download Outlook voor Android"),
    "fr": ("Envoyé de mon iPhone", "Obtenez Outlook pour iOS", "Télécharger Outlook pour Android", "Envoyé depuis l’application Mail Orange", "Provenance : Courrier pour Windows"),
    "en": ("Sent from my iPhone", "Get Outlook for iOS", "Sent from Samsung Mobile", "Sent from my Huawei phone", "Sent from Proton Mail for Android", "Sent with Proton Mail secure email."),
    "de": ("Von meinem iPhone gesendet", "Outlook für iOS beziehen", "Laden Sie Outlook für iOS herunter", "Gesendet mit der GMX Mail App", "Diese Nachricht wurde von meinem Android-Gerät mit GMX Mail gesendet.", "Gesendet mit der WEB.DE Mail App", "Holen Sie sich Outlook für Android"),
    "es": ("Enviado desde mi iPhone", "Obtener Outlook para iOS", "Enviado desde Correo para Windows", "Descargue Outlook para Android"),
    "it": ("Inviato da iPhone", "Inviato dal mio iPhone", "Ottieni Outlook per iOS", "Scarica Outlook per Android"),
    "pt": ("Enviado do meu iPhone", "Enviado a partir do meu iPhone", "Obter o Outlook para iOS", "Obtenha o Outlook para Android", "Baixar o Outlook para iOS"),
    "ca": ("Enviat des del meu iPhone",),
    "pl": ("Wysłane z iPhone'a", "Pobierz program Outlook dla systemu iOS", "Uzyskaj aplikację Outlook dla systemu Android", "Wysłano z mojego smartfona"),
    "cs": ("Odesláno z iPhonu", "Získat Outlook pro iOS", "Získejte Outlook pro Android", "Odesláno z mého mobilu"),
    "sk": ("Odoslané z iPhonu", "Získať Outlook pre iOS"),
    "da": ("Sendt fra min iPhone", "Hent Outlook til iOS", "Få Outlook til Android"),
    "sv": ("Skickat från min iPhone", "Hämta Outlook för iOS", "Skaffa Outlook för Android"),
    "no": ("Sendt fra min iPhone", "Skaff deg Outlook for iOS", "Hent Outlook for Android"),
    "fi": ("Lähetetty iPhonesta", "Hanki Outlook for iOS", "Lähetetty iPhonestani"),
    "hu": ("iPhone-ról küldve", "Elküldve az iPhone-omról", "Az Outlook letöltése iOS-re", "Az iPhone-omról küldve", "Outlook beszerzése Androidra"),
    "ro": ("Trimis de pe iPhone-ul meu", "Obțineți Outlook pentru iOS", "Descărcați Outlook pentru Android"),
    "hr": ("Poslano s mog iPhonea", "Poslano iz mog iPhonea"),
    "sl": ("Poslano iz mojega iPhona",),
    "ru": ("Отправлено с iPhone", "Получить Outlook для iOS", "Скачать Outlook для Android", "Отправлено из Почты Mail", "Отправлено с моего iPhone"),
    "uk": ("Надіслано з iPhone", "Отримати Outlook для iOS", "Надіслано з мого iPhone"),
    "bg": ("Изпратено от моя iPhone", "Изпратено от iPhone"),
    "el": ("Στάλθηκε από το iPhone μου", "Λήψη του Outlook για iOS", "Αποκτήστε το Outlook για Android"),
    "tr": ("iPhone'umdan gönderildi", "iOS için Outlook'u edinin", "Android için Outlook'u edinin", "iPhone’umdan gönderildi"),
    "ja": ("iPhoneから送信", "iOS版Outlookを入手する", "Outlook for iOS を入手", "私のiPhoneから送信", "Windows 版のメールから送信"),
    "zh": ("发自我的iPhone", "從我的iPhone傳送", "获取 Outlook for iOS", "取得 iOS 版 Outlook", "取得 Outlook for Android", "发送自 Windows 版邮件应用"),
    "ko": ("나의 iPhone에서 보냄", "iOS용 Outlook 다운로드", "Android용 Outlook 다운로드"),
    "he": ("נשלח מה-iPhone שלי", "השג את Outlook עבור iOS", "קבל את Outlook עבור Android"),
    "ar": ("أُرسلت من الـ iPhone", "مرسل من الـ iPhone الخاص بي", "الحصول على Outlook لـ iOS", "تم الإرسال من هاتفي"),
    "fa": ("از iPhone من فرستاده شد", "ارسال شده از iPhone من"),
    "vi": ("Đã gửi từ iPhone của tôi", "Gửi từ iPhone của tôi", "Tải Outlook dành cho iOS"),
    "id": ("Dikirim dari iPhone saya",),
    "th": ("ส่งจาก iPhone ของฉัน",),
}  # fmt: skip


def _broken(line: str) -> dict[str, str]:
    """The ways in which programs break a long introduction over lines."""
    ways = {"whole": line}
    if " <" in line:
        ways["before the address"] = line.replace(" <", "\n<", 1)
        ways["behind the angle"] = line.replace("<", "<\n", 1)
        ways["behind the address"] = line.replace("> ", ">\n", 1)
    words = line.split(" ")
    if len(words) > 4:
        third = len(words) // 3
        ways["in two"] = " ".join(words[: 2 * third]) + "\n" + " ".join(words[2 * third :])
    if len(line) > 60 and len(words) > 7:
        ways["in three"] = "\n".join(
            (
                " ".join(words[:third]),
                " ".join(words[third : 2 * third]),
                " ".join(words[2 * third :]),
            )
        )
    return ways


INTRODUCTIONS = [
    pytest.param(
        line, older, id=f"{language}-{number}-{way}-{'marked' if '>' in older else 'bare'}"
    )
    for language, lines in INTRODUCED.items()
    for number, whole in enumerate(lines)
    for way, line in _broken(whole).items()
    for older in ("> An older text.\n> And more.", "An older text.\nAnd more.")
]
FOOTERS = [
    pytest.param(line, id=f"{language}-{number}")
    for language, lines in SENT_FROM.items()
    for number, line in enumerate(lines)
]


@pytest.mark.parametrize(("introduction", "older"), INTRODUCTIONS)
def test_introduction(introduction: str, older: str) -> None:
    _check("My reply.", f"{introduction}\n\n{older}")


@pytest.mark.parametrize("labels", HEADERS.values(), ids=HEADERS)
@pytest.mark.parametrize("style", ["{}: {}", "*{}:* {}", "**{}:** {}", "{} : {}", "{}:\t{}"])
def test_header(labels: tuple[str, ...], style: str) -> None:
    author, sent, to, subject, moment = labels
    fields = ((author, WHO), (sent, moment), (to, "Els Vos <els@y.example>"), (subject, "RE: Iets"))
    header = "\n".join(style.format(*field) for field in fields)
    _check("My reply.", f"{header}\n\nAn older text.\nAnd more.")


@pytest.mark.parametrize("footer", FOOTERS)
def test_footer(footer: str) -> None:
    mail = written(
        subject="Re: x", body=f"My reply.\n\n{footer}\n", from_name="", from_addr="z@y.example"
    )
    assert (mail.reply, mail.signature) == ("My reply.", footer)


def _check(reply: str, quoted: str) -> None:
    mail = written(
        subject="Re: x", body=f"{reply}\n\n{quoted}\n", from_name="", from_addr="z@y.example"
    )
    assert (mail.reply, mail.quoted) == (reply, quoted)
