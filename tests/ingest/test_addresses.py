"""Mailboxes as they are written, not as they ought to be."""

from __future__ import annotations

import pytest

from ingest.addresses import mailboxes

WRITTEN: tuple[tuple[str, list[tuple[str, str]]], ...] = (
    ("Els <els@x.example>", [("Els", "els@x.example")]),
    ('"Mulder, Els" <els@x.example>, jan@x.example', [("Mulder, Els", "els@x.example"), ("", "jan@x.example")]),
    ("Mulder, Els <els@x.example>", [("Mulder, Els", "els@x.example")]),
    ("=?utf-8?Q?Mulder,_Els?= <els@x.example>", [("Mulder, Els", "els@x.example")]),
    ("els@x.example (Els Mulder)", [("Els Mulder", "els@x.example")]),
    ("<els@x.example> Els", [("Els", "els@x.example")]),
    ("Els els@x.example", [("Els", "els@x.example")]),
    ('"els@x.example" <els@x.example>', [("", "els@x.example")]),
    ('"a@b.example" <els@x.example>', [("a@b.example", "els@x.example")]),
    ("a@b.example,c@d.example;e@f.example", [("", "a@b.example"), ("", "c@d.example"), ("", "e@f.example")]),
    ("undisclosed-recipients:;", []),
    ("Team: a@x.example, b@x.example;, c@x.example", [("", "a@x.example"), ("", "b@x.example"), ("", "c@x.example")]),
    ('"Els \\"de\\" Mulder" <els@x.example>', [('Els "de" Mulder', "els@x.example")]),
    ('Els " Mulder <els@x.example>', [("Els Mulder", "els@x.example")]),
    ("Els <els@x.example", [("Els", "els@x.example")]),
    ("Els [mailto:els@x.example]", [("Els", "els@x.example")]),
    ("Els [SMTP:els@x.example]", [("Els", "els@x.example")]),
    ("Els <els at x.example>", [("Els", "els@x.example")]),
    ("Els <@route.example:els@x.example>", [("Els", "els@x.example")]),
    ('"els mulder"@x.example', [("", '"els mulder"@x.example')]),
    ("Els <els@[192.0.2.1]>", [("Els", "els@[192.0.2.1]")]),
    ("Els <els . mulder @ x . example>", [("Els", "els.mulder@x.example")]),
    ("Els(a nice \\) one) <els(her account)@x.example(her host)>", [("Els", "els@x.example")]),
    ("Els <els@(at (home))x.example>", [("Els", "els@x.example")]),
    ("A group(of people)\n :Els <e@(hers.)x.example>, j@x.example; (its end)", [("Els", "e@x.example"), ("", "j@x.example")]),
    ("els @ x . example", [("", "els@x.example")]),
    ("Dr. E. Mulder els@x.example", [("Dr. E. Mulder", "els@x.example")]),
    ("els@x.example jan@x.example", [("", "els@x.example"), ("", "jan@x.example")]),
    ("Els <els@x.example> Jan <jan@x.example>", [("Els", "els@x.example"), ("Jan", "jan@x.example")]),
    ("Els <old@x.example> <els@x.example>", [("Els", "els@x.example")]),
    ("Els [KDV] <els@x.example>", [("Els [KDV]", "els@x.example")]),
    ("Els [KDV <els@x.example>", [("Els [KDV", "els@x.example")]),
    ("Els [<els@x.example>]", [("Els", "els@x.example")]),
    ("Els <see: els@x.example>", [("Els", "els@x.example")]),
    ("Els <ELS@X.Example>", [("Els", "ELS@x.example")]),
    ("Els <>", []),
    ("", []),
)  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), WRITTEN)
def test_mailboxes(value: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.name, found.address) for found in mailboxes(value, [])] == expected


def test_no_more_than_the_limit() -> None:
    defects: list[str] = []
    assert len(mailboxes("a@b.example, " * 50, defects, most=10)) == 10
    assert defects == ["addresses_cut"]
    assert len(mailboxes("a@b.example " * 50, [], most=10)) == 10
