"""How well names are told apart by authors that the weights have not seen.

    python -m benchmarks.names [FOLDS]

The corpus is cut by author; the pipeline of names learns from all but one part and reads the mails
of that one. What is compared are the values that come of it, as `evaluate` does.
"""

from __future__ import annotations

import sys
import zlib
from collections import Counter
from itertools import chain

from benchmarks.recognize import found, message_of, report, wanted
from config.preset import load
from triage.hints import RoleWeights
from triage.labelled import LabelledMail
from triage.recognizers import recognize, role_training
from worker.learning.weights import SEED, corpus

NAMED = ("person_name", "child_first_name", "childminder_name")


def part_of(mail: LabelledMail, folds: int) -> int:
    return zlib.crc32(mail.author.encode()) % folds


def judge(
    mails: list[LabelledMail], weights: RoleWeights, counts: tuple[Counter[str], ...]
) -> None:
    """Add the right, false and missed names of these mails to `counts`."""
    for mail in mails:
        message = message_of(mail)
        got, expected = found(recognize(message, load(mail.preset), roles=weights)), wanted(mail)
        for counter, pairs in zip(
            counts, (got & expected, got - expected, expected - got), strict=True
        ):
            counter.update(kind for kind, _ in pairs if kind in NAMED)


def main(folds: int) -> None:
    mails = corpus()
    counts: tuple[Counter[str], ...] = (Counter(), Counter(), Counter())
    parts = [[mail for mail in mails if part_of(mail, folds) == n] for n in range(folds)]
    for n, held_out in enumerate(parts):
        others = list(chain.from_iterable(part for m, part in enumerate(parts) if m != n))
        judge(held_out, role_training.train(others, seed=SEED), counts)
        print(f"{n + 1} of {folds} parts", file=sys.stderr)
    report(*counts)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
