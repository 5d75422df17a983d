"""What absence notes and receipts of tickets say, and what people say who are away.

Expressions are tried on subjects and on the first thousands of characters of a text. All are made
of literal words with short bounded gaps, so they are linear.
"""

from __future__ import annotations

import re

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
    | r[ée]ponse\s+automatique | respuesta\s+autom[áa]tica | risposta\s+automatica | resposta\s+autom[áa]tica | odpowiedź\s+automatyczna | automatikus\s+válasz | automaattinen\s+vastaus | otomatik\s+yanıt | răspuns\s+automat
    | automatick[áa]\s+odpov[eě]\w* | αυτόματη\s+απάντηση | (?:תשובה|מענה|הודעה)\s+אוטומטית? | (?:رد|الرد)\s+(?:ال)?تلقائي | پاسخ\s+خودکار | trả\s+lời\s+tự\s+động | resposta\s+automàtica
    | automatski\s+odgovor | samodejni\s+odgovor | автомат(?:ичен|ски)\s+(?:отговор|одговор) | automaatvastus | automatinis\s+atsakymas | automātiska\s+atbilde | balasan\s+otomatis | ตอบกลับอัตโนมัติ
    | (?:[\w.,'’-]{1,25}\s){1,5}(?:is\s+(?:currently\s+)?out\s+of\s+(?:the\s+)?office | ist\s+(?:derzeit\s+)?außer\s+haus | est\s+absente?\s+du\s+bureau) | автоответ | автоматический\s+ответ | автоматична\s+відповідь | 自动回复 | 自動回覆 | 自動応答 | 自動返信 | 自动答复 | 자동\s*(?:회신|응답)
    | out[\s-]+of[\s-]+(?:the[\s-]+)?office | ooo\b\s*[:\-(]? | out\s+of\s+(?:town|the\s+country) | away\s+(?:from|until)\s | on\s+(?:vacation|holiday|annual\s+leave|maternity\s+leave|parental\s+leave|leave)\b | vacation\s+(?:reply|message|notice|auto) | i(?:'m|\s+am)\s+(?:currently\s+)?(?:away|out\b|on\s+(?:holiday|vacation|leave)) | holiday\s+(?:message|notice|reply) | i\s+am\s+no\s+longer
    | afwezigheids(?:bericht|assistent|melding|notificatie|mail|reply) | afwezig(?:heid)?\s*(?:[:\-(]|i\.?v\.?m|wegens|tot\b|van\b|$) | niet\s+aanwezig\s*(?:[:\-(]|$) | ik\s+ben\s+(?:momenteel\s+|tijdelijk\s+)?(?:afwezig|met\s+vakantie|met\s+verlof|er\s+even\s+niet|niet\s+(?:aanwezig|bereikbaar|op\s+kantoor)) | met\s+(?:vakantie|verlof)\b\s*(?:[:\-(]|tot\b|$) | vakantie(?:bericht|melding|reply)
    | absence\s+(?:du\s+bureau|de\s+|:|temporaire) | (?:message|notification|notice|avis)\s+d['’]absence | absent(?:\w{0,2}|\(e\))\s+(?:du\s+bureau|jusqu|du\b|temporairement|:) | je\s+suis\s+(?:actuellement\s+)?(?:absent|en\s+congé|en\s+vacances) | en\s+cong[ée]s?\b\s*(?:[:\-(]|jusqu|du\b|$) | hors\s+(?:du\s+)?bureau | cong[ée]s\s+(?:annuels|d['’]été) | fermeture\s+annuelle
    | abwesenheit\w* | abwesend\b | ich\s+bin\s+(?:derzeit\s+|momentan\s+|zur\s+zeit\s+)?(?:abwesend|im\s+urlaub|nicht\s+im) | nicht\s+im\s+(?:büro|haus) | (?:im|in)\s+urlaub\b | urlaubs(?:notiz|nachricht|meldung) | betriebs(?:ferien|urlaub)\b
    | fuera\s+de\s+(?:la\s+)?oficina | ausencia\b | fuori\s+(?:sede|ufficio) | assenza\b | assente\b | fora\s+do\s+escrit[óo]rio | ausente\b | fora\s+da\s+empresa | frånvaro\w* | borte\s+fra\s+kontoret | ikke\s+(?:på|til)\s+(?:kontoret|stede) | fravær\w* | fraværs\w* | poissa\b | nieobecno[śs][ćc]\w* | poza\s+biurem | mimo\s+kancelář | вне\s+офиса | отсутств
    | (?:ontvangst|lees)bevestiging\b | bevestiging\s+van\s+(?:ontvangst|uw\s+(?:e-?mail|bericht|aanvraag|vraag)) | (?:accus[ée]|confirmation)\s+de\s+r[ée]ception | eingangsbest[äa]tigung | (?:we|wij|nous\s+avons|wir\s+haben)\s+(?:have\s+|hebben\s+)?(?:received|uw|je|bien\s+reçu|ihre)\s.{0,40}(?:ontvangen|received|reçu|erhalten|e-?mail|message|request|bericht)
    | (?:thank\s+you|thanks)\s+for\s+(?:your\s+(?:e-?mail|message|inquiry|enquiry|request|contacting|feedback|interest)|contacting|reaching|writing|getting\s+in\s+touch) | bedankt\s+voor\s+(?:uw|je)\s+(?:e-?mail|bericht|mail|vraag|aanvraag|reactie)\s*[.!]?$ | dank\s+voor\s+uw\s+bericht | merci\s+(?:de|pour)\s+(?:votre\s+(?:message|e-?mail|demande)|nous\s+avoir\s+contact) | vielen\s+dank\s+für\s+ihre\s+(?:e-?mail|nachricht|anfrage)
    | (?:aanvraag|verzoek|ticket|melding|vraag)\s+(?:is\s+)?(?:ontvangen|aangemaakt|geregistreerd) | demande\s+(?:bien\s+)?(?:reçue|enregistrée) | ticket\s+créé | anfrage\s+(?:erhalten|eingegangen) | ticket\s+(?:erstellt|eröffnet)
    | your\s+(?:e-?mail|message|request|ticket|enquiry|inquiry)\s+(?:has\s+been|was)\s+(?:received|created|registered|logged) | (?:\[\w[^\]]{0,40}\]\s*)?(?:request|ticket|case)\s+(?:received|created|opened|registered) | uw\s+(?:e-?mail|bericht|vraag|aanvraag|melding)\s+(?:\S{0,12}\d\S{0,12}\s+)?(?:is|werd)\s+(?:ontvangen|geregistreerd) | votre\s+(?:message|demande|e-?mail)\s+(?:n\S{0,2}\s+)?(?:\S{0,12}\d\S{0,12}\s+)?a\s+(?:bien\s+)?été\s+(?:reçu|enregistr) | ihre\s+(?:anfrage|nachricht|e-?mail)\s+(?:\S{0,12}\d\S{0,12}\s+)?(?:ist\s+(?:bei\s+uns\s+)?eingegangen|wurde\s+(?:empfangen|registriert)) | message\s+received\s*$ | email\s+received
    | changement\s+d['’]adresse | new\s+e-?mail\s+address\s*$ | no\s+longer\s+(?:with|at|working|employed) | niet\s+meer\s+werkzaam
    )"""
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
