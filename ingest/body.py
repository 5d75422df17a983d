"""The text of a mail and what hangs on it: which parts are shown, which are attached.

Reads what is there rather than what the types promise: a text part that is empty or only says that
the client shows no HTML loses from its HTML twin; parts in the wrong order keep their meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from email.message import Message as Part

from ingest import enriched, html, smime, tree, yenc
from ingest.attachments import (
    attachment,
    content_of,
    content_type,
    disposition,
    filename,
    is_encoded_mail,
    parameter,
)
from ingest.charset import decode
from ingest.flowed import unflow
from ingest.limits import ParseLimits, trim
from ingest.message import Attachment, Picture
from ingest.patterns.stubs import HTML_STUB
from ingest.pictures import MARK, shows_pictures
from ingest.words import octets
from ingest.wrappings import unescaped

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_ENRICHED = frozenset({"text/enriched", "text/richtext"})
_TEXTS = frozenset({"text/plain"}) | _PAGES | _ENRICHED
_PKCS7 = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_DROPPED = frozenset({"text/x-amp-html", "text/watch-html"})
_BLANKS = re.compile(r"\s+")
# What is declared as HTML but has no tag is a plain text, whose line ends mean something.
_HAS_TAG = re.compile(r"<[A-Za-z!/]|&[a-z]{2,8};|&#")
# A picture in the page itself, a megabyte that is no text.
_DATA_URI = re.compile(r"(?i)data:[\w.+-]{1,60}/[\w.+-]{1,100};base64,[A-Za-z0-9+/=%\s]{200,}")
_SEPARATORS = str.maketrans(
    {"\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\x00": ""}
)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text as it stands in one part."""

    text: str
    is_html: bool


@dataclass(slots=True)
class Body:
    """What was found while walking; `blocks` are the texts in order."""

    blocks: list[Block] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    attached_mails: list[Part] = field(default_factory=list)
    html: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """The text as people see it; `quoted` are stretches that HTML marks as older mail."""

    text: str
    quoted: tuple[tuple[int, int], ...] = ()
    signature: tuple[tuple[int, int], ...] = ()
    html: str | None = None
    pictures: tuple[Picture, ...] = ()


@dataclass(slots=True)
class Walk:
    """One walk through a tree, with what it needs on the way; `pictures` prefers the version of a
    text that shows them."""

    limits: ParseLimits
    defects: list[str]
    pictures: bool = False

    def body(self, part: Part, *, first: bool = True) -> Body:
        """Texts and attachments of a part and all below it."""
        kind = content_type(part)
        if part.is_multipart() and not kind.startswith("message/"):
            return self._container(part, kind)
        body = Body()
        if kind in _DROPPED:
            return body
        if kind.startswith("multipart/"):
            return self._unparted(part, kind)
        if self._is_text(part, kind, first=first):
            self._add_text(part, kind, body)
        elif kind in _PKCS7 and (signed := self._signed(part)) is not None:
            return self.body(signed)
        else:
            body.attachments.append(attachment(part, kind, self.defects))
            if kind in {"message/rfc822", "message/global"} and part.is_multipart():
                inner = self._attached(part, body)
                if isinstance(inner, list):
                    body.attached_mails += [mail for mail in inner[:1] if isinstance(mail, Part)]
        return body

    def _attached(self, part: Part, body: Body) -> object:
        """The mail in an attached mail, decoded first where it was encoded."""
        if is_encoded_mail(part):
            return [tree.read(trim(body.attachments[-1].content, self.limits, []), [])]
        return part.get_payload()

    def _signed(self, part: Part) -> Part | None:
        """The mail inside an opaque S/MIME signature; says so where it is encrypted instead."""
        content = smime.signed_content(content_of(part, []))
        if content is not None:
            return tree.read(trim(content, self.limits, self.defects), self.defects)
        if parameter(part, "smime-type").lower() != "signed-data":
            self.defects.append("encrypted")
        return None

    def _unparted(self, part: Part, kind: str) -> Body:
        """A multipart without parts: its boundary is missing, closes at once or is another."""
        tree.split_at_other_boundary(part, self.defects)
        if part.is_multipart():
            return self._container(part, kind)
        body = Body()
        payload = part._payload  # type: ignore[attr-defined]  # get_payload() would decode charsets
        left = [payload if isinstance(payload, str) else "", part.preamble, part.epilogue]
        found = next((piece for piece in left if piece and piece.strip()), "")
        if not found:
            return body
        self.defects.append("parts_missing")
        data = octets(found)
        charset = parameter(part, "charset") or None
        body.blocks.append(Block(decode(data, charset, self.defects), is_html=_is_page(found)))
        return body

    def _is_text(self, part: Part, kind: str, *, first: bool) -> bool:
        if kind not in _TEXTS or disposition(part) == "attachment":
            return False
        return first or not filename(part, [])

    def _add_text(self, part: Part, kind: str, body: Body) -> None:
        is_html = kind in _PAGES
        data = content_of(part, self.defects)
        declared = parameter(part, "charset")
        if not is_html:
            data = yenc.lift(data, body.attachments, self.defects)
        text = decode(data, declared or None, self.defects, is_html=is_html)
        text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_SEPARATORS)
        if kind in _ENRICHED:
            text = enriched.to_text(text)
        is_html = _is_page(text) or (is_html and _HAS_TAG.search(text) is not None)
        if is_html and len(text) > self.limits.text_chars:
            text = _DATA_URI.sub("data:", text)
        if len(text) > self.limits.text_chars:
            text = text[: self.limits.text_chars]
            self.defects.append("text_cut")
        if is_html:
            body.html = text
        elif parameter(part, "format").lower() == "flowed":
            text = unflow(text, delsp=parameter(part, "delsp").lower() == "yes")
        if text.startswith("-----BEGIN PGP MESSAGE-----"):
            self.defects.append("encrypted")
        body.blocks.append(Block(text if is_html else unescaped(text), is_html))

    def _container(self, part: Part, kind: str) -> Body:
        children = part.get_payload()
        bodies = [
            self.body(child, first=number == 0)
            for number, child in enumerate(children if isinstance(children, list) else [])
        ]
        whole = Body()
        if kind == "multipart/encrypted":
            self.defects.append("encrypted")
        for body in bodies:
            whole.attachments += body.attachments
            whole.attached_mails += body.attached_mails
            whole.html = whole.html or body.html
        texts = [body for body in bodies if any(_BLANKS.sub("", b.text) for b in body.blocks)]
        if kind == "multipart/alternative" or _are_twins(texts):
            whole.blocks = _choose([body.blocks for body in texts], pictures=self.pictures)
        else:
            whole.blocks = [block for body in texts for block in body.blocks]
        return whole if bodies else self._unparted(part, kind)

    def read(self, part: Part) -> Body:
        """The body of a mail; one that only carries another mail shows that one's text."""
        body = self.body(part)
        if not any(block.text.strip() for block in body.blocks) and body.attached_mails:
            inner = Walk(self.limits, [], self.pictures).body(body.attached_mails[0])
            body.blocks, body.html = inner.blocks, inner.html
        return body


