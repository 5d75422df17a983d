"""What a mail address tells of its owner: private, an office, a house."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from triage.cues import alternatives, words

_OFFICE = re.compile(
    r"(?:info|support|helpdesk|service(?:desk)?|admin(?:istrat\w*)?|secretariaat|secretariat|"
    r"contact|klantcontact|klantenservice|kantoor|office|boekhouding|financien|finance|"
    r"facturatie|facturen|factures|invoices?|billing|compta\w*|planning|plaatsing|"
    r"no-?reply|noreply|mailer|postmaster|privacy|avg|hr|hrm|personeel|it|ict|beheer|"
    r"applicatiebeheer|functioneelbeheer|balie|receptie|reception|onthaal|accueil|"
    r"inschrijvingen|inscriptions|kampen|stages|team|locatie\w*|bso\w*|kdv\w*|groep\w*|"
    r"directie|bestuur|klacht\w*|speelplein\w*|jeunesse|school|opvang\w*|gob|gastouderbureau|hallo|hello|welkom|mail|sales|"
    r"jeugddienst|jeugd|sport(?:dienst)?|vakantie\w*|leverancier\w*|crediteuren|debiteuren)"
    r"(?:[._-]?\w{0,20})?$",
    re.IGNORECASE,
)


def is_private(domain: str) -> bool:
    """Whether this is a provider where private persons have their mail, not an organisation."""
    labels = domain.lower().split(".")
    return len(labels) > 1 and labels[-2] in words("private_providers")


@lru_cache(maxsize=4096)
def is_personal(domain: str) -> bool:
    """A provider, known or by its build: `snelmail`, `frieslandpost`; no house has such a name."""
    labels = domain.lower().split(".")
    if is_private(domain):
        return True
    return (
        len(labels) > 1
        and _provider().fullmatch(labels[-2]) is not None
        and not (_house().search(labels[-2]))
    )


@lru_cache
def _provider() -> re.Pattern[str]:
    return re.compile(alternatives("provider_build"))


def belongs(address: str, domains: Iterable[str]) -> bool:
    """Whether an address (or a bare domain) lies in one of `domains`, subdomains included."""
    domain = address.rpartition("@")[2].lower()
    return any(domain == known or domain.endswith(f".{known}") for known in domains)


def is_office(address: str) -> bool:
    """Whether the part before the @ names a desk (`info`, `boekhouding`) and no person."""
    local = address.partition("@")[0]
    return _OFFICE.fullmatch(local) is not None


def is_professional(address: str) -> bool:
    """Whether an address belongs to somebody at work: an office, a school, a bank."""
    domain = address.rpartition("@")[2].lower()
    if is_private(domain):
        return False
    return is_office(address) or _house().search(domain) is not None


@lru_cache
def _house() -> re.Pattern[str]:
    return re.compile(alternatives("house_domain"))
