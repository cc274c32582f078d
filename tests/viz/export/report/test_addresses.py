"""Behind every number is a meeting, and its address says all that makes it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from msgspec.structs import replace

from committee.experiments.whatifs.address_reading import parsed
from committee.written.source import read_value
from tests.viz.export.report.studies import NULL, OUTCOMES
from viz.export.report.addresses import address_behind, address_of
from viz.export.report.study import Effect, Study


def test_an_address_holds_the_version_the_levers_and_the_null(study: Study) -> None:
    asked = address_of(study, 2, NULL, 7, "img_a")
    assert asked.startswith("committee:0.3.0+4f0c2d8a/two_imgs?seed=7&set=rows.img_a.advocate=%22apd%3Astrong%22&")
    assert unquote(asked).endswith(f"&set={NULL}#img_a@0")


def test_a_measured_null_is_looked_at_in_its_meeting(study: Study) -> None:
    assert address_of(study, 1, "additive", 1) == address_of(study, 1, "", 1)


def test_every_address_is_read_back(study: Study) -> None:
    for effect in study.effects:
        read = parsed(address_behind(study, effect))
        assert (read.scenario, read.row) == ("two_imgs", effect.outcome.partition(".")[2])
        levers = {key: read_value(text, key) for key, text in read.settings.items() if key != "switches.influence"}
        assert levers == dict(study.points[effect.point])


def test_it_is_that_of_the_meeting_nearest_the_number(study: Study) -> None:
    for effect in study.effects:
        if effect.kind == "difference_of_differences":
            continue
        seed = int(re.search(r"seed=(\d+)", address_behind(study, effect))[1])  # type: ignore[index]
        near = numbers(study, effect)
        if effect.kind != "level" and effect.outcome.startswith("ranked."):
            assert near[seed] == (1.0 if effect.effect > 0.0 else -1.0 if effect.effect < 0.0 else 0.0)
            continue
        assert abs(near[seed] - effect.effect) == min(abs(value - effect.effect) for value in near.values())


def numbers(study: Study, effect: Effect) -> dict[int, float]:
    if effect.kind == "level":
        return dict(study.values[effect.point, effect.null, effect.outcome])
    return study.differences(effect.point, effect.against, effect.null, effect.outcome)


def test_every_effect_and_level_carries_one_on_the_page(folder: Path, study: Study) -> None:
    page = (folder / "report.html").read_text(encoding="utf-8")
    told = [each for each in study.effects if each.kind == "level" or (each.kind == "paired" and not each.null)]
    assert len(re.findall(r'<code class="address"', page)) >= len(told)
    assert all(address_behind(study, each).replace("&", "&amp;") in page for each in told)
    assert all(each.outcome in OUTCOMES for each in told)


def test_it_is_written_as_every_other_address(study: Study) -> None:
    asked = address_of(study, 2, NULL, 7, "img_a")
    assert replace(parsed(asked), version="0.3.0").text == asked
