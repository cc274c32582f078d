"""What the board plays at each step."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.viz.workshop.held import a_session, session_text
from viz.workshop.deciding import Place
from viz.workshop.known import read_known
from viz.workshop.room import Room, Stand
from viz.workshop.session import load_session
from viz.workshop.views import Around, board_view

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


def test_a_talkover_plays_the_row_that_it_names_with_the_call(tmp_path: Path) -> None:
    there = places(tmp_path)
    place = next(each for each in there if each.session.steps[each.room.stand.index].row == "r003")
    told = place.told["main:r003"]
    shown = board_view(place, Around())
    assert (shown["row"], shown["playhead"]) == ("r003", {"start": 0.0, "end": told.end_s})
    assert shown["result"] is None


def test_the_steps_of_a_row_play_one_after_the_other_and_the_call_waits(tmp_path: Path) -> None:
    there = places(tmp_path)
    told = there[1].told["main:r001"]
    heads = [board_view(place, Around())["playhead"] for place in there[1:5]]
    assert heads == [
        {"start": 0.0, "end": told.read_s},
        {"start": told.read_s, "end": told.call_s},
        {"start": told.call_s, "end": told.call_s},
        {"start": told.call_s, "end": told.call_s},
    ]
    revealed = replace(there[4], room=Room(stand=Stand(index=4, phase="revealed"), revealed=frozenset({"main:r001"})))
    assert board_view(revealed, Around())["playhead"] == {"start": told.call_s, "end": told.end_s}


@pytest.mark.parametrize("step", [0, -1])
def test_nothing_plays_where_no_row_is_named(tmp_path: Path, step: int) -> None:
    assert board_view(places(tmp_path)[step], Around())["playhead"] is None
