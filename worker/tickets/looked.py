"""An attachment as it was looked at → a file that may go to a customer, or may not. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import RowMapping

from config.codes import DataKind
from config.preset import Preset
from ingest.contents import kinds
from ingest.contents.content import Reason
from ingest.message import Address, Attachment
from ingest.patterns.extensions import EXTENSIONS
from notify.files import File, Shown
from triage.decision import Examined, Finding
from worker.tickets.own import WORD, is_no_secret

_OPAQUE = "application/octet-stream"
_MAILS = (kinds.MAIL, kinds.OLD_MAIL, "message/global")


@dataclass(frozen=True, slots=True)
class Known:
    """Whose data are no secret between desk and customer: those two themselves.

    `addresses` and `domains` are in lower case, `names` their words, casefolded."""

    preset: Preset
    addresses: frozenset[str] = field(default=frozenset(), repr=False)
    domains: frozenset[str] = frozenset()
    names: frozenset[str] = field(default=frozenset(), repr=False)

    @classmethod
    def of(
        cls,
        preset: Preset,
        row: RowMapping,
        last: RowMapping | None,
        domains: Iterable[str],
        writer: Address,
    ) -> Known:
        """The customer of a ticket, by its row and his last mail, and the desk, with the domains of
        its mailboxes, for which somebody writes."""
        sender, name = (last["sender"], last["sender_name"]) if last is not None else ("", "")
        words = WORD.findall(f"{name} {writer.name}".casefold())
        return cls(
            preset,
            frozenset(one.lower() for one in (row["requester"], sender, writer.address) if one),
            frozenset(one.lower() for one in (*preset.own_domains, *domains)),
            frozenset(words),
        )

    def has(self, one: Finding) -> bool:
        """Whether what was found is theirs."""
        if is_no_secret(one, self.preset):
            return True
        said = one.span.text.casefold()
        if one.kind is DataKind.EMAIL:
            return said in self.addresses or said.rpartition("@")[2] in self.domains
        if one.kind is DataKind.PERSON_NAME:
            words = WORD.findall(said)
            return bool(words) and self.names.issuperset(words)
        return False


@dataclass(frozen=True, slots=True)
class Looked:
    """An attachment with what its search found; `examined` is None where nobody searched it."""

    attachment: Attachment
    examined: Examined | None
    findings: tuple[Finding, ...] = ()

    def file(self, known: Known, shown: Shown | None = None) -> File:
        """What may go to the customer of all this; a picture in the text is called by its mark."""
        one, foreign = self.attachment, [each for each in self.findings if not known.has(each)]
        kind = _type(one)
        label = self._label(foreign)
        return File(
            name=_picture(shown, kind) if shown else one.filename or label,
            label=label,
            content_type=kind,
            body=one.content,
            found=tuple(dict.fromkeys(each.kind for each in foreign)),
            unread=self._unread(),
            inner=tuple(each.name for each in self.examined.inner) if self.examined else (),
            shown=shown,
        )

    def _unread(self) -> Reason | None:
        if self.examined is None:
            return Reason.SWITCHED_OFF
        if self.examined.examined:
            return None
        return Reason(self.examined.reason or Reason.BROKEN)

    def _label(self, foreign: Iterable[Finding]) -> str:
        """Its name, without what was found in that."""
        one = self.attachment
        if not one.filename:
            mail = _type(one) in _MAILS
            return "mail.eml" if mail else one.label or f"file.{_extension(one.content_type)}"
        name = one.filename
        spans = sorted((each.span.start, each.span.end) for each in foreign if each.span.in_name)
        for start, end in reversed(spans):
            name = f"{name[:start]}…{name[end:]}"
        return name


def _type(one: Attachment) -> str:
    """What it is: a mail whatever it is called, else by its bytes, else as it was declared."""
    if (kind := kinds.kind_of(one.content, one.filename, one.content_type)) in _MAILS:
        return kind
    kind = one.detected_type or one.content_type
    return _OPAQUE if kind.startswith("multipart/") else kind


def _picture(shown: Shown, kind: str) -> str:
    return f"{shown.mark.strip('[]')}.{_extension(kind)}"


def _extension(kind: str) -> str:
    return EXTENSIONS.get(kind, "bin")
