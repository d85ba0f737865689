"""A target over years and places as a chart, and as the sentence that says the same to those who do not see it."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import altair as alt

from parc_search.ui import messages
from parc_search.ui.state.formats import one_line
from parc_search.ui.state.target_filter import Point

HEIGHT_PX = 320
# Years between the first and the last stand on the axis, so that a line is as steep as time makes it.
_MAX_YEARS = 15
# Room over the highest point for the figure that stands there.
_HEADROOM = 1.15
# What a place may take in a legend of two columns on a phone.
_PLACE_PX = 140
_INK = "#3a434d"
# Numbers of the axis as Vietnamese write them: 1.234,5.
_NUMBERS = alt.NumberLocale(decimal=",", thousands=".", grouping=[3], currency=["", ""])
# Told apart by shape as well; each has contrast 3 : 1 or more on the paper.
_COLOURS = ("#0f4c75", "#b4531a", "#23603a", "#6b3fa0", "#8f2a1c", "#50616b")


def chart(points: Sequence[Point], unit: str) -> Any:
    """The points as an Altair chart; each has a number and a year.

    Its axes and marks are silent, as Vega would name them in English: the chart as a whole says what `alt_text` does.
    """
    # Altair looks at pandas where it is loaded, even half: the first table of another reader may be at it just now.
    import_module("pandas")
    values = [
        {
            messages.COLUMN_YEAR: point.year,
            messages.COLUMN_PLACE: point.place,
            messages.COLUMN_VALUE: point.number,
            messages.COLUMN_SUBJECT: point.target.value,
        }
        for point in points
    ]
    places = list(dict.fromkeys(point.place for point in points))
    years = _every_year([point.year for point in points])
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X(
            f"{messages.COLUMN_YEAR}:O", axis=alt.Axis(labelAngle=0), scale=alt.Scale(domain=years, paddingOuter=0.4)
        ),
        y=alt.Y(
            f"{messages.COLUMN_VALUE}:Q",
            title=messages.COMPARE_VALUE.format(unit=unit or messages.UNIT_NONE),
            scale=alt.Scale(domain=[0, _HEADROOM * max(point.number or 0.0 for point in points)], nice=True),
            axis=alt.Axis(tickCount=5),
        ),
        color=alt.Color(f"{messages.COLUMN_PLACE}:N", scale=alt.Scale(domain=places, range=list(_COLOURS))),
    )
    marks = base.mark_point(size=110, filled=True, opacity=1, aria=False).encode(
        shape=alt.Shape(f"{messages.COLUMN_PLACE}:N", scale=alt.Scale(domain=places)),
        tooltip=[f"{messages.COLUMN_PLACE}:N", f"{messages.COLUMN_YEAR}:O", f"{messages.COLUMN_SUBJECT}:N"],
    )
    numbers = base.mark_text(dy=-14, fontSize=12, aria=False).encode(text=f"{messages.COLUMN_SUBJECT}:N")
    layers: alt.LayerChart = (base.mark_line(strokeWidth=1.5, opacity=0.5, aria=False) + marks + numbers).properties(
        height=HEIGHT_PX, description=alt_text(points)
    )
    written = layers.configure(locale=alt.Locale(number=_NUMBERS), aria=False)
    # Over the chart the places take none of the width that a phone has for the years.
    return written.configure_axis(labelColor=_INK, titleColor=_INK).configure_legend(
        labelColor=_INK, titleColor=_INK, orient="top", columns=2, labelLimit=_PLACE_PX, symbolOpacity=1
    )


def alt_text(points: Sequence[Point]) -> str:
    """What the chart shows, place by place: "… Thừa Thiên Huế: năm 2024 50%, năm 2025 60%.", and where else it is."""
    by_place: dict[str, list[str]] = {}
    for point in points:
        said = messages.COMPARE_CHART_POINT.format(year=point.year, value=one_line(point.target.value))
        by_place.setdefault(point.place, []).append(said)
    lines = [f"{place}: {', '.join(said)}" for place, said in by_place.items()]
    return messages.COMPARE_CHART_ALT.format(points="; ".join(lines))


def _every_year(named: Sequence[str]) -> list[str]:
    """The years from the first to the last; only those that are named where that would be too many."""
    whole = [str(year) for year in range(int(min(named)), int(max(named)) + 1)]
    return whole if len(whole) <= _MAX_YEARS else sorted(set(named))
