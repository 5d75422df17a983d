"""What a dossier says, in Dutch and English: what the law wants to be told beside the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a page; `rules` names what goes by a rule, `law` is (heading, paragraph)."""

    title: str
    intro: str
    mails: str
    own: str
    about: str
    tickets: str
    answers: str
    contacts: str
    roles: Mapping[str, str]
    listed: str
    found: str
    file: str
    original_until: str
    words_until: str
    unknown: str
    history: str
    decided: str
    sure: str
    nothing: str
    unread: str
    others: str
    attachments: str
    marks: str
    kept: str
    law: tuple[tuple[str, str], ...]
    rules: Mapping[str, str]
    events: Mapping[str, str]
    heads: Mapping[str, str]
    units: Mapping[str, str]


WORDS = {
    "nl": Words(
        title="Uw gegevens",
        intro="Dit is wat er op {day} over u bewaard werd in het systeem dat de supportmail van {controller} verwerkt. De bestanden staan in deze map; data.json bevat hetzelfde voor een computer.",
        mails="E-mails",
        own="door u geschreven",
        about="u wordt erin genoemd; afkomstig van",
        tickets="Meldingen",
        answers="Wat er geantwoord is",
        contacts="Als contactpersoon bekend",
        roles={
            "superadmin": "superadmin",
            "administrator": "beheerder",
            "key_user": "key-user",
            "staff": "medewerker",
        },
        listed="{role} van {organisation}, sinds {day}",
        found="Herkend als persoonsgegeven",
        file="het origineel",
        original_until="Origineel bewaard tot",
        words_until="tekst bewaard tot",
        unknown="nog niet bekend",
        history="Verloop",
        decided="Automatisch ingedeeld; een medewerker kan dit wijzigen",
        sure="zeker",
        nothing="Geen.",
        unread="{count} e-mails konden niet gelezen worden en wachten op een medewerker.",
        others="Gegevens van anderen zijn weggelaten en staan er als [naam], [telefoon] enzovoort.",
        attachments="Uit de bijlagen",
        marks="Adressen waar wij niet meer naar schrijven",
        kept="Hoe lang",
        law=(
            (
                "Waarom",
                "Om vragen van klanten over hun software te beantwoorden en dat aan te kunnen tonen. Persoonsgegevens die daar niet voor nodig zijn, worden herkend, afgeschermd en na korte tijd vernietigd.",
            ),
            (
                "Wie het ziet",
                "Medewerkers van de support zien de afgeschermde tekst. Originelen kan alleen wie daar een rol en een reden voor heeft openen; elke keer wordt vastgelegd. Er is geen verdere ontvanger dan wie het antwoord kreeg.",
            ),
            (
                "Herkomst",
                "De gegevens komen uit e-mails die aan de support zijn gestuurd, door uzelf of door de organisatie die erbij staat.",
            ),
            (
                "Automatische besluiten",
                "Een computer deelt meldingen in (onderwerp, soort, voorrang, afzender) en beantwoordt de ontvangst. Dat heeft geen rechtsgevolgen; bij elke melding staat wat er meewoog.",
            ),
            (
                "Uw rechten",
                "U kunt vragen gegevens te verbeteren, te wissen of de verwerking te beperken, en bezwaar maken. U kunt een klacht indienen bij de toezichthouder: de Autoriteit Persoonsgegevens in Nederland, de Gegevensbeschermingsautoriteit in België.",
            ),
        ),
        rules={
            "originals": "originelen van e-mails",
            "sent": "onze antwoorden",
            "quarantine": "e-mails die niet gelezen konden worden",
            "other_mails": "e-mails zonder melding",
            "tickets": "gesloten meldingen",
            "corrections": "verbeteringen door medewerkers",
            "contacts": "de lijst van contactpersonen, na de laatste keer dat iets van u gezien is",
            "findings": "register van gevonden persoonsgegevens, zonder de gegevens zelf",
            "audit": "logboek van inzage en wijziging",
        },
        events={
            "created": "gemaakt",
            "answered": "beantwoord",
            "not_answered": "niet beantwoord",
            "wrote": "bericht ontvangen",
            "closed": "gesloten",
            "corrected": "verbeterd",
            "confirmed": "bevestigd",
            "not_delivered": "niet aangekomen",
            "bounce": "niet aangekomen",
            "address_marked": "adres krijgt geen mail meer",
            "address_cleared": "adres krijgt weer mail",
            "unsubscribed": "wil geen herinneringen",
            "auto_reply": "automatisch antwoord ontvangen",
        },
        heads={
            "sender": "afzender",
            "module": "onderwerp",
            "type": "soort",
            "priority": "voorrang",
        },
        units={"day": "dag", "days": "dagen", "year": "jaar", "years": "jaar", "forever": "altijd"},
    ),
    "en": Words(
        title="Your data",
        intro="This is what was stored about you on {day} in the system that handles the support mail of {controller}. The files are in this folder; data.json holds the same for a computer.",
        mails="Mails",
        own="written by you",
        about="you are named in it; it came from",
        tickets="Tickets",
        answers="What was answered",
        contacts="Known as a contact",
        roles={
            "superadmin": "superadmin",
            "administrator": "administrator",
            "key_user": "key user",
            "staff": "staff",
        },
        listed="{role} of {organisation}, since {day}",
        found="Recognised as personal data",
        file="the original",
        original_until="Original kept until",
        words_until="text kept until",
        unknown="not known yet",
        history="History",
        decided="Classified automatically; a person can change it",
        sure="sure",
        nothing="None.",
        unread="{count} mails could not be read and wait for a person.",
        others="Data of others was left out and stands as [naam], [telefoon] and so on.",
        attachments="From the attachments",
        marks="Addresses that we write to no more",
        kept="For how long",
        law=(
            (
                "Why",
                "To answer questions of customers about their software, and to be able to show it. Personal data that is not needed for that is recognised, hidden, and destroyed after a short time.",
            ),
            (
                "Who sees it",
                "Support staff see the redacted text. Originals can be opened only by those with a role and a reason; each time is recorded. There is no further recipient than those who got the answer.",
            ),
            (
                "Source",
                "The data comes from mails that were sent to support, by yourself or by the organisation that is named.",
            ),
            (
                "Automated decisions",
                "A computer classifies tickets (subject, type, priority, sender) and acknowledges receipt. That has no legal effects; what weighed stands with each ticket.",
            ),
            (
                "Your rights",
                "You can ask for data to be corrected or erased, or for its use to be restricted, and you can object. You can complain to the supervisory authority: the Autoriteit Persoonsgegevens in the Netherlands, the Gegevensbeschermingsautoriteit in Belgium.",
            ),
        ),
        rules={
            "originals": "originals of mails",
            "sent": "our answers",
            "quarantine": "mails that could not be read",
            "other_mails": "mails without a ticket",
            "tickets": "closed tickets",
            "corrections": "corrections by staff",
            "contacts": "the list of contacts, after the last time that anything was seen of you",
            "findings": "register of personal data found, without the data itself",
            "audit": "log of who saw and changed what",
        },
        events={},
        heads={},
        units={},
    ),
}
