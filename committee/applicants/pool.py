"""Draws a pool of invented applicants: realistic in its figures, none of them real.

The pool is valid by construction (its rows pass the sheet reader) and addressed: an id's draws depend on the
seed and that id alone, so a pool with one applicant more, or with a fixed row in the place of a drawn one, leaves
every other row and their order as they were. Figures and their sources are in ``pool.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from committee.applicants import traits
from committee.applicants.applicant import Applicant
from committee.applicants.draws import TAKEN, Draws
from committee.applicants.figures import Names, names
from committee.chance import Chance, Purpose, normals_of, uniforms_of
from committee.errors import Problem, ScenarioRefused
from committee.terms import Kind
from committee.units import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolSpec:
    """How many applicants of each kind there are, fixed rows included."""

    us_md: Rows
    """Graduates of US MD schools."""
    us_do: Rows
    """Graduates of US DO schools."""
    us_img: Rows
    """US citizens who graduated abroad."""
    non_us_img: Rows
    """Other graduates from abroad."""

    def count(self, kind: Kind) -> int:
        """How many of ``kind``."""
        return {
            Kind.US_MD: self.us_md,
            Kind.US_DO: self.us_do,
            Kind.US_IMG: self.us_img,
            Kind.NON_US_IMG: self.non_us_img,
        }[kind]


def draw_pool(spec: PoolSpec, chance: Chance, *, year: int, fixed: Sequence[Applicant] = ()) -> tuple[Applicant, ...]:
    """The pool of one seed, in the order of its sheet.

    Parameters
    ----------
    spec
        Counts by kind.
    chance
        The seed's draws.
    year
        The season's year, from which every age counts.
    fixed
        Rows that are given; each takes the place of one drawn row of its kind.

    Raises
    ------
    ScenarioRefused
        If there are more fixed rows of a kind than ``spec`` has room for.
    """
    seats = seats_of(spec, fixed)
    fixed_at = _fixed_at(seats, chance, fixed)
    drawn = _draw_all({seat: kind for seat, kind in seats.items() if seat not in fixed_at}, chance, year)
    called = invented_names([traits.name(draws, names()) for draws in drawn.values()], names(), fixed)
    rows = {
        seat: Applicant(id=seat, name=name, **fields_of(draws))
        for (seat, draws), name in zip(drawn.items(), called, strict=True)
    } | fixed_at
    places = uniforms_of(chance.raws(Purpose.POOL_ORDER, seats, 1))[:, 0].tolist()
    return tuple([rows[seat] for _, seat in sorted(zip(places, seats, strict=True))])


def seats_of(spec: PoolSpec, fixed: Sequence[Applicant]) -> dict[str, Kind]:
    """The id of every row to draw, with its kind: ``p101`` is the first US MD, ``p419`` the nineteenth non-US IMG.

    Each kind has its own numbers, so that more of one kind leave the others as they were. A fixed row's id is
    passed over.
    """
    taken = {row.id for row in fixed}
    seats: dict[str, Kind] = {}
    for family, kind in enumerate(Kind, start=1):
        numbers = (f"p{family}{number:02d}" for number in range(1, spec.count(kind) + len(fixed) + 1))
        free = [seat for seat in numbers if seat not in taken]
        seats.update((seat, kind) for seat in free[: spec.count(kind)])
    return seats


def own_seats(seats: Mapping[str, Kind], fixed: Sequence[Applicant]) -> list[list[str]]:
    """For each fixed row the seats of its kind, in their order, so many that the row finds one still free.

    Raises :class:`ScenarioRefused` if there are more fixed rows of a kind than seats.
    """
    owns = []
    for number, row in enumerate(fixed):
        own = [seat for seat, kind in seats.items() if kind is row.kind]
        if sum(earlier.kind is row.kind for earlier in fixed[:number]) >= len(own):
            allowed = f"the pool has only {len(own)} {row.kind} rows, and each fixed row takes the place of one"
            raise ScenarioRefused(Problem(place="pool.rows", value=row.id, allowed=allowed))
        owns.append(own)
    return owns


def _fixed_at(seats: Mapping[str, Kind], chance: Chance, fixed: Sequence[Applicant]) -> dict[str, Applicant]:
    """Which seat each fixed row takes: of those of its kind still free, the one with the smallest uniform."""
    fixed_at: dict[str, Applicant] = {}
    for row, own in zip(fixed, own_seats(seats, fixed), strict=True):
        uniforms = chance.uniforms(Purpose.FIXED_PLACE, row.id, len(own))
        free = [(uniform, seat) for uniform, seat in zip(uniforms, own, strict=True) if seat not in fixed_at]
        fixed_at[min(free)[1]] = row
    return fixed_at


def _draw_all(seats: Mapping[str, Kind], chance: Chance, year: int) -> dict[str, Draws[float]]:
    """The draws of everybody."""
    uniforms = uniforms_of(chance.raws(Purpose.POOL, seats, TAKEN))
    rows = zip(seats.items(), uniforms.tolist(), normals_of(uniforms).tolist(), strict=True)
    return {seat: Draws.of(kind, year, *drawn) for (seat, kind), *drawn in rows}


def fields_of(draws: Draws[float]) -> traits.Fields:
    """Everything about one applicant but id and name."""
    visa = traits.visa(draws)
    fields: traits.Fields = {"kind": draws.kind, "visa": visa, "promise": draws.promise}
    fields |= traits.history(draws)
    fields |= traits.exams(draws, fields["yog"], visa)
    fields |= traits.clinical(draws)
    fields |= traits.meeting_day(draws)
    fields |= traits.school(draws, names())
    fields["professionalism"] = traits.conduct(draws)
    fields["narrative"] = traits.narrative(draws, fields)
    fields["emails"] = traits.emails(draws)
    fields["class_quartile"] = traits.class_quartile(draws)
    fields["advocate"] = traits.advocate(draws)
    return fields


def invented_names(drawn: Iterable[tuple[int, int]], lists: Names, fixed: Iterable[Applicant]) -> list[str]:
    """Give everybody an invented name, nobody the same as another, and while the list lasts no family name twice.

    Whose drawn family name is taken gets the next on the list: a name never enters what a room thinks.

    Parameters
    ----------
    drawn
        The places of a given and a family name in ``lists``, for everybody who is drawn, in the order of their seats.
    lists
        The names that there are.
    fixed
        Rows that keep the names they have.
    """
    taken = {row.name for row in fixed}
    called: list[str] = []
    families: set[str] = set()
    every_family = len(set(lists.family))
    for pair in drawn:
        given, family = pair
        while len(families) < every_family and lists.family[family] in families:
            family = (family + 1) % len(lists.family)
        name = f"{lists.given[given]} {lists.family[family]}"
        for _ in lists.given:
            if name not in taken:
                break
            given = (given + 1) % len(lists.given)
            name = f"{lists.given[given]} {lists.family[family]}"
        families.add(lists.family[family])
        taken.add(name)
        called.append(name)
    return called
