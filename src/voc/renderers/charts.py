"""Draws charts as SVG: Vega-Lite specs made by Altair, rendered by vl-convert, no script left.

Sizes and paddings are fixed and no label is measured, so that the bytes do not depend on the fonts
of the machine. Legends and titles are the page's own text.
"""

import json
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import altair as alt
import vl_convert

from voc.renderers.tables import place
from voc.renderers.wording import Wording
from voc.types.report import Chart

Plot = alt.Chart | alt.LayerChart | alt.FacetChart
Spec = dict[str, Any]

# Told apart by people who see red and green alike, and by lightness in grey print.
COLOURS = {
    "negative": "#b5432e",
    "mixed": "#e0a63a",
    "neutral": "#c3c8ce",
    "positive": "#2c7a89",
}
FONTS = (
    "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',"
    "'Apple SD Gothic Neo','Malgun Gothic','Noto Sans KR',sans-serif"
)
INK = "#3b4149"
WIDTH = 440  # of the whole picture; at a phone's 350 px its 13 px text is still 10 px high
LABEL_SIZE = 13
_PLOT_HEIGHT = 170
_BAR_HEIGHT = 26
_NAME_WIDTH = 118  # room for the longest topic name in English
_MAX_LABELS = 8
_NUMBER_ROOM = 0.13  # of the bars' whole width: five digits at the label size


def svg(chart: Chart, wording: Wording) -> str:
    """``chart`` as one <svg> element with a title and the name of what it counts."""
    plot = _stacked(chart, wording) if chart.mark == "stacked_bars" else _diverging(chart, wording)
    drawn = str(vl_convert.vegalite_to_svg(plot))
    return _accessible(drawn, chart, wording)


def _accessible(drawn: str, chart: Chart, wording: Wording) -> str:
    """Names the picture for those who hear it; its numbers stand in a table beside it."""
    title = wording.say("charts", chart.key)
    head, _, body = drawn.partition(">")
    described = escape(f"{title} ({wording.say('charts', 'axis')})")
    return (
        f'{head} role="img" aria-label={quoteattr(title)}>'
        f"<title>{escape(title)}</title><desc>{described}</desc>{body}"
    )


def _stacked(chart: Chart, wording: Wording) -> Spec:
    """Bars over time, a colour a series, the first series at the bottom."""
    names = _names(chart)
    every = -(-len(names) // _MAX_LABELS)
    # Counted back from the newest, which readers look for.
    shown = [name for number, name in enumerate(reversed(names)) if number % every == 0]
    plot = (
        alt.Chart(_values(chart))
        .mark_bar()
        .encode(
            x=alt.X("name:N", sort=names, title=None, axis=_named(chart, wording, shown)),
            y=alt.Y("value:Q", title=None, axis=alt.Axis(format=",d", tickCount=4, tickMinStep=1)),
            color=_colour(chart),
            order=alt.Order("order:Q"),
        )
    )
    return _framed(plot, _PLOT_HEIGHT, left=44, right=14, top=12, bottom=28)


def _diverging(chart: Chart, wording: Wording) -> Spec:
    """A bar a category: negative to the left, positive to the right, each with its number."""
    names = _names(chart)
    base = alt.Chart(_values(chart)).encode(
        y=alt.Y("name:N", sort=names, title=None, axis=_named(chart, wording, names)),
        x=alt.X("signed:Q", title=None, axis=None, scale=_roomy(chart)),
        color=_colour(chart),
    )
    number = base.encode(text=alt.Text("value:Q", format=",d"), color=alt.value(INK))
    left = number.mark_text(align="right", dx=-5).transform_filter("datum.signed < 0")
    right = number.mark_text(align="left", dx=5).transform_filter("datum.signed > 0")
    plot = alt.layer(base.mark_bar(height=16), left, right)
    return _framed(plot, _BAR_HEIGHT * len(names), left=_NAME_WIDTH, right=8, top=4, bottom=4)


def _roomy(chart: Chart) -> alt.Scale:
    """From the longest negative to the longest positive bar, and room for the numbers outside."""
    ends = [-value if label == "negative" else value for _, label, value in chart.points]
    low, high = min(0, *ends), max(0, *ends)
    room = _NUMBER_ROOM * max(high - low, 1)
    return alt.Scale(domain=[low - room, high + room], nice=False)


def _names(chart: Chart) -> list[str]:
    return list(dict.fromkeys(name for name, _, _ in chart.points))


def _values(chart: Chart) -> alt.InlineData:
    series = _series(chart)
    return alt.InlineData(
        values=[
            {
                "name": name,
                "series": label,
                "value": value,
                "signed": -value if label == "negative" else value,
                "order": series.index(label),
            }
            for name, label, value in chart.points
        ]
    )


def _series(chart: Chart) -> list[str]:
    """Labels from the bottom of a bar up, or from left to right."""
    return [label for label in COLOURS if any(label == found for _, found, _ in chart.points)]


def _colour(chart: Chart) -> alt.Color:
    series = _series(chart)
    scale = alt.Scale(domain=series, range=[COLOURS[label] for label in series])
    return alt.Color("series:N", scale=scale, legend=None)


def _named(chart: Chart, wording: Wording, values: list[str]) -> alt.Axis:
    """An axis of names in the report's language; ``values`` are those written out."""
    labels = {name: place(name, chart, wording) for name in _names(chart)}
    said = json.dumps(labels, ensure_ascii=False)
    return alt.Axis(
        labelExpr=f"{said}[datum.value]",
        labelAngle=0,
        labelOverlap=False,
        ticks=False,
        grid=False,
        values=values,
    )


def _framed(plot: Plot, height: int, *, left: int, right: int, top: int, bottom: int) -> Spec:
    # Vega sizes a picture by the text it measures unless told both padding and size.
    framed = (
        plot.properties(
            width=WIDTH - left - right,
            height=height,
            autosize=alt.AutoSizeParams(type="none"),
            padding={"left": left, "right": right, "top": top, "bottom": bottom},
        )
        .configure(aria=False, font=FONTS, background="transparent")
        .configure_axis(
            labelColor=INK,
            labelFontSize=LABEL_SIZE,
            labelLimit=0,
            labelPadding=6,
            domain=False,
            gridColor="#e7e9ec",
            ticks=False,
        )
        .configure_text(fontSize=LABEL_SIZE)
        .configure_view(stroke=None)
    )
    spec: Spec = framed.to_dict()
    return spec
