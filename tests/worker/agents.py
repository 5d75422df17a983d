"""A desk with agents who live in their mailbox: what they are sent, and what they write back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import RowMapping

from config.agents import Agent
from models import outbox
from tests.factories import a_mail
from tests.servers.imap_account import ImapAccount
from tests.worker.line import Line, Onlooker, a_line, plain_triage
from worker.learning.decide import Decide

NEL = Agent(name="Nel", address="nel@desk.example")
TOM = Agent(name="Tom Baas", address="tom@desk.example", groups=("kwaliteit",))
SERVER = "mx.desk.example"
VOUCHED = f"{SERVER}; dmarc=pass header.from=desk.example"
SANNE = "Sanne de Boer <sanne@kdv-zon.example>"


class Office(Onlooker):
    """A line with agents, read through its outbox."""

    def __init__(self, line: Line, account: ImapAccount) -> None:
        super().__init__(line, account)
        self._count = 0

    def customer(self, subject: str = "Factuur klopt niet", **more: str) -> None:
        self._arrives({"sender": SANNE, "subject": subject, **more})

    def agent(
        self,
        text: str,
        answers: str | None,
        *,
        sender: str = "Nel Visser <nel@desk.example>",
        vouched: str | None = VOUCHED,
        poll: bool = True,
        **more: str,
    ) -> bytes:
        """An agent writes; `answers` is the Message-ID of the mail that is answered."""
        quoted = "Op vr 20 nov 2026 om 09:15 schreef Support <support@desk.example>:\n> oud"
        headers = {"Authentication_Results": vouched, "In_Reply_To": answers, **more}
        return self._arrives(
            {
                "sender": sender,
                "subject": "Re: [KK-1001] Factuur klopt niet",
                "body": f"{text}\n\nMet vriendelijke groet,\nNel Visser\n\n{quoted}",
                **{name: value for name, value in headers.items() if value is not None},
            },
            poll=poll,
        )

    def _arrives(self, given: dict[str, Any], *, poll: bool = True) -> bytes:
        self._count += 1
        letter = a_mail(**{"message_id": f"<{self._count}@x.example>", **given})
        self.account.deliver(letter)
        if poll:
            self.line.poll()
        return letter

    def sent(self, to: str | None = None, template: str | None = None) -> list[RowMapping]:
        return [
            row
            for row in self.line.rows(outbox.outbox)
            if to in (None, row["recipient"]) and template in (None, row["template"])
        ]

    def asks(self, to: str = "nel@desk.example") -> str:
        """The Message-ID of what this agent was sent last."""
        return str(self.sent(to)[-1]["message_id"])


@contextmanager
def an_office(
    url: str,
    folder: Path,
    account: ImapAccount,
    *agents: Agent,
    decide: Decide = plain_triage,
    **changes: object,
) -> Iterator[Office]:
    settings: dict[str, Any] = {"authserv_id": SERVER, **changes}
    box = account.mailbox(**settings)
    with a_line(url, folder, box, agents=agents or (NEL,), decide=decide) as line:
        yield Office(line, account)
