"""What is counted of a year: from what happened to each application, the rows of a season's tables.

An application ends at one gate: screened out, not invited, declined, not ranked, unmatched, matched elsewhere or
matched. So at every program, for every kind and flag, these add up to those who applied, and so they do in the market.

In the market, which is the program ``all``, everybody counts once who applied anywhere, where the best of their
applications ended. Nobody is matched elsewhere there. Flags overlap: somebody with two counts in both rows, and in
``all`` once. The scramble comes after the Match and changes no count; it only says how many of those who did not match
found a post in it, at whatever program. Somebody without a place on any list can find one, too, and is in
``residents.csv`` then, but not in this column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from committee.applicants.coded import Wholes
from committee.archive.seasons import program_name
from committee.archive.years import Coded, Columns
from committee.measures.groups import EVERYBODY
from committee.pipeline.readers import Decision
from committee.terms import Flag, Kind, Label, Reached, Visa

Bools = NDArray[np.bool_]
Codes = NDArray[np.int8]

KINDS: Final = (EVERYBODY, *Kind)
"""Words of the column ``kind``, in the order of rows."""

CLEAN: Final = "clean"
"""In a table of counts: those without any flag."""

MARKS: Final = (EVERYBODY, CLEAN, *Flag, Visa.J1, Visa.H1B)
"""Words of the column ``flag``, in the order of rows."""

ENDS: Final = tuple(Reached)
"""Where an application can end, the earliest first; :data:`Codes` count in this order."""

SCRAMBLED: Final = "scrambled"
"""The column of those of the unmatched who found a post after the Match."""

_VISAS: Final = tuple(Visa)


class People(Struct, frozen=True, kw_only=True):
    """The N applicants of a year, as far as they are counted."""

    kind: Wholes
    """Places in :class:`Kind`."""
    visa: Wholes
    """Places in :class:`Visa`."""
    flagged: Bools
    """N x flags."""
    scrambled: Bools
    """Whether they found a post after the Match."""

    @property
    def marks(self) -> Bools:
        """N x :data:`MARKS`: to which rows each belongs."""
        clean: Bools = ~np.any(self.flagged, axis=1)
        visas = [self.visa == _VISAS.index(visa) for visa in (Visa.J1, Visa.H1B)]
        return np.column_stack([np.ones_like(clean), clean, self.flagged, *visas])


class Ended(Struct, frozen=True, kw_only=True):
    """Where each of A applications ended."""

    applicant: Wholes
    """Whose it is."""
    program: Wholes
    """To which program."""
    reached: Codes
    """Places in :data:`ENDS`."""


class Gates(Struct, frozen=True, kw_only=True):
    """What happened to each of A applications, gate by gate. Later gates say nothing about those that ended earlier."""

    alive: Bools
    """Whether it came past the filters."""
    invited: Bools
    """Whether it got a place for an interview."""
    kept: Bools
    """Whether the interview took place."""
    ranked: Bools
    """Whether the program ranked the applicant."""


def ended(applicant: Wholes, program: Wholes, gates: Gates, matched: Wholes) -> Ended:
    """Where each application ended: at the first gate that it did not pass.

    Parameters
    ----------
    matched
        For each applicant the program of the Match, or -1.
    """
    where = matched[applicant]
    stops = [~gates.alive, ~gates.invited, ~gates.kept, ~gates.ranked, where < 0, where != program]
    reached = np.select(stops, range(len(stops)), len(stops)).astype(np.int8)
    return Ended(applicant=applicant, program=program, reached=reached)


def counted(people: People, ends: Ended, programs: int) -> Wholes:
    """How many applications ended where.

    Returns
    -------
    Shape (``programs`` + 1, kinds, marks, ends + 1). The last program is the market, the last end is the scramble.
    """
    ends = _with_market(ends, len(people.kind), programs)
    marks, scrambled = people.marks, len(ENDS)
    found = people.scrambled[ends.applicant] & (ends.reached == ENDS.index(Reached.UNMATCHED))
    cells = (ends.program * len(Kind) + people.kind[ends.applicant]) * (len(ENDS) + 1)
    shape = (programs + 1, len(Kind), len(ENDS) + 1)
    counts = np.zeros((programs + 1, len(KINDS), len(MARKS), len(ENDS) + 1), np.intp)
    for mark in range(len(MARKS)):
        own = marks[ends.applicant, mark]
        also = own & found
        at = np.concatenate([cells[own] + ends.reached[own], cells[also] + scrambled])
        counts[:, 1:, mark] = np.bincount(at, minlength=shape[0] * shape[1] * shape[2]).reshape(shape)
    counts[:, 0] = counts[:, 1:].sum(axis=1)
    return counts


def _with_market(ends: Ended, people: int, programs: int) -> Ended:
    """The applications, and after them for everybody who applied the best of their own, as if to one more program."""
    best = np.full(people, -1, np.int8)
    np.maximum.at(best, ends.applicant, ends.reached)
    applied = np.flatnonzero(best >= 0)
    return Ended(
        applicant=np.concatenate([ends.applicant, applied]),
        program=np.concatenate([ends.program, np.full(len(applied), programs)]),
        reached=np.concatenate([ends.reached, best[applied]]),
    )


def years_columns(year: int, counts: Wholes) -> Columns:
    """The rows that a year adds to ``years.csv``: by program, then kind, then flag; the market comes last."""
    programs = counts.shape[0] - 1
    names = [*map(program_name, range(programs)), EVERYBODY]
    rows = counts.reshape(-1, counts.shape[-1])
    a_kind, a_program = len(MARKS), len(KINDS) * len(MARKS)
    return {
        "year": [year] * len(rows),
        "program": [name for name in names for _ in range(a_program)],
        "kind": [str(kind) for kind in KINDS for _ in range(a_kind)] * len(names),
        "flag": [str(mark) for mark in MARKS] * (len(names) * len(KINDS)),
        "applied": rows[:, : len(ENDS)].sum(axis=1).tolist(),
        **{str(end): rows[:, place].tolist() for place, end in enumerate(ENDS)},
        SCRAMBLED: rows[:, len(ENDS)].tolist(),
    }


class Entered(Protocol):
    """Somebody who came to a program as a resident."""

    @property
    def id(self) -> str: ...  # noqa: D102 - as in the table
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def program(self) -> int: ...  # noqa: D102
    @property
    def entered(self) -> int: ...  # noqa: D102
    @property
    def kind(self) -> Kind: ...  # noqa: D102
    @property
    def visa(self) -> Visa: ...  # noqa: D102
    @property
    def flags(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def position(self) -> int | None: ...  # noqa: D102


def residents_columns(residents: Sequence[Entered]) -> Columns:
    """The rows of ``residents.csv``: by program and place on its list; those from the scramble come last, by id.

    A name stands on one line, so that nobody has to read more than that about a resident.
    """
    rows = sorted(residents, key=lambda one: (one.program, one.position is None, one.position or 0, one.id))
    return {
        "program": [program_name(one.program) for one in rows],
        "entered": [one.entered for one in rows],
        "id": [one.id for one in rows],
        "kind": [str(one.kind) for one in rows],
        "visa": [str(one.visa) for one in rows],
        "flags": ["; ".join(map(str, one.flags)) for one in rows],
        "position": [one.position for one in rows],
        "name": [" ".join(one.name.split()) for one in rows],
    }


class Happened(Struct, frozen=True, order=True):
    """Something that became of a resident in a year."""

    program: int
    """The program's number."""
    id: str
    """The resident."""
    event: str
    """What happened."""
    remembered_by: tuple[str, ...]
    """The ids of the members who remember it."""


