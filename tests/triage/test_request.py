"""Type and priority, taken apart again."""

import numpy as np

from config.codes import Priority, Type
from triage import request

CLASSES = ("bug/critical", "bug/high", "feedback/low", "usage_question/high")
SHARES = np.array([[0.1, 0.4, 0.2, 0.3], [0.0, 0.0, 1.0, 0.0]])


def test_types() -> None:
    assert set(request.types(CLASSES)) == {Type.BUG, Type.FEEDBACK, Type.USAGE_QUESTION}
    found = request.of_types(CLASSES, SHARES)
    by_type = dict(zip(request.types(CLASSES), found.T.tolist(), strict=True))
    assert by_type[Type.BUG] == [0.5, 0.0]
    assert by_type[Type.FEEDBACK] == [0.2, 1.0]


def test_priorities_over_all_types() -> None:
    found = dict(zip(Priority, request.of_priorities(CLASSES, SHARES).T.tolist(), strict=True))
    assert np.allclose(found[Priority.HIGH], [0.7, 0.0])
    assert np.allclose(found[Priority.LOW], [0.2, 1.0])
    assert np.allclose(found[Priority.MEDIUM], 0.0)
