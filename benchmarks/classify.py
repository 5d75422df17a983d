"""What the classifiers cost and what they are worth: `python -m benchmarks.classify [FILE.jsonl]`.

Prints, on this machine: training time and memory, size and loading time of the weights, mails per
second one by one and in batches of 100; then, for authors that were held out, our heads beside two
baselines on the same folds (the commonest class; one tf-idf with one logistic regression). With
labelled files as arguments, the same three on those files, trained on the whole corpus.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline

from config import preset as presets
from ingest.message import Message
from ingest.parse import written
from triage.classify import classify
from triage.labelled import LabelledMail, read
from triage.score import score
from triage.weights import Weights
from worker import weights

NOW = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)
HEADS = ("sender", "module", "type", "priority")
Answer = Callable[[Sequence[LabelledMail], Sequence[LabelledMail], str], list[str]]


def main(files: Sequence[str]) -> None:
    warnings.simplefilter("ignore")
    mails = weights.corpus()
    learned = _costs(mails)
    print(f"\nheld-out authors ({len(mails)} mails)")
    for name, value in sorted(learned.measured.items()):
        print(f"  {name:<40} {value:.3f}")
    for name, answer in (("commonest class", _commonest), ("tf-idf, logistic", _simple)):
        for head in HEADS:
            truth, said = _held_out(mails, head, answer)
            _line(f"{head}, {name}", truth, said)
    for file in files:
        _on(file, mails, learned)


def _costs(mails: Sequence[LabelledMail]) -> Weights:
    start, began = time.perf_counter(), time.process_time()
    learned = weights.train(mails, lambda what, done, of: None)
    print(f"training: {time.perf_counter() - start:.1f} s", end=" ")
    print(f"({time.process_time() - began:.1f} s of processor), {len(mails)} mails")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "weights"
        weights.save(learned, path)
        start = time.perf_counter()
        weights.read(path)
        size = path.stat().st_size / 1e6
        print(f"weights: {size:.1f} MB, read in {1e3 * (time.perf_counter() - start):.0f} ms")
    for size_of_batch in (1, 100):
        print(f"batches of {size_of_batch}: {_speed(mails, learned, size_of_batch):,.0f} mails/s")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")
    return learned


def _speed(mails: Sequence[LabelledMail], learned: Weights, size: int) -> float:
    preset = presets.load("kidskonnect")
    messages = [_message(mail) for mail in mails[:1_000]]
    classify(messages[:100], preset, learned, [NOW] * 100)
    start = time.perf_counter()
    for first in range(0, len(messages), size):
        batch = messages[first : first + size]
        classify(batch, preset, learned, [NOW] * len(batch))
    return len(messages) / (time.perf_counter() - start)


def _message(mail: LabelledMail) -> Message:
    return written(
        subject=mail.subject, body=mail.body, from_name=mail.from_name, from_addr=mail.from_addr
    )


def _commonest(
    known: Sequence[LabelledMail], asked: Sequence[LabelledMail], head: str
) -> list[str]:
    counts = Counter((mail.preset, str(getattr(mail, head))) for mail in known)
    best = {
        preset: max((n, label) for (of, label), n in counts.items() if of == preset)[1]
        for preset in {mail.preset for mail in known}
    }
    return [best[mail.preset] for mail in asked]


def _simple(known: Sequence[LabelledMail], asked: Sequence[LabelledMail], head: str) -> list[str]:
    said: dict[str, str] = {}
    for preset in sorted({mail.preset for mail in asked}):
        own = [mail for mail in known if mail.preset == preset]
        here = [mail for mail in asked if mail.preset == preset]
        model = make_pipeline(
            TfidfVectorizer(sublinear_tf=True), LogisticRegression(C=10, max_iter=300)
        )
        model.fit([_text(mail) for mail in own], [str(getattr(mail, head)) for mail in own])
        said.update(zip([m.id for m in here], model.predict([_text(m) for m in here]), strict=True))
    return [str(said[mail.id]) for mail in asked]


def _text(mail: LabelledMail) -> str:
    return f"{mail.subject}\n{mail.body}"


def _held_out(
    mails: Sequence[LabelledMail], head: str, answer: Answer
) -> tuple[list[str], list[str]]:
    truth: list[str] = []
    said: list[str] = []
    folds = GroupKFold(5, shuffle=True, random_state=weights.SEED)
    for kept, held in folds.split(mails, groups=[mail.author or mail.id for mail in mails]):
        asked = [mails[place] for place in held]
        truth += [str(getattr(mail, head)) for mail in asked]
        said += answer([mails[place] for place in kept], asked, head)
    return truth, said


def _on(file: str, mails: Sequence[LabelledMail], learned: Weights) -> None:
    asked = list(read(Path(file)))
    heads = [
        classify([_message(mail)], presets.load(mail.preset), learned, [NOW])[0] for mail in asked
    ]
    print(f"\n{file} ({len(asked)} mails)")
    for head in HEADS:
        truth = [str(getattr(mail, head)) for mail in asked]
        labels = [getattr(one, head) for one in heads]
        sure = [label.confidence for label in labels]
        _line(head, truth, [label.value for label in labels], sure)
        _line(f"{head}, commonest class", truth, _commonest(mails, asked, head))
        _line(f"{head}, tf-idf, logistic", truth, _simple(mails, asked, head))
    parents = score(
        [str(mail.sender == "parent") for mail in asked],
        [str(one.sender.value == "parent") for one in heads],
    )
    if "True" in parents.labels:
        print(f"  parents F1 {parents.labels['True'].f1:.3f}")
    sure_of = [place for place, one in enumerate(heads) if not one.needs_review]
    right = sum(
        heads[place].module.value == asked[place].module
        and heads[place].type.value == asked[place].type
        for place in sure_of
    )
    print(f"  not reviewed {len(sure_of)}, of these right on module and type {right}")


def _line(what: str, truth: Sequence[str], said: Sequence[str], sure: Sequence[float] = ()) -> None:
    found = score(truth, said, sure)
    error = f"  calibration error {found.calibration_error:.3f}" if sure else ""
    print(f"  {what:<40} accuracy {found.accuracy:.3f}  macro F1 {found.macro_f1:.3f}{error}")


if __name__ == "__main__":
    main(sys.argv[1:])
