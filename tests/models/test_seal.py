"""Sealing: what was changed, moved or given another key does not open; nothing comes twice."""

from __future__ import annotations

import base64

import pytest

from config.errors import PermanentError
from models import seal
from models.seal import Key, key_of
from tests.factories import KEY

PLAIN = b"Geachte heer, " * 100


def test_what_is_sealed_opens_again() -> None:
    data_key, body = seal.seal(PLAIN)
    assert b"Geachte" not in body
    assert seal.unseal(KEY, seal.wrap(KEY, data_key, b"row 1"), b"row 1", body) == PLAIN


@pytest.mark.parametrize("at", [0, 11, 12, 40, -1])
@pytest.mark.parametrize("which", ["body", "data key"])
def test_one_changed_bit_is_found(which: str, at: int) -> None:
    data_key, body = seal.seal(PLAIN)
    parts = {"body": body, "data key": seal.wrap(KEY, data_key, b"row 1")}
    changed = bytearray(parts[which])
    changed[at] ^= 1
    parts[which] = bytes(changed)
    with pytest.raises(PermanentError, match="was changed"):
        seal.unseal(KEY, parts["data key"], b"row 1", parts["body"])


def test_a_body_belongs_to_its_row_and_to_its_key() -> None:
    data_key, body = seal.seal(PLAIN)
    wrapped = seal.wrap(KEY, data_key, b"row 1")
    for key, bound in ((KEY, b"row 2"), (Key(b"x" * 32), b"row 1")):
        with pytest.raises(PermanentError):
            seal.unseal(key, wrapped, bound, body)
    other, _ = seal.seal(PLAIN)
    with pytest.raises(PermanentError):  # the row's own wrapping, another body's key
        seal.unseal(KEY, seal.wrap(KEY, other, b"row 1"), b"row 1", body)
    for cut in (b"", body[:12], body[:-1]):
        with pytest.raises(PermanentError):
            seal.unseal(KEY, wrapped, b"row 1", cut)


def test_no_data_key_and_no_nonce_comes_twice() -> None:
    sealed = [seal.seal(b"x") for _ in range(5000)]
    wraps = [seal.wrap(KEY, data_key, b"") for data_key, _ in sealed[:2000]]
    assert len({data_key for data_key, _ in sealed}) == 5000
    assert len({body[:12] for _, body in sealed}) == 5000
    assert len({wrapped[:12] for wrapped in wraps}) == 2000


BYTES = bytes(range(224, 256))


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (base64.b64encode(BYTES).decode(), True),
        (base64.urlsafe_b64encode(BYTES).decode(), True),
        (base64.b64encode(BYTES).decode().rstrip("="), True),
        (BYTES.hex(), True),
        (BYTES.hex().upper(), True),
        (base64.b64encode(BYTES[:31]).decode(), False),
        (base64.b64encode(BYTES + b"x").decode(), False),
        (BYTES.hex()[:-2], False),
        ("correct horse battery staple", False),
        ("geheim", False),
        ("é" * 44, False),
        ("", False),
    ],
)
def test_what_is_a_key(text: str, known: bool) -> None:
    assert key_of(text) == (Key(BYTES) if known else None)


def test_a_key_is_known_by_a_fingerprint_that_tells_nothing_of_it() -> None:
    assert key_of(KEY.text) == KEY
    assert len(KEY.id) == 16
    assert KEY.id != Key.fresh().id
    assert KEY.id not in KEY.secret.hex()
    assert KEY.text not in repr(KEY)
    assert "0123" not in repr(KEY)
