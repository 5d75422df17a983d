"""Nothing that was found leaks: neither where it stood, nor where it stands again."""

from hypothesis import given, settings
from hypothesis import strategies as st

from config.codes import DataKind
from tests.triage.mails import KIDSKONNECT, a_mail
from triage.decision import Finding, Span
from triage.recognizers import recognize
from triage.redact import Masks, hidden, redact

_VALUES = st.one_of(
    st.from_regex(r"[A-Z][a-z]{2,8} [A-Z][a-z]{2,8}", fullmatch=True).map(
        lambda v: ("person_name", v)
    ),
    st.from_regex(r"\d{9}", fullmatch=True).map(lambda v: ("bsn", v)),
    st.from_regex(r"06-\d{8}", fullmatch=True).map(lambda v: ("phone", v)),
    st.from_regex(r"[a-z]{3,8}@[a-z]{3,8}\.example", fullmatch=True).map(lambda v: ("email", v)),
)


def test_tokens_follow_the_person() -> None:
    message = a_mail(
        "De moeder van Emma Jansen en de vader van Noah Bakker belden. EMMA  JANSEN is ziek.",
        subject="Emma Jansen",
    )
    redacted = redact(message, Masks(recognize(message, KIDSKONNECT).findings))
    assert redacted.subject == "[naam 1]"
    assert "van [naam 1] en de vader van [naam 2] belden. [naam 1] is" in redacted.text


def test_a_number_found_once_is_masked_in_every_spelling() -> None:
    message = a_mail("Het BSN is 123456782, dus 1234.56.782 en 123 456 782.")
    redacted = redact(message, Masks(recognize(message, KIDSKONNECT).findings))
    assert redacted.text == "Het BSN is [BSN], dus [BSN] en [BSN]."


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(_VALUES, st.text(alphabet="abc .,\n", max_size=8)), min_size=1, max_size=6)
)
def test_no_found_value_is_left(pieces: list[tuple[tuple[str, str], str]]) -> None:
    text, findings = "", []
    for (kind, value), filler in pieces:
        span = Span(kind, "body", len(text), len(text) + len(value), value)
        findings.append(Finding(DataKind(kind), span, "medium"))
        text += f"{value} {filler} "
    redacted = redact(a_mail(text, subject=pieces[0][0][1]), Masks(findings))
    for finding in findings:
        assert finding.span.text not in redacted.text
        assert finding.span.text not in redacted.subject


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_recognised_with_offsets_inside_it(body: str) -> None:
    message = a_mail(body)
    spans = recognize(message, KIDSKONNECT)
    for span in (*spans.identifiers, *(finding.span for finding in spans.findings)):
        text = message.subject if span.where == "subject" else message.text
        assert text[span.start : span.end] == span.text
    redacted = redact(message, Masks(spans.findings))
    assert bool(spans.findings) or (redacted.subject, redacted.text) == (message.subject, body)


def test_what_is_only_noted_is_not_masked() -> None:
    message = a_mail("Bel de moeder op 06-12345678, bsn 123456782.")
    noting = KIDSKONNECT.model_copy(
        update={"privacy": KIDSKONNECT.privacy.model_copy(update={"action": {"phone": "note"}})}
    )
    found = recognize(message, noting).findings
    assert {one.kind.value for one in found} == {"phone", "bsn"}
    redacted = redact(message, Masks(hidden(found, noting)))
    assert "06-12345678" in redacted.text
    assert "123456782" not in redacted.text
