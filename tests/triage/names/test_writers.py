"""Names in the heads of letters, which no list needs to know."""

import pytest

from tests.triage.mails import data


def forwarded(head: str) -> list[str]:
    body = f"Zie hieronder.\n\n{head}\n> Onze zoon komt maandag niet, hij is ziek.\n"
    return data(body, "person_name", subject="Fwd: ziek")


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("Op do 12 nov 2026 om 20:17 schreef Annelotte Vrijdag <a.vrijdag@thuispost.example>:",
         ["Annelotte Vrijdag"]),
        ("Op do 12 nov 2026 om 20:17 schreef Ardjan van Zoelen <ardjan@thuispost.example>:",
         ["Ardjan van Zoelen"]),
        ("Op do 12 nov 2026 om 20:17 schreef hatice yılmazer <hatice.y@thuispost.example>:",
         ["hatice yılmazer"]),
        # no persons
        ("Op do 12 nov 2026 om 20:17 schreef kantoor boven <jan@thuispost.example>:", []),
        ("Op do 12 nov 2026 om 20:17 schreef Arbodienst Randstad <verzuim@arbo.example>:", []),
        ("Op do 12 nov 2026 om 20:17 schreef Support Desk <support@desk.example>:", []),
        ("Op do 12 nov 2026 om 20:17 schreef annelotte <a.vrijdag@thuispost.example>:", []),
    ],
)  # fmt: skip
def test_writers(head: str, names: list[str]) -> None:
    assert forwarded(head) == names


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("[app moeder]\nza 16:31 Shirley Pengel: staat hij op de lijst?", ["Shirley Pengel"]),
        ("12:07 Jeroen vd Kolk: in mijn app staat ook 12 uur", ["Jeroen vd Kolk"]),
        ("Om 12:07 belde Jeroen vd Kolk: die is van de planning", []),
    ],
)  # fmt: skip
def test_whoever_begins_a_line_of_a_chat_speaks(body: str, names: list[str]) -> None:
    text = f"Hoi,\n\nDit kregen wij binnen:\n\n{body}\n"
    assert data(text, "person_name")[: len(names)] == names
