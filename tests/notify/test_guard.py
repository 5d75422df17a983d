"""Nobody is answered who must not be answered (RFC 3834), and nobody too often."""

from datetime import timedelta

import pytest

from config.codes import MessageKind
from ingest.message import Address
from notify.guard import PACES, Allowed, Answered, Refused, may_answer, subject_key
from tests.notify.made import AT, a_message


def test_a_person_is_answered_at_reply_to_or_from() -> None:
    assert may_answer(a_message(), (), AT) == Allowed(
        Address("Sanne de Boer", "sanne@kdv-zon.example")
    )
    form = a_message(reply_to=(Address("", "ouder@post.example"),))
    assert may_answer(form, (), AT) == Allowed(Address("", "ouder@post.example"))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"kind": MessageKind.AUTO_REPLY}, "kind: auto_reply"),
        ({"kind": MessageKind.BOUNCE}, "kind: bounce"),
        ({"kind": MessageKind.LIST}, "kind: list"),
        ({"kind": MessageKind.OWN}, "kind: own"),
        ({"return_path": ""}, "null return path"),
        ({"suspended_answer": "X-Auto-Response-Suppress"}, "X-Auto-Response-Suppress"),
        ({"from_": Address("", "")}, "no address to answer"),
        ({"from_": Address("", "sanne")}, "no address to answer"),
        ({"from_": Address("", "a@b.example\r\nBcc: c@d.example")}, "no address to answer"),
        ({"from_": Address("", "SUPPORT@desk.example")}, "our own address"),
        ({"from_": Address("", "no-reply@bank.example")}, "address of a machine"),
        ({"from_": Address("", "noreply+123@bank.example")}, "address of a machine"),
        ({"from_": Address("", "MAILER-DAEMON@mx.example")}, "address of a machine"),
        ({"from_": Address("", "nieuws-bounces@list.example")}, "address of a machine"),
        ({"from_": Address("", "niet-beantwoorden@gemeente.example")}, "address of a machine"),
        ({"from_": Address("", "nepasrepondre@asbl.example")}, "address of a machine"),
    ],
)
def test_refusals(changes: dict[str, object], reason: str) -> None:
    own = frozenset({"support@desk.example"})
    assert may_answer(a_message(**changes), (), AT, own_addresses=own) == Refused(reason)


@pytest.mark.parametrize(
    "address", ["noor@kdv.example", "replyana@kdv.example", "abuser@kdv.example", "r.oot@k.example"]
)
def test_people_with_odd_names_are_answered(address: str) -> None:
    found = may_answer(a_message(from_=Address("", address)), (), AT)
    assert isinstance(found, Allowed)


def answered(*minutes_ago: float, subject: str = "Iets anders") -> list[Answered]:
    return [
        Answered(AT - timedelta(minutes=ago), subject_key(f"{subject} {ago}"))
        for ago in minutes_ago
    ]


@pytest.mark.parametrize(
    ("recent", "allowed"),
    [
        (answered(1, subject="Re: factuur klopt NIET!"), True),
        (answered(1, 2, subject="Re: [KK-7] Factuur klopt niet"), True),  # "KK" makes it another
        (answered(1, 2, subject="AW: Factuur klopt niet"), False),  # the same, twice in three hours
        (answered(181, 200, subject="Factuur klopt niet"), True),
        (answered(1, 2, 3, 4), True),
        (answered(1, 2, 3, 4, 5), False),  # five in ten minutes
        (answered(*range(11, 20)), True),
        (answered(*range(11, 21)), False),  # ten in three hours
        (answered(*range(181, 221)), False),  # forty a day
        (answered(*range(181, 220)), True),
    ],
)
def test_pace(*, recent: list[Answered], allowed: bool) -> None:
    found = may_answer(a_message(), recent, AT)
    assert isinstance(found, Allowed) is allowed
    assert isinstance(found, Allowed) or found.loud


def test_two_robots_end_quietly() -> None:
    """A machine that answers each answer within seconds gets a handful of mails and no more."""
    sent: list[Answered] = []
    for second in range(0, 86_400, 30):
        now = AT + timedelta(seconds=second)
        subject = f"Re: {'Re: ' * (second % 7)}Ticket {second}"
        found = may_answer(a_message(subject=subject), sent, now)
        if isinstance(found, Allowed):
            sent.append(Answered(now, subject_key(subject)))
    assert len(sent) <= min(pace.count for pace in PACES) * 8


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Factuur", "Re: FW: factuur ", True),
        ("Ticket 12 gesloten", "Ticket 13 gesloten", True),
        ("Factuur", "Rooster", False),
        ("Reken na", "ken na", False),  # a prefix is a word of its own
    ],
)
def test_subjects_that_count_as_one(*, one: str, other: str, same: bool) -> None:
    assert (subject_key(one) == subject_key(other)) is same
