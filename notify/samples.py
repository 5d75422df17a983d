"""A sample of every mail, in any language of any preset: for previews, for review, for lint.

Several samples may share a template: the same mail with other things to say. All people, numbers
and addresses in them are invented.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache

from config.codes import CheckCode, DataKind, FactCode, MessageKind, Priority, Sender, Type
from config.preset import Language, Preset
from ingest.message import Address, Message
from notify import inside, news
from notify.compose import draft
from notify.letter import Draft
from notify.news import About, News
from notify.orders.order import Fault
from notify.privacy_letter import PrivacyLetter, to_organisation
from notify.reply import NoReply, TicketFacts, Told
from notify.tell import to_customer, to_desk
from notify.triaged import as_news
from notify.words import TEMPLATES
from triage import sla
from triage.decision import Check, Examined, Fact, Finding, Label, Redacted, Span, Terms, Triage

SANNE = Address("Sanne de Boer", "sanne@kdv-zon.example")
DESK = Address("", "support@desk.example")
_NEW = TicketFacts()
_MISSING = CheckCode.MISSING_IDENTIFIER
_SAID = Span("fact", "body", 0, 5, "Tekst")


@dataclass(frozen=True, slots=True)
class Scene:
    """A desk and a language; everything else is invented, unless a real ticket is given with the
    triage of its first mail and the address that its mails go to."""

    preset: Preset
    language: Language
    ticket: About | None = None
    triage: Triage | None = None
    to: Address = SANNE

    @property
    def at(self) -> datetime:
        return datetime(2026, 11, 20, 9, 15, tzinfo=self.preset.hours.zone)

    @property
    def number(self) -> str:
        return self.ticket.number if self.ticket else f"{self.preset.ticket_prefix}-1042"

    @property
    def other(self) -> str:
        return f"{self.preset.ticket_prefix}-1043"

    def text(self, name: str) -> str:
        return _texts()[name][self.language].strip()

    def terms(self, type_: Type = Type.BUG, priority: Priority = Priority.HIGH) -> Terms:
        return sla.terms(type_, priority, self.at, self.preset)

    def about(
        self,
        type_: Type = Type.BUG,
        priority: Priority = Priority.HIGH,
        *,
        subject: str = "subject",
    ) -> About:
        """The real ticket; else one of these labels, with its terms."""
        return self.ticket or About(
            number=self.number,
            subject=self.text(subject),
            language=self.language,
            module="facturatie" if "facturatie" in self.preset.modules else _module(self.preset),
            type=type_,
            priority=priority,
            terms=self.terms(type_, priority),
            name=SANNE.name,
            title=self.text(subject),
        )


Make = Callable[[Scene], Draft]


def samples() -> Mapping[str, Make]:
    """Every sample by its name: the template, and after a dash what is special about it."""
    return {**_TO_MAILS, **_TO_CUSTOMERS, **_TO_THE_DESK}


def for_the_desk() -> frozenset[str]:
    """The samples that go to the desk's own people, in the language of the desk."""
    return frozenset(_TO_THE_DESK)


# -- answers to mails ----------------------------------------------------------------------------


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


def _answer(scene: Scene, triage: Triage, facts: TicketFacts = _NEW) -> Draft:
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
    return _answer(scene, triaged(scene))


def _acknowledgement_consent(scene: Scene) -> Draft:
    return _answer(scene, triaged(scene), TicketFacts(consent_wanted=True))


def _acknowledgement_untold(scene: Scene) -> Draft:
    untold = tuple(Fact(code, None) for code in FactCode)
    checks = (Check(CheckCode.MULTIPLE_QUESTIONS), Check(CheckCode.COPIED_PARENT_MAIL))
    return _answer(scene, replace(triaged(scene), facts=untold, checks=checks))


def _acknowledgement_personal_data(scene: Scene) -> Draft:
    return _answer(scene, replace(triaged(scene), findings=_found()))


