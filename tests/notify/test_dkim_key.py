"""What we sign, others can verify; a second From or Subject spoils it; bad keys say why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from config.errors import ConfigError
from config.servers import Dkim
from ingest.message import Address
from notify.dkim_key import DkimKey
from notify.mime import Envelope, build
from tests.notify.made import AT, a_reply

Private = rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey
RSA = rsa.generate_private_key(65537, 2048)
MAIL = build(
    a_reply(),
    Envelope(
        Address("Désk", "support@desk.example"), "<a@desk.example>", AT, "<b@kdv.example>", ()
    ),
)


def pem(key: Private, password: bytes | None = None) -> bytes:
    locked = forms.BestAvailableEncryption(password) if password else forms.NoEncryption()
    return key.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, locked)


def a_key(folder: Path, key: bytes) -> DkimKey:
    file = folder / "dkim.pem"
    file.write_bytes(key)
    return DkimKey.of(Dkim(domain="desk.example", selector="een", key_file=file))


def verified(raw: bytes, key: DkimKey) -> bool:
    """Whether dkimpy, which asks a DNS of our own, believes it."""

    def dns(name: bytes, timeout: int = 5) -> bytes:
        return key.text.encode() if name.decode().rstrip(".") == key.name else b""

    try:
        return bool(dkim.verify(raw, dnsfunc=dns))
    except dkim.DKIMException:
        return False


@pytest.fixture(params=["rsa", "ed25519"])
def key(request: pytest.FixtureRequest, tmp_path: Path) -> DkimKey:
    made = RSA if request.param == "rsa" else ed25519.Ed25519PrivateKey.generate()
    found = a_key(tmp_path, pem(made))
    assert found.sort == request.param
    return found


def test_what_we_sign_is_verified(key: DkimKey) -> None:
    signed = key.signed(MAIL)
    assert signed.endswith(MAIL)
    assert verified(signed, key)
    assert max(map(len, signed.split(b"\r\n"))) < 998


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.replace(b"KK-1042", b"KK-1043"),
        lambda raw: b"From: <evil@x.example>\r\n" + raw,  # the second From is the one that is shown
        lambda raw: b"Subject: iets anders\r\n" + raw,
        lambda raw: raw.replace(b"To: Sanne", b"To: Joris"),
        lambda raw: raw.replace(b"d=desk.example", b"d=evil.example"),
    ],
    ids=["text", "from", "subject", "to", "domain"],
)
def test_what_was_changed_is_not(key: DkimKey, change: Callable[[bytes], bytes]) -> None:
    changed = change(key.signed(MAIL))
    assert changed != key.signed(MAIL)
    assert not verified(changed, key)


def test_what_servers_on_the_way_add_does_no_harm(key: DkimKey) -> None:
    assert verified(b"Received: from a by b; x\r\nX-Spam: no\r\n" + key.signed(MAIL), key)


def test_the_record_fits_a_zone_file(key: DkimKey) -> None:
    pieces = key.record.partition(" IN TXT ")[2].split('" "')
    assert all(len(piece.strip('"')) <= 255 for piece in pieces)
    assert "".join(piece.strip('"') for piece in pieces) == key.text
    assert key.record.startswith("een._domainkey.desk.example. IN TXT ")
    assert repr(key.private) not in repr(key)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "no private key in PEM"),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "no private key"),
        (pem(ec.generate_private_key(ec.SECP256R1())), "neither an RSA nor an Ed25519 key"),
        (pem(RSA, b"geheim"), "asks for a password"),
        (None, "cannot be read: No such file"),
    ],
    ids=["empty", "broken", "elliptic", "locked", "missing"],
)
def test_bad_keys_say_why(tmp_path: Path, content: bytes | None, problem: str) -> None:
    file = tmp_path / "dkim.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError, match=problem) as error:
        DkimKey.of(Dkim(domain="desk.example", selector="een", key_file=file))
    assert "openssl" in error.value.remedy


@pytest.mark.parametrize(
    ("domain", "address", "aligned"),
    [
        ("desk.example", "support@desk.example", True),
        ("desk.example", "support@Mail.Desk.example", True),
        ("mail.desk.example", "support@desk.example", True),
        ("desk.example", "support@otherdesk.example", False),
        ("desk.example", "support@desk.example.org", False),
    ],
)
def test_for_whom_a_signature_speaks(domain: str, address: str, *, aligned: bool) -> None:
    assert Dkim(domain=domain, selector="een", key_file=Path("x")).aligned(address) is aligned
