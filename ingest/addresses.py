"""Mailboxes of From, To and their kin (RFC 5322, 3.4), as they are written and not as they ought.

Names stand in the wrong place, unquoted names hold commas, Outlook separates by semicolons, groups
and comments occur. The value is cut into tokens once, so the time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.message import Address
from ingest.words import decode_words

_TOKEN = re.compile(
    r"""(?P<quoted>"(?:[^"\\]|\\.)*")
      | (?P<angle><[^<>]*>)
      | (?P<separator>[,;])
      | (?P<colon>:)
      | (?P<pair>\\.)
      | (?P<open>\()
      | (?P<close>\))
      | (?P<word>=\?[^?\s]{1,60}\?[BbQq]\?[^?]*\?=)
      | (?P<space>\s+)
      | (?P<atom>[^\s"<>,;:()]+|.)""",
    re.VERBOSE | re.DOTALL,
)
# Lengths are bounded (RFC 5321, 4.5.3.1 allows 64 and 255), which keeps a search linear.
_ADDRESS = re.compile(
    r"""[^\s<>@,;:"'()\[\]][^\s<>@,;:"()\[\]]{0,255}@(?:[^\s<>@,;:"'()\[\]]{1,255}|\[[^\s<>\]]{1,60}\])"""
)
_QUOTED_LOCAL = re.compile(r'"(?:[^"\\]|\\.){1,128}"@[^\s<>@,;"]{1,255}')
_PAIR = re.compile(r"\\(.)")
_MAILTO = re.compile(r"(?i)\b(?:mailto|smtp):")
# Blanks round dots and "@" (obs-local-part and obs-domain, RFC 5322, 4.4), and comments.
_LOOSE = re.compile(r"(?<!\s)\s*([.@])\s*")
_LOOSE_OUTSIDE = re.compile(r"(?<!\s)(?:\s+(\.)\s*|\s*(@)\s*)(?=\S)")
_INNER_COMMENT = re.compile(r"\((?:[^()\\]|\\.){0,200}\)")
_SPELLED = re.compile(r"(?i)^(\S{1,128})\s+(?:at|\(at\)|\[at\])\s+(\S{1,255}\.\S{2,20})$")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\ufeff]")

_LONGEST_NAME = 16  # tokens of a name that commas cut

Token = tuple[str, str]


def mailboxes(value: str, defects: list[str], *, most: int = 2_000) -> tuple[Address, ...]:
    """Every mailbox of a header value, in order, without doubles of the same line."""
    found: list[Address] = []
    pending: list[Token] = []
    for item in _items(_tokens(_MAILTO.sub("", value))):
        if 0 < len(pending) <= _LONGEST_NAME:
            item = [*pending, ("atom", ", "), *item]
        pending = []
        addresses = [one for part in _apart(item) if (one := _mailbox(part, defects)) is not None]
        found += addresses
        if not addresses and _text(item).strip():
            pending = item  # "Boer, Sanne de <s@…>": the name was cut at its comma
        if len(found) >= most:
            defects.append("addresses_cut")
            break
    if not found and "=?" in value and (read := decode_words(value, defects)) != value:
        # Address and all were put into encoded words.
        return mailboxes(read.replace("=?", ""), defects, most=most)
    return tuple(found[:most])


def _tokens(value: str) -> Iterator[Token]:
    """Tokens, each comment as one; a stray quote is a plain character."""
    comment: list[str] = []
    depth = 0
    for kind, text in _lexemes(value):
        if kind == "open":
            depth += 1
            comment += [text] if depth > 1 else []
        elif kind == "close" and depth:
            depth -= 1
            if depth:
                comment.append(text)
            else:
                yield ("comment", "".join(comment))
                comment = []
        elif depth:
            comment.append(text[1:] if kind == "pair" else text)
        else:
            yield (kind, text)
    if comment:  # never closed: read it as if it had not been opened
        yield from _lexemes("".join(comment).replace("(", " "))


def _lexemes(value: str) -> Iterator[Token]:
    at = 0
    while match := _TOKEN.match(value, at):
        at = match.end()
        if match[0] == '"':  # it has no partner: neither has any that follows
            value, at = value[at:].replace('"', " "), 0
        else:
            yield (match.lastgroup or "atom", match[0])


def _items(tokens: Iterator[Token]) -> Iterator[list[Token]]:
    """Stretches between separators; the name of a group and its colon are dropped."""
    item: list[Token] = []
    for kind, text in tokens:
        if kind == "separator":
            if item:
                yield item
            item = []
        elif kind == "colon" and not any("@" in word for _, word in item):
            item = []
        else:
            item.append((kind, text))
    if item:
        yield item


