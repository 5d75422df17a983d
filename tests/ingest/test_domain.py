"""Two writings of a domain are one, and two domains stay two."""

from __future__ import annotations

import pytest

from ingest.domain import ascii_of


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Kdv-Zon.example", "kdv-zon.example"),
        ("kdv-zon.example.", "kdv-zon.example"),
        ("kinderhof-süd.example", "xn--kinderhof-sd-nlb.example"),
        ("KINDERHOF-SÜD.example", "xn--kinderhof-sd-nlb.example"),
        ("straße.example", "xn--strae-oqa.example"),  # not strasse.example
        ("kdv-zоn.example", "xn--kdv-zn-0qf.example"),  # a Cyrillic о
        ("kdv zön.example", "kdv zön.example"),  # no domain: as it is
        ("", ""),
    ],
)
def test_the_form_of_the_dns(written: str, meant: str) -> None:
    assert ascii_of(written) == meant
