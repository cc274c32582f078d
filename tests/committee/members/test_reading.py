from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from committee.applicants.applicant import Applicant
from committee.applicants.points import points_of
from committee.applicants.posture import Posture
from committee.meeting.holders import Holders, HoldersBatch
from committee.members.mind import Mind, Minds, ReadingRules
from committee.members.reading import Reading, bend, concern, let_pass, patience
from committee.members.roster import dispersed
from committee.members.weights import Layout, WeightsBatch, usual_fills
from committee.terms import Factor, Flag, Holding, Kind
from tests.effort import some
from tests.scripted import an_applicant, circumstances, the_rules
from tests.strategies import applicants, chances, minds

RULES = the_rules().reading
PROGRAM = the_rules().program
AT = circumstances()
PLAIN = Posture(amplify=1.0, shift=0.0)


def layout_of(row: Applicant, posture: Posture | None = None) -> Layout:
    return Layout(
        points=points_of(row, AT),
        posture=posture or PROGRAM.posture[row.kind],
        usual=PROGRAM.usual[row.kind],
    )


def a_mind() -> Mind:
    return dispersed([0.0] * (len(Factor) + len(Flag)), the_rules().beliefs, 1.0)


def alone(
    layout: Layout,
    mind: Mind,
    heard: Sequence[float],
    liking: float = 0.0,
    rules: ReadingRules = RULES,
    fatigue: float = 0.0,
) -> Reading:
    """The reading of one member who has taken in ``heard`` of each point."""
    weighed = WeightsBatch([layout], Minds([mind]), np.array([heard]), rules).rows()[0]
    return Reading(layout, mind, rules, weighed.by_member()[0], liking, fatigue)


def known_beforehand(layout: Layout, *, knows: bool = True) -> list[float]:
    others = (0,) if knows else ()
    groups = ((0,), others, others, others, others)
    heard: list[float] = HoldersBatch([Holders.of(layout.points, groups)], members=1).heard(RULES)[0].tolist()
    return heard


def reading_of(row: Applicant, *, knows: bool = True, posture: Posture | None = None) -> Reading:
    layout = layout_of(row, posture)
    return alone(layout, a_mind(), known_beforehand(layout, knows=knows))


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


@settings(max_examples=some(50))
@given(applicants(), minds(), chances(), st.floats(-0.5, 0.5))
def test_what_a_row_deserves_stays_within_one_and_the_liking_stands_beside_it(
    row: Applicant, mind: Mind, heard: float, liking: float
) -> None:
    layout = layout_of(row)
    bare, liked = (alone(layout, mind, [heard] * len(layout.points), extra) for extra in (0.0, liking))
    for index in range(len(layout.points)):
        assert -1.0 <= bare.stance() <= 1.0
        assert liked.stance() == pytest.approx(min(max(bare.stance() + liking, -1.0), 1.0))
        for reading in (bare, liked):
            reading.hear(index, (1.0 - heard) / 2)


@settings(max_examples=some(50))
@given(applicants(), minds(), st.floats(0.0, 0.5))
def test_hearing_in_steps_is_reading_it_at_once(row: Applicant, mind: Mind, known: float) -> None:
    layout = layout_of(row)
    begin = [known] * len(layout.points)
    in_steps = alone(layout, mind, begin)
    for index in range(len(layout.points)):
        in_steps.hear(index, 0.3)
        in_steps.hear(index, 0.2)
    file_heard = any(h > 0 and p.holding is Holding.FILE for h, p in zip(begin, layout.points, strict=True))
    assume(file_heard or not any(p.holding is Holding.FILE for p in layout.points))
    at_once = alone(layout, mind, [h + 0.5 for h in begin])
    assert in_steps.stance() == pytest.approx(at_once.stance())


@pytest.mark.parametrize("cells", [{"step1": "fail"}, {"professionalism": "remediation"}, {"gap_years": 4}])
def test_a_worry_costs_more_where_the_posture_is_closer(cells: dict[str, str | int | float]) -> None:
    flagged, clean = an_applicant(**cells), an_applicant()
    closer = Posture(amplify=1.4, shift=0.0)
    cost = reading_of(clean, posture=PLAIN).stance() - reading_of(flagged, posture=PLAIN).stance()
    dearer = reading_of(clean, posture=closer).stance() - reading_of(flagged, posture=closer).stance()
    assert 0.0 < cost < dearer


