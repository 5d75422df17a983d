"""What became of a mail of ours, by what a mail server says of it (RFC 3463, RFC 3464).

Not every refusal is the fault of the address: a server that calls our mail spam, or too large,
says nothing about who lives there.
"""

from __future__ import annotations

import re
from enum import StrEnum

from ingest.message import Bounce

# Addressing (5.1.x, but for what is said of our own address), a mailbox that was closed (5.2.1), a
# domain that takes no mail, and what Exchange Online says of people it does not know (5.4.1).
_NO_SUCH_ADDRESS = re.compile(r"5\.1\.(?![5789]$)\d{1,3}|5\.2\.1|5\.4\.(?:1|4|310)")


class Fate(StrEnum):
    """Where a mail is."""

    ARRIVED = "arrived"
    DELAYED = "delayed"  # the server goes on trying
    REFUSED = "refused"  # not delivered; another mail may be
    NO_SUCH_ADDRESS = "no_such_address"  # none ever will be


def fate_of(bounce: Bounce) -> Fate:
    """The fate that a delivery report tells."""
    if bounce.status is not None and bounce.status.startswith("2"):
        return Fate.ARRIVED
    if bounce.delayed:
        return Fate.DELAYED
    return Fate.NO_SUCH_ADDRESS if condemns(bounce.status) else Fate.REFUSED


def condemns(status: str | None) -> bool:
    """Whether a status says that nobody is at the address: a hard bounce."""
    return status is not None and _NO_SUCH_ADDRESS.fullmatch(status) is not None
