"""Mails of agents as their programs make them: files, pictures in the text, logos, quoted mail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP

from config.preset import Preset
from ingest.message import Message
from tests.documents.pictures import encoded, screenshot
from tests.worker.agents import VOUCHED
from tests.worker.line import plain_triage
from triage.decision import Examined, Triage
from triage.recognizers import recognize
from worker.intake.examine import Examiner
from worker.learning.decide import Decide

SCREEN = encoded(screenshot(["Instellingen", "Facturen", "Handmatig"], size=(400, 200)))
LOGO = encoded(screenshot(["Logo"], size=(120, 60)))
OLD = encoded(screenshot(["Oud scherm"], size=(300, 200)))
QUOTED = (
    '<div class="gmail_quote"><div class="gmail_attr">Op vr 20 nov 2026 om 09:15 schreef Support '
    "&lt;support@desk.example&gt;:<br></div><blockquote>oud<img src='cid:old'></blockquote></div>"
)
SIGNED = '<div class="gmail_signature">Nel Visser<br><img src="cid:logo" width="96"></div>'


def letter(
    text: str,
    answers: str,
    *,
    files: Sequence[tuple[str, str, bytes]] = (),
    page: str | None = None,
    shown: Mapping[str, bytes] | None = None,
    number: int = 50,
) -> bytes:
    """A mail of Nel's; `files` are (name, type, bytes), `page` its HTML, in which `shown` are the
    pictures by their Content-ID."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Nel Visser <nel@desk.example>"
    mail["To"] = "support@desk.example"
    mail["Subject"] = "Re: [KK-1001] Factuur klopt niet"
    mail["Message-ID"] = f"<brief-{number}@desk.example>"
    mail["In-Reply-To"] = answers
    mail["Date"] = "Fri, 20 Nov 2026 10:15:00 +0100"
    mail["Authentication-Results"] = VOUCHED
    mail.set_content(f"{text}\n\nMet vriendelijke groet,\nNel Visser\n")
    if page is not None:
        mail.add_alternative(page, subtype="html")
        alternative = mail.get_payload()
        assert isinstance(alternative, list)
        html = alternative[1]
        assert isinstance(html, MIMEPart)
        for name, pixels in (shown or {}).items():
            html.add_related(
                pixels,
                "image",
                "png",
                cid=f"<{name}>",
                filename=f"{name}.png",
                disposition="inline",
            )
    for name, kind, body in files:
        main, _, sub = kind.partition("/")
        mail.add_attachment(body, maintype=main, subtype=sub, filename=name)
    return mail.as_bytes()


def reading(examiner: Examiner) -> Decide:
    """A triage that is plain, but for what stands in mails and attachments."""

    def decide(
        messages: Sequence[Message], preset: Preset, arrivals: Sequence[datetime], **_: object
    ) -> list[Triage]:
        found = []
        contents = examiner.contents(messages)
        plain = plain_triage(messages, preset, arrivals)
        for message, held, one in zip(messages, contents, plain, strict=True):
            findings = recognize(message, preset, held).findings
            seen = tuple(Examined(e.examined, e.reason, e.gps, e.inner) for e in held)
            found.append(replace(one, findings=findings, attachments=seen))
        return found

    return decide
