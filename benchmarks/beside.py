"""The recognizers beside presidio-analyzer and deduce, on the same texts, in turns, in one run.

    python -m benchmarks.beside PYTHON FILE.jsonl…

PYTHON is the interpreter of an environment with both (`pip install presidio-analyzer deduce`); they
bring much that Meldpost does not want. What is compared are sets of values for each mail; a kind
that a program does not know has no figures, and a value that overlaps a right one is no mistake.
Domains in `.example` are read as `.nl`, for the others take them for no domains.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.recognize import Pair, message_of
from config.codes import DataKind
from config.preset import load
from triage.labelled import LabelledMail, read
from triage.recognizers import recognize

ROUNDS = 3
OURS = "Meldpost"
Result = dict[str, Any]  # "seconds" of a round, "found": for each mail its pairs


def ours(mails: Sequence[LabelledMail]) -> Result:
    """A round of the recognizers: all kinds, identifiers and who is who included."""
    messages = [(message_of(mail), load(mail.preset)) for mail in mails]
    begun = time.process_time()
    spans = [recognize(message, preset) for message, preset in messages]
    seconds = time.process_time() - begun
    found = [[(str(one.kind), one.span.text) for one in every.findings] for every in spans]
    return {"seconds": seconds, "found": found}


def measured(python: str, mails: Sequence[LabelledMail]) -> dict[str, Result]:
    """The fastest of some rounds of each program; the first is not counted."""
    texts = json.dumps([f"{mail.subject}\n{mail.body}" for mail in mails])
    fastest: dict[str, Result] = {}
    with subprocess.Popen(
        [python, Path(__file__).with_name("others.py")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as others:  # fmt: skip
        assert others.stdin is not None
        assert others.stdout is not None
        for number in range(ROUNDS + 1):
            print(texts, file=others.stdin, flush=True)
            results = {**json.loads(others.stdout.readline()), OURS: ours(mails)}
            for name, result in results.items():
                if number and result["seconds"] < fastest.get(name, result)["seconds"] + 1e-9:
                    fastest[name] = result
        others.stdin.close()
    return fastest


def scored(mails: Sequence[LabelledMail], result: Result) -> dict[str, tuple[float, float]]:
    """Precision and recall of each kind that was found at all."""
    right: Counter[str] = Counter()
    false: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for mail, pairs in zip(mails, result["found"], strict=True):
        expected = {(str(one.kind), one.text) for one in mail.personal_data}
        got = {(kind, value) for kind, value in pairs}
        right.update(kind for kind, _ in got & expected)
        false.update(kind for kind, value in got - expected if not _touches(kind, value, expected))
        wanted.update(kind for kind, _ in expected)
    return {
        kind: (right[kind] / ((right[kind] + false[kind]) or 1), right[kind] / wanted[kind])
        for kind in wanted
        if right[kind]
    }


def _touches(kind: str, value: str, expected: set[Pair]) -> bool:
    """Whether a value is a part of a right one, or holds it: another idea of where it ends."""
    return any(kind == k and (value in right or right in value) for k, right in expected)


def main(arguments: Sequence[str]) -> None:
    """Print speed, precision and recall of each."""
    python, *files = arguments
    mails = [_at_home(mail) for file in files for mail in read(Path(file))]
    results = measured(python, mails)
    kinds = {str(kind) for kind in DataKind}
    print(f"{len(mails)} texts{'':20}" + "".join(f"{name:>22}" for name in results))
    speed = {name: 1 / result["seconds"] for name, result in results.items()}
    counts = {
        name: sum(kind in kinds for pairs in result["found"] for kind, _ in pairs)
        for name, result in results.items()
    }
    _row("texts a second", [f"{len(mails) * speed[name]:.0f}" for name in results])
    _row("findings", [str(counts[name]) for name in results])
    _row("findings a second", [f"{counts[name] * speed[name]:.0f}" for name in results])
    scores = {name: scored(mails, result) for name, result in results.items()}
    for kind in DataKind:
        cells = (scores[name].get(str(kind)) for name in results)
        _row(str(kind), ["-" if one is None else f"{one[0]:.2f}  {one[1]:.2f}" for one in cells])


def _at_home(mail: LabelledMail) -> LabelledMail:
    return LabelledMail.model_validate_json(mail.model_dump_json().replace(".example", ".nl"))


def _row(title: str, cells: Sequence[str]) -> None:
    print(f"{title:30}" + "".join(f"{cell:>22}" for cell in cells))


if __name__ == "__main__":
    main(sys.argv[1:])
