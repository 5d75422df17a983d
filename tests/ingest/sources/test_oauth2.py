"""Bearer tokens from a real identity provider on this machine, used at a real Dovecot."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pydantic import SecretStr

from config.errors import ConfigError, MeldpostError, TransientError
from config.servers import Mailbox, OAuth2, Smtp
from ingest.sources import device_code, grants
from ingest.sources.grants import Asker
from ingest.sources.imap import ImapSource
from ingest.sources.oauth2 import TokenCache
from ingest.sources.token_endpoint import TokenRefused
from tests.servers.authority import Authority
from tests.servers.dovecot import Dovecot
from tests.servers.imap_account import ImapAccount
from tests.servers.tokens import CLIENT, SECRET, IdentityProvider, token

START = datetime(2026, 11, 20, 8, 15, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def provider() -> Iterator[IdentityProvider]:
    server = IdentityProvider()
    yield server
    server.close()


@pytest.fixture
def key_file(provider: IdentityProvider, tmp_path: Path) -> Path:
    key = rsa.generate_private_key(65537, 2048)
    provider.public_key = key.public_key()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    path = tmp_path / "key.json"
    path.write_text(json.dumps({"client_email": "desk@app.example", "private_key": pem}))
    return path


def oauth2(flow: str, url: str, **changes: object) -> OAuth2:
    microsoft = flow in {"client_credentials", "device_code"}
    values: dict[str, object] = {
        "flow": flow,
        "provider": "microsoft" if microsoft else "google",
        "tenant": "kdv" if microsoft else None,
        "client_id": CLIENT,
        "client_secret": SecretStr(SECRET),
        "refresh_token": SecretStr("refresh-1") if flow == "refresh_token" else None,
        "token_url": url,
    }
    return OAuth2.model_validate({**values, **changes})


def box(provider: IdentityProvider, flow: str = "client_credentials", **changes: object) -> Mailbox:
    values: dict[str, Any] = {
        "name": "support",
        "preset": "kidskonnect",
        "address": provider.user,
        "host": "localhost",
        "oauth2": oauth2(flow, provider.url, **changes),
    }
    return Mailbox.model_validate(values)


@pytest.fixture
def cache(tmp_path: Path, clock: Clock) -> TokenCache:
    return TokenCache(tmp_path / "data", clock)


# -- the flows -------------------------------------------------------------------------------------


@pytest.mark.server
@pytest.mark.parametrize(
    "flow", ["client_credentials", "refresh_token", "service_account", "device_code"]
)
def test_each_flow_logs_in_at_a_real_server(
    flow: str, provider: IdentityProvider, cache: TokenCache, account: ImapAccount, key_file: Path
) -> None:
    provider.user = account.user
    setting = box(provider, flow, key_file=key_file if flow == "service_account" else None)
    if flow == "device_code":
        provider.approved = True
        device_code.authorise(setting, cache.store, show=lambda *_: None, pause=lambda _: None)
    mailbox = account.mailbox(password=None, oauth2=setting.oauth2)
    account.deliver(b"Subject: x\r\n\r\nHallo\r\n")
    for _ in range(2):
        with ImapSource.open(mailbox, cache) as source:
            assert source.select("INBOX").exists == 1
    asked = [form for form in provider.asked if "scope" not in form or "grant_type" in form]
    assert len(asked) == (2 if flow == "device_code" else 1)  # the second log-in asks nobody


def test_the_real_addresses_of_the_providers() -> None:
    setting = oauth2("client_credentials", "", token_url=None)
    assert grants.token_url(setting) == "https://login.microsoftonline.com/kdv/oauth2/v2.0/token"
    assert grants.device_url(setting).endswith("/kdv/oauth2/v2.0/devicecode")
    setting = oauth2("refresh_token", "", token_url=None)
    assert grants.token_url(setting) == "https://oauth2.googleapis.com/token"


def test_reading_and_sending_have_tokens_of_their_own_setting(
    provider: IdentityProvider, cache: TokenCache
) -> None:
    setting = oauth2("client_credentials", provider.url)
    server = Smtp(host="localhost", user="desk", oauth2=setting)
    assert cache.token_of(server) == cache.token_of(server)
    assert cache.token_of(box(provider))
    assert len(provider.asked) == 2


# -- the life of a token ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("life", "minutes", "asked"),
    [(3600, 54, 1), (3600, 55, 2), (3600, 61, 2), (120, 0.9, 1), (120, 1, 2), (0, 0, 2)],
)
def test_a_token_is_renewed_before_it_expires(
    provider: IdentityProvider,
    cache: TokenCache,
    clock: Clock,
    life: float,
    minutes: float,
    asked: int,
) -> None:
    provider.life = life
    cache.token_of(box(provider))
    clock.pass_(minutes=minutes)
    cache.token_of(box(provider))
    assert len(provider.asked) == asked


def test_a_failed_renewal_is_told_at_once_and_raised_when_the_token_is_dead(
    provider: IdentityProvider, tmp_path: Path, clock: Clock
) -> None:
    told: list[tuple[str, MeldpostError]] = []
    cache = TokenCache(tmp_path, clock, on_trouble=lambda *trouble: told.append(trouble))
    kept = cache.token_of(box(provider))
    provider.next_answers.extend([(400, {"error": "invalid_client"})] * 2)
    clock.pass_(minutes=56)
    assert cache.token_of(box(provider)) == kept
    assert [where for where, _ in told] == ["mailbox 'support'"]
    assert isinstance(told[0][1], TokenRefused)
    clock.pass_(minutes=4)
    with pytest.raises(TokenRefused, match="invalid_client"):
        cache.token_of(box(provider))
    assert cache.token_of(box(provider))  # it is asked for again and again


@pytest.mark.server
def test_a_token_that_was_withdrawn_is_replaced_at_the_log_in(
    provider: IdentityProvider, cache: TokenCache, account: ImapAccount
) -> None:
    provider.user = account.user
    mailbox = account.mailbox(password=None, oauth2=oauth2("client_credentials", provider.url))
    stale = token(account.user, -10)
    provider.next_answers.append((200, {"access_token": stale, "expires_in": 3600}))
    assert cache.token_of(mailbox) == stale
    with ImapSource.open(mailbox, cache) as source:
        assert source.select("INBOX").exists == 0


@pytest.mark.server
def test_a_token_for_somebody_else_is_refused(
    provider: IdentityProvider, cache: TokenCache, dovecot: Dovecot
) -> None:
    provider.user = "somebody@else.example"
    mailbox = dovecot.account().mailbox(
        password=None, oauth2=oauth2("client_credentials", provider.url)
    )
    with pytest.raises(ConfigError, match="the application may read this account"):
        ImapSource.open(mailbox, cache).__enter__()
    with pytest.raises(ConfigError, match="nobody gives OAuth2 tokens"):
        ImapSource.open(mailbox).__enter__()


# -- the device flow -------------------------------------------------------------------------------


def test_a_person_types_the_code(provider: IdentityProvider, cache: TokenCache) -> None:
    shown: list[tuple[str, str]] = []
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        provider.approved = len(pauses) == 4

    setting = box(provider, "device_code")
    provider.next_answers.append(provider.answer("/devicecode", {}))
    provider.next_answers.append((400, {"error": "slow_down"}))
    device_code.authorise(setting, cache.store, show=lambda *what: shown.append(what), pause=pause)
    assert shown == [("https://login.example/device", "ABCD-1234")]
    assert pauses == [1, 6, 6, 6]
    assert cache.token_of(setting)


def test_the_refresh_token_is_for_our_eyes_only_and_follows_the_provider(
    provider: IdentityProvider, cache: TokenCache, clock: Clock, tmp_path: Path
) -> None:
    setting = box(provider, "device_code")
    with pytest.raises(TokenRefused, match="run: meldpost authorize support"):
        cache.token_of(setting)
    provider.approved = True
    device_code.authorise(setting, cache.store, show=lambda *_: None, pause=lambda _: None)
    (path,) = (tmp_path / "data" / "tokens").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "desk" not in path.name
    for _ in range(3):  # each renewal brings a new refresh token, which must be kept
        cache.token_of(setting)
        assert json.loads(path.read_bytes()) == {"refresh_token": provider.refresh_token}
        clock.pass_(hours=1)
    again = TokenCache(tmp_path / "data", clock)  # after a restart
    assert again.token_of(setting)
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    path.write_bytes(b"{")
    with pytest.raises(ConfigError, match=r"is damaged \(authorise again\)"):
        TokenCache(tmp_path / "data", clock).token_of(setting)


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        ([(400, {"error": "access_denied"})], "access_denied"),
        ([(400, {"error": "expired_token"})], "expired_token"),
        ([(400, {"error": "authorization_pending"})] * 40, "was not typed in time"),
        ([(200, {"access_token": "t"})], "gives no refresh token"),
    ],
)
def test_a_person_who_does_not(
    provider: IdentityProvider, cache: TokenCache, answers: list[Any], problem: str
) -> None:
    provider.next_answers.extend([provider.answer("/devicecode", {}), *answers])
    with pytest.raises(TokenRefused, match=problem):
        device_code.authorise(
            box(provider, "device_code"), cache.store, show=lambda *_: None, pause=lambda _: None
        )


# -- what goes wrong -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "kind", "said"),
    [
        ((400, {"error": "invalid_client"}), TokenRefused, "check client_id and the client secret"),
        ((401, {"error": "invalid_client"}), TokenRefused, "check client_id and the client secret"),
        ((400, {"error": "invalid_grant"}), TokenRefused, "authorise the account again"),
        ((403, {"error": "invalid_scope"}), TokenRefused, "the right to IMAP and SMTP"),
        ((400, {"error": "sanne@kdv.example"}), TokenRefused, "unknown_error"),
        ((400, {"error": 7}), TokenRefused, "unknown_error"),
        (
            (
                400,
                {
                    "error": "invalid_client",
                    "error_description": "AADSTS7000222: The secret of sanne@kdv.example expired",
                },
            ),
            TokenRefused,
            "(invalid_client, AADSTS7000222)",
        ),
        ((400, {"error": "temporarily_unavailable"}), TransientError, "is not ready"),
        ((429, {"error": "too_many"}), TransientError, "is not ready (429"),
        ((503, {"error": "server_error"}), TransientError, "is not ready (503"),
        ((500, b"<html>oops</html>"), TransientError, "answers 500 and no JSON"),
        ((200, b""), TransientError, "no JSON"),
        ((200, b"[1, 2]"), TransientError, "no JSON"),
        ((200, {}), TransientError, "sends no token"),
        ((200, {"access_token": ""}), TransientError, "sends no token"),
        # a redirect is not followed: the secret goes to nobody else
        ((307, {"error": "moved"}), TransientError, "answers 307 and no JSON"),
    ],
)
def test_an_answer_without_a_token(
    provider: IdentityProvider,
    cache: TokenCache,
    answer: tuple[int, object],
    kind: type[MeldpostError],
    said: str,
) -> None:
    provider.next_answers.append(answer)
    with pytest.raises(kind) as caught:
        cache.token_of(box(provider))
    assert type(caught.value) is kind
    assert said in str(caught.value)
    assert "@" not in str(caught.value)
    assert len(provider.asked) == 1


@pytest.mark.parametrize("expires", ["soon", None, -5, 1e99])
def test_a_life_that_is_no_number(
    provider: IdentityProvider, cache: TokenCache, expires: object
) -> None:
    provider.next_answers.append((200, {"access_token": "t", "expires_in": expires}))
    assert cache.token_of(box(provider)) == "t"


def test_a_provider_that_is_not_there(provider: IdentityProvider, cache: TokenCache) -> None:
    setting = box(provider)
    provider.close()
    with pytest.raises(TransientError, match=r"cannot be reached \(ConnectionError\)"):
        cache.token_of(setting)


def test_a_provider_with_a_certificate_that_nobody_trusts(
    authority: Authority, cache: TokenCache
) -> None:
    provider = IdentityProvider(context=authority.server_context())
    try:
        with pytest.raises(ConfigError, match="certificate is not trusted"):
            cache.token_of(box(provider))
        assert provider.asked == []
    finally:
        provider.close()


def test_a_provider_over_tls(
    authority: Authority, cache: TokenCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = IdentityProvider(context=authority.server_context())
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority.ca_file))
    try:
        assert cache.token_of(box(provider))
    finally:
        provider.close()


@pytest.mark.parametrize("url", ["http://login.example/token", "ftp://localhost/token", "login"])
def test_secrets_go_nowhere_in_clear_text(
    provider: IdentityProvider, cache: TokenCache, url: str
) -> None:
    with pytest.raises(ConfigError, match="token_url must be https"):
        cache.token_of(box(provider, token_url=url))


@pytest.mark.parametrize(
    ("flow", "changes", "variable"),
    [
        ("client_credentials", {"client_secret": None}, "MELDPOST_MAILBOX_SUPPORT_CLIENT_SECRET"),
        ("refresh_token", {"refresh_token": None}, "MELDPOST_MAILBOX_SUPPORT_REFRESH_TOKEN"),
    ],
)
def test_a_secret_that_is_not_set(
    provider: IdentityProvider,
    cache: TokenCache,
    flow: str,
    changes: dict[str, object],
    variable: str,
) -> None:
    with pytest.raises(ConfigError, match=variable):
        cache.token_of(box(provider, flow, **changes))
    assert provider.asked == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "cannot be read: No such file"),
        (b"{", "is no JSON"),
        (b"[]", "has no client_email and private_key"),
        (b'{"client_email": "x"}', "has no client_email and private_key"),
        (b'{"client_email": "x", "private_key": "damaged"}', "holds no RSA key"),
        (b'{"client_email": "x", "private_key": 7}', "holds no RSA key"),
    ],
)
def test_a_key_file_that_is_wrong(
    provider: IdentityProvider,
    cache: TokenCache,
    tmp_path: Path,
    content: bytes | None,
    problem: str,
) -> None:
    path = tmp_path / "key.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match=problem) as caught:
        cache.token_of(box(provider, "service_account", key_file=path))
    assert caught.value.path == path


def test_nothing_secret_is_shown(provider: IdentityProvider, cache: TokenCache) -> None:
    setting = box(provider)
    secret = cache.token_of(setting)
    for shown in (repr(Asker.of(setting)), repr(setting), repr(vars(cache))):
        assert SECRET not in shown
        assert secret not in shown
