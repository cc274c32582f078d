"""How the list grew, as a picture: a line for each applicant, from the row that placed them to their final place.

A plain SVG file with its style inside, for slides and papers. The meeting runs from left to right, row by row; the
list runs down. A line begins where its row was called, drops as others are placed above it, and ends at its final
place (after the review). Rows that are not ranked are ticks below the list.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from committee.archive.whole import write_whole
from committee.recording import Recording
from committee.recording.spoken import MEETINGS, TIERS
from committee.terms import DISCLAIMER, Tier, Verdicts

LEFT: Final = 46
RIGHT: Final = 230
TOP: Final = 64
BOTTOM: Final = 74
STEP: Final = 15.0
WIDEST: Final = 1500.0
LONGEST_NAME: Final = 34
_LIST: Final = {Verdicts.RANK: "the rank list", Verdicts.INVITE: "the invitation list"}
"""What the list of a meeting is called."""

STYLE: Final = """
text { font: 11px Inter, "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif; fill: #211d17 }
.title { font-size: 17px; font-weight: 600 } .quiet { fill: #655c50 }
path { fill: none; stroke-width: 2; stroke-linejoin: round }
.top { stroke: #b56a00 } .mid { stroke: #d9a35a } .low { stroke: #7d8f9f } .dnr { stroke: #47607a }
.invite { stroke: #b56a00 } .hold { stroke: #7d8f9f } .no { stroke: #47607a }
.end-top { fill: #b56a00 } .end-mid { fill: #d9a35a } .end-low { fill: #7d8f9f }
.end-invite { fill: #b56a00 } .end-hold { fill: #7d8f9f }
"""


def export_bump(recording: Recording, out_path: Path | str) -> Path:
    """Write the picture of ``recording`` to ``out_path`` (UTF-8), be it incomplete; returns that path."""
    return write_whole(Path(out_path), bump(recording).encode(), force=True)


def bump(recording: Recording) -> str:
    """The picture as text. The same recording always gives the same text."""
    chart = _Chart.of(recording)
    return "\n".join(["".join(chart.frame()), *chart.unranked(), *chart.lines(), *chart.ends(), "</svg>\n"])


def paths(recording: Recording) -> dict[str, list[tuple[int, int]]]:
    """For each ranked applicant the points (row, place) at which its place changed; places count from 1.

    The last point is the final place, one row after the last. If a second committee met, the list goes by the mean of
    two calls: a row that only the mean ranks has this point alone, and one that the mean leaves off the list has none.
    """
    order: list[tuple[float, str]] = []
    changes: dict[str, list[tuple[int, int]]] = {}
    for row, closed in recording.closed:
        if closed.tier.ranked:
            insort(order, (-closed.call, closed.id))
            _note(changes, [each for _, each in order], row.opened.row)
    _note(changes, list(recording.ranking), len(recording.rows) + 1, always=True)
    return changes


def _note(changes: dict[str, list[tuple[int, int]]], ids: list[str], row: int, *, always: bool = False) -> None:
    """Add (row, place) to the points of every id whose place is not what it was."""
    for place, each in enumerate(ids, start=1):
        points = changes.setdefault(each, [])
        if always or not points or points[-1][1] != place:
            points.append((row, place))


@dataclass(frozen=True, kw_only=True)
class _Chart:
    """What the picture is drawn from, and its measures."""

    recording: Recording
    """The meeting."""

    paths: Mapping[str, list[tuple[int, int]]]
    """For each ranked id, the points (row, place) at which its place changed."""

    tiers: Mapping[str, Tier]
    """The tier of each closed row as the list has it, by id."""

    names: Mapping[str, str]
    """The name of each applicant, by id."""

    across: float
    """Pixels from one row to the next."""

    places: int
    """How many places the final list has."""

    @classmethod
    def of(cls, recording: Recording) -> _Chart:
        """Measured for ``recording``."""
        return cls(
            recording=recording,
            paths=paths(recording),
            tiers={id_: placed.tier for id_, placed in recording.placed.items()},
            names={row.opened.id: row.opened.name for row in recording.rows},
            across=min(16.0, WIDEST / max(1, len(recording.rows))),
            places=len(recording.ranking),
        )

    @property
    def width(self) -> float:
        return LEFT + self.across * (len(self.recording.rows) + 1) + RIGHT

    @property
    def height(self) -> float:
        return TOP + STEP * self.places + BOTTOM

    def x(self, row: float) -> float:
        return LEFT + self.across * (row - 1)

    def y(self, place: float) -> float:
        return TOP + STEP * (place - 0.5)

    def frame(self) -> Iterator[str]:
        """The opening tag, the style, the title and the words at the edges."""
        verdicts = self.recording.header.verdicts
        title = _named(str(self.recording.header.scenario.get("title") or MEETINGS[verdicts].capitalize()))
        size = f'width="{self.width:.0f}" height="{self.height:.0f}" viewBox="0 0 {self.width:.0f} {self.height:.0f}"'
        yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="How {_LIST[verdicts]} grew">'
        yield f"<title>{title}, seed {self.recording.header.seed}: how the list grew</title>"
        yield f'<style>{STYLE}</style><rect width="100%" height="100%" fill="#faf8f4"/>'
        yield f'<text class="title" x="{LEFT}" y="30">{title}: how the list grew</text>'
        yield f'<text class="quiet" x="{LEFT}" y="48">seed {self.recording.header.seed}, rows from left to right, '
        yield "best place at the top</text>"
        yield f'<text class="quiet" x="{LEFT}" y="{self.height - 14:.0f}">{DISCLAIMER}</text>'
        for place in range(1, self.places + 1):
            if place == 1 or place % 5 == 0:
                at = f'x="{LEFT - 10}" y="{self.y(place) + 4:.1f}"'
                yield f'<text class="quiet" {at} text-anchor="end">{place}</text>'

    def lines(self) -> Iterator[str]:
        """One line an applicant, worst first, so that the best lie on top."""
        for each in reversed(self.recording.ranking):
            points = self.paths[each]
            (row, place), *later = points
            steps = [f"M{self.x(row):.1f} {self.y(place):.1f}"]
            for after, lower in later:
                start, end, middle = self.x(after - 1), self.x(after), self.x(after - 0.5)
                y, to = self.y(place), self.y(lower)
                if start > self.x(row):
                    steps.append(f"H{start:.1f}")
                steps.append(f"C{middle:.1f} {y:.1f} {middle:.1f} {to:.1f} {end:.1f} {to:.1f}")
                row, place = after, lower
            title = f"<title>{_named(self.names[each])}</title>"
            yield f'<path class="{self.tiers[each]}" d="{"".join(steps)}">{title}</path>'

    def ends(self) -> Iterator[str]:
        """A dot where a line begins, and its place and name where it ends."""
        for place, each in enumerate(self.recording.ranking, start=1):
            row, first = self.paths[each][0]
            x, y, tier = self.x(len(self.recording.rows) + 1), self.y(place), self.tiers[each]
            yield f'<circle class="end-{tier}" cx="{self.x(row):.1f}" cy="{self.y(first):.1f}" r="3"/>'
            yield f'<circle class="end-{tier}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>'
            yield f'<text x="{x + 9:.1f}" y="{y + 4:.1f}">{place}  {_named(self.names[each])}</text>'

    def unranked(self) -> Iterator[str]:
        """A tick below the list for each row that was not ranked."""
        y = TOP + STEP * self.places + 12
        off = self.recording.header.verdicts.tiers[-1]
        rows = [row for row, closed in self.recording.closed if not self.tiers[closed.id].ranked]
        for row in rows:
            title = f"<title>{_named(row.opened.name)}: {TIERS[off].lower()}</title>"
            yield f'<path class="{off}" d="M{self.x(row.opened.row):.1f} {y:.1f}v9">{title}</path>'
        words = f"{TIERS[off]}: {len(rows)}"
        yield f'<text class="quiet" x="{self.x(len(self.recording.rows) + 1) + 9:.1f}" y="{y + 8:.1f}">{words}</text>'


def _named(name: str) -> str:
    """``name`` ready for the picture: shortened, harmless, and set apart from the text before it."""
    short = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
    visible = "".join(character for character in short if character.isprintable())
    return f"\u2068{escape(visible)}\u2069"