def _acknowledgement_idea(scene: Scene) -> Draft:
    terms = scene.terms(Type.EXTRA_REQUEST, Priority.LOW)
    kind = Label(Type.EXTRA_REQUEST, 0.9)
    priority = Label(Priority.LOW, 0.9)
    return _answer(scene, replace(triaged(scene), type=kind, priority=priority, terms=terms))


def _incomplete(scene: Scene) -> Draft:
    checks = tuple(Check(_MISSING, kind) for kind in _needed(scene.preset))
    if not checks:
        checks = (Check(CheckCode.NO_QUESTION), Check(CheckCode.MISSING_LINK))
    return _answer(scene, replace(triaged(scene), checks=checks, terms=sla.waiting("waits")))


def _refused(code: CheckCode) -> Make:
    return lambda scene: _answer(scene, replace(triaged(scene), checks=(Check(code),)))


def _referral(scene: Scene) -> Draft:
    parent = Label(Sender.PARENT, 0.98)
    return _answer(scene, replace(triaged(scene), sender=parent, findings=_found()))


def _personal_data(scene: Scene) -> Draft:
    return _answer(scene, replace(triaged(scene), findings=_found()), TicketFacts(follow_up=True))


def _found() -> tuple[Finding, ...]:
    return (
        Finding(DataKind.BSN, Span("bsn", "body", 0, 9, "123456782"), "high"),
        Finding(DataKind.PERSON_NAME, Span("person_name", "subject", 0, 9, "Mees Vos"), "medium"),
    )


_TO_MAILS: dict[str, Make] = {
    "acknowledgement": _acknowledgement,
    "acknowledgement-consent": _acknowledgement_consent,
    "acknowledgement-untold": _acknowledgement_untold,
    "acknowledgement-personal-data": _acknowledgement_personal_data,
    "acknowledgement-extra-request": _acknowledgement_idea,
    "incomplete": _incomplete,
    "refused-rights": _refused(CheckCode.RIGHTS_REQUEST),
    "refused-staff-data": _refused(CheckCode.STAFF_DATA_REQUEST),
    "referral": _referral,
    "personal_data": _personal_data,
}


# -- steps of a ticket, for its customer ---------------------------------------------------------


def _tells(
    made: Callable[[Scene], News],
    type_: Type = Type.BUG,
    priority: Priority = Priority.HIGH,
) -> Make:
    def tell(scene: Scene) -> Draft:
        subject = "wish" if type_ is Type.EXTRA_REQUEST else "subject"
        about = scene.about(type_, priority, subject=subject)
        return to_customer(made(scene), about, scene.to, scene.preset)

    return tell


def _split(scene: Scene) -> Draft:
    about = scene.about(Type.USAGE_QUESTION, Priority.LOW, subject="second")
    about = replace(about, number=scene.other)
    return to_customer(news.Split(scene.number), about, scene.to, scene.preset)


def _supplied(scene: Scene) -> Draft:
    """A number came, in a mail that holds personal data besides."""
    told = news.Supplied((("invoice_number", "2026-0142"),))
    triage = replace(triaged(scene), findings=_found()[:1])
    return _answer(scene, triage, TicketFacts(told=Told(told, scene.about())))


def _supplied_in_part(scene: Scene) -> Draft:
    missing = _needed(scene.preset) or ("child",)
    about = replace(scene.about(), terms=sla.waiting("waits"))
    told = news.Supplied((("invoice_number", "2026-0142"),), missing)
    return to_customer(told, about, scene.to, scene.preset)


def _answered(scene: Scene) -> Draft:
    about = replace(scene.about(), answered=True)
    return to_customer(news.Status("open", "desk"), about, scene.to, scene.preset)


def _day(scene: Scene, days: int) -> date:
    return (scene.at + timedelta(days=days)).date()


def _hours(scene: Scene, hours: int) -> datetime:
    return scene.at + timedelta(hours=hours)


def _until(scene: Scene) -> datetime:
    return scene.at + timedelta(days=52)


