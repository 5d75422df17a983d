"""Labels as they are stored: their reasons quote no personal data."""

from __future__ import annotations

from dataclasses import replace

from triage.decision import Label, Triage


def discreet(label: Label, triage: Triage) -> Label:
    """The label without reasons that quote what was found to be personal data."""
    if not triage.findings:
        return label
    values = " ".join(finding.span.text.casefold() for finding in triage.findings)
    kept = tuple(why for why in label.why if not any(word in values for word in _words(why)))
    return replace(label, why=kept)


def _words(why: str) -> list[str]:
    return [word for word in why.casefold().replace("_", " ").split() if len(word) > 2]
