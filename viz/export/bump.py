"""How the list grew, as one picture: a bump chart in plain SVG.

Left to right the rows in the order in which they were decided, top to bottom the place on the list. A line
is one applicant, from the row's own call to the end; every later, better row pushes it down. The picture
holds no script, no font and no address, and everything typed by somebody is escaped.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from committee.recording import Recording, Row
from committee.recording.spoken import KINDS, printable
from committee.terms import DISCLAIMER, Kind

COLOURS: Final[Mapping[Kind, str]] = {
    Kind.US_MD: "#0072b2",
    Kind.US_DO: "#008a60",
    Kind.US_IMG: "#b8860b",
    Kind.NON_US_IMG: "#c8501e",
}
"""One colour a kind: told apart with any colour vision, and at least 3 : 1 against white."""

TOP, LEFT, NAMES = 84, 40, 230
LINE_HEIGHT = 17
LONGEST_TITLE, LONGEST_LABEL = 80, 28


@dataclass(frozen=True, kw_only=True)
class _Trail:
    """One ranked applicant: the step at which the row was decided and the place after each step from there."""

    row: Row
    first: int
    places: tuple[int, ...]


def export_bump(recording: Recording, out: Path) -> None:
    """Write the bump chart of ``recording`` to ``out``; the same recording gives the same bytes."""
    out.write_text(bump_svg(recording), encoding="utf-8", newline="\n")


def bump_svg(recording: Recording) -> str:
    """The bump chart of ``recording`` as SVG."""
    trails = _trails(recording)
    decided = sum(1 for _ in recording.closed)
    scale = _Scale(steps=max(decided + 1, 2), ranked=len(trails))
    return "\n".join(_document(recording, trails, scale)) + "\n"


def _steps(recording: Recording) -> Iterator[list[str]]:
    """The list after each decided row and, last, as it left the room."""
    calls: list[tuple[float, str]] = []
    for _, closed in recording.closed:
        if closed.tier.ranked:
            insort(calls, (-closed.call, closed.id))
        yield [id_ for _, id_ in calls]
    yield list(recording.ranking)


def _trails(recording: Recording) -> list[_Trail]:
    first: dict[str, int] = {}
    places: dict[str, list[int]] = {}
    for number, step in enumerate(_steps(recording)):
        for place, id_ in enumerate(step):
            first.setdefault(id_, number)
            places.setdefault(id_, []).append(place)
    rows = {row.opened.id: row for row, _ in recording.closed}
    return [_Trail(row=rows[id_], first=first[id_], places=tuple(places[id_])) for id_ in recording.ranking]


@dataclass(frozen=True, kw_only=True)
class _Scale:
    """From steps and places to pixels."""

    steps: int
    ranked: int

    @property
    def width(self) -> int:
        return LEFT + 14 * self.steps + NAMES

    @property
    def height(self) -> int:
        return TOP + LINE_HEIGHT * self.ranked + 24

    def x(self, step: int) -> int:
        return LEFT + 14 * step

    def y(self, place: int) -> int:
        return TOP + LINE_HEIGHT * place


def _document(recording: Recording, trails: Sequence[_Trail], scale: _Scale) -> Iterator[str]:
    title = _text(recording.header.scenario.get("title", "Rank meeting"))
    seed = f"seed {recording.header.seed}" + ("" if recording.complete else ", incomplete")
    width, height = max(scale.width, 620), scale.height
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    yield '  role="img" aria-labelledby="title what" font-family="system-ui, sans-serif" font-size="12">'
    yield f'<title id="title">How the list grew: {title}, {seed}</title>'
    yield '<desc id="what">Each line is one applicant; left to right the rows decided, top to bottom the place.</desc>'
    yield f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    yield f'<text x="{LEFT}" y="24" font-size="16" fill="#1a1a1a">How the list grew: {title}, {seed}</text>'
    yield f'<text x="{LEFT}" y="42" fill="#555555">{_text(DISCLAIMER)}</text>'
    yield from _legend()
    for trail in trails:
        yield from _trail(trail, scale)
    yield "</svg>"


def _legend() -> Iterator[str]:
    for number, (kind, colour) in enumerate(COLOURS.items()):
        x = LEFT + 110 * number
        yield f'<circle cx="{x + 5}" cy="60" r="5" fill="{colour}"/>'
        yield f'<text x="{x + 16}" y="64" fill="#1a1a1a">{KINDS[kind]}</text>'


def _trail(trail: _Trail, scale: _Scale) -> Iterator[str]:
    colour = COLOURS[trail.row.opened.kind]
    start, end = scale.x(trail.first), scale.x(trail.first + len(trail.places) - 1)
    name, label = _text(trail.row.opened.name), _text(trail.row.opened.name, LONGEST_LABEL)
    yield f'<g fill="none" stroke="{colour}"><title>{trail.places[-1] + 1}. {name}</title>'
    yield f'<path d="{_path(trail, scale)}" stroke-width="2" stroke-opacity="0.75"/>'
    yield f'<circle cx="{start}" cy="{scale.y(trail.places[0])}" r="3.5" fill="{colour}"/></g>'
    place = f'<text x="{end + 10}" y="{scale.y(trail.places[-1]) + 4}" fill="#1a1a1a">'
    yield f"{place}{trail.places[-1] + 1}. {label}</text>"


def _path(trail: _Trail, scale: _Scale) -> str:
    """A line that stays level at each step and bends between two: an S where the place changes."""
    x, y = scale.x(trail.first), scale.y(trail.places[0])
    parts = [f"M{x} {y}"]
    for step, place in enumerate(trail.places[1:], start=trail.first + 1):
        to_x, to_y = scale.x(step), scale.y(place)
        middle = (x + to_x) // 2
        parts.append(f"H{to_x}" if to_y == y else f"C{middle} {y} {middle} {to_y} {to_x} {to_y}")
        x, y = to_x, to_y
    return "".join(parts)


def _text(text: str, longest: int = LONGEST_TITLE) -> str:
    shown = printable(text)
    return escape(shown if len(shown) <= longest else shown[: longest - 1] + "…")
