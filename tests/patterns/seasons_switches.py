"""How often doors close with every mechanism of a season, and with each switched off; plain data by seed.

`python -m tests.patterns.seasons --doors` holds this and writes its section into README.md here. A season is held
beside its own twin, which has the same switch off and no memory. Two nulls stand beside it: a season in which nobody
remembers against its twin, and against the same programs with other applicants.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, Final

import numpy as np

from committee.measures.groups import GROUPS
from committee.measures.intervals import Estimate, level_mean
from committee.scenario.seasons import SeasonSwitches
from committee.season.doors import door_rates, doors
from tests.patterns.report import table
from tests.patterns.seasons_doors import beside_twin, closings, of_others
from tests.patterns.seasons_worlds import scenario_of, season_of
from tests.patterns.sizes import Size, pooled
from tests.patterns.worlds import BASELINE

Data = dict[str, Any]
Found = Mapping[str, Mapping[int, Data]]
"""What was counted, by column and seed."""

HEADING: Final = "## Doors"
"""Where the section begins. It is the last of README.md."""

WORLD: Final = "few"
"""The market in which doors are counted."""

HELD: Final = 10
"""Years of its seasons."""

NULL: Final = "memory"
"""The column in which nobody remembers."""

SWITCHES: Final = tuple(each.name for each in fields(SeasonSwitches))
"""The switches of a season, each a column."""

COLUMNS: Final = (BASELINE, *SWITCHES, NULL)


def switched(world: str, column: str, seed: int, years: int = HELD) -> Data:
    """By group: programs of which the twin tells enough, and those with a door. Doors, those by a rule, and back again.

    The column of the null has the same counts between its season and the same programs with other applicants.
    """
    off: dict[str, object] = {f"season__switches__{column}": False} if column in SWITCHES else {}
    season = season_of(world, NULL if column == NULL else BASELINE, seed, **off)
    tables = beside_twin(season, years)
    rates = door_rates({column: lambda: tables}).set_index("group")
    found = doors(tables)
    counted = {
        "closings": {group: rates.loc[group, ["watched", "closed"]].astype(int).tolist() for group in GROUPS},
        "doors": [len(found), sum(bool(door.rule) for door in found), sum(door.back is not None for door in found)],
    }
    if column == NULL:
        counted["others"] = closings(of_others(world, NULL, seed, years), tables.twin_years)
    return counted


# ---------------------------------------------------------------- the section


def report(found: Found, day: date) -> str:
    """The section of README.md, from the seeds that every column has; empty if there is none."""
    columns = [column for column in COLUMNS if found.get(column)]
    seeds = sorted(set.intersection(*(set(found[column]) for column in columns))) if columns else []
    if not seeds:
        return ""
    found = {column: {seed: found[column][seed] for seed in seeds} for column in columns}
    parts = [_head(seeds, day), _overall(found), _by_group(found)]
    return "\n\n".join(parts) + "\n"


def _head(seeds: Sequence[int], day: date) -> str:
    programs = scenario_of(WORLD, BASELINE).season.programs
    told = f"seed {seeds[0]}" if len(seeds) == 1 else f"seeds {seeds[0]} to {seeds[-1]}"
    return f"""\
{HEADING}

How often doors close, with every mechanism of a season and with each switched off. It was measured on
{day.day} {day:%B %Y} in a market of {programs} programs, {HELD} years each, {told}.
`python -m tests.patterns.seasons --doors` makes this section.

- A door is a program and a group of applicants
  ([when it is closed](../../committee/season/README.md#when-a-door-is-closed)). Counted are those of which the twin
  interviews at least six in some three years. The share is that of those that were closed in some three years.
- Every season stands beside its own twin, in which the same switch is off and nobody remembers. So what is left is what
  memory does without the mechanism.
- Nulls: a season in which nobody remembers beside its twin, which is the same; and beside the same programs with other
  applicants, so that chance alone moves interviews.
- Intervals are over seeds (95 %, by Student's t). Differences are paired by seed. There are as many
  seeds as time allowed; where an interval holds 0, nothing is known of the sign. Nothing is corrected for the number of
  comparisons.
- At three seeds, before readers had ghosts, a share of 0.022 closed, and it was known only of the visa policy that
  fewer close without it. At twenty seeds 0.035 close, and fewer without the visa policy and without the other filters.
- Between other applicants, as many doors seem to close by chance alone. So a door can be told only beside the twin."""


def _overall(found: Found) -> str:
    rows = [_row(name, found, column) for column, name in _NAMES.items() if found.get(column)]
    null = found.get(NULL, {})
    if null:
        share = _over(_share([each["others"] for each in null.values()]))
        rows.append(["nobody remembers; other applicants", _told(share), *[""] * 4, str(len(null))])
    head = ["", "share closed", "less than with everything on", "doors", "by a rule", "that came back", "seeds"]
    return "\n".join(table(head, rows))


_NAMES: Final = {
    BASELINE: "**everything on**",
    **{switch: f"`{switch}` off" for switch in SWITCHES},
    NULL: "nobody remembers",
}


def _row(name: str, found: Found, column: str) -> list[str]:
    own, base = found[column], found[BASELINE]
    share, before = (_share([each["closings"] for each in of.values()]) for of in (own, base))
    shut = [sum(each["doors"][at] for each in own.values()) for at in range(3)]
    less = "" if column == BASELINE else _told(_over(before - share), signed=True)
    return [name, _told(_over(share)), less, *map(str, shut), str(len(own))]


def _by_group(found: Found) -> str:
    columns = [column for column in _NAMES if found.get(column)]
    head = ["group", "watched a seed", *(_NAMES[column].strip("*") for column in columns), "other applicants"]
    rows = []
    for group in GROUPS:
        watched = sum(each["closings"][group][0] for each in found[BASELINE].values()) / len(found[BASELINE])
        if not watched:
            continue
        cells = [_of_group([each["closings"] for each in found[column].values()], group) for column in columns]
        others = _of_group([each["others"] for each in found.get(NULL, {}).values()], group)
        rows.append([f"`{group}`", f"{watched:.1f}", *cells, others])
    return "\n".join(["By group, the share closed of those watched:", "", *table(head, rows)])


def _of_group(counts: Sequence[Mapping[str, Sequence[int]]], group: str) -> str:
    watched, closed = (sum(each[group][at] for each in counts) for at in (0, 1))
    return f"{closed / watched:.3f}" if watched else ""


def _sums(counts: Mapping[str, Sequence[int]]) -> list[int]:
    """Over all groups: watched, closed."""
    return [sum(cell[at] for cell in counts.values()) for at in (0, 1)]


def _share(counts: Sequence[Mapping[str, Sequence[int]]]) -> Size:
    """Of all program-groups that were watched in some seeds, the share that closed."""
    watched, closed = zip(*map(_sums, counts), strict=True)
    return pooled(closed, watched)


def _over(size: Size) -> Estimate:
    """The interval over seeds by Student's t: with few of them the normal one is too narrow."""
    return level_mean(size.by_seed)


def _told(share: Estimate, *, signed: bool = False) -> str:
    form = "+.3f" if signed else ".3f"
    if np.isnan(share.low):
        return f"{share.effect:{form}}"
    low = share.low if signed else max(0.0, share.low)
    return f"{share.effect:{form}} [{low:{form}}, {share.high:{form}}]"
