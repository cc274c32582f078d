from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.meeting.floor import wishes
from committee.meeting.row import utter
from committee.meeting.sides import bound, crossed, has_crossed, kept_sides, side_of, take_side, tier_said
from committee.meeting.state import OpenRow
from committee.meeting.wish import NO_WISH, Wish
from committee.terms import Act, Flag, Tier
from tests.scripted import CALM, a_flagged_row, an_episode, begun, index_of, say, sponsor_of

NEITHER = (Act.ANNOUNCE, Act.IMPRESSION, Act.ASK, Act.ANSWER, Act.MOVE_ON, Act.CALL)
FOR = (Act.VOUCH, Act.ADVOCATE, Act.REFRAME, Act.COUNTER, Act.WAIT)
AGAINST = (Act.CONCERN, Act.VETO)
EITHER = (Act.AGREE, Act.CHALLENGE, Act.CONCEDE, Act.PROPOSE, Act.RECALL, Act.REOPEN)


def sides_of_wishes(row: OpenRow) -> dict[int, int]:
    """By member who wants the next turn, the side that the turn would take."""
    return {wish.member: side_of(row, wish) for wish in wishes(row) if wish.bid > NO_WISH}


# ---------------------------------------------------------------- which side an act takes


def test_every_act_takes_a_side_or_none() -> None:
    assert set(Act) == {*NEITHER, *FOR, *AGAINST, *EITHER}


@pytest.mark.parametrize("act", [*NEITHER, *FOR, *AGAINST])
def test_an_act_with_one_meaning_takes_the_same_side_whatever_it_is_about(act: Act) -> None:
    row = begun()
    for point in range(len(row.points)):
        side = side_of(row, Wish(3, 1.0, act, point))
        assert side == (0 if act in NEITHER else 1 if act in FOR else -1)


@pytest.mark.parametrize("last", [1, -1])
def test_agreeing_takes_the_side_of_the_last_words_and_challenging_the_other(last: int) -> None:
    row = begun()
    row.cue.last_side = last
    assert side_of(row, Wish(3, 1.0, Act.AGREE, None, 2)) == last
    assert side_of(row, Wish(3, 1.0, Act.CHALLENGE, None, 2)) == -last


def test_a_memory_takes_the_side_of_how_it_went_and_a_reopened_row_that_of_the_point() -> None:
    row = begun()
    worry, merit = index_of(row, "step1"), index_of(row, "letters.1")
    assert side_of(row, Wish(3, 1.0, Act.RECALL, worry, ghost="x", weight=-0.4)) == -1
    assert side_of(row, Wish(3, 1.0, Act.RECALL, worry, ghost="x", weight=0.4)) == 1
    assert side_of(row, Wish(3, 1.0, Act.REOPEN, worry)) == -1
    assert side_of(row, Wish(3, 1.0, Act.REOPEN, merit)) == 1


def test_a_place_proposed_is_for_the_row_if_it_is_better_than_what_the_room_has_shown() -> None:
    row = begun()
    for stance, side in ((row.expressed.mean + 0.2, 1), (row.expressed.mean - 0.2, -1)):
        row.stance[3] = stance
        assert side_of(row, Wish(3, 1.0, Act.PROPOSE, tier=Tier.LOW)) == side


def test_a_concession_takes_the_side_that_one_was_not_on() -> None:
    row = begun()
    for side in (1, -1):
        row.talk.sides[3] = side
        assert side_of(row, Wish(3, 1.0, Act.CONCEDE)) == -side


# ---------------------------------------------------------------- taken


@pytest.mark.parametrize(("act", "point", "side"), [(Act.VOUCH, "letters.1", 1), (Act.CONCERN, "step1", -1)])
def test_a_side_is_taken_in_public_from_where_one_stood(act: Act, point: str, side: int) -> None:
    row = begun()
    stood = row.stance[4]
    say(row, act, point, 4)
    assert (row.talk.sides[4], row.talk.taken_from[4]) == (side, stood)
    assert (row.talk.favor, row.talk.against) == (side > 0, side < 0)


def test_impressions_questions_and_answers_take_none() -> None:
    row = begun()
    assert row.cue.last_speaker in row.docket.interviewers
    say(row, Act.ANSWER, "letters.1")
    utter(row, Wish(7, 1.0, Act.ASK, index_of(row, "step1"), 0))
    assert row.talk.sides == [0] * row.size
    assert (row.talk.favor, row.talk.against) == (False, False)


