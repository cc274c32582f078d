from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from committee.meeting.review import Standing, ordered, review
from committee.members.member import Member
from tests.scripted import a_meeting, the_rules

RULES = the_rules().review
STAKE = 1.0
SIZE = 10


def members() -> list[Member]:
    return a_meeting().members


def standing(name: str, call: float, **loved: float) -> Standing:
    """A row that everybody sees as the call does, but for the members named ``m0``, ``m1`` ..."""
    stances = [loved.get(f"m{index}", call) for index in range(SIZE)]
    return Standing(id=name, call=call, stances=tuple(stances))


def test_two_rows_with_the_same_call_tie_by_id() -> None:
    rows = [standing("r3", 0.1), standing("r1", 0.1), standing("r2", 0.5)]
    assert [row.id for row in ordered(rows)] == ["r2", "r1", "r3"]


def test_a_member_with_capital_moves_the_row_that_stands_furthest_below_where_they_see_it() -> None:
    rows = ordered([standing(f"r{n}", 0.9 - n / 10) for n in range(6)] + [standing("r7", -0.2, m0=0.9)])
    room = members()
    before = room[0].purse.balance
    (move,) = review(rows, room, STAKE, RULES)
    assert (move.id, move.by, move.from_position) == ("r7", 0, 7)
    assert move.to_position == 7 - RULES.places
    assert rows[move.to_position - 1].id == "r7"
    assert (move.stake, move.balance) == (STAKE, before - STAKE)
    assert room[0].purse.balance == move.balance


def test_nobody_moves_a_row_without_capital_or_a_vote() -> None:
    coordinator = SIZE - 1
    rows = ordered([standing("r0", 0.5), standing("r1", -0.5, m0=1.0, **{f"m{coordinator}": 1.0})])
    room = members()
    room[0].purse.balance = 0.0
    room[coordinator].purse.balance = 5.0
    assert review(rows, room, STAKE, RULES) == []


def test_nobody_moves_a_row_that_stands_about_where_they_see_it() -> None:
    rows = ordered([standing("r0", 0.5), standing("r1", 0.0, m0=RULES.gap)])
    assert review(rows, members(), STAKE, RULES) == []


@given(st.lists(st.lists(st.floats(-1.0, 1.0), min_size=SIZE, max_size=SIZE), min_size=1, max_size=12))
def test_a_review_keeps_every_row_and_ends_with_the_patience_of_the_room(stances: list[list[float]]) -> None:
    rows = ordered([Standing(id=f"r{n}", call=min(each), stances=tuple(each)) for n, each in enumerate(stances)])
    before = [row.id for row in rows]
    replayed = [*before]
    moves = review(rows, members(), STAKE, RULES)
    assert len(moves) <= RULES.moves
    for move in moves:
        assert 1 <= move.to_position < move.from_position <= len(rows)
        assert replayed.pop(move.from_position - 1) == move.id
        replayed.insert(move.to_position - 1, move.id)
    assert replayed == [row.id for row in rows]
    assert len({move.by for move in moves}) == len(moves)
