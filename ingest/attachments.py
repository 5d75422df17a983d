"""The parts that are not the text of a mail: their names, types, bytes."""

from __future__ import annotations

import hashlib
import re
from email.message import Message as Part
from email.utils import collapse_rfc2231_value

from ingest.attached import flat
from ingest.charset import decode
from ingest.filetype import detect
from ingest.message import Attachment
from ingest.transfer import undo
from ingest.words import decode_words, octets, raw_text, unfold

_MAX_NAME = 200
# Marks that turn the direction of writing make "gpj.exe" look like "exe.jpg" (Unicode TR 36).
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_OLD_ENCODED = re.compile(r"(?i)^([a-z0-9_-]{2,20})'[a-z-]{0,10}'(?=[^']*%[0-9a-f]{2})")
_EXTENDED = re.compile(
    r"(?i);\s*(filename|name)\*\s*=\s*\"?([\w-]{1,40})'([^']{0,20})'([^;\"\s]{1,2000})"
)
_DESCRIBING = frozenset({"content-type", "content-disposition"})
_FILE = re.compile(r"^[^?#]{1,200}\.[A-Za-z0-9]{1,5}$")
_TYPE = re.compile(r"^[\w!#$&^.+-]{1,100}/[\w!#$&^.+-]{1,100}$")


def content_of(part: Part, defects: list[str]) -> bytes:
    """The bytes of a part, transfer encoding undone; those of an attached mail as it was sent."""
    payload = part._payload  # type: ignore[attr-defined]  # get_payload() would decode charsets
    encoding = str(part.get("Content-Transfer-Encoding", ""))
    if isinstance(payload, list):
        # Attached mails may not be encoded (RFC 2046, 5.2.1), but some are.
        return undo(flat(part), encoding if is_encoded_mail(part) else "", defects)
    if payload is None:
        return b""
    return undo(octets(str(payload)), encoding, defects)


def is_encoded_mail(part: Part) -> bool:
    """Whether an attached mail is base64 or quoted-printable, against the rules."""
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    is_mail = part.get_content_maintype() == "message"
    return is_mail and encoding in {"base64", "quoted-printable"}


def content_type(part: Part) -> str:
    """`type/subtype` in lower case, whatever stands around it."""
    declared = part.get("Content-Type")
    if declared is None:
        return part.get_default_type()
    kind = str(declared).partition(";")[0].strip(" \t\"'").lower()
    return kind if _TYPE.match(kind) else _mended_type(kind, part)


def _mended_type(kind: str, part: Part) -> str:
    words = kind.replace(",", " ").split()
    if not words:
        return part.get_default_type()
    if words and _TYPE.match(words[0]):
        return words[0]
    if kind in {"text", "html", "text/"}:
        return "text/html" if kind == "html" else "text/plain"
    return part.get_content_type() if part.is_multipart() else "application/octet-stream"


def disposition(part: Part) -> str:
    """`inline`, `attachment` or ""."""
    value = part.get("Content-Disposition")
    return str(value).partition(";")[0].strip().lower() if value else ""


def view(part: Part) -> Part:
    """The fields that describe a part, as text: the library garbles parameters in raw 8-bit."""
    fields = [(name, str(value)) for name, value in part.raw_items() if name.lower() in _DESCRIBING]
    if all(value.isascii() for _, value in fields):
        return part
    clear = Part()
    for name, value in fields:
        clear[name] = unfold(raw_text(value, []))
    return clear


def parameter(part: Part, name: str) -> str:
    """A parameter of Content-Type as text, "" if there is none."""
    try:
        value = view(part).get_param(name, "")
    except (ValueError, IndexError, TypeError, AttributeError, LookupError):
        return ""
    return value if isinstance(value, str) else str(value[2] if value else "")


def filename(part: Part, defects: list[str]) -> str:
    """The decoded name without path, control characters and tricks; "" if there is none."""
    clear = view(part)
    for header, name in (("content-disposition", "filename"), ("content-type", "name")):
        if header not in clear:
            continue
        try:
            value = clear.get_param(name, header=header)
            if isinstance(value, str) and "*" in str(clear[header]):
                value = _extended(str(clear[header]), name) or value
        except (ValueError, IndexError, TypeError, AttributeError):
            defects.append("filename_unreadable")
            continue
        if value and (found := safe_name(_decoded(value, defects), defects)):
            return found
    return _name_elsewhere(part, defects)


def _extended(value: str, name: str) -> tuple[str, str, str] | None:
    """`filename*=` beside a plain `filename=`, which is for old programs (RFC 6266, 4.3)."""
    field = next((found for found in _EXTENDED.finditer(value) if found[1].lower() == name), None)
    if field is None:
        return None
    from urllib.parse import unquote_to_bytes

    return field[2], field[3], unquote_to_bytes(field[4]).decode("latin-1")


def _name_elsewhere(part: Part, defects: list[str]) -> str:
    """A file name where some programs put it, if it looks like one."""
    for header in ("Content-Location", "Content-Description"):
        value = decode_words(unfold(raw_text(str(part.get(header, "")), [])), [])
        if _FILE.match(value) and (found := safe_name(value, defects)):
            return found
    return ""


def _decoded(value: str | tuple[str | None, str | None, str], defects: list[str]) -> str:
    if isinstance(value, tuple):  # RFC 2231
        charset, _, text = value
        if charset:
            data = text.encode("latin-1", "replace") if _is_latin(text) else octets(text)
            return decode(data, charset, defects)
        if not text.isascii() and _is_latin(text):
            return decode(text.encode("latin-1"), None, defects)
        value = collapse_rfc2231_value(value)
    if old := _OLD_ENCODED.match(value):  # RFC 2231 in a plain parameter
        from urllib.parse import unquote_to_bytes

        return decode(unquote_to_bytes(value[old.end() :]), old[1], defects)
    return decode_words(unfold(raw_text(value, defects)), defects)


def _is_latin(text: str) -> bool:
    return all(char < "\u0100" for char in text)


def safe_name(name: str, defects: list[str]) -> str:
    """A name without folders, without characters that mislead, of a sane length."""
    if _DIRECTION.search(name):
        defects.append("filename_direction")
        name = _DIRECTION.sub("", name)
    name = _CONTROL.sub("", name.replace("\\", "/")).rpartition("/")[2].strip(" \"'")
    if name in {".", ".."}:
        return ""
    if len(name) > _MAX_NAME:
        defects.append("filename_cut")
        stem, dot, extension = name.rpartition(".")
        short = dot and len(extension) <= 10
        name = f"{stem[: _MAX_NAME - 11]}.{extension}" if short else name[:_MAX_NAME]
    return name


def content_id(part: Part) -> str | None:
    """The Content-ID without its angle brackets, None if there is none."""
    value = part.get("Content-ID")
    return unfold(raw_text(str(value), [])).strip("<> ") or None if value else None


def attachment(part: Part, kind: str, defects: list[str]) -> Attachment:
    """One part as an attachment."""
    cid = content_id(part)
    shown = disposition(part)
    return made(
        content_of(part, defects),
        filename(part, defects),
        kind,
        inline=shown == "inline" or (cid is not None and shown != "attachment"),
        content_id=cid,
    )


def made(
    content: bytes, name: str, kind: str, *, inline: bool = False, content_id: str | None = None
) -> Attachment:
    """An attachment of these bytes, with its size, digest and true type."""
    return Attachment(
        filename=name,
        content_type=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        inline=inline,
        content_id=content_id,
        detected_type=detect(content),
        content=content,
    )
