"""How many mails a second are read on one core, beside the parsers we stand on, in one run.

`python -m benchmarks.parse [count]` prints a table; the last line is the ratio that matters.
"""

from __future__ import annotations

import email
import sys
import time
from collections.abc import Callable, Sequence

import mailparser

from benchmarks.mail_corpus import mails
from ingest.parse import parse


def measure(read: Callable[[bytes], object], corpus: Sequence[bytes]) -> float:
    """Mails a second, after a few to warm up."""
    for raw in corpus[:20]:
        read(raw)
    begun = time.perf_counter()
    for raw in corpus:
        read(raw)
    return len(corpus) / (time.perf_counter() - begun)


def main(count: int = 10_000) -> int:
    """Print mails a second of each reader and the ratio of ours to mail-parser's."""
    corpus = list(mails(count))
    size = sum(len(raw) for raw in corpus) / count / 1_000
    print(f"{count} mails, {size:.1f} kB on average, one core")
    readers: dict[str, Callable[[bytes], object]] = {
        "standard library, tree only": email.message_from_bytes,
        "mail-parser": mailparser.parse_from_bytes,
        "meldpost, everything": parse,
    }
    speeds = {name: measure(read, corpus) for name, read in readers.items()}
    for name, speed in speeds.items():
        print(f"{name:32}{speed:10,.0f} mails/s")
    print(
        f"{'ours to mail-parser':32}{speeds['meldpost, everything'] / speeds['mail-parser']:10.2f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:2])))
