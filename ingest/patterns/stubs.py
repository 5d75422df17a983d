"""What a text part says when the mail proper is its HTML twin."""

from __future__ import annotations

import re

HTML_STUB = re.compile(
    r"""(?ix)
    (?:does\ not|doesn.t|cannot|can.t|unable\ to|not\ able\ to)\ (?:support|show|display|view|read)
        [^.]{0,40}\bhtml
    | \bhtml[\ -]?(?:e?-?mail|message|format|version|capable|compatible|enabled)
    | view\ (?:this|the)\ (?:e?-?mail|message)\ (?:in|with)\ (?:a|your|an)\ (?:web\ )?(?:browser|html)
    | (?:toont|ondersteunt|weergeven)[^.]{0,40}\bhtml | geen\ html
    | ne\ (?:supporte|prend|peut)[^.]{0,50}\bhtml | au\ format\ html
    | (?:unterst.tzt|zeigt|anzeigen)[^.]{0,40}\bhtml | im\ html-format | kein(?:e)?\ html
    """
)
