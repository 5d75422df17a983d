"""`meldpost authorize`, against an identity provider on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.servers.tokens import CLIENT, IdentityProvider
from worker.commands.authorize import command


@pytest.fixture
def provider() -> Iterator[IdentityProvider]:
    server = IdentityProvider(approved=True)
    yield server
    server.close()


@pytest.fixture
def settings(provider: IdentityProvider, tmp_path: Path) -> Path:
    path = tmp_path / "meldpost.toml"
    path.write_text(f"""
        data_dir = "{tmp_path / "data"}"
        [[mailbox]]
        name = "support"
        preset = "kidskonnect"
        address = "support@desk.example"
        host = "localhost"
        [mailbox.oauth2]
        provider = "microsoft"
        flow = "device_code"
        tenant = "kdv"
        client_id = "{CLIENT}"
        token_url = "{provider.url}"
        """)
    return path


def test_the_right_is_asked_for_and_kept(
    settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    done = CliRunner().invoke(command, ["support", "--config", str(settings)])
    assert done.output.splitlines() == [
        "open https://login.example/device and type ABCD-1234",
        "support may be used from now on",
    ]
    assert len(list((tmp_path / "data" / "tokens").iterdir())) == 1


def test_a_name_that_is_not_there_is_wrong_usage(settings: Path) -> None:
    done = CliRunner().invoke(command, ["sales", "--config", str(settings)])
    assert done.exit_code == 2
    assert "no server 'sales' with oauth2 in the settings (there is support)" in done.output