def _privacy_letter(scene: Scene) -> Draft:
    kinds = ((DataKind.BSN, 4), (DataKind.NATIONAL_NUMBER, 1), (DataKind.PERSON_NAME, 1))
    first, last = date(2026, 10, 1), date(2026, 10, 31)
    letter = PrivacyLetter("kdv-zon.example", first, last, 5, kinds, months=3)
    return to_organisation(letter, scene.preset, scene.language)


_TO_CUSTOMERS: dict[str, Make] = {
    "question": _tells(lambda scene: news.Question(scene.text("question"))),
    "answer": _tells(lambda scene: news.Answer(scene.text("answer"))),
    "reminder": _tells(lambda scene: news.Reminder(_day(scene, -7), text=scene.text("question"))),
    "reminder-missing": _tells(
        lambda scene: news.Reminder(_day(scene, -7), missing=_needed(scene.preset))
    ),
    "reminder-price": _tells(
        lambda scene: news.Reminder(_day(scene, -7), price=True), Type.EXTRA_REQUEST, Priority.LOW
    ),
    "closed": _tells(lambda scene: news.Closed(scene.text("answer"), _day(scene, 14))),
    "closed-bare": _tells(lambda scene: news.Closed(reopens_until=_day(scene, 14))),
    "closed-wished": _tells(lambda scene: news.Closed("", _day(scene, 14), wished=True)),
    "reopened": _tells(lambda scene: news.Reopened(scene.text("reopen"))),
    "paused": _tells(lambda scene: news.Paused(_until(scene), scene.text("pause"))),
    "paused-undated": _tells(lambda scene: news.Paused()),
    "price": _tells(
        lambda scene: news.Price(scene.text("price")), Type.EXTRA_REQUEST, Priority.LOW
    ),
    "price_decided-approved": _tells(
        lambda scene: news.PriceDecided(approved=True), Type.EXTRA_REQUEST, Priority.LOW
    ),
    "price_decided-declined": _tells(
        lambda scene: news.PriceDecided(approved=False), Type.EXTRA_REQUEST, Priority.LOW
    ),
    "supplied": _supplied,
    "supplied-missing": _supplied_in_part,
    "split": _split,
    "merged": _tells(lambda scene: news.Merged(scene.other, scene.text("second"))),
    "relabelled-only-bugs": _tells(
        lambda scene: news.Relabelled(Type.BUG, Priority.CRITICAL),
        Type.USAGE_QUESTION,
        Priority.MEDIUM,
    ),
    "relabelled-never-high": _tells(
        lambda scene: news.Relabelled(Type.EXTRA_REQUEST, Priority.HIGH),
        Type.EXTRA_REQUEST,
        Priority.MEDIUM,
    ),
    "relabelled-type": _tells(lambda scene: news.Relabelled(Type.USAGE_QUESTION, Priority.HIGH)),
    "relabelled-higher": _tells(lambda scene: news.Relabelled(Type.BUG, Priority.LOW)),
    "status": _tells(lambda scene: news.Status("open", "desk")),
    "status-waiting": _tells(lambda scene: news.Status("open", "organisation")),
    "status-missing": _tells(
        lambda scene: news.Status("open", "organisation", missing=_needed(scene.preset))
    ),
    "status-price": _tells(lambda scene: news.Status("open", "organisation", price=True)),
    "status-answered": _answered,
    "status-paused": _tells(lambda scene: news.Status("paused", "desk", until=_until(scene))),
    "status-paused-undated": _tells(lambda scene: news.Status("paused", "desk")),
    "status-closed": _tells(lambda scene: news.Status("closed", "desk")),
    "privacy_letter": _privacy_letter,
}


# -- for the desk's own people -------------------------------------------------------------------


def _informs(made: Callable[[Scene], News], *, ticket: bool = True) -> Make:
    def tell(scene: Scene) -> Draft:
        return to_desk(made(scene), scene.about() if ticket else None, DESK, scene.preset)

    return tell


