"""The signed Message-ID of our mails: an answer to it proves which ticket it belongs to.

`<KK-1042.5f3a….9c1e…@support.example>` is number, nonce and the first 128 bits of an HMAC-SHA-256
over both. A sender who merely guesses a ticket number cannot make one. A mail to the desk's own
people is `<desk.KK-1042.…>`, signed apart: what a customer was sent never speaks for an agent, nor
the reverse. A mail about the desk as a whole is about its ticket 0, which there is not.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable
from enum import StrEnum


class For(StrEnum):
    """Whom a mail was sent to, as the beginning of its Message-ID."""

    CUSTOMER = ""
    DESK = "desk."


_OURS = re.compile(
    r"<?(?P<aim>desk\.)?(?P<number>[A-Z]{1,6}-\d{1,12})\.(?P<nonce>[0-9a-f]{8,32})"
    r"\.(?P<signature>[0-9a-f]{32})@[^<>@\s]{1,255}>?"
)


def whole(ticket_prefix: str) -> str:
    """The number that stands for no ticket of a desk, but for the desk."""
    return f"{ticket_prefix}-0"


def message_id(number: str, nonce: str, key: bytes, domain: str, *, aim: For = For.CUSTOMER) -> str:
    """The Message-ID of a mail of ticket `number`; `nonce` is 8 to 32 hexadecimal digits."""
    return f"<{aim}{number}.{nonce}.{_sign(number, nonce, key, aim)}@{domain}>"


def ticket_of(message_id: str, key: bytes, *, aim: For = For.CUSTOMER) -> str | None:
    """The ticket number in a Message-ID that we signed for these readers, else None."""
    found = _OURS.fullmatch(message_id.strip())
    if found is None or (found["aim"] or "") != aim:
        return None
    signed = _sign(found["number"], found["nonce"], key, aim)
    return found["number"] if hmac.compare_digest(found["signature"], signed) else None


def first_ticket(message_ids: Iterable[str], key: bytes, *, aim: For = For.CUSTOMER) -> str | None:
    """The ticket of the first of these Message-IDs that is ours."""
    found = (ticket_of(one, key, aim=aim) for one in message_ids)
    return next((number for number in found if number), None)


def _sign(number: str, nonce: str, key: bytes, aim: For) -> str:
    return hmac.new(key, f"{aim}{number}.{nonce}".encode(), hashlib.sha256).hexdigest()[:32]
