from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from committee.applicants.applicant import Applicant
from committee.applicants.points import points_of
from committee.applicants.posture import Posture
from committee.members.reading import (
    Mind,
    Reading,
    RowView,
    bend,
    concern,
    first_heard,
    let_pass,
    shares_heard,
    usual_fills,
)
from committee.members.roster import dispersed
from committee.terms import Factor, Flag, Holding, Kind
from tests.scripted import an_applicant, circumstances, the_rules
from tests.strategies import applicants, chances, minds

RULES = the_rules().reading
PROGRAMME = the_rules().programme
AT = circumstances()
PLAIN = Posture(amplify=1.0, shift=0.0)


def view_of(row: Applicant, posture: Posture | None = None) -> RowView:
    return RowView(
        points=points_of(row, AT),
        posture=posture or PROGRAMME.posture[row.kind],
        usual=PROGRAMME.usual[row.kind],
    )


def a_mind() -> Mind:
    return dispersed([0.0] * (len(Factor) + len(Flag)), the_rules().beliefs, 1.0)


def reading_of(row: Applicant, *, knows: bool = True, posture: Posture | None = None) -> Reading:
    view = view_of(row, posture)
    held = [knows or point.holding is Holding.PUBLIC for point in view.points]
    return Reading(view, a_mind(), RULES, first_heard(shares_heard(view.holdings, RULES), held), 0.0)


@given(st.floats(-1e3, 1e3))
def test_a_bend_keeps_order_and_sign_within_one(value: float) -> None:
    assert -1.0 < bend(value) < 1.0
    assert bend(value) < bend(value + 1.0)
    assert bend(-value) == -bend(value)


@given(st.floats(0.0, 10.0), st.floats(-1.0, 3.0), chances())
def test_a_concern_is_dearer_by_a_ghost_cheaper_by_a_remedy_and_never_below_nothing(
    strength: float, ghost: float, remedy: float
) -> None:
    left = concern(strength, ghost, remedy)
    assert left >= 0.0
    assert concern(strength, ghost + 0.5, remedy) >= left
    assert concern(strength, ghost, 1.0) == 0.0
    assert concern(strength, ghost, remedy) <= concern(strength, ghost, 0.0)


@given(st.floats(0.0, 0.99), st.lists(st.floats(0.01, 5.0), min_size=1, max_size=5))
def test_less_is_let_pass_the_more_issues_there_are(tolerance: float, issues: list[float]) -> None:
    alone = let_pass(tolerance, max(issues), max(issues))
    together = let_pass(tolerance, max(issues), sum(issues))
    assert together <= alone * (1 + 1e-9)
    assert alone == pytest.approx(tolerance * max(issues))


def test_where_there_is_no_issue_nothing_is_let_pass() -> None:
    assert let_pass(0.5, 0.0, 0.0) == 0.0


@settings(max_examples=50)
@given(applicants(), minds(), chances(), st.floats(-0.5, 0.5))
def test_what_a_row_deserves_stays_within_one_and_the_liking_stands_beside_it(
    row: Applicant, mind: Mind, heard: float, liking: float
) -> None:
    view = view_of(row)
    bare, liked = (Reading(view, mind, RULES, [heard] * len(view.points), extra) for extra in (0.0, liking))
    for index in range(len(view.points)):
        assert -1.0 <= bare.lean() <= 1.0
        assert liked.lean() == pytest.approx(bare.lean() + liking)
        for reading in (bare, liked):
            reading.hear(index, (1.0 - heard) / 2)


@settings(max_examples=50)
@given(applicants(), minds(), st.floats(0.0, 0.5))
def test_hearing_in_steps_is_reading_it_at_once(row: Applicant, mind: Mind, known: float) -> None:
    view = view_of(row)
    begin = [known] * len(view.points)
    in_steps = Reading(view, mind, RULES, list(begin), 0.0)
    for index in range(len(view.points)):
        in_steps.hear(index, 0.3)
        in_steps.hear(index, 0.2)
    file_heard = any(h > 0 and p.holding is Holding.FILE for h, p in zip(begin, view.points, strict=True))
    assume(file_heard or not any(p.holding is Holding.FILE for p in view.points))
    at_once = Reading(view, mind, RULES, [h + 0.5 for h in begin], 0.0)
    assert in_steps.lean() == pytest.approx(at_once.lean())


