"""The pictures of a report: Altair makes them of aggregates, vl-convert draws them as SVG, in two widths.

Colors are names that the page gives a value to, so that one picture serves light, dark and print. A picture is
a piece of the page: it holds no script, no style and no type of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from textwrap import wrap
from typing import Any, Final

from viz.export.report.answer import size
from viz.export.report.outcomes import Outcome
from viz.export.report.study import Effect

INK, QUIET, LINE, ACCENT, SHEET = "#010101", "#020202", "#030303", "#040404", "#050505"
"""Stand for the colors of the page."""

_COLORS: Final = {INK: "ink", QUIET: "quiet", LINE: "line", ACCENT: "accent", SHEET: "sheet"}
WIDE, MIDDLE, HALF, NARROW = 960, 580, 470, 350
"""The widths in pixels: of a page, of the column of the answer, of half a page, and of a phone."""

LABELS: Final = {WIDE: 290, MIDDLE: 190, NARROW: 150}
"""Pixels for the labels on the left, by the width of the picture."""

FIGURES: Final = {WIDE: 210, MIDDLE: 165, NARROW: 20}
"""Pixels on the right. A phone has the figures below the labels."""

LETTERS_A_LINE: Final = {WIDE: 36, MIDDLE: 25, NARROW: 18}
"""Letters of a label after which a new line begins."""

LETTERS: Final = 13
"""Size of letters in pixels."""


@dataclass(frozen=True)
class Dot:
    """An effect as a picture has it."""

    label: str
    """What was changed."""
    effect: float
    """The effect, as shown."""
    low: float
    """The lower limit."""
    high: float
    """The upper limit."""
    figures: str
    """All three as text."""
    clear: bool = True
    """Whether the interval leaves out no change."""


@dataclass(frozen=True)
class Dose:
    """The change at one value of a lever."""

    value: float
    """The value."""
    effect: float
    """The change."""
    low: float
    """Its lower limit."""
    high: float
    """Its upper limit."""


def farthest(effects: Sequence[Effect], outcome: Outcome, most: int) -> list[Effect]:
    """At most so many of the effects: those farthest from no change, farthest first."""
    told = [each for each in effects if each.estimable]
    return sorted(told, key=lambda each: -size(outcome, each.effect))[:most]


def whiskers(dots: Sequence[Dot], outcome: Outcome, width: int = WIDE) -> tuple[str, str]:
    """Effects as dots with their intervals, one below the other; in ``width``, and for a phone."""
    return _whiskers(dots, outcome, width), _whiskers(dots, outcome, NARROW)


def _whiskers(dots: Sequence[Dot], outcome: Outcome, width: int) -> str:
    import altair as alt

    wide = width != NARROW
    values = [_row(dot, place, width=width) for place, dot in enumerate(dots)]
    lines = max(value["label"].count("\n") + 1 for value in values)
    step = max(30, LETTERS * 1.35 * lines + 12)
    labels = _labels(width)
    y = alt.Y("label:N", sort=None, axis=labels, scale=alt.Scale(paddingOuter=0.1))
    title = outcome.axis
    x = alt.X("effect:Q", title=title, scale=_scale(dots, outcome))
    color = alt.condition("datum.clear", alt.value(ACCENT), alt.value(QUIET))
    data = alt.InlineData(values=values)
    same = alt.Chart(alt.InlineData(values=[{"at": outcome.unchanged}]))
    layers = [
        same.mark_rule(color=QUIET, strokeDash=[3, 3]).encode(x=alt.X("at:Q", title=title)),
        alt.Chart(data).mark_rule(strokeWidth=2.5).encode(y=y, x=alt.X("low:Q", title=title), x2="high:Q", color=color),
        alt.Chart(data).mark_point(size=90, filled=True, opacity=1).encode(y=y, x=x, color=color, fill=color),
    ]
    if wide:
        text = alt.Chart(data).mark_text(align="left", color=INK, fontSize=LETTERS, dx=12)
        layers.append(text.encode(y=y, x=alt.value(_inner(width)), text="figures:N"))
    inner = _inner(width)
    return drawn(alt.layer(*layers).properties(width=inner, height={"step": step}), width)


def _inner(width: int) -> int:
    """The pixels between the labels and the figures."""
    return width - LABELS[width] - FIGURES[width]


def _labels(width: int) -> Any:
    """The axis of labels: set to the left, in a column whose width does not depend on the type."""
    import altair as alt

    room = LABELS[width]
    return alt.Axis(
        title=None,
        ticks=False,
        domain=False,
        grid=False,
        labelExpr="split(datum.label, '\\n')",
        labelAlign="left",
        labelPadding=room,
        labelLimit=room + 40,
        minExtent=room,
        maxExtent=room,
    )


def _row(dot: Dot, place: int, *, width: int) -> dict[str, Any]:
    """A dot as data. A phone has its figures below its label."""
    label = "\n".join(wrap(dot.label, LETTERS_A_LINE[width]) or [str(place)])
    if width == NARROW:
        label += "\n" + dot.figures.replace(" [", "\n[")
    ends = {"low": dot.low, "high": dot.high, "effect": dot.effect}
    return {"label": label, "figures": dot.figures, "clear": dot.clear, **ends}


def _scale(dots: Sequence[Dot], outcome: Outcome) -> Any:
    import altair as alt

    ends = [end for dot in dots for end in (dot.low, dot.high) if isfinite(end)]
    low, high = min(*ends, outcome.unchanged), max(*ends, outcome.unchanged)
    log = outcome.factor and low > 0.0
    margin = (high - low or 1.0) * 0.04
    domain = [low / 1.05, high * 1.05] if log else [low - margin, high + margin]
    return alt.Scale(type="log" if log else "linear", domain=domain, nice=False, zero=False)


def doses(levels: Sequence[Dose], key: str, outcome: Outcome) -> tuple[str, str]:
    """The change by the value of a lever, as a line with intervals; in both widths."""
    return _doses(levels, key, outcome, HALF), _doses(levels, key, outcome, NARROW)


def _doses(levels: Sequence[Dose], key: str, outcome: Outcome, width: int) -> str:
    import altair as alt

    values = [{"value": dose.value, "effect": dose.effect, "low": dose.low, "high": dose.high} for dose in levels]
    data = alt.Chart(alt.InlineData(values=values))
    title = outcome.axis
    x = alt.X(
        "value:Q",
        title=key,
        scale=alt.Scale(zero=False, padding=14),
        axis=alt.Axis(values=[dose.value for dose in levels], format="~g"),
    )
    y = alt.Y("effect:Q", title=title, scale=alt.Scale(zero=False))
    same = alt.Chart(alt.InlineData(values=[{"at": outcome.unchanged}]))
    layers = [
        same.mark_rule(color=QUIET, strokeDash=[3, 3]).encode(y=alt.Y("at:Q", title=title)),
        data.mark_line(color=ACCENT, strokeWidth=1.5, opacity=0.6).encode(x=x, y=y),
        data.mark_rule(color=ACCENT, strokeWidth=2.5).encode(x=x, y=alt.Y("low:Q", title=title), y2="high:Q"),
        data.mark_point(color=ACCENT, fill=ACCENT, size=90, opacity=1).encode(x=x, y=y),
    ]
    inner = width - 80
    return drawn(alt.layer(*layers).properties(width=inner, height=220), width)


def histogram(counts: Sequence[int], edges: Sequence[float], outcome: Outcome) -> tuple[str, str]:
    """How often the change was so large, as bars; in both widths."""
    return _histogram(counts, edges, outcome, HALF), _histogram(counts, edges, outcome, NARROW)


def _histogram(counts: Sequence[int], edges: Sequence[float], outcome: Outcome, width: int) -> str:
    import altair as alt

    values = [{"from": low, "to": high, "count": count} for low, high, count in zip(edges, edges[1:], counts)]  # noqa: B905
    bars = alt.Chart(alt.InlineData(values=values)).mark_bar(color=ACCENT, opacity=0.75, stroke=SHEET, strokeWidth=1)
    title = outcome.axis
    x = alt.X("from:Q", title=title, scale=alt.Scale(nice=False), bin="binned")
    y = alt.Y("count:Q", title="pairs of meetings", axis=alt.Axis(tickMinStep=1))
    same = alt.Chart(alt.InlineData(values=[{"at": outcome.unchanged}]))
    rule = same.mark_rule(color=INK, strokeDash=[3, 3]).encode(x=alt.X("at:Q", title=title))
    inner = width - 80
    return drawn(alt.layer(bars.encode(x=x, x2="to:Q", y=y), rule).properties(width=inner, height=220), width)


def bars(rows: Sequence[Dot], title: str) -> tuple[str, str]:
    """Indices as bars with their intervals; in both widths."""
    return _bars(rows, title, WIDE), _bars(rows, title, NARROW)


def _bars(rows: Sequence[Dot], title: str, width: int) -> str:
    import altair as alt

    values = [_row(dot, place, width=width) for place, dot in enumerate(rows)]
    data = alt.Chart(alt.InlineData(values=values))
    lines = max(value["label"].count("\n") + 1 for value in values)
    labels = _labels(width)
    y = alt.Y("label:N", sort=None, axis=labels)
    color = alt.condition("datum.clear", alt.value(ACCENT), alt.value(QUIET))
    layers = [
        data.mark_bar(height=12, opacity=0.55).encode(y=y, x=alt.X("effect:Q", title=title), color=color),
        data.mark_rule(color=INK, strokeWidth=1.5).encode(y=y, x=alt.X("low:Q", title=title), x2="high:Q"),
    ]
    wide = width != NARROW
    if wide:
        text = data.mark_text(align="left", color=INK, fontSize=LETTERS, dx=12)
        layers.append(text.encode(y=y, x=alt.value(_inner(width)), text="figures:N"))
    inner = _inner(width)
    step = max(30, LETTERS * 1.35 * lines + 12)
    return drawn(alt.layer(*layers).properties(width=inner, height={"step": step}), width)


def drawn(chart: Any, width: int) -> str:
    """``chart`` as a piece of a page, ``width`` pixels wide at most."""
    import vl_convert

    plain: dict[str, Any] = {"labelColor": QUIET, "titleColor": QUIET, "titleFontWeight": "normal"}
    plain |= {"labelFontSize": LETTERS, "titleFontSize": LETTERS}
    chart = (
        chart.properties(background="transparent")
        .configure(aria=False, padding=4)
        .configure_axis(**plain, gridColor=LINE, domainColor=LINE, tickColor=LINE)
        .configure_axisX(tickCount=6 if width == WIDE else 3, titlePadding=6)
        .configure_axisY(labelColor=INK, tickCount=5, titlePadding=12)
        .configure_view(strokeOpacity=0)
    )
    spec = chart.to_dict()
    return _dressed(str(vl_convert.vegalite_to_svg(spec)), width)


def _dressed(svg: str, width: int) -> str:
    """The picture in the page's colors and type, without what a strict page refuses."""
    for stands, name in _COLORS.items():
        svg = svg.replace(f'"{stands}"', f'"var(--{name})"')
    svg = re.sub(r' (?:style|font-family|xmlns|xmlns:xlink|version|class|role|aria-[a-z]+)="[^"]*"', "", svg)
    svg = re.sub(
        r'width="[\d.]+" height="([\d.]+)" viewBox="0 0 [\d.]+ [\d.]+"',
        rf'width="{width}" height="\1" viewBox="0 0 {width} \1"',
        svg,
        count=1,
    )
    return svg.replace("<svg", f'<svg class="chart" data-for="{"narrow" if width == NARROW else "wide"}"', 1)
