"""What is found in a text for a customer, and is nobody's secret: the desk's own, and titles. Pure.

In a customer's mail a telephone number may be anybody's. In what an agent sends, the numbers that
the preset names are those of the desk itself, and "Handleiding Facturatie" is no person.
"""

from __future__ import annotations

import re

from config.codes import DataKind
from config.preset import Preset
from triage.decision import Finding
from triage.names import is_first_name, is_surname

WORD = re.compile(r"[^\W\d_]+")
_SIGNS = re.compile(r"[\W_]+")
_SHORTEST = 6  # signs by which a number or an address is known again
_NATIONAL = 9  # digits of a number without its country and its zero, in the countries of our desks
# What stands on the covers of documents, in the languages of our mails.
_TITLES = frozenset(
    """
    aanvraag algemene bijlage factuur handboek handleiding instructie nieuwsbrief offerte
    overeenkomst overzicht prijslijst prijzen rapport sjabloon stappenplan tarieven toelichting
    verslag verwerkersovereenkomst voorwaarden werkinstructie
    agreement appendix conditions guide instructions invoice manual newsletter overview pricelist
    prices quotation report template terms
    annexe aperçu conditions contrat devis facture générales lettre manuel modèle notice rapport
    tarifs
    allgemeine anhang anleitung angebot bedingungen bericht handbuch preisliste rechnung rundbrief
    vertrag vorlage übersicht
    """.split()  # noqa: SIM905  one reads it better so
)


def is_no_secret(one: Finding, preset: Preset) -> bool:
    """Whether it is the desk's own, or the title of a document."""
    return _is_own(one, preset) or (one.kind is DataKind.PERSON_NAME and _is_title(one, preset))


def _is_own(one: Finding, preset: Preset) -> bool:
    """One of `own_data` in whatever writing, or a part of it, such as the street of an address."""
    said = _bare(one.span.text)
    if len(said) < _SHORTEST:
        return False
    if one.kind is DataKind.PHONE:
        return any(said[-_NATIONAL:] == _bare(own)[-_NATIONAL:] for own in preset.own_data)
    return any(said in _bare(own) for own in preset.own_data)


def _is_title(one: Finding, preset: Preset) -> bool:
    """A word of documents or of the product is in it, and no name that a list has."""
    words = WORD.findall(one.span.text)
    if any(is_first_name(word) or is_surname(word) for word in words):
        return False
    product = {
        word
        for module in preset.modules.values()
        for said in module.display.values()
        for word in WORD.findall(said.casefold())
    }
    return any(word.casefold() in _TITLES or word.casefold() in product for word in words)


def _bare(text: str) -> str:
    return _SIGNS.sub("", text).casefold()
