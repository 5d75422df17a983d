"""Encoded words as mailers cut them: inside characters, inside quanta, without their end."""

from __future__ import annotations

import base64
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.words import decode_words

TEXT = "Überfällige Rechnung für die Kita Löwenzahn – später, größer"


def _packed(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _word(text: str, charset: str = "utf-8") -> str:
    return f"=?{charset}?B?{text}?="


WORDS = {
    "inside a character": (_word(_packed("Gr\u00f6\u00dfe".encode()[:3])) + " " + _word(_packed("Gr\u00f6\u00dfe".encode()[3:])), "Größe"),
    "inside a quantum": ("=?utf-8?B?R3LDtsOf?= =?utf-8?B?ZQ==?=", "Größe"),
    "inside a quantum, one over": ("=?utf-8?B?R3LDt?= =?utf-8?B?sOfZQ==?=", "Größe"),
    "inside a quantum, two over": ("=?utf-8?B?R3LDts?= =?utf-8?B?OfZQ==?=", "Größe"),
    "inside a quantum, three over": ("=?utf-8?B?R3LDtsO?= =?utf-8?B?fZQ==?=", "Größe"),
    "padding left out, each whole": ("=?utf-8?B?SGVsbG8?= =?utf-8?B?IHlvdQ?=", "Hello you"),
    "padding in the middle": ("=?utf-8?B?SGVsbG8=IHlvdQ==?=", "Hello you"),
    "latin-1 inside a quantum": ("=?iso-8859-1?B?R3L23?= =?iso-8859-1?B?2U=?=", "Größe"),
    "cut off at the end": ("Rechnung =?utf-8?B?R3LDtsOf", "Rechnung Größ"),
    "cut off in quoted-printable": ("=?utf-8?Q?Gr=C3=B6=C3=9Fe_und", "Größe und"),
    "b and q side by side": ("=?utf-8?B?R3LDtg==?= =?utf-8?Q?=C3=9Fe?=", "Größe"),
    "a character over b and q": ("=?utf-8?B?R3LD?= =?utf-8?Q?=B6=C3=9Fe?=", "Größe"),
    "lower case": ("=?UTF-8?b?R3LDtsOfZQ==?=", "Größe"),
    "no word at all": ("Is 1+1=?utf-8?", "Is 1+1=?utf-8?"),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "text"), WORDS.values(), ids=WORDS)
def test_words(raw: str, text: str) -> None:
    assert decode_words(raw, []) == text


@given(st.lists(st.integers(1, 80), max_size=4))
def test_base64_may_be_cut_anywhere(cuts: list[int]) -> None:
    packed = _packed(TEXT.encode())
    places = sorted({0, len(packed), *(cut for cut in cuts if cut < len(packed))})
    words = (_word(packed[a:b]) for a, b in pairwise(places))
    assert decode_words("\r\n ".join(words), []) == TEXT


@given(st.lists(st.integers(1, 60), max_size=4))
def test_characters_may_be_cut_anywhere(cuts: list[int]) -> None:
    data = TEXT.encode()
    places = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    words = (_word(_packed(data[a:b])) for a, b in pairwise(places))
    assert decode_words(" ".join(words), []) == TEXT


def test_a_long_word_is_read() -> None:
    assert decode_words(_word(_packed(b"x" * 20_000)), []) == "x" * 20_000
