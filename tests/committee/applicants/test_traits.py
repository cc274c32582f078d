from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.applicants import traits
from committee.applicants.traits import CONTRADICTIONS, DRAWS, Draws, Slot, blend
from committee.chance import normal_of
from committee.terms import Kind, Visa

UNIFORMS = st.lists(st.floats(0, 1, exclude_max=True), min_size=DRAWS, max_size=DRAWS)


def drawn(kind: Kind, year: int, uniforms: list[float]) -> Draws:
    return Draws.of(kind, year, uniforms, [normal_of(uniform) for uniform in uniforms])


DRAWN = st.builds(drawn, st.sampled_from(Kind), st.integers(2015, 2035), UNIFORMS)


def test_slots_fit_and_do_not_overlap() -> None:
    several = {Slot.TONE: 4, Slot.KNOWN: 4, Slot.IMPRESSION: 11, Slot.VALUE: 4}
    used = [slot + offset for slot in Slot for offset in range(several.get(slot, 1))]
    assert len(set(used)) == len(used)
    assert max(used) < DRAWS


@given(DRAWN)
def test_any_draws_make_a_whole_applicant(draws: Draws) -> None:
    fields = traits.history(draws)
    assert fields["gap_years"] <= draws.year - fields["yog"]
    exams = traits.exams(draws, fields["yog"], Visa.NONE)
    assert 180 <= exams["step2_ck"] <= 300
    assert 1.0 <= traits.meeting_day(draws)["interview_score"] <= 5.0
    assert traits.clinical(draws)["letters"]


@given(DRAWN)
def test_impressions_are_few_and_do_not_contradict(draws: Draws) -> None:
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
    made: Callable[[Draws], object], own: set[Slot], uniforms: list[float], others: list[float], kind: Kind
) -> None:
    shifted = [uniforms[slot] if slot in own else others[slot] for slot in range(DRAWS)]
    assert made(drawn(kind, 2026, uniforms)) == made(drawn(kind, 2026, shifted))


@given(st.sampled_from([-0.5, 0.0, 0.3, 1.0]), st.floats(-3.2, 3.2))
def test_a_blend_of_two_equal_normals_keeps_within_their_size(strength: float, normal: float) -> None:
    assert abs(blend(strength, normal, normal)) <= abs(normal) * 1.4143


@given(UNIFORMS, st.sampled_from([Kind.US_MD, Kind.US_DO, Kind.US_IMG]))
def test_only_non_us_imgs_need_a_visa(uniforms: list[float], kind: Kind) -> None:
    assert traits.visa(drawn(kind, 2026, uniforms)) is Visa.NONE
