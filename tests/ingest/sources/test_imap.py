"""The IMAP source on real servers: Dovecot and pymap."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from imapclient import IMAPClient

from config.errors import ConfigError, PermanentError, TransientError
from config.limits import Limits
from config.servers import Mailbox
from ingest.sources import imap_wire
from ingest.sources.imap import Fetched, ImapSource
from tests.servers.cut import Cut
from tests.servers.dovecot import Dovecot
from tests.servers.imap_account import ImapAccount
from tests.servers.pymap import Pymap

AT = datetime(2026, 11, 20, 8, 15, tzinfo=UTC)


def mail(number: int, size: int = 0) -> bytes:
    head = f"Message-ID: <{number}@kdv.example>\r\nSubject: mail {number}\r\n\r\n"
    return head.encode() + b"x" * size + b"\r\n"


def connect(account: ImapAccount, **changes: object) -> IMAPClient:
    """Another client of the same account, such as a person's mail program."""
    box = account.mailbox(security="plain")
    client = IMAPClient(box.host, box.port, ssl=False, timeout=5)
    client.login(account.user, account.password)
    return client


@pytest.mark.parametrize("security", ["plain", "starttls"])
def test_mails_are_read_whole_and_not_marked_as_seen(
    imap_account: ImapAccount, security: str
) -> None:
    mails = [mail(number) for number in range(5)] + [
        b"",
        b"X: \x80\r\n\r\n\xfe\xff binary\r\n",
        mail(9, 300_000),
    ]
    imap_account.deliver(*mails, at=AT)
    with ImapSource.open(imap_account.mailbox(security=security)) as source:
        state = source.select("INBOX")
        assert (state.name, state.exists) == ("INBOX", len(mails))
        uids = source.uids_after(0)
        assert uids == source.all_uids()
        sizes = source.sizes(uids)
        assert list(sizes) == uids
        found = list(source.fetch(sizes))
        assert found == [Fetched(uid, raw, AT) for uid, raw in zip(uids, mails, strict=True)]
        assert not any("\\Seen" in flags for flags in source.flags(uids).values())


def test_only_what_is_new_is_listed(imap_account: ImapAccount) -> None:
    imap_account.deliver(mail(1), mail(2))
    with ImapSource.open(imap_account.mailbox(security="plain")) as source:
        state = source.select("INBOX")
        uids = source.uids_after(0)
        assert state.uidnext == uids[-1] + 1
        assert source.uids_after(uids[-1]) == []  # the server's n:* names the last mail here
        assert source.uids_after(uids[-1] + 1000) == []
        imap_account.deliver(mail(3))
        assert source.uids_after(uids[-1]) == [uids[-1] + 1]


@pytest.mark.server
def test_the_cost_of_a_poll_does_not_grow_with_the_mailbox(dovecot: Dovecot) -> None:
    costs = []
    for count in (10, 3000):
        account = dovecot.account()
        account.deliver(*(mail(number) for number in range(count)))
        with ImapSource.open(account.mailbox()) as source:
            last = source.select("INBOX").uidnext
            assert last is not None
            account.deliver(mail(1), mail(2))
            assert len(source.uids_after(last - 1)) == 2
            costs.append(imap_wire.ANSWER_BYTES - source._client.wire.allowance._bytes)
    assert abs(costs[0] - costs[1]) < 20  # bytes of the answer: the numbers have more digits


@pytest.mark.server
def test_a_mail_never_reaches_a_log(account: ImapAccount, caplog: pytest.LogCaptureFixture) -> None:
    account.deliver(b"Subject: geheim\r\nX: a\r\n\r\nniemand mag dit lezen\r\n")
    with caplog.at_level("DEBUG"), ImapSource.open(account.mailbox()) as source:
        source.select("INBOX")
        assert len(list(source.fetch(source.sizes(source.all_uids())))) == 1
    for secret in ("geheim", "niemand", account.password):
        assert secret not in caplog.text


