"""The commands as people run them: beside a folder with settings and a filled database."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from tests.servers.imap_account import ImapAccount
from tests.worker.line import a_line, plain_triage
from worker import cli
from worker.learning.decide import Decide

ROOT = Path(__file__).parents[2]
_SETTINGS = """
data_dir = "."
[[mailbox]]
name = "support"
preset = "kidskonnect"
address = "{address}"
host = "127.0.0.1"
security = "plain"
"""


def meldpost(
    *arguments: str, folder: Path, given: bytes = b"", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in `folder`."""
    done = subprocess.run(
        [sys.executable, "-m", "worker", *arguments],
        input=given,
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        timeout=300,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    """Run the command in this process and folder; `given` is its standard input."""
    return CliRunner().invoke(cli.meldpost, arguments, input=given)


def a_filled_folder(
    folder: Path, account: ImapAccount, letter: bytes, decide: Decide = plain_triage
) -> Path:
    """A folder with settings and a database in which this mail is KK-1001."""
    data = folder / "data"
    data.mkdir()
    mailbox = account.mailbox()
    account.deliver(letter)
    with a_line(f"sqlite:///{data / 'meldpost.sqlite3'}", data, mailbox, decide=decide) as line:
        line.poll()
    (data / "meldpost.toml").write_text(_SETTINGS.format(address=mailbox.address), "utf-8")
    return data
