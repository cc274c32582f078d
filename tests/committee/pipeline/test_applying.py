from __future__ import annotations

from dataclasses import replace

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.applicants.applicant import Advocate, AdvocateStrength, AdvocateWho, Applicant
from committee.applicants.coded import number
from committee.pipeline.applying import Applications, apply, posted_policy, preferences
from committee.pipeline.bars import base_bars
from committee.terms import Kind, Visa
from tests.committee.pipeline.market import ALL, APPLY, FORTY, Drawn, Held, chance, files, held, offers, people
from tests.effort import some


@pytest.fixture(scope="module")
def year() -> Held:
    return held()


def each_of(applications: Applications, ids: tuple[str, ...]) -> dict[tuple[str, int], tuple[object, ...]]:
    """What an application says, by the id of its applicant and its program."""
    rest = (applications.liking, applications.signaled, applications.called, applications.rotated)
    rows = zip(applications.applicant.tolist(), applications.program.tolist(), *(c.tolist() for c in rest), strict=True)
    return {(ids[applicant], program): tuple(said) for applicant, program, *said in rows}


def test_applications_stand_by_program_and_then_by_applicant_each_once(year: Held) -> None:
    pairs = list(zip(year.applications.program.tolist(), year.applications.applicant.tolist(), strict=True))
    assert pairs == sorted(set(pairs))


def test_nobody_applies_to_more_programs_than_the_most_and_everybody_to_some(year: Held) -> None:
    many = np.bincount(year.applications.applicant, minlength=len(year.files.ids))
    assert many.max() == round(APPLY.most * len(FORTY))
    assert many.min() >= 1


def test_in_a_large_market_the_numbers_are_the_published_ones() -> None:
    types = [each for each in FORTY for _ in range(5)]
    applications = held(people(100, 0, 0, 100), types=types).applications
    many = np.bincount(applications.applicant, minlength=200)
    assert abs(many[:100].mean() - APPLY.number[Kind.US_MD]) < 3.5
    assert abs(many[100:].mean() - APPLY.number[Kind.NON_US_IMG]) < 8


def test_everybody_applies_to_what_they_like_best_of_what_is_open_to_them(year: Held) -> None:
    """No program that somebody who needs no visa left out is liked better than one they applied to."""
    all_of_them = replace(APPLY, number=dict.fromkeys(Kind, 1000.0), spread=0.0, most=1.0)
    liking = np.full((len(year.files.ids), len(FORTY)), -np.inf)
    everywhere = apply(year.files, year.offers, all_of_them, chance(1))
    liking[everywhere.applicant, everywhere.program] = everywhere.liking
    chosen = np.zeros(liking.shape, dtype=bool)
    chosen[year.applications.applicant, year.applications.program] = True
    free = year.files.numbers["visa"] == number(Visa.NONE)
    worst = np.where(chosen, liking, np.inf).min(axis=1)
    left = np.where(chosen, -np.inf, liking).max(axis=1)
    assert (worst > left)[free].all()


@given(st.permutations(range(10)), st.integers(0, 9))
def test_neither_order_nor_company_changes_where_anybody_applies(order: list[int], without: int) -> None:
    who = Drawn([f"a{place}" for place in range(10)], np.arange(10) * 3 % 4)
    some_of = [place for place in order if place != without]
    fewer = Drawn([who.ids[place] for place in some_of], who.kinds[some_of])
    whole, part = held(who, types=FORTY[:12]), held(fewer, types=FORTY[:12])
    all_said = each_of(whole.applications, whole.files.ids)
    gone = who.ids[without]
    assert each_of(part.applications, part.files.ids) == {at: said for at, said in all_said.items() if at[0] != gone}


def test_a_program_more_shifts_no_liking_of_the_others() -> None:
    whole, part = held(people(3, 3, 3, 3)), held(people(3, 3, 3, 3), types=FORTY[:-1])
    before = {at: said[0] for at, said in each_of(part.applications, part.files.ids).items()}
    after = {at: said[0] for at, said in each_of(whole.applications, whole.files.ids).items()}
    both = before.keys() & after.keys()
    assert len(both) > 300
    assert all(before[at] == after[at] for at in both)


def test_everybody_signals_the_programs_they_like_best_of_those_they_apply_to(year: Held) -> None:
    for applicant in range(0, len(year.files.ids), 20):
        own = year.applications.applicant == applicant
        liking, signaled = year.applications.liking[own], year.applications.signaled[own]
        assert signaled.sum() == min(APPLY.signals, own.sum())
        assert set(liking[signaled]) == set(sorted(liking)[-APPLY.signals :])


def test_without_signals_nobody_signals_and_everybody_applies_where_they_did(year: Held) -> None:
    quiet = apply(year.files, year.offers, replace(APPLY, signals=0), chance(1))
    assert not quiet.signaled.any()
    assert quiet.program.tolist() == year.applications.program.tolist()


