"""Message: what stands in a mail, as every later room reads it.

All offsets count characters (code points) of the named text, end exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from config.codes import MessageKind


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox of a header (RFC 5322, 3.4); `address` is lower-cased in the domain only."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2].lower()


class Part(StrEnum):
    """Who wrote a stretch of the text, and when."""

    REPLY = "reply"  # this sender, now
    QUOTED = "quoted"  # older mail and forwarded mail
    SIGNATURE = "signature"  # closing, name, function, address, disclaimer, app footer


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of `Message.text`. Regions are in order, never overlap, and cover the text."""

    part: Part
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part of a mail that is not its text; attached mails (message/rfc822) included.

    `filename` is the name that its sender gave, "" if none; `label` is a name in any case, and no
    other of the same mail has it. `size` is in bytes after decoding. `detected_type` is what the
    bytes look like, whatever the sender declared. `content` is empty once the mail is stored.
    """

    filename: str
    content_type: str
    size: int
    sha256: str
    inline: bool = False
    content_id: str | None = None
    detected_type: str | None = None
    content: bytes = field(default=b"", repr=False, compare=False)
    label: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a page: `at` is its offset in the text, `content_id` the part that it is, None
    where the page itself holds it; `width` in pixels, where the page says how wide it is shown."""

    at: int
    content_id: str | None
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a delivery report says (RFC 3464, or whatever its writer made of it)."""

    recipient: str | None
    status: str | None  # "5.1.1"
    hard: bool | None
    original_message_id: str | None
    delayed: bool = False  # the server goes on trying


@dataclass(frozen=True, slots=True)
class Checked:
    """What a server on the way says about the sender (RFC 8601); anybody can write that it does.

    `server` is "" where it names itself not; `domain`, in lower case, is the one that was checked
    ("" if it does not say).
    """

    server: str
    method: str  # dmarc, dkim, spf
    result: str  # pass, fail, none, …
    domain: str


@dataclass(frozen=True, slots=True)
class Message:
    """One mail, read. Missing values are None or empty; `defects` says what was mended or cut.

    `kind_reason` is the rule that decided `kind`, `return_path` the envelope sender ("" for the
    null path, None if unknown), `suspended_answer` why no automatic answer may go out although a
    person wrote (X-Auto-Response-Suppress and its kin), or None. `forward_start` is the offset in
    `text` where a forwarded mail begins, which was sent to the desk on purpose, unlike the history
    of an exchange; None if nothing was forwarded. `from_is_plain`: From names one sender, and every
    reader finds the same. `checked` are the Authentication-Results, the topmost first, as far as
    the mail did not bring them along. `thread_index` is what Outlook finds its conversations by,
    in base64. `pictures` are those of its page, where `parse` was asked to mark them.
    """

    message_id: str
    in_reply_to: str | None
    references: tuple[str, ...]
    subject: str
    date: datetime | None
    from_: Address
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    kind: MessageKind
    language: str
    text: str = field(repr=False)
    regions: tuple[Region, ...] = field(repr=False)
    attachments: tuple[Attachment, ...] = ()
    defects: tuple[str, ...] = ()
    kind_reason: str = ""
    return_path: str | None = None
    suspended_answer: str | None = None
    bounce: Bounce | None = None
    thread_index: str | None = None
    html: str | None = field(default=None, repr=False)
    forward_start: int | None = None
    from_is_plain: bool = True
    checked: tuple[Checked, ...] = ()
    pictures: tuple[Picture, ...] = ()

    def part(self, part: Part) -> str:
        """The stretches of `text` that belong to `part`, a blank line between two."""
        return join(self.text[r.start : r.end] for r in self.regions if r.part is part)

    @property
    def own_words(self) -> str:
        """The reply, without a mail that its sender only passes on: somebody else wrote that."""
        end = self.forward_start
        if end is None:
            return self.reply
        return join(
            self.text[one.start : min(one.end, end)]
            for one in self.regions
            if one.part is Part.REPLY and one.start < end
        )

    @property
    def reply(self) -> str:
        return self.part(Part.REPLY)

    @property
    def quoted(self) -> str:
        return self.part(Part.QUOTED)

    @property
    def signature(self) -> str:
        return self.part(Part.SIGNATURE)


def join(stretches: Iterable[str]) -> str:
    """Stretches of a text as one, without the white space round them."""
    return "\n\n".join(kept for kept in (stretch.strip() for stretch in stretches) if kept)
