"""The smallest valid mail for a test of triage: a test names what matters, the rest is given."""

from config.preset import Preset, load
from ingest.message import Message
from ingest.parse import written
from triage.labelled import LabelledMail
from triage.recognizers import Spans, recognize

KIDSKONNECT = load("kidskonnect")
KAMPADMIN = load("kampadmin")


def a_mail(
    body: str = "Kunnen jullie dit nakijken?",
    subject: str = "Factuur klopt niet",
    from_name: str = "Sanne Vermeer",
    from_addr: str = "sanne@kdv-zonnehoek.example",
) -> Message:
    return written(subject=subject, body=body, from_name=from_name, from_addr=from_addr)


def found(body: str, preset: Preset = KIDSKONNECT, **mail: str) -> Spans:
    return recognize(a_mail(body, **mail), preset)


def data(body: str, kind: str, preset: Preset = KIDSKONNECT, **mail: str) -> list[str]:
    """The texts of the findings of one kind."""
    return [f.span.text for f in found(body, preset, **mail).findings if f.kind == kind]


def numbers(body: str, kind: str, preset: Preset = KIDSKONNECT, **mail: str) -> list[str]:
    """The values of the identifiers of one kind."""
    return [s.text for s in found(body, preset, **mail).identifiers if s.kind == kind]


def labelled(id: str, body: str, **changes: object) -> LabelledMail:
    """The smallest valid line of a labelled file."""
    return LabelledMail.model_validate(
        {
            "id": id,
            "preset": "kidskonnect",
            "lang": "nl",
            "from_name": "Els Bos",
            "from_addr": "els@kdv-bos.example",
            "subject": "melding",
            "body": body,
            "sender": "customer",
            "module": "youko",
            "type": "bug",
            "priority": "medium",
            **changes,
        }
    )
