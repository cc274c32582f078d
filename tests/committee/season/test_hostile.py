"""Seasons that nobody would wish for: a sentence, or an honest empty result."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from committee.errors import ScenarioRefused, UsageRefused
from committee.season.holding import refuse_years
from committee.season.writing import written
from committee.season.year import YearHeld
from tests.committee.season.small import APPLICANTS, PROGRAMS, in_file, years_in_file

TYPES = ("university", "img_led", "integrated")
KINDS = ("us_md", "us_do", "us_img", "non_us_img")
NOBODY = {f"season__pool__{kind}": 0 for kind in KINDS}
SHUT = {
    **{f"season__types__{name}__bars__{bar}": 300 for name in TYPES for bar in ("ck_us", "ck_img")},
    **{f"season__types__{name}__bars__leak": 0.0 for name in TYPES},
    "season__screen__signal": 0.0,
    "season__screen__call": {"mild": 0.0, "strong": 0.0},
}


def counts(held: YearHeld) -> dict[str, int]:
    """The row of everybody in the market, which must be told whatever happens."""
    rows = written(held, b"").tables.rows["years.csv"]
    keys = zip(rows["program"], rows["kind"], rows["flag"], strict=True)
    place = next(place for place, key in enumerate(keys) if key == ("all", "all", "all"))
    ends = ("screened_out", "not_invited", "declined", "not_ranked", "unmatched", "matched_elsewhere", "matched")
    assert rows["applied"][place] == sum(rows[name][place] for name in ends)
    return {name: int(rows[name][place]) for name in ("applied", *ends, "scrambled")}


def test_where_nobody_applies_every_post_stays_empty_year_after_year(tmp_path: Path) -> None:
    for held in years_in_file(tmp_path, 2, **NOBODY):
        assert held.ended.came == ()
        assert set(counts(held).values()) == {0}


def test_one_applicant_gets_one_post(tmp_path: Path) -> None:
    (held,) = years_in_file(tmp_path, 1, **{**NOBODY, "season__pool__us_md": 1})
    assert len(held.ended.came) == 1
    assert counts(held)["applied"] == 1


def test_where_every_file_is_stopped_nobody_is_interviewed_and_nobody_comes(tmp_path: Path) -> None:
    (held,) = years_in_file(tmp_path, 1, **SHUT)
    told = counts(held)
    assert told["applied"] == told["screened_out"] == APPLICANTS
    assert len(held.days.of) == 0
    assert held.ended.came == ()


def test_where_nobody_keeps_an_interview_lists_are_empty_and_the_scramble_fills_posts(tmp_path: Path) -> None:
    settings = {"season__waves__keeps": 0, "season__waves__keeps_spread": 0}
    (held,) = years_in_file(tmp_path, 1, **settings)
    told = counts(held)
    assert len(held.matched.ranked.of) == told["matched"] == 0
    assert {each.position for each in held.ended.came} <= {None}


def test_a_market_of_one_program_is_held(tmp_path: Path) -> None:
    settings = {f"season__types__{name}__count": 0 for name in TYPES}
    season = in_file(tmp_path, **settings)
    assert len(season.market.programs) == 1
    (held,) = season.held(1, told=False)
    assert 0 < len(held.ended.came) <= 2


def test_a_fate_that_fits_nobody_changes_nothing(tmp_path: Path) -> None:
    fate = '[[season.fates]]\nyear = 2026\nprogram = 0\nlike = ["us_md", "h1b"]\nevent = "left"\nafter = 1\n'
    plain, forced = (years_in_file(tmp_path, 1, text)[-1].ended.after.written() for text in ("", fate))
    assert forced == plain


@pytest.mark.parametrize("years_asked", [0, -1, 201])
def test_no_years_and_too_many_are_refused(years_asked: int) -> None:
    with pytest.raises(UsageRefused, match=f'years: "{years_asked}" is not allowed; a season has 1 to 200 years'):
        refuse_years(years_asked)


@pytest.mark.parametrize(("first", "most"), [(2026, "75 years"), (2098, "3 years"), (2100, "1 year")])
def test_years_end_with_the_calendar(first: int, most: str) -> None:
    count = 2100 - first + 1
    refuse_years(count, first=first)
    said = f"years end in 2100, so a season that begins in {first} has at most {most}"
    said = f'--years: "{count + 1}" is not allowed; {said}'
    with pytest.raises(UsageRefused, match=said):
        refuse_years(count + 1, "--years", first)


_FATE: dict[str, Any] = {"year": 2026, "program": PROGRAMS, "like": [], "event": "left", "after": 1}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"program__seats": 0}, 'program.seats: "0" is not allowed; use a whole number from 1 to 500'),
        ({"season__types__img_led__seats": 0}, 'img_led.seats: "0" is not allowed; use a whole number from 1 to 500'),
        ({"season__pool__us_md": -1}, 'us_md: "-1" is not allowed; use a whole number from 0 to 50000'),
        ({"season__focal": [0, PROGRAMS]}, 'focal.2: "3" is not allowed; the programs of this market are 0 to 2'),
        ({"season__fates": [_FATE]}, 'fates.1.program: "3" is not allowed; the programs of this market are 0 to 2'),
        ({"season__focal_type": "rural"}, '"rural" is not allowed; the types are university, '),
        ({"sheet": {"file": "rows.csv"}}, "sheet: a season draws who applies in each year"),
    ],
)
def test_a_season_that_cannot_be_held_is_refused_in_a_sentence(
    settings: dict[str, Any], said: str, tmp_path: Path
) -> None:
    with pytest.raises(ScenarioRefused) as refused:
        in_file(tmp_path, **settings)
    assert said in str(refused.value)
