"""The vault in use: its key at the start, a new key while workers run, an upgrade, erasure."""

from __future__ import annotations

import stat
import zlib
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from config.errors import ConfigError, PermanentError
from config.settings import Settings, Vault, VaultKey
from models import audit, db, keys, raw
from models import vault as vaults
from models.db import Database
from models.original import Original
from models.seal import Key
from tests.factories import AT, KEY
from tests.servers.tables import made
from worker.privacy import rotate, vault
from worker.privacy.abandon import abandon
from worker.privacy.vault import Purpose

NEW = Key(b"a new key of thirty-two bytes ok")


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    made(database_url)
    return Settings(data_dir=tmp_path / "data", database=database_url)


def broken_off(steps: Iterator[rotate.Rotation]) -> None:
    """Nobody asks for the rest of the steps."""
    assert isinstance(steps, Generator)
    steps.close()


def put(database: Database, *numbers: int) -> None:
    with database.transaction() as connection:
        raw.put(connection, [(number, raw.pack(b"mail %d" % number)) for number in numbers])


def rotated(settings: Settings, *, steps: int | None = None) -> rotate.Rotation:
    """A rotation, broken off after so many steps."""
    with vault.opened(settings) as database:
        given = vaults.given_by(settings.vault_key)
        steps_made = rotate.rotate(database, given, settings.vault_key, "person:fem", lambda: AT)
        for number, progress in enumerate(steps_made):  # noqa: B007  # the last one is given
            if number == steps:
                break
        broken_off(steps_made)
    return progress


def did(database: Database) -> list[str]:
    with database.reading() as connection:
        assert list(audit.verify(connection)) == []
        return [line.did for line in audit.lines(connection)]


def test_the_first_use_makes_a_key_beside_the_data(settings: Settings, tmp_path: Path) -> None:
    with vault.opened(settings) as database:
        put(database, 1)
    file = tmp_path / "data.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_text()
    with vault.opened(settings) as database, database.reading() as connection:
        assert raw.get(connection, 1) == b"mail 1"
        assert did(database) == ["sealed"]
    assert file.read_text() == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("unlink", "is missing"),
        ("other", "was given"),
        ("nonsense", "holds something that is no key"),
    ],
)
def test_a_key_that_is_missing_or_wrong_is_told_at_the_start(
    settings: Settings, tmp_path: Path, change: str, said: str
) -> None:
    with vault.opened(settings) as database:
        put(database, 1)
    file = tmp_path / "data.key"
    needed = keys.load(settings.vault_key)[0].id
    file.unlink()
    if change != "unlink":
        file.write_text(Key.fresh().text if change == "other" else "zeepsop")
    with (
        pytest.raises(ConfigError, match=f"sealed with the key {needed}, but .*{said}.*docs/vault"),
        vault.opened(settings),
    ):
        pass
    assert file.exists() == (change != "unlink")  # no new key is made where one is missing


def test_while_nothing_is_sealed_another_key_may_be_given(settings: Settings) -> None:
    """The upgrade may have run where the key of the worker was not at hand."""
    with vault.opened(settings):
        pass
    other = Vault(key=VaultKey(command=f"echo {KEY.text}"))
    with vault.opened(settings.model_copy(update={"vault": other})) as database:
        put(database, 1)
        with database.reading() as connection:
            assert raw.by_key(connection) == {KEY.id: 1}


def test_a_key_file_gets_a_new_key_and_everything_is_sealed_anew(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotate, "_STEP_MAILS", 2)
    with vault.opened(settings) as database:
        put(database, *range(1, 8))
    (old,) = keys.load(settings.vault_key)
    broken_off = rotated(settings, steps=2)
    assert (broken_off.done, broken_off.total) == (4, 7)
    new, kept = keys.load(settings.vault_key)
    assert kept == old
    with vault.opened(settings) as database:
        put(database, 8)  # a worker goes on meanwhile
        with database.reading() as connection:
            assert raw.by_key(connection) == {new.id: 5, old.id: 3}
            assert raw.get(connection, 7) == b"mail 7"
    finished = rotated(settings)
    assert (finished.done, finished.total, finished.before) == (3, 3, (old.id,))
    assert keys.load(settings.vault_key) == (new, old)  # going on makes no third key
    only_new = Settings(
        database=settings.database, vault=Vault(key=VaultKey(command=f"echo {new.text}"))
    )
    with vault.opened(only_new) as database, database.reading() as connection:
        assert [raw.get(connection, number) for number in (1, 8)] == [b"mail 1", b"mail 8"]
        assert did(database) == ["sealed", "turned", "rotated"]


