"""The subject of a conversation, without what mail programs and we put before it. Pure.

Gmail keeps a conversation together by References *and* by the subject, of which it takes no
account of "Re:" and of what stands in square brackets at the front; RFC 5256 (2.1) says the same of
any client. So our number stands there, once, before one "Re:".
"""

from __future__ import annotations

import re

# "Re:", "AW:", "Antw:", "RE :", "Re[2]:", "Fwd:", "TR:", "Doorst:"; never "Ref:", which is content.
_ANSWERS = r"re|aw|antw|antwoord|antwort|rép|sv|odp|vá|ynt"
_FORWARDS = r"fw|fwd|doorst|doorgestuurd|tr|wg|vb"
_PREFIX = rf"(?:{_ANSWERS}|{_FORWARDS})\s{{0,2}}(?:\[\d{{1,3}}\]|\(\d{{1,3}}\))?\s{{0,2}}[:：]"


def bare(subject: str, ticket_prefix: str) -> str:
    """A subject in one line, without prefixes and the numbers of our tickets (`KK`) among them."""
    front = rf"(?:\s*(?:{_PREFIX}|\[{re.escape(ticket_prefix)}-\d{{1,12}}\]))+\s*"
    return re.sub(rf"^{front}", "", " ".join(subject.split()), flags=re.IGNORECASE)


def unnumbered(subject: str, ticket_prefix: str) -> str:
    """A subject without numbers of our tickets anywhere, for who may know of none: a parent may
    answer a mail that was passed on."""
    number = rf"\[?\b{re.escape(ticket_prefix)}-\d{{1,12}}\b\]?"
    plain = " ".join(re.sub(number, " ", subject, flags=re.IGNORECASE).split())
    return re.sub(r":(?: :)+", ":", plain)