def became_columns(year: int, happened: Sequence[Happened]) -> Columns:
    """The rows of ``became.csv``: by program, resident and event."""
    rows = sorted(happened)
    return {
        "year": [year] * len(rows),
        "program": [program_name(one.program) for one in rows],
        "id": [one.id for one in rows],
        "event": [str(one.event) for one in rows],
        "remembered_by": ["; ".join(one.remembered_by) for one in rows],
    }


def bars_columns(year: int, bars: Struct) -> Columns:
    """The rows of ``bars.csv``: each program with where its filters stood. ``bars`` has an array for each filter."""
    columns = {name: getattr(bars, name) for name in bars.__struct_fields__}
    programs = len(next(iter(columns.values())))
    return {
        "year": [year] * programs,
        "program": [program_name(number) for number in range(programs)],
        **{name: _plain(values) for name, values in columns.items()},
    }


class Filled(Struct, frozen=True, kw_only=True):
    """How the posts of each program were filled; arrays of shape (programs,)."""

    seats: Wholes
    """Posts."""
    interviewed: Wholes
    """Applicants whom it met."""
    ranked: Wholes
    """Applicants on its list."""
    matched: Wholes
    """Posts that the Match filled."""
    filled_to: Wholes
    """The place on the list of the last who matched, 1 for the top; 0 if nobody did."""
    scrambled: Wholes
    """Posts that were filled after the Match."""