def test_a_remedy_outweighs_and_never_erases() -> None:
    clean = reading_of(an_applicant(narrative="concrete_with_change")).stance()
    flagged = reading_of(an_applicant(step1="fail")).stance()
    explained = reading_of(an_applicant(step1="fail", narrative="concrete_with_change")).stance()
    assert flagged < explained < clean


def test_a_ghost_makes_only_its_own_worry_dearer() -> None:
    reading = reading_of(an_applicant(step1="fail", gap_years=3))
    before = reading.stance()
    for worry in reading.worries:
        if worry.flag == "step_fail":
            reading.haunt(worry, 0.5)
    haunted = reading.stance()
    assert haunted < before
    for worry in reading.worries:
        reading.haunt(worry, 0.0)
    assert reading.stance() == before


def test_a_point_not_held_is_filled_with_what_is_usual_for_the_kind() -> None:
    """With the same cells, those who have not read the file expect more of a US MD's than of an IMG's."""
    cells = {"letters": "us:generic", "us_clinical": "hands_on", "us_clinical_months": 6}
    at_home = reading_of(an_applicant(kind="us_md", **cells), knows=False, posture=PLAIN)
    from_abroad = reading_of(an_applicant(kind="non_us_img", **cells), knows=False, posture=PLAIN)
    assert at_home.stance() > from_abroad.stance()
    of_us_md = reading_of(an_applicant(kind="us_md", **cells), posture=PLAIN).stance()
    assert of_us_md == pytest.approx(
        reading_of(an_applicant(kind="non_us_img", **cells), posture=PLAIN).stance(), abs=0.1
    )


def test_what_is_heard_replaces_what_is_usual() -> None:
    row = an_applicant(class_quartile=4)
    reading = reading_of(row, knows=False)
    before = reading.stance()
    index = [point.id for point in layout_of(row).points].index("class_quartile")
    reading.hear(index, 1.0)
    assert reading.stance() < before


@given(applicants())
def test_the_fills_of_a_column_add_up_to_what_is_usual(row: Applicant) -> None:
    layout = layout_of(row)
    fills, empty = usual_fills(layout.points, layout.usual)
    for column, usual in layout.usual.items():
        filled = [fill for fill, point in zip(fills, layout.points, strict=True) if point.column == column]
        if column in empty:
            assert empty[column] == usual
            assert not any(filled)
        else:
            assert sum(filled) == pytest.approx(usual)


def test_the_same_cells_start_no_higher_the_further_one_trained_from_here() -> None:
    cells = {"us_clinical": "hands_on", "us_clinical_months": 6, "step1": "fail"}
    order = (Kind.US_MD, Kind.US_DO, Kind.US_IMG, Kind.NON_US_IMG)
    leans = [reading_of(an_applicant(kind=kind.value, **cells)).stance() for kind in order]
    assert leans == sorted(leans, reverse=True)


def test_present_value_lets_more_of_one_issue_pass() -> None:
    flagged = an_applicant(step1="fail", value="reliable")
    without = replace(RULES, tolerance_most=RULES.tolerance)
    layout = layout_of(flagged)
    heard = known_beforehand(layout)
    assert alone(layout, a_mind(), heard).stance() > alone(layout, a_mind(), heard, rules=without).stance()


@settings(max_examples=some(50))
@given(st.lists(applicants(), min_size=1, max_size=4), minds(), minds(), chances())
def test_rows_and_members_weighed_together_weigh_what_they_weigh_alone(
    rows: list[Applicant], one: Mind, two: Mind, known: float
) -> None:
    layouts = [layout_of(row) for row in rows]
    heard = [np.array([[known] * len(layout.points), [0.0] * len(layout.points)]) for layout in layouts]
    together = WeightsBatch(layouts, Minds([one, two]), np.concatenate(heard, axis=1), RULES).rows()
    for layout, taken_in, weighed in zip(layouts, heard, together, strict=True):
        for member, mind in enumerate((one, two)):
            by_itself = WeightsBatch([layout], Minds([mind]), taken_in[[member]], RULES).rows()[0]
            assert by_itself.by_member()[0] == weighed.by_member()[member]
            assert by_itself.salience.tolist() == weighed.salience[[member]].tolist()


