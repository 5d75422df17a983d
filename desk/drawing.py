"""The charting library, behind one door: SVG without a script, and no trace in the interpreter."""

from __future__ import annotations

import re
import sys
from types import ModuleType

_NEEDLESS = re.compile(r"<!--.*?-->\s*|<script\b.*?</script>", re.DOTALL)


def library() -> ModuleType:
    """pygal, without the hook for plugins that it hangs into every import.

    The hook is of a kind that Python has given up: each later import would warn of it. It writes
    with the standard library even where lxml is installed, so that a drawing is always the same.
    """
    import pygal
    from pygal.etree import etree

    etree.to_etree()
    sys.meta_path[:] = [one for one in sys.meta_path if type(one).__module__ != pygal.__name__]
    return pygal  # type: ignore[no-any-return]


def styled(ink: str, line: str, **more: object) -> object:
    """A style for still pictures on whatever ground: letters in `ink`, axes and guides in `line`;
    the rest by pygal's names."""
    return library().style.Style(
        background="transparent",
        plot_background="transparent",
        foreground=ink,
        foreground_strong=ink,
        foreground_subtle=line,
        guide_stroke_color=line,
        major_guide_stroke_color=line,
        opacity="1",
        opacity_hover="1",
        transition="0s",
        **more,
    )


def cleaned(svg: str) -> str:
    """A drawing without comments, and without the script that a policy of the page would stop."""
    return _NEEDLESS.sub("", svg)
