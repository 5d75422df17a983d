"""How HTML mail marks older mail, signatures and hidden text, by the program that wrote it."""

from __future__ import annotations

import re

SKIPPED = frozenset(
    {
        "head",
        "style",
        "script",
        "title",
        "template",
        "noscript",
        "svg",
        "object",
        "iframe",
        "select",
        "textarea",
        "-comment",
        "meta",
        "link",
        "base",
        "map",
        "audio",
        "video",
        "canvas",
        "button",
    }
)
# Elements whose attributes may say something; the rest are spared the look.
TELLING = frozenset(
    {
        "div",
        "span",
        "blockquote",
        "p",
        "table",
        "tr",
        "td",
        "hr",
        "a",
        "font",
        "section",
        "body",
        "center",
        "img",
    }
)
# Line ends that a block asks for before and after it.
BLOCKS = {
    "p": 2,
    "div": 1,
    "h1": 2,
    "h2": 2,
    "h3": 2,
    "h4": 2,
    "h5": 2,
    "h6": 2,
    "blockquote": 2,
    "table": 1,
    "tbody": 1,
    "thead": 1,
    "section": 1,
    "article": 1,
    "header": 1,
    "footer": 1,
    "center": 1,
    "dl": 1,
    "dt": 1,
    "dd": 1,
    "address": 1,
    "form": 1,
    "fieldset": 1,
    "caption": 1,
    "main": 1,
    "nav": 1,
    "aside": 1,
    "figure": 1,
    "figcaption": 1,
    "body": 1,
    "details": 1,
    "summary": 1,
}
# Elements that have no content, or that end where the next of their kind begins.
NEVER_DEEP = frozenset({
    "br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source",
    "track", "wbr", "p", "li", "td", "th", "tr", "option", "dt", "dd", "thead", "tbody",
})  # fmt: skip
HIDDEN = re.compile(
    r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|max-height\s*:\s*0(?:px)?\s*(?:;|!|$)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)"
)
# The same by size or place, as preheaders and texts for screen readers are hidden.
OUT_OF_SIGHT = re.compile(
    r"(?i)^(?=.{0,2000}overflow\s*:\s*hidden).{0,2000}(?<![\w-])(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$)"
    r"|(?<![\w-])(?:left|top|text-indent)\s*:\s*-\d{3,5}(?:px|em)"
)
BLOCK = re.compile(r"(?i)(?<![\w-])display\s*:\s*(?:block|table|flex)\s*(?:;|!|$)")
TIGHT = re.compile(r"(?i)(?<![\w-])margin(?:-top|-bottom)?\s*:\s*0(?:px|pt|cm|in|em)?\s*(?:;|$|0)")
QUOTE = re.compile(
    r"(?i)[ ](?:gmail_quote(?:_container)?|yahoo_quoted|ydp\w*yahoo_quoted|protonmail_quote|zmail_extra"
    r"|tutanota_quote|moz-forward-container|mailbox_quote|front-blockquote|quoted-?text|quotedtext"
    r"|hey-quote|mail_quote|email_quote|replyquote|history_container|mail-quote-collapse|ox-\w*-quote"
    r"|lotusquote|isforwardcontent|zimbra-?quote|gw_quote|airmail_ext_on|cm_quote|wordsection-quote)[ ]"
)
ATTRIBUTION = re.compile(
    r"(?i)[ ](?:gmail_attr|moz-cite-prefix|moz-email-headers-table|reply-intro)[ ]"
)
INDENT = re.compile(r"(?i)webkit-indent-blockquote")
# The indentation of Gmail's and Apple's editors.
INDENT_STYLE = re.compile(
    r"(?i)margin:\s*0(?:px)?\s+0(?:px)?\s+0(?:px)?\s+40px;\s*border(?:-width)?:\s*(?:none|medium|0)"
)
SIGNATURE = re.compile(
    r"(?i)[ ](?:gmail_signature(?:_prefix)?|moz-signature|signature|x_signature|applemailsignature"
    r"|ms-outlook-mobile-signature|protonmail_signature_block(?:-user)?|mobile-signature|zm_signature"
    r"|ydp\w*signature|mail-signature|bloop_sign\w*|yiv\w*signature|id-signature|sig-container"
    r"|email-signature|lineBreakAtBeginningOfSignature)[ ]"
)
# From here to the end is older mail.
REST = re.compile(
    r"(?i)(?:^|[ ])(?:x_)*(?:divRplyFwdMsg|appendonsend|stopSpelling|OutlookMessageHeader|OLK_SRC_BODY_SECTION"
    r"|mail-editor-reference-message-container|replySplit|yahoo_quoted_\w+)(?:[ ]|$)"
)
# Word, Outlook: the rule above "From: … Sent: …".
OUTLOOK_RULE = re.compile(
    r"(?i)border:\s*none;\s*border-top:\s*solid\s*#?(?:B5C4DF|E1E1E1|3F3F3F)?\s*1(?:\.0|\.5)?pt"
    r"|border-top:\s*(?:1pt\s+)?solid\s+(?:rgb\((?:181,\s*196,\s*223|225,\s*225,\s*225)\)|#b5c4df|#e1e1e1)"
)
