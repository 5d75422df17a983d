"""How people and programs end a mail, by language: closings, app footers, disclaimers, banners."""

from __future__ import annotations

import re
from collections.abc import Iterable

# A line that is only this (with a name, perhaps) begins the signature.
CLOSINGS: dict[str, tuple[str, ...]] = {
    "nl": (
        "met vriendelijke groet", "met vriendelijke groeten", "vriendelijke groet", "vriendelijke groeten",
        "met hartelijke groet", "met hartelijke groeten", "hartelijke groet", "hartelijke groeten", "mvg",
        "m.v.g", "mvrgr", "met groet", "met groeten", "met vr groet", "met vr. groet", "vr groet", "vr. groet",
        "vr.gr", "vrgr", "vriendelijk groetend", "groet", "groeten", "groetjes", "gr", "grt", "grtjs", "gr.",
        "lieve groet", "lieve groetjes", "fijne groet", "warme groet", "zonnige groet", "zonnige groeten",
        "hgr", "hoogachtend", "met sportieve groet", "met sportieve groeten", "sportieve groet",
        "sportieve groeten", "beste groeten", "de beste groeten", "met beste groeten", "vele groeten",
        "veel groetjes", "met oprechte groet", "met warme groet", "hartelijks", "liefs", "met kampgroeten",
        "kampgroeten", "alvast bedankt en vriendelijke groet", "bedankt en groetjes", "bedankt en groet",
        "bedankt en groeten", "met dank en vriendelijke groet", "dank en groet", "alvast bedankt en groet",
        "met de meeste hoogachting", "en vriendelijke groeten", "muzikale groet", "hart. groet", "hart.groet",
        "mvg en alvast bedankt", "alvast dank en groet", "tot snel", "tot gauw",
    ),
    "fr": (
        "cordialement", "bien cordialement", "très cordialement", "cordiales salutations", "salutations",
        "sincères salutations", "meilleures salutations", "salutations distinguées", "bien à vous", "bien à toi",
        "bien à vous tous", "amicalement", "sincèrement", "respectueusement", "cdlt", "cdt", "bav", "bàv",
        "avec mes salutations", "recevez mes salutations", "veuillez agréer", "je vous prie d'agréer",
        "bien amicalement", "bonne réception", "mes salutations", "belle journée à vous", "à bientôt",
        "avec mes meilleures salutations", "bien sincèrement",
    ),
    "en": (
        "kind regards", "best regards", "regards", "warm regards", "many thanks and regards", "kindest regards",
        "with kind regards", "with best regards", "best wishes", "all the best", "sincerely", "yours sincerely",
        "sincerely yours", "yours faithfully", "yours truly", "respectfully", "cheers", "best", "warmly", "br",
        "thanks and regards", "thanks & regards", "thank you and regards", "thanks and kind regards", "rgds",
        "thanks and best regards", "kind rgds", "cordially", "warmest regards", "very best regards", "yours",
        "with regards", "good regards", "warm wishes", "love", "xoxo", "take care", "with thanks and regards",
    ),
    "de": (
        "mit freundlichen grüßen", "mit freundlichen grüssen", "mit freundlichen gruessen", "mfg",
        "mit freundlichem gruß", "mit freundlichem gruss", "freundliche grüße", "freundliche grüsse",
        "freundlicher gruß", "viele grüße", "viele grüsse", "beste grüße", "beste grüsse", "liebe grüße",
        "liebe grüsse", "herzliche grüße", "herzliche grüsse", "schöne grüße", "grüße", "gruß", "gruss", "lg",
        "vg", "bg", "hochachtungsvoll", "mit besten grüßen", "mit herzlichen grüßen", "lieben gruß",
        "besten gruß", "viele liebe grüße", "mit lieben grüßen", "freundlichst", "ganz liebe grüße",
    ),
    "es": ("saludos", "un saludo", "saludos cordiales", "cordialmente", "atentamente", "un cordial saludo",
           "muy atentamente", "un abrazo", "atte", "saludos, y gracias", "reciba un cordial saludo"),
    "ca": ("salutacions", "atentament", "cordialment"),
    "it": ("cordiali saluti", "distinti saluti", "saluti", "un saluto", "un cordiale saluto", "cordialmente",
           "a presto", "buona giornata e cordiali saluti"),
    "pt": ("atenciosamente", "cumprimentos", "com os melhores cumprimentos", "melhores cumprimentos", "abraços",
           "saudações", "cordialmente", "att", "abs", "abraço", "obrigado e cumprimentos"),
    "da/no": ("med venlig hilsen", "venlig hilsen", "mvh", "med vennlig hilsen", "vennlig hilsen", "hilsen",
              "bedste hilsner", "de bedste hilsner", "dbh", "vh", "med hilsen", "beste hilsen", "mange hilsner",
              "hilsner", "kærlig hilsen", "kh", "venlige hilsner", "med venlige hilsner"),
    "sv": ("med vänliga hälsningar", "med vänlig hälsning", "vänliga hälsningar", "vänlig hälsning",
           "hälsningar", "bästa hälsningar", "hälsning", "varma hälsningar", "kram"),
    "fi": ("ystävällisin terveisin", "terveisin", "yt", "parhain terveisin", "t."),
    "pl": ("pozdrawiam", "z poważaniem", "z powazaniem", "pozdrowienia", "serdecznie pozdrawiam", "pozdr"),
    "cs/sk": ("s pozdravem", "s pozdravom", "s úctou", "s přáním hezkého dne"),
    "hu": ("üdvözlettel", "üdv", "tisztelettel", "köszönettel", "üdvözlettel:"),
    "ro": ("cu stimă", "cu respect", "o zi bună", "numai bine"),
    "hr/sl": ("srdačan pozdrav", "lijep pozdrav", "s poštovanjem", "lep pozdrav", "lp", "pozdrav"),
    "tr": ("saygılarımla", "saygılarımızla", "iyi çalışmalar", "sevgiler", "selamlar"),
    "el": ("με εκτίμηση", "φιλικά", "με φιλικούς χαιρετισμούς", "χαιρετισμούς", "φιλικούς χαιρετισμούς"),
    "bg/sr/mk": ("поздрави", "с уважение", "поздрав", "срдачан поздрав"),
    "lt/lv/et": ("pagarbiai", "ar cieņu", "lugupidamisega", "parimate soovidega", "tervitades"),
    "he": ("בברכה", "בכבוד רב", "תודה ובברכה", "תודה רבה", "בידידות"),
    "ar/fa": ("مع أطيب التحيات", "مع خالص التحية", "مع التحية", "تحياتي", "أطيب التحيات", "مع الشكر", "با احترام", "با تشکر"),
    "vi/id/th": ("trân trọng", "thân mến", "thân ái", "kính thư", "hormat saya", "salam hangat", "ขอแสดงความนับถือ"),
    "ru/uk": ("с уважением", "с наилучшими пожеланиями", "з повагою", "всего доброго", "с ув"),
    "zh/ja/ko": ("此致", "敬礼", "祝好", "谢谢", "よろしくお願いいたします", "よろしくお願いします", "감사합니다", "敬具"),
}  # fmt: skip
# A closing only with a name behind it: otherwise it is part of what was said.
THANKS = (
    "bedankt", "alvast bedankt", "hartelijk bedankt", "hartelijk dank", "dank u", "dank je", "dankjewel", "dank",
    "bvd", "bij voorbaat dank", "alvast dank", "alvast hartelijk dank", "alvast heel erg bedankt", "thx",
    "met dank", "heel erg bedankt", "super bedankt", "merci", "merci d'avance", "un grand merci",
    "tks", "merci beaucoup", "d'avance merci", "avec mes remerciements", "bonne journée", "bonne soirée", "bon week-end",
    "belle journée", "bonne fin de journée", "thanks", "thank you", "many thanks", "thanks in advance",
    "thanks a lot", "thank you in advance", "thanks so much", "thank you very much", "thanks again", "danke",
    "vielen dank", "danke im voraus", "vielen dank im voraus", "besten dank", "herzlichen dank", "dankeschön",
    "gracias", "muchas gracias", "grazie", "grazie mille", "obrigado", "obrigada", "tak", "tack", "takk",
    "på forhånd tak", "kiitos", "dziękuję", "děkuji", "ďakujem", "спасибо", "teşekkürler", "köszönöm",
    "fijne dag", "fijne dag nog", "prettige dag", "fijn weekend", "fijne avond", "nog een fijne dag",
    "fijne feestdagen", "prettige feestdagen", "fijne vakantie", "fijne kerstdagen", "bonnes fêtes", "frohe feiertage",
    "have a nice day", "have a great day", "schönen tag", "schönen tag noch", "schönes wochenende",
    "in afwachting van uw antwoord", "ik hoor het graag", "ik hoor graag van jullie", "hoor graag",
    "tot horens", "met vriendelijke dank", "talk soon", "tía", "tia", "ty",
)  # fmt: skip

