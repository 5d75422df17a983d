"""Which statuses say that nobody is at an address, and which say no such thing (RFC 3463)."""

import pytest

from ingest.bounce import status_of
from ingest.fate import Fate, condemns, fate_of
from ingest.message import Bounce


@pytest.mark.parametrize(
    ("status", "dead"),
    [
        ("5.1.1", True),  # no such mailbox
        ("5.1.2", True),  # no such host
        ("5.1.10", True),  # Exchange: recipient not found
        ("5.1.351", True),
        ("5.2.1", True),  # mailbox disabled
        ("5.4.1", True),  # Exchange Online: it knows no such person
        ("5.4.310", True),  # the domain does not exist
        ("5.1.7", False),  # our own address is bad
        ("5.1.8", False),
        ("5.1.5", False),  # the address is right
        ("5.2.2", False),  # full
        ("5.3.4", False),  # too large: another mail may fit
        ("5.4.12", False),
        ("5.7.1", False),  # our mail, or our server, is not liked
        ("5.0.0", False),
        ("4.1.1", False),
        ("", False),
        (None, False),
    ],
)
def test_what_condemns_an_address(status: str | None, *, dead: bool) -> None:
    assert condemns(status) is dead


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("5.1.1 No such user", "5.1.1"),
        ("sorry, no mailbox here by that name", "5.1.1"),
        ("5.7.1 Recipient rejected: blocked by our policy", "5.7.1"),
        ("blocked using a blacklist", "5.7.1"),
        ("niet vandaag", None),
        ("", None),
    ],
)
def test_what_a_server_answers(said: str, status: str | None) -> None:
    assert status_of(said) == status


@pytest.mark.parametrize(
    ("status", "delayed", "fate"),
    [
        ("2.0.0", False, Fate.ARRIVED),
        ("4.4.1", True, Fate.DELAYED),
        ("4.4.7", False, Fate.REFUSED),
        ("5.1.1", False, Fate.NO_SUCH_ADDRESS),
        (None, False, Fate.REFUSED),
    ],
)
def test_fates(status: str | None, fate: Fate, *, delayed: bool) -> None:
    assert fate_of(Bounce("a@b.example", status, None, None, delayed)) is fate
