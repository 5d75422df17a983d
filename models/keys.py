"""Where the keys of the vault come from: the environment, a file, or what a command prints.

A source holds keys apart from each other by white space or commas, the newest first; `#` begins a
remark. Nothing of it ever stands in an error.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

from config.errors import ConfigError
from config.settings import VaultKey
from models.seal import Key, key_of

COMMAND_SECONDS = 30.0
_MAKE_ONE = "meldpost vault key makes one"


def load(source: VaultKey, environment: Mapping[str, str] = os.environ) -> tuple[Key, ...]:
    """The keys, the newest first. ConfigError if there is none, or if one is no key."""
    if source.env is not None:
        return _read(environment.get(source.env, ""), f"the environment variable {source.env}")
    if source.file is not None:
        return _read(_content(source.file), f"the key file {source.file}")
    return _read(_printed(source.command or ""), "the command of [vault] key")


def make(path: Path) -> None:
    """Put a fresh key into a new file, for our eyes only; a file that is there stays."""
    try:
        with open(path, "x", encoding="ascii", opener=private) as file:
            file.write(f"{Key.fresh().text}\n")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        return  # another worker was first
    except OSError as error:
        raise ConfigError(
            f"the key of the vault cannot be written to {path}: {error.strerror}",
            remedy="say with [vault] key where it is kept, or set MELDPOST_VAULT_KEY",
        ) from None


def prepend(path: Path, key: Key) -> None:
    """Put `key` in front of those of the file; written aside and renamed, so that none is lost."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        before = path.read_text(encoding="utf-8")
        aside.unlink(missing_ok=True)
        with open(aside, "x", encoding="utf-8", opener=private) as file:
            file.write(f"{key.text}\n{before}")
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        raise ConfigError(
            f"the new key cannot be written to {path}: {error.strerror}",
            remedy="give this user the right, or put it there yourself: meldpost vault key",
        ) from None


def private(path: str, flags: int) -> int:
    """An opener for files that only we may read."""
    return os.open(path, flags, 0o600)


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(f"the key file {path} is missing", remedy="put it back") from None
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "it is no text"
        raise ConfigError(f"the key file {path} cannot be read: {said}") from None


def _printed(command: str) -> str:
    """What the command says on standard output; what it complains of goes to ours."""
    failed = "the command of [vault] key"
    try:
        done = subprocess.run(  # noqa: S603  # the operator's own words, without a shell
            shlex.split(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=COMMAND_SECONDS,
            check=False,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
    except subprocess.TimeoutExpired:
        raise ConfigError(f"{failed} took longer than {COMMAND_SECONDS:.0f} seconds") from None
    except (OSError, ValueError, IndexError):
        raise ConfigError(f"{failed} cannot be run", remedy="check its name and quotes") from None
    if done.returncode != 0:
        raise ConfigError(f"{failed} ended with status {done.returncode}", remedy="run it by hand")
    return done.stdout


def _read(text: str, where: str) -> tuple[Key, ...]:
    words = re.split(r"[\s,]+", re.sub(r"#.*", "", text))
    keys = tuple(dict.fromkeys(key_of(word) for word in words if word))
    if not keys:
        raise ConfigError(f"{where} holds no key of the vault", remedy=_MAKE_ONE)
    if None in keys:
        raise ConfigError(
            f"{where} holds something that is no key: 32 bytes in base64 or hexadecimal",
            remedy=_MAKE_ONE,
        )
    return tuple(key for key in keys if key is not None)
