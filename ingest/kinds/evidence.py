"""All that tells who wrote a mail: its header, its parts, its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.message import Message as Part

from ingest import report
from ingest.headers import Fields, return_path
from ingest.message import Address
from ingest.patterns.history import FORWARD_SUBJECT, REPLY_SUBJECT


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the rules look at. `reply` is what was written now, `text` the whole,
    `quotes` tells whether older mail stands in it."""

    header: Fields
    tree: Part
    subject: str
    text: str
    reply: str
    sender: Address
    own_domains: frozenset[str]
    quotes: bool = False
    _report: list[str] = field(default_factory=list)

    def value(self, name: str) -> str:
        return self.header.first(name).lower()

    def has(self, *names: str) -> bool:
        return any(name in self.header.values for name in names)

    @property
    def report(self) -> str:
        """The text with the parts of a delivery report; made on first use."""
        if not self._report:
            self._report.append(report.text_of(self.tree))
        return self._report[0]

    @property
    def parameters(self) -> str:
        """Content-Type of the whole mail with its parameters."""
        return self.value("content-type")

    @property
    def null_path(self) -> bool:
        return return_path(self.header) == ""

    @property
    def answers(self) -> bool:
        """Whether it answers or forwards a mail, going by subject and thread."""
        return bool(
            REPLY_SUBJECT.match(self.subject)
            or FORWARD_SUBJECT.match(self.subject)
            or self.has("in-reply-to")
        )
