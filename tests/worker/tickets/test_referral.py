"""Parents get a warm word in their language and no detail of any ticket, in no header either.

On a real mailbox, with the classifiers that ship: mails to a desk, and to a ticket that stands.
"""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from config.settings import Settings
from models import finding, outbox, raw
from tests.factories import a_mail, an_organisation
from tests.servers.imap_account import ImapAccount
from tests.worker.line import Line, a_line
from worker.learning import weights
from worker.learning.decide import decider

pytestmark = pytest.mark.server
PARENTS = {
    "nl": "Goedemiddag, ik ben de moeder van Noor. Mijn dochter zit bij jullie op de opvang en ik "
    "kan mijn factuur van deze maand niet openen in de ouderapp. Kunt u mij helpen?",
    "fr": "Bonjour, je suis la maman de Noor. Ma fille va à la crèche et je ne peux pas ouvrir ma "
    "facture dans l’application des parents. Pouvez-vous m’aider ?",
    "en": "Hello, I am the mother of Noor. My daughter goes to the nursery and I cannot open my "
    "invoice in the parent app. Could you please help me?",
    "de": "Guten Tag, ich bin die Mutter von Noor. Meine Tochter geht in die Kita und ich kann "
    "meine Rechnung in der Eltern-App nicht öffnen. Können Sie mir bitte helfen?",
}
WARM = {
    "nl": ("Vervelend dat", "organisatie kan dat wel"),
    "nl-BE": ("We begrijpen dat dit vervelend is", "organisatie kan dat wel"),
    "fr": ("Merci pour votre message", "elle, le peut"),
    "en": ("We are sorry", "They can, and will be glad to"),
    "de": ("Es tut uns leid", "Die Organisation kann das"),
}


def sent(line: Line, number: int) -> EmailMessage:
    """Our answer to the mail that was stored as this."""
    (row,) = [one for one in line.rows(outbox.outbox) if one["mail_id"] == number]
    with line.app.database.reading() as connection:
        body = raw.get(connection, row["raw_id"])
    found = email.message_from_bytes(body, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


@pytest.mark.parametrize("language", PARENTS)
@pytest.mark.parametrize("preset", ["kidskonnect", "kampadmin"])
def test_a_parent_who_answers_a_mail_that_was_passed_on(
    sqlite_url: str, tmp_path: Path, account: ImapAccount, preset: str, language: str
) -> None:
    account.deliver(a_mail())
    decide = decider(weights.load(Settings(data_dir=tmp_path)))
    with a_line(sqlite_url, tmp_path, account.mailbox(preset=preset), decide=decide) as line:
        line.poll()
        (ticket,) = line.tickets()
        ours, number = str(sent(line, 1)["Message-ID"]), ticket["number"]
        assert number in ours
        account.deliver(
            a_mail(
                sender="Mieke Jansen <mieke.jansen@gmail.com>",
                subject=f"Re: [{number}] Factuur",
                body=PARENTS[language],
                message_id="<ouder@post.example>",
                In_Reply_To=ours,
                References=ours,
            )
        )
        assert line.poll().outcomes == {"ticket": 1}  # hers, not that of the organisation
        answer = sent(line, 2)
        whole = answer.as_string() + str(answer.get_body(("html",)))
        part = answer.get_body(("plain",))
        assert part is not None
        said = " ".join(part.get_content().split())
        region = "nl-BE" if (preset, language) == ("kampadmin", "nl") else language
        assert all(words in said for words in WARM[region])
        for one in line.tickets():
            assert one["number"] not in whole
        assert answer["X-Meldpost-Ticket"] is None
        account.deliver(
            a_mail(
                sender="Mieke Jansen <mieke.jansen@gmail.com>",
                subject="Re: Factuur",
                body=PARENTS[language],
                message_id="<ouder2@post.example>",
                In_Reply_To=str(answer["Message-ID"]),
            )
        )
        assert line.poll().outcomes == {"follow_up": 1}  # in her own ticket
        assert number not in sent(line, 3).as_string()


@pytest.mark.parametrize(
    ("sender", "kind", "known"),
    [
        ("mieke.jansen@gmail.com", "customer", "contact"),  # the bookkeeper, at home
        ("MIEKE.Jansen@gmail.com", "customer", "contact"),
        ("piet.jansen@gmail.com", "parent", "stranger"),
        ("mieke@zon.example", "parent", "organisation"),  # a domain alone is no contact
    ],
)
def test_a_contact_is_no_parent(
    sqlite_url: str, tmp_path: Path, account: ImapAccount, sender: str, kind: str, known: str
) -> None:
    account.deliver(a_mail(sender=f"Mieke <{sender}>", subject="Factuur", body=PARENTS["nl"]))
    decide = decider(weights.load(Settings(data_dir=tmp_path)))
    with a_line(sqlite_url, tmp_path, account.mailbox(), decide=decide) as line:
        with line.app.database.transaction() as connection:
            people = {"mieke.jansen@gmail.com": "staff"}
            an_organisation(connection, domains=["zon.example"], contacts=people)
        line.poll()
        (made,) = line.tickets()
        assert (made["sender_kind"], made["known"]) == (kind, known)
        (row,) = line.rows(outbox.outbox)
        assert (row["template"] == "referral") is (kind == "parent")
        checks = {one["code"] for one in line.rows(finding.shortcoming)}
        assert ("parent_request" in checks) is (kind == "parent")
        if kind == "customer":
            assert made["sender_confidence"] == 1.0
            assert made["why"]["sender"] == ["known_contact"]
