"""Nobody is answered who must not be answered (RFC 3834), and nobody too often."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from config.codes import MessageKind
from ingest.message import Address
from notify.guard import Allowed, Refused, in_measure, in_pace, may_answer, subject_key
from notify.pace import Sent, Traffic, opened
from tests.notify.made import AT, a_message


def test_a_person_is_answered_at_reply_to_or_from() -> None:
    assert may_answer(a_message()) == Allowed(Address("Sanne de Boer", "sanne@kdv-zon.example"))
    form = a_message(reply_to=(Address("", "ouder@post.example"),))
    assert may_answer(form) == Allowed(Address("", "ouder@post.example"))


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
    assert may_answer(a_message(**changes), own_addresses=own) == Refused(reason)


@pytest.mark.parametrize(
    "address", ["noor@kdv.example", "replyana@kdv.example", "abuser@kdv.example", "r.oot@k.example"]
)
def test_people_with_odd_names_are_answered(address: str) -> None:
    found = may_answer(a_message(from_=Address("", address)))
    assert isinstance(found, Allowed)


TO = "sanne@kdv-zon.example"


def sent(
    *minutes_ago: float, subject: str = "Iets anders", to: str = TO, ticket: int | None = None
) -> list[Sent]:
    return [
        Sent(AT - timedelta(minutes=ago), to, subject_key(f"{subject} {_letters(ago)}"), ticket)
        for ago in minutes_ago
    ]


def _letters(number: float) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in str(abs(int(number))))


def same(*minutes_ago: float, subject: str) -> list[Sent]:
    return [Sent(AT - timedelta(minutes=ago), TO, subject_key(subject)) for ago in minutes_ago]


def at_domain(count: int, domain: str, minutes: float = 1) -> list[Sent]:
    return [one for n in range(count) for one in sent(minutes, to=f"p{n}@{domain}", ticket=n)]


ME = Sent(AT, TO, subject_key("Factuur klopt niet"), 7)


@pytest.mark.parametrize(
    ("recent", "broken"),
    [
        (same(1, subject="Re: factuur klopt NIET!"), None),
        (same(1, 2, subject="Re: [KK-7] Factuur klopt niet"), None),  # "KK" makes it another
        (same(1, 2, subject="AW: Factuur klopt niet"), "subject"),  # twice in three hours
        (same(181, 200, subject="Factuur klopt niet"), None),
        (sent(1, 2, 3, 4), None),
        (sent(1, 2, 3, 4, 5), "address"),  # five in ten minutes
        (sent(*range(11, 20)), None),
        (sent(*range(11, 21)), "address"),  # ten in three hours
        (sent(*range(181, 221)), "address"),  # forty a day
        (sent(*range(181, 220)), None),
        (sent(1, 2, 3, 4, 5, to=TO.upper()), "address"),  # an address is written in many ways
        (sent(1, 2, 3, 4, 5, to="joris@kdv-zon.example"), None),  # a colleague has his own
        ([one for n in range(12) for one in sent(1, to=f"a@b{n}.example", ticket=7)], "ticket"),
        ([one for n in range(12) for one in sent(1, to=f"a@b{n}.example", ticket=8)], None),
        (at_domain(60, "kdv-zon.example"), "domain"),
        (at_domain(59, "kdv-zon.example"), None),
        (at_domain(60, "kdv-zon.example", 11), None),
        (at_domain(200, "kdv-zon.example", 11), "domain"),
        (at_domain(60, "anders.example"), None),
        (sent(-1, -2, -3, -4, -5), "address"),  # a clock that was put back
    ],
)
def test_pace(*, recent: list[Sent], broken: str | None) -> None:
    traffic = Traffic()
    for one in recent:
        traffic.note(one)
    found = in_pace(ME, traffic)
    assert (found.reason.rpartition(" ")[2] if found else None) == broken
    assert found is None or found.broken


def test_nobody_shares_the_domain_of_a_provider() -> None:
    traffic = Traffic()
    for one in at_domain(300, "gmail.com"):
        traffic.note(one)
    assert in_pace(Sent(AT, "sanne@gmail.com", "", 7000), traffic) is None


def test_a_talk_is_no_storm() -> None:
    traffic = Traffic()
    for one in same(1, 2, 3, 4, 5, 6, 7, 8, 9, subject="Factuur klopt niet"):
        traffic.note(one)
    assert in_pace(ME, traffic) is not None
    assert in_pace(ME, traffic, automatic=False) is None


@pytest.mark.parametrize(
    ("tickets", "answered"),
    [
        ([24 * n / 19 for n in range(20)], 20),  # a key user on the busiest day of the year
        ([9 + n / 4 for n in range(19)] + [33 + n / 4 for n in range(19)], 38),  # two of them
        (range(24 * 5), 20),  # once an hour for days: not answered again on the second
        ([*range(24), 60], 21),  # it wrote less for a while
    ],
)
def test_who_opens_too_many_tickets_hears_no_more(tickets: Sequence[float], answered: int) -> None:
    traffic, count = Traffic(), 0
    for hour in tickets:
        now = AT + timedelta(hours=hour)
        traffic.add(opened(TO), [now])
        refused = in_measure(TO, now, traffic)
        count += refused is None
        assert refused is None or refused.reason == (
            "pace: 20 in 1 day, 0:00:00 opened by one address"
        )
    assert count == answered


def test_two_robots_end_quietly() -> None:
    """A machine that answers each answer within seconds gets a handful of mails and no more."""
    traffic, count = Traffic(), 0
    for second in range(0, 86_400, 30):
        subject = f"Re: {'Re: ' * (second % 7)}Ticket {second}"
        one = Sent(AT + timedelta(seconds=second), TO, subject_key(subject))
        if in_pace(one, traffic) is None:
            traffic.note(one)
            count += 1
    assert count <= 16


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
