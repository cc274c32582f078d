"""What becomes of residents: the published rates on eight classes of a country, and that a fate is one's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from msgspec import structs
from pydantic import TypeAdapter, ValidationError

from committee.chance import Chance
from committee.pipeline.residency import (
    AFTER,
    NOTHING,
    Fate,
    Forced,
    Resident,
    fates,
    fitting,
)
from committee.terms import Became, Flag, Kind, Visa
from tests.committee.pipeline.residents import YEARS, a_country, a_resident, rules, the_countrys_fates

Which = Callable[[Resident], bool]


def had(resident: Resident, event: Became) -> bool:
    return any(fate.event is event for fate in the_countrys_fates().get(resident.id, ()))


def rate(event: Became, which: Which = lambda one: True) -> float:
    chosen = [one for one in a_country() if which(one)]
    return sum(had(one, event) for one in chosen) / len(chosen)


def img(one: Resident) -> bool:
    return one.kind.is_img


def us(one: Resident) -> bool:
    return not one.kind.is_img


def with_flag(flag: Flag) -> Which:
    return lambda one: flag in one.flags


def without(flag: Flag) -> Which:
    return lambda one: flag not in one.flags


@pytest.mark.parametrize(
    ("event", "of_us", "published"), [(Became.REMEDIATED, 0.032, 7.8 / 3.2), (Became.LEFT, 0.052, 8.0 / 5.2)]
)
def test_p23_backgrounds_differ_at_most_as_published(event: Became, of_us: float, published: float) -> None:
    assert rate(event, us) == pytest.approx(of_us, abs=0.006)
    assert 1.1 < rate(event, img) / rate(event, us) < published


def test_p24_a_negative_line_deserves_modest_weight() -> None:
    noted = rate(Became.REMEDIATED, with_flag(Flag.PROFESSIONALISM))
    assert 0.10 < noted < 0.18
    assert noted / rate(Became.REMEDIATED, without(Flag.PROFESSIONALISM)) == pytest.approx(0.140 / 0.038, abs=0.8)


def test_p27_visas_are_late_by_nation_and_program() -> None:
    came: dict[int, list[bool]] = defaultdict(list)
    classes: dict[tuple[int, int], list[bool]] = defaultdict(list)
    for one in a_country():
        if one.visa is not Visa.NONE:
            came[one.entered].append(had(one, Became.LATE))
            classes[one.program, one.entered].append(had(one, Became.LATE))
    national = [sum(late) / len(late) for late in came.values()]
    shares = np.array([sum(late) / len(late) for late in classes.values() if len(late) >= 4])
    assert 0.10 < np.mean(national) < 0.25
    assert min(national) > 0.05
    assert max(national) < 0.30
    assert max(national) - min(national) > 0.04
    assert np.mean(shares == 0.0) > 0.4
    assert np.mean(shares >= 0.5) > 0.08


def test_only_those_on_a_visa_come_late() -> None:
    assert rate(Became.LATE, lambda one: one.visa is Visa.NONE) == 0.0


def test_boards_are_failed_as_often_as_published_and_less_with_a_better_score() -> None:
    assert 0.08 < rate(Became.BOARDS_FAILED) < 0.105
    by_ten = [
        rate(Became.BOARDS_FAILED, lambda one, low=low: low <= one.step2_ck < low + 10) for low in (225, 235, 245)
    ]
    odds = [share / (1 - share) for share in by_ten]
    assert 1.7 < odds[0] / odds[1] < 3.3
    assert 1.7 < odds[1] / odds[2] < 3.3
    failed = rate(Became.BOARDS_FAILED, with_flag(Flag.STEP_FAIL))
    assert 1.2 < failed / rate(Became.BOARDS_FAILED, without(Flag.STEP_FAIL)) < 2.4


def test_most_who_bear_a_flag_finish_without_trouble() -> None:
    trouble = (Became.REMEDIATED, Became.LEFT)
    for flag in (Flag.STEP_FAIL, Flag.OLD_GRAD, Flag.WEAK_LETTERS, Flag.LOW_STEP2, Flag.PROFESSIONALISM):
        chosen = [one for one in a_country() if flag in one.flags]
        assert sum(any(had(one, event) for event in trouble) for one in chosen) < 0.3 * len(chosen)


def test_promise_drives_what_happens_more_than_any_flag_does() -> None:
    better: Which = lambda one: one.promise > 1.0  # noqa: E731 a name for each half
    worse: Which = lambda one: one.promise < -0.4  # noqa: E731
    for event in (Became.REMEDIATED, Became.LEFT, Became.BOARDS_FAILED):
        assert rate(event, worse) > 4.0 * rate(event, better)
    assert rate(Became.STOOD_OUT, better) > 4.0 * rate(Became.STOOD_OUT, worse)


def test_those_found_after_the_match_do_worse() -> None:
    for event in (Became.REMEDIATED, Became.LEFT):
        assert rate(event, lambda one: one.position is None) > 1.5 * rate(event, lambda one: one.position is not None)


def test_every_event_falls_into_its_years_and_into_each_of_them() -> None:
    seen: dict[Became, set[int]] = defaultdict(set)
    for told in the_countrys_fates().values():
        assert told
        assert [fate.after for fate in told] == sorted(fate.after for fate in told)
        assert len({fate.event for fate in told}) == len(told)
        for fate in told:
            seen[fate.event].add(fate.after)
    assert seen == {event: set(range(first, last + 1)) for event, (first, last) in AFTER.items()}


def test_nothing_happens_after_they_left_and_nobody_in_trouble_stood_out() -> None:
    several = 0
    for told in the_countrys_fates().values():
        after = {fate.event: fate.after for fate in told}
        several += len(after) > 1
        assert all(years < after.get(Became.LEFT, 4) for event, years in after.items() if event is not Became.LEFT)
        assert Became.STOOD_OUT not in after or after.keys() <= {Became.STOOD_OUT, Became.LATE}
    assert several > 100


def test_a_fate_depends_on_nobody_else() -> None:
    some = a_country()[::97]
    alone = {one.id: told for one in some for told in fates([one], rules(), Chance(1)).values()}
    assert alone == {one.id: told for one in some if (told := the_countrys_fates().get(one.id))}
    assert fates(a_country()[::-1][:500], rules(), Chance(1)).items() <= the_countrys_fates().items()


def test_another_program_class_or_seed_is_another_life() -> None:
    def of(residents: list[Resident], seed: int = 1) -> set[str]:
        return set(fates(residents, rules(), Chance(seed)))

    there = [a_resident(id=f"x{number}", promise=-1.0) for number in range(300)]
    moved = [structs.replace(one, program=3) for one in there]
    later = [structs.replace(one, entered=2031) for one in there]
    lives = [of(there), of(moved), of(later), of(there, 2)]
    assert all(one != other for number, one in enumerate(lives) for other in lives[:number])


def test_names_and_places_on_the_list_make_no_difference() -> None:
    some = a_country()[:2000]
    renamed = [structs.replace(one, name="Dr Other", position=one.position and one.position + 40) for one in some]
    assert fates(renamed, rules(), Chance(1)) == fates(some, rules(), Chance(1))


def test_nobody_has_no_fates() -> None:
    assert fates([], rules(), Chance(1)) == {}


@cache
def the_class() -> tuple[Resident, ...]:
    return tuple(
        a_resident(
            id=f"f{number}",
            flags=("step_fail",) if number % 2 else (),
            kind=Kind.NON_US_IMG if number > 2 else Kind.US_MD,
            visa=Visa.J1 if number == 5 else Visa.NONE,
            position=None if number == 1 else 20 - number,
        )
        for number in range(8)
    )


def forced(**changed: object) -> Forced:
    plain = Forced(year=2027, program=0, like=("step_fail",), event=Became.LEFT, after=1)
    return replace(plain, **changed)


def test_a_forced_fate_is_that_of_the_first_on_the_list_who_fits_and_changes_nobody_else() -> None:
    before = fates(the_class(), rules(), Chance(1))
    after = fates(the_class(), rules(), Chance(1), [forced()])
    assert after.pop("f7") == (Fate(Became.LEFT, 1),)
    before.pop("f7", None)
    assert after == before


def test_who_was_found_after_the_match_comes_last() -> None:
    ids = [one and one.id for one in fitting(the_class(), [forced()] * 5)]
    assert ids == ["f7", "f5", "f3", "f1", None]


@pytest.mark.parametrize(
    ("changed", "who"),
    [
        ({"like": ("step_fail", "j1")}, "f5"),
        ({"like": ("us_md",)}, "f2"),
        ({"like": ()}, "f7"),
        ({"like": ("professionalism",)}, None),
        ({"year": 2028}, None),
        ({"program": 1}, None),
    ],
)
def test_flags_visa_and_kind_say_whom_a_forced_fate_is_about(changed: dict[str, object], who: str | None) -> None:
    (one,) = fitting(the_class(), [forced(**changed)])
    assert (one and one.id) == who


def test_a_fate_can_be_taken_away() -> None:
    troubled = [structs.replace(one, promise=-3.0) for one in the_class()]
    assert "f7" in fates(troubled, rules(), Chance(1))
    assert "f7" not in fates(troubled, rules(), Chance(1), [forced(event=NOTHING)])


@pytest.mark.parametrize(("event", "after"), [("left", 0), ("late", 1), ("boards_failed", 2), ("remediated", 3)])
def test_a_year_in_which_an_event_cannot_happen_is_refused(event: str, after: int) -> None:
    with pytest.raises(ValueError, match=f"with {event}"):
        forced(event=event, after=after)


def test_what_a_file_says_of_a_forced_fate_is_checked() -> None:
    table = {"year": 2027, "program": 0, "like": ["step_fail"], "event": "left", "after": 1}
    reader = TypeAdapter(Forced)
    assert reader.validate_python(table) == forced()
    for wrong in ({"event": "leaves"}, {"like": ["Peru"]}, {"program": -1}, {"after": 0}, {"year": 1800}):
        with pytest.raises(ValidationError):
            reader.validate_python({**table, **wrong})


def test_rates_of_nothing_and_of_all_are_kept() -> None:
    nothing = replace(rules(), remediated=0.0, left=0.0, boards_failed=0.0, stood_out=0.0, late_j1=0.0, late_h1b=0.0)
    assert fates(a_country()[:3000], nothing, Chance(1)) == {}
    gone = fates(a_country()[:1000], replace(rules(), left=1.0, promise=0.0), Chance(1))
    left = sum(any(fate.event is Became.LEFT for fate in told) for told in gone.values())
    assert 900 < left < 1000


def test_all_classes_are_told_apart() -> None:
    assert {one.entered for one in a_country()} == set(YEARS)
    assert len({one.id for one in a_country()}) == len(a_country())
