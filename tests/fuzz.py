"""Let a fuzzer look for mails that the parser cannot read: `python -m tests.fuzz [seconds]`.

With atheris installed it is guided by coverage; without, golden mails are damaged at random, which
finds less. Either way the corpus is the golden mails, and a mail that breaks the parser is kept in
the current folder as crash-*.eml.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import random
import sys
import tempfile
import time
from pathlib import Path

from desk.shapes import message_json
from ingest.parse import read
from tests.golden import mails

SECONDS = 300
SLOW = 5.0  # seconds for one mail of at most 64 kB
MEMORY = 700  # megabytes of the whole process, of which py3langid's model and the fuzzer take 200


def one(raw: bytes) -> None:
    """Read one mail without the net that `parse` spreads; raises where the parser would."""
    begun = time.monotonic()
    message = read(raw)
    assert "".join(message.text[r.start : r.end] for r in message.regions) == message.text
    json.dumps(message_json(message), ensure_ascii=False).encode("utf-8")
    assert time.monotonic() - begun < SLOW


def guided(seconds: int) -> None:
    """Coverage-guided, by libFuzzer; does not return."""
    import atheris

    atheris.instrument_all()
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(mails()):
            (Path(folder) / str(number)).write_bytes(path.read_bytes())
        atheris.Setup(
            [
                sys.argv[0],
                folder,
                f"-max_total_time={seconds}",
                "-max_len=65536",
                "-timeout=20",
                f"-rss_limit_mb={MEMORY}",
            ],
            one,
        )
        atheris.Fuzz()


def damaged(seconds: int) -> int:
    """Golden mails, damaged at random until the time is over; the number of mails tried."""
    chance = random.Random(0)
    corpus = [path.read_bytes() for path in mails()]
    end = time.monotonic() + seconds
    tried = 0
    while time.monotonic() < end:
        raw = _damage(chance, corpus)
        tried += 1
        try:
            one(raw)
        except Exception:
            name = f"crash-{hashlib.sha256(raw).hexdigest()[:12]}.eml"
            Path(name).write_bytes(raw)
            raise
    return tried


def _damage(chance: random.Random, corpus: list[bytes]) -> bytes:
    raw = bytearray(chance.choice(corpus))
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(raw) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            raw[at : at + chance.randint(1, 40)] = b""
        elif kind == 1:
            raw[at:at] = chance.randbytes(chance.randint(1, 6))
        elif kind == 2:
            other = chance.choice(corpus)
            start = chance.randrange(len(other) + 1)
            raw[at:at] = other[start : start + chance.randint(1, 400)]
        elif raw:
            raw[at % len(raw)] = chance.randrange(256)
    return bytes(raw)


def main() -> int:
    """Run as long as the first argument says, in seconds."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    if importlib.util.find_spec("atheris"):
        guided(seconds)
    tried = damaged(seconds)
    sys.stderr.write(f"{tried} damaged mails, none broke the parser (atheris is not installed)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
