"""Baselines: the two simplest ways to answer, so that one sees what all the rest buys.

Each desk apart: the commonest label of the mails that are known, and one logistic regression over
tf-idf of the words of subject and text.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence

from triage.labelled import LabelledMail
from triage.score import HeadScore, score

COMMONEST, TFIDF = "commonest label", "tf-idf and logistic regression"


def baselines(
    known: Sequence[LabelledMail], asked: Sequence[LabelledMail], heads: Sequence[str]
) -> dict[str, dict[str, HeadScore]]:
    """How well both do on `asked` by what is `known`, for each head."""
    return {
        head: {
            name: score([truth_of(mail, head) for mail in asked], way(known, asked, head))
            for name, way in ((COMMONEST, commonest), (TFIDF, tfidf))
        }
        for head in heads
    }


def commonest(known: Sequence[LabelledMail], asked: Sequence[LabelledMail], head: str) -> list[str]:
    """The commonest label of each desk, of equals the last in the alphabet."""
    counts = Counter((mail.preset, truth_of(mail, head)) for mail in known)
    best: dict[str, tuple[int, str]] = {}
    for (preset, label), count in counts.items():
        best[preset] = max(best.get(preset, (0, "")), (count, label))
    return [best.get(mail.preset, (0, ""))[1] for mail in asked]


def tfidf(known: Sequence[LabelledMail], asked: Sequence[LabelledMail], head: str) -> list[str]:
    """What one logistic regression over tf-idf says, trained for each desk apart."""
    said = [""] * len(asked)
    for preset in sorted({mail.preset for mail in asked}):
        own = [mail for mail in known if mail.preset == preset]
        places = [place for place, mail in enumerate(asked) if mail.preset == preset]
        if len({truth_of(mail, head) for mail in own}) < 2:
            continue
        answers = _learned(own, [asked[place] for place in places], head)
        for place, answer in zip(places, answers, strict=True):
            said[place] = answer
    return said


def _learned(
    own: Sequence[LabelledMail], asked: Sequence[LabelledMail], head: str
) -> Sequence[str]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(
        TfidfVectorizer(sublinear_tf=True), LogisticRegression(C=10, max_iter=300)
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a baseline may stop early
        model.fit([_text(mail) for mail in own], [truth_of(mail, head) for mail in own])
        return [str(one) for one in model.predict([_text(mail) for mail in asked])]


def truth_of(mail: LabelledMail, head: str) -> str:
    """The label of a mail; modules with their desk, as both have an `account`."""
    value = str(getattr(mail, head))
    return f"{mail.preset}/{value}" if head == "module" else value


def _text(mail: LabelledMail) -> str:
    return f"{mail.subject}\n{mail.body}"
