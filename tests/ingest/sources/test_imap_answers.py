"""FETCH answers: the fast reading says what imapclient's parser says, and nothing is misread."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as some
from imapclient.exceptions import IMAPClientError

from ingest.sources import imap_answers
from ingest.sources.imap_answers import Said, Told, internal_date, read

AT = datetime(2026, 11, 20, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], {}),
        ([b"1 (UID 7 RFC822.SIZE 5)"], {7: Told(size=5)}),
        ([b"1 (RFC822.SIZE 5 UID 7)"], {7: Told(size=5)}),
        ([b"1 (rfc822.size 5 uid 7)"], {7: Told(size=5)}),
        ([b"1 (UID 7 RFC822.SIZE 5 MODSEQ (12))"], {7: Told(size=5)}),
        ([b"1 (UID 7 FLAGS (\\Seen $Label))"], {7: Told(flags=frozenset({"\\Seen", "$Label"}))}),
        ([b"1 (UID 7 FLAGS ())"], {7: Told(flags=frozenset())}),
        (
            [(b'1 (UID 7 INTERNALDATE "20-Nov-2026 09:15:00 +0100" BODY[] {5}', b"Hallo"), b")"],
            {7: Told(received_at=AT, body=b"Hallo")},
        ),
        ([(b"1 (BODY[]<0> {5}", b"Hallo"), b" UID 7 FLAGS (\\Seen))"],
         {7: Told(body=b"Hallo", flags=frozenset({"\\Seen"}))}),
        # two responses about one mail
        ([(b"1 (UID 7 BODY[] {1}", b"x"), b")", b"1 (UID 7 FLAGS (\\Seen))"],
         {7: Told(body=b"x", flags=frozenset({"\\Seen"}))}),
        # news of a mail by its number alone is about nobody: 7 is no UID here
        ([b"7 (FLAGS (\\Seen))", b"1 (UID 7 RFC822.SIZE 5)"], {7: Told(size=5)}),
        ([b"7 (BODY[] NIL)"], {}),
        # what only the other parser reads
        ([b'1 (UID 7 BODY[] "Hallo")'], {7: Told(body=b"Hallo")}),
        ([b"1 (UID 7 BODY[] NIL)"], {7: Told(nil=True)}),
        ([b'1 (UID 7 BODY[] "")'], {7: Told(body=b"")}),
        ([b"1 (UID 7 X-STRANGE (a (b)) RFC822.SIZE 5)"], {7: Told(size=5)}),
        ([(b"1 (UID 7 BODY[HEADER] {2}", b"\r\n"), (b" BODY[] {1}", b"x"), b")"],
         {7: Told(body=b"x")}),
        ([(b"1 (UID 7 X-NOTE {3}", b"abc"), b" RFC822.SIZE 5)"], {7: Told(size=5)}),
        # text that looks like a field is inside a literal, and stays there
        ([(b"1 (UID 7 BODY[] {14}", b"UID 9 FLAGS ()"), b")"], {7: Told(body=b"UID 9 FLAGS ()")}),
    ],
)  # fmt: skip
def test_what_is_said_of_each_mail(said: Said, expected: dict[int, Told]) -> None:
    assert read(said) == expected


@pytest.mark.parametrize(
    "said",
    [
        [b"1"],
        [b"1 ("],
        [b"1 (UID 7"],
        [b"1 (UID 7))"],
        [b"one (UID 7)"],
        [b"1 UID 7"],
        [b"1 (UID)"],
        [b"1 (UID x)"],
        [(b"1 (UID 7 BODY[] {5}", b"Hallo")],
        [(b"1 (UID 7 BODY[] {6}", b"Hallo"), b" x"],
        [b"1 (UID 7) 2 (UID 8"],
        [b")" * 3],
    ],
)
def test_what_is_no_answer_is_refused(said: Said) -> None:
    with pytest.raises((IMAPClientError, ValueError)):
        read(said)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"20-Nov-2026 08:15:00 +0000", AT),
        (b"20-Nov-2026 09:15:00 +0100", AT),
        (b"20-Nov-2026 02:45:00 -0530", AT),
        (b" 1-Jan-2026 00:00:00 +0000", datetime(2026, 1, 1, tzinfo=UTC)),
        (b"01-Jan-2026 00:00:00 +0000", datetime(2026, 1, 1, tzinfo=UTC)),
        (b"31-Feb-2026 00:00:00 +0000", None),
        (b"20-Foo-2026 08:15:00 +0000", None),
        (b"20-Nov-2026 08:15:00", None),
        (b"20-Nov-2026 25:15:00 +0000", None),
        (b"20-Nov-2026 08:15:60 +0000", None),
        (b"20-Nov-2026 08:15:00 +9900", None),
        (b"01-Jan-0001 00:00:00 +1200", None),
        (b"01-Jan-0000 00:00:00 +0000", None),
        (b"yesterday", None),
        (b"", None),
    ],
)
def test_internal_dates(text: bytes, expected: datetime | None) -> None:
    assert internal_date(text) == expected


numbers = some.integers(1, 4_000_000_000).map(lambda n: b"%d" % n)
flags = some.lists(some.sampled_from([b"\\Seen", b"\\Deleted", b"$x", b"NonJunk"]), max_size=3)
months = some.sampled_from(imap_answers._MONTHS)
dates = some.builds(
    lambda day, month, year, hour, zone: b"%2d-%b-%04d %02d:15:00 %s%02d00"
    % (day, month, year, hour, b"-" if zone < 0 else b"+", abs(zone)),
    some.integers(1, 28), months, some.integers(1971, 2099), some.integers(0, 23),
    some.integers(-12, 14),
)  # fmt: skip
fields = some.one_of(
    numbers.map(lambda n: b"RFC822.SIZE " + n),
    flags.map(lambda f: b"FLAGS (" + b" ".join(f) + b")"),
    dates.map(lambda d: b'INTERNALDATE "' + d + b'"'),
)


@some.composite
def responses(draw: some.DrawFn) -> list[bytes | tuple[bytes, bytes]]:
    before, after = draw(some.lists(fields, max_size=3)), draw(some.lists(fields, max_size=2))
    place = draw(some.integers(0, len(before)))
    before.insert(place, b"UID " + draw(numbers))
    head = draw(numbers) + b" (" + b" ".join(before)
    if not draw(some.booleans()):
        return [head + b")"]
    body = draw(some.binary(max_size=20))
    tail = b"".join(b" " + field for field in after) + b")"
    return [(head + b" BODY[] {%d}" % len(body), body), tail]


@given(some.lists(responses(), max_size=4))
def test_both_ways_of_reading_agree(given_: list[list[bytes | tuple[bytes, bytes]]]) -> None:
    quick: dict[int, Told] = {}
    slow: dict[int, Told] = {}
    for response in given_:
        assert imap_answers._fast(response, quick)
        imap_answers._slow(response, slow)
    assert quick == slow


@given(some.lists(some.binary(max_size=40) | some.tuples(some.binary(), some.binary()), max_size=4))
def test_nonsense_is_refused_and_never_breaks(said: list[bytes | tuple[bytes, bytes]]) -> None:
    mapped = (IMAPClientError, ValueError, TypeError, LookupError, AttributeError, RecursionError)
    with contextlib.suppress(*mapped):  # all of which the door maps
        read(said)


@pytest.mark.parametrize("unit", [b'INTERNALDATE "', b"FLAGS (", b"UID 1", b"BODY[] {"])
def test_the_expressions_are_linear(unit: bytes) -> None:
    for text in (unit + b" a" * 500_000, unit * 100_000, unit + b"1" * 1_000_000):
        began = process_time()
        imap_answers._FIELD.match(text)
        imap_answers._DATE.match(text)
        imap_answers._BEGIN.match(text)
        assert process_time() - began < 0.5