def test_large_mails_are_not_fetched(imap_account: ImapAccount) -> None:
    imap_account.deliver(mail(1), mail(2, 100_000), mail(3))
    limits = Limits(mail_bytes=50_000)
    with ImapSource.open(imap_account.mailbox(security="plain"), limits=limits) as source:
        source.select("INBOX")
        sizes = source.sizes(source.all_uids())
        found = list(source.fetch(sizes))
        assert [item.raw for item in found] == [mail(1), None, mail(3)]
        assert found[1].error == "larger than 50000 bytes"
        head = source.fetch_headers(found[1].uid)
        assert head is not None
        assert head.raw == mail(2, 100_000)[:65_536]
        assert source.fetch_headers(99_999) is None
        assert "\\Seen" not in source.flags([found[1].uid])[found[1].uid]


def test_many_mails_come_in_batches(account: ImapAccount) -> None:
    account.deliver(*(mail(number) for number in range(450)))
    with ImapSource.open(account.mailbox()) as source:
        source.select("INBOX")
        found = list(source.fetch(source.sizes(source.all_uids())))
    assert sorted(item.raw or b"" for item in found) == sorted(mail(n) for n in range(450))
    assert [item.uid for item in found] == sorted(item.uid for item in found)


def test_what_vanished_is_left_out(imap_account: ImapAccount) -> None:
    imap_account.deliver(mail(1), mail(2), mail(3))
    with (
        ImapSource.open(imap_account.mailbox(security="plain")) as source,
        connect(imap_account) as other,
    ):
        source.select("INBOX")
        uids = source.all_uids()
        sizes = source.sizes([*uids, 99_999])
        assert list(sizes) == uids
        other.select_folder("INBOX")
        other.delete_messages(uids[1])
        other.expunge()
        assert source.all_uids() == [uids[0], uids[2]]
        assert [item.raw for item in source.fetch(sizes)] == [mail(1), mail(3)]
        assert source.existing(uids) == {uids[0], uids[2]}
        assert source.existing([]) == frozenset()


def test_folders_have_names_in_any_language(imap_account: ImapAccount) -> None:
    for name in ("Archief/Één & twee", "日本", 'a "b" \\c'.replace("\\", "")):
        imap_account.deliver(mail(1), folder=name)
        with ImapSource.open(imap_account.mailbox(security="plain")) as source:
            assert name in {folder.name for folder in source.folders()}
            assert source.select(name).exists == 1


@pytest.mark.server
def test_the_folder_with_sent_mail_is_found(account: ImapAccount) -> None:
    with ImapSource.open(account.mailbox()) as source:
        assert source.sent_folder() == "Verzonden"  # marked \Sent
    with ImapSource.open(account.mailbox(sent_folder="Uit")) as source:
        assert source.sent_folder() == "Uit"  # the operator knows better


def test_the_folder_with_sent_mail_may_be_known_by_its_name(pymap: Pymap) -> None:
    account = pymap.account()
    with ImapSource.open(account.mailbox(security="plain")) as source:
        assert source.sent_folder() is None
        account.deliver(mail(1), folder="INBOX/Verzonden items")
        assert source.sent_folder() == "INBOX/Verzonden items"


# -- what is done with a mail ----------------------------------------------------------------------


def test_seen_holds_and_can_be_repeated(imap_account: ImapAccount) -> None:
    imap_account.deliver(mail(1), mail(2))
    with ImapSource.open(imap_account.mailbox(security="plain")) as source:
        source.select("INBOX")
        first, second = source.all_uids()
        for _ in range(2):
            assert source.mark_seen([first, 99_999]) == {first, 99_999}
        assert "\\Seen" in source.flags([first])[first]
        assert "\\Seen" not in source.flags([second])[second]


def test_move_holds_and_can_be_repeated(imap_account: ImapAccount) -> None:
    imap_account.deliver(mail(1), mail(2))
    imap_account.deliver(mail(3), folder="Archief")
    with ImapSource.open(imap_account.mailbox(security="plain")) as source:
        source.select("INBOX")
        first, second = source.all_uids()
        for _ in range(2):
            assert source.move([first, 99_999], "Archief") == {first, 99_999}
        assert source.all_uids() == [second]
        assert source.select("Archief").exists == 2
        assert len(source.search_message_id("Archief", "<1@kdv.example>")) == 1


