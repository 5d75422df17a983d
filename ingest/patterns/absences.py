"""What absence notes and receipts of tickets say, and what people say who are away.

Expressions are tried on subjects and on the first thousands of characters of a text. All are made
of literal words with short bounded gaps, so they are linear.
"""

from __future__ import annotations

import re

SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n")
TO_READER = re.compile(
    r"(?i)\b(?:you|your|u|uw|je|jij|jouw|jullie|vous|votre|vos|sie|ihre?[nrm]?|usted|su|lei|sua|office|kantoor|bureau|büro|collega\w*|colleagues?|collègues?|kolleg\w*)\b|\S@\S|\d{3}[\d\s-]{4}|www\.|https?:"
)
# What a person wants done, who is away as well; a note only says whom to turn to.
REQUEST = re.compile(
    r"""(?ix)\b(?: please\s+(?:transfer|pause|stop|suspend|cancel|change|update|block|move|fix|remove|check|let\s+me\s+know)
      | (?:could|would)\s+you | i\s+(?:want|would\s+like|need)\s | ik\s+(?:wil|zou)\s | (?:en|dus)\s+(?:wil|zou)\s | wil\s+(?:ik|graag)\b | wilt\s+u\b
      | je\s+(?:voudrais|souhaite(?:rais)?|veux)\s | ich\s+(?:möchte|würde)\s )"""
)
AUTO_SUBJECT = re.compile(
    r"""(?ix)^[\s\[(*"'“]{0,4}(?:(?:re|antw|aw|sv|r)\s*:\s*)?[\s\[(*"'“]{0,4}(?:
      auto(?:matic|mated)?[\s_-]*(?:reply|replied|response|responder|respond|answer|email|antwort|antwoord|svar)\b | autoreply\w* | autoresponse\b | autoantwort\b | autosvar\b | auto\s*:\s
    | automati(?:sch|sche|que|co|ca|sk|skt|sches)\w*\s+(?:antwoord|beantwoord\w*|antwort|reply|svar|reactie|bericht|r[ée]ponse|e-?mail|nachricht|mail) | antwoord\s*:?\s*automatisch
    | r[ée]ponse\s+automatique | respuesta\s+autom[áa]tica | risposta\s+automatica | resposta\s+autom[áa]tica | odpowiedź\s+automatyczna | automatická\s+odpov | automatikus\s+válasz | automaattinen\s+vastaus | otomatik\s+yanıt | răspuns\s+automat
    | автоответ | автоматический\s+ответ | автоматична\s+відповідь | 自动回复 | 自動回覆 | 自動応答 | 自動返信 | 自动答复 | 자동\s*(?:회신|응답)
    | out[\s-]+of[\s-]+(?:the[\s-]+)?office | ooo\b\s*[:\-(]? | out\s+of\s+(?:town|the\s+country) | away\s+(?:from|until)\s | on\s+(?:vacation|holiday|annual\s+leave|maternity\s+leave|parental\s+leave|leave)\b | vacation\s+(?:reply|message|notice|auto) | i(?:'m|\s+am)\s+(?:currently\s+)?(?:away|out\b|on\s+(?:holiday|vacation|leave)) | holiday\s+(?:message|notice|reply) | i\s+am\s+no\s+longer
    | afwezigheids(?:bericht|assistent|melding|notificatie|mail|reply) | afwezig(?:heid)?\s*(?:[:\-(]|i\.?v\.?m|wegens|tot\b|van\b|$) | niet\s+aanwezig\s*(?:[:\-(]|$) | ik\s+ben\s+(?:momenteel\s+|tijdelijk\s+)?(?:afwezig|met\s+vakantie|met\s+verlof|er\s+even\s+niet|niet\s+(?:aanwezig|bereikbaar|op\s+kantoor)) | met\s+(?:vakantie|verlof)\b\s*(?:[:\-(]|tot\b|$) | vakantie(?:bericht|melding|reply)
    | absence\s+(?:du\s+bureau|de\s+|:|temporaire) | (?:message|notification|notice|avis)\s+d['’]absence | absent(?:\w{0,2}|\(e\))\s+(?:du\s+bureau|jusqu|du\b|temporairement|:) | je\s+suis\s+(?:actuellement\s+)?(?:absent|en\s+congé|en\s+vacances) | en\s+cong[ée]s?\b\s*(?:[:\-(]|jusqu|du\b|$) | hors\s+(?:du\s+)?bureau | cong[ée]s\s+(?:annuels|d['’]été) | fermeture\s+annuelle
    | abwesenheit\w* | abwesend\b | ich\s+bin\s+(?:derzeit\s+|momentan\s+|zur\s+zeit\s+)?(?:abwesend|im\s+urlaub|nicht\s+im) | nicht\s+im\s+(?:büro|haus) | (?:im|in)\s+urlaub\b | urlaubs(?:notiz|nachricht|meldung) | betriebs(?:ferien|urlaub)\b
    | fuera\s+de\s+(?:la\s+)?oficina | ausencia\b | fuori\s+(?:sede|ufficio) | assenza\b | assente\b | fora\s+do\s+escrit[óo]rio | ausente\b | fora\s+da\s+empresa | frånvaro\w* | borte\s+fra\s+kontoret | ikke\s+(?:på|til)\s+(?:kontoret|stede) | fravær\w* | fraværs\w* | poissa\b | nieobecno[śs][ćc]\w* | poza\s+biurem | mimo\s+kancelář | вне\s+офиса | отсутств
    | (?:ontvangst|lees)bevestiging\b | bevestiging\s+van\s+(?:ontvangst|uw\s+(?:e-?mail|bericht|aanvraag|vraag)) | (?:accus[ée]|confirmation)\s+de\s+r[ée]ception | eingangsbest[äa]tigung | (?:we|wij|nous\s+avons|wir\s+haben)\s+(?:have\s+|hebben\s+)?(?:received|uw|je|bien\s+reçu|ihre)\s.{0,40}(?:ontvangen|received|reçu|erhalten|e-?mail|message|request|bericht)
    | (?:thank\s+you|thanks)\s+for\s+(?:your\s+(?:e-?mail|message|inquiry|enquiry|request|contacting|feedback|interest)|contacting|reaching|writing|getting\s+in\s+touch) | bedankt\s+voor\s+(?:uw|je)\s+(?:e-?mail|bericht|mail|vraag|aanvraag|reactie)\s*[.!]?$ | dank\s+voor\s+uw\s+bericht | merci\s+(?:de|pour)\s+(?:votre\s+(?:message|e-?mail|demande)|nous\s+avoir\s+contact) | vielen\s+dank\s+für\s+ihre\s+(?:e-?mail|nachricht|anfrage)
    | your\s+(?:e-?mail|message|request|ticket|enquiry|inquiry)\s+(?:has\s+been|was)\s+(?:received|created|registered|logged) | (?:\[\w[^\]]{0,40}\]\s*)?(?:request|ticket|case)\s+(?:received|created|opened|registered) | uw\s+(?:e-?mail|bericht|vraag|aanvraag|melding)\s+(?:\S{0,12}\d\S{0,12}\s+)?(?:is|werd)\s+(?:ontvangen|geregistreerd) | votre\s+(?:message|demande|e-?mail)\s+(?:n\S{0,2}\s+)?(?:\S{0,12}\d\S{0,12}\s+)?a\s+(?:bien\s+)?été\s+(?:reçu|enregistr) | ihre\s+(?:anfrage|nachricht|e-?mail)\s+(?:\S{0,12}\d\S{0,12}\s+)?(?:ist\s+(?:bei\s+uns\s+)?eingegangen|wurde\s+(?:empfangen|registriert)) | message\s+received\s*$ | email\s+received
    | changement\s+d['’]adresse | new\s+e-?mail\s+address\s*$ | no\s+longer\s+(?:with|at|working|employed) | niet\s+meer\s+werkzaam
    )"""
)
# Parts of an absence note: away, when back, whom to turn to, said by a machine.
AWAY = re.compile(
    r"""(?ix)
      (?:i\s+am|i'm|i\s+will\s+be|i'll\s+be|we\s+are|our\s+office\s+is|the\s+office\s+is|currently|am)\s.{0,50}?(?:out\s+of\s+(?:the\s+)?office|away\b|on\s+(?:\w+\s+)?(?:holiday|vacation|leave|a\s+business\s+trip)|not\s+in\s+the\s+office|travell?ing|unavailable|closed\b) | limited\s+access\s+to\s+(?:my\s+)?e-?mail | no\s+access\s+to\s+(?:my\s+)?e-?mail | (?:is|am)\s+no\s+longer\s+(?:with|at|working|employed) | \bi\s+no\s+longer\s+work\s+(?:for|at|here) | not\s+be\s+reading\s+my\s+(?:e-?)?mail
    | ik\s+werk\s+niet\s+(?:meer|langer)\s+(?:bij|voor|hier) | (?:ik\s+ben|wij\s+zijn|we\s+zijn|ons\s+kantoor\s+is|het\s+kantoor\s+is|ben\s+ik|zijn\s+wij|is\s+ons\s+kantoor|momenteel|wegens\s+verlof|kantoor)\s.{0,70}?(?:afwezig|niet\s+(?:aanwezig|bereikbaar|op\s+kantoor|in\s+de\s+gelegenheid|beschikbaar)|met\s+(?:\w+\s+)?(?:vakantie|verlof|zwangerschapsverlof|ouderschapsverlof)|op\s+vakantie|in\s+verlof|buiten\s+kantoor|gesloten) | geniet\s+(?:ik\s+)?(?:momenteel\s+)?van\s+(?:mijn|een)\s.{0,20}(?:vakantie|verlof) | niet\s+(?:meer\s+)?werkzaam\s+(?:bij|voor)
    | (?:je\s+suis|nous\s+sommes|je\s+serai|notre\s+bureau|nos\s+bureaux|actuellement|serai)\s.{0,60}?(?:absent|en\s+cong[ée]|en\s+vacances|en\s+déplacement|ferm[ée]|indisponible|hors\s+du\s+bureau|pas\s+(?:disponible|joignable|au\s+bureau))
    | (?:ich\s+bin|wir\s+sind|bin\s+ich|unser\s+büro|ich\s+befinde|derzeit)\s.{0,70}?(?:nicht\s+im\s+(?:büro|hause?)|abwesend|im\s+(?:\w+\s+)?urlaub|nicht\s+(?:erreichbar|verfügbar|persönlich)|in\s+elternzeit|außer\s+haus|auf\s+dienstreise|geschlossen) | wir\s+haben\s.{0,60}betriebs(?:ferien|urlaub)
    | (?:estoy|estaré|estoy\s+actualmente)\s.{0,40}(?:fuera|vacaciones|ausente) | (?:sono|sarò)\s.{0,30}(?:assente|fuori\s+(?:ufficio|sede)|in\s+ferie) | (?:estou|estarei)\s.{0,30}(?:ausente|fora|férias) | (?:jag\s+är|jeg\s+er|er\s+på|är\s+på)\s.{0,30}(?:ferie|semester|borte|bortrest|tjänstledig|frånvarande|ikke\s+på\s+kontoret|ikke\s+til\s+stede) | olen\s.{0,20}(?:lomalla|poissa) | (?:jestem|będę)\s.{0,30}(?:nieobecn|na\s+urlopie|poza\s+biurem) | нахожусь\s+в\s+отпуске
    """
)
LATER = re.compile(
    r"""(?ix)
      (?:until|\btill\b|\bthrough\b|returning|return(?:ing)?\s+on|back\s+(?:on|in)|upon\s+my\s+return|when\s+i\s+(?:return|get\s+back|am\s+back)|after\s+my\s+return|will\s+(?:reply|respond|answer|get\s+back)|respond\s+to\s+your) | (?:tot\s+en\s+met|t/m|tot\s+\w+\s+\d|weer\s+(?:aanwezig|terug|bereikbaar|op\s+kantoor)|na\s+mijn\s+(?:terugkeer|vakantie|verlof)|terug\s+(?:op|aan|vanaf)|vanaf\s.{0,30}(?:weer|terug|opnieuw)|(?:beantwoord|lees|reageer|antwoord)\w*\s.{0,40}(?:terugkomst|terugkeer|mail|bericht)|bij\s+(?:mijn\s+)?terugkomst|wordt\s+niet\s+(?:gelezen|doorgestuurd)|(?:wij|we)\s+(?:nemen|streven|zullen|proberen)\s.{0,60}(?:contact|reactie|antwoord|beantwoord))
    | (?:jusqu['’]au|de\s+retour|dès\s+mon\s+retour|à\s+mon\s+retour|répondrai|mon\s+retour|nous\s+(?:vous\s+)?(?:répondrons|reviendrons|recontacterons)) | (?:bis\s+(?:zum|einschließlich|\d)|zurück|ab\s+(?:dem|\d)|wieder\s+(?:erreichbar|da|im)|nach\s+meiner\s+rückkehr|wird\s+nicht\s+weitergeleitet|nicht\s+weitergeleitet|wir\s+(?:melden\s+uns|werden\s.{0,40}(?:beantworten|bearbeiten|melden))) | (?:hasta|volveré|de\s+vuelta|regreso) | (?:fino\s+al?|rientr|al\s+mio\s+rientro) | (?:até|retorno|volto|regresso) | (?:tilbake|tillbaka|åter|t\.o\.m|tilbage|återkomst) | (?:palaan|asti|saakka) | (?:do\s+dnia|wracam|powroc|wróc) | (?:до\s+\d|вернусь)
    """
)
INSTEAD = re.compile(
    r"""(?ix)
      (?:urgent|emergenc|immediate|in\s+my\s+absence|assistance|during\s+my\s+absence|please\s+(?:contact|call|e-?mail)|can\s+(?:be\s+reached|contact)) | (?:dringend|spoed|urgent|tijdens\s+mijn\s+afwezigheid|in\s+mijn\s+afwezigheid|(?:neem|kunt|kan|mag|gelieve|contact)\s.{0,30}(?:contact|mailen|bellen|terecht|opnemen|collega)|voor\s+vragen)
    | (?:urgence|urgent|en\s+mon\s+absence|(?:veuillez|pouvez|merci\s+de)\s.{0,30}contact|contacter|adresser) | (?:dringend|in\s+(?:dringenden|eiligen)|wenden\s+sie\s+sich|vertretung|in\s+meiner\s+abwesenheit|kontaktieren) | (?:contactar|contacte|urgente|urgenza|contattare|hastesaker|kontakta|kontakt|ota\s+yhteyttä|proszę\s+o\s+kontakt|обращайтесь)
    """
)
MACHINE = re.compile(
    r"""(?ix)
      (?:dear\s+sender|(?:beste|geachte)\s+afzender|cher\s+expéditeur|sehr\s+geehrter\s+absender)\b | (?:this\s+is\s+an?\s+(?:automat(?:ic|ed)|auto)\w*(?:ally)?[\s-]+(?:generated\s+)?(?:reply|response|message|e-?mail|notification|acknowledg)|automatically\s+generated|auto-?generated|do\s+not\s+reply\s+to\s+this|auto-?responder|automated\s+(?:reply|response|message))
    | (?:dit\s+is\s+een\s+automatisch|automatisch\s+(?:gegenereerd|verzonden|antwoord|bericht)|(?:gelieve\s+)?niet\s+(?:op\s+(?:dit|deze)\s.{0,20})?(?:te\s+)?(?:antwoorden|beantwoorden|reageren)) | (?:ceci\s+est\s+un[e]?\s+(?:réponse|message|e-?mail)\s+automatique|(?:message|réponse|courriel|e-?mail)\s+(?:généré|envoyé)e?\s+automatiquement|ne\s+pas\s+répondre)
    | (?:dies\s+ist\s+eine\s+automati|automatisch\s+(?:generiert|erstellt|versand|erzeugt)|automatische\s+(?:antwort|nachricht)) | (?:respuesta|mensaje)\s+autom[áa]tic | (?:risposta|messaggio)\s+automatic | (?:resposta|mensagem)\s+autom[áa]tic | automatiskt?\s+(?:svar|meddelande|generer) | wiadomość\s+(?:została\s+)?(?:wygenerowana\s+)?automatycz | автоматическ
    """
)
RECEIVED = re.compile(
    r"""(?ix)
      (?:we|i)(?:'ve|\s+have)?\s+(?:successfully\s+)?received\s+your\s.{0,30}(?:message|e-?mail|request|enquiry|inquiry|question|mail) | your\s+(?:message|e-?mail|request|enquiry|question)\s+(?:\([^)]{1,30}\)\s+)?(?:has\s+been|was)\s+(?:received|registered|logged|created|assigned) | your\s+(?:message|e-?mail)\s+will\s+be\s+(?:answered|processed|dealt|read) | thank(?:s|\s+you)\s+for\s+(?:contacting|your\s+(?:e-?mail|message|enquiry|inquiry|request))
    | (?:wij|we)\s+hebben\s+(?:uw|je|jouw)\s.{0,40}(?:ontvangen|in\s+goede\s+orde) | (?:wij|we)\s+(?:beantwoorden|behandelen)\s+(?:uw|je)\s+(?:bericht|e-?mail|mail|vraag) | (?:uw|je|jouw)\s+(?:bericht|e-?mail|mail|vraag|aanvraag|melding)\s.{0,30}(?:is|werd|hebben)\s.{0,30}(?:ontvangen|geregistreerd) | bedankt\s+voor\s+(?:uw|je|jouw)\s+(?:bericht|e-?mail|mail|vraag|aanvraag)
    | (?:nous\s+avons\s+bien\s+reçu|votre\s+(?:message|demande|e-?mail|courriel)\s+a\s+(?:bien\s+)?été\s+(?:reçu|enregistr|transmis|prise)) | nous\s+(?:traiterons|répondrons\s+à)\s+votre\s+(?:message|e-?mail|demande) | (?:ihre\s+(?:e-?mail|nachricht)\s+wird\s.{0,40}(?:bearbeitet|beantwortet)|wir\s+haben\s+ihre\s.{0,30}erhalten|ihre\s+(?:anfrage|e-?mail|nachricht)\s.{0,20}(?:eingegangen|erhalten))
    """
)
# What stands behind such words when they are all there is to say: "Automatic reply: …".
AUTO_REST = re.compile(
    r"(?i)^[\s\])*\"'”.!]{0,6}(?:$|[:\-–—(\[<]|(?:re|fwd?|antw|aw|sv|from|to|until|till|tot|t/m|bis|du|jusqu\S*|van|vanaf|op|on|hasta|fino)\b)"
)
AUTO_HEADERS = (
    "x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-autogenerated", "x-autoreply-from",
    "x-mail-autoreply", "x-vacation", "x-amazon-auto-reply", "x-auto-reply-from", "x-autorespond-to",
    "x-autoresponse", "x-out-of-office", "x-ms-exchange-generated-message-source-oof",
)  # fmt: skip
WEAK_AUTO = re.compile(
    r"(?i)afwezig(?!heids(?:bericht|assistent|notificatie|mail|reply))|niet aanwezig|verlof|vakantie|absen(?!\w{0,2}(?:\(e\))?\s+du\s+bureau)|congé|urlaub(?!s(?:notiz|nachricht))|abwesen(?!heits(?:notiz|nachricht|assistent))|leave|holiday|vacation|away|no longer"
    r"|thank|bedankt|dank|merci|received|ontvangen|ontvangst|reçu|erhalten|request|ticket|uw |your |votre|accus|automati\w*\s+(?:bericht|e-?mail|nachricht|mail)|auto\s*:|ausen|assen"
)
