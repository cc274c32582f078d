"""What rosters tell of filters: counts as an outsider sees them, and chances that follow the evidence."""

from __future__ import annotations

import msgspec
import numpy as np
import pandas as pd
import pytest

from committee.measures.groups import Bar
from committee.season.inferring import FILTERS, Fitted, fit, infer, rosters, truth
from tests.committee.season.invented_market import LAST, a_market

COLUMN = {filter_.bar: number for number, filter_ in enumerate(FILTERS)}
VIEW = ["program", "entered", "kind", "visa", "flags"]


@pytest.fixture(scope="module")
def fitted() -> Fitted:
    market = a_market(1, programs=90, years=3)
    seen = rosters(market.residents, LAST, 3)
    return fit(seen, truth(market.bars, seen.programs, LAST), 3)


def roster(*people: tuple[str, str, str]) -> pd.DataFrame:
    """A market in which the first program has these people, and another an equal mix."""
    others = [("non_us_img", "j1", ""), ("non_us_img", "h1b", "old_grad"), ("us_md", "none", "")] * 6
    rows = [("p000", LAST, *each) for each in people] + [("p001", LAST, *each) for each in others]
    return pd.DataFrame(rows, columns=VIEW)


def chance(fitted: Fitted, bar: Bar, *people: tuple[str, str, str]) -> float:
    told = infer(fitted, rosters(roster(*people), LAST, 3))
    return float(told[(told["program"] == "p000") & (told["filter"] == bar.value)]["probability"].iloc[0])


def test_rosters_are_counted_as_an_outsider_can() -> None:
    seen = rosters(
        roster(("non_us_img", "j1", "step_fail; old_grad"), ("us_img", "none", "old_graduate"), ("us_do", "none", "")),
        *(LAST, 3),
    )
    first = {bar: (int(seen.shown[0, column]), int(seen.of[0, column])) for bar, column in COLUMN.items()}
    assert first[Bar.J1] == (1, 1)
    assert first[Bar.H1B] == (0, 1)
    assert first[Bar.YEARS] == (1, 2)
    assert first[Bar.STEP1_FAIL] == (2, 3)
    assert (seen.mix > 0.0).all()
    assert (seen.mix < 1.0).all()


def test_only_the_years_that_were_asked_for_count() -> None:
    old = roster(("non_us_img", "j1", "")).assign(entered=LAST - 3)
    seen = rosters(pd.concat([old, roster()]), LAST, 3)
    assert seen.of[0].sum() == 0


def test_what_no_outsider_sees_changes_nothing(fitted: Fitted) -> None:
    market = a_market(3, programs=30, years=3)
    blind = market.residents.assign(flags=market.residents["flags"].str.replace("step_fail; ", ""))
    told = [infer(fitted, rosters(each, LAST, 3)) for each in (market.residents, blind)]
    pd.testing.assert_frame_equal(*told)


def test_people_on_a_visa_speak_against_a_rule_against_it(fitted: Fitted) -> None:
    nobody = [("non_us_img", "none", "")] * 8
    some = [("non_us_img", "j1", "")] * 4 + nobody[:4]
    assert chance(fitted, Bar.J1, *some) < 0.1 < chance(fitted, Bar.J1, *nobody)


def test_more_of_the_same_makes_surer(fitted: Fitted) -> None:
    chances = [chance(fitted, Bar.J1, *[("non_us_img", "none", "")] * many) for many in (1, 4, 16)]
    assert chances == sorted(chances)
    assert chances[-1] > chances[0]


def test_a_program_without_residents_gets_what_is_usual(fitted: Fitted) -> None:
    prior = fitted.whole[COLUMN[Bar.J1]].prior[0]
    told = infer(fitted, rosters(pd.concat([roster(), roster(("us_md", "none", "")).assign(entered=1990)]), LAST, 3))
    own = told[(told["program"] == "p000") & (told["filter"] == "j1")]
    assert float(own["probability"].iloc[0]) == pytest.approx(prior)
    assert int(own["of"].iloc[0]) == 0


def test_probabilities_lie_in_their_intervals(fitted: Fitted) -> None:
    told = infer(fitted, rosters(a_market(4, programs=30, years=3).residents, LAST, 3))
    assert (told["low"] <= told["probability"]).all()
    assert (told["probability"] <= told["high"]).all()
    assert told["low"].min() >= 0.0
    assert told["high"].max() <= 1.0


def test_what_was_learned_comes_back_from_a_file(fitted: Fitted) -> None:
    assert msgspec.json.decode(msgspec.json.encode(fitted), type=Fitted) == fitted


def test_the_truth_is_of_the_year_and_of_the_programs() -> None:
    bars = pd.DataFrame(
        {
            "year": [LAST - 1, LAST, LAST], "program": ["p000", "p001", "p000"], "years": [9, 9.0, 5.0],
            **{bar: [False, "True", 0] for bar in ("h1b", "j1", "step1_fail", "step2_fail", "conduct")},
        }
    )
    known = truth(bars, ("p000", "p001"), LAST)
    assert list(known[0]) == [bar is Bar.YEARS for bar in COLUMN]
    assert list(known[1]) == [bar is not Bar.YEARS for bar in COLUMN]


def test_a_market_in_which_all_have_a_filter_still_teaches() -> None:
    market = a_market(5, programs=20, years=2)
    seen = rosters(market.residents, LAST, 2)
    told = infer(fit(seen, np.ones((20, len(FILTERS)), dtype=bool), 2), seen)
    assert told["probability"].between(0.0, 1.0).all()
    assert told["probability"].mean() > 0.5
