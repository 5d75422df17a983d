"""The title a colleague knows a ticket by: the subject, or what the mail says if that is vague."""

import pytest

from tests.triage.mails import KIDSKONNECT, a_mail
from triage.checks import check
from triage.evidence import Evidence
from triage.facts import facts
from triage.recognizers import recognize
from triage.redact import Masks, redact
from triage.title import LONGEST, title


def titled(subject: str, body: str, module: str = "facturatie", type_: str = "bug") -> str:
    message = a_mail(body, subject=subject)
    spans = recognize(message, KIDSKONNECT)
    evidence = Evidence(message, KIDSKONNECT, spans, "customer", module, type_, "medium")
    masks = Masks(spans.findings)
    told = facts(evidence, masks)
    return title(evidence, check(evidence), told, redact(message, masks), masks)


@pytest.mark.parametrize(
    ("subject", "body", "expected"),
    [
        # a subject that says something stays, without its prefixes
        ("Fwd: RE: Factuur 2026-0142 dubbel", "Zie onder.", "Factuur 2026-0142 dubbel"),
        # a vague one is replaced by what the mail says
        ("vraag", "Hallo,\n\nDe incassobatch wordt door de bank geweigerd. Kunnen jullie kijken?\n",
         "Facturatie: De incassobatch wordt door de bank geweigerd"),
        ("", "Beste allemaal, factuur 2026-0142 staat er dubbel in voor debiteur 10422.",
         "Facturatie: Factuur 2026-0142 staat er dubbel in voor debiteur 10422"),
        # the number that leads to the case is added where the sentence lacks it
        ("probleem", "Het bedrag op de nota klopt niet.\nHet gaat om debiteurnummer 10422.",
         "Facturatie: Het bedrag op de nota klopt niet (10422)"),
        # personal data never
        ("help", "De factuur van Emma Jansen is niet verstuurd.",
         "Facturatie: De factuur van [naam] is niet verstuurd"),
        # nothing to say
        ("vraag", "", "vraag"),
        ("", "", "Facturatie"),
    ],
)  # fmt: skip
def test_titles(subject: str, body: str, expected: str) -> None:
    assert titled(subject, body) == expected


def test_of_a_question_the_title_is_the_question() -> None:
    body = "Wij werken nog niet lang met facturen. Hoe stel ik in dat ze op de 25e gaan?"
    found = titled("vraagje", body, type_="usage_question")
    assert found == "Facturatie: Hoe stel ik in dat ze op de 25e gaan?"


def test_a_module_that_is_not_known_is_not_named() -> None:
    assert titled("vraag", "De lijst is helemaal leeg.", "overig") == "De lijst is helemaal leeg"


def test_long_sentences_are_cut_at_a_word() -> None:
    found = titled("hulp", "De lijst klopt niet " + "omdat er steeds iets bij komt " * 20)
    assert found.endswith("…")
    assert len(found) <= len("Facturatie: ") + LONGEST + 1
