"""The device flow (RFC 8628): a person types a code in a browser, once, and lets us in."""

from __future__ import annotations

from collections.abc import Callable

from config.errors import ConfigError, TransientError
from config.servers import Mailbox, Smtp
from ingest.sources import grants
from ingest.sources.grants import Asker
from ingest.sources.token_endpoint import Grant, TokenRefused, grant, post
from ingest.sources.token_store import TokenStore

DEFAULT_INTERVAL_SECONDS = 5.0
DEFAULT_LIFE_SECONDS = 900.0
SLOW_DOWN_SECONDS = 5.0  # RFC 8628, 3.5


def authorise(
    server: Mailbox | Smtp,
    store: TokenStore,
    *,
    show: Callable[[str, str], None],
    pause: Callable[[float], object],
) -> None:
    """Get a refresh token for `server` and keep it in `store`.

    `show(address, code)` tells a person where to type what; `pause(seconds)` waits.
    TokenRefused when the person says no or lets the code expire.
    """
    asker = Asker.of(server)
    if asker.oauth2.flow != "device_code":
        raise ConfigError(f"{asker.where} does not use the flow device_code")
    form = {"client_id": asker.oauth2.client_id or "", "scope": grants.DELEGATED_SCOPE}
    offer = post(grants.device_url(asker.oauth2), form, where=asker.where)
    try:
        code, device = str(offer["user_code"]), str(offer["device_code"])
        address = str(offer["verification_uri"])
        interval = max(0.0, float(offer.get("interval", DEFAULT_INTERVAL_SECONDS)))
        life = min(float(offer.get("expires_in", DEFAULT_LIFE_SECONDS)), DEFAULT_LIFE_SECONDS * 4)
    except (KeyError, TypeError, ValueError):
        raise TransientError(f"{asker.where}: the identity provider offers no code") from None
    show(address, code)
    given = _poll(asker, device, interval, life, pause)
    if given.refresh_token is None:
        raise TokenRefused(
            f"{asker.where}: the identity provider gives no refresh token",
            code="no_refresh_token",
            remedy="give the application the right offline_access",
        )
    store.write(asker.account, given.refresh_token)


def _poll(
    asker: Asker, device: str, interval: float, life: float, pause: Callable[[float], object]
) -> Grant:
    form = {
        "grant_type": grants.DEVICE_GRANT,
        "client_id": asker.oauth2.client_id or "",
        "device_code": device,
    }
    waited = 0.0
    while waited <= life:
        pause(interval)
        waited += max(interval, 1.0)
        try:
            return grant(grants.token_url(asker.oauth2), form, where=asker.where)
        except TokenRefused as refused:
            if refused.code == "slow_down":
                interval += SLOW_DOWN_SECONDS
            elif refused.code != "authorization_pending":
                raise
    raise TokenRefused(
        f"{asker.where}: the code was not typed in time", code="expired_token", remedy="try again"
    )