def test_saying_more_on_ones_own_side_does_not_move_where_it_was_taken_from() -> None:
    row = begun()
    take_side(row, 4, 1)
    stood = row.stance[4]
    row.stance[4] = stood - 0.1
    take_side(row, 4, 1)
    assert row.talk.taken_from[4] == stood
    take_side(row, 4, 0)
    assert (row.talk.sides[4], row.talk.taken_from[4]) == (1, stood)


def test_the_event_side_of_an_utterance_is_the_one_taken() -> None:
    row = begun()
    wish = Wish(4, 1.0, Act.CONCERN, index_of(row, "step1"))
    utter(row, wish)
    assert wish.side == -1


# ---------------------------------------------------------------- kept


@pytest.mark.parametrize("side", [1, -1])
@pytest.mark.parametrize("last", [1, -1])
def test_nobody_wishes_to_do_anything_against_their_side(side: int, last: int) -> None:
    """Every kind of wish is made worth having, so that the side alone decides."""
    room = {
        **CALM,
        "meeting.floor.challenge": "10.0",
        "meeting.floor.agree": "10.0",
        "meeting.floor.propose": "10.0",
        "meeting.floor.recast": "10.0",
        "memory.episodes": f"[{an_episode(holders='[]')}, {an_episode('good', outcome='0.9', holders='[]')}]",
    }
    row = begun(room, narrative="concrete", emails="poor")
    say(row, Act.CONCERN if last < 0 else Act.VOUCH, "step1" if last < 0 else "letters.1", 0)
    row.turn = 9
    row.cue.last_ghost = (Flag.STEP_FAIL,)
    free = sides_of_wishes(row)
    assert -side in free.values()
    row.talk.sides = [side] * row.size
    row.talk.taken_from = [*row.stance]
    kept = sides_of_wishes(row)
    assert kept
    assert -side not in kept.values()


def test_a_sponsor_is_for_the_row_before_saying_a_word() -> None:
    row = begun(advocate="apd:strong")
    sponsor = sponsor_of(row)
    assert row.talk.sides == [0] * row.size
    assert [member for member, side in enumerate(kept_sides(row)) if side] == [sponsor]
    assert kept_sides(row)[sponsor] == 1


def test_without_a_sponsor_sides_are_those_taken() -> None:
    row = begun()
    row.talk.sides[2] = -1
    assert kept_sides(row) == row.talk.sides


def test_whoever_sponsors_or_has_staked_is_bound() -> None:
    row = begun(advocate="apd:strong")
    sponsor = sponsor_of(row)
    assert [member for member in range(row.size) if bound(row, member)] == [sponsor]
    other = next(member for member in range(row.size) if member != sponsor)
    row.stakes.units[other] = 0.5
    assert {member for member in range(row.size) if bound(row, member)} == {sponsor, other}


def test_a_sponsor_who_dislikes_the_row_and_cannot_pay_says_less_and_nothing_against() -> None:
    room = {**CALM, "memory.episodes": f"[{an_episode(holders='[]')}]", "meeting.floor.ghost": "10.0"}
    row = begun(room, advocate="apd:strong", impression="odd; dull", narrative="hidden")
    sponsor = sponsor_of(row)
    row.members[sponsor].purse.balance = 0.0
    row.stance[sponsor] = -1.0
    say(row, Act.CONCERN, "step1", 0)
    wish = wishes(row)[sponsor]
    assert wish.bid == NO_WISH or side_of(row, wish) >= 0
    other = next(m for m in range(row.size) if m in row.knowledge.haunted and m not in (0, sponsor))
    assert wishes(row)[other].act is Act.RECALL


# ---------------------------------------------------------------- crossing over


@given(st.floats(-2.0, 2.0), st.floats(-2.0, 2.0), st.floats(0.01, 1.0))
def test_one_has_crossed_who_moved_far_enough_and_past_the_room(moved: float, beyond: float, by: float) -> None:
    assert crossed(moved, beyond, by) is (moved <= -by and beyond < 0.0)
    if crossed(moved, beyond, by):
        assert crossed(moved - 0.1, beyond - 0.1, by)
        assert not crossed(moved, -beyond, by)
        assert not crossed(-moved, beyond, by)


