"""Samples of what the desk's own people are sent, in the language of the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from config.codes import CheckCode, DataKind, FactCode, Priority
from ingest.contents.content import Reason
from notify import inside
from notify.files import Left, No
from notify.letter import Draft
from notify.news import News, Wish
from notify.orders.order import Fault
from notify.samples.answers import found, triaged
from notify.samples.scene import DESK, Make, Scene
from notify.tell import to_desk
from notify.triaged import as_news
from triage.decision import Check, Examined, Fact, Label, Span

_MISSING = CheckCode.MISSING_IDENTIFIER


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
            findings=found()[1:],
            checks=tuple(Check(_MISSING, kind) for kind in scene.needs),
            facts=(Fact(FactCode.WHERE, None, where), Fact(FactCode.QUESTION, None, asks)),
            attachments=(Examined(examined=True),),
        )
    proposed = (scene.text("second"),) if scene.triage is None else ()
    about = scene.about()
    return as_news(triage, about, scene.to.address, scene.preset, proposed=proposed)


def _wrote(scene: Scene) -> News:
    found = ((DataKind.PHONE, "body"),)
    return inside.Wrote(scene.text("again"), scene.to.address, found, attachments=1)


def _wrote_wish(wish: Wish) -> Make:
    return _informs(lambda scene: inside.Wrote(scene.text("solved"), scene.to.address, wish=wish))


def _digest(scene: Scene) -> News:
    first, second = scene.text("subject"), scene.text("second")
    return inside.Digest(
        day=scene.at.date(),
        came=23,
        closed=19,
        open=87,
        late=(inside.Entry(scene.number, first, "facturatie", Priority.HIGH, scene.hours(-20)),),
        late_count=1,
        due=(inside.Entry(scene.other, second, "account", Priority.MEDIUM, scene.hours(6)),),
        due_count=1,
        review=(inside.Entry(scene.other, second, "account", Priority.MEDIUM),),
        review_count=4,
        waiting_count=12,
        bounced=(scene.number,),
    )


SAMPLES: dict[str, Make] = {
    "bounced-hard": _informs(lambda scene: inside.Bounced(hard=True, status="5.1.1")),
    "bounced-soft": _informs(lambda scene: inside.Bounced(hard=False, status="4.2.2")),
    "warning": _informs(lambda scene: inside.Warned("respond", scene.at, "joost")),
    "escalation": _informs(lambda scene: inside.Escalated("solve", scene.at)),
    "returned": _informs(lambda scene: inside.Returned("no_answer", scene.day(-21))),
    "returned-pause-over": _informs(lambda scene: inside.Returned("pause_over", scene.day(-21))),
    "triaged": _informs(_triaged),
    "wrote": _informs(_wrote),
    "wrote-wish": _wrote_wish("closed"),
    "wrote-wish-price": _wrote_wish("approved"),
    "orders-unknown": _informs(
        lambda scene: inside.Ordered(Fault.UNKNOWN, "factuur", people=("Nel", "Tom"))
    ),
    "orders-personal-data": _informs(
        lambda scene: inside.Ordered(
            Fault.PERSONAL_DATA, places=((DataKind.BSN, 3), (DataKind.PERSON_NAME, 1))
        )
    ),
    "orders-files": _informs(
        lambda scene: inside.Ordered(
            Fault.ATTACHMENT,
            files=(
                Left("export.csv", No.PERSONAL_DATA, (DataKind.BSN, DataKind.BIRTH_DATE)),
                Left("contract.pdf", No.UNREAD, unread=Reason.ENCRYPTED),
                Left("setup.exe", No.PROGRAM),
                Left("video.mp4", No.TOO_LARGE),
            ),
        )
    ),
    "orders-impossible": _informs(
        lambda scene: inside.Ordered(Fault.IMPOSSIBLE, no="not_open", people=("Nel", "Tom"))
    ),
    "orders-which": _informs(
        lambda scene: inside.Ordered(Fault.WHICH, people=("Nel", "Tom")), ticket=False
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
