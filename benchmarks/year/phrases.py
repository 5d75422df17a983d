"""What people write in a ticket, by what they mean with it. Plain words that leave no doubt."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.year.letters import Purpose

# All numbers that a first mail may have lacked: who gives these has given everything.
NUMBERS = (
    "Hierbij de nummers: debiteurnummer 20417, factuurnummer 2026-0142, kindnummer 88123, "
    "plaatsingsnummer 55213, koppelingsnummer 774. Naam gastouder: Marijke."
)
CUSTOMER: Mapping[Purpose, tuple[str, ...]] = {
    Purpose.MORE: (
        "Bij ons werkt het nog steeds niet. Als we op opslaan klikken, gebeurt er niets.",
        "Nog een aanvulling: het gebeurt alleen bij de groep Vlinders, sinds dinsdag.",
        "Wij zien het probleem inmiddels ook op de tweede locatie.",
        "We hebben uw stappen gevolgd, maar de knop is nog steeds grijs.",
        "Ça ne fonctionne toujours pas chez nous, le bouton reste gris.",
        "It still does not work here: the button stays grey.",
    ),
    Purpose.STATUS: (
        "Wat is de stand van zaken?",
        "Is er al nieuws?",
        "Kunnen jullie een update geven?",
    ),
    Purpose.THANKS: (
        "Bedankt voor het snelle antwoord!",
        "Hartelijk dank voor de goede hulp.",
        "Dank jullie wel!",
    ),
    Purpose.SOLVED: (
        "Het is opgelost, bedankt!",
        "Het werkt weer. Dit ticket mag gesloten worden.",
        "Opgelost, dank u wel!",
    ),
    Purpose.APPROVE: ("Wij gaan akkoord met de prijs.", "Akkoord!"),
    Purpose.DECLINE: ("Wij gaan niet akkoord met de prijs.", "Niet akkoord."),
}
AGENT: Mapping[str, tuple[str, ...]] = {
    "answered": (
        "We hebben het nagekeken en de instelling hersteld. Kunt u het nog eens proberen?",
        "Dat kan via Beheer, Instellingen, Groepen. Kies daar de groep en klik op Bewaren.",
    ),
    "asked": (
        "Om welke locatie gaat het, en sinds wanneer ziet u dit?",
        "Kunt u de stappen beschrijven waarmee het misgaat?",
    ),
    "closed": (
        "De fout is verholpen in de versie van vandaag.",
        "We hebben de gegevens rechtgezet. U kunt weer verder.",
    ),
    "invoiced": ("Dit kunnen we voor u maken voor 450 euro, binnen drie weken.",),
    "paused": ("We wachten op de nieuwe versie van volgende week.",),
    "reopened": ("We kijken er opnieuw naar.",),
}
