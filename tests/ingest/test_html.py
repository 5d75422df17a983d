"""Pages as the text that people see."""

from __future__ import annotations

import pytest

from ingest.html import to_text

PAGES: dict[str, tuple[str, str]] = {
    "paragraphs": ("<p>Een</p><p>Twee<br>drie</p>", "Een\n\nTwee\ndrie"),
    "divs": ("<div>Een</div><div>Twee</div><div><br></div><div>Drie</div>", "Een\nTwee\n\nDrie"),
    "blank space": ("<p>  Een\n  twee&nbsp;&nbsp;drie </p>", "Een twee drie"),
    "link": ('<a href="https://x.example/1">hier</a>', "hier <https://x.example/1>"),
    "link that shows its address": ('<a href="https://x.example/">x.example</a>', "x.example"),
    "mail link": ('<a href="mailto:a@b.example">Els</a>', "Els <a@b.example>"),
    "script link": ('<a href="javascript:alert(1)">klik</a>', "klik"),
    "picture link": ('<a href="https://x.example"><img src="y"></a>', ""),
    "safe link": (
        '<a href="https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fapp.example%2F12&data=x">hier</a>',
        "hier <https://app.example/12>",
    ),
    "table": ("<table><tr><th>A<th>B<tr><td>1<td><p>2</p></table>", "A | B\n1 | 2"),
    "layout table": (
        "<table><tr><td><table><tr><td>A</td></tr></table></td><td>B</td></tr></table>",
        "A\nB",
    ),
    "lists": (
        "<ul><li>een<li>twee</ul><ol start=3><li>drie<li>vier</ol>",
        "- een\n- twee\n3. drie\n4. vier",
    ),
    "preformatted": ("<pre>a\n  b</pre>", "a\n  b"),
    "hidden": (
        '<div style="display:none">x</div><p hidden>y</p><span style="font-size:0">z</span>a',
        "a",
    ),
    "nearly hidden": (
        '<div style="font-size:0.9em">a</div><p style="max-height:0.5em">b</p>',
        "a\n\nb",
    ),
    "not shown": (
        "<head><title>t</title></head><style>s</style><script>j</script><!-- c -->a",
        "a",
    ),
    "conditional comments": ("<!--[if mso]>x<![endif]--><![if !mso]>a<![endif]>", "a"),
    "paragraphs in a list": (
        "<ol><li><p>a</p></li><li><div>b</div><p>c</p></li></ol>d",
        "1. a\n\n2. b\n\nc\n\nd",
    ),
    "a list in a list": (
        "<ul><li><ul><li>a</li></ul></li><li></li></ul><p>b</p>",
        "-\n- a\n-\n\nb",
    ),
    "an emoji as a picture": (
        'a <img alt="🙏🏽" src="x"> b <img alt="logo"> <img alt="(c)"> c',
        "a 🙏🏽 b c",
    ),
    "a span as a block": (
        '<span style="display:block">a</span><span style="display:inline-block">b</span>c',
        "a\nbc",
    ),
    "out of sight": (
        '<span style="position:absolute;left:-9999px">x</span><div style="height:0;overflow:hidden">x</div>'
        '<i style="overflow: hidden; width: 1px; height: 1px">i</i>a',
        "ia",
    ),
    "small or clipped, yet seen": (
        '<div style="height:0">a</div><div style="overflow:hidden;height:10px">b</div><div style="left:-5px">c</div>'
        '<div style="overflow:hidden;line-height:1">d</div>',
        "a\nb\nc\nd",
    ),
    "invisible characters": ("a&#8203;b&#xFEFF;c&zwnj;", "abc"),
    "Word": ("<p class=MsoNormal>a<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>", "a"),
    "broken": ("<p>a<b>b</p>c</b><td>d", "ab\n\ncd"),
    "empty": ("", ""),
}


@pytest.mark.parametrize(("source", "text"), PAGES.values(), ids=PAGES)
def test_text(source: str, text: str) -> None:
    assert to_text(source).text == text


QUOTED: dict[str, tuple[str, list[str]]] = {
    "gmail": ('a<div class="gmail_quote"><div class="gmail_attr">Op x schreef y:</div><blockquote>b</blockquote></div>', ["Op x schreef y:\n\nb"]),
    "between blockquotes": ('<div class="gmail_quote"><blockquote>a</blockquote>b<blockquote>c</blockquote></div>', ["a", "c"]),
    "outlook on the web": ('a<div id="divRplyFwdMsg">Van: b</div>c', ["Van: b\nc"]),
    "outlook": ("a<div style='border:none;border-top:solid #E1E1E1 1.0pt'>Van: b</div>c", ["Van: b\nc"]),
    "thunderbird": ('<div class="moz-cite-prefix">x schreef:</div><blockquote type="cite">a</blockquote>b', ["x schreef:\n\na"]),
    "indented only": ('<blockquote class="webkit-indent-blockquote">a</blockquote>', []),
    "indented by Gmail": ('<blockquote style="margin:0 0 0 40px;border:none;padding:0px">a</blockquote>', []),
    "marked by Gmail": ('<blockquote style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">a</blockquote>', ["a"]),
    "indented and named": ('<blockquote class="gmail_quote" style="margin:0 0 0 40px;border:none">a</blockquote>', ["a"]),
    "nothing": ("<p>a</p>", []),
}  # fmt: skip


@pytest.mark.parametrize(("source", "quoted"), QUOTED.values(), ids=QUOTED)
def test_what_markup_calls_older_mail(source: str, quoted: list[str]) -> None:
    page = to_text(source)
    assert [page.text[start:end].strip() for start, end in page.quoted] == quoted


def test_signatures_are_marked() -> None:
    page = to_text('a<div class="gmail_signature">Sanne</div>')
    assert [page.text[start:end].strip() for start, end in page.signature] == ["Sanne"]
