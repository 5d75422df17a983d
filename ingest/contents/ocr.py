"""Tesseract: a grey picture → lines of words with their boxes.

By its library, which keeps its models loaded; else by its command, pixels in through a pipe and
words out of another. Nothing touches the disk. One thread, for there is a process for each core.
"""

from __future__ import annotations

import csv
import shutil
import signal
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from PIL import Image

from ingest.contents import tesseract
from ingest.contents.content import Reason
from ingest.contents.layout import Line, Word, in_rows
from ingest.contents.paper import Unreadable

_SPARSE = 11  # page segmentation: text anywhere, as on a screen
_OTSU, _SAUVOLA = 0, 2  # thresholds: one for all, or one for each place
_COLUMNS = (
    "level", "page", "block", "paragraph", "line", "word", "left", "top", "width", "height", "sure",
    "text",
)  # fmt: skip
_WORD = "5"  # the level of a word among pages, blocks and lines
_SURE = 20.0  # of 100; below it are frames and pictures
_ENVIRONMENT = {"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/usr/local/bin:/opt/homebrew/bin"}


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages that the installed Tesseract knows, by its own names; () without Tesseract."""
    program = _program()
    if program is None:
        return ()
    try:
        said = subprocess.run(  # noqa: S603  # a program of the system, nothing of a mail
            [program, "--list-langs"],
            capture_output=True,
            timeout=20,
            env=_ENVIRONMENT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    listed = said.stdout.decode(errors="replace").split("\n")[1:]
    return tuple(sorted(name for name in listed if name and name != "osd"))


def read_words(picture: Image.Image, wanted: tuple[str, ...], *, shaded: bool) -> list[Line]:
    """The lines of a grey picture, dark on light, boxes in its pixels; Unreadable if Tesseract
    fails. The light of a photo is uneven (`shaded`), that of a screen is not."""
    threshold = _SAUVOLA if shaded else _OTSU
    engine = tesseract.engine(wanted)
    if engine is None:
        return in_rows(_pieces(by_command(picture, wanted, threshold=threshold)))
    table = engine.table(picture, segmentation=_SPARSE, threshold=threshold)
    if table is None:
        raise Unreadable(Reason.BROKEN)
    return in_rows(_pieces(table))


def by_command(picture: Image.Image, wanted: tuple[str, ...], *, threshold: int) -> str:
    """The rows of Tesseract's TSV for a grey picture, without its head."""
    program = _program()
    if program is None:
        raise Unreadable(Reason.NO_OCR)
    how = ("-l", "+".join(wanted), "--psm", str(_SPARSE))
    done = subprocess.run(  # noqa: S603  # the picture goes in as bytes, never as a word
        [program, "stdin", "stdout", *how, "-c", f"thresholding_method={threshold}", "tsv"],
        input=b"P5 %d %d 255\n" % picture.size + picture.tobytes(),
        capture_output=True,
        env=_ENVIRONMENT,
        check=False,
    )
    if done.returncode != 0:
        out_of_time = done.returncode in {-signal.SIGXCPU, -signal.SIGKILL}
        raise Unreadable(Reason.TOO_LONG if out_of_time else Reason.BROKEN)
    return done.stdout.decode("utf-8", "replace").partition("\n")[2]


def _pieces(table: str) -> Iterator[Line]:
    """The words of each line that Tesseract saw, from its TSV."""
    rows = csv.DictReader(table.split("\n"), _COLUMNS, delimiter="\t", quoting=csv.QUOTE_NONE)
    for _, line in groupby(rows, key=itemgetter("block", "paragraph", "line")):
        yield [_word(row) for row in line if _is_word(row)]


def _is_word(row: dict[str, str]) -> bool:
    return (
        row["level"] == _WORD and float(row["sure"]) > _SURE and bool((row["text"] or "").strip())
    )


def _word(row: dict[str, str]) -> Word:
    left, top = int(row["left"]), int(row["top"])
    return Word(row["text"].strip(), left, top, left + int(row["width"]), top + int(row["height"]))


def _program() -> str | None:
    return shutil.which("tesseract", path=_ENVIRONMENT["PATH"])
