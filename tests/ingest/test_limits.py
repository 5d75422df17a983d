"""What is read of one mail is the operator's choice, and what was cut is told."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from annotated_types import Ge, Le

from config.limits import Limits, Parsing
from ingest.limits import ParseLimits
from ingest.message import Message
from ingest.parse import parse, read

PAGE = Path(__file__).parents[2].joinpath("docs/parsing.md").read_text(encoding="utf-8")
HEADER = b"From: Sanne <sanne@kdv.example>\nSubject: x\n"
MIXED = HEADER + b"Content-Type: multipart/mixed; boundary=B\n\n"
PART = b"--B\nContent-Type: text/plain\n\nHoi\n"

# A limit, a mail that exceeds it when it is as low as may be, one that does not, and the defect.
EXCEEDED: dict[str, tuple[bytes, bytes, str]] = {
    "header_bytes": (HEADER + b"X-A: y\n" * 3_000 + b"\nHoi", HEADER + b"X-A: y\n" * 2_000 + b"\nHoi", "header_cut"),
    "field_bytes": (b"Subject: " + b"x" * 1_001 + b"\n\nHoi", b"Subject: " + b"x" * 999 + b"\n\nHoi", "field_cut"),
    "parameter_bytes": (
        HEADER + b"Content-Type: text/plain;" + b" a=b;" * 300 + b"\n\nHoi" + b" " * 9_000,
        HEADER + b"Content-Type: text/plain;" + b" a=b;" * 150 + b"\n\nHoi" + b" " * 9_000,
        "field_cut",
    ),
    "parts": (MIXED + PART * 11, MIXED + PART * 9 + b"--B--\n", "parts_cut"),
    "nested": (
        HEADER + b"Content-Type: message/rfc822\n\n" * 6 + b"From: a@b.example\n\nHoi",
        HEADER + b"Content-Type: message/rfc822\n\n" * 5 + b"From: a@b.example\n\nHoi",
        "nesting_cut",
    ),
    "text_chars": (HEADER + b"\n" + b"x" * 1_001, HEADER + b"\n" + b"x" * 1_000, "text_cut"),
    "addresses": (
        HEADER + b"To: " + b", ".join(b"a%d@b.example" % n for n in range(11)) + b"\n\nHoi",
        HEADER + b"To: " + b", ".join(b"a%d@b.example" % n for n in range(9)) + b"\n\nHoi",
        "addresses_cut",
    ),
}  # fmt: skip


def test_every_limit_is_a_setting() -> None:
    assert ParseLimits.of(Limits()) == ParseLimits()
    names = {field.name for field in dataclasses.fields(ParseLimits)}
    assert names == {"mail_bytes", *Parsing.model_fields}
    assert set(EXCEEDED) == set(Parsing.model_fields)


@pytest.mark.parametrize("name", EXCEEDED)
def test_a_cut_is_told(name: str) -> None:
    beyond, within, defect = EXCEEDED[name]
    lowest = next(
        bound.ge for bound in Parsing.model_fields[name].metadata if isinstance(bound, Ge)
    )
    limits = ParseLimits.of(Limits.model_validate({"parse": {name: lowest}}))
    assert defect in parse(beyond, limits=limits).defects
    assert defect not in parse(within, limits=limits).defects
    assert defect not in parse(beyond).defects


@pytest.mark.parametrize("name", Parsing.model_fields)
def test_every_limit_is_documented(name: str) -> None:
    row = next(line for line in PAGE.split("\n") if f"`limits.parse.{name}`" in line)
    low, high = (
        next(
            getattr(bound, side)
            for bound in Parsing.model_fields[name].metadata
            if isinstance(bound, kind)
        )
        for kind, side in ((Ge, "ge"), (Le, "le"))
    )
    assert f"{low:,} to {high:,}" in row
    assert f" {Parsing.model_fields[name].default:,} " in row


def test_the_parser_bears_the_highest_limits() -> None:
    """Each call may go as deep as settings allow, from a stack that is already in use."""
    deepest = next(
        bound.le for bound in Parsing.model_fields["nested"].metadata if isinstance(bound, Le)
    )
    limits = ParseLimits.of(Limits.model_validate({"parse": {"nested": deepest}}))
    containers = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(200)
    )
    for raw in (
        HEADER + containers + b"Content-Type: text/plain\n\nHoi",
        HEADER + b"Content-Type: message/rfc822\n\n" * 200 + b"From: a@b.example\n\nHoi",
    ):
        message = _below(60, partial(read, raw, limits=limits))
        assert "nesting_cut" in message.defects
        assert "structure_unreadable" not in message.defects


def _below(calls: int, read_it: Callable[[], Message]) -> Message:
    return _below(calls - 1, read_it) if calls else read_it()


def test_pictures_in_the_page_are_no_text() -> None:
    picture = b"<img src='data:image/png;base64," + b"iVBORw0KGgo" * 200 + b"'>"
    raw = HEADER + b"Content-Type: text/html\n\n<p>Boven</p>" + picture + b"<p>Onder</p>"
    message = parse(raw, limits=ParseLimits(text_chars=1_000))
    assert message.text == "Boven\n\nOnder"
    assert "text_cut" not in message.defects