# A line that a mail program adds by itself.
APP_FOOTERS = re.compile(
    r"""(?ix)^[\s<\[(*_~\-–—>]{0,6}(?:
      sent\s+(?:from|via|with|by|using)\s+(?:my|the|a|an|outlook|mail\b|yahoo|gmail|windows|samsung|proton|
        iphone|ipad|android|blackberry|mobile|phone|nine|airmail|spark|mailbird|superhuman|front|hey|aol|galaxy|
        thunderbird|xfinity|canary|edison|zoho|rogers|email|tutanota|copper|missive|newton|polymail|bell|my\w*|
        handy|workspace|postbox|unibox|inky|t-mobile|verizon|smartphone|ios|huawei|xiaomi|sony|htc|lg\b)
    | (?:get|download)\s+(?:outlook|bluemail|spark)\s+for\b | from\s+my\s+(?:i?phone|ipad|mobile|android|blackberry|galaxy|\w{1,15}$)
    | \w+\s+from\s+mobile\s*$ | typed\s+on\s+(?:my|a)\b | sent\s+on\s+the\s+go
    | (?:verstuurd|verzonden|gestuurd|verstuurt)\s+(?:vanaf|vanuit|via|met|met\s+behulp\s+van|door|op)\b
    | (?:download|haal|ontvang)\s+outlook\s+voor\b | outlook\s+voor\s+(?:ios|android)\s*(?:<.{0,200}>)?\s*(?:downloaden|ophalen|downloade)
    | (?:deze\s+e-?mail|dit\s+bericht)\s+is\s+(?:verstuurd|verzonden)\s+(?:vanaf|met|via)
    | envoy[ée]e?\s+(?:depuis|de(?:puis)?\s+mon|à\s+partir|avec|par|via|de\s+mon|de)\b
    | (?:t[ée]l[ée]charger?|obtenez|obtenir|découvrez)\s+outlook\s+pour\b
    | (?:von|vom)\s+mein(?:em|er)\b.{0,60}\bge(?:sendet|schickt) | gesendet\s+(?:von|mit|über|aus|via)\b
    | (?:diese|dieses)\s+(?:nachricht|e-?mail|mail)\s+wurde\s+(?:von|mit)\b.{0,80}gesendet
    | outlook\s+für\s+(?:ios|android)\s*(?:<.{0,200}>)?\s*(?:beziehen|herunterladen|laden) | holen\s+sie\s+sich\s+outlook\s+für
    | enviad[oa]\s+(?:desde|do|de|a\s+partir|por|con|com|pelo)\b | obtener\s+outlook\s+para | obter\s+o?\s?outlook\s+para
    | (?:inviato|inviata)\s+(?:da|dal|con|tramite)\b | (?:ottieni|scarica)\s+outlook\s+per
    | sendt\s+(?:fra|via|med|fra\s+min)\b | hent\s+outlook\s+til | skickat\s+(?:från|med|via)\b | hämta\s+outlook\s+för
    | från\s+min\s+(?:i?phone|ipad|mobil|samsung) | lähetetty\s+(?:\w+\s+){0,3}(?:iphone|ipad|android|puhelime|laitte|outlook)
    | (?:hanki|hae)\s+outlook | wysłan[eoy]\s+(?:z|ze|za)\b | (?:pobierz|uzyskaj)\s+(?:aplikację\s+)?outlook
    | odesl[áa]no\s+z | odoslan[ée]\s+z | (?:z[íi]skejte|získejte)\s+outlook | elküldve\s+(?:az|a)\b | küldve\s+\w+
    | trimis\s+(?:de\s+pe|din|cu) | poslano\s+(?:s|sa|iz|z)\b | отправлено\s+(?:с|из)\b | надіслано\s+(?:з|із)\b
    | \w+(?:['’]?[dt][ae]n|den|dan)\s+gönderildi | iphone['’]?umdan\s+gönderildi
    | 发自我的 | 從我的 | 从我的 | 來自 | 发送自 | iphoneから送信 | .{0,30}から送信 | 나의\s.{1,20}에서\s보냄 | .{0,20}에서\s*보냄
    | provenance\s*:\s*courrier\s+pour | laden\s+sie\s+outlook\s+für | enviat\s+des\s+d | \S{2,30}[-‑]?r[óő]l\s+küldve | az\s+\S{2,30}\s+küldve
    | изпратено\s+от\s+(?:моя|моят|iphone|ipad|android|samsung|мобил|телефон) | στάλθηκε\s+από\s+(?:το|τη|τον)\b | נשלח\s+מ
    | (?:أُ?رسلت|مرسلة?|تم\s+الإرسال)\s+من\b | از\s+.{2,30}\s+فرستاده\s+شد | ارسال\s+شده\s+از | (?:đã\s+)?gửi\s+từ\s | dikirim\s+dari\s | ส่งจาก
    | (?:descarg(?:ar|ue|a)|obt[ée]n|obtenga|obtenha|baix(?:ar|e)|transferir|obțineți|descărcați|obtine|aconsegueix)\s+(?:o\s+)?outlook\s+(?:para|pentru|per)\b
    | (?:pobierz|uzyskaj)\s+(?:\w+\s+)?outlook | z[íi]ska(?:t|ť|jte)\s+outlook | (?:hent|få|skaff(?:a|\s+deg)?|hämta)\s+outlook\s+(?:til|for|för)\b
    | (?:az\s+)?outlook\s+(?:letöltése|beszerzése) | (?:получить|скачать|загрузить|отримати|завантажити|изтеглете|вземете)\s+outlook
    | (?:λήψη|αποκτήστε|κατεβάστε)\s+(?:του\s+|το\s+)?outlook | \w+\s+için\s+outlook\S{0,5}\s+(?:edinin|indirin) | outlook\s+for\s+\w+\s+を | \w+版\s?の?outlook\s?を
    | (?:获取|取得|下載|下载)\s*(?:\w+\s+版\s+)?outlook | \w+용\s+outlook | (?:השג|קבל|הורד)\s+את\s+outlook | (?:الحصول|احصل)\s+على\s+outlook | tải\s+(?:\w+\s+)?outlook
    | (?:รับ|ดาวน์โหลด)\s+outlook
    | outlook\s+(?:for|voor|pour|für|para|per)\s+(?:ios|android|windows|mac)\s*(?:<.{0,200}>)?\s*$
    | (?:\w+\s){1,3}bluemail\s+(?:for|voor|pour|für|para|per)\s+\w+ | verzonden\s+van\s+(?:mijn|m['’]n|nine|outlook|gmail|mail|samsung|galaxy|iphone|ipad|android)\b
    | yahoo\s+mail\s*[:,]\s | (?:e-?mail\s+)?(?:scanned|checked)\s+by\b
    | (?:virus-?free|virusvrij|virenfrei|garanti\s+sans\s+virus|sans\s+virus)\.?\s*(?:www|<|\[|$)
    | (?:this\s+e-?mail\s+has\s+been\s+checked|deze\s+e-?mail\s+is\s+gecontroleerd|cet\s+e-?mail\s+a\s+été\s+vérifié|
        diese\s+e-?mail\s+wurde\s+(?:von|auf)).{0,60}(?:virus|avast|avg)
    )"""
)