def lists_columns(year: int, filled: Filled) -> Columns:
    """The rows of ``lists.csv``: each program, how deep its list went, and how many posts stayed open in the end."""
    columns: dict[str, list[object]] = {name: getattr(filled, name).tolist() for name in filled.__struct_fields__}
    programs = len(filled.seats)
    return {
        "year": [year] * programs,
        "program": [program_name(number) for number in range(programs)],
        **columns,
        "left_open": (filled.seats - filled.matched - filled.scrambled).tolist(),
    }


def _plain(values: NDArray[Any]) -> list[object]:
    if values.dtype.kind == "b":
        return ["true" if value else "false" for value in values.tolist()]
    return [round(value, 4) for value in values.tolist()]


class Why(Struct, frozen=True):
    """Why a file went no further."""

    said: str
    """What the program says."""
    rule: str
    """What it went by."""


NO_REASON: Final = Why("", "")
MANY_APPLIED: Final = "We had many more applications than interviews."
READERS_SAID_NO: Final = Why(MANY_APPLIED, "its readers said no")
THE_ROOM_SAID_NO: Final = Why(MANY_APPLIED, "its readers left it to the invite meeting, which did not invite it")
NO_PLACE_LEFT: Final = Why(MANY_APPLIED, "its readers would have invited it, and no place came up")
LEFT_OFF: Final = Why("", "the rank meeting left it off the list")
_AFTER_THE_SCREEN: Final = (NO_REASON, READERS_SAID_NO, THE_ROOM_SAID_NO, NO_PLACE_LEFT, LEFT_OFF)


class Silent(Struct, frozen=True, kw_only=True):
    """What the programs know about each of A applications, and hardly ever say."""

    stopped: Codes
    """Which filter stopped it, even if somebody pulled it back; -1 for none."""
    pulled: Codes
    """Who pulled it back: a place in ``pulls``."""
    decided: Codes
    """What its readers decided: a :class:`~committee.pipeline.readers.Decision`."""
    label: Codes
    """What the program's crude composite calls it before interviews: a place in :class:`~committee.terms.Label`."""


class Texts(Struct, frozen=True, kw_only=True):
    """The words for what stops files."""

    said: Sequence[str]
    """For each filter, what programs say in public."""
    rules: Sequence[Sequence[str]]
    """For each filter, by program, the rule it goes by."""
    pulls: Sequence[str]
    """Who can pull a file back; the first is nobody."""


def files_columns(ids: Sequence[str], ends: Ended, silent: Silent, texts: Texts) -> Mapping[str, Coded]:
    """What became of every application, and why: the columns of ``files.parquet``.

    The rule of a file that somebody pulled back is the one that had stopped it, wherever it ended. The label is that of
    the file as it came, even if there was an interview later.
    """
    programs = len(texts.rules[0]) if texts.rules else int(ends.program.max(initial=-1)) + 1
    whys = [
        *(Why(said, rule) for said, rules in zip(texts.said, texts.rules, strict=True) for rule in rules),
        *_AFTER_THE_SCREEN,
    ]
    why = _whys(ends, silent, programs, len(whys) - len(_AFTER_THE_SCREEN))
    return {
        "program": Coded(ends.program, [program_name(number) for number in range(programs)]),
        "id": Coded(ends.applicant, ids),
        "gate": Coded(ends.reached, [str(end) for end in ENDS]),
        "rule": _shared(why, [each.rule for each in whys]),
        "said": _shared(why, [each.said for each in whys]),
        "pulled_back_by": Coded(silent.pulled, texts.pulls),
        "label": Coded(silent.label, [str(label) for label in Label]),
    }


def _whys(ends: Ended, silent: Silent, programs: int, screens: int) -> Wholes:
    """For each application the place of its reason: one for each filter and program, then those after the screen."""
    uninvited = ends.reached == ENDS.index(Reached.NOT_INVITED)
    cases: list[tuple[Bools, Any]] = [
        (silent.stopped >= 0, silent.stopped.astype(np.intp) * programs + ends.program),
        (uninvited & (silent.decided == Decision.NO), screens + _AFTER_THE_SCREEN.index(READERS_SAID_NO)),
        (uninvited & (silent.decided == Decision.DISPUTED), screens + _AFTER_THE_SCREEN.index(THE_ROOM_SAID_NO)),
        (uninvited, screens + _AFTER_THE_SCREEN.index(NO_PLACE_LEFT)),
        (ends.reached == ENDS.index(Reached.NOT_RANKED), screens + _AFTER_THE_SCREEN.index(LEFT_OFF)),
    ]
    return np.select([when for when, _ in cases], [place for _, place in cases], screens)


def _shared(codes: Wholes, words: Sequence[str]) -> Coded:
    """A column in which each word stands once."""
    once = {word: place for place, word in enumerate(dict.fromkeys(words))}
    return Coded(np.array([once[word] for word in words])[codes], tuple(once))
