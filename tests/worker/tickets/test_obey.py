"""What agents write is done: on a real mailbox and database, seen from all sides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.settings import Settings
from models import audit, mail
from notify import token
from notify.token import For
from notify.words import word
from tests.servers.imap_account import ImapAccount
from tests.worker.agents import NEL, SERVER, TOM, VOUCHED, Office, an_office
from tests.worker.line import a_line
from worker.learning import weights
from worker.learning.decide import decider
from worker.tickets import handle

pytestmark = pytest.mark.server
TEXT = "Zet de factuur op handmatig."
SANNE = "sanne@kdv-zon.example"


@pytest.fixture
def office(database_url: str, tmp_path: Path, account: ImapAccount) -> Iterator[Office]:
    with an_office(database_url, tmp_path, account, NEL, TOM) as office:
        office.customer()
        yield office


def to_sanne(office: Office) -> list[str]:
    """The templates of what the customer got since the first answer."""
    return [row["template"] for row in office.sent(SANNE)][1:]


def refusal(office: Office) -> str:
    """What Nel was told about her last mail."""
    row = office.sent("nel@desk.example")[-1]
    assert row["template"] == "orders"
    return office.text(row)


def test_an_answer_goes_to_the_customer(office: Office) -> None:
    office.agent(f"Beste Sanne,\n\n{TEXT}", office.asks())
    row = office.sent(SANNE)[-1]
    text = office.text(row)
    assert (row["template"], row["words"]) == ("answer", TEXT)
    assert text.count("Beste Sanne") == 1
    for inside in ("Nel", "oud", "nel@desk.example"):
        assert inside not in text
    assert office.read(row)["In-Reply-To"] == "<1@x.example>"
    assert token.ticket_of(row["message_id"], office.line.app.desks["support"].signing_key)
    (told,) = [one for one in office.line.history("answered") if one["who"] != "machine"]
    assert (told["who"], told["why"]) == ("agent:Nel", "by mail")
    assert office.ticket()["answered_at"] is not None
    assert office.line.outcomes() == {"ticket": 1, "agent": 1}


def test_it_is_no_mail_of_the_customer(office: Office) -> None:
    office.agent(f"{TEXT}\nHet BSN is 123456782.", office.asks())
    office.agent(TEXT, office.asks())
    kept = [row for row in office.line.rows(mail.mail) if row["kind"] == "agent"]
    assert [row["text"] for row in kept] == [f"{TEXT}\nHet BSN is [BSN].", TEXT]
    assert {row["ticket_id"] for row in kept} == {office.ticket()["id"]}
    assert office.sent()[-1]["recipient"] == SANNE  # not to the last who wrote


@pytest.mark.parametrize(
    ("text", "template", "stands"),
    [
        (f"#sluit\n{TEXT}", "closed", {"status": "closed"}),
        ("#close", "closed", {"status": "closed"}),
        (f"#vraag\n{TEXT}", "question", {"action_required_by": "organisation"}),
        (f"#pauze tot 1 december 2031\n{TEXT}", "paused", {"status": "paused"}),
        ("#prio hoog", "relabelled", {"priority": "high", "priority_confidence": 1.0}),
        (f"#soort vraag\n{TEXT}", "relabelled", {"type": "usage_question"}),
        (f"#prio hoog\n#sluit\n{TEXT}", "closed", {"priority": "high", "status": "closed"}),
        (f"#module kvs\n{TEXT}", "answer", {"module": "kvs"}),
        ("#neem", None, {"assignee": "Nel"}),
        ("#klopt", None, {"module_confidence": 1.0, "needs_review": False}),
        ("#module plaatsing", None, {"module": "plaatsing"}),
        (f"#notitie {TEXT}", None, {"status": "open", "answered_at": None}),
        (f"#sluit\n#notitie {TEXT}", None, {"status": "closed"}),
        (f"#prio laag #notitie {TEXT}", None, {"priority": "low"}),
    ],
)
def test_an_order_is_obeyed(
    office: Office, text: str, template: str | None, stands: dict[str, object]
) -> None:
    office.agent(text, office.asks())
    ticket = office.ticket()
    assert {name: ticket[name] for name in stands} == stands
    assert to_sanne(office) == ([template] if template else [])  # one mail, not three
    if template and TEXT in text:
        assert TEXT in office.text(office.sent(SANNE)[-1])
    assert len(office.sent("nel@desk.example")) == 1  # what was done needs no word
    assert {row["who"] for row in office.line.rows(audit.audit)} >= {"agent:Nel"}


def test_a_note_stays_inside(office: Office) -> None:
    office.agent(f"#notitie\n{TEXT}", office.asks())
    (noted,) = office.line.history("noted")
    (kept,) = [row for row in office.line.rows(mail.mail) if row["id"] == noted["mail_id"]]
    assert TEXT in kept["text"]
    assert noted["who"] == "agent:Nel"


def test_it_is_taken_back_and_its_mail_kept_in(office: Office) -> None:
    office.agent(f"#sluit\n{TEXT}", office.asks())
    office.agent("#ongedaan", office.asks())
    assert office.ticket()["status"] == "open"
    assert [row["state"] for row in office.sent(SANNE)][-1] == "failed"
    assert "gesloten" in refusal(office)
    office.agent("#ongedaan", office.asks())
    assert "geen stap die terug kan" in refusal(office)


def test_what_was_paused_is_resumed_and_answered_by_one_mail(office: Office) -> None:
    office.agent("#pauze", office.asks())
    office.agent(f"#hervat\n{TEXT}", office.asks())
    assert office.ticket()["status"] == "open"
    assert to_sanne(office) == ["paused", "answer"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("#sluitje", "“#sluitje”: die opdracht is er niet."),
        (f"{TEXT}\n#sluit", "“#sluit”: deze opdracht staat onder je tekst"),
        ("#prio urgent", "Kies uit: critical, high, medium, low."),
        ("#heropen", "Dit is niet gesloten."),
        (f"#prijs\n{TEXT}", "Alleen een extra verzoek krijgt een prijs"),
        (f"{TEXT}\nHet BSN is 123456782.", "een BSN, regel 2"),
        (f"#prio hoog\n#sluit\n{TEXT}\nBSN 123456782", "een BSN, regel 2"),
        ("", "Er stond niets nieuws in"),
        ("#hulp", "#ongedaan: draait de laatste stap terug"),
    ],
)
def test_what_cannot_be_done_is_not_half_done(office: Office, text: str, says: str) -> None:
    stood = dict(office.ticket())
    office.agent(text, office.asks())
    assert dict(office.ticket()) == stood
    assert to_sanne(office) == []
    told = refusal(office)
    assert says in told
    assert "#sluit: sluit de melding" in told  # the list of orders
    assert "123456782" not in told


def test_personal_data_goes_out_anyway_for_a_reason(office: Office) -> None:
    office.agent(f"#toch de klant vroeg erom\n{TEXT} BSN 123456782", office.asks())
    assert "123456782" in office.text(office.sent(SANNE)[-1])
    (told,) = [one for one in office.line.history("answered") if one["who"] != "machine"]
    assert (told["why"], told["detail"]["anyway"]) == ("by mail: de klant vroeg erom", ["bsn"])


def test_the_same_mail_twice_acts_once(office: Office) -> None:
    letter = office.agent(TEXT, office.asks())
    office.account.deliver(letter, letter)
    office.line.poll()
    assert to_sanne(office) == ["answer"]
    assert office.line.outcomes() == {"ticket": 1, "agent": 1, "duplicate": 2}


def test_mails_of_one_chunk_are_done_in_their_order(office: Office) -> None:
    (ours,) = office.sent(SANNE)
    asks = office.asks()
    office.agent("#sluit", asks, poll=False)
    office.customer("Re: Factuur", In_Reply_To=ours["message_id"])
    assert office.ticket()["status"] == "open"  # the customer wrote last
    assert [row["event"] for row in office.line.history("closed")] == ["closed"]
    assert office.sent("nel@desk.example")[-1]["template"] == "wrote"
    assert "daarmee heropend" in office.text(office.sent("nel@desk.example")[-1])


def test_a_new_module_is_told_to_its_group_once(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    from config import preset as presets
    from config.agents import Agent

    folder = tmp_path / "presets" / "kidskonnect"
    folder.mkdir(parents=True)
    ours = (presets.BUILT_IN / "kidskonnect" / "preset.toml").read_text(encoding="utf-8")
    changed = ours.replace("[modules.kvs]", '[modules.kvs]\ngroup = "kwaliteit"')
    (folder / "preset.toml").write_text(changed, encoding="utf-8")
    nel = Agent(name="Nel", address="nel@desk.example", groups=("desk",))
    with a_line(
        database_url,
        tmp_path,
        account.mailbox(authserv_id=SERVER),
        agents=(nel, TOM),
        preset_dirs=(tmp_path / "presets",),
    ) as line:
        office = Office(line, account)
        office.customer()
        assert not office.sent("tom@desk.example")
        for module in ("kvs", "facturatie", "kvs"):
            office.agent(f"#module {module}", office.asks())
        (told,) = office.sent("tom@desk.example")
        assert "[KK-1001] Medium, Kindvolgsysteem:" in office.read(told)["Subject"]
        assert len(office.sent("nel@desk.example")) == 1


def test_what_an_agent_only_passes_on_is_no_order_and_no_answer(office: Office) -> None:
    passed_on = (
        "-----Oorspronkelijk bericht-----\nVan: Jan <jan@elders.example>\n"
        "Verzonden: ma 2 november 2026 09:00\nAan: Nel <nel@desk.example>\nOnderwerp: Idee"
    )
    stood = dict(office.ticket())
    for text in ("#sluit", TEXT):
        office.agent(f"{passed_on}\n\n{text}", office.asks(), subject="FW: Idee")
        assert "Er stond niets nieuws in" in refusal(office)
    assert dict(office.ticket()) == stood
    assert to_sanne(office) == []


@pytest.mark.parametrize("margin", ["", "| ", "  ", "* "])
@pytest.mark.parametrize("template", ["triaged", "wrote"])
def test_our_own_mail_does_not_reach_the_customer(
    office: Office, template: str, margin: str
) -> None:
    if template == "wrote":
        office.customer("Re: Factuur", In_Reply_To=office.sent(SANNE)[-1]["message_id"])
    before = len(office.sent(SANNE))
    ours = office.sent("nel@desk.example", template)[-1]
    quoted = "\n".join(margin + line for line in office.text(ours).replace("…", "").split("\n"))
    office.agent(f"{TEXT}\n\n{quoted}", ours["message_id"])
    assert len(office.sent(SANNE)) == before
    assert "een stuk van onze mail" in refusal(office)


# -- who is not obeyed ---------------------------------------------------------------------------


def nothing_happened(office: Office, stood: dict[str, object]) -> None:
    assert dict(office.ticket()) == stood
    assert to_sanne(office) == []
    assert len(office.sent("nel@desk.example")) == 1  # nobody is told, least of all the sender


@pytest.mark.parametrize(
    ("vouched", "more"),
    [
        (None, {}),
        (f"{SERVER}; dmarc=fail header.from=desk.example", {}),
        (f"{SERVER}; dkim=pass header.d=evil.example", {}),
        ("mx.evil.example; dmarc=pass header.from=desk.example", {}),
        (f'{SERVER}; spf=pass smtp.mailfrom="; {VOUCHED.split("; ")[1]}"@evil.example', {}),
        (f"{SERVER}; none\r\nReceived: by {SERVER}\r\nAuthentication-Results: {VOUCHED}", {}),
        (VOUCHED, {"sender": "nel@desk.example, mallory@evil.example"}),
        (VOUCHED, {"sender": "nel@desk.example@evil.example"}),
        (VOUCHED, {"Precedence": "bulk"}),
    ],
)
def test_an_agent_for_whom_nobody_vouches_is_not_obeyed(
    office: Office, vouched: str | None, more: dict[str, str]
) -> None:
    stood = dict(office.ticket())
    office.agent(f"#sluit\n{TEXT}", office.asks(), vouched=vouched, **more)  # type: ignore[arg-type]
    nothing_happened(office, stood)
    (told,) = office.line.history("distrusted")
    assert told["ticket_id"] == stood["id"]
    alarms = [row for row in office.line.rows(audit.audit) if row["did"] == "alarm"]
    assert [row["detail"] for row in alarms] == [{"alarm": "agents"}]


def test_a_server_that_checks_senders_is_believed(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    with an_office(
        database_url, tmp_path, account, NEL, authserv_id=None, checks_senders=True
    ) as office:
        office.customer()
        office.agent(TEXT, office.asks(), vouched=None)
        assert to_sanne(office) == ["answer"]


def test_a_mail_of_another_desk_that_was_passed_on_loses_no_customer(office: Office) -> None:
    key = office.line.app.desks["support"].signing_key
    elsewhere = token.message_id("KA-1001", "0" * 16, key, "desk.example", aim=For.DESK)
    office.customer("Nieuwe vraag", In_Reply_To=elsewhere)
    assert office.line.outcomes() == {"ticket": 2}
    office.agent(f"#sluit\n{TEXT}", elsewhere)  # that desk obeys it
    assert office.line.outcomes() == {"ticket": 2, "agent": 1}


def test_without_a_name_of_the_server_nobody_is_obeyed(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    with an_office(database_url, tmp_path, account, NEL, authserv_id=None) as office:
        office.customer()
        office.agent(TEXT, office.asks())
        assert to_sanne(office) == []
        assert len(office.line.history("distrusted")) == 1


def test_the_number_alone_orders_nothing(office: Office) -> None:
    stood = dict(office.ticket())
    office.agent("#sluit", None)
    office.agent("#sluit", office.sent(SANNE)[0]["message_id"])  # a customer's token
    nothing_happened(office, stood)
    assert len(office.line.tickets()) == 1
    assert office.line.outcomes() == {"ticket": 1, "agent": 2}


def test_an_agent_without_a_token_writes_as_anybody_does(office: Office) -> None:
    office.agent("Kunnen jullie mijn factuur bekijken?", None, subject="Eigen vraag")
    assert len(office.line.tickets()) == 2
    (told,) = office.line.history("colleague")
    assert told["ticket_id"] == office.ticket("KK-1002")["id"]


def test_a_customer_with_the_token_of_an_agent_is_a_customer(office: Office) -> None:
    asks = office.asks()
    office.customer("Re: doorgestuurd", body="#sluit\nDank!", In_Reply_To=asks)
    assert office.ticket()["status"] == "open"
    assert len(office.line.history("stranger")) == 1
    assert office.line.outcomes() == {"ticket": 1, "follow_up": 1}


@pytest.mark.parametrize(
    "more",
    [
        {"Auto_Submitted": "auto-replied", "subject": "Afwezig: KK-1001"},
        {"subject": "Automatisch antwoord: afwezig", "X_Autoreply": "yes"},
    ],
)
def test_an_absent_agent_answers_no_customer(office: Office, more: dict[str, str]) -> None:
    stood = dict(office.ticket())
    office.agent("Ik ben tot maandag afwezig.", office.asks(), **more)  # type: ignore[arg-type]
    nothing_happened(office, stood)


def test_a_merged_ticket_is_answered_where_it_went(office: Office) -> None:
    from config.preset import load
    from tests.factories import AT
    from worker.hand import Hand

    office.customer("Incasso blijft hangen")
    asks = next(
        row["message_id"]
        for row in office.sent("nel@desk.example")
        if row["ticket_id"] == office.ticket("KK-1002")["id"]
    )
    with office.line.app.database.transaction() as connection:
        one, other = (handle.find(connection, number) for number in ("KK-1002", "KK-1001"))
        handle.merge(connection, one, other, load("kidskonnect"), Hand("agent:Nel", "", AT))
    office.agent(TEXT, asks)
    went = office.ticket("KK-1001")["id"]
    (told,) = [one for one in office.line.history("answered") if one["who"] != "machine"]
    assert told["ticket_id"] == went
    assert [row["ticket_id"] for row in office.line.rows(mail.mail)] == [went] * 3


def test_what_is_proposed_becomes_tickets_by_one_order(
    database_url: str, tmp_path: Path, account: ImapAccount
) -> None:
    two = (
        "Hallo,\n\n1. De factuur 2026-0142 van debiteur 20417 is dubbel verstuurd. Kunnen jullie "
        "die crediteren?\n2. Hoe zet ik in het personeelsrooster een vrije dag voor een medewerker?"
    )
    decide = decider(weights.load(Settings()))
    with an_office(database_url, tmp_path, account, NEL, decide=decide) as office:
        office.customer("Twee vragen", body=two)
        first = office.asks()
        assert "#splits maakt van deze eigen meldingen" in office.text(office.sent()[-1])
        office.agent("#splits", first)
        assert [row["number"] for row in office.line.tickets()] == ["KK-1001", "KK-1002"]
        assert to_sanne(office) == ["split"]
        told = office.sent("nel@desk.example")
        assert [row["template"] for row in told] == ["triaged", "triaged"]
        assert "[KK-1002]" in office.read(told[-1])["Subject"]
        office.agent("#splits", first)
        assert "Er is geen voorstel om te splitsen" in refusal(office)
        office.agent("#ongedaan", first)
        assert "gesplitst" in refusal(office)


def test_every_step_that_can_be_taken_back_has_a_word() -> None:
    assert {word("step", event, "nl") for event in handle.UNDOABLE}
