"""Where keys come from; whatever is wrong is one clear error that holds nothing of a key."""

from __future__ import annotations

import stat
import sys
import threading
from pathlib import Path

import pytest

from config.errors import ConfigError
from config.settings import Settings, VaultKey
from models import keys
from models.seal import Key
from tests.factories import KEY

OLD = Key(b"an older key of thirty-two bytes")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "vault.key"
    path.write_text(f"# the newest first\n{KEY.text}\n{OLD.text}  # until the rotation is done\n")
    return path


def test_keys_of_a_file_a_variable_and_a_command(file: Path) -> None:
    given = {"KEY": f"{KEY.text},{OLD.text}"}
    for source in (
        VaultKey(file=file),
        VaultKey(env="KEY"),
        VaultKey(command=f"cat '{file}'"),
    ):
        assert keys.load(source, given) == (KEY, OLD)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (VaultKey(file=Path("/nowhere/vault.key")), "key file /nowhere/vault.key is missing"),
        (VaultKey(file=Path("/proc")), "cannot be read"),
        (VaultKey(env="NO_SUCH_KEY"), "variable NO_SUCH_KEY holds no key"),
        (VaultKey(env="WORD"), "variable WORD holds something that is no key"),
        (VaultKey(command="false"), "ended with status 1"),
        (VaultKey(command="true"), "holds no key"),
        (VaultKey(command="/nowhere/pass show"), "cannot be run"),
        (VaultKey(command="pass 'unclosed"), "cannot be run"),
        (VaultKey(command=""), "cannot be run"),
        (VaultKey(command=f"{sys.executable} -c 'import time; time.sleep(9)'"), "longer than"),
    ],
)
def test_what_is_no_key_is_one_clear_error(
    source: VaultKey, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "COMMAND_SECONDS", 0.2)
    with pytest.raises(ConfigError, match=said) as caught:
        keys.load(source, {"WORD": f"zeepsop {KEY.text[:-3]}"})
    assert "zeepsop" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_key_is_made_once_and_for_our_eyes(tmp_path: Path) -> None:
    path = tmp_path / "vault.key"
    threads = [threading.Thread(target=keys.make, args=(path,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (key,) = keys.load(VaultKey(file=path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    keys.prepend(path, KEY)
    assert keys.load(VaultKey(file=path)) == (KEY, key)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["vault.key"]


def test_a_key_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="MELDPOST_VAULT_KEY"):
        keys.make(tmp_path / "nowhere" / "vault.key")
    with pytest.raises(ConfigError, match="meldpost vault key"):
        keys.prepend(tmp_path / "nowhere" / "vault.key", KEY)


def test_without_settings_the_key_lies_beside_the_data_and_not_in_it(tmp_path: Path) -> None:
    source = Settings(data_dir=tmp_path / "data").vault_key
    assert source.made
    assert source.file == tmp_path / "data.key"
