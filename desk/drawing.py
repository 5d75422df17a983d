"""The charting library, behind one door: SVG without a script, and no trace in the interpreter."""

from __future__ import annotations

import re
import sys
from types import ModuleType

_NEEDLESS = re.compile(r'<!--.*?-->\s*|<script\b.*?</script>| xmlns:xlink="[^"]*"', re.DOTALL)


def library() -> ModuleType:
    """pygal, without the hook for plugins that it hangs into every import.

    The hook is of a kind that Python has given up: each later import would warn of it.
    """
    import pygal

    sys.meta_path[:] = [one for one in sys.meta_path if type(one).__module__ != pygal.__name__]
    return pygal  # type: ignore[no-any-return]


def cleaned(svg: str) -> str:
    """A drawing without comments, without the script that a policy of the page would stop, and
    without the namespace of links, which is written or not by what else is installed."""
    return _NEEDLESS.sub("", svg)
