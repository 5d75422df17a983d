"""A letter to an organisation that keeps sending personal data, ready to be read and sent."""

from __future__ import annotations

from datetime import datetime

from config.codes import DataKind
from config.errors import PermanentError
from config.preset import Language, Preset
from desk.reports import letter, tally
from desk.reports.period import Period
from desk.reports.tally import Rows
from notify.letter import Draft, parts_of, written
from notify.privacy_letter import PrivacyLetter, to_organisation
from notify.words import day


def draft(
    found: Rows, preset: Preset, period: Period, organisation: str, language: Language
) -> Draft:
    """The letter to one organisation; PermanentError if it sent nothing in the period."""
    name = organisation.lower()
    sent = [one for one in tally.by_organisation(found.window, period) if one.name == name]
    if not sent:
        raise PermanentError(
            f"nothing was found from {period.first} to {period.last} in mails of {organisation}; "
            "the report names the organisations"
        )
    hit = [one for one in found.window if one.organisation == name and period.holds(one.arrived_at)]
    said = PrivacyLetter(
        organisation=name,
        first=period.first,
        last=period.last,
        mails=sent[0].mails,
        kinds=tuple((DataKind(one.kind), one.mails) for one in tally.by_kind(hit)),
        months=sent[0].months,
    )
    return to_organisation(said, preset, language)


def rendered(draft: Draft, format_: str, now: datetime) -> bytes:
    """The letter as `txt`, `html` (both as a mail has them) or `pdf`."""
    if format_ == "pdf":
        voice = draft.voice
        today = day(now.astimezone(voice.preset.hours.zone).date(), voice.locale)
        return letter.pdf(parts_of(draft), language=voice.language, made_at=now, day=today)
    reply = written(draft)
    text = reply.html if format_ == "html" else f"{reply.subject}\n\n{reply.text}"
    return text.encode("utf-8", "replace")
