"""Who gets mails that come by themselves may stop them, by one mail (List-Unsubscribe, RFC 2369).

That is: reminders, for the ticket that they are about, and reports and digests, for the address
that they go to. An answer to what somebody asked is no such mail. We have no page to click on, so
there is no List-Unsubscribe-Post (RFC 8058); mail programs write the mail themselves.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from urllib.parse import quote

_STOP = re.compile(r"\bstop ([a-z_]{3,32}) ([\w-]{1,400}=*) ([0-9a-f]{32})\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stop:
    """No more mails of this template: about a ticket, or to an address."""

    template: str
    ticket: str | None = None
    address: str | None = field(default=None, repr=False)


def link(stop: Stop, mailbox: str, key: bytes) -> str:
    """What the header says: an address of ours, and a subject that only we can have made."""
    about = stop.ticket or urlsafe_b64encode((stop.address or "").encode()).decode("ascii")
    subject = f"stop {stop.template} {about} {_sign(stop.template, about, key)}"
    return f"<mailto:{quote(mailbox, safe='@')}?subject={quote(subject)}>"


def read(subject: str, key: bytes) -> Stop | None:
    """The wish in a subject that we signed, else None."""
    found = _STOP.search(subject)
    if found is None:
        return None
    template, about, signature = found.groups()
    if not hmac.compare_digest(signature, _sign(template, about, key)):
        return None
    if re.fullmatch(r"[A-Z]{1,6}-\d{1,12}", about):
        return Stop(template, ticket=about)
    return Stop(template, address=urlsafe_b64decode(about).decode())


def _sign(template: str, about: str, key: bytes) -> str:
    return hmac.new(key, f"stop {template} {about}".encode(), hashlib.sha256).hexdigest()[:32]
