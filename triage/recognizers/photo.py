"""Pictures that show people (labels.md, `photo`): by file name in the text, or attached."""

from __future__ import annotations

import re
from collections.abc import Iterator

from triage.hints import Candidate, Hints
from triage.names import is_first_name

_FILE = re.compile(
    r"(?<![\w/])(?P<stem>[\w()+-]{1,80})\.(?:jpe?g|heic|heif|png|gif|webp)(?!\w)", re.IGNORECASE
)
_CAMERA = re.compile(
    r"(?:IMG|DSC[FN]?|PXL|MVIMG|PHOTO|FOTO|WhatsApp[-_ ]?Image|P\d{3}|DCIM|photo|20\d{6})[-_ ]?\d*",
    re.IGNORECASE,
)
_SCREEN = re.compile(
    r"screen|scherm|export|grafiek|capture|knipsel|logo|image0|afdruk|snip|banner|icon|pixel|footer|handtekening|signature|printscreen|foutmelding|error",
    re.IGNORECASE,
)
_WORD = re.compile(
    r"foto|photo|portret|klas(?!se)|kind(?:eren|je)?(?![a-z])|kamp(?![a-z])|feest|verjaardag|bild",
    re.IGNORECASE,
)


def find(text: str, hints: Hints) -> Iterator[Candidate]:
    """Yield each file name in the text that is the name of a photo of people."""
    if "." in text:
        for match in _FILE.finditer(text):
            if not hints.is_claimed(*match.span()) and shows_people(
                match[0], hints.left(match.start(), 60)
            ):
                yield Candidate(match.start(), match.end(), 0.7, "name of a photo")


def shows_people(filename: str, before: str = "") -> bool:
    """Whether a picture's name, or the words before it, speak of a photo of people."""
    stem = filename.rpartition(".")[0]
    if _SCREEN.search(stem):
        return False
    if _CAMERA.match(stem) or _WORD.search(stem):
        return True
    words = re.split(r"[\W\d_]+", stem)
    return any(is_first_name(word) for word in words if len(word) > 2) or bool(_WORD.search(before))
