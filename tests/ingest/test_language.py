"""The language of mails of a line or two."""

from __future__ import annotations

import pytest

from ingest.language import language

LINES = {
    "nl": (
        "Kan niet inloggen", "Wachtwoord vergeten", "app hangt steeds", "Graag terugbellen",
        "Factuur oktober ontbreekt nog steeds", "Hallo, het lukt me niet", "Ok bedankt",
        "Wanneer zijn jullie bereikbaar?", "Nee dat werkt niet",
    ),
    "fr": (
        "Mot de passe oublié", "Je n'arrive pas à me connecter", "Merci", "Facture manquante", "Oui",
        "Bonjour, urgent svp", "Impossible de télécharger le document", "Où est ma facture ?",
    ),
    "en": (
        "Forgot my password", "Cannot log in", "Thanks", "Invoice missing", "Please call me back",
        "Still not working", "How do I add a child?", "It crashes", "Any news?",
    ),
    "de": (
        "Passwort vergessen", "Kann mich nicht anmelden", "Danke", "Rechnung fehlt", "Bitte um Rückruf",
        "Geht immer noch nicht", "Wie füge ich ein Kind hinzu?", "Es stürzt ab",
    ),
    "other": (
        "No puedo entrar en la aplicación", "Ho dimenticato la password", "Nie mogę się zalogować",
        "Şifremi unuttum", "Я не могу войти", "Não consigo entrar", "我无法登录", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("code", "text"), [(code, text) for code in LINES for text in LINES[code]])
def test_short_lines(code: str, text: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    ("code", "text"),
    [("de", "Funktioniert jetzt wieder"), ("fr", "Crèche fermée"), ("nl", "Werkt!"), ("nl", "Rooster leeg")],
)  # fmt: skip
def test_a_few_words_may_say_it_whatever_the_subject_is(code: str, text: str) -> None:
    assert language(text, "Re: Factuur 2026-0142", context="Kunt u dat nakijken?") == code


def test_the_thread_is_a_witness_for_an_answer_of_names() -> None:
    assert (
        language("Chrome, Utrecht", "Re: x", context="Op welke locatie is het en in welke browser?")
        == "nl"
    )


def test_addresses_and_links_are_no_words() -> None:
    text = "Zie https://www.the-and-of.example/in/the/house voor de fout die ik krijg"
    assert language(text) == "nl"
