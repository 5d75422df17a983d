"""Every mail as it leaves, beside a rendered file that a person has read (tests/notify/rendered).

`MELDPOST_RENDER=1 pytest tests/notify/test_compose.py` writes the files anew; read the diff.
"""

import os
from pathlib import Path

import pytest

from config.codes import DataKind
from notify.compose import compose
from notify.reply import NoReply, Reply, TicketFacts
from tests.notify.made import KAMPADMIN, KIDSKONNECT, a_check, a_finding, a_message, a_triage
from triage import sla
from triage.decision import Span

RENDERED = Path(__file__).parent / "rendered"
TICKET = TicketFacts("KK-1042")
BSN = a_finding(DataKind.BSN, "123456782")
NAME = a_finding(DataKind.PERSON_NAME, "Emma de Wit", "subject")

CASES = {
    "understood": a_triage(
        identifiers=(
            Span("invoice_number", "body", 8, 17, "2026-0142"),
            Span("child_first_name", "body", 0, 4, "Mees"),
        )
    ),
    "missing": a_triage(
        checks=(
            a_check("missing_identifier", "debtor_number"),
            a_check("missing_identifier", "child"),
            a_check("no_concrete_example"),
        ),
        terms=sla.waiting("missing_identifier"),
    ),
    "personal_data": a_triage(
        checks=(a_check("personal_data"),), findings=(BSN, NAME), subject="Factuur [naam]"
    ),
    "untold": a_triage(
        checks=(a_check("no_concrete_example"),), untold=("where", "shown", "steps", "question")
    ),
    "rights": a_triage(type_="configuration_change", checks=(a_check("rights_request"),)),
    "staff_data": a_triage(type_="usage_question", checks=(a_check("staff_data_request"),)),
    "several": a_triage(checks=(a_check("multiple_questions"), a_check("copied_parent_mail"))),
    "idea": a_triage(type_="feedback", priority="low"),
    "parent": a_triage(
        sender="parent",
        checks=(a_check("parent_request"), a_check("personal_data")),
        findings=(BSN,),
    ),
}


def rendered(case: str, language: str) -> Reply:
    reply = compose(a_message(language=language), CASES[case], KIDSKONNECT, TICKET)
    assert isinstance(reply, Reply)
    return reply


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
@pytest.mark.parametrize("case", CASES)
def test_rendered(case: str, language: str) -> None:
    reply = rendered(case, language)
    assert reply.language == language
    path = RENDERED / f"{case}.{language}.txt"
    found = f"{reply.subject}\n\n{reply.text}"
    if os.environ.get("MELDPOST_RENDER"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
@pytest.mark.parametrize("case", ["personal_data", "parent"])
def test_a_found_value_is_never_repeated(case: str, language: str) -> None:
    reply = rendered(case, language)
    for value in ("123456782", "Emma de Wit"):
        for said in (reply.subject, reply.text, reply.html):
            assert value not in said


def test_not_even_when_a_template_lets_it_through() -> None:
    message = a_message(subject="x")
    triage = a_triage(subject="Over 123456782", findings=(BSN,))
    reply = compose(message, triage, KIDSKONNECT, TICKET)
    assert isinstance(reply, Reply)
    assert "123456782" not in reply.subject + reply.text + reply.html


def test_a_parent_is_told_no_ticket_detail() -> None:
    reply = rendered("parent", "nl")
    assert reply.template == "referral"
    assert "KK-1042" not in reply.text
    assert "Facturatie" not in reply.text


@pytest.mark.parametrize(
    ("subject", "answered"),
    [
        ("Re: [KK-1001] Re: Factuur", "Re: Factuur"),
        ("kk-1001", "Re: je bericht"),
        ("Fwd: KK-1001: factuur 2026-0142", "Re: factuur 2026-0142"),
        ("Over OKK-1001 en KA-12", "Re: Over OKK-1001 en KA-12"),  # no numbers of this desk
    ],
)
@pytest.mark.parametrize("follow_up", [False, True])
def test_no_number_comes_back_in_the_subject(subject: str, answered: str, follow_up: bool) -> None:
    parent = a_triage(sender="parent", subject=subject)
    joined = TicketFacts("KK-1042", follow_up=follow_up)
    reply = compose(a_message(subject=subject), parent, KIDSKONNECT, joined)
    assert isinstance(reply, Reply)
    assert (reply.template, reply.subject, reply.ticket) == ("referral", answered, None)


def test_an_unsure_parent_is_treated_as_a_customer() -> None:
    reply = compose(a_message(), a_triage(sender="parent", sure=0.4), KIDSKONNECT, TICKET)
    assert isinstance(reply, Reply)
    assert reply.template == "acknowledgement"


def test_a_follow_up_is_for_a_colleague_unless_it_holds_personal_data() -> None:
    joined = TicketFacts("KK-1042", follow_up=True)
    assert isinstance(compose(a_message(), a_triage(), KIDSKONNECT, joined), NoReply)
    reply = compose(a_message(), a_triage(findings=(BSN,)), KIDSKONNECT, joined)
    assert isinstance(reply, Reply)
    assert reply.template == "personal_data"


def test_another_language_gets_the_language_of_the_desk() -> None:
    reply = compose(a_message(language="other"), a_triage(KAMPADMIN), KAMPADMIN, TICKET)
    assert isinstance(reply, Reply)
    assert reply.language == "nl"


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Sanne de Boer", "Beste Sanne de Boer,"),
        ("", "Goedendag,"),
        ("sanne@kdv.example", "Goedendag,"),
        ("Win nu op www.loterij.example", "Goedendag,"),  # nobody sends adverts through us
        ("x" * 61, "Goedendag,"),
        ("{{ 7 * 7 }}", "Goedendag,"),
    ],
)
def test_greeting(name: str, greeting: str) -> None:
    message = a_message()
    message = a_message(from_=type(message.from_)(name, "s@kdv.example"))
    reply = compose(message, a_triage(), KIDSKONNECT, TICKET)
    assert isinstance(reply, Reply)
    assert reply.text.startswith(greeting + "\n")


@pytest.mark.parametrize("subject", ["", "   ", "Re:", "RE: re: Antw:"])
def test_a_mail_without_a_subject_has_one_in_the_answer(subject: str) -> None:
    reply = compose(a_message(), a_triage(subject=subject), KIDSKONNECT, TICKET)
    assert isinstance(reply, Reply)
    assert reply.subject == "[KK-1042] Re: je bericht"


def test_markup_in_a_subject_stays_text() -> None:
    triage = a_triage(subject="<script>alert(1)</script> {{ 7 * 7 }}")
    reply = compose(a_message(), triage, KIDSKONNECT, TICKET)
    assert isinstance(reply, Reply)
    assert "<script>" not in reply.html
    assert "{{ 7 * 7 }}" in reply.text
