"""The signed Message-ID of our mails: an answer to it proves which ticket it belongs to.

`<KK-1042.5f3a….9c1e…@support.example>` is number, nonce and the first 128 bits of an HMAC-SHA-256
over both. A sender who merely guesses a ticket number cannot make one.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable

_OURS = re.compile(r"<?([A-Z]{1,6}-\d{1,12})\.([0-9a-f]{8,32})\.([0-9a-f]{32})@[^<>@\s]{1,255}>?")


def message_id(number: str, nonce: str, key: bytes, domain: str) -> str:
    """The Message-ID of a mail of ticket `number`; `nonce` is 8 to 32 hexadecimal digits."""
    return f"<{number}.{nonce}.{_sign(number, nonce, key)}@{domain}>"


def ticket_of(message_id: str, key: bytes) -> str | None:
    """The ticket number in a Message-ID that we signed, else None."""
    found = _OURS.fullmatch(message_id.strip())
    if found is None:
        return None
    number, nonce, signature = found.groups()
    return number if hmac.compare_digest(signature, _sign(number, nonce, key)) else None


def first_ticket(message_ids: Iterable[str], key: bytes) -> str | None:
    """The ticket of the first of these Message-IDs that is ours."""
    return next((number for one in message_ids if (number := ticket_of(one, key))), None)


def _sign(number: str, nonce: str, key: bytes) -> str:
    return hmac.new(key, f"{number}.{nonce}".encode(), hashlib.sha256).hexdigest()[:32]
