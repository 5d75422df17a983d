"""Message, triage, preset → Reply, or the reason why there is none. Pure.

One mail says everything at once: what was understood, what is missing, by when, and which kinds of
personal data should not have been sent. The value of personal data is never repeated. Mails about
what happens to a ticket later are written by notify/tell.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from config.codes import CheckCode, FactCode, Priority, Type
from config.preset import Preset, Question
from ingest.message import Message
from notify.guard import recipient
from notify.letter import Draft, written
from notify.news import About
from notify.parent import is_parent
from notify.reply import NoReply, Reply, TicketFacts
from notify.subject import unnumbered
from notify.tell import numbers_of, subject_line, ticket_facts, to_customer
from notify.voice import Voice
from triage.decision import Triage

MOST_QUESTIONS = 3  # of the support page in one mail: who is asked more answers none
_REFUSED = (CheckCode.RIGHTS_REQUEST, CheckCode.STAFF_DATA_REQUEST)
_ADVICE = (
    CheckCode.MISSING_LINK,
    CheckCode.NO_CONCRETE_EXAMPLE,
    CheckCode.NO_QUESTION,
    CheckCode.MULTIPLE_QUESTIONS,
    CheckCode.COPIED_PARENT_MAIL,
)


def compose(
    message: Message, triage: Triage, preset: Preset, ticket: TicketFacts
) -> Reply | NoReply:
    """The automatic answer to a mail of a person.

    A follow-up is answered by a colleague, and by us only if it holds personal data, or did
    something to its ticket that its sender should know.
    """
    drafted = draft(message, triage, preset, ticket)
    return drafted if isinstance(drafted, NoReply) else written(drafted)


def draft(message: Message, triage: Triage, preset: Preset, ticket: TicketFacts) -> Draft | NoReply:
    """What the answer is made of."""
    secrets = tuple(finding.span.text for finding in triage.findings)
    if ticket.told is not None:
        told = to_customer(ticket.told.news, ticket.told.about, recipient(message), preset)
        found = {"found": list(_found(triage, told.voice))}
        return replace(told, facts={**told.facts, **found}, secrets=secrets)
    template = _template(triage, ticket)
    if template is None:
        return NoReply("a follow-up: a colleague answers")
    starts = triage.terms.starts_at
    voice = Voice.of(preset, message.language, starts.year if starts else None)
    facts, number = _facts(message, triage, voice, ticket), ticket.number
    if template == "referral":  # a parent is told no number, and has none to send
        number = None
        subject = unnumbered(triage.redacted.subject, preset.ticket_prefix)
        facts |= {"ticket": None, "instead": "", "subject": subject_line(subject, voice)}
    return Draft(template, facts, voice, recipient(message), number, secrets=secrets)


def _template(triage: Triage, ticket: TicketFacts) -> str | None:
    if is_parent(triage.sender):
        return "referral"
    if ticket.follow_up:
        return "personal_data" if triage.findings else None
    if any(check.code in _REFUSED for check in triage.checks):
        return "refused"
    return "incomplete" if triage.terms.clock == "waiting" else "acknowledgement"


def _facts(
    message: Message, triage: Triage, voice: Voice, ticket: TicketFacts
) -> dict[str, object]:
    """Everything a template may name."""
    questions = dict(_questions(triage, voice.preset))
    codes = [check.code for check in triage.checks]
    about = About(
        number=ticket.number or "",
        subject=triage.redacted.subject,
        language=voice.language,
        module=triage.module.value,
        type=Type(triage.type.value),
        priority=Priority(triage.priority.value),
        terms=triage.terms,
        name=message.from_.name,
    )
    overruled = triage.overruled
    return ticket_facts(about, voice) | {
        "ticket": ticket.number,
        "claimed": list(overruled.said),
        "claimed_type": overruled.type is not None,
        "claimed_priority": overruled.priority is not None,
        "numbers": _numbers(triage, voice),
        "missing": list(_missing(triage, voice)),
        "advice": list(_advice(triage, questions)),
        "questions": [voice.words(one.ask) for one in questions.values()],
        "refused": [code.value for code in codes if code in _REFUSED],
        "found": list(_found(triage, voice)),
        "instead": voice.words(voice.preset.privacy.instead),
        "consent": voice.words(voice.preset.consent.remark) if ticket.consent_wanted else "",
    }


def _questions(triage: Triage, preset: Preset) -> Iterator[tuple[FactCode, Question]]:
    """What this desk wants to know of such a mail and the mail leaves out, in its order."""
    if any(check.code in _REFUSED for check in triage.checks):
        return
    untold = {fact.code for fact in triage.facts if fact.answer is None}
    wanted = (
        (code, question)
        for code, question in preset.questions.items()
        if code in untold and triage.type.value in question.types
    )
    yield from islice(wanted, MOST_QUESTIONS)


def _advice(triage: Triage, questions: Mapping[FactCode, Question]) -> Iterator[str]:
    """The codes of the hints to write; an example is not asked for twice in other words."""
    for check in triage.checks:
        asked = check.code is CheckCode.NO_CONCRETE_EXAMPLE and FactCode.WHERE in questions
        asked = asked or (check.code is CheckCode.NO_QUESTION and FactCode.QUESTION in questions)
        if check.code in _ADVICE and not asked:
            yield check.code.value


def _numbers(triage: Triage, voice: Voice) -> list[str]:
    """The identifiers of the mail itself with their names."""
    own = ((span.kind, span.text) for span in triage.identifiers if span.attachment is None)
    return numbers_of(own, voice)


def _missing(triage: Triage, voice: Voice) -> Iterator[str]:
    """What we need by its name, and where the customer finds it."""
    for check in triage.checks:
        if check.code is CheckCode.MISSING_IDENTIFIER and check.detail is not None:
            yield voice.identifier(check.detail)


def _found(triage: Triage, voice: Voice) -> Iterator[str]:
    """Each kind of personal data once for each place, in words; never the value."""
    seen = {(finding.kind, finding.span.where.partition(":")[0]) for finding in triage.findings}
    for kind, place in sorted(seen):
        yield f"{voice.word('data', kind)}, {voice.word('place', place)}"
