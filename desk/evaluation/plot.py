"""Reliability plot → SVG: how sure answers were, and how often they were right."""

from __future__ import annotations

from desk.drawing import cleaned, library, styled
from triage.score import Bin

_SIZE, _SMALLEST, _LARGEST = 380, 2.0, 10.0  # pixels


def reliability(bins: tuple[Bin, ...], code: str) -> str:
    """A point for each group of answers, the larger the more; on the line, confidences mean what
    they say. Colours come from the page (`--ink`, `--soft`, `--line`, `--bar-1`).
    """
    ticks = [0, 0.25, 0.5, 0.75, 1]
    picture = library().XY(
        style=_style(),
        js=[],
        width=_SIZE,
        height=_SIZE,
        margin=4,
        margin_right=20,
        show_legend=False,
        range=(0, 1),
        xrange=(0, 1),
        x_title="sure",
        y_title="right",
        truncate_label=-1,
        value_formatter=lambda value: f"{value:.0%}" if isinstance(value, float | int) else "",
        x_value_formatter=lambda value: f"{value:.0%}",
        disable_xml_declaration=True,
    )
    picture.uuid = code
    picture.x_labels = ticks
    picture.y_labels = ticks
    picture.add("as sure as right", [(0, 0), (1, 1)], show_dots=False)
    most = max((one.count for one in bins), default=1)
    picture.add("answers", [_point(one, most) for one in bins], stroke=False)
    return cleaned(picture.render(is_unicode=True))


def _style() -> object:
    return styled(
        "var(--ink)",
        "var(--line)",
        colors=("var(--soft)", "var(--bar-1)"),
        font_family="inherit",
        label_font_size=12,
        major_label_font_size=12,
        title_font_size=12,
    )


def _point(one: Bin, most: int) -> dict[str, object]:
    """A point whose area grows with its answers."""
    radius = _SMALLEST + (_LARGEST - _SMALLEST) * (one.count / most) ** 0.5
    return {
        "value": (one.confidence, one.accuracy),
        "label": f"{one.count} answers",
        "node": {"r": round(radius, 1)},
    }
