"""All benchmarks, one after the other, each in a process of its own: `make bench`."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

MEASURED = (
    ("the line: fetch, parse, triage, commit", ("benchmarks.line", "2000")),
    ("fetching", ("benchmarks.fetch", "5000")),
    ("parsing", ("benchmarks.parse", "3000")),
    ("classifying", ("benchmarks.classify",)),
    ("recognizing", ("benchmarks.recognize", "triage/corpus/kidskonnect-1.jsonl")),
    ("look-alikes", ("benchmarks.look_alikes",)),
    ("attachments", ("benchmarks.contents",)),
    ("vault and audit log", ("benchmarks.vault", "5000")),
    ("deadlines", ("benchmarks.sla",)),
    ("a year of one desk", ("benchmarks.year", "400", "60")),
)


def main() -> int:
    """Run every benchmark that is listed; the number of those that failed."""
    print(f"{platform.machine()}, Python {platform.python_version()}", flush=True)
    failed = 0
    for title, (module, *arguments) in MEASURED:
        print(f"\n== {title}: python -m {module} {' '.join(arguments)}", flush=True)
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=Path(__file__).parent.parent,
            check=False,
        )
        failed += done.returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
