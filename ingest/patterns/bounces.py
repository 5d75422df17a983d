"""How mail servers say that a mail came back, and how people complain of that.

Expressions are tried on subjects and on the first thousands of characters of a text. All are made
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
    r"""(?ix)^(?:\[[^\]]{1,30}\]\s*)?[\s\[(*]{0,4}(?:
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
    | (?:avviso\s+di\s+)?(?:mancat[oa]|impossibile|recapito)\s+(?:recapito|consegna|non) | niet\s+(?:bezorg|aflever)baar | uncaught\s+bounce | bounce\s+action\s+notification | vertraagd\s*: | non\s+recapitabile | messaggio\s+non\s+(?:consegnato|recapitat) | n[ãa]o\s+(?:entregue|foi\s+poss[íi]vel\s+entregar) | (?:falha|erro)\s+(?:na|de)\s+entrega | mensagem\s+n[ãa]o\s+entregue
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
    | k(?:on|an)\s+(?:nog\s+)?niet\s+(?:worden\s+)?(?:bezorgd|afgeleverd|besteld) | rilevato\s+un\s+errore | messaggio\s+è\s+stato\s+rifiutato | received\s+as\s+a\s+bounce | (?:is|werd|zijn)\s+niet\s+(?:bezorgd|afgeleverd) | bezorging\s+(?:is\s+)?mislukt | niet\s+bezorgd\s+bij | onbestelbaar
    | n['’]a\s+(?:pas\s+)?(?:pu\s+)?(?:être|pas\s+été|pas\s+pu\s+être)\s+(?:remis|délivr|distribu|envoy) | n['’]a\s+pas\s+(?:été\s+(?:remis|distribu)|atteint|pu\s+être) | échec\s+de\s+la\s+remise|boîte\s+aux\s+lettres\s+(?:est\s+)?pleine
    | konnte\s+(?:nicht|leider\s+nicht|an\s.{0,60}nicht)\s.{0,40}(?:zugestellt|übermittelt|ausgeliefert|gesendet) | nicht\s+(?:zugestellt|zustellbar)|zustellung\s.{0,60}(?:fehlgeschlagen|nicht\s+möglich)|postfach\s.{0,20}voll
    | no\s+(?:se\s+)?(?:pudo|puede|ha\s+podido|fue)\s.{0,20}(?:entreg|enviar) | impossibile\s+(?:recapitare|consegnare)|non\s+(?:è\s+stato|può\s+essere)\s+(?:recapitat|consegnat) | não\s+(?:pôde|foi|pode)\s.{0,20}entreg
    | kunne\s+ikke\s+leveres | kunde\s+inte\s+levereras | nie\s+(?:może|mogła|mógł|został)\w*\s.{0,20}dostarcz | не\s+(?:может\s+быть|было|удалось)\s.{0,20}доставл?е?н? | 退回|无法投递|無法|未能送达|届けることができ|配信できません|送信できません|送れません|配達できません
    | geadresseerden?\s+niet\s+bereikt | n['’]a\s+pas\s+atteint\s.{0,40}destinataire | (?:einige\s+oder\s+)?alle\s+empfänger\s+nicht\s+erreicht | geadresseerden?\s+kunnen\s+niet\s+worden\s+bereikt
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
# What people write who complain of mail that came back; with a greeting, they are no program.
PERSONAL = re.compile(
    r"""(?ix)\b(?:my|mijn|mes|mein(?:e[rmns]?)?)\b | \b(?:could|can|would)\s+(?:you|someone)\b | \b(?:kunt|kun|wilt|kunnen|willen)\s+(?:u|je|jullie)\b
    | \b(?:pouvez|pourriez)-vous\b | \b(?:können|könnten)\s+sie\b | ^(?:hi|hello|hoi|hallo|beste|dag|bonjour|goede(?:n?\s?)(?:morgen|middag|avond))\b[^.]{0,40}[,!]?\s*$ | \bgraag\b | \bi\s+(?:get|got|keep|received|sent|send|was)\b | \bik\s+(?:krijg|kreeg|ben|heb|kan)\b""",
    re.MULTILINE,
)
QMAIL = re.compile(r"\(qmail \d+ invoked for bounce\)")
