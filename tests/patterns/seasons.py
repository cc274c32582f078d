"""Measure the statements about years in whole markets, and write them into the section *Seasons* of README.md here.

With --doors: how often doors close with each switch of a season off, in the section *Doors*.

Every study of every seed is kept in a file of its own in the folder --kept, and what is there is not held again. So a
run can be cut off, and parts can be held apart. Only what is known is judged: each row says how many seeds it has. A
row of which nothing is known there stays in README.md as it is.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from joblib import Parallel, delayed

from tests.patterns import seasons_after, seasons_fear, seasons_gates, seasons_switches
from tests.patterns.report import difference, figure, table
from tests.patterns.seasons_switches import switched
from tests.patterns.sizes import Size
from tests.patterns.statement import Finding, Group, Statement, Study
from tests.patterns.worlds import BASELINE

GROUPS: Final[tuple[Group, ...]] = (seasons_gates.GROUP, seasons_after.GROUP, seasons_fear.GROUP)
ALL: Final[tuple[Statement, ...]] = tuple(statement for group in GROUPS for statement in group.statements)

HEADING: Final = "## Seasons"
"""Where the section begins. Of README.md, only the section about doors comes after it."""

Part = tuple[str, str, str]
"""(study, world, column)."""


class Unknown(Exception):
    """A statement asks for what was not held."""


@dataclass
class Known:
    """What studies have counted: by part, by seed."""

    found: dict[Part, dict[int, Any]] = field(default_factory=dict)

    def seeds(self, statement: Statement, columns: Sequence[str]) -> list[int]:
        """Those for which everything is known that a statement asks for in these columns."""
        parts = [(of.__name__, world, column) for world, of in statement.studies for column in columns]
        known = [set(self.found.get(part, ())) for part in parts]
        return sorted(set.intersection(*known)) if known else []

    def counted(self, statement: Statement, columns: Sequence[str]) -> list[int]:
        """Those of :meth:`seeds` in which each column has counted something: a study may have nobody to follow."""
        parts = [(of.__name__, world, column) for world, of in statement.studies for column in columns]
        return [seed for seed in self.seeds(statement, columns) if all(self.found[part][seed] for part in parts)]


@dataclass(frozen=True)
class SeasonLook:
    """One column, for :class:`tests.patterns.statement.Look`."""

    known: Known
    column: str
    seeds: Sequence[int]

    def rows(self, variant: str, world: str = BASELINE) -> Sequence[Any]:
        """There are no fixed rows in markets."""
        raise Unknown(f"{variant} in {world}")

    def study(self, of: Study, world: str = "small") -> list[Any]:
        """What ``of`` counted, one result a seed."""
        found = self.known.found.get((of.__name__, world, self.column), {})
        if not set(self.seeds) <= found.keys():
            raise Unknown(f"{of.__name__} in {world} under {self.column}")
        return [found[seed] for seed in self.seeds]

    def beside(self, column: str) -> SeasonLook:
        """Another column, at the same seeds."""
        return SeasonLook(self.known, column, self.seeds)


def judged(statement: Statement, known: Known, column: str = BASELINE) -> tuple[Finding | None, int]:
    """(what a column says, over how many seeds); None where too little is known.

    A statement that only the baseline measures compares columns itself.
    """
    columns = (column,) if statement.everywhere else (column, *statement.without)
    seeds = known.seeds(statement, columns)
    return (statement.judge(SeasonLook(known, column, seeds)) if seeds else None), len(seeds)


def taken(statement: Statement, known: Known, column: str) -> tuple[Size, Size, int] | None:
    """(the size in a column, what the baseline has more at the same seeds, over how many); None if unknown."""
    seeds = known.counted(statement, (BASELINE, column))
    if not statement.everywhere or len(seeds) < 2:
        return None
    own, base = (statement.judge(SeasonLook(known, each, seeds)) for each in (column, BASELINE))
    return None if own is None or base is None else (own.size, base.size - own.size, len(seeds))


# ---------------------------------------------------------------- holding


def read(folder: Path) -> Known:
    """What is kept in a folder."""
    known = Known()
    for path in sorted(folder.glob("*.json")):
        kept = json.loads(path.read_text(encoding="utf-8"))
        part = (kept["study"], kept["world"], kept["column"])
        known.found.setdefault(part, {})[int(kept["seed"])] = kept["data"]
    return known


def asked(statements: Sequence[Statement]) -> list[tuple[Study, str, str]]:
    """Everything that statements look at, each once: (study, world, column)."""
    found: dict[tuple[Study, str, str], None] = {}
    for column_of in (lambda _: (BASELINE,), lambda one: one.without):
        for one in statements:
            found |= {(of, world, column): None for world, of in one.studies for column in column_of(one)}
    return list(found)


def hold(of: Study, world: str, column: str, seed: int, folder: Path) -> None:
    """Hold one study at one seed and keep it, if it is not kept yet."""
    path = folder / f"{of.__name__}__{world}__{column}__{seed}.json".replace(" ", "-")
    if path.exists():
        return
    kept = {"study": of.__name__, "world": world, "column": column, "seed": seed, "data": of(world, column, seed)}
    part = path.with_suffix(".part")
    part.write_text(json.dumps(kept), encoding="utf-8")
    part.rename(path)
    print(f"{of.__name__} in {world} under {column}: seed {seed}", file=sys.stderr, flush=True)


# ---------------------------------------------------------------- the section


def section(known: Known, old: str = "", only: Sequence[Statement] = ALL) -> str:
    """The section of README.md; lines of which nothing is known, and those not about ``only``, stay as in ``old``."""
    parts = [_HEAD, _misses(known, old, only)]
    parts += [_of_group(group, known, old, only) for group in GROUPS]
    parts += [_without(known, old, only)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _standing(old: str, begins: str) -> list[str]:
    """The line of an older section that begins so, if it has one."""
    return [line for line in old.splitlines() if line.startswith(begins)][:1]


_HEAD: Final = f"""\
{HEADING}