@pytest.mark.parametrize("side", [1, -1])
def test_talk_moves_a_member_across_by_the_stated_distance_and_beyond_the_room(side: int) -> None:
    row = begun()
    by = row.rules.floor.crossed_by
    row.stance[3] = 0.0
    take_side(row, 3, side)
    row.expressed.mean = 0.0
    row.stance[3] = -side * (by - 0.01)
    assert not has_crossed(row, 3)
    row.stance[3] = -side * (by + 0.01)
    assert has_crossed(row, 3)
    row.expressed.mean = -side * (by + 0.02)
    assert not has_crossed(row, 3)


def test_who_has_no_side_cannot_cross() -> None:
    row = begun()
    row.stance[3] = -1.0
    assert not has_crossed(row, 3)


def test_who_sponsors_or_has_staked_never_crosses() -> None:
    row = begun(advocate="apd:strong")
    sponsor = sponsor_of(row)
    for member in (sponsor, 5):
        row.stance[member] = 0.5
        take_side(row, member, 1)
        row.stance[member] = -1.0
    assert has_crossed(row, 5)
    assert not has_crossed(row, sponsor)
    row.stakes.units[5] = 1.0
    assert not has_crossed(row, 5)


def test_who_has_crossed_wants_to_concede_over_what_changed_their_mind() -> None:
    row = begun(CALM)
    say(row, Act.VOUCH, "letters.1", 4)
    say(row, Act.CONCERN, "step1", 0)
    row.stance[4] = min(row.talk.taken_from[4] - row.rules.floor.crossed_by, row.expressed.mean) - 0.01
    wish = wishes(row)[4]
    assert (wish.act, wish.point) == (Act.CONCEDE, index_of(row, "step1"))
    utter(row, wish)
    assert (row.talk.sides[4], row.talk.taken_from[4]) == (-1, row.stance[4])
    assert wishes(row)[4].act is not Act.CONCEDE


def test_conceding_over_nothing_that_was_said_names_no_point() -> None:
    row = begun(CALM)
    take_side(row, 4, -1)
    row.stance[4] = row.expressed.mean = 0.9
    row.talk.taken_from[4] = 0.0
    row.stance[4] = 1.0
    row.talk.said = []
    wish = wishes(row)[4]
    assert (wish.act, wish.point) == (Act.CONCEDE, None)


def test_a_concession_moves_others_more_than_the_concern_alone() -> None:
    """The same words at the same moment, from the same member: a mind changed in public weighs more."""
    moved = {}
    for act in (Act.CONCERN, Act.CONCEDE):
        row = a_flagged_row(advocate="")
        take_side(row, 4, 1)
        say(row, act, "step1", 4)
        moved[act] = row.moved
        assert row.talk.concerns == {index_of(row, "step1"): 0.0}
    others = [member for member in range(10) if member != 4]
    assert all(moved[Act.CONCEDE][member] < moved[Act.CONCERN][member] < 0.0 for member in others)
    assert moved[Act.CONCEDE][4] == 0.0


def test_conceding_to_the_row_lifts_it_as_far_as_one_is_trusted_and_the_listener_follows() -> None:
    row = a_flagged_row(advocate="")
    take_side(row, 4, -1)
    before = list(row.stance)
    utter(row, Wish(4, 1.0, Act.CONCEDE))
    for member in range(row.size):
        share = row.seating.trust[member][4] * row.seating.susceptible[member] * row.attention[member]
        push = 0.0 if member == 4 else row.rules.persuasion.concede * share
        assert row.stance[member] == pytest.approx(min(1.0, before[member] + push))
    assert row.talk.sides[4] == 1


@pytest.mark.parametrize("switch", ["influence", "social_influence"])
def test_without_influence_a_concession_pushes_nobody(switch: str) -> None:
    row = a_flagged_row({f"switches.{switch}": "false"}, advocate="")
    take_side(row, 4, -1)
    utter(row, Wish(4, 1.0, Act.CONCEDE))
    assert not any(row.moved)


def test_the_tier_said_is_that_of_the_expressed_room() -> None:
    row = begun()
    for tier in (Tier.TOP, Tier.MID, Tier.LOW):
        row.expressed.mean = row.rules.call.tiers[tier]
        assert tier_said(row) is tier
    row.expressed.mean = -1.5
    assert tier_said(row) is Tier.DNR
