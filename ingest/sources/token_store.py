"""Where refresh tokens of the device flow are kept: a file for each account, for our eyes only."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from config.errors import ConfigError, TransientError


@dataclass(frozen=True, slots=True)
class TokenStore:
    """Files of mode 0600 in `data_dir`/tokens, named by a hash: a name tells nobody anything."""

    data_dir: Path

    def read(self, account: str) -> str | None:
        """The refresh token of `account`, or None if there is none yet."""
        path = self._path(account)
        try:
            found = json.loads(path.read_bytes())["refresh_token"]
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ConfigError(f"cannot be read: {error.strerror}", path=path) from error
        except (ValueError, KeyError, TypeError) as error:
            raise ConfigError("is damaged", path=path, remedy="authorise again") from error
        return str(found)

    def write(self, account: str, refresh_token: str) -> None:
        """Keep it; written aside and renamed, so that a crash leaves the old one."""
        path = self._path(account)
        aside = path.with_suffix(f".{os.getpid()}")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            aside.unlink(missing_ok=True)
            with open(aside, "xb", opener=_private) as file:
                file.write(json.dumps({"refresh_token": refresh_token}).encode())
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        except OSError as error:
            raise TransientError(f"{path} cannot be written: {error.strerror}") from error

    def _path(self, account: str) -> Path:
        name = hashlib.sha256(account.encode()).hexdigest()[:16]
        return self.data_dir / "tokens" / f"{name}.json"


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
