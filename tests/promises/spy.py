"""Looks for secrets in every byte, in every dress that a mail can give them."""

from __future__ import annotations

import base64
import contextlib
import gzip
import json
import quopri
import re
import subprocess
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import make_url

from tests.servers import process


def dresses(secret: str) -> set[bytes]:
    """The bytes that would betray it, with ASCII in lower case."""
    found: set[bytes] = set()
    for told in (secret, secret.lower(), secret.upper()):
        found |= {told.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be", "cp1252")}
        found |= {quopri.encodestring(told.encode(), quotetabs=tabs) for tabs in (True, False)}
        found |= {
            quote(told).encode(),
            json.dumps(told)[1:-1].encode(),
            told.encode().hex().encode(),
        }
    return {one.lower() for one in found}


def in_base64(secret: str) -> set[bytes]:
    """What base64 makes of it, wherever in a group of three bytes it begins."""
    found = set()
    for coding in ("utf-8", "utf-16-le"):
        plain = secret.encode(coding)
        for shift in range(3):
            coded = base64.b64encode(b"\0" * shift + plain + b"\0" * 3)
            whole = coded[4 if shift else 0 : (shift + len(plain)) // 3 * 4]
            found.add(whole)
    return {one for one in found if len(one) >= 8}


def betrayed(held: bytes, secrets: Iterable[str]) -> list[str]:
    """Those of `secrets` that stand in these bytes, plainly or packed."""
    texts = [held, *_unpacked(held)]
    lowered = [re.sub(rb"=\r?\n", b"", text.lower()) for text in texts]
    joined = [re.sub(rb"[\r\n]", b"", text) for text in texts]
    return [
        secret
        for secret in secrets
        if any(dress in text for text in lowered for dress in dresses(secret))
        or any(dress in text for text in joined for dress in in_base64(secret))
    ]


def leaks(places: Mapping[str, bytes], secrets: Iterable[str]) -> list[tuple[str, str]]:
    """(place, secret) for each secret that stands in the clear somewhere."""
    known = tuple(secrets)
    return [(place, found) for place, held in places.items() for found in betrayed(held, known)]


def files(*folders: Path) -> dict[str, bytes]:
    """Every file below these folders; a name is searched as well."""
    found: dict[str, bytes] = {}
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        with contextlib.suppress(FileNotFoundError):  # a server may be at work there
            found[str(path)] = path.read_bytes() + b"\n" + str(path).encode()
    return found


def _unpacked(held: bytes) -> Iterator[bytes]:
    """What zlib or gzip packed anywhere in these bytes."""
    for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08", held):
        packed = held[match.start() : match.start() + 1_000_000]
        unpacker = zlib.decompressobj(31 if packed[:1] == b"\x1f" else 15)
        try:
            yield unpacker.decompress(packed, 2_000_000)
        except zlib.error:
            continue


def examples(secret: str) -> dict[str, bytes]:
    """Bytes in which it stands, to prove that the spy sees it."""
    filled = f"x {secret} y"
    return {
        "utf-8": filled.encode(),
        "upper case": filled.upper().encode(),
        "utf-16": filled.encode("utf-16"),
        "base64": base64.encodebytes(filled.encode() * 9),
        "base64 of utf-16": base64.b64encode(filled.encode("utf-16-le")),
        "quoted-printable": quopri.encodestring((filled * 9).encode()),
        "json": json.dumps(filled).encode(),
        "zlib": b"junk" + zlib.compress(filled.encode()) + b"junk",
        "gzip": b"junk" + gzip.compress(filled.encode()) + b"junk",
    }


def held(url: str, folder: Path) -> dict[str, bytes]:
    """Every byte that lies there: the files of SQLite, or a dump of PostgreSQL; the data folder."""
    if url.startswith("sqlite"):
        file = Path(url.removeprefix("sqlite:///"))
        return files(folder) | {str(p): p.read_bytes() for p in file.parent.glob(f"{file.name}*")}
    bins = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    pg_dump = process.program("pg_dump", "postgresql", also_in=bins)
    address = make_url(url).set(drivername="postgresql").render_as_string()
    done = subprocess.run([str(pg_dump), address], capture_output=True, check=True)
    return {"dump": done.stdout} | files(folder)
