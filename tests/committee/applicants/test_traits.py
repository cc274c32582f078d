from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.applicants import traits
from committee.applicants.draws import DRAWS, Draws, Slot
from committee.applicants.traits import CONTRADICTIONS
from committee.chance import normal_of
from committee.terms import Kind, Visa

UNIFORMS = st.lists(st.floats(0, 1, exclude_max=True), min_size=DRAWS, max_size=DRAWS)


def drawn(kind: Kind, year: int, uniforms: list[float]) -> Draws[float]:
    return Draws.of(kind, year, uniforms, [normal_of(uniform) for uniform in uniforms])


DRAWN = st.builds(drawn, st.sampled_from(Kind), st.integers(2015, 2035), UNIFORMS)


@given(DRAWN)
def test_any_draws_make_a_whole_applicant(draws: Draws[float]) -> None:
    fields = traits.history(draws)
    assert fields["gap_years"] <= draws.year - fields["yog"]
    exams = traits.exams(draws, fields["yog"], Visa.NONE)
    assert 180 <= exams["step2_ck"] <= 300
    assert 1.0 <= traits.meeting_day(draws)["interview_score"] <= 5.0
    assert traits.clinical(draws)["letters"]


@given(DRAWN)
def test_impressions_are_few_and_do_not_contradict(draws: Draws[float]) -> None:
    words = set(traits.meeting_day(draws)["impression"])
    assert len(words) <= 3
    assert not [pair for pair in CONTRADICTIONS if pair <= words]


@pytest.mark.parametrize(
    ("made", "own"),
    [
        (traits.history, {Slot.SINCE, Slot.PRIOR, Slot.GAP, Slot.GAP_YEARS, Slot.GAP_REASON}),
        (traits.visa, {Slot.VISA}),
        (traits.emails, {Slot.EMAILS, Slot.PROMISE}),
        (traits.conduct, {Slot.PROFESSIONALISM, Slot.PROMISE}),
        (traits.advocate, {Slot.ADVOCATE, Slot.ADVOCATE_STRENGTH, Slot.ADVOCATE_WHO, Slot.PROMISE}),
        (traits.class_quartile, {Slot.CLASS, Slot.CLASS_KNOWN, Slot.EXAM, Slot.PROMISE}),
    ],
)
@given(uniforms=UNIFORMS, others=UNIFORMS, kind=st.sampled_from(Kind))
def test_a_trait_looks_at_its_own_draws_only(
    made: Callable[[Draws[float]], object], own: set[Slot], uniforms: list[float], others: list[float], kind: Kind
) -> None:
    shifted = [uniforms[slot] if slot in own else others[slot] for slot in range(DRAWS)]
    assert made(drawn(kind, 2026, uniforms)) == made(drawn(kind, 2026, shifted))


@given(UNIFORMS, st.sampled_from([Kind.US_MD, Kind.US_DO, Kind.US_IMG]))
def test_only_non_us_imgs_need_a_visa(uniforms: list[float], kind: Kind) -> None:
    assert traits.visa(drawn(kind, 2026, uniforms)) is Visa.NONE
