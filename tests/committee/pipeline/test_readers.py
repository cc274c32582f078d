from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from committee.applicants.applicant import Applicant, Professionalism, Step1
from committee.applicants.coded import number
from committee.chance import Chance, Gate
from committee.pipeline.desk import WORRIES
from committee.pipeline.draws import Reals
from committee.pipeline.files import Bools, Files
from committee.pipeline.readers import Decision, Desks, Readings, ReadRules, needed_of, order_of, read_files
from committee.terms import Flag, Kind, Visa
from tests.committee.pipeline.applied import BASELINE, everywhere, filed, people
from tests.effort import some

RULES = ReadRules(
    interviews_per_seat=9.0,
    noise=0.8,
    caution=2.5,
    caution_spread=0.4,
    signal=1.0,
    least=-1.5,
    waiting=3.0,
    near=0.05,
    apart=1.6,
    room_rows=5,
)
PROGRAMS = 4
EACH = 30
CHANCE = Chance(3).at(year=1, program=0, gate=Gate.INVITE)


@cache
def rows() -> tuple[Applicant, ...]:
    return people(EACH)


@cache
def files() -> Files:
    return filed(rows())


def read(
    needed: list[int],
    rules: ReadRules = RULES,
    *,
    of: Files | None = None,
    alive: Bools | None = None,
    signaled: Bools | None = None,
    dearer: Reals | None = None,
) -> Readings:
    of = of or files()
    applications = everywhere(len(of.ids), len(needed))
    if signaled is not None:
        applications = structs.replace(applications, signaled=signaled)
    everybody = np.ones(len(applications.program), dtype=np.bool_)
    desks = Desks(
        alive=everybody if alive is None else alive,
        needed=np.array(needed, dtype=np.intp),
        postures=[BASELINE.program.posture] * len(needed),
        dearer=np.ones((len(needed), len(Kind), len(WORRIES))) if dearer is None else dearer,
        reading=BASELINE.meeting.reading,
    )
    return read_files(of, applications, desks, rules, CHANCE)


def by_program(values: Reals, programs: int = PROGRAMS) -> Reals:
    return values.reshape(programs, -1)


@given(
    st.lists(st.integers(0, 150), min_size=1, max_size=3),
    st.sampled_from([0, 1, 5]),
    st.sampled_from([0.0, 0.5]),
    st.sampled_from([0.0, 2.0]),
)
@settings(max_examples=some(20))
def test_readers_settle_all_but_a_few_in_the_order_of_their_reading(
    needed: list[int], room_rows: int, near: float, waiting: float
) -> None:
    readings = read(needed, replace(RULES, room_rows=room_rows, near=near, waiting=waiting))
    for program, places in enumerate(needed):
        mean, leaning, decided = (
            by_program(values, len(needed))[program] for values in (readings.read, readings.leaning, readings.decided)
        )
        assert (decided == Decision.DISPUTED).sum() <= room_rows
        assert (leaning == Decision.INVITE).sum() <= places
        assert ((decided == leaning) | (decided == Decision.DISPUTED)).all()
        said = [mean[leaning == decision] for decision in (Decision.INVITE, Decision.HOLD, Decision.NO)]
        for better, worse in pairwise(said):
            assert better.min(initial=99.0) > worse.max(initial=-99.0)
        assert (leaning == Decision.HOLD).sum() <= waiting * places


def test_as_many_are_invited_as_are_needed_if_there_are_as_many() -> None:
    leaning = by_program(read([0, 10, 40, 4 * EACH]).leaning)
    invited = (leaning == Decision.INVITE).sum(axis=1)
    assert invited[:3].tolist() == [0, 10, 40]
    last = by_program(read([0, 10, 40, 4 * EACH]).read)[3]
    assert invited[3] == (last >= RULES.least).sum() < 4 * EACH


def test_nobody_reads_a_file_that_the_screen_stopped() -> None:
    alive = np.arange(PROGRAMS * 4 * EACH) % 3 > 0
    readings = read([20] * PROGRAMS, alive=alive)
    assert (np.isnan(readings.read) == ~alive).all()
    assert (readings.decided[~alive] == Decision.NO).all()
    assert np.isnan(order_of(readings, np.zeros(len(alive), dtype=np.intp), np.zeros(len(alive)))[~alive]).all()


def test_one_more_applicant_changes_no_other_reading() -> None:
    before = by_program(read([20] * PROGRAMS).read)
    more = filed((*rows(), replace(rows()[0], id="one_more")))
    after = by_program(read([20] * PROGRAMS, of=more).read)
    assert (after[:, :-1] == before).all()
    assert (by_program(read([20] * (PROGRAMS + 1)).read, PROGRAMS + 1)[:-1] == before).all()


