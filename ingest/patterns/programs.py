"""What programs say when they write mail by themselves: bounces, absences, receipts, newsletters.

Expressions are tried on subjects, and on the first thousands of characters of a text. All are made
of literal words with short bounded gaps, so they are linear.
"""

from __future__ import annotations

import re

DAEMON_ADDRESS = re.compile(
    r"(?i)^(?:mailer[-_.]?daemon|mail[-_.]?daemon|mailer_daemon|post[-_]?(?:master|meister)|mdaemon|maildaemon|double-bounce"
    r"|mail-deamon|mailerdaemon|bounces?|bounce[-+_].*|smtp[-_]?daemon|mail[-_]?delivery(?:[-_.]?\w+)?|administrator|system"
    r"|microsoftexchange[0-9a-f]{20,}|mail[-_.]?administrator|deliverynotification|amavis\w*|mail[-_.]?system"
    r"|email-?security|daemon|mail-noreply|abuse|staff|fbl\w*|feedback\w*|complaints?\w*|.*mailer-daemon|.*postmaster"
    r"|no-?reply|nobody|root|quarantine|virus\w*|antivirus|security|gateway|mail|mms-?\w*|auto|noreply-\w+)@"
)
DAEMON_NAME = re.compile(
    r"(?i)mail(?:er)?[\s_-]?d(?:ae|ea)mon|mail\s*deliver\w*(?:\s*(?:sub)?-?\s*system|\s*service)?|delivery\s*(?:sub)?system"
    r"|post\s?master|system\s*administrator|systeembeheer|systemadministrator|microsoft\s+(?:outlook|exchange)"
    r"|mail\s*administrator|delivery\s+(?:notification|status|report|failure)|internet mail delivery|mail\s*system"
    r"|interscan|mailmarshal|mimecast|mail\s*router|email\s*(?:delivery|security)|amazon\s*ses|administrateur\s+syst"
    r"|complaints?|feedback|abuse|mail\s*server|nondelivery"
)
BOUNCE_SUBJECT = re.compile(
    r"""(?ix)^[\s\[(*]{0,4}(?:
      undeliver(?:able|ed|y) | un?deliverd\b | non[- ]?deliver(?:y|able) | (?:mail|message|e-?mail)?\s*(?:was\s+)?not\s+delivered
    | (?:mail|message|e-?mail|email)\s+(?:delivery\s+)?(?:failed|failure|problem|error|undeliverable|could\s+not\s+be)
    | (?:mail|message)\s+(?:delivery\s+)?(?:delayed|delay|status|report|warning) | (?:e?mail\s+)?delivery\s+(?:status|failure|failed|report|
        problem|error|has\s+failed|delay\w*|incomplete|notification|unsuccessful|warning|to\s+the\s+following|attempt)
    | (?:\w+\s+){0,2}delivery\s+(?:has\s+|was\s+)?(?:failed|failure|error|unsuccessful|impossible|delayed) | bounced?\s*[\]:)] | (?:mail\s+)?loop\s+(?:alert|detected) | returned\s+(?:e?-?mail|to\s+sender|message) | return\s+(?:receipt\s+\(failed|mail|to\s+sender|undelivered) | failure\s+(?:notice|delivery|report|notification)
    | failed\s+(?:mail|delivery|e-?mail|message|to\s+deliver) | rejected\s+(?:mail|message|posting|e-?mail) | mail\s*system\s+error
    | \(?warning\)?[:\s]+(?:could\s+not\s+send|message|your\s+message|mail\s+delay|e?-?mail\s+not) | could\s+not\s+send\s+message
    | unable\s+to\s+deliver | cannot\s+deliver | can'?t\s+deliver | couldn'?t\s+be\s+delivered | notification\s+d'[ée]tat\s+de\s+(?:la\s+)?(?:distribution|remise)
    | (?:mail|message)\s+(?:non\s+)?(?:remis|distribu[ée]|d[ée]livr[ée])\b | non\s+(?:remis|distribuable|d[ée]livr[ée])\b | [ée]chec\s+(?:de\s+(?:la\s+)?)?(?:remise|distribution|l'envoi|livraison|la\s+remise)
    | message\s+(?:en\s+)?(?:non\s+remis|retard[ée]) | courrier\s+non\s+remis | onbestelbaar | niet\s+(?:bezorgd|afgeleverd|te\s+bezorgen) | (?:bericht|mail|e-?mail)\s+(?:kon\s+)?niet\s+(?:bezorgd|afgeleverd|worden)
    | (?:e-?mail)?bezorging\s+(?:mislukt|vertraagd) | (?:status)?\s?(?:melding|bericht)\s+(?:over\s+)?(?:bezorg|aflever|niet-bezorgd) | retour\s+afzender | afleveren?\s+(?:mislukt|niet)
    | unzustellbar | nicht\s+zustellbar | (?:e-?mail|nachricht|mail)\s+(?:konnte\s+)?(?:nicht|wurde\s+nicht)\s+(?:zugestellt|zustellbar|übermittelt) | zustellung\w*\s*(?:sfehler|fehlgeschlagen|(?:der|ihrer)?\s*(?:nachricht)?\s*fehl|verzögert|sbenachrichtigung|sstatus)
    | übermittlungsfehler | fehler\s+(?:bei|in)\s+der\s+(?:zustellung|mail) | mail-?zustellung | benachrichtigung\s+(?:über|zum)\s+(?:den\s+)?(?:zustellung|übermittlung)
    | no\s+se\s+(?:puede|pudo|ha\s+podido)\s+entregar | no\s+entregado | devuelto | (?:error|fallo|notificaci[óo]n)\s+(?:de|en|del)\s+(?:la\s+)?(?:entrega|estado\s+de\s+entrega) | correo\s+(?:no\s+entregado|devuelto)
    | (?:mancato|impossibile|recapito)\s+(?:recapito|consegna|non) | non\s+recapitabile | messaggio\s+non\s+(?:consegnato|recapitat) | n[ãa]o\s+(?:entregue|foi\s+poss[íi]vel\s+entregar) | (?:falha|erro)\s+(?:na|de)\s+entrega | mensagem\s+n[ãa]o\s+entregue
    | ej?\s+levererbar\w* | kan\s+ikke\s+leveres | ikke\s+leveret | olevererbar\w* | kunde\s+inte\s+levereras | leveringsfeil | uleveret | ei\s+voi(?:tu|da)\s+toimittaa | nie\s+(?:można\s+dostarczyć|dostarczono|doręczono)
    | niedostarczone | zwrot | nedoručiteln | kézbesíthetetlen | недоставленн | недоставка | не\s+доставлено | сообщение\s+не\s+доставлено | не\s+удалось\s+доставить | undelivered | iletilemedi | gönderilemedi
    | メール.{0,10}(?:配信|送信|配送).{0,6}(?:でき|失敗|エラー|不能) | メッセージを(?:配信|配送|送信)でき | (?:配信|送信|配送)に?(?:失敗|できま|でき) | 系统退信 | 退信 | 邮件退回 | 未送达 | 無法傳遞 | 配信不能 | 配達不能 | 送信エラー | 配信エラー | メール配送エラー | 返却 | 배달되지\s*않음 | 전송\s*실패
    | (?:delivery|mail)\s+notification:\s | dsn\b | permanent\s+(?:delivery\s+)?(?:failure|error) | transient\s+(?:delivery\s+)?failure | there\s+was\s+an\s+error\s+sending | user\s+unknown | (?:no\s+such|unknown)\s+(?:user|recipient|mailbox) | (?:mailbox|postvak|boîte)\s+(?:is\s+)?(?:full|vol|pleine)
    | status\s+of\s+your\s+(?:mail|message) | your\s+(?:e?-?mail|message)\s+(?:could|was|has|to\b|requires|cannot).{0,60}(?:deliver|reject|return|block|fail|sent) | nondeliverable | ndn\s*: | \*+\s*(?:spam|undeliver)\w*\s*\*+\s*undeliver
    | \w+\s+\(undeliverable\) | e-?mail\s+address\s+(?:not\s+found|unknown) | bounced?\s+(?:mail|e-?mail|message) | message\s+(?:undeliverable|you\s+sent\s+(?:has\s+been\s+)?(?:blocked|reject)|blocked|rejected|refused|from\s+\S+\s+rejected|could\s+not\s+be\s+delivered|is\s+delayed)
    | abuse\s+report | complaint\s+(?:about|from) | email\s+(?:feedback|abuse)\s+report | fw:\s*complaint | blocked\s+(?:by|mail|message)\b | (?:virus|content|attachment|spam)\s+(?:found|detected|alert|violation|policy) | address\s+change
    )"""
)
BOUNCE_TEXT = re.compile(
    r"""(?ix)
      this\s+(?:message\s+)?(?:was|is)\s+(?:created|generated|an?)?\s*automatically\s*(?:generated)?\s+(?:by\s+(?:the\s+)?mail|delivery) | automatically\s+generated\s+delivery\s+status
    | (?:your|the|this|a|following)\s+(?:e-?mail\s+)?(?:message|mail|e-?mail)\s.{0,80}?(?:could\s+not|cannot|can't|couldn't|was\s+not|has\s+not|wasn't|hasn't|were\s+not|will\s+not)\s+(?:yet\s+)?be(?:en)?\s+(?:delivered|sent|reached|relayed)
    | (?:did\s+not|not)\s+(?:reach|received?\s+(?:this|your)\s+message).{0,40}(?:recipient|person|people)?|was\s+not\s+delivered\s+to | undeliver(?:able|ed)\s+(?:to|mail|message|address)
    | (?:delivery|transmission)\s+(?:to|of|for)\s.{0,80}(?:failed|has\s+failed|delayed|been\s+delayed|not\s+succeed|permanently|abandoned|been\s+suspended) | delivery\s+(?:has\s+)?failed\s+(?:to|for|permanently)|failed\s+permanently
    | (?:permanent|fatal|transient)\s+(?:and\s+\w+\s+)?(?:delivery\s+)?(?:errors?|failures?) | had\s+(?:permanent|transient|delivery)\s.{0,20}errors | had\s+delivery\s+(?:errors|problems)
    | remote\s+(?:host|server|mail\s+server|system)\s+(?:said|returned|rejected|replied) | giving\s+up\s+on\s | (?:recipient|user|mailbox|account|address|host|domain)\s(?:address\s+)?(?:name\s+)?(?:is\s+)?(?:rejected|unknown|not\s+found|full|disabled|unavailable|does\s*n.?t\s+exist|not\s+exist|over\s+quota|invalid)
    | unknown\s+(?:user|recipient|host|mailbox|address)|no\s+such\s+(?:user|recipient|mailbox|person|host|domain)|user\s+(?:unknown|not\s+found|doesn'?t)|mailbox\s+(?:is\s+)?(?:full|exceed|unavailable|not\s+found|quota|does)|exceed\w*\s.{0,30}(?:quota|storage)|over\s*quota
    | not\s+listed\s+in\s+(?:domino|public) | reporting-mta | final-recipient | diagnostic-code | in\s+reply\s+to\s+(?:rcpt|end\s+of\s+data|mail\s+from|data) | <<<\s*[45]\d\d | >>>\s*(?:rcpt|data|mail) | smtp\s+error\s+from\s+remote | (?:^|\D)[45]\d\d[\s-]+\#?[45]\.\d{1,3}\.\d{1,3}
    | below\s+this\s+line\s+is\s+a\s+copy | original\s+message\s+(?:follows|is\s+attached|headers?|was\s+received) | transcript\s+of\s+session | unsent\s+message\s+below | copy\s+of\s+(?:your|the)\s+(?:original\s+)?message|returned\s+message
    | the\s+following\s+(?:address|recipient|message|organi[sz]ation|user)\w*\s.{0,60}(?:fail|error|reject|undeliver|could\s+not|not\s+be|did\s+not|were\s+not|problem) | has\s+been\s+(?:blocked|quarantined|rejected|refused|returned|suspended)|is\s+being\s+returned | message\s+(?:rejected|refused|blocked|expired|delayed)
    | kon\s+niet\s+(?:worden\s+)?(?:bezorgd|afgeleverd|besteld) | (?:is|werd|zijn)\s+niet\s+(?:bezorgd|afgeleverd) | bezorging\s+(?:is\s+)?mislukt | niet\s+bezorgd\s+bij | onbestelbaar
    | n['’]a\s+(?:pas\s+)?(?:pu\s+)?(?:être|pas\s+été|pas\s+pu\s+être)\s+(?:remis|délivr|distribu|envoy) | n['’]a\s+pas\s+(?:été\s+(?:remis|distribu)|atteint|pu\s+être) | échec\s+de\s+la\s+remise|boîte\s+aux\s+lettres\s+(?:est\s+)?pleine
    | konnte\s+(?:nicht|leider\s+nicht|an\s.{0,60}nicht)\s.{0,40}(?:zugestellt|übermittelt|ausgeliefert|gesendet) | nicht\s+(?:zugestellt|zustellbar)|zustellung\s.{0,60}(?:fehlgeschlagen|nicht\s+möglich)|postfach\s.{0,20}voll
    | no\s+(?:se\s+)?(?:pudo|puede|ha\s+podido|fue)\s.{0,20}(?:entreg|enviar) | impossibile\s+(?:recapitare|consegnare)|non\s+(?:è\s+stato|può\s+essere)\s+(?:recapitat|consegnat) | não\s+(?:pôde|foi|pode)\s.{0,20}entreg
    | kunne\s+ikke\s+leveres | kunde\s+inte\s+levereras | nie\s+(?:może|mogła|mógł|został)\w*\s.{0,20}dostarcz | не\s+(?:может\s+быть|было|удалось)\s.{0,20}доставл?е?н? | 退回|无法投递|無法|未能送达|届けることができ|配信できません|送信できません|送れません|配達できません
    | (?:try|trying)\s+again | automatic\s+reply\s+from\s+the\s+mail\s+(?:system|server) | feedback-type | abuse\s+report\s+for | could\s+not\s+be\s+delivered\s+to|undelivered|unable\s+to\s+deliver|unable\s+to\s+relay | delivery\s+attempt|will\s+(?:continue\s+to\s+)?(?:retry|be\s+retried) | mail\s+(?:system|server)\s+(?:at|was|could)
    | can(?:not|'t)\s+be\s+(?:delivered|found|reached) | server\s+(?:has\s+)?(?:refused|rejected|not\s+respond) | not\s+within\s+\d+\s+(?:days|hours)|was\s+not\s+delivered\s+within|not\s+delivered | failure\s+reasons?:|error\s+(?:message|description|for)\s*:|attachment\s+(?:removed|blocked)|virus(?:es)?\s+(?:was|were|been)?\s*(?:found|detected)
    """
)
# Words that no person writes, so that they tell a report by themselves.
BOUNCE_CERTAIN = re.compile(
    r"""(?imx)^[\s>]{0,4}(?:final-recipient|reporting-mta|original-recipient|diagnostic-code)\s*:\s*\S
    | ^hi\.\s+this\s+is\s+the\s+(?:qmail-send|deliver|\S+)\s+program | ---\s+below\s+this\s+line\s+is\s+a\s+copy\s+of\s+the\s+(?:message|mail)
    | -{2,}\s*(?:the\s+following\s+addresses\s+had|transcript\s+of\s+session|original\s+message\s+follows|unsent\s+message) | ^this\s+message\s+was\s+created\s+automatically\s+by\s+mail\s+delivery\s+software
    | ^\s*this\s+is\s+the\s+(?:postfix|mail\s+system|exim|mail\s+delivery)\b | ^your\s+message\s*\n\s*(?:to|subject)\s*:.{0,200}\n | did\s+not\s+reach\s+the\s+following\s+recipient | ^feedback-type\s*:
    | ^this\s+(?:is\s+)?(?:an?\s+)?(?:automatically\s+generated\s+)?delivery\s+status\s+notification | ^the\s+original\s+message\s+was\s+received\s+at | generating\s+server\s*: | remote\s+server\s+returned\s+'
    """
)

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
# What people write who complain of mail that came back; with a greeting, they are no program.
PERSONAL = re.compile(
    r"""(?ix)\b(?:my|mijn|mes|mein(?:e[rmns]?)?)\b | \b(?:could|can|would)\s+(?:you|someone)\b | \b(?:kunt|kun|wilt|kunnen|willen)\s+(?:u|je|jullie)\b
    | \b(?:pouvez|pourriez)-vous\b | \b(?:können|könnten)\s+sie\b | ^(?:hi|hello|hoi|hallo|beste|dag|bonjour|goede(?:n?\s?)(?:morgen|middag|avond))\b[^.]{0,40}[,!]?\s*$ | \bgraag\b | \bi\s+(?:get|got|keep|received|sent|send|was)\b | \bik\s+(?:krijg|kreeg|ben|heb|kan)\b""",
    re.MULTILINE,
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
NEWSLETTER_TEXT = re.compile(
    r"(?i)unsubscribe|uitschrijven|afmelden voor|se désabonner|désinscri|désabonnement|abmelden|abbestellen|view (?:this|it) in (?:your )?browser"
    r"|bekijk (?:de |deze )?(?:online|webversie|in (?:je|uw) browser)|version en ligne|online-?ansicht|darse de baja"
)
BULK_SENDER = re.compile(
    r"(?i)^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|newsletters?|nieuwsbrief|mailing|news|marketing|campaigns?|notifications?|updates?|noreply\S*|ne[-_.]?pas[-_.]?repondre|niet[-_.]?antwoorden|bounces?\S*)(?:[+@._-]|$)"
)
NO_REPLY = re.compile(
    r"(?i)^(?:.{0,30}[-_.+])?(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|ne[-_.]?pas[-_.]?repondre|niet[-_.]?(?:be)?antwoorden|geen[-_.]?antwoord|nicht[-_.]?antworten|noreponse)(?:[-_.+].{0,30})?@"
)
# What stands behind such words when they are all there is to say: "Automatic reply: …".
AUTO_REST = re.compile(
    r"(?i)^[\s\])*\"'”.!]{0,6}(?:$|[:\-–—(\[<]|(?:re|fwd?|antw|aw|sv|from|to|until|till|tot|t/m|bis|du|jusqu\S*|van|vanaf|op|on|hasta|fino)\b)"
)
MDN_SUBJECT = re.compile(
    r"(?i)^\s*(?:read(?:\s+receipt)?|gelezen|lu|gelesen|not read|niet gelezen|non lu|ungelesen|leído|letto|lästa?|lest|leesbevestiging|lesebestätigung|accusé de lecture|return receipt(?: \(displayed\))?|disposition notification)\s*[:\-]"
)
CALENDAR_SUBJECT = re.compile(
    r"(?i)^\s*(?:accepted|declined|tentative(?:ly accepted)?|geaccepteerd|afgewezen|voorlopig(?: geaccepteerd)?|accepté|refusé|décliné|provisoire|zugesagt|abgesagt|angenommen|abgelehnt|mit vorbehalt(?: angenommen)?|aceptad[oa]|accettato|canceled|cancelled|geannuleerd|annulé)\s*:"
)
DMARC_SUBJECT = re.compile(
    r"(?i)^\s*(?:\[[^\]]{0,40}\]\s*)?report\s+domain:\s*\S+\s+submitter:|^\s*dmarc\s+(?:aggregate|forensic|failure)?\s*report"
)

# Header fields, in lower case.
QMAIL = re.compile(r"\(qmail \d+ invoked for bounce\)")
AUTO_HEADERS = (
    "x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-autogenerated", "x-autoreply-from",
    "x-mail-autoreply", "x-vacation", "x-amazon-auto-reply", "x-auto-reply-from", "x-autorespond-to",
    "x-autoresponse", "x-out-of-office", "x-ms-exchange-generated-message-source-oof",
)  # fmt: skip
BULK_HEADERS = (
    "list-unsubscribe-post", "feedback-id", "x-csa-complaints", "x-campaign", "x-campaignid", "x-mc-user",
    "x-mailchimp-campaign-id", "x-campaign-id", "x-mailing-id", "x-newsletter", "x-bulkmail", "x-mailer-recptid",
    "x-mandrill-user", "x-sfmc-stack", "x-job", "x-cid", "x-laposta-campaign", "x-mailinglist", "x-mj-mid",
)  # fmt: skip
DISCUSSION_HEADERS = (
    "list-post", "mailing-list", "x-mailing-list", "x-beenthere", "x-mailman-version", "x-list-administrivia",
    "x-listserver", "x-ml-name",
)  # fmt: skip
PERSONAL_HEADERS = (
    "user-agent", "x-mailer", "thread-index", "x-originating-ip", "x-ms-has-attach", "x-universally-unique-identifier",
)  # fmt: skip
LIST_HEADERS = ("list-id", "list-unsubscribe", "list-help", "list-owner", *DISCUSSION_HEADERS)
WEAK_AUTO = re.compile(
    r"(?i)afwezig(?!heids(?:bericht|assistent|notificatie|mail|reply))|niet aanwezig|verlof|vakantie|absen(?!\w{0,2}(?:\(e\))?\s+du\s+bureau)|congé|urlaub(?!s(?:notiz|nachricht))|abwesen(?!heits(?:notiz|nachricht|assistent))|leave|holiday|vacation|away|no longer"
    r"|thank|bedankt|dank|merci|received|ontvangen|ontvangst|reçu|erhalten|request|ticket|uw |your |votre|accus|automati\w*\s+(?:bericht|e-?mail|nachricht|mail)|auto\s*:|ausen|assen"
)