DISCLAIMERS = re.compile(
    r"""(?ix)
      \bdisclaimer\b\s*[:\-]?\s*$ | ^\W{0,4}(?:disclaimer|vertrouwelijkheidsclausule|avertissement|confidentialit[ée])\W
    | (?:denk\s+aan|spaar|bespaar|zorg\s+voor)\s+(?:het|ons|eens\s+aan\s+het)?\s*(?:milieu|papier|bos)
    | (?:think|consider|please\s+think|please\s+consider)\b.{0,40}(?:before|environment).{0,40}print
    | (?:please\s+)?consider\s+the\s+environment | (?:voordat|alvorens|vooraleer)\s+.{0,40}(?:print|afdruk)
    | pensez?\s+à\s+l['’]environnement | n['’]imprimez\s+(?:cet?|que) | avant\s+d['’]imprimer
    | denken\s+sie\s+an\s+die\s+umwelt | (?:vor|bevor)\s+.{0,40}(?:ausdruck|drucken)
    | (?:dit\s+(?:e-?mail)?[\s-]{0,2}bericht|deze\s+(?:e-?)?mail(?:bericht)?|de\s+(?:informatie\s+in|inhoud\s+van)\s+(?:dit|deze))\b.{0,120}
        (?:vertrouwelijk|uitsluitend\s+bestemd|uitsluitend\s+voor|alleen\s+bestemd|geadresseerde)
    | (?:aan|op)\s+(?:dit|deze|de\s+inhoud).{0,40}(?:e-?mail|bericht).{0,40}(?:geen\s+rechten|rechten\s+ontlenen)
    | (?:indien|als|mocht)\s+(?:u|je|deze|dit)\b.{0,60}(?:niet\s+de\s+(?:beoogde|bedoelde)|ten\s+onrechte|abusievelijk|per\s+vergissing)
    | (?:this|the)\s+(?:e-?mail|message|communication|transmission|information\s+(?:contained\s+)?in\s+this)\b.{0,160}
        (?:confidential|intended\s+(?:only|solely|for)|privileged|intended\s+recipient)
    | (?:if\s+you\s+(?:are\s+not|have\s+received)).{0,60}(?:intended\s+recipient|addressee|in\s+error)
    | (?:confidentiality|privacy|legal|important|privileged)\s+(?:notice|warning|information)\s*[:\-]
    | (?:ce|cet|le\s+présent)\s+(?:message|e-?mail|courriel|courrier)\b.{0,160}(?:confidentiel|destinataire|exclusive)
    | (?:diese|dieser|der\s+inhalt\s+dieser)\s+(?:e-?mail|nachricht)\b.{0,160}(?:vertraulich|empfänger|bestimmt)
    | (?:este|esta)\s+(?:mensaje|correo|mensagem|e-?mail)\b.{0,160}(?:confidencial|destinatario|destinat[áa]rio)
    | (?:questo|il\s+presente)\s+(?:messaggio|e-?mail)\b.{0,160}(?:confidenzial|riservat|destinatari)
    | (?:denna|detta|denne|dette)\s+(?:e-?post|e-?mail|meddelande|besked|melding)\b.{0,160}(?:konfidentiel|fortrolig|konfidenti)
    | op\s+(?:al\s+)?(?:onze|alle)\s.{0,80}(?:algemene\s+voorwaarden|leveringsvoorwaarden)
    | ^[*_\s]{0,4}(?:confidential|vertrouwelijk|vertraulich|confidentiel)[*_\s]{0,4}$
    """
)
# A text without any of these holds no disclaimer; looked for once, in lower case.
DISCLAIMER_HINTS = (
    "disclaimer", "vertrouw", "confiden", "confidenc", "milieu", "print", "environ", "impri", "umwelt", "bestemd",
    "bestimmt", "destinat", "intended", "addressee", "geadresseerd", "rechten", "vergissing", "privileg",
    "notice", "voorwaarden", "vertraulich", "riservat", "fortrolig", "konfident", "avertissement", "papier",
    "abusievelijk", "onrechte", "beoogde", "received", "warning", "information", "drucken", "afdruk", " bos",
    "empfänger", "exclusive",
)  # fmt: skip
BANNERS = re.compile(
    r"""(?ix)^[\s\[*_<!⚠️-]{0,8}(?:\s*extern(?:e|al)?\s*(?:e-?mail|sender|afzender|mail|bron)?\s*\][\s:*-]*)?(?:
      (?:extern(?:e|al)?(?:\s+(?:e-?mail|sender|afzender|mail|bron))?)\s*\]?\s*$ | (?<=\])\s*$
    | (?:caution|warning|attention|notice|alert|external(?:\s+e-?mail)?)\s*[:!\-].{0,80}(?:extern|outside|originat)
    | this\s+(?:e-?mail|message)\s+(?:is\s+from|originated|came|comes|was\s+sent)\s+(?:from\s+)?.{0,20}(?:an?\s+external|outside)
    | (?:let\s+op|opgelet|pas\s+op|waarschuwing)\s*[:!,\-].{0,60}(?:extern|buiten|onbekende)
    | deze\s+(?:e-?mail|mail)\s+(?:is\s+afkomstig|komt|werd\s+verstuurd|is\s+verzonden)\s+van(?:af|uit)?\s.{0,30}(?:extern|buiten)
    | (?:u\s+ontvangt|je\s+ontvangt|u\s+krijgt|je\s+krijgt|sommige\s+personen\s+die\s+dit).{0,30}niet\s+vaak
    | you\s+don['’]?t\s+often\s+get\s+e-?mail\s+from | some\s+people\s+who\s+received\s+this\s+message\s+don['’]?t\s+often
    | (?:attention|prudence)\s*[:!\-].{0,60}(?:externe|extérieur) | vous\s+(?:n['’]obtenez|ne\s+recevez)\s+pas\s+souvent
    | (?:ce|cet)\s+(?:message|e-?mail|courriel)\s+(?:provient|vient|émane)\s.{0,30}ext
    | (?:achtung|vorsicht|hinweis)\s*[:!\-].{0,60}extern | sie\s+erhalten\s+nicht\s+(?:oft|häufig)
    | diese\s+(?:e-?mail|nachricht)\s+(?:stammt|kommt)\s+.{0,30}(?:extern|außerhalb)
    | (?:do\s+not|don['’]t)\s+click\s+(?:on\s+)?(?:any\s+)?links | klik\s+(?:niet|geen|dus)\b.{0,60}(?:link|bijlage)
    | (?:learn|lees|find\s+out)\s+(?:more\s+about\s+)?why\s+this\s+is\s+important
    | (?:meer\s+informatie|lees)\s+(?:over\s+)?waarom\s+dit\s+belangrijk
    )"""
)
BANNER_GOES_ON = re.compile(
    r"(?i)\b(?:links?|bijlagen?|attachments?|afzender|sender|recogni[sz]e|vertrouwt|pièces?\s+jointes?|liens?|expéditeur|anhänge|absender"
    r"|phishing|verdachte?|suspicious|suspect|verdächtig|extern\w*|outside|buiten)\b"
)
POSTSCRIPT = re.compile(r"(?i)^\s*(?:p\.?\s?s\.?\s?[:.,\-–]?|n\.?b\.?\s?[:.]|pps)(?=\s|$|[A-Z])")
# What comes to mind below one's own closing. Signatures speak of the writer only where they tell
# his hours ("Ik werk op maandag en dinsdag").
AFTERTHOUGHT = re.compile(
    r"""(?ix)^(?:
      (?:o+h?[\s,]+ja|trouwens|overigens|nog\s+(?:iets|een\s+(?:vraag|ding))|(?:ik\s+)?(?:vergat|vergeten)|
        by\s+the\s+way|btw|oh[,\s]+and|one\s+(?:more|last)\s+(?:thing|question)|i\s+forgot|also,|au\s+fait|
        autre\s+question|j['’]ai\s+oublié|übrigens|noch\s+(?:etwas|eine\s+frage)|ach\s+ja)\b
    | (?=.{40}) (?:ik|i|je|j['’]ai|ich)\s
        (?!(?:werk|work|travaille|arbeite|acknowledge)\b)
        (?!.{0,200}(?:bereikbaar|aanwezig|beschikbaar|werktijd|werkuren|hours|flexibl|available|joignable|
            disponible|horaires|erreichbar|arbeitszeit))
        [^|@<>]{0,600}[.!?]$ )"""
)
SALUTATION = re.compile(
    r"""(?ix)^\s*(?:beste|geachte|hallo|hoi|hey|hi|dag|goede(?:morgen|middag|navond|ndag)|goedendag|lieve|
      bonjour|bonsoir|madame|monsieur|chère?s?|hello|dear|good\s+(?:morning|afternoon|evening)|
      guten\s+(?:tag|morgen|abend)|sehr\s+geehrte[rs]?|liebe[rs]?)\b[^.?!:;]{0,50}[,!]?\s*$"""
)
LIST_FOOTER = re.compile(
    r"(?i)^\s*(?:you received this message because|u ontvangt (?:dit bericht|deze mail) omdat|to unsubscribe"
    r"|unsubscribe\b|uitschrijven\b|om je (?:af te melden|uit te schrijven)|pour vous désabonner|yahoo! groups"
    r"|-~-~|mailing list\b|[\w.-]{2,40} mailing list\s*$|visit topic to respond|bezoek topic)"
)


