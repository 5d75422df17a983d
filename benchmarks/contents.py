"""What attachments cost: seconds for each screenshot, photo, page and sheet, one core.

`python -m benchmarks.contents` reads each document in this process and, for what the way there and
back costs, small ones in the reading process; then the recognizers run over a long list. OCR is
measured where Tesseract is installed.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from config.limits import Attachments
from config.preset import load
from ingest.attachments import made
from ingest.contents import ocr
from ingest.contents.examine import examine
from ingest.contents.limits import ReadLimits
from ingest.parse import written
from tests.documents.office import docx, xlsx
from tests.documents.pdfs import pdf
from tests.documents.pictures import encoded, photo, screenshot
from triage.recognizers import recognize
from worker.intake.examine import Examiner

ROWS = 1_000
MAIL = written(subject="Lijst", body="Zie bijlage.", from_name="", from_addr="s@kdv.example")
LINES = [
    "Kind bewerken", "Naam: Lieke van den Berg", "Geboortedatum: 12-03-2021", "BSN: 123456782",
    "Adres: Dorpsstraat 12, 1234 AB Utrecht", "Telefoon moeder: 06-12345678",
    "E-mail: marieke.smit@post.example", "Groep: Zonnebloem", "Opgeslagen om 09:12",
]  # fmt: skip
PAGE = "\n".join(f"{line}\t{line}" for line in LINES * 3)


def seconds(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Seconds of wall clock and of processor for one round, children included."""
    work()
    begun, used = time.perf_counter(), _processor()
    for _ in range(times):
        work()
    return (time.perf_counter() - begun) / times, (_processor() - used) / times


def _processor() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def listed(rows: int) -> bytes:
    """A sheet with a child on each row."""
    head = ["naam", "geb.datum", "BSN", "telefoon"]
    body = [
        ["Lieke van den Berg", f"{n % 28 + 1:02}-03-2021", 123456782, "06-12345678"]
        for n in range(rows)
    ]
    return xlsx([head, *body])


def main() -> int:
    """Print seconds for each document."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # as in the reading process; Tesseract is loaded later
    languages = tuple(one for one in ("nld", "fra") if one in ocr.languages())
    limits = ReadLimits(ocr_languages=languages)
    print(f"OCR in {', '.join(languages) or 'no language: Tesseract is not installed'}")
    print(f"{'':44}{'wall s':>8}{'cpu s':>8}")
    for name, data, share in (
        ("screenshot 1366 x 768", encoded(screenshot(LINES, size=(1366, 768), letters=14)), 1),
        ("the same, dark", encoded(screenshot(LINES, size=(1366, 768), letters=14, dark=True)), 1),
        ("screenshot 600 x 300", encoded(screenshot(LINES[:4], size=(600, 300), letters=14)), 1),
        ("photo 12 megapixels, JPEG", encoded(photo(3464), "JPEG"), 1),
        ("logo 120 x 40", encoded(screenshot([], size=(120, 40))), 1),
        ("PDF, a page of text", pdf(*[PAGE] * 10), 10),
        ("PDF, a page that is a picture", pdf(screenshot(LINES, size=(1240, 1754), letters=28)), 1),
        ("Word, 1,000 paragraphs", docx(*LINES * 110), 1),
        (f"Excel, {ROWS:,} rows", listed(ROWS), 1),
    ):  # fmt: skip
        wall, cpu = seconds(partial(examine, data, limits=limits), 3)
        print(f"{name:44}{wall / share:8.3f}{cpu / share:8.3f}", flush=True)
    _way_there_and_back()
    _recognizing()
    return 0


def _way_there_and_back() -> None:
    examiner = Examiner(Attachments(languages=()))
    begun = time.perf_counter()
    examiner.seen()
    print(f"{'the reading process, to begin':44}{time.perf_counter() - begun:8.3f}")
    mails = [
        replace(MAIL, attachments=(made(f"tekst {n}".encode(), "a.txt", "text/plain"),))
        for n in range(300)
    ]
    begun = time.perf_counter()
    examiner.contents(mails)
    print(f"{'a small text, by the reading process':44}{(time.perf_counter() - begun) / 300:8.4f}")
    examiner.close()


def _recognizing() -> None:
    data = listed(ROWS)
    content, preset = examine(data), load("kidskonnect")
    mail = replace(MAIL, attachments=(made(data, "lijst.xlsx", ""),))
    found = recognize(mail, preset, [content]).findings
    wall, cpu = seconds(lambda: recognize(mail, preset, [content]), 1)
    print(f"{f'recognizing that sheet, {len(found):,} findings':44}{wall:8.3f}{cpu:8.3f}")


if __name__ == "__main__":
    sys.exit(main())
