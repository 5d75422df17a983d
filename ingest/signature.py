"""How a mail ends: closing, names, functions, contact lines, disclaimers, footers of apps.

A small machine walks the lines that are not older mail. It enters the signature at a closing and
leaves it at a postscript or at a new salutation, since what follows those was written on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest import wrappings
from ingest.author import PARTICLES, Author
from ingest.lines import Lines
from ingest.patterns import closings as words

_DELIMITER = re.compile(r"(?:--|—|–|[-_=*~+•·]{2,}|ᐧ)$")
_DASHED_NAME = re.compile(r"^[-–—/~][ ]?[A-ZÀ-Ý][\w'’.-]*(?:\s[A-ZÀ-Ý][\w'’.-]*){0,2}$")
_CONTACT = re.compile(
    r"(?i)(?:^|\b)(?:t|tel|telefoon|phone|mobile?|mob|gsm|m|f|fax|e|e-?mail|mail|w|web|website|www|kvk|btw|bic|iban|adres)"
    r"\s*[.:|]|\+\d[\d\s().-]{7,}|\b0\d[\d\s./()-]{7,}\d|www\.|https?://|\S@\S|\b\d{4}\s?[A-Z]{2}\b"
)
_SHORT_CLOSINGS = 15  # lines that may follow a delimiter that is not "-- "
_LONGEST_CLOSING = 90


def find(lines: Lines, older: Sequence[bool], marked: Sequence[bool], author: Author) -> list[bool]:
    """Which lines that are not older mail are signature; `marked` are those HTML says so of."""
    signed = [flag and not old for flag, old in zip(marked, older, strict=True)]
    whole = "\n".join(lines.texts).lower()
    may_disclaim = any(hint in whole for hint in words.DISCLAIMER_HINTS)
    at = 0
    while at < len(lines):
        if older[at]:
            at += 1
            continue
        end = at
        while end < len(lines) and not older[end]:
            end += 1
        wrappings.mark(lines, at, end, signed)
        _Stretch(lines, at, end, author, signed, may_disclaim).walk()
        at = end
    return signed


@dataclass(slots=True)
class _Stretch:
    """Lines `begin` to `end` (exclusive), none of them older mail."""

    lines: Lines
    begin: int
    end: int
    author: Author
    signed: list[bool]
    may_disclaim: bool
    delimited: bool = False  # "--" was met: what follows was not typed for this mail

    def walk(self) -> None:
        in_signature = False
        for at in range(self.begin, self.end):
            text = self.lines.texts[at]
            if not text or self.signed[at]:
                continue
            self.delimited = self.delimited or text == "--"
            if in_signature:
                in_signature = not self._speaks_again(at)
            elif self._is_footer(text):
                self.signed[at] = True
                continue
            else:
                in_signature = self._begins(at)
            self.signed[at] = in_signature
        self._name_at_end()

    def _is_footer(self, text: str) -> bool:
        return len(text) <= 200 and words.APP_FOOTERS.match(text) is not None

    def _speaks_again(self, at: int) -> bool:
        text = self.lines.texts[at]
        if words.POSTSCRIPT.match(text) or self._is_afterthought(at):
            return True
        if text[-1] == ":" and words.PRESENTS.match(text) and self._below(at):
            return True
        if not words.SALUTATION.match(text):
            return False
        return any(len(line) > 30 for line in self.lines.texts[at + 1 : min(at + 4, self.end)])

    def _is_afterthought(self, at: int) -> bool:
        """A paragraph of its own in which the writer goes on: "Ik vergat nog iets: …"."""
        text = self.lines.texts[at]
        if self.delimited or self.lines.texts[at - 1] or len(text) < 20:
            return False
        # A blank line leaves two spaces, where the paragraph ends.
        paragraph = " ".join(self.lines.texts[at : min(at + 5, self.end)]).partition("  ")[0]
        return (
            words.AFTERTHOUGHT.match(paragraph) is not None
            and words.DISCLAIMERS.search(paragraph[:600]) is None
        )

    def _begins(self, at: int) -> bool:
        text = self.lines.texts[at]
        if len(text) <= _LONGEST_CLOSING:
            if _DELIMITER.match(text):
                return self._is_signature_below(at)
            first = words.first_word(text)
            may_close = first in words.CLOSING_FIRSTS or words.HINT_OF_CLOSING in text.lower()
            if may_close and words.CLOSING.match(text) and self._closes(at):
                return True
            if first in words.THANKS_FIRSTS and words.THANKING.match(text) and self._thanks(at):
                return True
            if at > self.begin and self.author.opens(text) and self._is_last_block(at):
                return True
        if words.LIST_FOOTER.match(text) or words.PHRASE_CLOSING.match(text):
            return self._below(at) <= _SHORT_CLOSINGS
        if not self.may_disclaim:
            return False
        return words.DISCLAIMERS.search(text[:600]) is not None and self._is_boilerplate(at)

    def _below(self, at: int) -> int:
        """How many lines with text follow in this stretch, counted up to 40."""
        return sum(bool(text) for text in self.lines.texts[at + 1 : min(self.end, at + 41)])

    def _next(self, at: int) -> str:
        following = self.lines.next_written(at + 1)
        return self.lines.texts[following] if following < self.end else ""

    def _is_first(self, at: int) -> bool:
        return self.lines.next_written(self.begin) == at

    def _is_signature_below(self, at: int) -> bool:
        """Whether what follows a delimiter line is no part of what was said."""
        below = self._below(at)
        text = self.lines.texts[at]
        if below == 0:
            return not self._is_first(at)
        if text == "--":
            return below <= 30
        if below > _SHORT_CLOSINGS:
            return False
        tail = [line for line in self.lines.texts[at + 1 : self.end] if line]
        return any(
            _CONTACT.search(line)
            or self.author.signs(line)
            or self._is_footer(line)
            or words.DISCLAIMERS.search(line[:600])
            or words.LIST_FOOTER.match(line)
            for line in tail[:8]
        ) and not any(words.SALUTATION.match(line) for line in tail)

    def _closes(self, at: int) -> bool:
        match = words.CLOSING.match(self.lines.texts[at])
        rest = match["rest"] if match else ""
        below = self._below(at)
        if self._is_first(at) and below > 8:
            return False
        return self._is_name(rest, is_last=below <= 2)

    def _thanks(self, at: int) -> bool:
        match = words.THANKING.match(self.lines.texts[at])
        rest = (match["rest"] if match else "").strip(" ,.!-–")
        if self._is_first(at):
            return False
        if rest and not words.COURTEOUS.match(self.lines.texts[at]):
            return self.author.signs(rest) or (
                self._below(at) == 0 and len(rest.split()) <= 2 and rest.istitle()
            )
        following = self._next(at)
        if not following:
            return words.COURTEOUS.match(self.lines.texts[at]) is not None
        if words.CLOSING.match(following):
            return False
        return self._is_name(following, is_last=False) and self._below(at) <= _SHORT_CLOSINGS

    def _is_name(self, text: str, *, is_last: bool) -> bool:
        """Whether `text` may be a name, a few closings, or nothing."""
        text = words.DECORATION.sub(" ", text).strip(" ,.!:;*_/|-–—~()\xa0\"'。、！，")
        if not text or self.author.signs(text) or words.CLOSING.match(text):
            return True
        parts = words.FROM_PLACE.sub("", text).replace("/", " ").replace(",", " ").split()
        if len(parts) > 6 or len(text) > 60 or text[-1] == "?":
            return False
        if all(part[0].isupper() or part.lower() in PARTICLES for part in parts):
            return True
        return is_last and len(parts) == 1 and parts[0].isalpha()

    def _is_last_block(self, at: int) -> bool:
        tail = [line for line in self.lines.texts[at : self.end] if line]
        if len(tail) > 14 or any(line.endswith("?") for line in tail):
            return False
        others = tail[1:]
        contacts = sum(bool(_CONTACT.search(line)) for line in others)
        return not others or contacts * 3 >= len(others) or len("".join(others)) < 80

    def _is_boilerplate(self, at: int) -> bool:
        """A disclaimer stands at the end; prose that merely mentions one is followed by more."""
        tail = [line for line in self.lines.texts[at + 1 : self.end] if line]
        return not any(words.SALUTATION.match(line) for line in tail)

    def _name_at_end(self) -> None:
        """A lone name as the last line of what was said: "Sanne", "-Sanne", "/S"."""
        last = next(
            (at for at in range(self.end - 1, self.begin - 1, -1)
             if self.lines.texts[at] and not self.signed[at]),
            None,
        )  # fmt: skip
        if last is None or self._is_first(last):
            return
        text = self.lines.texts[last]
        if len(text) > 60:
            return
        above = self.lines.texts[last - 1]
        dashed = _DASHED_NAME.match(text) is not None and not above.startswith(text[0])
        if self.author.signs(text.strip(" -–—/~*.,")) or dashed:
            self.signed[last] = True