def shown(
    body: Body, limits: ParseLimits, defects: list[str], *, mark_pictures: bool = False
) -> Shown:
    """The blocks as one text, a blank line between two."""
    if len(body.blocks) == 1 and not body.blocks[0].is_html:
        return Shown(body.blocks[0].text, html=body.html)
    pieces: list[str] = []
    quoted: list[tuple[int, int]] = []
    signature: list[tuple[int, int]] = []
    pictures: list[Picture] = []
    at = 0
    for block in body.blocks:
        if block.is_html:
            page = html.to_text(block.text, pictures=mark_pictures)
            quoted += [(start + at, end + at) for start, end in page.quoted]
            signature += [(start + at, end + at) for start, end in page.signature]
            pictures += [replace(one, at=one.at + at) for one in page.pictures]
            text = page.text
        else:
            text = block.text.rstrip("\n")
            text = text.replace(MARK, " ") if mark_pictures else text
        pieces.append(text)
        at += len(text) + 2
    text = "\n\n".join(pieces)
    if len(text) > limits.text_chars:
        text = text[: limits.text_chars]
        defects.append("text_cut")
    within = tuple(one for one in pictures if one.at < len(text))
    return Shown(text, tuple(quoted), tuple(signature), body.html, within)


def _is_page(text: str) -> bool:
    return text.lstrip()[:15].lower().startswith(("<html", "<!doctype html"))


def _are_twins(bodies: list[Body]) -> bool:
    """Plain text and HTML side by side in a mixed or related part, saying the same thing."""
    if len(bodies) != 2 or any(len(body.blocks) != 1 for body in bodies):
        return False
    plain, other = bodies[0].blocks[0], bodies[1].blocks[0]
    if plain.is_html or not other.is_html:
        return False
    start = _BLANKS.sub("", plain.text)[:60]
    return start in _BLANKS.sub("", html.to_text(other.text).text)


def _choose(versions: list[list[Block]], *, pictures: bool) -> list[Block]:
    """The version to read: the plain one, unless it is a stub or much poorer than the HTML, or it
    is the `pictures` that are wanted, and the HTML has some."""
    if not versions:
        return []
    plain = next((blocks for blocks in versions if not any(b.is_html for b in blocks)), None)
    rich = next((blocks for blocks in reversed(versions) if any(b.is_html for b in blocks)), None)
    if plain is None or rich is None:
        return plain or rich or []
    if pictures and any(block.is_html and shows_pictures(block.text) for block in rich):
        return rich
    return rich if _is_stub(plain, rich) else plain


def _is_stub(plain: list[Block], rich: list[Block]) -> bool:
    text = " ".join(" ".join(block.text for block in plain).split())
    if len(text) > 600:
        return False
    if text.lstrip().lower().startswith(("<html", "<!doctype")):
        return True
    other = sum(len("".join(html.to_text(b.text).text.split())) for b in rich if b.is_html)
    if HTML_STUB.search(text) and other > 0.5 * len(text):
        return True
    return other > 8 * len(text.replace(" ", "")) + 40
