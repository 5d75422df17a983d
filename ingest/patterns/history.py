"""How programs introduce the mail that is answered or forwarded, by language.

Sources: the wording of Outlook, Gmail, Apple Mail, Thunderbird, Yahoo, Notes, Zimbra and the like in
their own languages. Words are matched without regard to case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# The first word of "On Monday … wrote:". A line that begins otherwise needs an address as well.
OPENERS: dict[str, tuple[str, ...]] = {
    "en": ("on", "at", "in message", "in article", "quoting", "from"),
    "nl": ("op", "in bericht"),
    "fr": ("le", "en date du", "dans le message"),
    "de": ("am", "vom", "in nachricht", "zitat von"),
    "es": ("el", "con fecha"),
    "it": ("il", "il giorno", "in data", "nel messaggio"),
    "pt": ("em", "no dia", "a", "às"),
    "ca": ("el dia", "missatge de", "en"),
    "da/no/sv": ("den", "d.", "på", "kl.", "man.", "tir.", "ons.", "tor.", "fre.", "lør.", "søn.",
                 "mån", "tis", "ons", "tors", "fre", "lör", "sön", "man", "tir", "tor", "lør", "søn"),
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "pl": ("dnia", "w dniu", "w wiadomości", "pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."),
    "cs/sk": ("dne", "dňa", "po", "út", "st", "čt", "pá", "so", "ne", "št", "pi"),
    "hu": ("ekkor",),
    "ro": ("pe", "în", "la data de", "mie.", "joi", "vin."),
    "hr/sl/sr": ("dana", "dne", "v", "u"),
    "et/lv/lt": ("kuupäev",),
    "he/ar/fa": ("בתאריך", "ב", "في", "در"),
    "tr": ("tarihinde",),
    "ru/uk/bg": ("пн", "вт", "ср", "чт", "пт", "сб", "вс", "нд", "на", "в", "суббота", "воскресенье",
                 "понедельник", "вторник", "среда", "четверг", "пятница"),
    "el": ("στις", "την"),
    "vi/id/ms/th": ("vào", "pada", "ในวันที่", "เมื่อ"),
    "zh/ja/ko": ("在", "於", "于"),
}  # fmt: skip

WROTE: dict[str, tuple[str, ...]] = {
    "en": ("wrote", "writes", "said", "says", "has written", "sent"),
    "nl": ("schreef", "schreven", "geschreven", "schrijft", "verzond"),
    "fr": ("a écrit", "écrit", "a ecrit", "nous a dit"),
    "de": ("schrieb", "schrieben", "geschrieben", "schreibt"),
    "es": ("escribió", "escribio", "va escriure", "escrigué"),
    "it": ("ha scritto", "scritto", "scrive"),
    "pt": ("escreveu", "escreveram"),
    "da/no/sv": ("skrev", "skreiv", "skrev følgende", "följande", "skrifaði"),
    "fi/et": ("kirjoitti", "kirjutas"),
    "pl": ("napisał", "napisała", "napisał(a)", "napisana", "pisze", "nadesłał", "napisano"),
    "cs/sk": ("napsal", "napsala", "napsal(a)", "napísal", "napísala", "napísal(a)", "píše"),
    "hu": ("írta", "ezt írta", "ír"),
    "ro": ("a scris",),
    "hr/sl/sr": ("napisao", "napisala", "je napisao", "je napisao/la", "napisao je",
                 "napisala je", "napisao/la je", "је написао", "је написао/ла", "је написала"),
    "tr": ("yazdı", "şunu yazdı", "şunları yazdı"),
    "ru/uk/bg": ("написал", "написала", "написал(а)", "написав", "написав(ла)", "пишет", "пише",
                 "писал", "написа"),
    "el": ("έγραψε",),
    "lt/lv": ("rašė", "parašė", "rakstīja"),
    "vi/id": ("đã viết", "viết", "menulis", "tulis"),
    "zh": ("写道", "寫道", "写到"),
    "ja": ("のメッセージ", "書きました", "wrote"),
    "ko": ("작성", "님이 작성", "씀", "쓴 글"),
    "he/ar/fa/th": ("כתב/ה", "כתב", "כתבה", "كتب", "كتبت", "كتابة ما يلي", "نوشت", "نوشته است", "เขียนว่า"),
}  # fmt: skip

# Field names of the header that Outlook and others put above the older mail.
LABELS: dict[str, tuple[str, ...]] = {
    "from": (
        "from", "van", "de", "von", "da", "fra", "från", "od", "lähettäjä", "feladó", "kimden", "gönderen",
        "от", "от кого", "отправитель", "від", "від кого", "expéditeur", "expediteur", "mittente", "nadawca",
        "expeditor", "expeditorul", "de la", "šalje", "saatja", "از", "afzender", "absender", "remitente", "avsändare",
        "afsender", "avsender", "από", "发件人", "寄件者", "寄件人", "差出人", "送信元", "보낸사람", "보낸 사람",
        "pošiljatelj", "odosielateľ", "nuo", "no", "مِن", "من", "מאת", "dari", "từ", "จาก", "remetente",
    ),
    "date": (
        "date", "sent", "datum", "verzonden", "verstuurd", "gesendet", "envoyé", "envoye", "envoyé le",
        "le", "fecha", "enviat", "enviat el", "enviado", "enviado el", "enviada", "enviada em", "enviado em", "enviados", "data",
        "inviato", "data invio", "inviata", "dato", "sendt", "sendt den", "skickat", "wysłano", "wysłane",
        "odesláno", "odoslané", "dátum", "elküldve", "küldve", "lähetetty", "päivämäärä", "tarih",
        "gönderilme tarihi", "gönderildi", "gönderilen", "gönderme tarihi", "дата", "отправлено", "надіслано", "дата отправки", "trimis",
        "poslano", "datums", "kuupäev", "ημερομηνία", "στάλθηκε", "发送时间", "日期", "寄件日期", "发送日期",
        "傳送時間", "送信日時", "日時", "보낸날짜", "보낸 날짜", "날짜", "تاريخ", "تاريخ الإرسال", "تم الإرسال", "أرسلت", "مرسل", "ارسال شده",
        "تاریخ", "נשלח", "תאריך", "tanggal", "dikirim", "εστάλη", "изпратено", "已傳送", "傳送日期", "寄件時間", "đã gửi",
        "ngày gửi", "ngày", "gửi", "ส่ง", "วันที่", "poslato", "saadetud", "išsiųsta", "nosūtīts", "送信済み",
        "verzonden op", "ontvangen", "received", "empfangen", "reçu", "when",
    ),
    "to": (
        "to", "aan", "à", "a", "an", "para", "til", "till", "do", "komu", "címzett", "kime", "alıcı", "кому",
        "destinataire", "destinatari", "destinatario", "destinatarul", "destinatar", "pour", "prima", "pre",
        "vastaanottaja", "adresat", "mottaker", "modtager", "mottagare", "προς", "收件人", "收件者", "宛先",
        "받는사람", "받는 사람", "către", "kam", "saaja", "إلى", "אל", "kepada", "ke", "đến", "tới", "ถึง", "به", "до", "per a", "za", "adressat",
        "geadresseerde", "empfänger", "per", "kas",
    ),
    "cc": (
        "cc", "kopie", "copie à", "kopi", "kopia", "copie", "copia", "cópia", "másolatot kap", "másolat", "kopio",
        "bilgi", "копия", "копія", "抄送", "副本", "참조", "dw", "kópia", "κοιν.", "bcc", "blindkopie",
        "cco", "reply-to", "antwort an", "répondre à", "beantwoorden", "beantwoorden - aan", "antwoord aan",
        "importance", "belang", "urgentie", "wichtigkeit", "attachments", "bijlagen", "anlagen",
        "pièces jointes", "organization", "organisation", "organisatie", "vedhæftet", "responder a",
        "risposta", "priority", "prioriteit", "categories", "flag", "x-mailer", "list-post",
        "kopię otrzymuje", "reply to", "message-id",
    ),
    "subject": (
        "subject", "onderwerp", "objet", "sujet", "betreff", "asunto", "oggetto", "assunto", "emne", "ämne",
        "temat", "předmět", "predmet", "tárgy", "aihe", "otsikko", "konu", "тема", "subiect", "subiectul",
        "naslov", "θέμα", "主题", "主旨", "件名", "제목", "tēma", "tema", "teema", "الموضوع", "נושא", "perihal",
        "chủ đề", "tiêu đề", "เรื่อง", "موضوع", "относно", "zadeva", "betr.", "betr", "re", "assumpte", "titel", "hal", "subjek",
    ),
}  # fmt: skip
ROLES = {label: role for role, labels in LABELS.items() for label in labels}

# Phrases between dashes, or alone on a line with a colon behind them.
ORIGINAL = (
    "original message", "original-nachricht", "original email", "reply message", "message from",
    "oorspronkelijk bericht", "origineel bericht", "originele bericht", "originele e-mail", "oorspronkelijke bericht", "vorig bericht",
    "message d'origine", "message d’origine", "message original", "message initial", "courriel original",
    "mail original", "e-mail original",
    "ursprüngliche nachricht", "ursprüngliche mail", "originalnachricht", "originalmail",
    "urspruengliche nachricht", "antwort nachricht", "mensaje original", "messaggio originale",
    "mensagem original", "oprindelig meddelelse", "oprindelig besked", "original meddelelse",
    "opprinnelig melding", "ursprungligt meddelande", "originalmeddelande", "alkuperäinen viesti",
    "wiadomość oryginalna", "oryginalna wiadomość", "původní zpráva", "pôvodná správa", "eredeti üzenet",
    "mesaj original", "izvorna poruka", "izvirno sporočilo", "özgün ileti", "orijinal mesaj",
    "исходное сообщение", "оригинальное сообщение", "пересылаемое сообщение", "первоначальное сообщение",
    "вихідне повідомлення", "原始邮件", "原始郵件", "原邮件", "元のメッセージ", "원본 메시지", "원본 메일",
    "missatge original", "αρχικό μήνυμα", "replied message", "回复的原邮件", "original appointment",
    "oorspronkelijke afspraak", "ursprünglicher termin", "rendez-vous d'origine", "pesan asli",
)  # fmt: skip
FORWARDED = (
    "forwarded message", "begin forwarded message", "forwarded by", "fwd.msg", "forwarded email",
    "doorgestuurd door", "transféré par", "réacheminé par", "weitergeleitet von", "reenviado por", "inoltrato da",
    "doorgestuurd bericht", "begin doorgestuurd bericht", "doorgezonden bericht", "doorgestuurde e-mail",
    "message transféré", "message transfere", "message réexpédié", "message transmis",
    "début du message réexpédié", "début du message transféré", "début du message transfere",
    "courriel transféré", "weitergeleitete nachricht", "weitergeleitete mail",
    "anfang der weitergeleiteten nachricht", "anfang der weitergeleiteten e-mail",
    "beginn der weitergeleiteten nachricht", "mensaje reenviado", "inicio del mensaje reenviado",
    "messaggio inoltrato", "inizio messaggio inoltrato", "mensagem encaminhada", "mensagem reencaminhada",
    "início da mensagem encaminhada", "início da mensagem reencaminhada", "videresendt meddelelse",
    "videresendt besked", "start på videresendt besked", "videresendt melding",
    "vidarebefordrat meddelande", "vidarebefordrat mejl", "välitetty viesti", "välitetty viesti alkaa",
    "edelleenlähetetty viesti", "przekazana wiadomość", "treść przekazanej wiadomości",
    "początek przekazywanej wiadomości", "wiadomość przekazana dalej", "přeposlaná zpráva",
    "začátek přeposílané zprávy", "preposlaná správa", "začiatok preposlanej správy",
    "továbbított üzenet", "továbbított levél kezdete", "mesaj redirecționat", "începe mesajul redirecționat",
    "proslijeđena poruka", "započni proslijeđenu poruku", "posredovano sporočilo", "iletilmiş mesaj",
    "iletilen ileti", "ileti başlangıcı", "перенаправленное сообщение", "пересланное сообщение",
    "начало переадресованного сообщения", "переслане повідомлення", "перенаправлене повідомлення",
    "початок листа, що пересилається", "转发的邮件", "转发邮件", "轉寄的郵件", "転送メッセージ", "전달된 메시지",
    "missatge reenviat", "προωθημένο μήνυμα", "pesan terusan",
)  # fmt: skip
REPLY_ABOVE = (
    "reply above this line", "please type your reply above this line", "write above this line",
    "reply above this", "type your response above", "please reply above this line",
    "reageer boven deze lijn", "antwoord boven deze lijn", "typ uw antwoord boven deze regel",
    "plaats uw reactie boven deze regel", "typ je antwoord boven deze regel", "typ uw reactie boven deze lijn", "gelieve boven deze lijn te antwoorden",
    "répondez au-dessus de cette ligne", "veuillez saisir votre réponse au-dessus de cette ligne",
    "répondre au-dessus de cette ligne", "bitte antworten sie oberhalb dieser linie",
    "bitte oberhalb dieser zeile antworten", "antworten sie über dieser zeile",
    "responda por encima de esta línea", "rispondi sopra questa riga",
)  # fmt: skip


def _any(words: Iterable[str]) -> str:
    unique = sorted(set(words), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in unique)


_VERB = _any(word for words in WROTE.values() for word in words)
_FIRST = _any(word for words in OPENERS.values() for word in words)

VERB_ENDINGS = tuple({word for words in WROTE.values() for word in words})
VERB = re.compile(rf"(?i)(?<!\w)(?:{_VERB})(?!\w)")
FOREIGN_VERB = re.compile(
    rf"(?i)(?<!\w)(?:{_any(word for name, words in WROTE.items() if name not in {'en', 'nl', 'fr', 'de'} for word in words)})(?!\w)"
)
WROTE_ON = re.compile(
    rf"(?i)^[^.?!:]{{2,60}}\s(?:{_VERB})\s+(?:on|op|am|le|el|il|em|den|dnia|at)\s[^?!]{{0,80}}\d[^?!]{{0,40}}:$"
)
QUOTING = re.compile(r"(?i)(?:quoting|zitat\s+von|citeren(?:\s+van)?|citando\s+a?)\s")
CJK_VERB = re.compile("写道|寫道|写到|のメッセージ|のメール|書きました|작성|씀|쓴 글|เขียนว่า")
OPENER = re.compile(rf"(?i)(?:{_FIRST})(?!\w)[\s,.]")
# "On 3 March I wrote you that …:" is no introduction but prose.
OWN_WORDS = re.compile(
    r"(?i)\b(?:schreef|schreven|heb|hebben|wrote|sent|schrieb|écrit)\s+(?:ik|wij|we|i|ich|wir|je|aan|naar|dat|to|that|dass)\b"
    r"|\b(?:i|we|ik|wij|j'ai|nous avons|ich|wir)\s+(?:had\s+|heb\s+|have\s+|hebben\s+)?"
    r"(?:wrote|written|sent|schreef|schreven|geschreven|écrit|schrieb|schrieben)\b"
)
DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}[:.h]\d{2}(?!\d)|(?:19|20)\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})(?!\d)"
    r"|\d{1,2}(?:st|nd|rd|th|er|\.|º)?\s+[^\W\d_]{3,12})"
)
DATE_ALONE = re.compile(
    r"(?i)^\d{1,4}[./-]\d{1,2}[./-]\d{2,4}[ ,]{1,3}\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]m)?(?: \w{2,5})?$"
)
# The same with day, month and year.
DAY = re.compile(
    r"(?<!\d)(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:\d{4}|\d{2})(?!\d)|\d{4}[./-]\s?\d{1,2}[./-]\s?\d{1,2}(?!\d)"
    r"|\d{4}[年년]\s?\d{1,2}[月월]|\d{2}\.\s\d{1,2}\.\s\d{1,2}\."
    r"|\d{1,2}\D{0,3}\s(?:de\s|thg\s)?[^\W\d_][^\d\n]{1,14}\d{4}(?!\d)|\d{1,2},?\s\d{4}(?!\d))"
    r"|\d{4}\.?\s(?:g\.\s)?[^\W\d_]{3,12}\.?\s\d{1,2}\b"
)
ANGLED = re.compile(
    r"(?:<|\[|\(|&lt;)\s*(?:mailto:)?[^\s<>\[\]()@]{1,128}@[^\s<>\[\]()@]{1,255}\s*(?:>|\]|\)|&gt;)"
)
# The same behind a sentence on one line, as phones write it.
MIDDLE = re.compile(
    r"(?<=[\w.!?,;:)])\s+(?=(?:On|Op|Le|Am|El|Il(?: giorno)?|Em|Den|Dnia)\s(?:[^\W\d_]{2,10}[.,]{0,2}\s){0,2}\d{1,4}\b)"
)
# An introduction with the older mail behind it on one line, as Yahoo's app leaves it.
RUN_ON = re.compile(rf"(?i)^.{{10,300}}?(?<!\w)(?:{_VERB})\s?[:：]\s+(?=\S)")
ONE_LINE_HEADER = re.compile(
    r"(?i)^[\s*]{0,4}(?:from|van|de|von|da|fra)\s?:[^:]{3,200}(?::[^:\s]{3,100}[^:]{0,100})?"
    r"\b(?:sent|verzonden|envoyé|gesendet|date|datum|inviato|sendt)\s?:.{3,60}?\b(?:to|aan|à|an|a|til)\s?:"
)
ISO_AND_ADDRESS = re.compile(
    r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b.{0,200}(?:<[^\s<>]{1,128}@[^\s<>]{1,255}>|GMT[+-]\d\d:?\d\d\s+\S.{0,80})\s*:?$"
)
# Tuta names no verb: "2 Nov 2026, 10:12 by piet@x.example:".
DATED_BY = re.compile(
    r"(?i)^(?=\D{0,30}\d)[^@:?!]{4,40}\d{1,2}[:.]\d\d[^@:?!]{0,12}\s(?:by|von|van|door|de|par|from|da|av|af|por|od|mennessä|от)\s[^\s@<>]{1,128}@[^\s@<>]{1,255}:$"
)
# Quote marks that are no ">": "| ", ": " and the initials or the name of who wrote, "HD> ".
OTHER_MARK = re.compile(r"(?:[|}:]|[A-Z][\w.-]{0,14}>{1,3})(?=\s|$)")
LABEL = re.compile(r"^[\s>*_|]{0,12}([^\s:：*_>][^:：\n]{0,40}?)[\s*_]{0,4}[:：][\s*_]{0,6}(.*)$")

# Proton Mail draws its dividers with U+2010.
_DASHES = r"[-‐‑–—_=*+#~]{2,}"
DIVIDER_ORIGINAL = re.compile(
    rf"(?i)^[\s>*]{{0,10}}(?:{_DASHES}[ \t]*(?:{_any(ORIGINAL)})[ \t]*:?[ \t]*(?:{_DASHES})?|\[?\s*original message processed by)"
)
DIVIDER_FORWARDED = re.compile(
    rf"(?i)^[\s>*]{{0,10}}(?:{_DASHES}[ \t]*(?:{_any(FORWARDED)})(?:[^\n]{{0,100}}|[ \t]*:?[ \t]*{_DASHES}[^\n]{{1,600}})|(?:{_any(FORWARDED)})\s?[:：]\s*)$"
)
ABOVE = re.compile(rf"(?i)^[\s>#*=\-–—_\[(]{{0,20}}(?:{_any(REPLY_ABOVE)})\b")
ABOVE_HINTS = ("above", "boven", "au-dessus", "oberhalb", "über dieser", "encima", "sopra")
# GroupWise puts one line above older mail: ">>> Piet <piet@x.example> 2-11-2026 10:12 >>>".
GROUPWISE = re.compile(r"^>>> .{3,200}\d[:.]\d\d(?: ?[AP]M)? ?>>>$")
# Whatever stands between dashes right above a header is its title.
TITLE = re.compile(r"^[-‐‑–—_=*]{3,}[^-_=*\n][^\n]{1,100}[-‐‑–—_=*]{3,}$")
RULE = re.compile(r"^\s*(?:_{8,}|-{8,}|={8,}|\*{8,}|[‐-―]{8,}|—{3,})\s*$")
FORWARD_SUBJECT = re.compile(
    r"(?i)^\s*(?:\[[^\]]{0,40}\]\s*)*(?:fwd?|doorst(?:uren)?|tr|wg|rv|i|enc|vs|vb|vl|pd|videresend|ilt|i̇lt|redir|转发|轉寄|przekaż)\s*(?:\[\d+\])?\s*[:：]"
)
REPLY_SUBJECT = re.compile(
    r"(?i)^\s*(?:\[[^\]]{0,40}\]\s*)*(?:re|aw|antw|sv|odp|r|rif|ref|res|vá|ynt|回复|答复|回覆|回信)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]"
)