def _any(words: Iterable[str]) -> str:
    unique = sorted(set(words), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in unique)


_FIRST = re.compile(r"[\s*_]{0,6}([^\s,.!:;/*_–—。、！，-]*)")


def _firsts(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(match[1] for phrase in phrases if (match := _FIRST.match(phrase)))


def first_word(text: str) -> str:
    """The first word of a line in lower case: most lines are told from a closing by it alone."""
    match = _FIRST.match(text)
    return match[1].lower() if match else ""


# What may end a mail with no name behind it.
COURTEOUS = re.compile(
    r"(?i)^[\s*_]{0,6}(?:bonne\s+(?:fin\s+de\s+)?(?:journée|soirée|semaine)|belle\s+journée|bon\s+week-?end|(?:nog\s+een\s+)?(?:fijne?|prettige?|goede?)\s+(?:dag|avond|weekend|middag|week)"
    r"|have\s+a\s+(?:nice|great|good|lovely)\s+(?:day|weekend|evening|week)|(?:einen\s+)?schöne[ns]?\s+(?:tag|abend|wochenende|woche))\b[^?]{0,30}$"
)
# A line that announces what stands below, such as a chat or a list: that is said on purpose.
PRESENTS = re.compile(
    r"(?i)^(?:hieronder|hierna|hierbij|onderstaand|bijgaand|zie (?:hieronder|onder)|below|here (?:is|are)|the following|see below|voici|ci-dessous|ci-après|unten|nachfolgend|nachstehend|anbei)\b.{0,120}:$"
)
THANKS_FIRSTS = _firsts(THANKS)
CLOSING_FIRSTS = _firsts(word for words in CLOSINGS.values() for word in words) | THANKS_FIRSTS
# The Dutch put any adjective before it: "Met creatieve en zonnige groetjes".
_GREETING = r"(?:(?:met|en|een|de|nog|veel|vele)\s+){0,2}(?:\w{3,16}e\s+)?(?:(?:en|&)\s+\w{3,16}e\s+)?(?!be)\w{0,12}groet(?:en|jes)?"
CLOSING = re.compile(
    rf"(?i)^[\s*_]{{0,6}}(?:(?:{_any(THANKS)})(?:\s*[,&+]\s*|\s+(?:en|and|et|und)\s+))?"
    rf"(?:{_any(word for words in CLOSINGS.values() for word in words)}|{_GREETING})(?!\w)(?P<rest>[^\n]*)$"
)
HINT_OF_CLOSING = "groet"
# Kisses, smileys and pictures round a name.
DECORATION = re.compile(
    r"(?i)(?<!\w)x{1,5}o?x?(?!\w)|[:;]-?[)Dp](?!\w)|[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]"
)
# "Viele Grüße aus Köln", "Groeten uit het zonnige Gent".
FROM_PLACE = re.compile(
    r"(?i:uit|aus|from|depuis|vanuit)\s+(?i:(?:het|de|dem|der|la|the)\s+)?(?:[a-zà-ÿ]{3,12}\s+)?(?=[A-ZÀ-Ý])"
)
THANKING = re.compile(rf"(?i)^[\s*_]{{0,6}}(?:{_any(THANKS)})(?!\w)(?P<rest>[^\n]*)$")
PHRASE_CLOSING = re.compile(
    r"(?i)^\s*(?:(?:dans\s+l['’]attente|en\s+vous|avec\s+nos)\b[^.?!]{0,80},\s+)?(?:veuillez\s+(?:agréer|recevoir)|je\s+vous\s+prie\s+d['’]agréer|recevez[,\s]|nous\s+vous\s+prions\s+d['’]agréer"
    r"|in\s+afwachting\s+van\s+uw.{0,60}(?:teken|groet)|verblijf\w*\s+(?:ik|wij))"
)
