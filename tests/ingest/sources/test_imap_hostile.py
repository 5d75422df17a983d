"""Servers that are broken or mean: one clear error, in bounded time and memory, or the mail."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from config.errors import MeldpostError, TransientError
from ingest.sources import imap_wire
from ingest.sources.imap import Fetched, ImapSource
from tests.servers.scripted import Answer, Conversation, ScriptedImap

SILENCE = 0.3  # seconds that the settings allow here; a whole answer may take ten times as long
WHOLE = b'* %d FETCH (UID %d INTERNALDATE "20-Nov-2026 08:15:00 +0000" BODY[] {5}\r\nHallo)\r\n'


def read(server: ScriptedImap, work: Callable[[ImapSource], object] | None = None) -> object:
    box = server.account().mailbox(security="plain", timeout_seconds=SILENCE)
    with ImapSource.open(box) as source:
        source.select("INBOX")
        return (work or everything)(source)


def everything(source: ImapSource) -> list[Fetched]:
    return list(source.fetch(dict.fromkeys(source.all_uids(), 5)))


def fails(answers: dict[str, Answer], seconds: float, **options: Answer) -> str:
    """The error of reading from such a server, which comes within `seconds`."""
    began = time.monotonic()
    with ScriptedImap(answers, **options) as server, pytest.raises(MeldpostError) as caught:  # type: ignore[arg-type]
        read(server)
    assert time.monotonic() - began < seconds
    assert "\n" not in str(caught.value)
    return str(caught.value)


# -- silence ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["CAPABILITY", "LOGIN", "SELECT", "NOOP", "SEARCH", "FETCH"])
def test_a_server_that_never_answers(command: str) -> None:
    assert "does not answer in time" in fails({command: Conversation.sleep}, 3)


def test_a_server_that_does_not_greet() -> None:
    assert "does not answer in time" in fails({}, 3, greeting=Conversation.sleep)


def test_a_server_that_answers_a_letter_now_and_then() -> None:
    def drip(conversation: Conversation) -> None:
        conversation.trickle(b"* OK still busy\r\n", pause=SILENCE / 3)

    assert "does not answer in time" in fails({"SEARCH": drip}, 6)


def test_a_server_that_says_goodbye_never_or_rudely() -> None:
    for answer in (Conversation.sleep, Conversation.hang_up, b"\xff\r\n"):
        with ScriptedImap({"LOGOUT": answer, "FETCH": WHOLE % (1, 1) + b"TAG OK\r\n"}) as server:
            began = time.monotonic()
            assert read(server, lambda source: source.existing([1])) == {1, 2, 3}
            assert time.monotonic() - began < 2


@pytest.mark.parametrize("command", ["LOGIN", "SELECT", "SEARCH", "FETCH"])
def test_a_server_that_hangs_up(command: str) -> None:
    assert "broke the connection off" in fails({command: Conversation.hang_up}, 3)


# -- greed -----------------------------------------------------------------------------------------


@pytest.fixture
def modest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap_wire, "ANSWER_BYTES", 1_000_000)


@pytest.mark.usefixtures("modest")
@pytest.mark.parametrize(
    "text", [b"x", b"* OK still here\r\n", b"* 1 EXISTS\r\n", b"* SEARCH 1\r\n"]
)
@pytest.mark.parametrize("command", ["SEARCH", "FETCH", "SELECT", "LOGIN"])
def test_an_answer_without_end(command: str, text: bytes) -> None:
    block = text * (60_000 // len(text))
    tracemalloc.start()
    said = fails({command: lambda conversation: conversation.flood(block)}, 10)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "sends more than was asked for" in said or "does not answer in time" in said
    assert peak < 30_000_000


@pytest.mark.usefixtures("modest")
def test_a_greeting_without_end() -> None:
    assert "sends more than" in fails({}, 10, greeting=lambda talk: talk.flood(b"* OK " * 9999))


@pytest.mark.parametrize("size", [b"99999999999999999999", b"4000000000", b"90000000"])
def test_a_literal_that_is_far_too_long_is_not_waited_for(size: bytes) -> None:
    answer = b"* 1 FETCH (UID 1 BODY[] {" + size + b"}\r\nHallo"
    tracemalloc.start()
    said = fails({"FETCH": answer}, 2)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "sends more than was asked for" in said
    assert peak < 5_000_000


# -- nonsense --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("SEARCH", b"\r\n\r\n"),
        ("SEARCH", b"\xff\xfe\x00\r\n"),
        ("SEARCH", b"HTTP/1.1 400 Bad Request\r\n\r\n"),
        ("SEARCH", b"* SEARCH one two\r\nTAG OK done\r\n"),
        ("SEARCH", b"* SEARCH 1\r\n* SEARCH 2\r\nTAG OK done\r\n"),
        ("SEARCH", b"A999 OK another tag\r\n"),
        ("SEARCH", b"TAG MAYBE\r\n"),
        ("SEARCH", b"TAG NO [SERVERBUG] oops\r\n"),
        ("SELECT", b"* many EXISTS\r\nTAG OK done\r\n"),
        ("SELECT", b"* OK [UIDVALIDITY x] v\r\nTAG OK done\r\n"),
        ("FETCH", b"* 1 FETCH (UID 1 BODY[] {-5}\r\nHallo)\r\nTAG OK done\r\n"),
        ("FETCH", b"* 1 FETCH (UID 1 BODY[] {9}\r\nHallo)\r\nTAG OK done\r\n"),
        ("FETCH", b"* 1 FETCH " + b"(" * 100_000 + b"\r\nTAG OK done\r\n"),
        ("CAPABILITY", b"* CAPABILITY\r\nTAG OK done\r\n"),
        ("CAPABILITY", b"TAG OK done\r\n"),
    ],
)
def test_an_answer_against_the_protocol(command: str, answer: bytes) -> None:
    assert fails({command: answer}, 4).startswith("mailbox 'support' (localhost:")


# -- quirks: strange, but the mail comes -----------------------------------------------------------


OTHERS = WHOLE % (2, 2) + WHOLE % (3, 3)


def hallo(*uids: int) -> list[Fetched]:
    return [Fetched(uid, b"Hallo", datetime(2026, 11, 20, 8, 15, tzinfo=UTC)) for uid in uids]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        # out of order, with news of other mails between
        (WHOLE % (3, 3) + b"* 2 FETCH (FLAGS (\\Seen))\r\n* 4 EXISTS\r\n" + WHOLE % (1, 1)
         + b"* 2 EXPUNGE\r\n" + WHOLE % (2, 2), hallo(1, 2, 3)),
        # a mail that nobody asked for
        (WHOLE % (1, 1) + OTHERS + WHOLE % (9, 9), hallo(1, 2, 3)),
        # no internal date, a date that is none, a date without a zone
        (b"* 1 FETCH (UID 1 BODY[] {5}\r\nHallo)\r\n" + OTHERS,
         [Fetched(1, b"Hallo"), *hallo(2, 3)]),
        (b'* 1 FETCH (UID 1 INTERNALDATE "yesterday" BODY[] {5}\r\nHallo)\r\n' + OTHERS,
         [Fetched(1, b"Hallo"), *hallo(2, 3)]),
        (b'* 1 FETCH (UID 1 INTERNALDATE "99-Foo-0000 77:15:00" BODY[] {5}\r\nHallo)\r\n' + OTHERS,
         [Fetched(1, b"Hallo"), *hallo(2, 3)]),
        (b'* 1 FETCH (UID 1 INTERNALDATE NIL BODY[] {5}\r\nHallo)\r\n' + OTHERS,
         [Fetched(1, b"Hallo"), *hallo(2, 3)]),
        (b'* 1 FETCH (UID 1 INTERNALDATE "20-Nov-2026 08:15:00" BODY[] {5}\r\nHallo)\r\n' + OTHERS,
         [Fetched(1, b"Hallo"), *hallo(2, 3)]),
        # the bytes in quotes instead of a literal, the fields in another order
        (b'* 1 FETCH (BODY[] "Hallo" INTERNALDATE "20-Nov-2026 10:15:00 +0200" UID 1)\r\n' + OTHERS,
         hallo(1, 2, 3)),
    ],
    ids=["order", "unasked", "undated", "no date", "odd date", "nil date", "no zone", "quoted"],
)  # fmt: skip
def test_a_mail_comes_through_strange_answers(first: bytes, expected: list[Fetched]) -> None:
    with ScriptedImap({"FETCH": first + b"TAG OK done\r\n"}) as server:
        assert read(server) == expected


class Stumbling:
    """Refuses what `bad` is in, as Gmail does; `rest` says how it answers the others alone."""

    def __init__(self, refusal: bytes) -> None:
        self.refusal = refusal
        self.server: ScriptedImap | None = None

    def __call__(self, conversation: Conversation) -> None:
        assert self.server is not None
        uids = self.server.heard[-1].split()[3].split(b",")
        if b"2" in uids:
            conversation.say(self.refusal)
            return
        for uid in uids:
            conversation.say(WHOLE % (int(uid), int(uid)))
        conversation.say(b"TAG OK done\r\n")


def searched(conversation: Conversation) -> None:
    conversation.say(b"* SEARCH 1 2 3\r\nTAG OK done\r\n")


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        (b"TAG NO [SERVERBUG] some could not be fetched\r\n", "refuses to give it (SERVERBUG)"),
        (b"TAG BAD cannot\r\n", "refuses to give it"),
        (b"* 2 FETCH (UID 2 BODY[] NIL)\r\nTAG OK done\r\n", "gives no bytes of it"),
        (b"TAG OK done\r\n", "gives no bytes of it"),
        (b'* 2 FETCH (UID 2 BODY[] "Hallo)\r\nTAG OK done\r\n', "refuses to give it"),
        (b"* 2 FETCH (UID two BODY[] {5}\r\nHallo)\r\nTAG OK done\r\n", "refuses to give it"),
        (b"* 2 FETCH UID 2\r\nTAG OK done\r\n", "refuses to give it"),
        (b"* 2 FETCH (UID 2 BODY[])\r\nTAG OK done\r\n", "refuses to give it"),
    ],
)
def test_one_bad_mail_does_not_stop_the_others(refusal: bytes, error: str) -> None:
    stumbling = Stumbling(refusal)
    with ScriptedImap({"FETCH": stumbling, "SEARCH": searched}) as server:
        stumbling.server = server
        found = read(server)
    assert isinstance(found, list)
    assert [item.raw for item in found] == [b"Hallo", None, b"Hallo"]
    assert found[1].error == f"the server {error}"


def test_a_refusal_that_passes_is_waited_for() -> None:
    for code in (b"UNAVAILABLE", b"THROTTLED", b"LIMIT"):
        with (
            ScriptedImap({"FETCH": b"TAG NO [" + code + b"] later\r\n"}) as server,
            pytest.raises(TransientError, match=code.decode()),
        ):
            read(server)


def test_a_size_that_the_server_does_not_tell() -> None:
    answer = b"* 1 FETCH (UID 1 RFC822.SIZE 5)\r\n* 2 FETCH (UID 2 FLAGS ())\r\nTAG OK done\r\n"
    with ScriptedImap({"FETCH": answer}) as server:
        assert read(server, lambda source: source.sizes([1, 2, 3])) == {1: 5, 2: 0, 3: 0}


def test_a_mailbox_of_half_a_million_mails_is_listed() -> None:
    numbers = b" ".join(b"%d" % uid for uid in range(1_000_000, 1_500_000))
    with ScriptedImap({"SEARCH": b"* SEARCH " + numbers + b"\r\nTAG OK done\r\n"}) as server:
        box = server.account().mailbox(security="plain")
        with ImapSource.open(box) as source:
            source.select("INBOX")
            assert source.all_uids() == list(range(1_000_000, 1_500_000))


# -- idling ----------------------------------------------------------------------------------------


def idle(answer: Answer, seconds: float = 5.0) -> tuple[bool, float]:
    """What idling on such a server gives, and how long it took."""
    with ScriptedImap({"IDLE": answer}) as server:
        began = time.monotonic()

        def work(source: ImapSource) -> bool:
            source.uids_after(0)
            return source.idle(seconds)

        news = read(server, work)
        assert isinstance(news, bool)
        return news, time.monotonic() - began


def done(conversation: Conversation) -> None:
    assert conversation.hear() == b"DONE\r\n"
    conversation.say(b"TAG OK done\r\n")


def test_news_in_the_same_packet_as_the_answer_is_seen_at_once() -> None:
    def answer(conversation: Conversation) -> None:
        conversation.say(b"* OK just before\r\n+ idling\r\n* OK x\r\n* 4 EXISTS\r\n* 1 RECENT\r\n")
        done(conversation)

    news, took = idle(answer)
    assert (news, took < 2) == (True, True)


def test_other_news_does_not_end_the_waiting() -> None:
    def answer(conversation: Conversation) -> None:
        conversation.say(b"+ idling\r\n" + b"* 2 FETCH (FLAGS (\\Seen))\r\n* OK still\r\n" * 500)
        done(conversation)

    news, took = idle(answer, 1.0)
    assert (news, 1.0 <= took < 3) == (False, True)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"TAG NO not now\r\n", "refuses a command"),
        (b"TAG BAD what?\r\n", "refuses a command"),
        (b"+ idling\r\n* BYE closing\r\n", "broke the connection off"),
        (b"+ idling\r\n\xff\xff\r\n", "broke the connection off"),
        (Conversation.sleep, "does not answer in time"),
        (Conversation.hang_up, "broke the connection off"),
    ],
)
def test_idling_that_goes_wrong_is_one_clear_error(answer: Answer, said: str) -> None:
    with pytest.raises(TransientError, match=said):
        idle(answer)


def test_a_server_that_leaves_while_we_idle_is_noticed_at_once() -> None:
    def leave(conversation: Conversation) -> None:
        conversation.say(b"+ idling\r\n")
        time.sleep(0.2)
        conversation.hang_up()

    began = time.monotonic()
    with pytest.raises(TransientError, match="broke the connection off"):
        idle(leave, 30)
    assert time.monotonic() - began < 3


def test_a_server_that_forgot_us_is_noticed_after_the_waiting() -> None:
    def forget(conversation: Conversation) -> None:
        conversation.say(b"+ idling\r\n")
        conversation.sleep()

    with pytest.raises(TransientError, match="does not answer in time"):
        idle(forget, 0.5)
