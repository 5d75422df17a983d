"""Settings are checked at the door: each mistake is one error with its line and the remedy."""

from pathlib import Path

import pytest

from config import secrets, settings
from config.errors import ConfigError

WHOLE = """\
data_dir = "/var/lib/meldpost"
preset = "kampadmin"

[[mailbox]]
name = "support"
preset = "kampadmin"
address = "support@kampadmin.example"
host = "imap.kampadmin.example"
user = "support"
after = { action = "move", folder = "Verwerkt" }

[[smtp]]
host = "smtp.kampadmin.example"
user = "support"

[limits]
mail_bytes = 10_000_000

[limits.parse]
parts = 50
"""


def loaded(folder: Path, text: str, **environment: str) -> settings.Settings:
    path = folder / "meldpost.toml"
    path.write_text(text, encoding="utf-8")
    return settings.load(path, environment)


def test_a_whole_file(tmp_path: Path) -> None:
    found = loaded(tmp_path, WHOLE, MELDPOST_MAILBOX_SUPPORT_PASSWORD="geheim")
    assert found.mailbox[0].security == "tls"
    assert found.mailbox[0].port == 993
    assert found.database_url == "sqlite:////var/lib/meldpost/meldpost.sqlite3"
    assert found.smtp[0].security == "starttls"
    secret = found.mailbox[0].password
    assert secrets.require_secret(secret, "mailbox", "support", "password") == "geheim"
    assert "geheim" not in repr(found)


def test_the_database_may_come_from_the_environment(tmp_path: Path) -> None:
    url = "postgresql+psycopg://meldpost@localhost/meldpost"
    assert loaded(tmp_path, WHOLE, MELDPOST_DATABASE=url).database_url == url


def test_a_missing_secret_names_its_variable() -> None:
    with pytest.raises(ConfigError, match="MELDPOST_MAILBOX_FRONT_DESK_PASSWORD"):
        secrets.require_secret(None, "mailbox", "front-desk", "password")


@pytest.mark.parametrize(
    ("old", "new", "line", "complaint"),
    [
        ("user = ", "usr = ", 9, "unknown key"),
        ('host = "imap', 'hots = "imap', 8, "unknown key 'mailbox.0.hots'"),
        ('host = "imap.kampadmin.example"\n', "", 4, "'mailbox.0.host' is missing"),
        ('action = "move", folder = "Verwerkt"', 'action = "move"', 10, "move needs a folder"),
        ('action = "move"', 'action = "eat"', 10, "Input should be"),
        ("mail_bytes = 10_000_000", "mail_bytes = 10", 17, "greater than or equal to 1024"),
        ('name = "support"', 'name = "Support Desk"', 5, "should match pattern"),
        ("[limits]", "[limit]", 16, "unknown key 'limit'"),
        ("parts = 50", "parts = 1", 20, "greater than or equal to 10"),
        ("parts = 50", "nested = 900", 20, "less than or equal to 150"),
        ("parts = 50", "part = 50", 20, "unknown key 'limits.parse.part'"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, complaint: str
) -> None:
    assert old in WHOLE
    with pytest.raises(ConfigError, match=complaint) as caught:
        loaded(tmp_path, WHOLE.replace(old, new, 1))
    assert caught.value.line == line


@pytest.mark.parametrize("host", ["imap.kampadmin.example", "10.0.0.5", "localhost.example"])
def test_plain_text_leaves_the_machine_only_on_request(tmp_path: Path, host: str) -> None:
    plain = WHOLE.replace("imap.kampadmin.example", host).replace(
        'user = "support"', 'user = "support"\nsecurity = "plain"', 1
    )
    with pytest.raises(ConfigError, match="allow_plaintext = true"):
        loaded(tmp_path, plain)
    allowed = plain.replace('"plain"', '"plain"\nallow_plaintext = true')
    assert loaded(tmp_path, allowed).mailbox[0].security == "plain"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_plain_text_to_this_machine_is_no_risk(tmp_path: Path, host: str) -> None:
    plain = WHOLE.replace("imap.kampadmin.example", host).replace(
        'user = "support"', 'user = "support"\nsecurity = "plain"', 1
    )
    assert loaded(tmp_path, plain).mailbox[0].host == host


@pytest.mark.parametrize(
    ("oauth2", "complaint"),
    [
        ('{ provider = "google", flow = "device_code" }', "google does not know"),
        ('{ provider = "microsoft", flow = "client_credentials" }', "tenant and client_id"),
        ('{ provider = "google", flow = "service_account" }', "needs key_file"),
        ('{ provider = "google", flow = "refresh_token" }', "needs client_id"),
    ],
)
def test_oauth2_says_what_it_lacks(tmp_path: Path, oauth2: str, complaint: str) -> None:
    text = WHOLE.replace('user = "support"', f'user = "support"\noauth2 = {oauth2}', 1)
    with pytest.raises(ConfigError, match=complaint):
        loaded(tmp_path, text)


def test_two_mailboxes_need_two_names(tmp_path: Path) -> None:
    again = WHOLE[WHOLE.index("[[mailbox]]") : WHOLE.index("[[smtp]]")]
    with pytest.raises(ConfigError, match="each mailbox needs a name of its own"):
        loaded(tmp_path, WHOLE + "\n" + again)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        settings.load(tmp_path / "nowhere.toml")


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "meldpost.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="is not UTF-8"):
        settings.load(path)
