"""The room, what follows from what is said, and what each page may know, over everything that can happen."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.errors import UsageRefused
from tests.effort import some
from tests.viz.workshop.held import a_session
from viz.workshop.deciding import Place, command, join, vote
from viz.workshop.journal import line_of
from viz.workshop.messages import Hands, Join, Move, Setting, Vote
from viz.workshop.room import Room, entry, fold, room_of, tally
from viz.workshop.views import Around, board_view, commands_now, host_view, phone_view

CODE = "ABCDEF"
CLIENTS = tuple(f"client{number}-0123456789" for number in range(3))
CHOICES = ("top", "mid", "low", "dnr", "yes", "impossible")
FIRST = "main:r001"
KEYS = ((FIRST, "before"), (FIRST, "after"), (FIRST, "moved"), ("main:r002", "before"), ("sure", "pre"))
PATH = ("next", "open_ballot", "lock", "next", "reveal")
MOVES = (*PATH * 3, "start", "page_on", "page_back", "back", "skip", "pause", "go_on", "end")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Place:
    session, known = a_session(tmp_path_factory.mktemp("room"))
    opened = entry("opened", name="mine", digest=session.digest, code=CODE, link="", port=0)
    return Place(session=session, told=known.told, room=fold(Room(), opened))


def vote_of(client: str, key: tuple[str, str], n: int, choice: str) -> Vote:
    about = {"round": key[0], "ballot": key[1], "n": n, "choice": choice}
    return Vote.model_validate({"v": 1, "type": "vote", "client": client, **about})


joins = st.sampled_from(CLIENTS).map(lambda client: Join(v=1, type="join", client=client, code=CODE))
votes = st.builds(vote_of, st.sampled_from(CLIENTS), st.sampled_from(KEYS), st.integers(1, 4), st.sampled_from(CHOICES))
moves = st.sampled_from(MOVES).map(lambda name: Move(v=1, type=name, at=0))
switches = st.builds(
    lambda name, on: Setting(v=1, type=name, at=0, on=on), st.sampled_from(("blind", "allow_change")), st.booleans()
)
counted = st.builds(
    lambda key, top: Hands(v=1, type="hands", at=0, round=key[0], ballot=key[1], counts={"top": top}),
    st.sampled_from(KEYS),
    st.integers(0, 9),
)
everything = st.lists(st.one_of(joins, votes, votes, moves, moves, switches, counted), max_size=60)


def after(place: Place, said: Any) -> tuple[Place, Sequence[Any], Any]:
    """The place after a message, the entries that it makes, and the answer."""
    if isinstance(said, Join):
        decision = join(place, said)
    elif isinstance(said, Vote):
        decision = vote(place, said)
    else:
        decision = command(place, said.model_copy(update={"at": place.room.stand.index}))
    room = place.room
    for made in decision.entries:
        room = fold(room, json.loads(line_of(made)))
    return Place(session=place.session, told=place.told, room=room), decision.entries, decision.answer


def views(place: Place) -> list[Any]:
    """What every page shows."""
    phones = [phone_view(place, Around(), client) for client in place.room.animals]
    return [*phones, board_view(place, Around()), host_view(place, Around())]


@settings(max_examples=some(60), deadline=None)
@given(everything)
def test_whatever_happens_the_laws_of_a_workshop_hold(begun: Place, said: list[Any]) -> None:
    place, kept = begun, []
    for message in said:
        before = place
        allowed = commands_now(place)
        place, entries, answer = after(place, message)
        kept += entries
        if isinstance(message, Move):  # what a console offers is what is carried out
            assert (answer["type"] == "done") == (message.type in allowed), (message, allowed)
        if isinstance(message, Vote) and answer["type"] == "ack":
            assert after(place, message)[1:] == ((), answer)  # saying it again changes nothing
            assert place.room.votes[message.round, message.ballot][message.client].n >= message.n
        if answer["type"] == "refused":
            assert place.room == before.room
        nothing_early(place)
    assert room_of(kept, "") == Room(**{**vars(place.room), "session": "", "code": "", "links": frozenset()})
    for key, standing in place.room.votes.items():
        assert sum(tally(place.room, key).values()) == len(standing) + sum(place.room.hands.get(key, {}).values())


def nothing_early(place: Place) -> None:
    """No page has a tally, a verdict or a reason of a round that no host has revealed, and none has been too early."""
    for round_ in place.room.revealed:
        assert {(round_, "before"), (round_, "after")} <= place.room.held
    for view in views(place):
        if view["type"] != "host" and view["step"]["kind"] == "reveal" and view["phase"] not in ("paused", "ended"):
            assert bool(view["step"]["questions"]) == (view["phase"] == "revealed")
        if view["result"] is not None:
            assert view["result"]["round"] in place.room.revealed
        elif view["type"] == "state":
            text = json.dumps(view)
            assert "decided" not in text
            assert not any(client in text for client in CLIENTS)


def test_a_vote_on_a_revealed_row_is_refused_even_if_the_host_goes_back(begun: Place) -> None:
    place = along(begun, "next", "open_ballot", "lock", "next", "next", "open_ballot", "lock", "next", "reveal")
    assert place.room.revealed == {"main:r001"}
    place = along(place, "back", "back", "back")
    assert after(place, Move(v=1, type="open_ballot", at=0))[2]["why"].startswith("The result of this row is out")


def along(place: Place, *names: str) -> Place:
    for name in names:
        place, _, answer = after(place, Move(v=1, type=name, at=0))
        assert answer["type"] == "done", (name, answer)
    return place


def test_a_host_who_sees_another_step_commands_nothing(begun: Place) -> None:
    place = along(begun, "next")
    answer = command(place, Move(v=1, type="next", at=0)).answer
    assert answer["why"] == "Another host has moved on meanwhile."


def test_an_open_session_shows_a_result_as_soon_as_its_step_begins(begun: Place) -> None:
    place = after(begun, Setting(v=1, type="blind", at=0, on=False))[0]
    place = along(place, "next", "open_ballot", "next", "next", "open_ballot", "next")
    assert place.room.stand.phase == "revealed"
    assert board_view(place, Around())["result"]["committee"] == place.told["main:r001"].verdict


def test_a_vote_on_its_way_when_the_ballot_locks_counts_and_is_called_late(begun: Place) -> None:
    place = along(after(begun, Join(v=1, type="join", client=CLIENTS[0], code=CODE))[0], "next", "open_ballot")
    grace = dict(place.ballots)
    late = Vote(v=1, type="vote", client=CLIENTS[0], round="main:r001", ballot="before", n=1, choice="top")
    for moved in (along(place, "lock"), along(place, "next")):
        assert vote(moved, late).answer["type"] == "refused"
        told = vote(Place(session=moved.session, told=moved.told, room=moved.room, grace=grace), late)
        assert told.answer["late"]
        assert told.entries[0]["late"]


def test_where_nobody_may_change_a_vote_the_first_stands(begun: Place) -> None:
    place = along(after(begun, Join(v=1, type="join", client=CLIENTS[0], code=CODE))[0], "next", "open_ballot")
    place = after(place, Setting(v=1, type="allow_change", at=0, on=False))[0]
    said = Vote(v=1, type="vote", client=CLIENTS[0], round="main:r001", ballot="before", n=1, choice="top")
    place = after(place, said)[0]
    place, _, answer = after(place, said.model_copy(update={"n": 2, "choice": "low"}))
    assert answer["type"] == "refused"
    assert tally(place.room, ("main:r001", "before")) == {"top": 1}


@pytest.mark.parametrize("spoil", [lambda one: one.pop("client"), lambda one: one.update(event="noted")])
def test_a_file_of_other_entries_is_refused(spoil: Callable[[dict[str, Any]], Any], tmp_path: Path) -> None:
    one = dict(entry("joined", client=CLIENTS[0], animal="Red Fox"))
    spoil(one)
    with pytest.raises(UsageRefused, match="an entry of it is not one"):
        room_of([one], "a file")
