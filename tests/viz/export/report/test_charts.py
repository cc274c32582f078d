"""Pictures show every effect, in the page's colors, and hold nothing that a strict page refuses."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from viz.export.report.charts import Dose, Dot, bars, doses, farthest, histogram, whiskers
from viz.export.report.outcomes import outcome_in_words
from viz.export.report.study import Study

CLEAR = Dot("a <b> & 'c'", -11.2, -13.5, -8.9, "−11.2 [−13.5, −8.9]")
DOTS = [CLEAR, Dot("long " * 12, 0.4, -1.2, 2.0, "+0.4 [−1.2, 2.0]", clear=False)]
PLACE = outcome_in_words("place.a")


@pytest.fixture(scope="module")
def pictures() -> list[str]:
    levels = [Dose(3.5, 0.0, 0.0, 0.0), Dose(6.0, -2.0, -3.0, -1.0)]
    made = (whiskers(DOTS, PLACE), doses(levels, "capital", PLACE), histogram([1, 5, 2], [-3, -1, 1, 3], PLACE))
    return [svg for pair in (*made, bars(DOTS, "Total index")) for svg in pair]


def test_they_are_pieces_of_a_page_in_its_colors(pictures: list[str]) -> None:
    for svg in pictures:
        ElementTree.fromstring(svg)  # noqa: S314 - our own picture
        assert svg.startswith('<svg class="chart" data-for="')
        assert not re.search(r'#0[0-9]0[0-9]0[0-9]"|style=|<script|font-family|http', svg)
        assert "var(--" in svg


def test_every_effect_is_a_dot_with_its_label(pictures: list[str]) -> None:
    wide = ElementTree.fromstring(pictures[0])  # noqa: S314 - our own picture
    assert "a <b> & 'c'" in "".join(wide.itertext())
    assert DOTS[0].figures in "".join(wide.itertext())
    for mark in ("stroke", "fill"):
        assert pictures[0].count(f'{mark}="var(--accent)"') == 1


def test_a_factor_is_as_far_below_one_as_its_inverse_is_above() -> None:
    ratio = outcome_in_words("rate_ratio.us_img")
    wide, _ = whiskers([Dot(str(effect), effect, effect, effect, "") for effect in (0.5, 1.0, 2.0)], ratio)
    half, one, two = (float(x) for x in re.findall(r'transform="translate\(([\d.]+),[\d.]+\)" d="M[^"]+A', wide))
    assert one - half == pytest.approx(two - one, abs=0.01)


def test_a_picture_shows_the_farthest(study: Study) -> None:
    shown = farthest(study.changes, PLACE, 2)
    assert shown[0].point == 2
    assert len(shown) == 2
