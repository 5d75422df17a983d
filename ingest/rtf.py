"""Rich text of Outlook as plain text: unpacked ([MS-OXRTFCP]) and read ([MS-OXRTFEX]).

Only what a reader sees is kept. HTML that Outlook wrapped into RTF shows in `htmltag` groups, whose
line breaks are the text's line breaks.
"""

from __future__ import annotations

import re

_COMPRESSED, _PLAIN = b"LZFu", b"MELA"
_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}"
    rb"{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArialTimes New Roman"
    rb"Courier{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_MOST = 5_000_000  # bytes when unpacked; more is a bomb
_TOKEN = re.compile(
    r"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.IGNORECASE,
)
_SKIPPED = frozenset({
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "themedata",
    "colorschememapping", "latentstyles", "datastore", "listtable", "listoverridetable",
    "generator", "xmlnstbl", "fldinst", "header", "footer", "nonshppict", "rsidtbl", "mmathpr",
})  # fmt: skip
_SPELLED = {
    "par": "\n", "line": "\n", "sect": "\n", "row": "\n", "cell": "\t", "tab": "\t",
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
}  # fmt: skip
_BREAK = re.compile(r"(?i)<(?:br|/p|/div|/tr|/li|/h\d)\b")


def unpack(data: bytes, defects: list[str]) -> bytes | None:
    """The RTF in PR_RTF_COMPRESSED; None if it is broken, the first 5 MB where it is longer."""
    if len(data) < 16:
        return None
    size = int.from_bytes(data[4:8], "little")
    if size > _MOST:
        size = _MOST
        defects.append("text_cut")
    if data[8:12] == _PLAIN:
        return data[16 : 16 + size]
    if data[8:12] != _COMPRESSED:
        return None
    return _unpacked(data, size)


def _unpacked(data: bytes, size: int) -> bytes:
    """LZFu: runs of eight, each a byte or a reference into a window of 4,096 bytes."""
    window = bytearray(_DICTIONARY.ljust(4096, b"\x00"))
    write = len(_DICTIONARY)
    out = bytearray()
    at = 16
    while at < len(data) and len(out) < size:
        control = data[at]
        at += 1
        for bit in range(8):
            run, at = _run(data, at, window, write, is_reference=bool(control >> bit & 1))
            if not run or len(out) >= size:
                return bytes(out)
            for byte in run:
                window[write % 4096] = byte
                write += 1
            out += run
    return bytes(out)


def _run(
    data: bytes, at: int, window: bytearray, write: int, *, is_reference: bool
) -> tuple[bytes, int]:
    """The next bytes and where to go on; none at the end."""
    if not is_reference:
        return data[at : at + 1], at + 1
    reference = int.from_bytes(data[at : at + 2].ljust(2, b"\x00"), "big")
    offset, length = reference >> 4, (reference & 15) + 2
    if offset == write % 4096 or at >= len(data):
        return b"", at
    return _copied(window, offset, write, length), at + 2


def _copied(window: bytearray, offset: int, write: int, length: int) -> bytes:
    """A run from the window, which may overlap what it writes."""
    distance = (write - offset) % 4096 or 4096
    run = bytearray()
    for number in range(length):
        run.append(
            run[number - distance] if number >= distance else window[(offset + number) % 4096]
        )
    return bytes(run)


def to_text(data: bytes) -> str:
    """What a reader of this RTF sees."""
    reader = _Reader()
    for match in _TOKEN.finditer(data.decode("latin-1")):
        reader.take(match)
    return reader.text()


class _Reader:
    """The state of one reading: a stack of groups, of which some are not shown."""

    def __init__(self) -> None:
        self._out: list[str | bytes] = []
        self._stack: list[tuple[bool, bool]] = []
        self._hidden = False  # a destination that is not shown
        self._in_tag = False  # an htmltag group
        self._rtf_only = False  # \htmlrtf: what RTF alone shows
        self._from_html = False
        self._skip = 0  # characters that still stand in for the last \u
        self._stand_ins = 1  # how many each \u has (\uc)
        self._codec = "cp1252"

    def take(self, match: re.Match[str]) -> None:
        """One token: a word, a byte, a symbol, a brace or text."""
        word, number, code, symbol, brace, text = match.groups()
        if brace is not None:
            self._brace(brace)
        elif word is not None:
            self._word(word.lower(), number)
        elif code is not None:
            self._put(bytes((int(code, 16),)))
        elif symbol is not None:
            self._symbol(symbol)
        elif text is not None:
            self._text(text)

    def _brace(self, brace: str) -> None:
        if brace == "{":
            self._stack.append((self._hidden, self._in_tag))
        elif self._stack:
            self._hidden, self._in_tag = self._stack.pop()

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._hidden = True
        else:
            self._put({"~": " ", "_": "-"}.get(symbol, symbol if symbol in "\\{}" else ""))

    def _word(self, word: str, number: str | None) -> None:
        if word == "htmltag":
            self._hidden, self._in_tag, self._from_html = False, True, True
        elif word == "htmlrtf":
            self._rtf_only = number != "0"
        elif word in _SKIPPED:
            self._hidden = True
        elif word == "ansicpg" and number:
            self._codec = f"cp{number}"
        elif word == "u" and number:
            self._put(chr(int(number) % 65_536))
            self._skip = self._stand_ins
        elif word == "uc" and number:
            self._stand_ins = min(max(int(number), 0), 8)
        elif word in _SPELLED and not self._in_tag and not (self._from_html and word == "par"):
            self._put(_SPELLED[word])

    def _text(self, text: str) -> None:
        if self._in_tag:
            if _BREAK.search(text):
                self._put("\n", in_tag=True)
            return
        self._put(text)

    def _put(self, text: str | bytes, *, in_tag: bool = False) -> None:
        if self._hidden or self._rtf_only or (self._in_tag and not in_tag):
            return
        if self._skip:
            text, self._skip = text[self._skip :], 0
        self._out.append(text)

    def text(self) -> str:
        """All that was shown; neighbouring bytes are decoded together."""
        out: list[str] = []
        pending = bytearray()
        for piece in [*self._out, ""]:
            if isinstance(piece, bytes):
                pending += piece
                continue
            if pending:
                out.append(_decoded(bytes(pending), self._codec))
                pending.clear()
            out.append(piece)
        # \u writes UTF-16, so a character beyond the first plane is two words.
        joined = "".join(out).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return re.sub(r"\n{3,}", "\n\n", joined.replace("\x00", "")).strip()


def _decoded(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec, "replace")
    except LookupError:
        return data.decode("cp1252", "replace")
