"""Who stands on which side, and when the room sits up."""

from __future__ import annotations

from msgspec.structs import replace

from committee.events import Event, Uttered
from committee.recording.sides import conceding, points_named, sides_taken, sits_up
from committee.terms import Act, Family
from tests.builders import a_header, a_point, a_row_opened, an_utterance, heard

CONDUCT = a_point(4, column="professionalism", family=Family.PROFESSIONALISM, valence=-1)


def told(*talk: Uttered) -> list[Event]:
    opened = a_row_opened(1)
    return [a_header(1), replace(opened, points=(*opened.points, CONDUCT)), *talk]


def test_the_last_side_counts_and_who_took_none_is_left_out() -> None:
    row = heard(
        told(
            an_utterance(1, "faculty_1", Act.VOUCH, side=1),
            an_utterance(2, "chief_1", Act.ASK),
            an_utterance(3, "apd_1", Act.CONCERN, side=-1),
            an_utterance(4, "apd_1", Act.CONCEDE, side=1),
        )
    ).rows[0]
    assert sides_taken(row.utterances[:3]) == {"faculty_1": 1, "apd_1": -1}
    assert sides_taken(row.utterances) == {"faculty_1": 1, "apd_1": 1}
    assert conceding(row.utterances) == ["apd_1"]


def test_who_concedes_without_a_new_side_stands_on_none() -> None:
    row = heard(told(an_utterance(1, "pd", Act.CONCERN, side=-1), an_utterance(2, "pd", Act.CONCEDE))).rows[0]
    assert sides_taken(row.utterances) == {}
    assert conceding(row.utterances) == ["pd"]


def test_an_impression_names_two_points_and_each_counts_once() -> None:
    row = heard(
        told(
            an_utterance(1, "pd", Act.IMPRESSION, point="point_2", also="point_3"),
            an_utterance(2, "apd_1", Act.VOUCH, point="point_3", side=1),
        )
    ).rows[0]
    assert points_named(row.utterances) == ["point_2", "point_3"]


def test_the_room_sits_up_for_conduct_and_for_nothing_else() -> None:
    recording = heard(told(an_utterance(1, "pd", Act.CONCERN, point="point_4", side=-1)))
    assert sits_up(recording, recording.rows[0], ["point_1", "point_4"])
    assert not sits_up(recording, recording.rows[0], ["point_1", "point_2", "point_3"])


def test_a_room_that_tells_no_sides_stays_as_tired_as_it_was() -> None:
    old = heard(told(an_utterance(1, "pd", Act.CONCERN, point="point_4")))
    assert not sits_up(old, old.rows[0], ["point_4"])