def test_delete_takes_no_other_mails_along(imap_account: ImapAccount) -> None:
    imap_account.deliver(mail(1), mail(2), mail(3))
    with (
        ImapSource.open(imap_account.mailbox(security="plain")) as source,
        connect(imap_account) as other,
    ):
        source.select("INBOX")
        uids = source.all_uids()
        other.select_folder("INBOX")
        other.delete_messages([uids[1]])  # flagged by a person, not expunged
        for _ in range(2):
            assert source.delete([uids[0]]) == {uids[0]}
        assert source.all_uids() == uids[1:]


class Poor:
    """A source on a server that lacks extensions: the rest of it is real."""

    def __init__(self, source: ImapSource, *lacking: str) -> None:
        capabilities = source._client.capabilities()
        lacks = {name.encode() for name in lacking}
        source._client._cached_capabilities = tuple(c for c in capabilities if c not in lacks)


@pytest.mark.parametrize("lacking", [("MOVE",), ("MOVE", "UIDPLUS")])
def test_move_without_the_extensions(imap_account: ImapAccount, lacking: tuple[str, ...]) -> None:
    imap_account.deliver(mail(1), mail(2))
    imap_account.deliver(mail(3), folder="Archief")
    with ImapSource.open(imap_account.mailbox(security="plain")) as source:
        Poor(source, *lacking)
        source.select("INBOX")
        first, second = source.all_uids()
        for _ in range(2):
            assert source.move([first], "Archief") == {first}
        left = [second] if lacking == ("MOVE",) else [first, second]
        assert source.all_uids() == left  # without UIDPLUS it stays, flagged
        assert "\\Deleted" in source.flags([first]).get(first, {"\\Deleted"})
        assert source.select("Archief").exists == 2  # and is not copied twice


def test_a_mail_can_be_added_and_found_by_its_message_id(imap_account: ImapAccount) -> None:
    imap_account.deliver(mail(1), folder="Verzonden")
    with ImapSource.open(imap_account.mailbox(security="plain")) as source:
        source.append("Verzonden", mail(2), at=AT)
        (uid,) = source.search_message_id("Verzonden", "<2@kdv.example>")
        assert list(source.fetch(source.sizes([uid]))) == [Fetched(uid, mail(2), AT)]
        assert "\\Seen" in source.flags([uid])[uid]
        assert source.search_message_id("Verzonden", "<nobody@kdv.example>") == []


@pytest.mark.parametrize("act", ["select", "move", "append", "search"])
def test_a_missing_folder_is_a_clear_error(imap_account: ImapAccount, act: str) -> None:
    imap_account.deliver(mail(1))
    with ImapSource.open(imap_account.mailbox(security="plain")) as source:
        source.select("INBOX")
        acts: dict[str, Callable[[], object]] = {
            "select": lambda: source.select("Elders"),
            "move": lambda: source.move(source.all_uids(), "Elders"),
            "append": lambda: source.append("Elders", mail(2)),
            "search": lambda: source.search_message_id("Elders", "<1@kdv.example>"),
        }
        with pytest.raises(ConfigError, match=r"has no folder 'Elders' \(create it there, .*\)$"):
            acts[act]()
        assert source.select("INBOX").exists == 1  # the connection goes on


# -- what happens meanwhile ------------------------------------------------------------------------


@pytest.mark.server
def test_a_mailbox_that_is_made_anew_has_another_uidvalidity(account: ImapAccount) -> None:
    account.deliver(mail(1), folder="Archief")
    with ImapSource.open(account.mailbox()) as source, connect(account) as other:
        before = source.select("Archief")
        source.select("INBOX")
        time.sleep(1.1)  # Dovecot numbers by the second
        other.delete_folder("Archief")
        other.create_folder("Archief")
        assert source.select("Archief").uidvalidity != before.uidvalidity


@pytest.mark.server
@pytest.mark.parametrize("size", [3_000, 1_000_000, 25_000_000])
def test_a_connection_that_breaks_loses_nothing(account: ImapAccount, size: int) -> None:
    mails = [mail(number, 50_000) for number in range(900)]  # three batches
    account.deliver(*mails)
    got: list[int] = []
    with Cut(account.server.port_for("plain"), after=size) as port:
        box = account.mailbox(security="plain", port=port)
        with pytest.raises(TransientError, match="broke the connection off"):
            read_into(got, box)
    with ImapSource.open(account.mailbox()) as source:
        source.select("INBOX")
        assert got + source.uids_after(max(got, default=0)) == source.all_uids()