def test_an_advocate_calls_one_program_and_a_rotation_was_at_one(year: Held) -> None:
    for told, field in ((year.applications.called, "advocate"), (year.applications.rotated, "rotated_here")):
        has = year.files.numbers[field] > 0
        applied = np.bincount(year.applications.applicant, minlength=len(has)) > 0
        assert np.bincount(year.applications.applicant[told], minlength=len(has)).tolist() == (has & applied).tolist()
        best = np.full(len(has), -np.inf)
        np.maximum.at(best, year.applications.applicant, year.applications.liking)
        assert (year.applications.liking[told] == best[year.applications.applicant[told]]).all()


def test_a_fixed_row_applies_to_the_first_program_and_is_known_there() -> None:
    """Whatever the row likes better, and whatever the page says of its visa."""
    advocate = Advocate(who=AdvocateWho.OUTSIDE, strength=AdvocateStrength.STRONG)
    row = Applicant(
        id="row-9", name="R", kind=Kind.NON_US_IMG, yog=2020, visa=Visa.H1B, rotated_here=1, advocate=advocate
    )
    few = replace(APPLY, number=dict.fromkeys(Kind, 2.0), heeds=1.0)
    for seed in range(1, 6):
        everybody = files(people(1, 1, 1, 1), seed, (row,))
        seen = offers(FORTY, base_bars([each.bars for each in FORTY], chance(seed)), seed)
        seen = msgspec.structs.replace(seen, posted_h1b=np.ones(len(FORTY), dtype=bool))
        applications = apply(everybody, seen, few, chance(seed))
        own = applications.applicant == 4
        assert applications.program[own].tolist() == [0]
        assert applications.called[own].all()
        assert applications.rotated[own].all()


def test_who_needs_a_visa_mostly_leaves_out_programs_whose_page_says_no(year: Held) -> None:
    for visa, posted in ((Visa.H1B, year.offers.posted_h1b), (Visa.J1, year.offers.posted_j1)):
        needs = year.files.numbers["visa"] == number(visa)
        to_closed = posted[year.applications.program]
        all_of_them = to_closed.mean()
        own = to_closed[needs[year.applications.applicant]].mean()
        assert 0.0 < own < 0.35 * all_of_them


def test_pages_are_wrong_as_often_as_published() -> None:
    shut = np.arange(some(2000)) % 3 == 0
    h1b, j1 = posted_policy(shut, ~shut, APPLY, chance(1))
    wrong = (h1b != shut) | (j1 == shut)
    assert 0.055 < wrong.mean() < 0.085
    assert not ((h1b != shut) & (j1 == shut)).any()


def test_a_roster_of_imgs_draws_imgs_and_puts_off_us_students(year: Held) -> None:
    """The sign of the published experiment (P34); the same roster everywhere changes nothing."""
    before, after = np.full(len(FORTY), 0.2), np.full(len(FORTY), 0.2)
    after[3] = 0.9
    known = {}
    for name, share in (("before", before), ("after", after), ("all", np.full(len(FORTY), 0.9))):
        seen = msgspec.structs.replace(year.offers, img_share=share)
        known[name] = apply(year.files, seen, replace(APPLY, number=dict.fromkeys(Kind, 12.0)), chance(1))
    at_three = {name: year.files.kind[of.applicant[of.program == 3]] for name, of in known.items()}
    from_abroad = {name: (kinds >= 2).sum() for name, kinds in at_three.items()}
    from_here = {name: (kinds < 2).sum() for name, kinds in at_three.items()}
    assert from_abroad["after"] > 1.3 * from_abroad["before"]
    assert from_here["after"] < from_here["before"]
    assert known["all"].program.tolist() == known["before"].program.tolist()


def test_the_interview_day_moves_likings_of_those_who_come_and_of_nobody_else(year: Held) -> None:
    of = np.arange(0, len(year.applications.program), 7)
    fewer = of[::3]
    day = preferences(year.files, year.applications, of, APPLY, chance(1)) - year.applications.liking[of]
    assert abs(day.std() - APPLY.fit) < 0.05
    alone = preferences(year.files, year.applications, fewer, APPLY, chance(1))
    assert np.allclose(alone - year.applications.liking[fewer], day[::3])


@pytest.mark.parametrize(
    ("who", "programs"), [(people(0, 0, 0, 0), 3), (people(2, 2, 2, 2), 0), (people(1, 0, 0, 0), 1)]
)
def test_nobody_and_nowhere_are_honest_empty_answers(who: Drawn, programs: int) -> None:
    year = held(who, types=FORTY[:programs])
    assert len(year.applications.program) == (1 if programs == 1 else 0)
    assert len(year.screened.alive) == len(year.applications.program)


def test_another_seed_is_another_year(year: Held) -> None:
    assert held(ALL, seed=2).applications.liking[:9].tolist() != year.applications.liking[:9].tolist()
