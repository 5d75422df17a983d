"""The page of an evaluation: what stands on it, and that it needs nothing else."""

import json
import re
from datetime import UTC, datetime

import pytest

from desk.evaluation.page import matrices, render
from desk.evaluation.plot import reliability
from desk.evaluation.shape import shape
from desk.evaluation.text import text
from triage.decision import HEADS
from triage.evaluation import Evaluation, Mistake
from triage.review import review
from triage.score import Bin, Score, score

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TRUTH = ["kidskonnect/youko", "kidskonnect/kvs", "kampadmin/account"]
SAID = ["kidskonnect/youko", "kidskonnect/youko", "kampadmin/account"]
MODULE = score(TRUTH, SAID, [0.9, 0.6, 0.8])
OTHER = score(["bug", "bug", "feedback"], ["bug", "feedback", "feedback"], [0.9, 0.6, 0.8])
FOUND = Evaluation(
    mails=3,
    heads={head: MODULE if head == "module" else OTHER for head in HEADS},
    sets={
        "identifiers": {"debtor_number": Score(3, 1, 0)},
        "personal_data": {"bsn": Score(1, 0, 1)},
        "checks": {"vague_subject": Score(2, 0, 0)},
    },
    review=1 / 3,
    unreviewed=1.0,
    cost=review([False, True, False], [True, False, True], [0.9, 0.3, 0.8]),
    false_alarms=0.0,
    learned=0,
    mistakes=(Mistake("k-2", "module", TRUTH[1], SAID[1], 0.6, "<b>vraag</b>", "Tekst " * 400),),
)


@pytest.fixture(scope="module")
def page() -> str:
    baselines = {"module": {"commonest label": OTHER}}
    return render(FOUND, baselines, ("my <file>.jsonl",), AT).decode()


def test_it_needs_nothing_else(page: str) -> None:
    assert not re.search(r"<(?:script|link|img|iframe|object)\b", page)
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", page)
    assert "@import" not in page
    assert "url(" not in page
    assert "default-src 'none'" in page
    assert "prefers-color-scheme: dark" in page
    assert "width=device-width" in page


@pytest.mark.parametrize(
    "said",
    [
        "3 labelled mails",
        "66.7 %",
        "commonest label",
        "kidskonnect: true in rows",
        "kampadmin: true in rows",
        "debtor_number",
        "vague_subject",
        "k-2",
        "expected kidskonnect/kvs",
        "1 of 3 mails",
    ],
)
def test_what_stands_on_it(page: str, said: str) -> None:
    assert said in page


def test_what_mails_say_is_escaped_and_cut(page: str) -> None:
    assert "<b>vraag</b>" not in page
    assert "&lt;b&gt;vraag" in page
    assert "my &lt;file&gt;.jsonl" in page
    assert page.count("Tekst ") < 200


@pytest.mark.parametrize(("learned", "warned"), [(0, False), (2, True)])
def test_mails_that_were_learned_from_are_told(learned: int, warned: bool) -> None:
    from dataclasses import replace

    found = replace(FOUND, learned=learned)
    assert ("were learned from" in render(found, {}, ("f",), AT).decode()) is warned
    assert ("were learned from" in text(found, {}, 1.0)) is warned


def test_a_matrix_for_each_desk() -> None:
    kampadmin, kidskonnect = matrices(MODULE)
    assert (kampadmin.name, kampadmin.labels, kampadmin.rows) == (
        "kampadmin",
        ("account",),
        ((1,),),
    )
    assert kidskonnect.labels == ("kvs", "youko")
    assert kidskonnect.rows == ((0, 1), (0, 1))
    assert [one.name for one in matrices(OTHER)] == [""]


def test_reliability_draws_a_point_for_each_bin() -> None:
    bins = (Bin(100, 0.95, 0.9), Bin(4, 0.55, 0.5))
    drawn = reliability(bins, "type")
    sizes = [float(one) for one in re.findall(r'<circle[^>]*\br="([\d.]+)"', drawn)]
    assert len(sizes) == 2
    assert sizes[0] > sizes[1] > 0
    assert "<script" not in drawn
    assert reliability((), "none")


def test_json_holds_no_text_of_a_mail() -> None:
    found = json.dumps(shape(FOUND, {}))
    assert "Tekst" not in found
    assert "vraag" not in found
    assert json.loads(found)["review_cost"]["steps"][1]["right"] == 0.95
    assert json.loads(found)["heads"]["module"]["confusion"] == [
        ["kampadmin/account", "kampadmin/account", 1],
        ["kidskonnect/kvs", "kidskonnect/youko", 1],
        ["kidskonnect/youko", "kidskonnect/youko", 1],
    ]
