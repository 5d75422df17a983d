"""How well and how fast identifiers, personal data and checks are found in labelled files.

    python -m benchmarks.recognize FILE.jsonl… [--errors KIND]

Values are compared as sets of (kind, value) for each mail, as `evaluate` does.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from config.preset import load
from ingest.message import Message
from ingest.parse import written
from triage.checks import check
from triage.evidence import Evidence
from triage.labelled import LabelledMail, read
from triage.recognizers import Spans, recognize

Pair = tuple[str, str]


def message_of(mail: LabelledMail) -> Message:
    return written(
        subject=mail.subject, body=mail.body, from_name=mail.from_name, from_addr=mail.from_addr
    )


def wanted(mail: LabelledMail) -> set[Pair]:
    pairs = {(i.kind, i.value) for i in mail.identifiers}
    return pairs | {(str(f.kind), f.text) for f in mail.personal_data}


def found(spans: Spans) -> set[Pair]:
    pairs = {(s.kind, s.text) for s in spans.identifiers}
    return pairs | {(str(f.kind), f.span.text) for f in spans.findings}


def checks_of(mail: LabelledMail, message: Message, spans: Spans) -> set[Pair]:
    evidence = Evidence(
        message, load(mail.preset), spans,
        sender=mail.sender, module=mail.module, type=mail.type, priority=mail.priority,
    )  # fmt: skip
    decided = check(evidence)
    return {("check", c.code + (f":{c.detail}" if c.detail else "")) for c in decided}


def show(name: str, right: int, false: int, missed: int) -> None:
    precision = right / (right + false) if right + false else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    print(
        f"{name:44} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  "
        f"({right} right, {false} false, {missed} missed)"
    )


def measure(mails: list[LabelledMail], errors: str | None) -> None:
    messages = [message_of(mail) for mail in mails]
    for mail, message in zip(mails[:20], messages, strict=False):
        recognize(message, load(mail.preset))
    begin = time.process_time()
    all_spans = [recognize(m, load(mail.preset)) for mail, m in zip(mails, messages, strict=True)]
    seconds = time.process_time() - begin
    right: Counter[str] = Counter()
    false: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    alarms = clean = 0
    for mail, message, spans in zip(mails, messages, all_spans, strict=True):
        expected = wanted(mail) | {("check", c) for c in mail.checks}
        got = found(spans) | checks_of(mail, message, spans)
        if not mail.personal_data:
            clean += 1
            alarms += bool(spans.findings)
        for kind, value in got & expected:
            right[_name(kind, value)] += 1
        for kind, value in got - expected:
            false[_name(kind, value)] += 1
            _error(errors, "FALSE ", mail, kind, value, message, spans)
        for kind, value in expected - got:
            missed[_name(kind, value)] += 1
            _error(errors, "MISSED", mail, kind, value, message, spans)
    report(right, false, missed)
    print(f"clean mails with a false alarm: {alarms} of {clean} ({alarms / max(1, clean):.1%})")
    print(f"{len(mails) / seconds:.0f} mails/s recognised")


def _name(kind: str, value: str) -> str:
    return f"check {value}" if kind == "check" else kind


def _error(
    errors: str | None,
    what: str,
    mail: LabelledMail,
    kind: str,
    value: str,
    message: Message,
    spans: Spans,
) -> None:
    if errors is None or not _name(kind, value).startswith(errors):
        return
    text = f"{message.subject}\n{message.text}"
    at = text.find(value)
    context = (
        text[max(0, at - 90) : at + len(value) + 50].replace("\n", " ⏎ ")
        if at >= 0
        else mail.subject
    )
    why = next((f.why for f in spans.findings if f.span.text == value), "")
    print(f"{what} {mail.id} {kind} {value!r} [{why}] … {context}")


def report(right: Counter[str], false: Counter[str], missed: Counter[str]) -> None:
    names = sorted({*right, *false, *missed})
    for name in names:
        show(name, right[name], false[name], missed[name])
    for title, kinds in (
        ("IDENTIFIERS", _is_identifier),
        ("CHECKS", lambda n: n.startswith("check ")),
    ):
        chosen = [name for name in names if kinds(name)]
        show(title, *(sum(c[n] for n in chosen) for c in (right, false, missed)))
    data = [n for n in names if not _is_identifier(n) and not n.startswith("check ")]
    show("PERSONAL DATA", *(sum(c[n] for n in data) for c in (right, false, missed)))


def _is_identifier(name: str) -> bool:
    from config.codes import IDENTIFIER_KINDS

    return name in IDENTIFIER_KINDS


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument(
        "--errors", help="print the errors of kinds that begin so, such as bsn or check"
    )
    options = parser.parse_args(list(arguments) if arguments is not None else None)
    mails = [mail for file in options.files for mail in read(file)]
    measure(mails, options.errors)


if __name__ == "__main__":
    main()