@given(applicants(), minds())
def test_a_reading_adds_up_as_the_scalar_rules_say(row: Applicant, mind: Mind) -> None:
    """What the arrays lay out is what one member would work out point by point."""
    layout = layout_of(row)
    heard = known_beforehand(layout)
    weighed = WeightsBatch([layout], Minds([mind]), np.array([heard]), RULES).rows()[0]
    merit = -RULES.bar
    reads = any(point.holding is Holding.FILE for point in layout.points)
    for factor, fill in layout.empty:
        merit += 0.0 if reads and factor is not Factor.INTERVIEW else mind.weights[factor] * fill
    for index, point in enumerate(layout.points):
        weight = mind.weights[point.factor]
        if point.flag is None:
            signed, fill = weight * point.strength * point.valence, weight * layout.fills[index]
            merit += fill + heard[index] * (signed - fill)
            assert weighed.sizes[0, index] == pytest.approx(abs(signed))
        else:
            size = weight * point.strength * layout.posture.amplify * mind.alarm[point.flag]
            assert weighed.sizes[0, index] == pytest.approx(size)
            assert weighed.slopes[0, index] == 0.0
    assert weighed.merit[0] == pytest.approx(merit)


# ---------------------------------------------------------------- the tired


@given(st.floats(0.0, 0.98), st.floats(0.0, 5.0))
def test_the_tired_have_less_patience_and_never_less_than_none(fatigue: float, impatience: float) -> None:
    rules = replace(RULES, impatience=impatience)
    assert patience(0.0, rules) == 1.0
    assert 0.0 <= patience(fatigue + 0.01, rules) <= patience(fatigue, rules) <= 1.0
    assert patience(fatigue, rules) == max(0.0, 1.0 - impatience * fatigue)


@pytest.mark.parametrize("cells", [{"step1": "fail"}, {"professionalism": "remediation"}, {"impression": "odd"}])
def test_the_tired_let_less_of_an_issue_pass(cells: dict[str, str | int | float]) -> None:
    layout = layout_of(an_applicant(**cells))
    heard = known_beforehand(layout)
    stances = [alone(layout, a_mind(), heard, fatigue=fatigue).stance() for fatigue in (0.0, 0.2, 0.4)]
    assert stances == sorted(stances, reverse=True)
    assert stances[0] > stances[1] > stances[2]
    patient = replace(RULES, impatience=0.0)
    assert alone(layout, a_mind(), heard, rules=patient, fatigue=0.4).stance() == stances[0]


def test_fatigue_costs_a_clean_row_nothing() -> None:
    layout = layout_of(an_applicant(impression="warm"))
    heard = known_beforehand(layout)
    assert alone(layout, a_mind(), heard, fatigue=0.6).stance() == alone(layout, a_mind(), heard).stance()


@settings(max_examples=some(50))
@given(applicants(), minds(), chances(), st.floats(0.0, 0.9))
def test_nobody_likes_a_row_more_for_being_tired(row: Applicant, mind: Mind, known: float, fatigue: float) -> None:
    layout = layout_of(row)
    heard = [known] * len(layout.points)
    assert alone(layout, mind, heard, fatigue=fatigue).stance() <= alone(layout, mind, heard).stance() + 1e-12


# ---------------------------------------------------------------- what proof answers


@pytest.mark.parametrize(
    ("worry", "proof", "answers"),
    [
        ({"step1": "fail"}, {"step2_ck": 262}, True),
        ({"gap_years": 5}, {"step2_ck": 262}, False),
        ({"visa": "h1b"}, {"step3": "pass"}, True),
        ({"visa": "h1b"}, {"narrative": "concrete"}, False),
        ({"gap_years": 5}, {"narrative": "concrete"}, True),
        ({"visa": "h1b"}, {"letters": "us:fight"}, False),
        ({"professionalism": "note"}, {"letters": "us:fight"}, True),
    ],
)
def test_a_proof_lifts_only_the_worry_that_it_answers(
    worry: dict[str, str | int | float], proof: dict[str, str | int | float], answers: bool
) -> None:
    layout = layout_of(an_applicant(**worry, **proof))
    mind, heard = a_mind(), [1.0] * len(layout.points)
    deaf = [0.0 if point.proof > 0.0 else 1.0 for point in layout.points]
    flag = next(iter(layout.worries))
    assert bool(layout.proofs[flag]) is answers
    answered, unanswered = (alone(layout, mind, known).cost() for known in (heard, deaf))
    assert (answered < unanswered) is answers


def test_what_a_stance_is_made_of_makes_the_stance() -> None:
    reading = reading_of(an_applicant(step1="fail", impression="odd"))
    reading.drift = 0.2
    account = reading.account
    assert account.drift == 0.2
    assert account.cost == reading.cost() > 0.0
    assert reading.stance_at(account) == reading.stance()
    assert reading.stance_at(account._replace(drift=0.0)) == pytest.approx(reading.stance() - 0.2)
    assert reading.stance_at(account._replace(cost=0.0)) > reading.stance()