def _apart(item: list[Token]) -> Iterator[list[Token]]:
    """The mailboxes of an item whose commas were forgotten: "A <a@…> B <b@…>", "a@… b@…"."""
    words = [token for token in item if token[0] != "space"]
    if len(words) > 1 and all(kind == "atom" and _ADDRESS.fullmatch(text) for kind, text in words):
        yield from ([word] for word in words)
        return
    part: list[Token] = []
    end = 0  # behind the first address of this part
    named = False
    for token in item:
        is_address = _is_address(token)
        if is_address and end and named:  # what stands between two addresses names the second
            yield part[:end]
            part = part[end:]
        part.append(token)
        if is_address:
            end, named = len(part), False
        elif token[0] in {"atom", "quoted", "word"}:
            named = True
    yield part


def _is_address(token: Token) -> bool:
    return token[0] == "angle" and "@" in token[1]


def _mailbox(item: list[Token], defects: list[str]) -> Address | None:
    """The address in the last angle that holds one, else the last word that looks like one."""
    at = _angle_of(item)
    if at is not None:
        inside = item[at][1][1:-1]
        rest = [
            token for number, token in enumerate(item) if number != at and not _is_address(token)
        ]
        return _named(_address_in(inside), _name(rest, defects))
    text = _LOOSE_OUTSIDE.sub(r"\1\2", _text(item)) if " " in _text(item) else _text(item)
    match = _QUOTED_LOCAL.search(text) or _ADDRESS.search(text)
    if match is not None:
        left = text[: match.start()] + " " + text[match.end() :]
        comments = [token for token in item if token[0] == "comment"]
        name = _clean(decode_words(left, defects)) or _name(comments, defects, comments=True)
        return _named(match[0], name)
    return None


def _angle_of(item: list[Token]) -> int | None:
    angles = [number for number, token in enumerate(item) if token[0] == "angle"]
    for number in reversed(angles):
        if _is_address(item[number]):
            return number
    if angles and not any("@" in text for _, text in item):
        return angles[-1] if item[angles[-1]][1].strip("<> ") else None
    return None


def _address_in(text: str) -> str:
    """The address of an angle, which may hold a route (RFC 5322, 4.4) or blanks."""
    text = text.strip().strip("'")
    if text.startswith("@") and ":" in text:
        text = text.partition(":")[2]
    if '"' in text:
        return text
    for _ in range(min(text.count("("), 3)):  # one level of comments at a time
        text = _INNER_COMMENT.sub("", text)
    text = _LOOSE.sub(r"\1", text)
    if match := _ADDRESS.search(text):
        return match[0]
    if match := _SPELLED.match(text):
        return f"{match[1]}@{match[2]}"
    return "" if " " in text else text


def _name(tokens: list[Token], defects: list[str], *, comments: bool = False) -> str:
    """The display name; a comment only where there is nothing else ("a@b (Sanne)")."""
    words = [token for token in tokens if token[0] != "comment" or comments]
    name = _clean(decode_words(_text(words), defects))
    if name or comments:
        return name
    return _name([token for token in tokens if token[0] == "comment"], defects, comments=True)


def _text(tokens: list[Token]) -> str:
    out = []
    for number, (kind, text) in enumerate(tokens):
        if kind == "quoted":
            # A quoted string before "@" is a local part and keeps its quotes.
            is_local = number + 1 < len(tokens) and tokens[number + 1][1].startswith("@")
            out.append(text if is_local else _PAIR.sub(r"\1", text[1:-1]))
        elif kind == "comment":
            out.append(f" {text} ")
        else:
            out.append(text)
    return "".join(out)


def _clean(name: str) -> str:
    name = " ".join(_INVISIBLE.sub("", name).split()).strip(" ,;<>")
    name = name.replace("[ ]", "").replace("[]", "").strip()  # what is left of "[mailto:…]"
    if name.count("[") != name.count("]"):
        name = name.strip("[] ")
    while len(name) > 1 and name[0] == name[-1] and name[0] in "'\"":
        name = name[1:-1].strip()
    return name


def _named(address: str, name: str) -> Address | None:
    if not address:
        return None
    local, at, domain = address.rpartition("@")
    address = f"{local}{at}{domain.lower().rstrip('.')}" if at else address
    return Address("" if name.lower() == address.lower() else name, address)
