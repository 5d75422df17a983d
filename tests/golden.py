"""Golden mails: tests/mails/<trouble>/<name>.eml beside the JSON that `parse --json` gives of it.

`python -m tests.golden` rewrites the JSON; a person reads the diff. Names and numbers are invented.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from desk.shapes import message_json
from ingest.parse import parse

MAILS = Path(__file__).parent / "mails"
OWN = frozenset({"desk.example"})


def mails() -> Iterator[Path]:
    """Every golden mail, in order of its path."""
    return iter(sorted(path for path in MAILS.rglob("*") if path.suffix in {".eml", ".msg"}))


def rendered(raw: bytes) -> str:
    """The JSON of one mail, as it stands in the golden file."""
    return (
        json.dumps(message_json(parse(raw, own_domains=OWN)), indent=1, ensure_ascii=False) + "\n"
    )


def main() -> int:
    """Rewrite every JSON that differs; the number of mails goes to standard error."""
    count = changed = 0
    for path in mails():
        count += 1
        golden = path.with_suffix(".json")
        text = rendered(path.read_bytes())
        if not golden.is_file() or golden.read_text(encoding="utf-8") != text:
            golden.write_text(text, encoding="utf-8")
            changed += 1
    sys.stderr.write(f"{count} golden mails, {changed} rewritten\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
