"""The six questions of the support page: the sentence that answers each, or none."""

import pytest

from config.preset import Preset
from ingest.message import Message
from tests.triage.mails import KIDSKONNECT, a_mail
from triage.evidence import Evidence
from triage.facts import facts
from triage.recognizers import recognize
from triage.redact import Masks


def told(message: Message, preset: Preset = KIDSKONNECT) -> dict[str, str | None]:
    spans = recognize(message, preset)
    evidence = Evidence(message, preset, spans, "customer", "youko", "bug", "medium")
    return {fact.code.value: fact.redacted for fact in facts(evidence, Masks(spans.findings))}


@pytest.mark.parametrize(
    ("code", "before", "answer", "after"),
    [
        # where
        ("where", "Hallo,\n", "In het tabblad Contracten staat niets meer.", " Groet"),
        ("where", "", "Depuis hier, dans la liste des inscriptions tout est vide.", ""),
        ("where", "Het doet het niet meer sinds gisteren.", None, ""),
        # users
        ("users", "", "Drie ouders zien de foto's niet.", " De rest weet ik niet."),
        ("users", "", "Ik kan sinds maandag niet meer inloggen.", ""),
        ("users", "Alvast bedankt, ook namens mijn collega's.", None, ""),
        ("users", "De knop is weg.", None, ""),
        # several: a number of people, or plainly one alone
        ("several", "", "Bij twee andere kinderen is het ook weg.", ""),
        ("several", "", "Niemand kan erin.", ""),
        ("several", "", "Het is alleen bij mij zo.", ""),
        ("several", "De moeder van het kind belde.", None, ""),
        # shown
        ("shown", "", "Zie de bijlage voor wat ik zie.", ""),
        ("shown", "", "Je mets une capture d'écran en annexe.", ""),
        ("shown", "De foto's komen niet aan in de app.", None, ""),
        # steps: what was tried, not what is asked
        ("steps", "", "We hebben de tablet al opnieuw opgestart, zonder resultaat.", ""),
        ("steps", "", "I cleared the cache and logged out and in again.", ""),
        ("steps", "Moet ik de tablet opnieuw opstarten?", None, ""),
        ("steps", "Sinds vanmorgen is de lijst leeg.", None, ""),
        # question: not the polite noise, not what others ask
        ("question", "De knop is weg. ", "Kunnen jullie hem terugzetten?", " Alvast bedankt!"),
        ("question", "", "hoe zet ik een ruildag om", ""),
        ("question", "Ouders vragen vaak “hoe laat was dat?”", None, ""),
        ("question", "Hoe gaat het? De lijst is leeg.", None, ""),
        ("question", "", "Könnten Sie das bitte prüfen?", ""),
    ],
)
def test_the_sentence_that_answers(code: str, before: str, answer: str | None, after: str) -> None:
    assert told(a_mail(f"{before}{answer or ''}{after}"))[code] == answer


def test_older_mail_and_signatures_answer_nothing() -> None:
    body = (
        "Zie hieronder.\n\nMet vriendelijke groet,\nSanne Vermeer\nlocatie De Zonnehoek\n\n"
        "Op ma 2 nov 2026 om 09:00 schreef Support <support@kidskonnect.example>:\n"
        "> Kunt u de tablet opnieuw opstarten in het menu?\n"
    )
    found = told(a_mail(body))
    assert found["where"] is found["steps"] is found["question"] is None


def test_answers_are_redacted() -> None:
    found = told(a_mail("Op de lijst van Emma Jansen (bsn 123456782) staat niets meer."))
    assert found["where"] == "Op de lijst van [naam] (bsn [BSN]) staat niets meer."
