"""The whole decision with the weights that ship: what a sender claims has no part in it."""

from __future__ import annotations

from config import preset as presets
from config.settings import Settings
from ingest.message import Message
from ingest.parse import parse
from tests.factories import AT, a_mail
from worker.learning import weights
from worker.learning.decide import decider

KIDS = presets.load("kidskonnect")
DESCRIBED = (
    ("Kleur van de knop", "Waar kan ik de kleur van de knop in de ouderapp instellen?"),
    (
        "Incasso van november",
        "Alle incasso's van november zijn dubbel afgeschreven bij 300 ouders.",
    ),
    ("Extra kolom", "Graag een offerte voor een rapport op maat met een kolom kostenplaats."),
    ("Kinderrooster", "Wat een fijne nieuwe opmaak heeft het rooster, complimenten."),
)
LABELS = (  # before the subject, and before the text
    ("[BUG] ", "Type: Error/bug\nPrioriteit: Kritiek\n\n"),
    ("", "Soort: Gebruiksvraag\nPrioriteit: laag\n\n"),
    ("(prio hoog) ", "Type melding: Extra verzoek\nUrgentie: hoog\n\n"),
)


def mail(subject: str, body: str) -> Message:
    return parse(a_mail(subject=subject, body=body))


def test_a_form_above_a_description_changes_no_decision() -> None:
    decide = decider(weights.load(Settings()))
    bare = [mail(*one) for one in DESCRIBED]
    claiming = [
        mail(f"{tag}{subject}", f"{form}{body}")
        for tag, form in LABELS
        for subject, body in DESCRIBED
    ]
    expected = decide(bare, KIDS, [AT] * len(bare))
    found = decide(claiming, KIDS, [AT] * len(claiming))
    assert {one.type.value for one in expected} >= {"usage_question", "bug", "extra_request"}
    for one, like in zip(found, [*expected] * len(LABELS), strict=True):
        assert (one.type.value, one.priority.value) == (like.type.value, like.priority.value)
        assert len(one.claimed.said) == 2
