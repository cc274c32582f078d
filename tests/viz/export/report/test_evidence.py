"""Beside a share stand the meetings that it rests on, and what cannot act is not called an effect."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.viz.export.report.studies import NULL, Invented, build
from viz.export.report.evidence import clear, idle, idle_in_words, level, turned, turned_in_words, weak
from viz.export.report.study import Effect, Study, read_study

RANKED = "ranked.img_a"


def change(study: Study, outcome: str, null: str = "", point: int = 2) -> Effect:
    found = study.effect("paired", point, null, outcome)
    assert found is not None
    return found


def test_the_meetings_that_a_change_turns_are_counted(study: Study) -> None:
    effect = change(study, RANKED)
    gained, lost = turned(study, effect) or (0, 0)
    assert (gained - lost) / effect.n == effect.effect
    assert turned_in_words(study, effect) == f"{gained} gained, {lost} lost"
    assert turned(study, change(study, "minutes")) is None


def test_fewer_than_ten_are_weak_whatever_the_interval_says(tmp_path: Path) -> None:
    study = read_study(
        build(tmp_path / "few", Invented(seeds=12, changes={**dict.fromkeys(range(1, 6), 0.0), 2: -4.0}))
    )
    sure = replace(change(study, RANKED), low=0.1, high=0.2)
    assert weak(study, sure)
    assert not clear(study, sure)
    assert turned_in_words(study, sure).startswith("weak: ")
    assert clear(study, replace(change(study, "minutes"), low=0.1, high=0.2))


def test_a_change_that_turns_nothing_is_said_to_do_nothing(study: Study) -> None:
    place = change(study, "place.img_a", NULL)
    assert idle(study, place)
    assert not idle(study, change(study, "place.img_a"))
    assert idle_in_words(study, place) == "identical in all 200 meetings"  # the length of the meeting differs
    alone = replace(study, effects=tuple(each for each in study.effects if each.outcome == place.outcome))
    assert idle_in_words(alone, place) == "identical in all 200 meetings; the change cannot act here"


def test_a_level_is_a_figure(study: Study) -> None:
    there = study.effect("level", 1, "", RANKED)
    assert there is not None
    assert level(study, 1, "", study.spoken(RANKED)) == f"{100 * there.effect:.1f}"
    assert level(study, 1, "", study.spoken("unheard")) == ""
