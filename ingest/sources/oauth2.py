"""Bearer tokens for IMAP and SMTP: asked for once, kept in memory, renewed before they expire."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from config.errors import MeldpostError
from config.servers import Mailbox, Smtp
from ingest.sources import grants
from ingest.sources.grants import Asker
from ingest.sources.token_endpoint import Grant, TokenRefused, grant
from ingest.sources.token_store import TokenStore

RENEW_BEFORE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class _Kept:
    token: str = field(repr=False)
    renew_at: datetime
    expires_at: datetime


class TokenCache:
    """Gives tokens to the doors; may be shared by threads.

    When a renewal fails, `on_trouble(where, error)` hears of it at once, while the old token goes
    on working until it expires; then the error is raised.
    """

    def __init__(
        self,
        data_dir: Path,
        now: Callable[[], datetime],
        *,
        on_trouble: Callable[[str, MeldpostError], None] | None = None,
    ) -> None:
        self.store = TokenStore(data_dir)
        self._now = now
        self._on_trouble = on_trouble
        self._kept: dict[tuple[str, str], _Kept] = {}
        self._lock = Lock()

    def token_of(self, server: Mailbox | Smtp) -> str:
        """A token that is good now. TokenRefused when a person must act, or TransientError."""
        asker = Asker.of(server)
        with self._lock:
            key = (asker.section, asker.name)
            kept = self._kept.get(key)
            if kept is None or self._now() >= kept.renew_at:
                kept = self._kept[key] = self._renewed(asker, kept)
            return kept.token

    def forget(self, server: Mailbox | Smtp) -> None:
        """The server refused the token: ask for another one next time."""
        asker = Asker.of(server)
        with self._lock:
            self._kept.pop((asker.section, asker.name), None)

    def _renewed(self, asker: Asker, kept: _Kept | None) -> _Kept:
        now = self._now()
        try:
            given = self._ask(asker, now)
        except MeldpostError as error:
            if kept is None or now >= kept.expires_at:
                raise
            if self._on_trouble is not None:
                self._on_trouble(asker.where, error)
            return kept
        life = timedelta(seconds=given.seconds)
        return _Kept(given.access_token, now + life - min(RENEW_BEFORE, life / 2), now + life)

    def _ask(self, asker: Asker, now: datetime) -> Grant:
        url = grants.token_url(asker.oauth2)
        match asker.oauth2.flow:
            case "client_credentials":
                form = grants.client_credentials(asker)
            case "refresh_token":
                form = grants.google_refresh(asker)
            case "service_account":
                form = grants.service_account(asker, now)
            case "device_code":
                form = grants.delegated(asker, self._stored(asker))
        given = grant(url, form, where=asker.where)
        if asker.oauth2.flow == "device_code" and given.refresh_token is not None:
            self.store.write(asker.account, given.refresh_token)  # Microsoft gives a new one
        return given

    def _stored(self, asker: Asker) -> str:
        found = self.store.read(asker.account)
        if found is None:
            raise TokenRefused(
                f"{asker.where}: nobody has allowed us to use the account yet",
                code="authorization_required",
                remedy=f"run: meldpost authorize {asker.name}",
            )
        return found
