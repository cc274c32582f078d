"""The answer in a sentence: the farthest clear change, with its interval in the direction of its words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.viz.export.report.studies import Invented, build
from viz.export.report.answer import SELECTED, answer_of
from viz.export.report.blocks import Words
from viz.export.report.levers import plain
from viz.export.report.outcomes import outcome_in_words
from viz.export.report.study import Study, read_study


def sentences(study: Study) -> list[str]:
    return [said(words) for words in answer_of(study)]


def said(words: Words) -> str:
    return plain(words)


def test_the_farthest_clear_change_comes_first(study: Study) -> None:
    first = sentences(study)[0]
    change = next(each for each in study.changes if each.point == 2)
    start = (
        "In these simulated meetings, when an associate director argues strongly for Rowan Tesk rather than nobody, "
    )
    assert first.startswith(f"{start}Rowan Tesk ends ")
    assert f"{-change.effect:.1f} places higher [{-change.high:.1f}, {-change.low:.1f}]: from place " in first


def test_it_says_from_where_to_where(study: Study) -> None:
    places = [study.effect("level", point, "", "place.img_a") for point in (1, 2)]
    listed = [study.effect("level", point, "", "ranked.img_a") for point in (2, 1)]
    first = sentences(study)[0]
    assert f"from place {' to '.join(f'{each.effect:.1f}' for each in places if each)} of 60" in first
    shares = " instead of ".join(f"{100 * each.effect:.1f}" for each in listed if each)
    assert first.endswith(f", and on the list in {shares} of 100 meetings.")


def test_it_leads_to_the_pair_that_the_report_shows(study: Study) -> None:
    assert sentences(study)[-1].startswith("Watch it: the typical pair, seed 3.")


def test_of_several_the_farthest_looks_farther(study: Study) -> None:
    assert sentences(study)[1].endswith(SELECTED) or sentences(study)[2].endswith(SELECTED)


def test_the_other_changes_are_named(study: Study) -> None:
    assert "Dr Lindqvist's capital: 12, " in sentences(study)[1]


def test_an_interval_that_includes_no_change_is_not_called_an_effect(tmp_path: Path) -> None:
    flat = build(tmp_path / "flat", Invented(seeds=20, changes={**dict.fromkeys(range(1, 6), 0.0), 2: 0.5}, nulls=()))
    first = sentences(read_study(flat))[0]
    assert "no clear difference shows" in first
    assert first.endswith("and the interval includes no change.")


def test_without_changes_the_indices_answer(study: Study) -> None:
    levels = tuple(each for each in study.effects if each.kind == "level")
    first, second, *_ = sentences(replace(study, effects=levels))
    assert first.startswith(
        "In these simulated meetings, of 1 uncertain setting, sway matters most for place of Rowan Tesk: "
    )
    assert second.startswith("On average, place of Rowan Tesk is ")


@pytest.mark.parametrize(
    ("name", "numbers", "words", "limits"),
    [
        ("place.a", (-11.2, -13.5, -8.9), "11.2 places higher", "[8.9, 13.5]"),
        ("place.a", (0.4, -1.2, 2.0), "0.4 places lower", "[−1.2, 2.0]"),
        ("ranked.a", (0.12, 0.08, 0.16), "in 12.0 more of 100 meetings", "[8.0, 16.0]"),
        ("rate_ratio.non_us_img", (1.31, 1.05, 1.63), "1.31 times what it was", "[1.05, 1.63]"),
        ("minutes", (-3.25, -3.5, -3.0), "3.25 minutes shorter", "[3.00, 3.50]"),
        ("my_own", (2.0, 1.0, 3.0), "2.0 higher", "[1.0, 3.0]"),
        ("call.a", (0.0, 0.0, 0.0), "as before", "[0.0, 0.0]"),
    ],
)
def test_changes_are_said_in_words(name: str, numbers: tuple[float, float, float], words: str, limits: str) -> None:
    assert outcome_in_words(name).change(*numbers) == (words, limits)


def test_places_gained_are_positive() -> None:
    assert outcome_in_words("place.a").figures(-11.2, -13.5, -8.9) == "+11.2 [8.9, 13.5]"
    assert outcome_in_words("minutes").figures(-3.25, -3.5, -3.0) == "−3.25 [−3.50, −3.00]"


def test_no_change_of_a_ratio_is_one() -> None:
    ratio = outcome_in_words("rate_ratio.us_img")
    assert ratio.clear(1.01, 1.5)
    assert not ratio.clear(0.9, 1.2)
    assert not outcome_in_words("place.a").clear(-1.0, 0.0)


def test_what_is_held_against_the_base_says_that_it_can_only_fall() -> None:
    for name in ("kappa", "kendall"):
        assert "can only lower" in outcome_in_words(name).note
