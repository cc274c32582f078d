"""What is counted of a year: applications add up at every program and in the market, whatever happened."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from committee.archive.years import csv_of_columns
from committee.season.counts import (
    CLEAN,
    ENDS,
    KINDS,
    MARKS,
    NO_PLACE_LEFT,
    READERS_SAID_NO,
    THE_ROOM_SAID_NO,
    Ended,
    Filled,
    Gates,
    Happened,
    People,
    Silent,
    Texts,
    bars_columns,
    became_columns,
    counted,
    ended,
    files_columns,
    lists_columns,
    residents_columns,
    years_columns,
)
from committee.terms import Flag, Kind, Reached, Visa
from tests.effort import some

Year = tuple[People, Ended, int]


def a_year(seed: int, people: int, programs: int) -> Year:
    """A year in which anything may have happened that can happen; with few programs some of them get nobody."""
    draws = np.random.default_rng(seed)
    applies = draws.random((programs, people)) < draws.random()
    program, applicant = np.nonzero(applies)
    gates = Gates(**{name: draws.random(len(program)) < 0.8 for name in ("alive", "invited", "kept", "ranked")})
    there = gates.alive & gates.invited & gates.kept & gates.ranked
    matched = np.full(people, -1)
    for one in draws.permutation(people)[: people // 2]:
        if len(options := program[there & (applicant == one)]):
            matched[one] = draws.choice(options)
    who = People(
        kind=draws.integers(0, len(Kind), people),
        visa=draws.integers(0, len(Visa), people),
        flagged=draws.random((people, len(Flag))) < 0.2,
        scrambled=(matched < 0) & (draws.random(people) < 0.3),
    )
    return who, ended(applicant, program, gates, matched), programs


any_years = st.builds(a_year, st.integers(0, 2**32 - 1), st.integers(0, 12), st.integers(1, 4))


def table_of(year: Year) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(csv_of_columns(years_columns(2027, counted(*year)))))


@given(any_years)
@settings(max_examples=some(25))
def test_every_row_adds_up(year: Year) -> None:
    table = table_of(year)
    assert (table["applied"] == table[list(ENDS)].sum(axis=1)).all()
    assert (table["scrambled"] <= table["unmatched"]).all()
    assert len(table) == (year[2] + 1) * len(KINDS) * len(MARKS)


@given(any_years)
@settings(max_examples=some(25))
def test_kinds_add_up_and_flags_overlap(year: Year) -> None:
    counts = counted(*year)
    assert (counts[:, 0] == counts[:, 1:].sum(axis=1)).all()
    everybody, clean = counts[:, :, 0], counts[:, :, MARKS.index(CLEAN)]
    flags = counts[:, :, [MARKS.index(flag) for flag in Flag]]
    assert (everybody[:, :, None] >= flags).all()
    assert (everybody - clean <= flags.sum(axis=2)).all()
    assert (everybody - clean >= flags.max(axis=2)).all()


@given(any_years)
@settings(max_examples=some(25))
def test_the_market_counts_everybody_once(year: Year) -> None:
    people, ends, programs = year
    market = counted(*year)[programs, 0, 0]
    named = dict(zip([*ENDS, "scrambled"], market.tolist(), strict=True))
    assert market[: len(ENDS)].sum() == len(set(ends.applicant.tolist()))
    assert named[Reached.MATCHED_ELSEWHERE] == 0
    assert named[Reached.MATCHED] == counted(*year)[:programs, 0, 0, ENDS.index(Reached.MATCHED)].sum()
    on_a_list = ends.reached >= ENDS.index(Reached.UNMATCHED)
    unmatched = set(ends.applicant[on_a_list]) - set(ends.applicant[ends.reached == ENDS.index(Reached.MATCHED)])
    assert named[Reached.UNMATCHED] == len(unmatched)
    assert named["scrambled"] == sum(bool(people.scrambled[one]) for one in unmatched)


@given(any_years)
@settings(max_examples=some(10))
def test_each_cell_is_what_one_counts_by_hand(year: Year) -> None:
    people, ends, programs = year
    table = table_of(year).set_index(["program", "kind", "flag"])
    for program in range(programs):
        for flag in (Flag.GAP, Visa.J1, CLEAN):
            mine = people.marks[:, MARKS.index(flag)] & (people.kind == 2)
            own = (ends.program == program) & mine[ends.applicant]
            row = table.loc[(f"p{program:03}", "us_img", str(flag))]
            assert row["declined"] == (own & (ends.reached == 2)).sum()


def test_an_application_ends_at_the_first_gate_that_it_does_not_pass() -> None:
    gates = Gates(
        alive=np.array([0, 1, 1, 1, 1, 1, 1], bool),
        invited=np.array([1, 0, 1, 1, 1, 1, 1], bool),
        kept=np.array([1, 1, 0, 1, 1, 1, 1], bool),
        ranked=np.array([1, 1, 1, 0, 1, 1, 1], bool),
    )
    ends = ended(np.array([0, 0, 0, 0, 1, 0, 0]), np.array([0, 1, 2, 3, 4, 5, 6]), gates, np.array([6, -1]))
    assert [ENDS[place] for place in ends.reached] == list(Reached)


@pytest.mark.parametrize(("people", "programs"), [(0, 3), (5, 1)])
def test_a_year_without_applications_counts_nobody(people: int, programs: int) -> None:
    who = a_year(1, people, programs)[0]
    nobody = Ended(applicant=np.empty(0, np.intp), program=np.empty(0, np.intp), reached=np.empty(0, np.int8))
    assert counted(who, nobody, programs).sum() == 0


class Came(Struct):
    id: str
    program: int = 0
    entered: int = 2027
    kind: Kind = Kind.US_MD
    visa: Visa = Visa.NONE
    flags: tuple[str, ...] = ()
    position: int | None = None
    name: str = ""


def lines(columns: Mapping[str, Sequence[object]]) -> list[str]:
    return csv_of_columns(columns).decode().splitlines()


def test_residents_come_by_place_and_those_of_the_scramble_last() -> None:
    rows = [
        Came("z", 1, position=2),
        Came("b"),
        Came("a", position=12, name="Ana\u2028 Ruiz"),
        Came("c", visa=Visa.J1, flags=("gap", "visa")),
    ]
    assert lines(residents_columns(rows)) == [
        "program,entered,id,kind,visa,flags,position,name",
        "p000,2027,a,us_md,none,,12,Ana Ruiz",
        "p000,2027,b,us_md,none,,,",
        "p000,2027,c,us_md,j1,gap; visa,,",
        "p001,2027,z,us_md,none,,2,",
    ]


def test_what_happened_is_written_in_its_year() -> None:
    rows = [Happened(1, "b", "left", ()), Happened(0, "z", "late", ("dir", "apd_1"))]
    assert lines(became_columns(2030, rows)) == [
        "year,program,id,event,remembered_by",
        "2030,p000,z,late,dir; apd_1",
        "2030,p001,b,left,",
    ]


class Rules(Struct):
    ck_img: Any
    j1: Any


def test_bars_are_numbers_true_or_false() -> None:
    bars = Rules(np.array([222.51234, 0.0]), np.array([True, False]))
    assert lines(bars_columns(2027, bars)) == [
        "year,program,ck_img,j1",
        "2027,p000,222.5123,true",
        "2027,p001,0.0,false",
    ]


def test_a_list_says_how_deep_it_went_and_what_stayed_open() -> None:
    one, two = np.array([7, 2]), np.array([5, 2])
    filled = Filled(
        seats=one,
        interviewed=9 * one,
        ranked=8 * one,
        matched=two,
        filled_to=np.array([41, 3]),
        scrambled=np.array([1, 0]),
    )
    assert lines(lists_columns(2027, filled)) == [
        "year,program,seats,interviewed,ranked,matched,filled_to,scrambled,left_open",
        "2027,p000,7,63,56,5,41,1,1",
        "2027,p001,2,18,16,2,3,0,0",
    ]


TEXTS = Texts(said=("We read all.",), rules=(("none below 210", "none below 222"),), pulls=("", "advocate"))


def test_every_file_that_dies_silently_keeps_its_reason() -> None:
    ends = Ended(
        applicant=np.array([0, 1, 0, 1, 2, 3, 4]),
        program=np.array([0, 0, 1, 1, 1, 1, 1]),
        reached=np.array([0, 3, 0, 1, 1, 1, 6], np.int8),
    )
    silent = Silent(
        stopped=np.array([0, 0, 0, -1, -1, -1, -1], np.int8),
        pulled=np.array([0, 1, 0, 0, 0, 0, 0], np.int8),
        decided=np.array([0, 1, 0, -1, 0, 2, 1], np.int8),
        label=np.array([2, 0, 0, 1, 1, 0, 0], np.int8),
    )
    columns = files_columns(["a", "b", "c", "d", "e"], ends, silent, TEXTS)
    rows = [[column.words[code] for code in column.codes] for column in columns.values()]
    table = pd.DataFrame(dict(zip(columns, rows, strict=True)))
    assert table["rule"].tolist() == [
        *("none below 210", "none below 210", "none below 222"),
        *(why.rule for why in (READERS_SAID_NO, THE_ROOM_SAID_NO, NO_PLACE_LEFT)),
        "",
    ]
    assert table["pulled_back_by"].tolist() == ["", "advocate", "", "", "", "", ""]
    assert table["label"].tolist() == ["do_not_rank", *["strong"] * 2, *["borderline"] * 2, *["strong"] * 2]
    assert table["gate"].tolist()[:3] == ["screened_out", "not_ranked", "screened_out"]
    silently = table[~table["gate"].isin(["matched", "matched_elsewhere", "unmatched", "declined"])]
    assert (silently["rule"] != "").all()
    assert len(set(columns["said"].words)) == len(columns["said"].words)


def test_files_of_nobody_are_columns_without_rows() -> None:
    nobody = Ended(applicant=np.empty(0, np.intp), program=np.empty(0, np.intp), reached=np.empty(0, np.int8))
    none = np.empty(0, np.int8)
    columns = files_columns([], nobody, Silent(stopped=none, pulled=none, decided=none, label=none), TEXTS)
    assert [len(column.codes) for column in columns.values()] == [0] * 7
