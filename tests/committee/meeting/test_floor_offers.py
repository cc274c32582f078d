"""What :mod:`committee.meeting.floor` offers beside points: memories, a worry recast, a place."""

from __future__ import annotations

from committee.meeting.effect import mark_said
from committee.meeting.floor import recasts, threshold, wishes
from committee.meeting.row import utter
from committee.meeting.sides import tier_said
from committee.meeting.state import OpenRow
from committee.meeting.wish import NO_WISH, Wish
from committee.terms import Act, Flag, Tier
from tests.scripted import CALM, an_episode, begun, index_of, say, seat_of

# ---------------------------------------------------------------- memories

GHOSTS = {
    **CALM,
    "memory.episodes": f"[{an_episode('bad', holders='[]')}, {an_episode('good', outcome='0.8', holders='[]')}]",
    "meeting.floor.ghost": "10.0",
}


def recalls(row: OpenRow) -> set[str | None]:
    return {wish.ghost for wish in wishes(row) if wish.act is Act.RECALL}


def test_a_good_memory_is_told_only_in_answer_to_a_bad_one() -> None:
    row = begun(GHOSTS)
    assert recalls(row) == {"bad"}
    row.cue.last_ghost = (Flag.STEP_FAIL,)
    row.talk.named.add("bad")
    assert recalls(row) == {"good"}
    for elsewhere in ((), (Flag.VISA,)):
        row.cue.last_ghost = elsewhere
        assert recalls(row) == set()


def test_a_bad_memory_that_was_named_invites_a_good_one_and_a_good_one_does_not() -> None:
    row = begun(GHOSTS)
    speaker = next(wish for wish in wishes(row) if wish.act is Act.RECALL)
    utter(row, speaker)
    assert row.cue.last_ghost == (Flag.STEP_FAIL,)
    reply = next(wish for wish in wishes(row) if wish.act is Act.RECALL)
    assert (reply.ghost, reply.weight > 0.0) == ("good", True)
    utter(row, reply)
    assert not row.cue.last_ghost
    assert row.talk.named == {"bad", "good"}


def test_who_may_not_name_a_ghost_names_none() -> None:
    row = begun(GHOSTS)
    coordinator = seat_of(row, "coordinator")
    assert row.ghosts[coordinator]
    assert wishes(row)[coordinator].act is not Act.RECALL


# ---------------------------------------------------------------- recasting

KEEN = {**CALM, "meeting.floor.recast": "10.0"}


def a_worried_row(**cells: str | int | float) -> OpenRow:
    """A row whose failed Step somebody worries about, in a room that likes it."""
    row = begun(KEEN, narrative="concrete_with_change", **cells)
    say(row, Act.CONCERN, "step1", 0)
    row.stance = [0.5] * row.size
    return row


def recasting(row: OpenRow) -> dict[int, int | None]:
    return {wish.member: wish.point for wish in wishes(row) if wish.act is Act.REFRAME and wish.bid > 5.0}


def test_whoever_holds_proof_and_wants_the_row_recasts_an_open_worry() -> None:
    row = a_worried_row()
    proof = index_of(row, "narrative")
    free = set(row.docket.holders[proof]) - {0}
    assert recasts(row) == [(proof, index_of(row, "step1"))]
    assert recasting(row) == dict.fromkeys(free, proof)
    row.stance = [row.rules.call.tiers[Tier.MID] - 0.01] * row.size
    assert not recasting(row)


def test_what_has_been_said_may_recast_and_each_proof_a_worry_once() -> None:
    row = a_worried_row(gap_years=4)
    proof = index_of(row, "narrative")
    mark_said(row, proof)
    who, _ = min(recasting(row).items())
    utter(row, Wish(who, 1.0, Act.REFRAME, proof))
    assert row.talk.recast == {(proof, index_of(row, "step1"))}
    assert not recasting(row)
    say(row, Act.CONCERN, "gap_years", 0)
    assert recasts(row) == [(proof, index_of(row, "gap_years"))]


def test_the_best_proof_comes_first() -> None:
    row = a_worried_row(step2_ck=262, letters="us:fight")
    proofs = [row.points[proof].proof for proof, _ in recasts(row)]
    assert len(proofs) == 3
    assert proofs == sorted(proofs, reverse=True)


def test_no_proof_recasts_a_worry_that_it_does_not_answer() -> None:
    row = begun(KEEN, step1="", visa="h1b", narrative="concrete_with_change", letters="us:fight", advocate="apd:strong")
    say(row, Act.CONCERN, "visa", 0)
    assert recasts(row) == []


# ---------------------------------------------------------------- places

BOLD = {**CALM, "meeting.floor.propose": "10.0"}


def argued(room: dict[str, str] | None = None) -> OpenRow:
    """A row that the room has shown to be low and that everybody sees at the top."""
    row = begun(room or BOLD)
    row.turn = 4
    row.stance = [0.6] * row.size
    row.expressed.mean = row.rules.call.tiers[Tier.LOW] + 0.01
    return row


def places(row: OpenRow) -> dict[int, Tier | None]:
    return {wish.member: wish.tier for wish in wishes(row) if wish.act is Act.PROPOSE}


def test_voters_but_the_director_propose_the_tier_in_which_they_see_the_row() -> None:
    row = argued()
    voters = {i for i in range(row.size) if row.members[i].votes and i != row.seating.director}
    assert places(row) == dict.fromkeys(voters, Tier.TOP)
    row.stance = [-1.5] * row.size
    assert set(places(row).values()) == {Tier.DNR}


def test_whoever_has_staked_has_asked_for_a_tier_and_proposes_none() -> None:
    row = argued()
    row.stakes.asks[3] = Tier.LOW
    assert 3 not in places(row)
    assert 4 in places(row)


def test_nobody_proposes_the_tier_that_the_room_has_shown() -> None:
    row = argued()
    row.stance = [row.rules.call.tiers[Tier.MID] - 0.01] * row.size
    assert tier_said(row) is Tier.LOW
    assert places(row) == {}


def test_a_member_proposes_once_a_row_and_only_once_it_was_argued() -> None:
    row = argued()
    utter(row, wishes(row)[3])
    assert row.talk.proposed == {3}
    assert row.talk.sides[3] == 1
    row.expressed.mean = row.rules.call.tiers[Tier.LOW] + 0.01
    assert 3 not in places(row)
    row.turn = 3
    assert places(row) == {}


def test_after_the_director_moved_on_nobody_asks_recalls_recasts_or_proposes() -> None:
    room = {**GHOSTS, **KEEN, **BOLD, "meeting.floor.ask": "10.0"}
    row = argued(room)
    say(row, Act.CONCERN, "step1", 0)
    row.talk.moved_on = True
    later = {wish.act for wish in wishes(row) if wish.bid > NO_WISH}
    assert later
    assert not later & {Act.ASK, Act.RECALL, Act.REFRAME, Act.PROPOSE, Act.MOVE_ON}
    assert threshold(row) == row.rules.floor.threshold + row.rules.floor.hurdle
