"""What the classifiers cost and what they are worth: `python -m benchmarks.classify`.

Prints, on this machine: training time and memory, size and loading time of the weights, mails per
second one by one and in batches of 100; then, for authors that were held out, our heads beside two
baselines on the same folds. For a labelled file of your own: `meldpost evaluate --baselines`.
"""

from __future__ import annotations

import resource
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sklearn.model_selection import GroupKFold

from config import preset as presets
from triage.baselines import COMMONEST, TFIDF, commonest, tfidf, truth_of
from triage.classify import classify
from triage.decision import HEADS
from triage.labelled import LabelledMail
from triage.learn import message_of
from triage.score import score
from triage.weights import Weights
from worker.learning import weight_file, weights

NOW = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)
Answer = Callable[[Sequence[LabelledMail], Sequence[LabelledMail], str], list[str]]


def main() -> None:
    warnings.simplefilter("ignore")
    mails = weights.corpus()
    learned = _costs(mails)
    print(f"\nheld-out authors ({len(mails)} mails)")
    for name, value in sorted(learned.measured.items()):
        print(f"  {name:<40} {value:.3f}")
    for name, answer in ((COMMONEST, commonest), (TFIDF, tfidf)):
        for head in HEADS:
            truth, said = _held_out(mails, head, answer)
            _line(f"{head}, {name}", truth, said)


def _costs(mails: Sequence[LabelledMail]) -> Weights:
    start, began = time.perf_counter(), time.process_time()
    learned = weights.train(mails, lambda what, done, of: None)
    print(f"training: {time.perf_counter() - start:.1f} s", end=" ")
    print(f"({time.process_time() - began:.1f} s of processor), {len(mails)} mails")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "weights"
        weight_file.save(learned, path)
        start = time.perf_counter()
        weight_file.read(path)
        size = path.stat().st_size / 1e6
        print(f"weights: {size:.1f} MB, read in {1e3 * (time.perf_counter() - start):.0f} ms")
    for size_of_batch in (1, 100):
        print(f"batches of {size_of_batch}: {_speed(mails, learned, size_of_batch):,.0f} mails/s")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")
    return learned


def _speed(mails: Sequence[LabelledMail], learned: Weights, size: int) -> float:
    preset = presets.load("kidskonnect")
    messages = [message_of(mail) for mail in mails[:1_000]]
    classify(messages[:100], preset, learned, [NOW] * 100)
    start = time.perf_counter()
    for first in range(0, len(messages), size):
        batch = messages[first : first + size]
        classify(batch, preset, learned, [NOW] * len(batch))
    return len(messages) / (time.perf_counter() - start)


def _held_out(
    mails: Sequence[LabelledMail], head: str, answer: Answer
) -> tuple[list[str], list[str]]:
    truth: list[str] = []
    said: list[str] = []
    folds = GroupKFold(5, shuffle=True, random_state=weights.SEED)
    for kept, held in folds.split(mails, groups=[mail.author or mail.id for mail in mails]):
        asked = [mails[place] for place in held]
        truth += [truth_of(mail, head) for mail in asked]
        said += answer([mails[place] for place in kept], asked, head)
    return truth, said


def _line(what: str, truth: Sequence[str], said: Sequence[str]) -> None:
    found = score(truth, said)
    print(f"  {what:<50} accuracy {found.accuracy:.3f}  macro F1 {found.macro_f1:.3f}")


if __name__ == "__main__":
    main()