Statements about years: whole markets with their real rooms. `python -m tests.patterns.seasons` makes this section.

- *Input*, *rule* and *emergent* are as above. Intervals are over seeds. Each row says how many there were: 1 to that
  number, or those of them in which somebody trained abroad came in the first class. Few seeds make wide intervals.
- *Market* has 250 programs, *small* 40, *few* a third of *small*. The focal program of two copies is an integrated one
  with 7 posts, as all others have. Its base share of IMGs should be .35 to .50; each row says what it was.
- The gates are of the first year, in which nothing has been lived through yet. So no rule of memory moves them.
- *Two copies* share every draw and the first year. The resident from abroad who stands highest on the focal program's
  first list is given a failed Step and a J-1 in both. In one copy this resident leaves at the end of year 2, the
  earliest that the model allows. *Soon* is years 3 to 5 of the season, the three right after; *late* is years 9 to 11.
- We wrote bands and measures down before we saw figures, but for those below. Bands never changed.
- P23: the first measure held non-US IMGs against US MDs in all types together. It mixed people of different types, so
  we changed it after two seeds to what the published figures compare, IMGs and US graduates, within a type.
- P24 was of all residents with the flag. The published figure is of residents whom the Match brought, so now it is of
  those; those found afterward stand beside it.
- P34 was a slope over the programs of a type. In the first year, all programs of a type have the same share of IMGs on
  their roster, so it could not come out. Now each program is held against itself, with its roster read and not.
- Two copies: in a first table the focal program had 12 posts. Its base share came out at .55, above what was asked for.
  So it has seven now, and one row keeps the twelve.
- Two copies, what falls soon after a washout: at first, any focal program counted. In 15 of 60 markets it takes no J-1
  when the season begins, in 14 no failed Step, in 22 one or the other. No such resident can come there, and no such
  door can close. Now programs count that take both. What a good resident earns is still of any program, because a door
  that is open cannot open.
- The same was of 13 programs. There everybody applies to most of them, so a program invites most of the files that pass
  its filters, and neither readers nor rooms can be choosy. Now it is of 40, and one row keeps the 13.
- The first table of two copies, 5.6 points, came before readers had ghosts and before a director always knew of what a
  director signs. In 27 of its markets, a rule shut out every J-1 in .22 more of the years. Of 100 seats that J-1s lost,
  US graduates took 93.
- P23, rare: the types were named beforehand, and integrated programs were among them. IMGs are nearly half of these, so
  now the types are those in which fewer than a third of the residents are IMGs.
- P36, kind: experience is now that with residents from abroad, which is what moves the posture toward them.
- P36, scores: at first, no rule lowered their weight, and it did not fall. Now experience divides it.
- *Doors, null* was between other applicants, where small groups have lean years of their own. A door is defined against
  the same applicants, so now programs that remember nothing are watched among others that do. The first measure stands
  beside it. It hardly fell when open posts of a single year no longer moved a bar (`season.drift.looks_back`).