def read_into(got: list[int], box: Mailbox) -> None:
    with ImapSource.open(box) as source:
        source.select("INBOX")
        for item in source.fetch(source.sizes(source.all_uids())):
            assert item.raw is not None
            assert len(item.raw) > 50_000
            got.append(item.uid)


@pytest.mark.server
def test_a_server_that_stops_and_comes_back(dovecot: Dovecot, account: ImapAccount) -> None:
    account.deliver(mail(1))
    with ImapSource.open(account.mailbox()) as source:
        source.select("INBOX")
        dovecot.stop()
        try:
            with pytest.raises(TransientError, match="broke the connection off"):
                source.all_uids()
            with pytest.raises(TransientError, match="refuses the connection"):
                ImapSource.open(account.mailbox()).__enter__()
        finally:
            dovecot.start()
    with ImapSource.open(account.mailbox()) as source:
        assert source.select("INBOX").exists == 1


def test_the_errors_of_the_caller_are_left_alone(imap_account: ImapAccount) -> None:
    for error in (ValueError("mine"), OSError("mine"), PermanentError("mine")):
        box = imap_account.mailbox(security="plain")
        with pytest.raises(type(error), match="mine"), ImapSource.open(box):
            raise error


# -- waiting ---------------------------------------------------------------------------------------


def test_new_mail_ends_the_waiting(imap_account: ImapAccount) -> None:
    with ImapSource.open(imap_account.mailbox(security="starttls")) as source:
        source.select("INBOX")
        assert source.uids_after(0) == []
        later = threading.Timer(0.3, imap_account.deliver, args=(mail(1),))
        later.start()
        began = time.monotonic()
        assert source.idle(20)
        assert time.monotonic() - began < 5
        later.join()
        (uid,) = source.uids_after(0)
        assert not source.idle(0.2)
        imap_account.deliver(mail(2))
        assert source.idle(5)
        assert source.uids_after(uid) == [uid + 1]


def test_mail_that_came_while_we_were_busy_is_not_slept_through(
    imap_account: ImapAccount,
) -> None:
    imap_account.deliver(mail(1))
    with ImapSource.open(imap_account.mailbox(security="plain")) as source:
        source.select("INBOX")
        (uid,) = source.uids_after(0)
        imap_account.deliver(mail(2))
        source.mark_seen([uid])  # the server tells of the new mail here, and not again
        source.flags([uid])
        began = time.monotonic()
        assert source.idle(10)
        assert time.monotonic() - began < 3


@pytest.mark.parametrize("changes", [{}, {"idle": False}])
def test_waiting_ends_when_we_are_asked_to_stop(
    imap_account: ImapAccount, changes: dict[str, object]
) -> None:
    stop = threading.Event()
    with ImapSource.open(imap_account.mailbox(security="plain", **changes)) as source:
        source.select("INBOX")
        source.uids_after(0)
        threading.Timer(0.2, stop.set).start()
        began = time.monotonic()
        assert not source.idle(30, stop)
        assert time.monotonic() - began < 2
        source.uids_after(0)  # and the connection is as before


def test_idle_is_renewed(imap_account: ImapAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.sources.idle.RENEW_SECONDS", 0.3)
    with ImapSource.open(imap_account.mailbox(security="plain")) as source:
        source.select("INBOX")
        source.uids_after(0)
        assert not source.idle(1)
        threading.Timer(0.7, imap_account.deliver, args=(mail(1),)).start()
        assert source.idle(10)


def test_without_idle_we_just_wait(authority: object, imap_account: ImapAccount) -> None:
    with ImapSource.open(imap_account.mailbox(security="plain")) as source:
        Poor(source, "IDLE")
        source.select("INBOX")
        source.uids_after(0)
        imap_account.deliver(mail(1))
        began = time.monotonic()
        assert not source.idle(0.3)
        assert time.monotonic() - began >= 0.3
