"""What the mail of an alarm says: what happened, what to do, where and why, in the desk's words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ingest.message import Address
from notify import mime
from notify.markup import faults
from notify.reply import Reply
from notify.voice import LANGUAGES
from notify.words import word
from worker.alarm import Alarm, Bell, written
from worker.intake.bounces import COLLEAGUE
from worker.intake.storms import CODE as STORM
from worker.post.brake import CODE as BRAKE

AT = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)
CODES = ["quarantined", "mailbox", "not_delivered", "retention", COLLEAGUE, BRAKE, STORM]


def mailed(code: str, language: str, why: str = "no such mailbox") -> Reply:
    bell = Bell("chief@desk.example", "kidskonnect", "support", "s@desk.example", str, language)
    return written(Alarm(code, "ledger", 12, why), bell, "chief@desk.example")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_a_tired_person_reads_what_to_do(code: str, language: str) -> None:
    reply = mailed(code, language)
    assert reply.subject.startswith(f"{word('alarm_mail', 'subject', language)} (support): ")
    assert reply.subject.partition("): ")[2] in reply.text  # a sentence, no code of ours
    assert not reply.subject.endswith(".")
    happened, to_do, where, why, paced = reply.text.strip().split("\n\n")
    assert happened == word("alarm", code, language)
    assert to_do == f"{word('alarm_mail', 'to_do', language)} {word('remedy', code, language)}"
    assert where.endswith("support, ledger 12")
    assert why.endswith(" no such mailbox")
    assert "audit list" in paced
    assert list(faults(reply.html)) == []


def test_a_sort_without_words_is_told_all_the_same() -> None:
    reply = mailed("meteor", "nl")
    assert "(meteor)" in reply.text
    assert "no such mailbox" in reply.text


def test_a_reason_is_text_and_no_markup() -> None:
    assert "<b>" not in mailed("mailbox", "en", why="<b>refused</b>").html


def test_it_can_be_built_in_french() -> None:
    envelope = mime.Envelope(Address("Meldpost", "s@desk.example"), "<a@desk.example>", AT)
    assert b"Alarme" in mime.build(mailed(STORM, "fr"), envelope)
