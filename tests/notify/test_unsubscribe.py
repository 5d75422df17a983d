"""A subject that stops mails is read only if we signed it."""

import pytest

from notify.unsubscribe import Stop, link, read
from tests.notify.made import subject_of

KEY, OTHER = b"k" * 32, b"o" * 32
TICKET = Stop("reminder", ticket="KK-1042")
PERSON = Stop("privacy_report", address="fem+werk@désk.example")


@pytest.mark.parametrize("stop", [TICKET, PERSON, Stop("digest", address="a@b.example")])
def test_there_and_back(stop: Stop) -> None:
    header = link(stop, "support@desk.example", KEY)
    assert header.startswith("<mailto:support@desk.example?subject=stop%20")
    assert header.isascii()
    for written in (subject_of(header), f"Re: {subject_of(header)} ", f"Fwd: {subject_of(header)}"):
        assert read(written, KEY) == stop
    assert read(subject_of(header), OTHER) is None


@pytest.mark.parametrize(
    "change",
    [
        ("KK-1042", "KK-1043"),  # another ticket
        ("reminder", "digest"),
        ("stop ", "start "),
    ],
)
def test_what_was_changed_stops_nothing(change: tuple[str, str]) -> None:
    subject = subject_of(link(TICKET, "support@desk.example", KEY))
    assert read(subject.replace(*change), KEY) is None


@pytest.mark.parametrize("subject", ["", "stop", "stop reminder KK-1042", "Stop de herinneringen!"])
def test_people_who_write_stop_are_people(subject: str) -> None:
    assert read(subject, KEY) is None
