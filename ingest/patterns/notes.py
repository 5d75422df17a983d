"""What stands in absence notes and receipts, by what it says and by language.

Expressions are tried on single notes of at most 1,500 characters. Gaps are short and bounded, so they
are linear.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.wording import Wording, grouped

_AWAY = {
    "en": (
        r"(?:i\s+am|i'm|i\s+will\s+be|i'll\s+be|we\s+are|our\s+offices?\s+(?:is|are)|the\s+office\s+is|currently|am)\s.{0,50}?(?:out\s+of\s+(?:the\s+)?office|away\b|on\s+(?:\w+\s+)?(?:holiday|vacation|leave|a\s+business\s+trip)|not\s+in\s+the\s+office|travell?ing|unavailable|closed\b|off\s+(?:today|sick|until|work)|attending\s+an?)",
        r"(?:limited|no|intermittent)\s+access\s+to\s+(?:my\s+)?e-?mails?", r"(?:is|am)\s+no\s+longer\s+(?:with|at|working|employed)",
        r"\bno\s+longer\s+works?\s+(?:for|at|here)", r"not\s+be\s+reading\s+my\s+(?:e-?)?mail",
        r"\bi\s+(?:only\s+)?work\s+(?:on\s+)?(?:part[- ]time|monday|tuesday|wednesday|thursday|friday)",
        r"this\s+(?:mailbox|inbox|e-?mail(?:\s+address)?|address|account)\s+is\s+(?:not\s+(?:being\s+)?(?:monitored|read|in\s+use)|no\s+longer\s+(?:in\s+use|monitored|used|active|valid|read))",
    ),
    "nl": (
        r"ik\s+werk\s+niet\s+(?:meer|langer)\s+(?:bij|voor|hier)", r"werk\s+ik\s+niet\s+(?:meer|langer)\s+(?:bij|voor|hier)",
        r"(?:ik\s+ben|wij\s+zijn|we\s+zijn|ons\s+kantoor\s+is|het\s+kantoor\s+is|ben\s+ik|zijn\s+wij|is\s+ons\s+\w+|momenteel|wegens\s+\w+|kantoor)\s.{0,70}?(?:afwezig|niet\s+(?:aanwezig|bereikbaar|op\s+kantoor|in\s+de\s+gelegenheid|beschikbaar)|er\s+(?:even\s+|tijdelijk\s+)?niet\b|met\s+(?:\w+\s+)?(?:vakantie|verlof|zwangerschapsverlof|ouderschapsverlof|bevallingsverlof)|op\s+vakantie|(?<!\w)in\s+verlof|buiten\s+kantoor|gesloten|(?<!\w)vrij\b)",
        r"geniet\s+(?:ik\s+)?(?:momenteel\s+)?van\s+(?:mijn|een)\s.{0,30}(?:vakantie|verlof)", r"niet\s+(?:meer\s+)?werkzaam\s+(?:bij|voor)",
        r"\bik\s+werk\s+(?:alleen\s+|enkel\s+)?(?:op\s+)?(?:ma|di|wo|do|vr)\w*dag", r"geen\s+(?:of\s+beperkte?\s+)?toegang\s+tot\s+(?:mijn|de)\s+(?:e-?)?mail",
        r"(?:deze\s+(?:mailbox|inbox)|dit\s+(?:e-?)?mail-?adres)\s+(?:is|wordt)\s+niet\s+(?:meer|langer)\s+(?:in\s+gebruik|gebruikt|gelezen|actief|bekeken|beheerd)",
    ),
    "fr": (
        r"(?:je\s+suis|nous\s+sommes|je\s+serai|notre\s+bureau|nos\s+bureaux|actuellement|serai|étant)\s.{0,60}?(?:absent|en\s+cong[ée]|en\s+vacances|en\s+déplacement|ferm[ée]|indisponible|hors\s+du\s+bureau|pas\s+(?:disponible|joignable|au\s+bureau))",
        r"\babsente?\s+(?:du\s+bureau|jusqu)", r"accès\s+(?:très\s+)?limité\s+à\s+(?:ma|mes|mon)", r"je\s+ne\s+travaille\s+pas\s+(?:le|les|ce)\b",
        r"je\s+ne\s+(?:travaille|fais)\s+plus\s+(?:à|au|chez|pour|partie)", r"ne\s+consulterai\s+pas\s+ma\s+(?:boîte|messagerie)",
        r"cette\s+(?:adresse|boîte)(?:\s+e-?mail|\s+mail)?\s+n['’]est\s+(?:plus|pas)\s+(?:utilisée|consultée|valide|active|relevée|surveillée)",
    ),
    "de": (
        r"(?:ich\s+bin|wir\s+sind|bin\s+ich|unser\s+büro|ich\s+befinde|derzeit)\s.{0,70}?(?:nicht\s+im\s+(?:büro|hause?)|abwesend|im\s+(?:\w+\s+)?urlaub|nicht\s+(?:erreichbar|verfügbar|persönlich)|in\s+elternzeit|außer\s+haus|auf\s+dienstreise|geschlossen)",
        r"wir\s+haben\s.{0,60}betriebs(?:ferien|urlaub)", r"nicht\s+mehr\s+(?:in\s+unserem\s+hause?|bei\s+uns|für\s+\w+)\s.{0,20}(?:tätig|beschäftigt)",
        r"diese\s+(?:e-?mail-?)?adresse\s+wird\s+nicht\s+(?:mehr|länger)\s+(?:verwendet|genutzt|gelesen|abgerufen)", r"dieses\s+postfach\s+wird\s+nicht",
    ),
    "others": (
        r"(?:estoy|estaré|estoy\s+actualmente)\s.{0,40}(?:fuera|vacaciones|ausente)", r"(?:sono|sarò)\s.{0,30}(?:assente|fuori\s+(?:ufficio|sede)|in\s+ferie)",
        r"(?:estou|estarei)\s.{0,30}(?:ausente|fora|férias)", r"olen\s.{0,20}(?:lomalla|poissa)", r"(?:jestem|będę)\s.{0,30}(?:nieobecn|na\s+urlopie|poza\s+biurem)",
        r"(?:jag\s+är|jeg\s+er|er\s+på|är\s+på)\s.{0,30}(?:ferie|semester|borte|bortrest|tjänstledig|frånvarande|ikke\s+på\s+kontoret|ikke\s+til\s+stede)",
        r"нахожусь\s+в\s+отпуске",
    ),
}  # fmt: skip
_LATER = {
    "en": (
        r"until", r"\btill\b", r"\bthrough\b", r"returning", r"return(?:ing)?\s+on", r"back\s+(?:on|in)\b", r"upon\s+my\s+return", r"when\s+(?:i|we)\s+(?:return|get\s+back|(?:am|are)\s+back)",
        r"after\s+my\s+return", r"will\s+(?:reply|respond|answer|get\s+back)", r"respond\s+to\s+your", r"slow\s+to\s+respond", r"(?:response|reply)\s+(?:may|might|will)\s+be\s+(?:delayed|slow)", r"next\s+working\s+day",
    ),
    "nl": (
        r"tot\s+en\s+met", r"t/m", r"tot\s+(?:\w+\s+)?\d", r"tot\s+nader", r"weer\s+(?:aanwezig|terug|bereikbaar|op\s+kantoor)", r"na\s+mijn\s+(?:terugkeer|vakantie|verlof)", r"terug\s+(?:op|aan|vanaf)",
        r"vanaf\s.{0,30}(?:weer|terug|opnieuw)", r"(?:beantwoord|lees|reageer|antwoord)\w*\s.{0,40}(?:terugkomst|terugkeer|mail|bericht)", r"bij\s+(?:mijn\s+)?terugkomst", r"wordt\s+niet\s+(?:gelezen|doorgestuurd)",
        r"(?:wij|we)\s+(?:nemen|streven|zullen|proberen|reageren)\s.{0,60}(?:contact|reactie|antwoord|beantwoord|mogelijk)", r"neme?n?t?\s.{0,40}contact\s+met\s+(?:u|je)\s+op", r"ben\s+ik\s+er\s+weer", r"(?:eerst)?volgende\s+werkdag",
    ),
    "fr": (
        r"jusqu['’]au", r"de\s+retour", r"[àa]\s+mon\s+retour", r"dès\s+(?:mon\s+retour|la\s+réouverture)", r"répondrai", r"mon\s+retour", r"nous\s+(?:vous\s+)?(?:répondrons|reviendrons|recontacterons)",
        r"prendrai\s+connaissance", r"depuis\s+le\s+\d", r"avant\s+le\s+\d", r"du\s+\d{1,2}\s.{2,14}\sau\s+\d",
    ),
    "de": (
        r"bis\s+(?:zum|einschließlich|auf\s+weiteres|\d)", r"zurück", r"ab\s+(?:dem|\d|montag|dienstag|mittwoch|donnerstag|freitag)", r"wieder\s+(?:erreichbar|da|im)", r"nach\s+meiner\s+rückkehr", r"nicht\s+weitergeleitet",
        r"wir\s+(?:melden\s+uns|werden\s.{0,40}(?:beantworten|bearbeiten|melden))", r"erst\s.{0,20}beantworten",
    ),
    "others": (
        r"hasta", r"volveré", r"de\s+vuelta", r"regreso", r"fino\s+al?\b", r"rientr", r"al\s+mio\s+rientro", r"até", r"retorno", r"volto", r"regresso", r"tilbake", r"tillbaka", r"åter", r"t\.o\.m", r"tilbage",
        r"återkomst", r"palaan", r"asti", r"saakka", r"do\s+dnia", r"wracam", r"powroc", r"wróc", r"до\s+\d", r"вернусь",
    ),
}  # fmt: skip
_INSTEAD = {
    "en": (
        r"urgent", r"emergenc", r"immediate", r"in\s+my\s+absence", r"assistance", r"during\s+my\s+absence", r"please\s+(?:contact|call|e-?mail|reach\s+out|direct|send|use|forward)\b.{0,60}(?:\S@\S|\d{3}|instead|website|form|colleague|office|\bto\b)",
        r"please\s+(?:contact|call|e-?mail|reach\s+out)", r"can\s+(?:be\s+reached|contact)", r"(?:is|are|will\s+be)\s+covering\s+for\s+me", r"(?:is|are|will\s+be)\s+standing\s+in\s+for\s+me",
    ),
    "nl": (
        r"dringend", r"\bspoed", r"urgent", r"(?:tijdens|in)\s+mijn\s+afwezigheid", r"(?:neem|kunt|kan|kun|mag|gelieve|contact)\s.{0,30}(?:contact|mailen|bellen|terecht|opnemen|collega)", r"voor\s+vragen", r"neemt\s.{0,40}(?:waar\b|van\s+mij\s+over)", r"vervangt\s+mij", r"mijn\s+vervang(?:er|ster|ing)\s+is\s",
        r"(?:stuur|richt|gebruik|mail)\w*\s.{0,40}(?:\S@\S)", r"\bbelt?\s+(?:u|je|dan|naar)\b", r"(?:kunt|kun|kan)\s.{0,40}(?:sturen|richten|mailen)\s+(?:naar|aan)",
    ),
    "fr": (
        r"urgence", r"urgent", r"en\s+mon\s+absence", r"(?:veuillez|pouvez|merci\s+d[e'’]\s?)\s?.{0,30}(?:contact|écrire|adresser|envoyer|joindre|appeler)", r"contacter", r"adress(?:er|ez)", r"peut\s+vous\s+aider", r"je\s+(?:suis|serai)\s+remplacée?\s+par", r"assure\w*\s.{0,20}(?:intérim|remplacement)",
    ),
    "de": (r"dringend", r"in\s+(?:dringenden|eiligen)", r"wenden\s+sie\s+sich", r"vertretung", r"vertritt\s+mich", r"in\s+meiner\s+abwesenheit", r"kontaktieren", r"(?:richten|schreiben|senden)\s+sie\s.{0,40}\S@\S"),
    "others": (r"contactar", r"contacte", r"urgente", r"urgenza", r"contattare", r"hastesaker", r"kontakta", r"kontakt", r"ota\s+yhteyttä", r"proszę\s+o\s+kontakt", r"обращайтесь"),
}  # fmt: skip
_MACHINE = {
    "en": (
        r"dear\s+sender\b", r"this\s+is\s+an?\s+(?:automat(?:ic|ed)|auto)\w*(?:ally)?[\s-]+(?:generated\s+)?(?:reply|response|message|e-?mail|notification|acknowledg)", r"automatically\s+generated", r"auto-?generated",
        r"do\s+not\s+reply\s+to\s+this", r"auto-?responder", r"automated\s+(?:reply|response|message)",
    ),
    "nl": (r"(?:beste|geachte)\s+afzender\b", r"dit\s+is\s+een\s+automatisch", r"automatisch\s+(?:gegenereerd|verzonden|antwoord|bericht)", r"(?:gelieve\s+)?niet\s+(?:op\s+(?:dit|deze)\s.{0,20})?(?:te\s+)?(?:antwoorden|beantwoorden|reageren)"),
    "fr": (r"cher\s+expéditeur\b", r"ceci\s+est\s+une?\s+(?:réponse|message|e-?mail)\s+automatique", r"(?:message|réponse|courriel|e-?mail)\s+(?:généré|envoyé)e?\s+automatiquement", r"ne\s+pas\s+répondre"),
    "de": (r"sehr\s+geehrter\s+absender\b", r"dies\s+ist\s+eine\s+automati", r"automatisch\s+(?:generiert|erstellt|versand|erzeugt)", r"automatische\s+(?:antwort|nachricht)"),
    "others": (r"(?:respuesta|mensaje)\s+autom[áa]tic", r"(?:risposta|messaggio)\s+automatic", r"(?:resposta|mensagem)\s+autom[áa]tic", r"automatiskt?\s+(?:svar|meddelande|generer)", r"wiadomość\s+(?:została\s+)?(?:wygenerowana\s+)?automatycz", r"автоматическ"),
}  # fmt: skip
_RECEIVED = {
    "en": (
        r"(?:we|i)(?:'ve|\s+have)?\s+(?:successfully\s+)?received\s+your\s.{0,30}(?:message|e-?mail|request|enquiry|inquiry|question|mail)", r"your\s+(?:message|e-?mail)\s+will\s+be\s+(?:answered|processed|dealt|read)",
        r"your\s+(?:message|e-?mail|request|enquiry|question)\s+(?:\([^)]{1,30}\)\s+)?(?:has\s+been|was)\s+(?:received|registered|logged|created|assigned)", r"thank(?:s|\s+you)\s+for\s+(?:contacting|your\s+(?:e-?mail|message|enquiry|inquiry|request))",
    ),
    "nl": (
        r"(?:wij|we)\s+hebben\s+(?:uw|je|jouw|het|dit|deze)\s.{0,40}(?:ontvangen|in\s+goede\s+orde)", r"(?:wij|we)\s+(?:beantwoorden|behandelen)\s+(?:uw|je)\s+(?:bericht|e-?mail|mail|vraag)",
        r"(?:uw|je|jouw)\s+(?:bericht|e-?mail|mail|vraag|aanvraag|melding)\s.{0,30}(?:is|werd|hebben)\s.{0,30}(?:ontvangen|geregistreerd)", r"(?:bedankt|dank)\s+voor\s+(?:uw|je|jouw)\s+(?:bericht|e-?mail|mail|vraag|aanvraag)",
    ),
    "fr": (
        r"nous\s+avons\s+bien\s+reçu", r"votre\s+(?:message|demande|e-?mail|courriel)\s+a\s+(?:bien\s+)?été\s+(?:reçu|enregistr|transmis|prise)", r"nous\s+(?:traiterons|répondrons\s+à)\s+votre\s+(?:message|e-?mail|demande)",
        r"(?:merci|remercie)\s+(?:de|pour)\s+votre\s+(?:message|e-?mail|courriel|mail)",
    ),
    "de": (
        r"ihre\s+(?:e-?mail|nachricht)\s+wird\s.{0,40}(?:bearbeitet|beantwortet)", r"wir\s+haben\s+ihre\s.{0,30}erhalten", r"ihre\s+(?:anfrage|e-?mail|nachricht)\s.{0,20}(?:eingegangen|erhalten)",
        r"dank\s+für\s+ihre\s+(?:e-?mail|nachricht|mail|anfrage)",
    ),
}  # fmt: skip
# What becomes of the mail that is answered: only programs speak of it so.
_YOUR_MAIL = {
    "en": (r"your\s+(?:e-?mail|message|enquiry)\s+(?:will|is|may)\s.{0,20}(?:forward|read|answer|deal|process|delet)", r"(?:reply|respond|answer|get\s+back)\s+to\s+(?:your|you)\b", r"get\s+back\s+to\s+you", r"your\s+(?:enquiry|request|message|e-?mail)\s+to\b"),
    "nl": (
        r"(?:uw|je|jouw)\s+(?:e-?mail|mail|bericht|vraag)\s+(?:wordt|zal|worden|beantwoord|lees|behandel)", r"(?:beantwoord|lees|behandel)\w*\s+(?:ik\s+|wij\s+|we\s+)?(?:uw|je|jouw)\s+(?:e-?mail|mail|bericht)", r"mails?\s+(?:wordt|worden)\s.{0,30}niet\s+gelezen",
        r"lees\s+(?:ik\s+)?(?:mijn|de|uw|je)\s+mail", r"(?:stuur|richt)\w*\s+(?:dan\s+)?(?:uw|je)\s+(?:bericht|vraag|mail)",
    ),
    "fr": (r"votre\s+(?:message|e-?mail|mail|courriel|demande)\s+(?:sera|ne\s+sera|est)\s", r"connaissance\s+de\s+(?:votre|vos)\s", r"(?:je|nous)\s+vous\s+répondr", r"(?:vos|votre)\s+messages?\s+à\s"),
    "de": (r"ihre\s+(?:e-?mail|mail|nachricht|anfragen?)\s+(?:wird|bearbeiten|lese|beantworte|kann)", r"ihre\s+(?:e-?mail|mail|nachricht)\s+erst", r"ihre\s+anfragen?\s+an\b"),
}  # fmt: skip


def _any(words: Mapping[str, tuple[str, ...]]) -> Wording:
    every = "|".join(word for said in words.values() for word in said)
    return Wording(re.compile(grouped(every)))


AWAY = _any(_AWAY)
LATER = _any(_LATER)
INSTEAD = _any(_INSTEAD)
MACHINE = _any(_MACHINE)
RECEIVED = _any(_RECEIVED)
YOUR_MAIL = _any(_YOUR_MAIL)
SENTENCE = re.compile(r"(?<=[a-zà-ž)\]][.!?])\s+|(?<=\d[.!?])\s+(?=[A-ZÀ-Ý])|\n\s*\n")
# What is said to be polite and says nothing.
POLITE = re.compile(
    r"""(?ix)^\W*(?:
      (?:beste|geachte|hallo|hoi|hi|dag|goede\w*|hello|dear|good\s+\w+|bonjour|bonsoir|chère?s?|madame|guten\s+\w+|sehr\s+geehrte|liebe)\b[^.?]{0,60}
    | (?:(?:alvast\s+|hartelijk\s+)?(?:be)?dankt?|thank(?:s|\s+you)|merci|(?:vielen\s+|besten\s+)?dank)(?:\s+(?:voor|for|pour|de\s+votre|für|in\s+advance|alvast|d[’\']avance|im\s+voraus|beaucoup|u|je|very)\b.{0,60})? | leuk\s+dat\s.{0,40} | (?:many\s+)?apologies\b.{0,60}
    | (?:fijne|prettige|mooie|goede|happy|merry|enjoy|have\s+a|bonne|bonnes|joyeu\w+|belle|schöne|frohe|wir\s+wünschen|wij\s+wensen|we\s+wish)\b.{0,80}
    | (?:met\s+)?(?:vriendelijke\s+)?groet\w*.{0,40} | (?:kind|best)\s+regards.{0,40} | cordialement.{0,40} | bien\s+à\s+vous.{0,40} | (?:mit\s+)?(?:freundliche|viele|beste)n?\s+grüße.{0,40}
    )\W*$"""
)
