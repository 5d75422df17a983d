"""Hints: what a recognizer may know of the mail beside the stretch of text it reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from config.preset import Preset
from ingest.contents.content import Content
from ingest.message import Message, Part
from triage.claims import Claims
from triage.cues import cue
from triage.letters import Hand, Letter, letters
from triage.mailboxes import is_personal, is_professional
from triage.names import fold
from triage.names.model import NameModel, joined
from triage.names.rows import rows
from triage.names.shapes import Name, names_in
from triage.names.tokens import Token, tokens_of
from triage.names.writers import with_writers
from triage.sheets import Headed, headed

_SPEECH = re.compile(
    r"[\"“«„][^\"”»“]{60,2000}[\"”»“]"
    r"|^[ \t>|]*\[?(?:\w{2,3}\.?\s)?(?:\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?,?\s)?"
    r"\d{1,2}[:.]\d{2}(?::\d\d)?\]"
    r"[^\n]{2,2000}",
    re.MULTILINE,
)

_DIGITS = re.compile(r"\d+")
_CHAT = re.compile(r"[ \t>]*\[?(?:[\w .-]{0,12}[ ,])?\d{1,2}[:.]\d{2}(?::\d\d)?\][^\n]{2}")

RoleWeights = Mapping[str, list[float]]  # see triage/recognizers/role_weights.py


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that a recognizer takes for its kind; offsets in the text it was given."""

    start: int
    end: int
    confidence: float = 1.0
    why: str = ""


