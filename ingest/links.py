"""The address behind a link, without the wrapping that mail scanners put round it."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

_SHOWN = re.compile(r"(?i)^(?:https?://|mailto:|tel:)?(?:www\.)?|/$")
_MOST = 2_000


def address_of(href: str, label: str) -> str | None:
    """What to write behind a link's label; None where that says it already or nobody can go."""
    href = "".join(href.split())[:_MOST]
    lowered = href.lower()
    if lowered.startswith("mailto:"):
        address = unquote(href[7:]).partition("?")[0]
        return address if address and address.lower() not in label.lower() else None
    if not lowered.startswith(("http://", "https://")):
        return None
    href = unwrapped(href)
    bare = _SHOWN.sub("", href).lower()
    return None if bare in label.lower() else href


def unwrapped(href: str) -> str:
    """The address that Outlook's Safe Links carries as a parameter; others as they are."""
    if ".safelinks.protection.outlook.com" not in href:
        return href
    try:
        found = parse_qs(urlsplit(href).query).get("url")
    except ValueError:
        return href
    return found[0] if found and found[0].startswith(("http://", "https://")) else href
