"""What text the classifiers see of a mail."""

import pytest

from ingest.parse import written
from triage.views import REPLY_LIMIT, Views, fold, view


def _view(body: str, subject: str = "rooster") -> Views:
    return view(
        written(subject=subject, body=body, from_name="Ilse Maas", from_addr="ilse@kdv.example")
    )


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Één FOTO’s", "een foto's"),
        ("Straße, cœur, Łukasz", "strasse, coeur, lukasz"),
        ("zie https://konnect.example/kind/12?a=b nu", "zie  weblink  nu"),
        ("mail naar jan@kdv.example!", "mail naar  mailadres "),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text).strip() == folded.strip()


def test_signature_is_kept_apart() -> None:
    seen = _view("Het rooster is leeg.\n\nMet vriendelijke groet,\nIlse Maas\nlocatiemanager")
    assert "rooster is leeg" in seen.reply
    assert "locatiemanager" not in seen.reply
    assert "locatiemanager" in seen.closing


def test_quoted_mail_is_not_seen() -> None:
    seen = _view(
        "Bij ons is dit nog steeds zo, kan iemand ernaar kijken, de hele groep heeft er last van."
        "\n\nOp 3 mei 2027 schreef Support:\n> Het wachtwoord is gewijzigd.\n",
        subject="Re: rooster",
    )
    assert "wachtwoord" not in seen.reply


def test_a_bare_forward_is_read() -> None:
    seen = _view(
        "zie onder\n\n-------- Doorgestuurd bericht --------\nVan: A <a@b.example>\n"
        "Onderwerp: factuur\n\nDe factuur klopt niet.\n",
        subject="Fwd: factuur",
    )
    assert "factuur klopt niet" in seen.reply


@pytest.mark.parametrize(
    ("subject", "seen"),
    [
        ("Re: FW: Rooster", "rooster"),
        ("Antw: Betr: Wachtlijst", "wachtlijst"),
        ("Regels rooster", "regels rooster"),  # no prefix, though it begins like one
        ("", ""),
    ],
)
def test_subject_without_its_prefixes(subject: str, seen: str) -> None:
    assert _view("tekst", subject).subject == seen


def test_greeting_is_no_opening() -> None:
    seen = _view("Goedemorgen allemaal,\n\nDe tablet laadt niet.\nAl twee dagen.\nKan dat weg?")
    assert "tablet" in seen.opening
    assert "goedemorgen" not in seen.opening
    assert seen.questions == "kan dat weg?"


def test_long_mail_is_cut() -> None:
    assert len(_view("woord " * 50_000).reply) <= REPLY_LIMIT
