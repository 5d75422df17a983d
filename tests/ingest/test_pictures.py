"""Whose the pictures of a mail are: his who writes, of his signature, or of older mail."""

from __future__ import annotations

import pytest

from ingest.message import Message
from ingest.parse import parse
from ingest.pictures import MARK, own

PLAIN = "Zie hieronder.\r\n[image: scherm.png]\r\n"
HEAD = (
    "From: Nel Visser <nel@desk.example>\r\nTo: support@desk.example\r\nSubject: Re: Factuur\r\n"
    "In-Reply-To: <a@b.example>\r\nMIME-Version: 1.0\r\n"
)
GMAIL_SIGNATURE = (
    '<div class="gmail_signature" data-smartmail="gmail_signature"><div>Nel Visser</div>'
    '<img src="cid:logo" width="96"></div>'
)
GMAIL_QUOTE = (
    '<div class="gmail_quote"><div class="gmail_attr">Op vr 20 nov 2026 om 09:15 schreef Support '
    '&lt;support@desk.example&gt;:<br></div><blockquote class="gmail_quote">Kijk'
    '<img src="cid:old"></blockquote></div>'
)
OUTLOOK_QUOTE = (
    '<div id="divRplyFwdMsg"><b>Van:</b> Support &lt;support@desk.example&gt;<br>'
    "<b>Verzonden:</b> vrijdag 20 november 2026 09:15<br><b>Aan:</b> Nel<br>"
    '<b>Onderwerp:</b> Factuur</div><p>Kijk <img src="cid:old"></p>'
)


def a_page(page: str, plain: str | None = PLAIN) -> Message:
    """A mail with these two versions."""
    text = "Content-Type: text/plain; charset=utf-8\r\n\r\n" + (plain or "")
    html = f"Content-Type: text/html; charset=utf-8\r\n\r\n{page}\r\n"
    parts = [text, html] if plain is not None else [html]
    body = "".join(f"--b\r\n{part}\r\n" for part in parts)
    head = f'{HEAD}Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
    return parse(f"{head}{body}--b--\r\n".encode(), pictures=True)


@pytest.mark.parametrize(
    ("page", "words", "ids"),
    [
        # In the words of now.
        (
            '<div>Zie hier:</div><div><img src="cid:ii_1" width="562"></div><div>Klopt dat?</div>',
            f"Zie hier:\n{MARK}\nKlopt dat?",
            ["ii_1"],
        ),
        (
            '<p>Klik op <img src="cid:a"> en dan op <img src="CID:b">.</p>',
            f"Klik op {MARK} en dan op {MARK}.",
            ["a", "b"],
        ),
        (
            '<p><img src="cid:image001.png@01DC.5A"></p>' + GMAIL_QUOTE,
            MARK,
            ["image001.png@01DC.5A"],
        ),
        ('<p><img src="cid:a%40b"></p><p>Zo dus</p>', f"{MARK}\n\nZo dus", ["a@b"]),
        ('<p>Zo</p><p><img src="data:image/png;base64,AAAA"></p>', f"Zo\n\n{MARK}", [None]),
        ('<p>Zie <a href="https://x.example/a"><img src="cid:a"></a></p>', f"Zie {MARK}", ["a"]),
        (
            f'<p>Zo:</p><p><img src="cid:a"></p>{GMAIL_SIGNATURE}{GMAIL_QUOTE}',
            f"Zo:\n\n{MARK}",
            ["a"],
        ),
        (f'<p>Zo:</p><p><img src="cid:a"></p>{OUTLOOK_QUOTE}', f"Zo:\n\n{MARK}", ["a"]),
        (
            '<p>Zo:</p><p><img src="cid:a"></p><p>Met vriendelijke groet,</p><p>Nel Visser</p>'
            '<p><img src="cid:logo"></p>',
            f"Zo:\n\n{MARK}",
            ["a"],
        ),
        # Not in them.
        (f"<p>Zo is het.</p>{GMAIL_SIGNATURE}", "Zo is het.", []),
        (
            '<p>Zo is het.</p><div class="gmail_signature"><img src="cid:logo"></div>',
            "Zo is het.",
            [],
        ),
        (
            '<p>Zo is het.</p><p>Met vriendelijke groet,</p><p><img src="cid:logo"></p>'
            "<p>Nel Visser</p>",
            "Zo is het.",
            [],
        ),
        (f"<p>Zo is het.</p>{GMAIL_QUOTE}", "Zo is het.", []),
        (f"<p>Zo is het.</p>{OUTLOOK_QUOTE}", "Zo is het.", []),
        (GMAIL_QUOTE, "", []),
        ('<p>Zo is het.</p><img src="https://x.example/pixel.gif">', "Zo is het.", []),
        ('<p>Zo is het.</p><img style="display:none" src="cid:pixel">', "Zo is het.", []),
        ("<p>Zo is \ufffc het.</p>", "Zo is het.", []),  # a character that programs leave behind
    ],
)
@pytest.mark.parametrize("plain", [None, PLAIN])
def test_a_picture_is_his_in_whose_words_it_stands(
    page: str, words: str, ids: list[str | None], plain: str | None
) -> None:
    message = a_page(page, plain)
    found = own(message)
    assert [one.content_id for one in found] == ids
    if ids or plain is None:
        assert message.own_words == words
    assert message.own_words.count(MARK) == len(found)


def test_without_a_picture_the_plain_version_is_read() -> None:
    assert a_page("<p>Zie hieronder, <b>netjes</b></p>").text == PLAIN.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("tag", "width"),
    [
        ('<img width="562" src="cid:a">', 562),
        ('<img width=562px src="cid:a">', 562),
        ('<img style="width: 480.5px; height: 20px" src="cid:a">', 480),
        ('<img style="max-width: 480px" src="cid:a">', None),
        ('<img width="100%" src="cid:a">', None),
        ('<img src="cid:a">', None),
    ],
)
def test_how_wide_it_is_shown(tag: str, width: int | None) -> None:
    (found,) = own(a_page(f"<p>Zo: {tag}</p>"))
    assert found.width == width


def test_nobody_asks_for_them_and_nothing_is_marked() -> None:
    raw = f"{HEAD}Content-Type: text/html\r\n\r\n<p>Zo: <img src='cid:a'></p>\r\n".encode()
    assert parse(raw).pictures == ()
    assert MARK not in parse(raw).text
    assert [one.content_id for one in own(parse(raw, pictures=True))] == ["a"]


def test_a_forwarded_mail_keeps_its_pictures() -> None:
    page = (
        "<p>Ter info.</p><div>---------- Forwarded message ---------<br>Van: Jan "
        "&lt;jan@elders.example&gt;<br>Date: vr 20 nov 2026 om 09:15<br>Subject: Idee<br>"
        'To: Nel &lt;nel@desk.example&gt;<br></div><p>Kijk: <img src="cid:old"></p>'
    )
    assert own(a_page(page)) == ()
