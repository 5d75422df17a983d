"""A triage as agents get it by mail: what was decided, what the mail says, a prepared answer."""

from __future__ import annotations

from config.codes import CheckCode
from config.preset import Preset
from notify.inside import Triaged
from notify.news import About
from notify.prepared import prepared
from triage.decision import Triage

UNSPOKEN = frozenset({"child_first_name", "childminder_name", "link"})  # named, not shown
_REFUSED = (CheckCode.RIGHTS_REQUEST, CheckCode.STAFF_DATA_REQUEST)


def as_news(
    triage: Triage,
    about: About,
    requester: str,
    preset: Preset,
    *,
    suspected: str | None = None,
    proposed: tuple[str, ...] = (),
) -> Triaged:
    """What the group of the ticket's module is told about a new ticket.

    `requester` is the customer's address, `suspected` the ticket that the mail wrongly names,
    `proposed` the questions in it that could be tickets of their own.
    """
    missing = [
        check.detail
        for check in triage.checks
        if check.code is CheckCode.MISSING_IDENTIFIER and check.detail
    ]
    return Triaged(
        text=triage.redacted.text,
        requester=requester,
        sure={head: label.confidence for head, label in triage.labels.items()},
        needs_review=triage.needs_review,
        suspected=suspected,
        identifiers=tuple(
            dict.fromkeys(
                (span.kind, None if span.kind in UNSPOKEN else span.text)
                for span in triage.identifiers
            )
        ),
        found=tuple(dict.fromkeys((one.kind, one.span.where) for one in triage.findings)),
        checks=tuple(
            (check.code, check.detail)
            for check in triage.checks
            if check.code is not CheckCode.PERSONAL_DATA  # told apart, by kind
        ),
        facts={fact.code: fact.redacted for fact in triage.facts},
        attachments=len(triage.attachments),
        proposed=proposed,
        draft=prepared(about, missing, preset, refused=any(triage.has(code) for code in _REFUSED)),
    )
