"""Weight files: one file for all presets, of plain numbers and JSON; nothing in it can run.

A file is one line of JSON (the head) and an npz archive of arrays that is read without pickle.
The head carries the SHA-256 digest of all the rest and, where MELDPOST_WEIGHTS_KEY is set, an
HMAC, so that only files made by a holder of the key are taken. A stamp says from which corpus,
words and code the weights came.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from config.errors import ConfigError, TransientError
from triage.weights import Head, Weights

FORMAT = 3
KEY = "MELDPOST_WEIGHTS_KEY"
REMEDY = "run `meldpost train`"
_HEAD_LIMIT = 4_000_000  # bytes


def save(weights: Weights, path: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Write a weight file aside and put it in place in one step; TransientError if it cannot."""
    arrays = io.BytesIO()
    np.savez(  # half-precision weights do not get smaller by compression, only slower to read
        arrays,
        hashed=weights.hashed.astype(np.int32),
        importance=weights.importance.astype(np.float16),
        matrix=weights.matrix.astype(np.float16),
        intercept=weights.intercept,
    )
    head: dict[str, Any] = {
        "meldpost_weights": FORMAT,
        "stamp": dict(weights.stamp),
        "measured": dict(weights.measured),
        "held_out": _answers_json(weights.held_out),
        "signals": list(weights.signals),
        "heads": [_head_json(head) for head in weights.heads.values()],
    }
    body = arrays.getvalue()
    head["digest"] = _digest(head, body)
    if key := environment.get(KEY):
        head["signature"] = _signature(key, head["digest"])
    try:
        _write(path, json.dumps(head).encode() + b"\n" + body)
    except OSError as error:
        raise TransientError(f"{path}: weights cannot be written: {error.strerror}") from error


def read(path: Path, environment: Mapping[str, str] = os.environ) -> Weights:
    """The weights of a file; ConfigError if it is missing, damaged, foreign or not signed."""
    try:
        with path.open("rb") as file:
            line = file.readline(_HEAD_LIMIT)
            body = file.read()
    except OSError as error:
        raise ConfigError(f"no weights: {error.strerror}", path=path, remedy=REMEDY) from error
    head = _head(line, path)
    digest = head.pop("digest", "")
    signature = head.pop("signature", "")
    if not isinstance(digest, str) or not hmac.compare_digest(digest, _digest(head, body)):
        raise ConfigError("this weight file is damaged", path=path, remedy=REMEDY)
    key = environment.get(KEY)
    if key and not hmac.compare_digest(str(signature), _signature(key, digest)):
        raise ConfigError(f"these weights are not signed with {KEY}", path=path, remedy=REMEDY)
    try:
        return _weights(head, body)
    except (BadZipFile, KeyError, TypeError, ValueError) as error:
        raise ConfigError("this weight file is damaged", path=path, remedy=REMEDY) from error


def _head(line: bytes, path: Path) -> dict[str, Any]:
    try:
        head = json.loads(line)
    except ValueError as error:
        raise ConfigError("this is no weight file", path=path, remedy=REMEDY) from error
    if not isinstance(head, dict) or "meldpost_weights" not in head:
        raise ConfigError("this is no weight file", path=path, remedy=REMEDY)
    if head["meldpost_weights"] != FORMAT:
        raise ConfigError(
            f"weights of format {head['meldpost_weights']!r}, this version reads {FORMAT}",
            path=path,
            remedy=REMEDY,
        )
    return head


def _head_json(head: Head) -> dict[str, object]:
    return {
        "name": head.name,
        "classes": list(head.classes),
        "start": head.start,
        "threshold": head.threshold,
    }


def _answers_json(held_out: Mapping[str, Mapping[str, bool]]) -> dict[str, object]:
    """The ids once, and for each head a sign for each: right, wrong, or not asked."""
    ids = sorted({mail for answers in held_out.values() for mail in answers})
    signs = {True: "+", False: "-", None: " "}
    return {
        "mails": ids,
        "heads": {
            head: "".join(signs[answers.get(mail)] for mail in ids)
            for head, answers in held_out.items()
        },
    }


def _answers(kept: Mapping[str, Any]) -> dict[str, dict[str, bool]]:
    return {
        head: {
            mail: sign == "+"
            for mail, sign in zip(kept["mails"], signs, strict=True)
            if sign != " "
        }
        for head, signs in kept["heads"].items()
    }


def _weights(head: dict[str, Any], body: bytes) -> Weights:
    heads = [Head(**{**one, "classes": tuple(one["classes"])}) for one in head["heads"]]
    with np.load(io.BytesIO(body), allow_pickle=False) as arrays:
        return Weights(
            hashed=arrays["hashed"].astype(np.int64),
            importance=arrays["importance"].astype(np.float32),
            signals=tuple(head["signals"]),
            matrix=arrays["matrix"].astype(np.float32),
            intercept=arrays["intercept"],
            heads={one.name: one for one in heads},
            stamp=head["stamp"],
            measured=head["measured"],
            held_out=_answers(head["held_out"]),
        )


def _digest(head: Mapping[str, Any], body: bytes) -> str:
    return hashlib.sha256(json.dumps(head, sort_keys=True).encode() + b"\n" + body).hexdigest()


def _signature(key: str, digest: str) -> str:
    return hmac.new(key.encode(), digest.encode(), hashlib.sha256).hexdigest()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
