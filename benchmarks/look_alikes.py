"""Precision and recall of each kind on texts that are close: look-alikes and true ones.

    python -m benchmarks.look_alikes [--errors]

`tests/triage/look_alikes.toml` has what only looks like personal data, `true_finds.toml` what is.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

from benchmarks.recognize import show
from config.codes import DataKind
from tests.triage.look_alikes import LOOK_ALIKES, TRUE_FINDS, alarms, marked
from tests.triage.mails import data


def main(*, errors: bool) -> None:
    """Print a line for each kind."""
    right: Counter[str] = Counter()
    false: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for kind, body, wanted in _true():
        found = set(data(body, kind))
        right[kind] += len(found & wanted)
        false[kind] += len(found - wanted)
        missed[kind] += len(wanted - found)
        if errors and found != wanted:
            print(f"{kind}: {body!r} gave {found}")
    for kind, text, alarm in _false():
        false[alarm] += 1
        if errors:
            print(f"look-alike of {kind}: {text} gave {alarm}")
    for kind in DataKind:
        near = len(LOOK_ALIKES.get(kind, ()))
        show(f"{kind} ({near} look-alikes)", right[kind], false[kind], missed[kind])


def _true() -> Iterator[tuple[str, str, set[str]]]:
    for kind, texts in TRUE_FINDS.items():
        for body, wanted in map(marked, texts):
            yield kind, body, set(wanted)


def _false() -> Iterator[tuple[str, str, str]]:
    for kind, texts in LOOK_ALIKES.items():
        for text in texts:
            for alarm, _ in alarms(kind, text):
                yield kind, text, alarm


if __name__ == "__main__":
    main(errors="--errors" in sys.argv)
