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


def mail(*fields: str) -> bytes:
    lines = [f"Authentication-Results: {one}".replace("\n", "\r\n") for one in fields]
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


def test_another_domain_is_another_domain() -> None:
    assert not believed("mx.google.com", GMAIL, domain="kdv-zon.example")


def test_a_flood_of_fields_is_read_in_no_time() -> None:
    flood = ["mx.desk.example" + "; dkim=pass (" * 5_000] * 200
    assert not believed("mx.desk.example", *flood)
