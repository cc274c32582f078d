from __future__ import annotations

from hypothesis import given

from committee.applicants.applicant import Applicant
from committee.applicants.points import points_of
from committee.meeting.lookups import Lookups
from committee.members.memory import RowTraits, likeness
from committee.terms import Kind
from tests.scripted import the_rules
from tests.strategies import applicants

RULES = the_rules()
LOOKUPS = Lookups(RULES, RULES.episodes)


@given(applicants())
def test_cells_say_the_same_whether_they_were_read_before_or_not(row: Applicant) -> None:
    assert LOOKUPS.points_of(row) == LOOKUPS.points_of(row) == points_of(row, RULES.circumstances)


def test_a_row_is_like_the_same_past_residents_each_time() -> None:
    row = RowTraits(kind=Kind.NON_US_IMG, traits=("step_fail", "h1b"))
    alike = LOOKUPS.likenesses_of(row)
    assert alike
    assert alike == LOOKUPS.likenesses_of(row)
    assert [match.episode.id for match in alike] == [
        episode.id for episode in RULES.episodes if likeness(episode, row, RULES.year, RULES.memory) is not None
    ]