@dataclass(frozen=True, eq=False)
class Hints:
    """The mail round one text: `where` is `subject`, `body` or `attachment:FILENAME`.

    `claimed` are stretches that carry a name of their own (a link, an invoice number), filled as
    the recognizers run in their order; a later one asks `is_claimed` before it believes a number.
    `attachment` is the number of the attachment that the text is from; of its name if `in_name`.
    """

    message: Message
    preset: Preset
    where: str
    text: str
    letters: tuple[Letter, ...]
    claimed: Claims = field(default_factory=Claims)
    name_model: NameModel | None = None
    attachment: int | None = None
    in_name: bool = False
    content: Content | None = None
    roles: RoleWeights | None = None  # weights in place of ours
    beside: list[Hints] = field(default_factory=list)  # the other texts of the same mail

    def letter_at(self, offset: int) -> Letter:
        """Whose words stand at `offset`."""
        for letter in self.letters:
            if letter.start <= offset < letter.end:
                return letter
        return self.letters[-1]

    def part_at(self, offset: int) -> Part:
        """Reply, quoted or signature; texts that are no body are all reply."""
        if self.where != "body":
            return Part.REPLY
        if any(start <= offset < end for start, end in self._closings):
            return Part.SIGNATURE
        for region in self.message.regions:
            if region.start <= offset < region.end:
                return region.part
        return Part.REPLY

    @cached_property
    def _closings(self) -> tuple[tuple[int, int], ...]:
        """What follows the line with the sender's name in the sender's own words: a signature."""
        found = []
        for letter in self.letters:
            at = letter.start
            while letter.hand is Hand.SENDER and at < letter.end:
                stop = self.text.find("\n", at, letter.end)
                stop = letter.end if stop < 0 else stop
                if at > letter.start + 20 and self._is_senders_name(self.text[at:stop]):
                    found.append((at, self._closing_end(stop, letter.end)))
                    break
                at = stop + 1
        return tuple(found)

    def _is_senders_name(self, line: str) -> bool:
        words = fold(line).split()
        own = fold(self.message.from_.name).split()
        if not 1 <= len(words) <= 5 or not own or len(line) > 60:
            return False
        known = [word in own for word in words if len(word) > 1]
        return bool(known) and all(known)

    def _closing_end(self, at: int, end: int) -> int:
        """A signature has short lines; a long one after it is text again (a postscript)."""
        for line in self.text[at:end].splitlines(keepends=True):
            if (
                len(line) > 110
                or _CHAT.match(line)
                or line.lstrip().lower().startswith(("ps", "p.s", "nb", "n.b"))
            ):
                return at
            at += len(line)
        return end

    @cached_property
    def signature(self) -> str:
        """The text of the sender's signature."""
        pieces = [self.text[start:end] for start, end in self._closings]
        return "\n".join([*pieces, self.message.signature]) if self.where == "body" else ""

    def is_speech(self, offset: int) -> bool:
        """Whether somebody else speaks there: in a long quotation or in a line of a chat."""
        return any(start <= offset < end for start, end in self._speeches)

    @cached_property
    def _speeches(self) -> tuple[tuple[int, int], ...]:
        return tuple(m.span() for m in _SPEECH.finditer(self.text))

    def is_professional_at(self, offset: int) -> bool:
        """Whether the letter there was written by somebody at work outside."""
        author = self.letter_at(offset).author
        return author is not None and bool(author.address) and is_professional(author.address)

    def is_claimed(self, start: int, end: int) -> bool:
        return self.claimed.touch(start, end)

    def counts_as_identifier(self, offset: int) -> bool:
        """Not in signatures, nor in the earlier mails of this exchange (labels.md)."""
        letter = self.letter_at(offset)
        if letter.hand is Hand.EXCHANGE:
            return False
        return letter.hand is not Hand.SENDER or self.part_at(offset) is not Part.SIGNATURE

    def left(self, start: int, size: int = 60) -> str:
        """What stands before `start` on its line, at most `size` characters."""
        return self.text[max(0, start - size) : start].rpartition("\n")[2]

    def right(self, end: int, size: int = 60) -> str:
        """What stands after `end` on its line, at most `size` characters."""
        return self.text[end : end + size].partition("\n")[0]

    @cached_property
    def cells(self) -> tuple[Headed, ...]:
        """The cells of a sheet with their headers; () for what is no sheet."""
        return headed(self.content) if self.content is not None else ()

    def header_of(self, offset: int) -> str | None:
        """The header of the cell of a sheet that begins there."""
        return self._headers.get(offset)

    @cached_property
    def _headers(self) -> dict[int, str]:
        return {start: header for header, start, _ in self.cells}

    @cached_property
    def tokens(self) -> list[Token]:
        """The words of the text."""
        return tokens_of(self.text)

    @cached_property
    def folded(self) -> frozenset[str]:
        """The folded words of the text."""
        return frozenset(token.word.folded for token in self.tokens)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names of persons that stand in the text, whoever they are."""
        told = joined(self.text, names_in(self.text, self.tokens), self.name_model)
        heads = (letter.name for letter in self.letters if letter.name is not None)
        return with_writers(self.text, told, heads)

    @cached_property
    def given(self) -> Counter[str]:
        """How often each first name stands in the texts of the mail."""
        return Counter(name.given for text in (self, *self.beside) for name in text.names)

    @cached_property
    def rows(self) -> dict[int, tuple[Name, Name]]:
        """The first and the last name of a row of names, by the start of each of them."""
        return rows(self.text, self.names)

    def round_digits(self, before: int, after: int) -> list[tuple[int, int]]:
        """The stretches of the text within `before` and `after` characters of a digit, in order.

        Long expressions that need a number look nowhere else."""
        found: list[tuple[int, int]] = []
        for match in _DIGITS.finditer(self.text):
            low, high = max(0, match.start() - before), match.end() + after
            if found and low <= found[-1][1]:
                found[-1] = (found[-1][0], high)
            else:
                found.append((low, high))
        return found

    @cached_property
    def sender_words(self) -> frozenset[str]:
        """The folded words of the sender's name and of the part of the address before the @."""
        sender = self.message.from_
        local = sender.address.partition("@")[0]
        return frozenset(fold(sender.name).split()) | frozenset(fold(local).split())

    @cached_property
    def sender_is_private(self) -> bool:
        """The sender writes from a provider for private persons, or of kin and of no house."""
        domain = self.message.from_.domain
        if is_personal(domain):
            return True
        kin = cue("kin").search(f"{self.message.subject}\n{self.message.text[:4000]}")
        return kin is not None and not is_professional(self.message.from_.address)


def hints_of(
    message: Message,
    preset: Preset,
    name_model: NameModel | None = None,
    roles: RoleWeights | None = None,
) -> tuple[Hints, Hints]:
    """The hints for the subject and for the body of a message."""
    subject, body = (
        Hints(message, preset, where, text, written, name_model=name_model, roles=roles)
        for where, text, written in (
            ("subject", message.subject, (Letter(0, len(message.subject), Hand.SENDER),)),
            ("body", message.text, letters(message, preset)),
        )
    )
    subject.beside.append(body)
    body.beside.append(subject)
    return subject, body