def test_a_new_key_in_a_variable_comes_from_a_person(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings.model_copy(update={"vault": Vault(key=VaultKey(env="MP_TEST_KEY"))})
    monkeypatch.setenv("MP_TEST_KEY", KEY.text)
    with vault.opened(settings) as database:
        put(database, 1, 2)
    with pytest.raises(ConfigError, match=r"there is no new key .*meldpost vault key"):
        rotated(settings)
    monkeypatch.setenv("MP_TEST_KEY", NEW.text)
    with pytest.raises(ConfigError, match=KEY.id):  # the old one is needed until all is done
        rotated(settings)
    monkeypatch.setenv("MP_TEST_KEY", f"{NEW.text} {KEY.text}")
    assert rotated(settings).done == 2
    monkeypatch.setenv("MP_TEST_KEY", NEW.text)
    with vault.opened(settings) as database, database.reading() as connection:
        assert raw.get(connection, 2) == b"mail 2"


def test_what_is_damaged_is_told_and_keeps_nothing_else_back(settings: Settings) -> None:
    with vault.opened(settings) as database:
        put(database, 1, 2, 3)
        with database.transaction() as connection:
            connection.execute(text("UPDATE raw SET body = data_key WHERE id = 2"))
    progress = rotated(settings)
    assert (progress.done, progress.damaged) == (2, [2])


def test_originals_of_an_older_version_are_sealed_by_the_upgrade(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotate, "_STEP_MAILS", 2)
    clear = [(n, zlib.compress(b"mail %d" % n)) for n in range(1, 6)]
    database = db.open(settings.database_url)
    with database.transaction() as connection:
        rows = [{"id": n, "codec": "zlib", "size": 6, "body": body} for n, body in clear]
        connection.execute(raw.raw.insert(), rows)
    database.close()
    with (
        pytest.raises(ConfigError, match=r"5 originals .* meldpost db upgrade"),
        vault.opened(settings),
    ):
        pass  # fmt: skip
    steps = rotate.seal_what_is_clear(settings, lambda: AT)
    next(steps)
    broken_off(steps)
    assert [step.done for step in rotate.seal_what_is_clear(settings, lambda: AT)][-1] == 3
    assert list(rotate.seal_what_is_clear(settings, lambda: AT)) == []
    with vault.opened(settings) as database, database.reading() as connection:
        assert [raw.get(connection, n) for n, _ in clear] == [b"mail %d" % n for n, _ in clear]
    if settings.database_url.startswith("sqlite"):
        file = Path(settings.database_url.removeprefix("sqlite:///"))
        held = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
        assert not any(body in held for _, body in clear)


def test_after_the_loss_of_a_key_the_rest_goes_on(settings: Settings, tmp_path: Path) -> None:
    with vault.opened(settings) as database:
        put(database, 1, 2)
        with pytest.raises(PermanentError, match="no key is lost"):
            abandon(database, settings.vault_key, "person:fem", "fire", AT)
    (tmp_path / "data.key").unlink()
    with db.ready(settings.database_url) as database:
        assert abandon(database, settings.vault_key, "person:fem", "fire", AT) == 2
    with vault.opened(settings) as database:
        put(database, 3)
        with database.reading() as connection:
            assert raw.get(connection, 3) == b"mail 3"
            with pytest.raises(PermanentError, match="were erased"):
                raw.get(connection, 1)
        assert did(database) == ["sealed", "abandoned"]


def test_what_is_read_and_erased_is_recorded(settings: Settings) -> None:
    with vault.opened(settings) as database:
        put(database, 1, 2)
        one, two = (Original(n, "mail", 10 + n, "KK-1001", 6, AT, None) for n in (1, 2))
        with database.transaction() as connection:
            rendered = Purpose("machine", "rendered", "a picture with boxes")
            assert vault.read(connection, one, rendered, AT) == b"mail 1"
            done = vault.erase(connection, [one, two], Purpose("machine", "erased", "30 days"), AT)
            assert done == 2
            with pytest.raises(PermanentError, match="were erased"):
                raw.get(connection, 1)
        assert did(database) == ["sealed", "rendered", "erased", "erased"]
