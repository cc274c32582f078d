"""What the talk changed in a recording: a chart by Altair, as SVG without a script, and its gist in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from committee.measures.outcomes import entries
from committee.recording import Recording, open_recording
from committee.recording.spoken import TIERS
from committee.terms import Tier, verdicts_among

NAMED: Final = 5
"""How many rows the chart and the words name: those that the talk moved most."""

FELT: Final = 0.02
"""Change of stance from which a row counts as moved."""

LETTERS: Final = 14
"""Size of letters in pixels, as drawn; a phone shows the picture at two thirds."""

LINE: Final = 0.08
"""Height of a line of letters, in stance."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """The colors of a theme, as in ``assets/custom.css``."""

    ink: str
    """Of letters."""

    line: str
    """Of axes and the grid."""

    tiers: tuple[str, str, str, str]
    """Of each tier, best first."""


LOOKS: Final[Mapping[str, Look]] = {
    "light": Look(ink="#5c5347", line="#dcd4c8", tiers=("#c77d1e", "#e2b878", "#93a5bd", "#465f7d")),
    "dark": Look(ink="#b5aa9b", line="#37322b", tiers=("#f3b14d", "#a9803f", "#6d7f95", "#aecbea")),
}
"""The colors by the name of their theme."""


def moved_most(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The rows of an outcomes table that the talk moved most, farthest first; ties stay in order."""
    return [row for row in sorted(rows, key=lambda row: -abs(_change(row)))[:NAMED] if abs(_change(row)) >= FELT]


def talk_in_words(recording: Recording) -> str:
    """What the chart shows, in words."""
    rows = entries(recording)
    up, down = (sum(sign * _change(row) >= FELT for row in rows) for sign in (1, -1))
    most = "; ".join(f"{row['name']} {_signed(_change(row))}" for row in moved_most(rows))
    counted = f"Of {len(rows)} rows, the talk raised {up} in the room's view and lowered {down}."
    return f"{counted} Moved most: {most}." if most else counted


def talk_svg(path: Path, theme: str) -> str:
    """The mean stance of the room on every row before the talk and after it, as SVG in the colors of ``theme``.

    Raises
    ------
    InputRefused
        The file at ``path`` is not a recording.
    """
    return _talk_svg(path, path.stat().st_mtime_ns, theme)


@lru_cache(maxsize=32)
def _talk_svg(path: Path, _stamp: int, theme: str) -> str:
    import vl_convert

    rows = entries(open_recording(path))
    chart = _chart(rows, moved_most(rows), LOOKS[theme])
    return str(vl_convert.vegalite_to_svg(chart.to_dict()))


def _chart(rows: Sequence[Mapping[str, Any]], named: Sequence[Mapping[str, Any]], look: Look) -> Any:
    import altair as alt

    scale = alt.Scale(domain=[-1, 1], nice=False)
    x = alt.X("before:Q", title="mean stance before the talk", scale=scale)
    y = alt.Y("after:Q", title="mean stance after the talk", scale=scale)
    colors = _colors_of(rows, look)
    tiers = alt.Scale(domain=list(colors), range=list(colors.values()))
    dots = alt.Chart(alt.InlineData(values=[_dot(row) for row in rows])).mark_circle(size=64, opacity=0.9)
    unmoved = alt.Chart(alt.InlineData(values=[{"before": end, "after": end} for end in (-1, 1)]))
    layers = [
        unmoved.mark_line(color=look.line, strokeWidth=1.5).encode(x=x, y=y),
        dots.encode(x=x, y=y, color=alt.Color("tier:N", scale=tiers, title=None)),
        *(_names(alt, named, side, look).encode(x=x, y=y, text="name:N") for side in ("left", "right")),
    ]
    plain: dict[str, Any] = {"labelColor": look.ink, "titleColor": look.ink, "titleFontWeight": "normal"}
    plain |= {"labelFontSize": LETTERS, "titleFontSize": LETTERS}
    chart = alt.layer(*layers).properties(width=480, height=420, background="transparent")
    return (
        chart.configure(font="system-ui, sans-serif")
        .configure_axis(**plain, gridColor=look.line, domainColor=look.line, tickColor=look.line, tickCount=5)
        .configure_legend(**plain, orient="top")
        .configure_view(strokeOpacity=0)
    )


def _names(alt: Any, named: Sequence[Mapping[str, Any]], side: str, look: Look) -> Any:
    """Names on the outer side of their dots, because most dots lie near the line between."""
    values = [_dot(row) for row in _apart([row for row in named if (_change(row) > 0) == (side == "left")])]
    align, dx = ("right", -9) if side == "left" else ("left", 9)
    return alt.Chart(alt.InlineData(values=values)).mark_text(align=align, dx=dx, color=look.ink, fontSize=LETTERS)


def _apart(named: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The rows whose names do not overlap the name of a row that moved farther."""
    kept: list[Mapping[str, Any]] = []
    for row in named:
        if all(abs(row["stance_after"] - other["stance_after"]) > LINE for other in kept):
            kept.append(row)
    return kept


def _colors_of(rows: Sequence[Mapping[str, Any]], look: Look) -> dict[str, str]:
    """The color of each tier of the meeting, by its words; an invite meeting has no middle."""
    tiers = verdicts_among(row["tier"] for row in rows).tiers
    colors = look.tiers if len(tiers) == len(look.tiers) else (look.tiers[0], *look.tiers[2:])
    return {TIERS[tier]: color for tier, color in zip(tiers, colors, strict=True)}


def _dot(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": str(row["name"])[:40],
        "before": row["stance_before"],
        "after": row["stance_after"],
        "tier": TIERS[Tier(row["tier"])],
    }


def _signed(value: float) -> str:
    """``value`` with its sign, and a true minus."""
    return f"{value:+.2f}".replace("-", "\N{MINUS SIGN}")


def _change(row: Mapping[str, Any]) -> float:
    return float(row["stance_after"] - row["stance_before"])
