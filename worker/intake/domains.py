"""Addresses and domains in the one form by which people are looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.preset import Preset
from ingest.domain import ascii_of
from triage.mailboxes import belongs, is_personal, is_private

_LABELS = 6  # of a domain that is looked at: more is nobody's
_DOMAIN = re.compile(
    r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)
_LOCAL = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}")
# Second levels under which strangers have their domains (`zon.co.uk`).
_SHARED = re.compile(r"(?:ac|co|com|edu|gov|info|net|or|org|sch)\.[a-z]{2}")


def folded(address: str) -> str:
    """An address as contacts are kept: in lower case, the domain in ASCII."""
    local, _, domain = address.strip().rpartition("@")
    return f"{local.lower()}@{ascii_of(domain)}"


def is_address(address: str) -> bool:
    """Whether a folded address can be one (RFC 5321, without quoted local parts)."""
    local, _, domain = address.rpartition("@")
    return _LOCAL.fullmatch(local) is not None and _DOMAIN.fullmatch(domain) is not None


def refusal(domain: str, preset: Preset) -> str | None:
    """Why a folded domain can be no organisation's; None where it can."""
    if not _DOMAIN.fullmatch(domain):
        return "is no domain such as kdv-zon.example"
    if is_private(_without_country(domain)):
        return "is that of a provider of private mail: give the addresses instead"
    if belongs(domain, preset.own_domains):
        return "is that of the desk itself"
    return "is shared by strangers" if _SHARED.fullmatch(domain) else None


def of_one_house(domain: str) -> bool:
    """Whether those who write from an unknown domain can be taken for colleagues: not so at what is
    built like a provider of private mail (`snelmail.nl`), in whatever country."""
    return bool(domain) and not is_personal(_without_country(domain))


def _without_country(domain: str) -> str:
    """`hotmail.co` of `hotmail.co.uk`, where strangers have their domains below two labels."""
    shared = _SHARED.fullmatch(".".join(domain.split(".")[-2:]))
    return domain.rpartition(".")[0] if shared else domain


def above(domain: str) -> Iterator[str]:
    """A domain and those that it lies in, the nearest first: `a.b.nl`, then `b.nl`."""
    labels = domain.split(".")[-_LABELS:]
    return (".".join(labels[start:]) for start in range(len(labels) - 1))
