"""What the markup of an element says of the text in it: hidden, older mail, signature."""

from __future__ import annotations

from enum import Enum

from selectolax.lexbor import LexborNode

from ingest.patterns import markup

Attributes = dict[str, str | None]


_LONGEST_EMOJI = 16  # characters: a family, each with the colour of its skin


class Mark(Enum):
    """Whose text an element holds."""

    QUOTED = "quoted"
    SIGNATURE = "signature"


def attributes_of(node: LexborNode, tag: str) -> Attributes:
    """The attributes of the elements whose attributes may tell something."""
    return node.attributes if tag in markup.TELLING else {}


def is_hidden(attributes: Attributes) -> bool:
    """Whether a reader does not see it."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style") or ""
    return any(hides.search(style) for hides in (markup.HIDDEN, markup.OUT_OF_SIGHT))


def emoji_of(attributes: Attributes) -> str:
    """The emoji that a program shows as a picture, "" for every other picture."""
    alt = attributes.get("alt") or ""
    is_emoji = len(alt) <= _LONGEST_EMOJI and not any(c.isascii() or c.isalnum() for c in alt)
    return alt if is_emoji else ""


def is_block(attributes: Attributes) -> bool:
    """Whether an element that stands in a line by itself was given lines of its own."""
    style = attributes.get("style")
    return bool(style) and markup.BLOCK.search(style or "") is not None


def is_tight(attributes: Attributes) -> bool:
    """Whether a paragraph has no blank line round it, as Outlook's have none."""
    if (attributes.get("class") or "").startswith("Mso"):
        return True
    style = attributes.get("style")
    return bool(style) and markup.TIGHT.search(style or "") is not None


def mark_of(node: LexborNode, tag: str, attributes: Attributes) -> Mark | None:
    """What the text of this element is, by what programs call such elements."""
    if not attributes and tag != "blockquote":
        return None
    names = _names(attributes)
    if attributes.get("data-smartmail") == "gmail_signature" or markup.SIGNATURE.search(names):
        return Mark.SIGNATURE
    if tag == "blockquote":
        return None if _is_indented(names, attributes) else Mark.QUOTED
    if markup.QUOTE.search(names):
        return Mark.QUOTED if not _is_interleaved(node) else None
    return Mark.QUOTED if markup.ATTRIBUTION.search(names) else None


def _is_indented(names: str, attributes: Attributes) -> bool:
    """Whether its writer moved a paragraph to the right, and quotes nobody."""
    if markup.INDENT.search(names):
        return True
    style = attributes.get("style")
    return bool(style) and not names.strip() and bool(markup.INDENT_STYLE.search(style or ""))


def begins_history(tag: str, attributes: Attributes) -> bool:
    """Whether all that follows this element is older mail, as Outlook marks it."""
    if markup.REST.search(_names(attributes)):
        return True
    style = attributes.get("style")
    return tag == "div" and bool(style) and markup.OUTLOOK_RULE.search(style or "") is not None


def _names(attributes: Attributes) -> str:
    return f" {attributes.get('id') or ''} {attributes.get('class') or ''} "


def _is_interleaved(node: LexborNode) -> bool:
    """Gmail's wrapper round attribution and blockquotes: answers may stand between them."""
    child = node.first_child
    while child is not None:
        if child.tag == "blockquote":
            return True
        child = child.next
    return False
