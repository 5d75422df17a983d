"""A Message-ID of ours proves its ticket; nobody else can make one."""

import pytest

from notify import token

KEY = b"k" * 32
OURS = token.message_id("KK-1042", "5f3a9c1e", KEY, "desk.example")


def test_a_message_id_leads_back_to_its_ticket() -> None:
    assert token.ticket_of(OURS, KEY) == "KK-1042"
    assert token.ticket_of(OURS.strip("<>"), KEY) == "KK-1042"


@pytest.mark.parametrize(
    "forged",
    [
        OURS.replace("1042", "1043"),  # another ticket
        OURS.replace("5f3a", "5f3b"),  # another nonce
        token.message_id("KK-1042", "5f3a9c1e", b"other key", "desk.example"),
        "<KK-1042@desk.example>",
        "<CAF=x1@mail.example>",
        "",
        "<" + "KK-1." * 50_000 + ">",
    ],
)
def test_what_we_did_not_sign_leads_nowhere(forged: str) -> None:
    assert token.ticket_of(forged, KEY) is None


def test_the_first_of_ours_counts() -> None:
    assert token.first_ticket(["<a@b.example>", OURS], KEY) == "KK-1042"
    assert token.first_ticket([], KEY) is None


DESK = token.message_id("KK-1042", "5f3a9c1e", KEY, "desk.example", aim=token.For.DESK)


def test_what_a_customer_was_sent_never_speaks_for_an_agent_nor_the_reverse() -> None:
    assert token.ticket_of(DESK, KEY, aim=token.For.DESK) == "KK-1042"
    assert token.ticket_of(DESK, KEY) is None
    assert token.ticket_of(OURS, KEY, aim=token.For.DESK) is None
    renamed = OURS.replace("<KK", "<desk.KK")
    assert token.ticket_of(renamed, KEY, aim=token.For.DESK) is None
    assert token.ticket_of(DESK.replace("desk.KK", "KK"), KEY) is None
    assert token.first_ticket([OURS, DESK], KEY, aim=token.For.DESK) == "KK-1042"
