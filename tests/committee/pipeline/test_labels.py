from __future__ import annotations

import pytest

from committee.pipeline.labels import HAPPENED, label_elsewhere, label_of, label_of_many
from committee.terms import Flag, Kind, Visa

DRAWS = (0.0, 0.3, 0.5, 0.9999999)


def test_a_label_says_the_year_what_set_them_apart_and_what_happened() -> None:
    assert label_of(2029, ("j1", "non_us_img"), "late", 0.0) == (
        "the 2029 IMG on the J-1 who came weeks late because of the visa"
    )
    assert label_of(2029, (), "left", 0.9) == "the 2029 resident who was gone by spring"


@pytest.mark.parametrize("trait", [*Flag, Visa.J1, Visa.H1B, *Kind])
def test_every_trait_and_event_makes_one_phrase(trait: str) -> None:
    for event in HAPPENED:
        for draw in DRAWS:
            label = label_of(2029, (trait,), event, draw)
            assert label.startswith("the 2029 ")
            assert "  " not in label
            assert label.count(" who ") + label.count(" whom ") + label.count(" whose ") == 1 + label.count(" and who")


def test_every_way_to_tell_an_event_is_told() -> None:
    for event, ways in HAPPENED.items():
        labels = {label_of(2029, (), event, place / len(ways)) for place in range(len(ways))}
        assert len(labels) == len(ways)


def test_the_quiet_and_those_elsewhere_have_labels_of_their_own() -> None:
    assert label_of_many(2029, "us_md") == "the US MDs of 2029 who did their work"
    assert label_elsewhere("the one") == "the one, at another program"
