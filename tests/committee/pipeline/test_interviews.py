from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.applicants.applicant import Applicant, Impression
from committee.applicants.coded import MEANINGS
from committee.chance import Chance, Gate
from committee.pipeline.draws import Reals
from committee.pipeline.files import Files
from committee.pipeline.interviews import Days, InterviewRules, interview
from tests.committee.pipeline.applied import everywhere, filed, people
from tests.effort import some

RULES = InterviewRules(reliability=0.46, leak=0.45, score_par=59.0, score_spread=14.0)
CHANCE = Chance(3).at(year=1, program=0, gate=Gate.INTERVIEW)
PROGRAMS = 6
EACH = 100


@cache
def rows() -> tuple[Applicant, ...]:
    return people(EACH)


@cache
def files() -> Files:
    return filed(rows())


def held(
    rules: InterviewRules = RULES,
    *,
    of: Files | None = None,
    programs: int = PROGRAMS,
    kept: list[bool] | None = None,
    scores_shown: bool = False,
) -> Days:
    of = of or files()
    applications = everywhere(len(of.ids), programs)
    takes_place = np.ones(len(applications.program), dtype=np.bool_) if kept is None else np.array(kept, dtype=np.bool_)
    return interview(of, applications, takes_place, rules, CHANCE, scores_shown=scores_shown)


def scores(days: Days) -> Reals:
    """By program and applicant, where everybody is met everywhere."""
    by_program: Reals = days.score.reshape(PROGRAMS, -1) / 10
    return by_program


def correlation(one: Reals, other: Reals) -> float:
    return float(np.corrcoef(one, other)[0, 1])


def test_programs_agree_as_far_as_the_applicant_decides() -> None:
    days = scores(held())
    between = np.array([correlation(days[one], days[other]) for one in range(PROGRAMS) for other in range(one)])
    assert between.mean() == pytest.approx(RULES.reliability, abs=0.06)
    assert between.max() < 0.7
    assert days.mean() == pytest.approx(4.2, abs=0.03)
    assert days.std() == pytest.approx(0.35, abs=0.03)
    assert (scores(held(replace(RULES, reliability=1.0))) == files().numbers["interview_score"] / 10).all()


def test_promise_shows_in_interviews_as_far_as_they_are_the_applicants() -> None:
    shows = correlation(scores(held()).mean(axis=0), files().promise)
    assert 0.25 < shows < 0.5


def test_scores_that_interviewers_see_leak_into_the_interview() -> None:
    """P18, among people who look like those whom a program meets: the better half of the files."""
    met = files().merit >= np.median(files().merit)
    crude = np.tile(files().composite[met], PROGRAMS)
    hidden = correlation(scores(held())[:, met].ravel(), crude)
    shown = correlation(scores(held(scores_shown=True))[:, met].ravel(), crude)
    assert abs(hidden) <= 0.1
    assert 0.2 <= shown <= 0.65


def test_showing_the_scores_changes_what_is_written_down_and_not_how_it_went() -> None:
    hidden, shown = held(), held(scores_shown=True)
    assert (hidden.impression == shown.impression).all()
    assert (hidden.score != shown.score).mean() > 0.3


def test_words_follow_the_day() -> None:
    days = held()
    went = days.score / 10
    for word, sign in ((Impression.WARM, 1), (Impression.CLEAR, 1), (Impression.QUIET, -1)):
        used = days.impression >> tuple(Impression).index(word) & 1
        assert sign * (went[used == 1].mean() - went[used == 0].mean()) > 0.1
    assert all(len(MEANINGS["impression"](code)) <= 3 for code in np.unique(days.impression).tolist())  # type: ignore[arg-type]
    of_one = days.impression.reshape(PROGRAMS, -1)
    assert (of_one[0] != of_one[1]).mean() > 0.5


@given(st.lists(st.booleans(), min_size=24, max_size=24))
@settings(max_examples=some(15))
def test_who_else_is_interviewed_changes_no_interview(kept: list[bool]) -> None:
    few = filed(rows()[:6])
    everybody, some_of_them = held(of=few, programs=4), held(of=few, programs=4, kept=kept)
    assert some_of_them.of.tolist() == [place for place, takes_place in enumerate(kept) if takes_place]
    assert (everybody.score[some_of_them.of] == some_of_them.score).all()
    assert (everybody.impression[some_of_them.of] == some_of_them.impression).all()


def test_one_more_applicant_or_program_changes_no_other_interview() -> None:
    few = filed(rows()[:6])
    days = held(of=few, programs=2).score
    more = held(of=filed(rows()[:7]), programs=3).score.reshape(3, 7)
    assert (more[:2, :6].ravel() == days).all()


def test_a_row_without_a_score_is_an_average_applicant() -> None:
    unknown = filed([replace(rows()[0], interview_score=None)])
    assert (held(replace(RULES, reliability=1.0), of=unknown).score == 42).all()
