"""Chart → SVG, drawn on the server. On a screen it takes the colours of its page, light or dark.

The values stand at the bars and the colours differ in brightness too, so that a black and white
print says as much.
"""

from __future__ import annotations

from dataclasses import dataclass

from desk.drawing import cleaned, library, styled
from desk.reports.report import Chart

_WIDTH, _HEIGHT, _BAR, _FRAME = 760, 250, 22, 50  # pixels
_TICKS, _POWERS = 6, 12
PAPER_FONT = "Libertinus Serif"


@dataclass(frozen=True, slots=True)
class _Look:
    """Colours of letters, of lines, of each series and of the values on its bars."""

    ink: str
    line: str
    series: tuple[str, str, str]
    values: tuple[str, str, str]


_PRINT = _Look(
    "#1c2430",
    "#c9ced6",
    ("#8c1d18", "#e08a1e", "#9db8d2"),
    ("#ffffff", "#1c2430", "#1c2430"),
)
_SCREEN = _Look(
    "var(--ink)",
    "var(--line)",
    ("var(--bar-1)", "var(--bar-2)", "var(--bar-3)"),
    ("var(--on-1)", "var(--on-2)", "var(--on-3)"),
)


def svg(chart: Chart, *, paper: bool) -> str:
    """The picture; `paper` fixes colours and font, which a page on a screen decides itself."""
    look = _PRINT if paper else _SCREEN
    style = styled(
        look.ink,
        look.line,
        colors=look.series,
        value_colors=look.values,
        font_family=PAPER_FONT if paper else "inherit",
        value_font_family=PAPER_FONT if paper else "inherit",
        label_font_size=12 if chart.lying else 10.5,
        major_label_font_size=12 if chart.lying else 10.5,
        legend_font_size=12,
        value_font_size=12,
    )
    return _drawn(chart, style)


def _drawn(chart: Chart, style: object) -> str:
    pygal = library()
    several = len(chart.series) > 1
    kind = pygal.HorizontalBar if chart.lying else pygal.StackedBar
    picture = kind(
        style=style,
        js=[],
        width=_WIDTH,
        height=_FRAME + _BAR * len(chart.labels) if chart.lying else _HEIGHT,
        margin=4,
        show_legend=several,
        legend_at_bottom=True,
        legend_at_bottom_columns=3,
        legend_box_size=11,
        print_values=True,
        print_zeroes=False,
        show_x_guides=False,
        show_minor_x_labels=True,
        truncate_label=-1,
        include_x_axis=True,
        value_formatter=lambda value: f"{value:.0f}",
        disable_xml_declaration=True,
    )
    picture.uuid = chart.code
    labels = chart.labels[::-1] if chart.lying else chart.labels  # lying, the first is the lowest
    picture.x_labels = labels
    picture.y_labels = _ticks(chart)
    for name, values in chart.series:
        picture.add(name, list(values[::-1] if chart.lying else values))
    return cleaned(picture.render(is_unicode=True))


def _ticks(chart: Chart) -> list[int]:
    """Whole numbers at the axis, seven at most."""
    most = max(map(sum, zip(*(values for _, values in chart.series), strict=True)), default=0)
    step = next(
        unit * 10**power
        for power in range(_POWERS)
        for unit in (1, 2, 5)
        if unit * 10**power * _TICKS >= most
    )
    return list(range(0, most + step, step))
