"""Whom a server says a mail is from: real makes of Authentication-Results, and forged ones."""

from __future__ import annotations

import pytest

from ingest.authentication import vouches
from ingest.parse import parse

GMAIL = """mx.google.com;
       dkim=pass header.i=@desk.example header.s=s1 header.b=AbC/+=;
       spf=pass (google.com: domain of nel@desk.example designates 192.0.2.7 as permitted sender)
        smtp.mailfrom=nel@desk.example;
       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=desk.example"""
MICROSOFT = """spf=pass (sender IP is 192.0.2.7) smtp.mailfrom=desk.example; dkim=pass
 (signature was verified) header.d=desk.example;dmarc=pass action=none
 header.from=desk.example;compauth=pass reason=100"""


OURS = "mx.desk.example"
BROUGHT = f"{OURS}; dmarc=pass header.from=desk.example"  # what a sender wrote above his mail


def mail(*fields: str) -> bytes:
    lines = [
        one if one.startswith("Received:") else f"Authentication-Results: {one}" for one in fields
    ]
    lines = [line.replace("\n", "\r\n") for line in lines]
    return "\r\n".join([*lines, "From: Nel <nel@desk.example>", "", "Hallo", ""]).encode()


def believed(server: str, *fields: str, domain: str = "desk.example") -> bool:
    return vouches(parse(mail(*fields)).checked, server, domain)


@pytest.mark.parametrize(
    ("server", "field"),
    [
        ("mx.google.com", GMAIL),
        ("MX.Google.com", GMAIL),
        ("", MICROSOFT),
        ("mx.desk.example", "mx.desk.example; dkim=pass header.d=desk.example"),
        ("mx.desk.example", "mx.desk.example 1; dkim=pass header.d=Desk.Example"),
        ("mx.desk.example", "mx.desk.example; dmarc=pass header.from=desk.example"),
        ("mx.desk.example", "mx.desk.example; spf=pass smtp.mailfrom=nel@desk.example"),
        ("mx.desk.example", 'mx.desk.example; spf=pass smtp.mailfrom="nel@desk.example"'),
        ("mx.desk.example", "mx.desk.example (a (nested) one); dkim = pass header.d=desk.example"),
        (
            "mx.desk.example",
            "mx.desk.example; dkim=fail header.d=list.example; dkim=pass header.d=desk.example",
        ),
    ],
)
def test_the_server_vouches(server: str, field: str) -> None:
    assert believed(server, field)


@pytest.mark.parametrize(
    ("server", "fields"),
    [
        ("mx.desk.example", ()),
        ("", ()),
        ("mx.desk.example", (GMAIL,)),  # another server says so
        ("", (GMAIL,)),  # one that names itself is not the one without a name
        ("", (GMAIL, MICROSOFT)),  # and the nameless one is not the topmost
        ("mx.desk.example", ("mx.desk.example; none",)),
        ("mx.desk.example", ("mx.desk.example; dkim=fail header.d=desk.example",)),
        ("mx.desk.example", ("mx.desk.example; dkim=pass header.d=evil.example",)),
        ("mx.desk.example", ("mx.desk.example; dkim=pass header.d=desk.example.evil.example",)),
        ("mx.desk.example", ("mx.desk.example; dkim=pass header.d=mail.desk.example",)),
        ("mx.desk.example", ("mx.desk.example; dkim=pass",)),  # of whom, it does not say
        ("mx.desk.example", ("mx.desk.example; spf=pass smtp.helo=desk.example",)),
        ("mx.desk.example", ("mx.desk.example; auth=pass smtp.auth=nel@desk.example",)),
        ("mx.desk.example", ("mx.desk.example; dkim=neutral (pass) header.d=desk.example",)),
        (
            "mx.desk.example",
            ("mx.desk.example; spf=pass smtp.mailfrom=a@evil.example (header.from=desk.example)",),
        ),
        (
            "mx.desk.example",
            (
                "mx.desk.example; dmarc=fail header.from=desk.example",
                "mx.desk.example; dkim=pass header.d=desk.example",  # below: brought along
            ),
        ),
    ],
)
def test_the_server_does_not_vouch(server: str, fields: tuple[str, ...]) -> None:
    assert not believed(server, *fields)