def test_without_error_and_caution_readers_see_what_the_cells_say() -> None:
    plain = by_program(read([20] * PROGRAMS, replace(RULES, noise=0.0, caution=0.0)).read)
    shift = np.array([BASELINE.program.posture[kind].shift for kind in Kind])[files().kind]
    assert plain == pytest.approx(np.tile(files().worth + shift / BASELINE.meeting.reading.gain, (PROGRAMS, 1)))


@pytest.mark.parametrize("worry", ["step_fail", "old_grad", "j1", "h1b"])
def test_a_ghost_of_the_readers_lowers_the_files_that_have_its_worry(worry: str) -> None:
    plain = by_program(read([20] * PROGRAMS).read)
    dearer = np.ones((PROGRAMS, len(Kind), len(WORRIES)))
    dearer[1, :, WORRIES.index(worry)] = 2.0
    moved = by_program(read([20] * PROGRAMS, dearer=dearer).read)
    flag = Flag.VISA if worry in (*Visa,) else Flag(worry)
    has = files().left[:, tuple(Flag).index(flag)] > 0.0
    if flag is Flag.VISA:
        has &= files().numbers["visa"] == number(Visa(worry))
    assert 0 < has.sum() < len(has)
    assert (moved[1, has] < plain[1, has]).all()
    assert (moved[1, ~has] == plain[1, ~has]).all()
    assert (moved[[0, 2, 3]] == plain[[0, 2, 3]]).all()


def test_a_signal_opens_the_gate_to_some() -> None:
    signaled = np.arange(PROGRAMS * 4 * EACH) % 7 == 0
    before, after = read([20] * PROGRAMS), read([20] * PROGRAMS, signaled=signaled)
    assert after.read - before.read == pytest.approx(np.where(signaled, RULES.signal, 0.0))
    yields = [(each.leaning[signaled] == Decision.INVITE).mean() for each in (before, after)]
    assert 1.5 * yields[0] < yields[1] < 0.9


def test_the_room_hears_of_files_with_a_flag_more_often_than_of_others_beside_them() -> None:
    """Of files as near to the line as any."""
    readings = read([40] * PROGRAMS, replace(RULES, room_rows=100, near=0.0, apart=9.0))
    disputed = by_program(readings.decided) == Decision.DISPUTED
    flagged = files().flagged.any(axis=1)
    assert disputed[:, flagged].sum() > 20
    assert not disputed[:, ~flagged].any()


def test_the_list_is_clear_invitations_then_the_rooms_then_who_waits() -> None:
    readings = read([20] * PROGRAMS)
    disputed = np.flatnonzero(readings.decided == Decision.DISPUTED)
    assert len(disputed) == PROGRAMS * RULES.room_rows
    verdicts, calls = np.zeros(len(readings.read), dtype=np.intp), np.zeros(len(readings.read))
    verdicts[disputed] = [(Decision.INVITE, Decision.HOLD, Decision.NO)[place % 3] for place in range(len(disputed))]
    calls[disputed] = np.linspace(-1.0, 1.0, len(disputed))
    order = order_of(readings, verdicts, calls)
    invited, waits, refused = (disputed[place::3] for place in range(3))
    clear = readings.decided == Decision.INVITE
    assert order[clear].min() > order[invited].max()
    assert (np.diff(order[invited]) > 0).all()
    assert order[invited].min() > np.nanmax(order[readings.decided == Decision.HOLD])
    assert (order[waits] == readings.read[waits]).all()
    assert np.isnan(order[refused]).all()
    unheard = order_of(readings, np.zeros_like(verdicts), calls)
    assert (np.isnan(unheard) == (readings.leaning == Decision.NO)).all()


def test_needs_are_rounded_up() -> None:
    assert needed_of(np.array([0, 1, 7]), replace(RULES, interviews_per_seat=8.5)).tolist() == [0, 9, 60]


def refusals(**cells: object) -> float:
    """Of invitations of files without a flag, the share that is lost when each of them gets these cells."""
    unmarked = read([30] * PROGRAMS)
    marked = read([30] * PROGRAMS, of=filed([replace(row, **cells) for row in rows()]))  # type: ignore[arg-type]
    invited = by_program(unmarked.leaning) == Decision.INVITE
    line = np.array([own[won].min() for own, won in zip(by_program(unmarked.read), invited, strict=True)])
    clean = invited & ~files().flagged.any(axis=1)
    lost = clean & (by_program(marked.read) < line[:, None])
    return float(lost.sum() / clean.sum())


def test_conduct_excludes_more_than_a_failed_step_2_and_that_more_than_a_failed_step_1() -> None:
    """P3, of the same files with and without the flag."""
    conduct = refusals(professionalism=Professionalism.REMEDIATION)
    step2 = refusals(step2_fails=1)
    step1 = refusals(step1=Step1.FAIL, step1_fails=1)
    assert 0.55 <= conduct <= 0.90
    assert conduct > step2 > step1 > 0.2
