"""`meldpost ticket split`, and what `meldpost tickets` shows of it: a mail that asks two things."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from config.settings import Settings
from tests.factories import a_mail
from tests.servers.imap_account import ImapAccount
from tests.worker.command import a_filled_folder, run
from triage.weights import Weights
from worker.learning import weights
from worker.learning.decide import decider

pytestmark = pytest.mark.server
TWO = (
    "Hallo,\n\n1. De factuur 2026-0142 van debiteur 20417 is dubbel verstuurd. Kunnen jullie die "
    "crediteren?\n2. Hoe zet ik in het personeelsrooster een vrije dag voor een medewerker?\n"
)


@cache
def _weights() -> Weights:
    return weights.load(Settings())


@pytest.fixture
def folder(tmp_path: Path, account: ImapAccount, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with settings and a database in which KK-1001 asks two things."""
    data = a_filled_folder(
        tmp_path, account, a_mail(subject="Twee vragen", body=TWO), decider(_weights())
    )
    monkeypatch.chdir(data)
    return data


def ticket(number: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(run("tickets", number, "--json").output)
    return found


@pytest.mark.usefixtures("folder")
def test_the_proposal_is_shown_and_nothing_is_done() -> None:
    shown = run("ticket", "split", "kk-1001")
    assert shown.exit_code == 0, shown.output
    assert "personeelsrooster" in shown.output
    assert "item of a list" in shown.output
    one = json.loads(run("ticket", "split", "KK-1001", "--json").output)
    assert (one["part"], one["state"], one["module"]) == (1, "proposed", "personeel")
    assert ticket("KK-1001")["parts"] == [one]
    assert "split? 1" in run("tickets").output


@pytest.mark.usefixtures("folder")
def test_confirmed_and_undone() -> None:
    done = run("ticket", "split", "KK-1001", "--confirm", "--as", "nel")
    assert done.exit_code == 0, done.output
    assert "KK-1002: split from KK-1001" in done.output
    assert "the customer gets the mail split (nl)" in done.output
    assert ticket("KK-1002")["split_from"] == "KK-1001"
    assert ticket("KK-1002")["reply"] == {"template": "split", "language": "nl", "state": "waiting"}
    assert "KK-1002" in run("tickets").output
    undone = run("ticket", "undo", "KK-1001")
    assert "undone: split" in undone.output
    assert ticket("KK-1001")["parts"][0]["state"] == "undone"  # type: ignore[index]


@pytest.mark.usefixtures("folder")
def test_refused() -> None:
    assert run("ticket", "split", "KK-1001", "--refuse").exit_code == 0
    assert run("ticket", "split", "KK-1001", "--confirm").exit_code == 1
    assert run("ticket", "split", "KK-1001", "--confirm", "--part", "1").exit_code == 0


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("given", "status"),
    [
        (("--confirm", "--refuse"), 2),
        (("--confirm", "--part", "7"), 2),
        (("--mail", "1", "--refuse"), 2),
        (("--mail", "1"), 1),  # the mail that the ticket began with
        (("--mail", "99"), 1),
    ],
)
def test_what_cannot_be_is_refused(given: tuple[str, ...], status: int) -> None:
    done = run("ticket", "split", "KK-1001", *given)
    assert done.exit_code == status, done.output
    assert "Traceback" not in done.output
