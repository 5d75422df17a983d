"""People put right what the machine decided; the machine learns from it, and drift is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.codes import Priority, Type
from config.errors import PermanentError
from config.preset import load
from models import audit, correction
from tests.factories import a_mail
from tests.servers.imap_account import ImapAccount
from tests.worker.line import Line, a_line
from triage import sla
from triage.decision import HEADS
from worker.hand import Hand
from worker.learning import lessons
from worker.learning.drift import drift
from worker.tickets import handle
from worker.tickets.correct import Judgement, correct

pytestmark = pytest.mark.server
PRESET = load("kidskonnect")
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
BODY = "Het BSN is 123456782, de factuur klopt niet.\n\nMet vriendelijke groet,\nSanne de Boer\n"


@pytest.fixture
def line(database_url: str, tmp_path: Path, account: ImapAccount) -> Iterator[Line]:
    account.deliver(a_mail(body=BODY))
    with a_line(database_url, tmp_path, account.mailbox()) as line:
        line.poll()
        yield line


def judge(line: Line, **given: str) -> dict[str, tuple[str, str]]:
    confirmed = given.pop("confirm", "") == "yes"
    judged = Judgement("agent:nel", given.pop("why", "gelezen"), given, confirmed)
    with line.app.database.transaction() as connection:
        return correct(connection, PRESET, "KK-1001", judged, NOW)


def lesson_of(line: Line) -> correction.Lesson:
    with line.app.database.reading() as connection:
        (found,) = correction.lessons(connection)
    return found


def test_a_correction_changes_ticket_history_and_audit(line: Line) -> None:
    assert judge(line, module="kvs", why="gaat over observaties") == {
        "module": ("facturatie", "kvs")
    }
    (ticket,) = line.tickets()
    assert (ticket["module"], ticket["module_confidence"], ticket["needs_review"]) == (
        "kvs",
        1.0,
        False,
    )
    (told,) = line.history("corrected")
    assert (told["who"], told["why"]) == ("agent:nel", "gaat over observaties")
    assert told["detail"]["module"] == ["facturatie", "kvs"]
    line_of_log = line.rows(audit.audit)[-1]
    assert line_of_log["did"] == "corrected"
    assert line_of_log["detail"] == {"module": ["facturatie", "kvs"]}


def test_what_the_machine_said_is_kept_over_two_corrections(line: Line) -> None:
    judge(line, module="kvs")
    judge(line, module="youko")
    rows = line.rows(correction.correction)
    assert [(row["said"], row["confidence"], row["truth"]) for row in rows] == [
        ("facturatie", 0.8, "kvs"),
        ("facturatie", 0.8, "youko"),
    ]
    assert lesson_of(line).said["module"] == "facturatie"


def test_a_new_priority_gives_new_terms_from_the_same_start(line: Line) -> None:
    (before,) = line.tickets()
    judge(line, priority="critical")
    (after,) = line.tickets()
    terms = sla.terms(Type.BUG, Priority.CRITICAL, before["starts_at"], PRESET)
    assert (after["starts_at"], after["respond_by"], after["solve_by"]) == (
        before["starts_at"], terms.respond_by, terms.solve_by,
    )  # fmt: skip


def test_to_confirm_is_to_judge_every_head(line: Line) -> None:
    assert judge(line, confirm="yes") == {}
    assert {row["head"] for row in line.rows(correction.correction)} == set(HEADS)
    assert line.history("confirmed")
    assert line.tickets()[0]["needs_review"] is False


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"module": "inschrijvingen"}, "no module of kidskonnect"),
        ({"type": "klacht"}, "no type"),
        ({"priority": "urgent"}, "no priority"),
    ],
)
def test_labels_that_do_not_exist_change_nothing(
    line: Line, given: dict[str, str], said: str
) -> None:
    with pytest.raises(PermanentError, match=said):
        judge(line, **given)
    assert line.rows(correction.correction) == []


def test_a_lesson_holds_no_personal_data(line: Line) -> None:
    judge(line, type="usage_question", sender="parent")
    mail = lessons.labelled(lesson_of(line))
    assert (mail.type, mail.sender, mail.checks) == (
        "usage_question",
        "parent",
        ("parent_request",),
    )
    everything = mail.model_dump_json()
    for secret in ("123456782", "Sanne", "sanne@"):
        assert secret not in everything
    assert "[BSN]" in mail.body
    assert lessons.said_right([lesson_of(line)])["module:kidskonnect"] == {
        "correction:KK-1001": True
    }


def test_what_breaks_the_rules_of_intake_is_not_learned(line: Line) -> None:
    judge(line, type="usage_question", priority="critical")
    assert not lessons.usable(lesson_of(line))


def test_drift_counts_tickets_and_corrections(line: Line) -> None:
    judge(line, module="kvs")
    with line.app.database.reading() as connection:
        found = drift(connection, "kidskonnect", NOW - timedelta(days=9), NOW)
    assert (found.before, found.now, found.changed) == (0, 1, False)
    assert [(one.head, one.judged, one.wrong) for one in found.corrected] == [("module", 1, 1)]


@pytest.mark.parametrize("given", [{"module": "kvs", "priority": "high"}, {"confirm": "yes"}])
def test_a_judgement_can_be_taken_back(line: Line, given: dict[str, str]) -> None:
    (as_it_was,) = line.tickets()
    judge(line, **given)
    (judged,) = line.tickets()
    assert judged["module_confidence"] == 1.0
    with line.app.database.transaction() as connection:
        hand = Hand("agent:nel", "", NOW + timedelta(minutes=1))
        undone = handle.undo(connection, judged, hand)
    assert undone == ("corrected" if "module" in given else "confirmed")
    (now,) = line.tickets()
    assert dict(now) == {**as_it_was, "updated_at": now["updated_at"]}
    assert lesson_of(line).labels == {
        head: as_it_was["sender_kind" if head == "sender" else head] for head in HEADS
    }
