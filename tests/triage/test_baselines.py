"""The two simplest ways to answer."""

from tests.triage.mails import labelled
from triage.baselines import COMMONEST, TFIDF, baselines, commonest, tfidf

KNOWN = [
    *(
        labelled(f"f{n}", f"De factuur van deel {n} klopt niet", module="facturatie")
        for n in range(5)
    ),
    *(labelled(f"y{n}", f"De tablet van groep {n} synct niet", module="youko") for n in range(3)),
]
ASKED = [
    labelled("a", "Een tablet die niet synct", module="youko"),
    labelled("b", "Een factuur die niet klopt", module="facturatie"),
]


def test_the_commonest_label() -> None:
    assert commonest(KNOWN, ASKED, "module") == ["kidskonnect/facturatie"] * 2


def test_words_tell_more() -> None:
    assert tfidf(KNOWN, ASKED, "module") == ["kidskonnect/youko", "kidskonnect/facturatie"]


def test_both_are_scored() -> None:
    found = baselines(KNOWN, ASKED, ["module"])["module"]
    assert found[COMMONEST].accuracy == 0.5
    assert found[TFIDF].accuracy == 1.0


def test_nothing_known_of_a_desk_or_only_one_answer() -> None:
    assert tfidf([], ASKED, "module") == ["", ""]
    assert tfidf(KNOWN[:2], ASKED, "module") == ["", ""]
    assert commonest([], ASKED, "module") == ["", ""]
