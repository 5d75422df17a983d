"""One "Re:", one number, and the customer's own words: mail programs see one conversation."""

import re

import pytest

from notify.subject import bare


@pytest.mark.parametrize(
    ("subject", "kept"),
    [
        ("Factuur klopt niet", "Factuur klopt niet"),
        ("Re: Factuur klopt niet", "Factuur klopt niet"),
        ("RE: AW: Antw: Factuur", "Factuur"),
        ("RE : TR : Facture", "Facture"),  # Outlook in French
        ("Re[2]: Re (3): Factuur", "Factuur"),
        ("Fwd: FW: WG: Factuur", "Factuur"),
        ("Doorst: Factuur", "Factuur"),
        ("Re: [KK-1042] Re: Factuur", "Factuur"),  # what comes back of ours
        ("Antw: [KK-1042] Re: [kk-1042] Re: Factuur", "Factuur"),
        ("[KK-1042] Factuur", "Factuur"),
        ("Re： Factuur", "Factuur"),
        ("re:factuur", "factuur"),
        ("Re:\r\n  Factuur\tklopt", "Factuur klopt"),
        ("Re:", ""),
        ("Re: Re:", ""),
        ("", ""),
        # What only looks like it
        ("Re-integratie: vraag", "Re-integratie: vraag"),
        ("Rekening: klopt niet", "Rekening: klopt niet"),
        ("Ref: 2026-33", "Ref: 2026-33"),
        ("Re Factuur", "Re Factuur"),
        ("Actie: antwoord: nu", "Actie: antwoord: nu"),
        ("[KA-7] Factuur", "[KA-7] Factuur"),  # another desk's number
        ("[EXTERN] Re: Factuur", "[EXTERN] Re: Factuur"),
        ("Factuur [KK-1042]", "Factuur [KK-1042]"),
        ("Wat is Re: ?", "Wat is Re: ?"),
    ],
)
def test_bare(subject: str, kept: str) -> None:
    assert bare(subject, "KK") == kept


def _base(subject: str) -> str:
    """The base subject of RFC 5256, 2.1, as far as these cases need it."""
    left = r"^(?:\[[^\[\]]*\]\s*)*(?:re|fwd?)\s*(?:\[[^\[\]]*\])?:\s*|^\[[^\[\]]*\]\s*(?=.)|^\s+"
    while (shorter := re.sub(left, "", subject, flags=re.IGNORECASE)) != subject:
        subject = shorter
    return subject


@pytest.mark.parametrize("subject", ["Factuur", "Re: Factuur", "Re: [KK-7] Re: Factuur", "Fwd: x"])
def test_ours_is_of_the_same_conversation(subject: str) -> None:
    assert _base(f"[KK-1042] Re: {bare(subject, 'KK')}") == _base(subject)