def _triaged(scene: Scene) -> News:
    triage = triaged(scene)
    if scene.triage is None:
        where, asks = scene.text("where"), scene.text("asks")
        triage = replace(
            triage,
            priority=Label(triage.priority.value, 0.61),
            needs_review=True,
            identifiers=(*triage.identifiers, Span("child_first_name", "body", 0, 4, "Mees")),
            findings=_found()[1:],
            checks=tuple(Check(_MISSING, kind) for kind in _needed(scene.preset)),
            facts=(Fact(FactCode.WHERE, None, where), Fact(FactCode.QUESTION, None, asks)),
            attachments=(Examined(examined=True),),
        )
    proposed = (scene.text("second"),) if scene.triage is None else ()
    about = scene.about()
    return as_news(triage, about, scene.to.address, scene.preset, proposed=proposed)


def _wrote(scene: Scene) -> News:
    found = ((DataKind.PHONE, "body"),)
    return inside.Wrote(scene.text("again"), scene.to.address, found, attachments=1)


def _digest(scene: Scene) -> News:
    first, second = scene.text("subject"), scene.text("second")
    return inside.Digest(
        day=scene.at.date(),
        came=23,
        closed=19,
        open=87,
        late=(inside.Entry(scene.number, first, "facturatie", Priority.HIGH, _hours(scene, -20)),),
        late_count=1,
        due=(inside.Entry(scene.other, second, "account", Priority.MEDIUM, _hours(scene, 6)),),
        due_count=1,
        review=(inside.Entry(scene.other, second, "account", Priority.MEDIUM),),
        review_count=4,
        waiting_count=12,
        bounced=(scene.number,),
    )


_TO_THE_DESK: dict[str, Make] = {
    "bounced-hard": _informs(lambda scene: inside.Bounced(hard=True, status="5.1.1")),
    "bounced-soft": _informs(lambda scene: inside.Bounced(hard=False, status="4.2.2")),
    "warning": _informs(lambda scene: inside.Warned("respond", scene.at, "joost")),
    "escalation": _informs(lambda scene: inside.Escalated("solve", scene.at)),
    "returned": _informs(lambda scene: inside.Returned("no_answer", _day(scene, -21))),
    "returned-pause-over": _informs(lambda scene: inside.Returned("pause_over", _day(scene, -21))),
    "triaged": _informs(_triaged),
    "wrote": _informs(_wrote),
    "orders-unknown": _informs(
        lambda scene: inside.Ordered(Fault.UNKNOWN, "factuur", people=("Nel", "Tom"))
    ),
    "orders-personal-data": _informs(
        lambda scene: inside.Ordered(
            Fault.PERSONAL_DATA, places=((DataKind.BSN, 3), (DataKind.PERSON_NAME, 1))
        )
    ),
    "orders-impossible": _informs(
        lambda scene: inside.Ordered(Fault.IMPOSSIBLE, no="not_open", people=("Nel", "Tom"))
    ),
    "orders-undone": _informs(lambda scene: inside.Ordered(undone="closed")),
    "orders-help": _informs(lambda scene: inside.Ordered(people=("Nel", "Tom"))),
    "digest": _informs(_digest, ticket=False),
    "digest-quiet": _informs(
        lambda scene: inside.Digest(day=scene.at.date(), came=0, closed=0, open=3), ticket=False
    ),
    "privacy_report": _informs(
        lambda scene: inside.PrivacyReport(
            first=date(2026, 10, 1),
            last=date(2026, 10, 31),
            mails=412,
            affected=37,
            kinds=((DataKind.PERSON_NAME, 29), (DataKind.BSN, 4), (DataKind.HEALTH, 2)),
            organisations=18,
            tickets=(scene.number, scene.other),
        ),
        ticket=False,
    ),
}


def _needed(preset: Preset) -> tuple[str, ...]:
    """What the module of the sample needs, one thing at least."""
    return tuple(kind for module in preset.modules.values() for kind in module.needs)[:1]


def _module(preset: Preset) -> str:
    return next(iter(preset.modules))


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((TEMPLATES / "samples.toml").read_text(encoding="utf-8"))
