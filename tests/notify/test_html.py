"""Text becomes paragraphs, lists and links; everything else is escaped."""

import pytest

from notify.html import body_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("een\ntwee", "<p>een<br>twee</p>"),
        ("een\n\n\ntwee", "<p>een</p>\n<p>twee</p>"),
        ("- een\n- twee", "<ul><li>een</li><li>twee</li></ul>"),
        ("zo:\n- een\n- twee", "<p>zo:</p>\n<ul><li>een</li><li>twee</li></ul>"),
        ("- een\ngeen lijst", "<ul><li>een</li></ul>\n<p>geen lijst</p>"),
        ("-een", "<p>-een</p>"),
        ("KK-1042.", '<p><span class="number">KK-1042</span>.</p>'),
        ("xKK-1042", "<p>xKK-1042</p>"),
        ("## Kop", "<h2>Kop</h2>"),
        ("## Kop\n- een", "<h2>Kop</h2>\n<ul><li>een</li></ul>"),
        ("# geen kop", "<p># geen kop</p>"),
        ("> een\n>\n> - twee", "<blockquote><p>een</p>\n<ul><li>twee</li></ul></blockquote>"),
        ("> > diep", "<blockquote><blockquote><p>diep</p></blockquote></blockquote>"),
        ("een > twee", "<p>een &gt; twee</p>"),
        ("<b>&\"'", "<p>&lt;b&gt;&amp;&quot;&#x27;</p>"),
        (
            "zie https://x.example/a?b=1&c=2.",
            '<p>zie <a href="https://x.example/a?b=1&amp;c=2">https://x.example/a?b=1&amp;c=2</a>.</p>',
        ),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        (
            'https://x.example/"onclick="alert(1)',
            '<p><a href="https://x.example/">https://x.example/</a>'
            "&quot;onclick=&quot;alert(1)</p>",
        ),
    ],
)
def test_blocks(text: str, html: str) -> None:
    assert body_html(text) == html


def test_quotes_end_somewhere() -> None:
    assert body_html("> " * 10_000 + "diep").count("<blockquote>") == 5