@pytest.mark.parametrize("cells", [{"step1": "fail"}, {"professionalism": "remediation"}, {"gap_years": 4}])
def test_a_worry_costs_more_where_the_posture_is_closer(cells: dict[str, str | int | float]) -> None:
    flagged, clean = an_applicant(**cells), an_applicant()
    closer = Posture(amplify=1.4, shift=0.0)
    cost = reading_of(clean, posture=PLAIN).lean() - reading_of(flagged, posture=PLAIN).lean()
    dearer = reading_of(clean, posture=closer).lean() - reading_of(flagged, posture=closer).lean()
    assert 0.0 < cost < dearer


def test_a_remedy_outweighs_and_never_erases() -> None:
    clean = reading_of(an_applicant(narrative="concrete_with_change")).lean()
    flagged = reading_of(an_applicant(step1="fail")).lean()
    explained = reading_of(an_applicant(step1="fail", narrative="concrete_with_change")).lean()
    assert flagged < explained < clean


def test_a_ghost_makes_only_its_own_worry_dearer() -> None:
    reading = reading_of(an_applicant(step1="fail", gap_years=3))
    before = reading.lean()
    for worry in reading.worries:
        if worry.flag == "step_fail":
            reading.haunt(worry, 0.5)
    haunted = reading.lean()
    assert haunted < before
    for worry in reading.worries:
        reading.haunt(worry, 0.0)
    assert reading.lean() == before


def test_a_point_not_held_is_filled_with_what_is_usual_for_the_kind() -> None:
    """With the same cells, those who have not read the file expect more of a US MD's than of an IMG's."""
    cells = {"letters": "us:generic", "us_clinical": "hands_on", "us_clinical_months": 6}
    at_home = reading_of(an_applicant(kind="us_md", **cells), knows=False, posture=PLAIN)
    from_abroad = reading_of(an_applicant(kind="non_us_img", **cells), knows=False, posture=PLAIN)
    assert at_home.lean() > from_abroad.lean()
    told = reading_of(an_applicant(kind="us_md", **cells), posture=PLAIN).lean()
    assert told == pytest.approx(reading_of(an_applicant(kind="non_us_img", **cells), posture=PLAIN).lean(), abs=0.1)


def test_what_is_heard_replaces_what_is_usual() -> None:
    row = an_applicant(class_quartile=4)
    reading = reading_of(row, knows=False)
    before = reading.lean()
    index = [point.id for point in view_of(row).points].index("class_quartile")
    reading.hear(index, 1.0)
    assert reading.lean() < before


@given(applicants())
def test_the_fills_of_a_column_add_up_to_what_is_usual(row: Applicant) -> None:
    view = view_of(row)
    fills, empty = usual_fills(view.points, view.usual)
    for column, usual in view.usual.items():
        filled = [fill for fill, point in zip(fills, view.points, strict=True) if point.column == column]
        if column in empty:
            assert empty[column] == usual
            assert not any(filled)
        else:
            assert sum(filled) == pytest.approx(usual)


def test_what_is_known_beforehand_depends_on_how_it_is_known() -> None:
    points = points_of(an_applicant(step2_ck=250, impression="warm", advocate="apd:strong"), AT)
    holdings = [point.holding for point in points]
    share = {Holding.PUBLIC: RULES.glance, Holding.FILE: RULES.read, Holding.INTERVIEW: RULES.met, Holding.PRIVATE: 1.0}
    shares = shares_heard(holdings, RULES)
    assert first_heard(shares, [True] * len(points)) == [share[point.holding] for point in points]
    assert first_heard(shares, [False] * len(points)) == [0.0] * len(points)


def test_the_same_cells_start_no_higher_the_further_one_trained_from_here() -> None:
    cells = {"us_clinical": "hands_on", "us_clinical_months": 6, "step1": "fail"}
    order = (Kind.US_MD, Kind.US_DO, Kind.US_IMG, Kind.NON_US_IMG)
    leans = [reading_of(an_applicant(kind=kind.value, **cells)).lean() for kind in order]
    assert leans == sorted(leans, reverse=True)


def test_present_value_lets_more_of_one_issue_pass() -> None:
    flagged = an_applicant(step1="fail", value="reliable")
    without = replace(RULES, tolerance_most=RULES.tolerance)
    view = view_of(flagged)
    held = [True] * len(view.points)
    heard = first_heard(shares_heard(view.holdings, RULES), held)
    tolerant = Reading(view, a_mind(), RULES, list(heard), 0.0).lean()
    assert tolerant > Reading(view, a_mind(), without, list(heard), 0.0).lean()
