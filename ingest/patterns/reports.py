"""How delivery reports name the recipient, the reason and the mail that came back."""

from __future__ import annotations

import re

ADDRESS = r"[^\s<>()\[\],;:\"'@：，、。；（）「」【】]{1,128}@[A-Za-z0-9][^\s<>()\[\],;:\"'@]{0,250}[A-Za-z0-9]"
FIELD_RECIPIENT = re.compile(
    rf"(?im)^(?:final|original|x-actual|failed)-recipient\s*:\s*(?:rfc822|utf-8|smtp|unknown)?\s*;?\s*<?({ADDRESS})"
)
RECIPIENTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?im)^[ \t>]{{0,8}}<({ADDRESS})>\s*(?::|\(|\.\.\.|$)",
        rf"(?im)^[ \t]{{0,8}}({ADDRESS})[ \t]*(?::|\(|\[|\.\.\.|$)",
        rf"(?i)(?:delivered\s+to|recipients?|addresse?s?|user|mailbox|rcpt\s+to|account|to\s+reach|aan|à|an|to)\s*:?\s*(?:rfc822;)?\s*[<\"'(]?({ADDRESS})",
        rf"[<\[(]({ADDRESS})[>\])]",
        rf"(?<![\w.+-])({ADDRESS})",
    )
)
STATUS_FIELD = re.compile(r"(?im)^status\s*:\s*([245]\.\d{1,3}\.\d{1,3})")
STATUS = re.compile(r"(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
CODE = re.compile(
    r"(?<![\d.,:/-])([45]\d\d)(?=[\s-]+[<\[(#\"'A-Za-z])(?!\s*(?:bytes|kb|mb|octets))"
)
ACTION = re.compile(r"(?im)^action\s*:\s*(\w+)")
ORIGINAL_ID = re.compile(r"(?im)^[ \t>]{0,8}message-id\s*:\s*(<[^<>\s]{1,400}>)")
ANY_ID = re.compile(
    r"(?i)(?:message-?id|identifier|id)(?:\s(?:was|is))?\W{1,6}(<[^<>\s]{1,400}@[^<>\s]{1,400}>)"
)
REASONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("5.2.2", re.compile(
        r"(?i)mailbox\s+(?:is\s+)?(?:full|exceed)|over\s*quota|quota\s+exceed|exceed\w*\s.{0,30}(?:quota|storage|limit)|postvak\s.{0,20}vol"
        r"|boîte\s.{0,30}pleine|postfach\s.{0,20}voll|not\s+enough\s+(?:disk\s+)?space|disk\s+full|storage\s+full|insufficient\s+(?:system\s+)?storage")),
    ("5.1.1", re.compile(
        r"(?i)(?:user|recipient)\s+(?:is\s+)?unknown|unknown\s+(?:user|recipient|address|mailbox|local)|no\s+such\s+(?:user|mailbox|recipient|address|person)|does\s*n.t\s+exist|does\s+not\s+exist"
        r"|not\s+(?:listed|found)\s+in|recipient\s+(?:address\s+)?(?:rejected|not\s+found)|address\s+(?:not\s+found|couldn.t\s+be\s+found)|no\s+mailbox\s+here|not\s+a\s+(?:valid|known)|invalid\s+(?:recipient|mailbox|address)"
        r"|user\s+(?:not\s+found|doesn)|mailbox\s+(?:not\s+found|unavailable)|bestaat\s+niet|adres\s+niet\s+(?:kan\s+worden\s+)?gevonden|introuvable|nicht\s+gefunden|onbekend|n.existe\s+pas|inconnu|unbekannt|existiert\s+nicht|no\s+existe|account\s+.{0,20}(?:disabled|inactive)")),
    ("5.1.2", re.compile(
        r"(?i)host\s+(?:unknown|not\s+found)|unknown\s+(?:host|domain)|domain\s+(?:name\s+)?(?:not\s+found|does)|name\s+(?:or\s+)?service\s+not|couldn.t\s+find\s+any\s+host|unrouteable|no\s+route|bad\s+destination\s+(?:mailbox\s+|system\s+)?address")),
    ("5.3.4", re.compile(r"(?i)(?:message|size|mail)\s.{0,40}(?:too\s+(?:big|large)|exceed)|te\s+groot|trop\s+(?:gros|volumineux)|zu\s+groß")),
    ("4.4.7", re.compile(
        r"(?i)(?:been\s+in\s+the\s+queue\s+too\s+long|retry\s+time(?:out)?\s+(?:not\s+reached\s+)?(?:exceeded|expired)|delivery\s+time\s+expired|message\s+expired|gave\s+up|timed?\s*out|connection\s+(?:refused|timed)|not\s+responding|within\s+\d+\s+(?:days|hours))")),
    ("5.7.1", re.compile(r"(?i)spam|blocked|blacklist|policy|denied|virus|refused|rejected|relay|not\s+(?:allowed|permitted|authori)")),
)  # fmt: skip
DELAY = re.compile(
    r"(?i)delay|vertraag|retard|verzögert|will\s+(?:continue|keep|be\s+retried|retry)|still\s+trying|not\s+yet\s+been\s+delivered|you\s+do\s+not\s+need\s+to\s+(?:resend|re-send)|warning:?\s+(?:message|could\s+not)|temporar"
)
COPY = re.compile(
    r"(?im)^[ \t]*(?:-{2,}\s*(?:below\s+this\s+line|original|this\s+is\s+a\s+copy|returned|unsent|message)|original\s+message\s+(?:follows|headers)|received:\s)"
)
# What became of a mail that reached somebody all the same (RFC 3464, 2.3.3).
ARRIVED = frozenset({"delivered", "relayed", "expanded"})
SOFT = frozenset({"5.2.2", "5.3.1", "5.3.2", "5.4.5", "5.4.7"})
