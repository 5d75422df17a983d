"""Names in a row share what is said of one of them."""

import pytest

from triage.names.rows import rows
from triage.names.shapes import names_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bij Emma, Noor en Sem klopt het niet", [["Emma", "Sem"]] * 3),
        ("Emma en Noor", [["Emma", "Noor"]] * 2),
        ("Emma/Noor", [["Emma", "Noor"]] * 2),
        ("Emma (Kikkers), Noor (Beren)", [["Emma", "Noor"]] * 2),
        ("- Emma Jansen\n- Noor Bakker", [["Emma Jansen", "Noor Bakker"]] * 2),
        ("voor Emma en voor Noor", [["Emma", "Noor"]] * 2),
        ("Emma is ziek en Noor niet", []),
        ("Emma. Noor", []),
        ("Emma belt, Noor mailt", []),
        ("Emma", []),
    ],
)
def test_rows(text: str, expected: list[list[str]]) -> None:
    found = rows(text, names_in(text))
    told = [[text[one.start : one.end] for one in found[start]] for start in sorted(found)]
    assert told == expected
