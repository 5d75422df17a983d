"""The OAuth2 tokens of all servers; trouble with one is an alarm long before it locks us out."""

from __future__ import annotations

from datetime import UTC, datetime

from config.errors import MeldpostError
from config.settings import Settings
from ingest.sources.oauth2 import TokenCache
from worker import log


def token_cache(settings: Settings) -> TokenCache | None:
    """Where tokens are got and kept, or None where no server wants one."""
    if not any(server.oauth2 for server in (*settings.mailbox, *settings.smtp)):
        return None
    return TokenCache(settings.data_dir, lambda: datetime.now(UTC), on_trouble=_alarm)


def _alarm(where: str, error: MeldpostError) -> None:
    log.get().error("token_not_renewed", alarm=True, where=where, error=str(error))