- P36 was a trend over years, in which fears grow as well. Now the same trend without learning is taken off it.
- P3 is an input since there is a filter for notes, and since the share of programs that stop a citation was set
  together with what readers add. Before, a note lost .28 of first invitations, a failed Step 1 .45, and a hint .82.
- P20 carries figures of hiring by country over to a flag and a visa: an analogy.
- *P35 within a type* and what falls with what were held anew when readers had ghosts, at more seeds: P35 at ten, where
  its interval barely held 0, and then at twenty.
- What falls with what changed. At six seeds, the loss soon after a washout fell with the room and with the filters. At
  sixty, of which 36 count, it falls with the room and with the visa policy, and without filters it stays. Of the four
  ways alone, only the visa policy leaves a loss whose interval is above 0.
- P23, rare, fell with distinctiveness at two seeds. At four it does not, nor with vivid bad memories. It falls with
  *faint crowds*: where even one quiet resident leaves a picture, IMGs are feared less than is true.
- *Path, interviews* is now of a market of 40, in which no way has been switched off yet."""


def _misses(known: Known, old: str, only: Sequence[Statement]) -> str:
    lines = []
    for one in ALL:
        finding, _ = judged(one, known)
        if _stays(one, finding, old, only):
            lines += _standing(old, f"- *{one.name}*: ")
        elif finding is None or not finding.holds:
            why = f" {WHY[one.name]}" if one.name in WHY else ""
            lines.append(f"- *{one.name}*: {figure(finding)} (band: {one.band}).{why}")
    return "\n".join(["What does not hold:", "", *lines]) if lines else ""


def _stays(one: Statement, finding: Finding | None, old: str, only: Sequence[Statement]) -> bool:
    """Whether an older section has a row for a statement, and nothing newer is to take its place."""
    return (finding is None or one not in only) and bool(_standing(old, _begins(one)))


def _begins(one: Statement) -> str:
    return f"| **{one.name}**: "


WHY: Final = {
    "path, soon": "The door to J-1s closes, and the share of IMGs moves less. Other IMGs take four of ten seats that "
    "J-1s lose. What the memory shares with applicants is the visa and the exam, not that they are IMGs. A seventh of "
    "the base, as in hiring by country (Leung), would be seven to eight points.",
    "path, soon, loose market": "Here US graduates take the seats. A seventh of the base would be six points.",
    "path, soon, 12 posts": "One resident is less of a class here, and the base share lies above what was asked for.",
    "open doors": "Soon after, there is nothing to see. Seven to nine years after the good first class, its program "
    "has five points more.",
    "a ghost fades": "Seven years later nothing is left to measure: the interval holds 0, where age alone would leave "
    "about a third. A program that takes fewer J-1s may also have fewer of them go badly.",
    "P23 IMGs where they lead": "There, US graduates are rare and stand out.",
    "P23 J-1": "A late visa counts as bad, so in truth, too, residents on a J-1 do badly two to three times as often "
    "as US graduates. What they are feared for beyond that is small, and the interval holds 0.",
    "P35 within a type": "With memory on and off it is nearly the same: programs do not differ enough in their starts.",
    "P35 in two copies": "Within nine years ghosts fade and deciders leave, so a bad start is made up for; a good one "
    "earns too little to fall back.",
    "P20 asymmetry": "In seats, one good resident earns next to nothing, so the ratio has no bounds; the fears have.",
    "P36 easy to see, kind": "The sign comes out. In eight years, deciders work with few residents of a kind, so the "
    "interval holds 0.",
}
"""What we know of a statement that does not hold."""


def _of_group(group: Group, known: Known, old: str, only: Sequence[Statement]) -> str:
    lines = table(["statement", "use", "figure", "band", "size", "", "seeds"], [])
    for one in group.statements:
        finding, _ = judged(one, known)
        lines += _standing(old, _begins(one)) if _stays(one, finding, old, only) else [_line(_row(one, known))]
    return "\n".join([f"### {group.title}", "", *lines])


def _line(cells: Sequence[str]) -> str:
    return table(cells, [])[0]


def _row(one: Statement, known: Known) -> list[str]:
    finding, seeds = judged(one, known)
    mark = "holds" if finding is not None and finding.holds else "" if finding is None else "**MISS**"
    what = f"**{one.name}**: {one.says}"
    return [what, one.origin.source.value, one.figure, str(one.band), figure(finding), mark, str(seeds)]


def _without(known: Known, old: str, only: Sequence[Statement]) -> str:
    rows = []
    for one in ALL:
        for column in one.without:
            found = taken(one, known, column) if one in only else None
            if found is None:
                rows += _standing(old, f"| {one.name} | {column} | ")
                continue
            own, lost, seeds = found
            fell = f"**{difference(lost)}**" if one.credits(lost) else difference(lost)
            rows.append(_line([one.name, column, str(own), fell, str(seeds)]))
    intro = (
        "The size without a mechanism, and what the baseline has more at the same seeds: the mean and half its 95 %\n"
        'interval. **Bold**: the statement falls with it. "Alone" leaves one of the four ways by which memory reaches\n'
        "applicants: the room, the filters, the visa policy, the roster."
    )
    return "\n".join(["### What falls with what", "", intro, "", *table(_TAKEN, []), *rows]) if rows else ""


_TAKEN: Final = ("statement", "without", "size", "the baseline has more", "seeds")


def with_section(readme: str, text: str) -> str:
    """README.md with this section in the place of the one that it has, if it has one."""
    before, _, old = readme.partition(HEADING + "\n")
    _, doors, kept = old.partition(seasons_switches.HEADING + "\n")
    return before.rstrip("\n") + "\n\n" + text + (f"\n{doors}{kept}" if doors else "")


def with_doors(readme: str, text: str) -> str:
    """README.md with this section about doors at its end, in the place of the one that it has, if it has one."""
    return readme.partition(seasons_switches.HEADING + "\n")[0].rstrip("\n") + "\n\n" + text


def section_of(readme: str) -> str:
    """The section of a README.md, empty if it has none."""
    _, heading, rest = readme.partition(HEADING + "\n")
    return heading + rest


# ---------------------------------------------------------------- the command


def main(arguments: Sequence[str] | None = None) -> int:
    """Hold what is missing, print what is known, and write the section."""
    given = _parser().parse_args(arguments)
    words = [word.strip().lower() for word in given.only.split(",") if word.strip()]
    statements = [one for one in ALL if not words or any(word in one.name.lower() for word in words)]
    given.kept.mkdir(parents=True, exist_ok=True)
    seeds = range(1, given.seeds + 1)
    if given.doors:
        return _doors(given, seeds)
    Parallel(n_jobs=given.jobs, batch_size=1)(
        delayed(hold)(*part, seed, given.kept) for part in asked(statements) for seed in seeds
    )
    known = read(given.kept)
    for one in statements:
        finding, count = judged(one, known)
        mark = "blank" if finding is None else "holds" if finding.holds else "MISS "
        print(f"{mark}  {one.name}: {figure(finding)}  [{one.band}], {count} seeds")
    _write(given.out / "README.md", known, statements)
    return 0


def _doors(given: argparse.Namespace, seeds: Sequence[int]) -> int:
    """Hold seasons with each switch off, a seed after the other, and write their section."""
    parts = [(switched, seasons_switches.WORLD, column, seed) for seed in seeds for column in seasons_switches.COLUMNS]
    Parallel(n_jobs=given.jobs, batch_size=1)(delayed(hold)(*part, given.kept) for part in parts)
    known = read(given.kept).found
    found = {
        column: known.get((switched.__name__, seasons_switches.WORLD, column), {})
        for column in seasons_switches.COLUMNS
    }
    text = seasons_switches.report(found, datetime.now(UTC).date())
    print(text)
    path = given.out / "README.md"
    if text:
        path.write_text(with_doors(path.read_text(encoding="utf-8"), text), encoding="utf-8")
    return 0


def _write(path: Path, known: Known, only: Sequence[Statement]) -> None:
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(with_section(old, section(known, section_of(old), only)), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.patterns.seasons", description=__doc__)
    add = parser.add_argument
    add("--seeds", type=int, default=10, metavar="N", help="hold seeds 1 to N of all studies (default 10); 0: none")
    add("--only", default="", metavar="WORDS", help="only statements with these words in their name")
    add("--doors", action="store_true", help="how often doors close with each switch off; writes the section *Doors*")
    add("--jobs", type=int, default=2, help="studies at a time (default 2)")
    add(
        "--kept",
        type=Path,
        default=Path("build/seasons"),
        metavar="DIR",
        help="where studies are kept (default build/seasons)",
    )
    add("--out", type=Path, default=Path(__file__).parent, metavar="DIR", help="where README.md is")
    return parser


if __name__ == "__main__":
    sys.exit(main())
