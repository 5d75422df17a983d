"""An identifier that this module needs is not there (labels.md, `missing_identifier`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.codes import CheckCode, Sender, Type
from triage.checks import specific_case
from triage.decision import Check
from triage.evidence import Evidence

LEADS_TO: dict[str, frozenset[str]] = {
    "child": frozenset(
        (
            "child_first_name",
            "child_number",
            "child_id",
            "debtor_number",
            "placement_number",
            "person_name",
        )
    ),
    "placement_number": frozenset(("placement_number", "request_number")),
}
_INVOICE = re.compile(
    r"\b(?:factu+r\w*|creditnota\w*|nota's?|invoices?|factures?|rechnung\w*)\b",
    re.IGNORECASE,
)
_YEARLY = re.compile(r"jaaropga\w*|attest\w*|annual|fisca\w*", re.IGNORECASE)
_ONE_INVOICE = re.compile(
    r"\b(?:de|deze|die|een|één|laatste|vorige|zelfde|dezelfde|eerste|tweede|2e|haar|zijn|hun|facture|la|sa|cette|one|the|this|her|his|their|die|eine?)\s"
    r"(?:\w+\s)?(?:factuur|creditnota|nota|facture|invoice|rechnung)\b|\bfactuur\s(?:van|over|voor)\s(?:\d|jan|feb|maa|apr|mei|jun|jul|aug|sep|okt|nov|dec|vorige)",
    re.IGNORECASE,
)


def find(evidence: Evidence) -> Iterator[Check]:
    """One check for each identifier that is needed and that nothing in the mail leads to."""
    module = evidence.preset.modules.get(evidence.module)
    if module is None or not module.needs or evidence.sender == Sender.PARENT:
        return
    missing = [
        need for need in module.needs if not LEADS_TO.get(need, frozenset((need,))) & evidence.kinds
    ]
    if "invoice_number" in missing and not _about_invoices(evidence):
        missing.remove("invoice_number")
    if missing and evidence.weighs("missing_identifier", _chance(evidence)):
        yield from (Check(CheckCode.MISSING_IDENTIFIER, need) for need in missing)


def _chance(evidence: Evidence) -> float:
    if evidence.module == "koppelingen" and evidence.type == Type.BUG:
        return 0.3 if evidence.priority in ("critical", "high") else 0.7
    chance = specific_case.chance(evidence)
    if (
        len(evidence.own) < 90 and chance < 0.6
    ):  # nothing to point at: an example is missing instead
        return min(chance, 0.4)
    return chance


def _about_invoices(evidence: Evidence) -> bool:
    """Whether particular invoices are at issue, and not how something works, all of them or a
    statement of the year."""
    if evidence.type == Type.USAGE_QUESTION or evidence.priority in ("critical", "high"):
        return False
    if _YEARLY.search(evidence.message.subject):
        return False
    text = f"{evidence.message.subject}. {evidence.own}"
    return _ONE_INVOICE.search(text) is not None or (
        _INVOICE.search(evidence.message.subject) is not None and "debtor_number" in evidence.kinds
    )
