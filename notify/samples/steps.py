"""Samples of what the customer is told of the steps of a ticket, and of the privacy letter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from config.codes import DataKind, Priority, Type
from notify import news
from notify.letter import Draft
from notify.news import News
from notify.privacy_letter import PrivacyLetter, to_organisation
from notify.reply import TicketFacts, Told
from notify.samples.answers import answer, found, triaged
from notify.samples.scene import Make, Scene
from notify.tell import to_customer
from triage import sla


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
    triage = replace(triaged(scene), findings=found()[:1])
    return answer(scene, triage, TicketFacts(told=Told(told, scene.about())))


def _supplied_in_part(scene: Scene) -> Draft:
    missing = scene.needs or ("child",)
    about = replace(scene.about(), terms=sla.waiting("waits"))
    told = news.Supplied((("invoice_number", "2026-0142"),), missing)
    return to_customer(told, about, scene.to, scene.preset)


def _answered(scene: Scene) -> Draft:
    about = replace(scene.about(), answered=True)
    return to_customer(news.Status("open", "desk"), about, scene.to, scene.preset)


def _privacy_letter(scene: Scene) -> Draft:
    kinds = ((DataKind.BSN, 4), (DataKind.NATIONAL_NUMBER, 1), (DataKind.PERSON_NAME, 1))
    first, last = date(2026, 10, 1), date(2026, 10, 31)
    letter = PrivacyLetter("kdv-zon.example", first, last, 5, kinds, months=3)
    return to_organisation(letter, scene.preset, scene.language)


SAMPLES: dict[str, Make] = {
    "question": _tells(lambda scene: news.Question(scene.text("question"))),
    "answer": _tells(lambda scene: news.Answer(scene.text("answer"))),
    "reminder": _tells(lambda scene: news.Reminder(scene.day(-7), text=scene.text("question"))),
    "reminder-missing": _tells(lambda scene: news.Reminder(scene.day(-7), missing=scene.needs)),
    "reminder-price": _tells(
        lambda scene: news.Reminder(scene.day(-7), price=True), Type.EXTRA_REQUEST, Priority.LOW
    ),
    "closed": _tells(lambda scene: news.Closed(scene.text("answer"), scene.day(14))),
    "closed-files": _tells(
        lambda scene: news.Closed(scene.text("answer"), scene.day(14), files_sent=scene.day(-3))
    ),
    "closed-bare": _tells(lambda scene: news.Closed(reopens_until=scene.day(14))),
    "closed-wished": _tells(lambda scene: news.Closed("", scene.day(14), wished=True)),
    "reopened": _tells(lambda scene: news.Reopened(scene.text("reopen"))),
    "paused": _tells(lambda scene: news.Paused(scene.until, scene.text("pause"))),
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
    "noted-closed": _tells(lambda scene: news.Noted("closed")),
    "noted-approved": _tells(
        lambda scene: news.Noted("approved"), Type.EXTRA_REQUEST, Priority.LOW
    ),
    "noted-declined": _tells(
        lambda scene: news.Noted("declined"), Type.EXTRA_REQUEST, Priority.LOW
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
        lambda scene: news.Status("open", "organisation", missing=scene.needs)
    ),
    "status-price": _tells(lambda scene: news.Status("open", "organisation", price=True)),
    "status-answered": _answered,
    "status-paused": _tells(lambda scene: news.Status("paused", "desk", until=scene.until)),
    "status-paused-undated": _tells(lambda scene: news.Status("paused", "desk")),
    "status-closed": _tells(lambda scene: news.Status("closed", "desk")),
    "privacy_letter": _privacy_letter,
}
