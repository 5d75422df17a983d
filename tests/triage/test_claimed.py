"""Which priority a mail claims in so many words, and what only sounds like it."""

from __future__ import annotations

import pytest

from ingest.parse import parse
from tests.factories import a_mail
from triage.claimed import claimed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prioriteit: Kritiek", "critical"),
        ("prio: hoog", "high"),
        ("Priority = low", "low"),
        ("Priorité : haute", "high"),
        ("Priorität: mittel", "medium"),
        ("Prioriteit: hoog. Ik herhaal, prioriteit: hoog!", "high"),
        ("Prioriteit: hoog of prioriteit: kritiek?", None),
        ("DRINGEND!!! Graag vandaag nog.", None),
        ("Dit heeft een hoge prioriteit voor ons.", None),
        ("Waar stel ik prioriteit: in?", None),
        ("Prioriteit: hoogslaper", None),
        ("Zie onder.\n\nOp 20 nov 2026 schreef Nel <nel@desk.example>:\n> Prioriteit: hoog", None),
    ],
)
def test_claims(text: str, expected: str | None) -> None:
    assert claimed(parse(a_mail(body=text))) == expected
