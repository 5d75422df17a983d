"""The year as a command: its figures, and every check with how often it was broken."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.year.life import live
from tests.servers.postgres import Postgres


def main() -> int:
    """1 if anything went wrong."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    mails, days = (numbers + [20_000, 365][len(numbers) :])[:2]
    with tempfile.TemporaryDirectory() as folder:
        if "--postgres" not in sys.argv:
            url = f"sqlite:///{folder}/year.sqlite3"
            outcome = live(mails, url, Path(folder), days=days, tell=_tell)
        else:
            server = Postgres()
            try:
                url = server.new_database()
                outcome = live(mails, url, Path(folder), days=days, tell=_tell)
            finally:
                server.close()
    for name, value in outcome.figures:
        print(f"{name:52}{value:>14}")
    for one in outcome.verdicts:
        print(f"{one.rule:66}{one.count:8}")
        for example in one.examples:
            print(f"    {example}")
    return int(any(one.count for one in outcome.verdicts))


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
