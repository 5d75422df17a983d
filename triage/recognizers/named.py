"""Numbers that carry a name: which naming word stands nearest to a number.

`LRK-nummer 549309007`, `Gerätenummer … : 833607431`, `KvK 41188302`: whoever has a name of his own
is nobody else, whatever a checksum says (labels.md, `bsn`).
"""

from __future__ import annotations

import re

_NAMING = re.compile(
    r"""
    \b(?:
      [^\W\d]*(?:nummers?|nummern|numero|numéros?|numbers?)(?!\w)    # any kind of number at all
    | [^\W\d]{1,20}[-.]?\s?(?:nrs?|nos?|n°|nr|id's|ids?|codes?|ref)\b\.?  # deb.nr, parent ID, ref
    | n[°º]|nrs?\.?(?!\w)|\#
    | (?:lrk|kvk|k\.v\.k|btw|tva|vat|rsin|rsz|onss|kbo|bce|ond?|iban|bic|imei|mac|ip|sku|asn|agb|pgb
        |brin|gln|uwv|ubn|vog|big|skj|ean|isbn|sn|s/n|udid|uuid|guid)\b\.?
    | (?:tel|telefoon|mobiel|gsm|fax|phone|t[ée]l[ée]phone|tél|m|t)\b\s?[.:]
    | (?:debiteur\w*|deb|plaatsing\w*|aanvra\w+|fact(?:uur|uren|ure|ures)?|kind(?:kaart|fiche)?nr|
        invoice|order|bestelling|ticket\w*|melding|zaak|dossier\w*|contract|offerte|pakbon|polis|
        mandaat\w*|machtiging\w*|kenmerk|referentie|reference|référence|referenz|betalingskenmerk|
        mededeling|communication|transactie\w*|transaction|batch\w*|job|run|serie\w*|serial|series|
        toestel|apparaat|gerät|device|tablet|versie|version|build|foutcode|error|locatiecode|
        [^\W\d]{1,20}(?:dossier|polis|zaak|claim)|schade\w*|sinistre|police|policy|relatie|klant|customer|client|lid|abonnement|inschrijving|registration|inscription|
        personeelsn\w*|medewerker|badge|pas|token|sessie|session|pid|account|boeking\w*|grootboek\w*|
        rekening\w*|saldo|track\w*|barcode|vestiging\w*|school)
      [\s:.=\#-]{0,3}(?=[\w-]*\d)
    | (?:chamber\sof\scommerce|kamer\svan\skoophandel|handelsregister
        |registre\sde\scommerce|company\sregistration)
    | bsn[\w-]*|burger\s?service\w*|sofi\w*|rijksregister\w*|rr-?n\w*
    | registre\snational|nationaal\sn\w+
    | insz|niss|inss|national(?:registernummer)?|rrn|nrn|bis-?n\w*
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BREAK = re.compile(r"\n\s*\n")
_AFTER = re.compile(
    r"[\s)\]]{0,3}(?:[(\[]\s?|=\s?|is\s(?:haar|zijn|het|mijn|zijn|de|d[ie]ens)\s|als\s)?"
    r"(?P<name>bsn[\w-]*|burgerservice\w*|rijksregister\w*|lrk[\w-]*|kvk[\w-]*)",
    re.IGNORECASE,
)


def nearest_name(text: str, start: int, end: int, reach: int) -> str | None:
    """The naming word that a number at `start` to `end` belongs to, or None.

    Looks right behind the number first, then up to `reach` characters back in the paragraph."""
    after = _AFTER.match(text, end)
    if after is not None:
        return after["name"]
    low = max(0, start - reach)
    before = text[low:start]
    for gap in _BREAK.finditer(before):
        low = max(0, start - reach) + gap.end()
    last = None
    for match in _NAMING.finditer(text, low, end):
        if match.start() < start:
            last = match[0]
    return last
