"""Learning the role weights from labelled mails: a linear model over the features of each name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from numpy.random import default_rng

from config.preset import load
from ingest.parse import written
from triage.hints import Hints, RoleWeights, hints_of
from triage.labelled import LabelledMail
from triage.names.shapes import Name
from triage.recognizers import claim
from triage.recognizers.people import is_house, placed
from triage.recognizers.role_features import features
from triage.recognizers.role_sentences import generated
from triage.recognizers.role_weights import BIAS, FOLDED, ROLES
from triage.recognizers.roles import Role

STRENGTH = 0.35  # inverse of the regularisation; chosen by held-out authors
SENTENCE_WEIGHT = 0.2  # of a sentence of our own beside a name of a mail
_LEAST = 0.02
_DECIMALS = 3
Examples = Iterator[tuple[list[str], Role]]


def examples(mails: Iterable[LabelledMail]) -> Examples:
    """Features and role of each name whose place alone does not decide."""
    for mail in mails:
        if mail.names is None:
            continue
        roles = {name.text: Role(name.role) for name in mail.names}
        message = written(
            subject=mail.subject, body=mail.body, from_name=mail.from_name, from_addr=mail.from_addr
        )
        for hints in hints_of(message, load(mail.preset)):
            claim(hints)
            for name in hints.names:
                if hints.is_claimed(name.start, name.end) or is_house(hints, name):
                    continue
                if placed(hints, name)[0] is Role.UNKNOWN:
                    role = _labelled(hints, name, roles)
                    yield features(hints, name), FOLDED.get(role, role)


def _labelled(hints: Hints, name: Name, roles: dict[str, Role]) -> Role:
    """The role that the labels give a name; a part of a longer labelled name has that one's."""
    text = hints.text[name.start : name.end]
    if text in roles:
        return roles[text]
    for known, role in roles.items():
        at = hints.text.find(known)
        while at >= 0:
            if at < name.end and name.start < at + len(known):
                return role
            at = hints.text.find(known, at + 1)
    return Role.NOBODY


def train(mails: Sequence[LabelledMail], *, seed: int) -> RoleWeights:
    """The weights for `mails` and for our own sentences set in them; the same each time."""
    own = generated(mails, default_rng(seed))
    return fit([*examples(mails)], [*examples(own)])


def fit(
    found: Sequence[tuple[list[str], Role]], made: Sequence[tuple[list[str], Role]]
) -> RoleWeights:
    """The weights for examples of mails and, at less weight, of sentences of our own."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    rows, labels = zip(*found, *made, strict=True)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([dict.fromkeys(row, 1.0) for row in rows])
    kept = (matrix > 0).sum(axis=0).A1 >= 2
    model: Any = LogisticRegression(C=STRENGTH, max_iter=1000)
    model.fit(
        matrix[:, kept],
        [str(label) for label in labels],
        sample_weight=[1.0] * len(found) + [SENTENCE_WEIGHT] * len(made),
    )
    rounded = partial(_rounded, classes=list(model.classes_))
    names = [n for n, keep in zip(vectorizer.get_feature_names_out(), kept, strict=True) if keep]
    weights = {BIAS: [rounded(model.intercept_, role=role, absent=-9.0) for role in ROLES]}
    for column, name in enumerate(names):
        row = [rounded(model.coef_[:, column], role=role, absent=0.0) for role in ROLES]
        if max(map(abs, row)) >= _LEAST:
            weights[name] = row
    return weights


def _rounded(values: Sequence[float], *, classes: list[str], role: Role, absent: float) -> float:
    return round(float(values[classes.index(role)]), _DECIMALS) if role in classes else absent


def save(weights: RoleWeights, path: Path) -> None:
    """Write weights as JSON, one feature a line, so that a change can be read."""
    lines = [
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(row)}"
        for name, row in sorted(weights.items())
    ]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
