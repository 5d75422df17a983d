"""Samples of the answers to mails."""

from __future__ import annotations

from dataclasses import replace

from config.codes import CheckCode, DataKind, FactCode, MessageKind, Priority, Sender, Type
from ingest.message import Message
from notify.compose import draft
from notify.letter import Draft
from notify.reply import NoReply, TicketFacts
from notify.samples.scene import DESK, Make, Scene
from triage import sla
from triage.decision import Check, Claim, Claimed, Fact, Finding, Label, Redacted, Span, Triage

_NEW = TicketFacts()
_MISSING = CheckCode.MISSING_IDENTIFIER
_SAID = Span("fact", "body", 0, 5, "Tekst")


def answered(scene: Scene, triage: Triage, facts: TicketFacts = _NEW) -> Draft | NoReply:
    """The answer to the sample mail, triaged so; `facts` need not have its number."""
    message = Message(
        message_id="<een@kdv-zon.example>",
        in_reply_to=None,
        references=(),
        subject=scene.text("subject"),
        date=scene.at,
        from_=scene.to,
        reply_to=(),
        to=(DESK,),
        cc=(),
        kind=MessageKind.HUMAN,
        language=scene.language,
        text=scene.text("mail"),
        regions=(),
    )
    return draft(message, triage, scene.preset, replace(facts, number=scene.number))


def answer(scene: Scene, triage: Triage, facts: TicketFacts = _NEW) -> Draft:
    """The same, of a sample that is surely written."""
    made = answered(scene, triage, facts)
    assert isinstance(made, Draft)  # noqa: S101  a sample that is never written is our mistake
    return made


def triaged(scene: Scene) -> Triage:
    """The triage of the real mail; else of the sample mail, with nothing to say about it."""
    if scene.triage is not None:
        return scene.triage
    about = scene.about()
    return Triage(
        preset=scene.preset.name,
        sender=Label(Sender.CUSTOMER, 0.97),
        module=Label(about.module, 0.93),
        type=Label(about.type, 0.88),
        priority=Label(about.priority, 0.81),
        needs_review=False,
        identifiers=(Span("invoice_number", "body", 0, 9, "2026-0142"),),
        findings=(),
        checks=(),
        facts=tuple(Fact(code, _SAID, _SAID.text) for code in FactCode),
        title=about.subject,
        redacted=Redacted(about.subject, scene.text("mail")),
        terms=about.terms,
    )


def _acknowledgement(scene: Scene) -> Draft:
    return answer(scene, triaged(scene))


def _acknowledgement_consent(scene: Scene) -> Draft:
    return answer(scene, triaged(scene), TicketFacts(consent_wanted=True))


def _acknowledgement_untold(scene: Scene) -> Draft:
    untold = tuple(Fact(code, None) for code in FactCode)
    checks = (Check(CheckCode.MULTIPLE_QUESTIONS), Check(CheckCode.COPIED_PARENT_MAIL))
    return answer(scene, replace(triaged(scene), facts=untold, checks=checks))


def _acknowledgement_personal_data(scene: Scene) -> Draft:
    return answer(scene, replace(triaged(scene), findings=found()))


def _acknowledgement_idea(scene: Scene) -> Draft:
    terms = scene.terms(Type.EXTRA_REQUEST, Priority.LOW)
    kind = Label(Type.EXTRA_REQUEST, 0.9)
    priority = Label(Priority.LOW, 0.9)
    return answer(scene, replace(triaged(scene), type=kind, priority=priority, terms=terms))


def _claimed(type_: Type, priority: Priority, *heads: str) -> Make:
    """The sender calls its type, its priority or both something else than we do."""

    def make(scene: Scene) -> Draft:
        said = {one: Claim(scene.text(f"claimed_{one}"), frozenset()) for one in heads}
        triage = replace(
            triaged(scene),
            type=Label(type_, 0.9),
            priority=Label(priority, 0.9),
            terms=scene.terms(type_, priority),
            claimed=Claimed(said.get("type"), said.get("priority")),
        )
        return answer(scene, triage)

    return make


def _incomplete(scene: Scene) -> Draft:
    checks = tuple(Check(_MISSING, kind) for kind in scene.needs)
    if not checks:
        checks = (Check(CheckCode.NO_QUESTION), Check(CheckCode.MISSING_LINK))
    return answer(scene, replace(triaged(scene), checks=checks, terms=sla.waiting("waits")))


def _refused(code: CheckCode) -> Make:
    return lambda scene: answer(scene, replace(triaged(scene), checks=(Check(code),)))


def _referral(scene: Scene) -> Draft:
    parent = Label(Sender.PARENT, 0.98)
    return answer(scene, replace(triaged(scene), sender=parent, findings=found()))


def _personal_data(scene: Scene) -> Draft:
    return answer(scene, replace(triaged(scene), findings=found()), TicketFacts(follow_up=True))


def found() -> tuple[Finding, ...]:
    """What a sample mail holds that should not be in it."""
    return (
        Finding(DataKind.BSN, Span("bsn", "body", 0, 9, "123456782"), "high"),
        Finding(DataKind.PERSON_NAME, Span("person_name", "subject", 0, 9, "Mees Vos"), "medium"),
    )


SAMPLES: dict[str, Make] = {
    "acknowledgement": _acknowledgement,
    "acknowledgement-consent": _acknowledgement_consent,
    "acknowledgement-untold": _acknowledgement_untold,
    "acknowledgement-personal-data": _acknowledgement_personal_data,
    "acknowledgement-extra-request": _acknowledgement_idea,
    "acknowledgement-claimed": _claimed(Type.USAGE_QUESTION, Priority.LOW, "type", "priority"),
    "acknowledgement-claimed-type": _claimed(Type.USAGE_QUESTION, Priority.LOW, "type"),
    "acknowledgement-claimed-priority": _claimed(Type.BUG, Priority.MEDIUM, "priority"),
    "incomplete": _incomplete,
    "refused-rights": _refused(CheckCode.RIGHTS_REQUEST),
    "refused-staff-data": _refused(CheckCode.STAFF_DATA_REQUEST),
    "referral": _referral,
    "personal_data": _personal_data,
}
