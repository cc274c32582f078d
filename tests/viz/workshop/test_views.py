"""What the board plays at each step."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.viz.workshop.held import ITEM, a_session, session_text
from viz.workshop.deciding import Place
from viz.workshop.known import read_known
from viz.workshop.room import Phase, Room, Stand, Vote
from viz.workshop.session import load_session
from viz.workshop.views import Around, board_view, host_view, phone_view

SHOWN = '[[steps]]\nkind = "talkover"\ntitle = "Look"\nseconds = 30\nrecording = "main"\nrow = "r003"\n'


def places(folder: Path) -> list[Place]:
    """The session at each of its steps; a row that nobody votes on is shown before the last."""
    a_session(folder, ("r001",))
    before, last, after = session_text(("r001",)).rpartition("[[steps]]")
    (folder / "mine.toml").write_text(before + SHOWN + last + after)
    session = load_session(folder / "mine.toml")
    known = read_known(session, {"main": folder / "main.jsonl"}, twins=({}, {}), pivots={})
    rooms = [Room(stand=Stand(index=index)) for index in range(len(session.steps))]
    return [Place(session=session, told=known.told, room=room) for room in rooms]


def started(place: Place, phase: Phase = "playing") -> Place:
    return replace(place, room=replace(place.room, stand=replace(place.room.stand, phase=phase)))


def test_a_talkover_plays_the_row_that_it_names_with_the_call_when_a_host_starts_it(tmp_path: Path) -> None:
    there = places(tmp_path)
    place = next(each for each in there if each.session.steps[each.room.stand.index].row == "r003")
    told = place.told["main:r003"]
    shown = board_view(place, Around())
    assert (shown["row"], shown["playhead"]) == ("r003", {"start": told.read_s, "end": told.read_s})
    assert shown["result"] is None
    assert board_view(started(place), Around())["playhead"] == {"start": told.read_s, "end": told.end_s}
    assert host_view(place, Around())["plays"] == round(told.end_s - told.read_s)


def test_the_steps_of_a_row_play_one_after_the_other_and_the_call_waits(tmp_path: Path) -> None:
    there = places(tmp_path)
    told = there[1].told["main:r001"]
    heads = [board_view(place, Around())["playhead"] for place in there[1:5]]
    assert heads == [
        {"start": 0.0, "end": told.read_s},
        {"start": told.read_s, "end": told.read_s},
        {"start": told.call_s, "end": told.call_s},
        {"start": told.call_s, "end": told.call_s},
    ]
    assert board_view(started(there[2]), Around())["playhead"] == {"start": told.read_s, "end": told.call_s}
    revealed = replace(there[4], room=Room(stand=Stand(index=4, phase="revealed"), revealed=frozenset({"main:r001"})))
    assert board_view(revealed, Around())["playhead"] == {"start": told.call_s, "end": told.end_s}


def test_the_questions_about_a_result_stand_with_it_and_not_before_and_hosts_have_them_always(tmp_path: Path) -> None:
    place = places(tmp_path)[4]
    place = replace(place, room=replace(place.room, animals={"anna": "Red Fox"}))
    for there, told in ((place, []), (started(place, "revealed"), ["Why reveal?"])):
        assert board_view(there, Around())["step"]["questions"] == told
        assert phone_view(there, Around(), "anna")["step"]["questions"] == told
        assert host_view(there, Around())["step"]["questions"] == ["Why reveal?"]


def test_of_several_questions_whoever_has_answered_all_has_voted(tmp_path: Path) -> None:
    first = places(tmp_path)[0]
    more = ITEM.replace('"sure"', '"seen"')
    (tmp_path / "mine.toml").write_text(session_text(("r001",)) + more)
    place = replace(first, session=load_session(tmp_path / "mine.toml"))
    vote = Vote(n=1, choice="yes")
    votes = {("sure", "pre"): {"anna": vote, "ben": vote}, ("seen", "pre"): {"anna": vote}}
    hands = {("sure", "pre"): {"yes": 3}}
    view = host_view(replace(place, room=replace(place.room, votes=votes, hands=hands)), Around())
    assert view["voted"] == {"pre": 1}
    assert [ballot["hands"] for ballot in view["ballots"]] == [3, 0]


@pytest.mark.parametrize("step", [0, -1])
def test_nothing_plays_where_no_row_is_named(tmp_path: Path, step: int) -> None:
    assert board_view(places(tmp_path)[step], Around())["playhead"] is None
