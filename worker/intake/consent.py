"""What a desk leaves to some roles of an organisation (`[consent]` of the preset), and to whom.

It is gentle: as long as no contact of the organisation is known who has such a role, everybody of
it may. Whom the directory knows by the domain alone counts as staff.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from config.codes import ContactRole, Deed, Sender
from config.preset import Preset
from ingest.message import Address, Message
from models.ticket import Consent, Writer
from triage.decision import Triage
from worker.intake.directory import Acquaintance, Directory, others


@dataclass(frozen=True, slots=True)
class Reserved:
    """The deed is left to these roles, and somebody of the organisation has one of them."""

    deed: Deed
    roles: frozenset[ContactRole]


def asks(connection: Connection, preset: Preset, sender: Address, deed: Deed) -> Reserved | None:
    """Whether this sender, who has a part in the ticket, must leave it to others; None: may."""
    directory = Directory.load(connection, preset.name, [sender.address])
    return reserved(preset, directory.of(sender), deed)


def reserved(preset: Preset, who: Acquaintance, deed: Deed) -> Reserved | None:
    """The same of somebody whom the directory knows already."""
    allowed = preset.consent.roles(deed)
    if not who.roles & allowed or (who.role or ContactRole.STAFF) in allowed:
        return None
    return Reserved(deed, allowed)


def writer(directory: Directory, preset: Preset, message: Message, triage: Triage) -> Writer:
    """What a new ticket keeps of who asked for it."""
    who = directory.of(message.from_)
    consent = None
    if triage.sender.value != Sender.PARENT and reserved(preset, who, Deed.CREATE):
        knows = knowing(directory, preset, message, who.organisation_id)
        consent = Consent.GIVEN if knows else Consent.WANTED
    return Writer(who.organisation_id, who.known, who.role, consent)


def knowing(
    directory: Directory, preset: Preset, message: Message, organisation_id: int | None
) -> bool:
    """Whether a mail is by, or goes to, somebody of the organisation who makes tickets there."""
    allowed = preset.consent.roles(Deed.CREATE)
    people = (directory.of(one) for one in (message.from_, *others(message)))
    return any(one.organisation_id == organisation_id and one.role in allowed for one in people)