@pytest.mark.parametrize(
    "field",
    [
        # An envelope sender is the sender's to choose (RFC 5321, 4.1.2), and so is i= of DKIM.
        'spf=pass smtp.mailfrom="x; dmarc=pass header.from=desk.example"@evil.example',
        'spf=pass smtp.mailfrom="x header.from=desk.example"@evil.example',
        "spf=pass smtp.mailfrom=nel@desk.example@evil.example",
        'dkim=pass header.i="x;dkim=pass header.d=desk.example "@evil.example',
        'dkim=pass reason="header.from=desk.example" header.d=evil.example',
        'spf=pass (of "a); dmarc=pass header.from=desk.example (b"@evil.example)'
        ' smtp.mailfrom="a); dmarc=pass header.from=desk.example (b"@evil.example',
        "dmarc=none header.from=desk.example;"
        " spf=pass smtp.helo=x;dmarc=pass(x)header.from=desk.example",
    ],
)
def test_a_sender_cannot_write_results_for_the_server(field: str) -> None:
    assert not believed(OURS, f"{OURS}; {field}")
    assert not believed(OURS, f"{OURS}; {field}", "Received: by mx", BROUGHT)


@pytest.mark.parametrize(
    ("server", "fields"),
    [
        (OURS, (f"{OURS}; none", "Received: by mx", BROUGHT)),
        (OURS, (f"{OURS}; spf=fail smtp.mailfrom=x@evil.example", "Received: by mx", BROUGHT)),
        (OURS, (f"{OURS}; dmarc=none header.from=desk.example", BROUGHT)),
        (OURS, (f"{OURS}; dkim=fail header.d=desk.example; dmarc=none", BROUGHT)),
        ("", ("spf=none smtp.mailfrom=x; dmarc=none", "dmarc=pass header.from=desk.example")),
    ],
)
def test_what_a_mail_brought_along_is_not_believed(server: str, fields: tuple[str, ...]) -> None:
    assert not believed(server, *fields)


def test_a_server_may_say_it_in_several_fields() -> None:
    fields = (f"{OURS}; spf=none", f"{OURS}; dkim=pass header.d=desk.example", "Received: by mx")
    assert believed(OURS, *fields)


@pytest.mark.parametrize(
    ("author", "plain"),
    [
        ("nel@desk.example", True),
        ("Nel <Nel@Desk.example>", True),
        ('"Nel @ Support, desk" <nel@desk.example>', True),
        ("=?utf-8?q?N=C3=A9l_=40_support?= <nel@desk.example>", True),
        ("nél <nel@desk.example>", True),
        ("nel@desk.example <nel@desk.example>", True),
        ("Nel: nel@desk.example;", True),
        # Read by the letter, each of these is of somebody else, or of nobody.
        ("nel@desk.example@evil.example", False),
        ("Nel <nel@desk.example>@evil.example", False),
        ("nel@desk.example (x@evil.example)", False),
        ("<nel@desk.example> <x@evil.example>", False),
        ("<@evil.example:nel@desk.example>", False),
        ("=?utf-8?q?=3Cnel=40desk.example=3E?=", False),
        ("nel@des\N{KELVIN SIGN}.example", False),
        ("x@evil.example, nel@desk.example", False),
        ("x@evil.example\r\nFrom: nel@desk.example", False),
        ("\r\nSender: nel@desk.example", False),
        ('"' + '\\"' * 30_000 + " <nel@desk.example>", False),
    ],
)
def test_whether_every_reader_finds_the_same_author(author: str, plain: bool) -> None:
    assert parse(f"From: {author}\r\n\r\nHallo".encode()).from_is_plain is plain


def test_another_domain_is_another_domain() -> None:
    assert not believed("mx.google.com", GMAIL, domain="kdv-zon.example")


def test_a_flood_of_fields_is_read_in_no_time() -> None:
    flood = ["mx.desk.example" + "; dkim=pass (" * 5_000] * 200
    assert not believed("mx.desk.example", *flood)
    assert not believed("mx.desk.example", "mx.desk.example; dkim=pass " + "a" * 60_000)
