"""Plots as SVG drawn by Altair and vl-convert. Each has its table beside it; colours have contrast on white.

The libraries take seconds to load, so they are loaded by the first plot; the same plot is drawn once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

LACQUER, JADE, INK, GRID = "#8c1c13", "#0f6b5c", "#453e35", "#ddd4c6"
SCREEN, PAPER = "Be Vietnam Pro, Sarabun, sans-serif", "Libertinus Serif"
_SAID = re.compile(r' (role|aria-[a-z]+|aria-roledescription)="[^"]*"')
_HEAD = re.compile(r"<svg[^>]*viewBox=\"([^\"]*)\"[^>]*>")
_COMMA = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " đ"]}
Series = tuple[tuple[str, float], ...]


def line(points: Series, *, label: str, axis: str, font: str = SCREEN) -> SafeString:
    """Points in time: (day as people write it, value). `label` says what it shows to whoever does not see it."""
    return _svg(_line(points, axis, font, _comma(font)), label)


def bars(rows: tuple[tuple[str, float, float], ...], *, label: str, axis: str, font: str = SCREEN) -> SafeString:
    """Horizontal bars: (name, value, the most it can be); the rest of the most is drawn pale."""
    return _svg(_bars(rows, axis, font, _comma(font)), label)


def pairs(rows: tuple[tuple[str, str, float], ...], *, label: str, axis: str, font: str = SCREEN) -> SafeString:
    """Two bars a name: (name, whose, value)."""
    return _svg(_pairs(rows, axis, font, _comma(font)), label)


def _comma(font: str) -> bool:
    """Whether numbers are written as in Vietnamese, 1.234,5: on paper, and on pages in that language."""
    return font == PAPER or (get_language() or "vi").startswith("vi")


@lru_cache(maxsize=256)
def _line(points: Series, axis: str, font: str, comma: bool) -> str:
    import altair as alt

    base = _chart([{"day": day, "value": value} for day, value in points]).encode(
        x=alt.X("day:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
        y=alt.Y("value:Q", title=axis, scale=alt.Scale(zero=False, nice=True)),
    )
    drawn = base.mark_line(color=LACQUER, strokeWidth=2.5) + base.mark_point(color=LACQUER, filled=True, size=60)
    return _drawn(drawn.properties(width=680, height=240), font, comma)


@lru_cache(maxsize=256)
def _bars(rows: tuple[tuple[str, float, float], ...], axis: str, font: str, comma: bool) -> str:
    import altair as alt

    values = [{"name": name, "value": value, "most": most} for name, value, most in rows]
    base = _chart(values).encode(y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=320)))
    whole = base.mark_bar(color="#ece6dc").encode(x=alt.X("most:Q", title=axis))
    drawn = whole + base.mark_bar(color=JADE).encode(x=alt.X("value:Q"))
    return _drawn(drawn.properties(width=420, height=alt.Step(26)), font, comma)


@lru_cache(maxsize=256)
def _pairs(rows: tuple[tuple[str, str, float], ...], axis: str, font: str, comma: bool) -> str:
    import altair as alt

    values = [{"name": name, "who": who, "value": value} for name, who, value in rows]
    whose = list(dict.fromkeys(who for _, who, _ in rows))
    chart = _chart(values).mark_bar()
    drawn = chart.encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=320)),
        yOffset=alt.YOffset("who:N", sort=whose),
        x=alt.X("value:Q", title=axis),
        color=alt.Color(
            "who:N", sort=whose, scale=alt.Scale(domain=whose, range=[LACQUER, JADE]),
            legend=alt.Legend(title=None, orient="top", labelLimit=400),
        ),
    )  # fmt: skip
    return _drawn(drawn.properties(width=420, height=alt.Step(16)), font, comma)


def _chart(values: list[dict[str, Any]]) -> Any:
    import altair as alt

    return alt.Chart(alt.Data(values=values))  # type: ignore[no-untyped-call]


def _drawn(chart: Any, font: str, comma: bool) -> str:
    import vl_convert

    text = {"labelFont": font, "titleFont": font, "labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": 400}
    text |= {"labelColor": INK, "titleColor": INK}
    spec = (
        chart.configure(background="#fff")
        .configure_axis(**text, gridColor=GRID, domainColor=INK, tickColor=INK)
        .configure_legend(labelFont=font, labelFontSize=13, labelColor=INK)
        .configure_view(stroke=None)
        .to_dict()
    )
    return str(vl_convert.vegalite_to_svg(spec, format_locale=_COMMA if comma else None))


def _svg(drawn: str, label: str) -> SafeString:
    """As large as the page lets it be, one picture with one name for screen readers."""
    quiet = _SAID.sub("", drawn)
    box = _HEAD.search(quiet)
    assert box is not None, "a plot without a viewBox"
    width, height = box[1].split()[2:]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="cn-plot" viewBox="{box[1]}" width="{width}" '
        f'height="{height}" role="img" aria-label="{escape(label)}">'
    )
    return mark_safe(quiet.replace(box[0], head, 1))
