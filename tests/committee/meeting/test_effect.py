from __future__ import annotations

from committee.meeting.floor import haunted_point
from committee.meeting.row import utter
from committee.meeting.state import OpenRow
from committee.meeting.timing import make_time
from committee.meeting.wish import Wish
from committee.terms import Act
from tests.scripted import a_flagged_row, holder_of, index_of

EPISODE = (
    '{id="x", year=2025, traits=["step_fail", "non_us_img"], outcome=-1.0, vividness=0.8, '
    'holders=["apd_1"], witnessed=["apd_1"], label="the last one"}'
)


def haunted(**settings: str) -> OpenRow:
    return a_flagged_row({"memory.episodes": f"[{EPISODE}]", **settings})


def say(row: OpenRow, act: Act, point: str, member: int | None = None) -> None:
    who = holder_of(row, point) if member is None else member
    utter(row, Wish(who, 1.0, act, index_of(row, point)), [])


def test_a_point_that_is_heard_gains_weight_with_everybody_else() -> None:
    row = a_flagged_row()
    point, speaker = index_of(row, "advocate"), holder_of(row, "advocate")
    before = [reading.heard[point] for reading in row.readings]
    say(row, Act.ADVOCATE, "advocate")
    after = [reading.heard[point] for reading in row.readings]
    assert after[speaker] == before[speaker]
    others = [member for member in range(row.size) if member != speaker]
    assert all(after[member] > before[member] for member in others)
    assert all(after[member] <= 1.0 for member in others)


def test_whom_one_trusts_more_one_takes_in_more() -> None:
    row = a_flagged_row()
    point, speaker = index_of(row, "advocate"), holder_of(row, "advocate")
    say(row, Act.ADVOCATE, "advocate")
    others = [member for member in range(row.size) if member != speaker]
    by_trust = sorted(others, key=lambda member: row.seating.trust[member][speaker])
    assert [row.readings[m].heard[point] for m in by_trust] == sorted(row.readings[m].heard[point] for m in others)


def test_what_speaks_for_a_row_raises_and_what_speaks_against_lowers() -> None:
    row = a_flagged_row()
    before = list(row.stance)
    say(row, Act.ADVOCATE, "advocate")
    speaker = holder_of(row, "advocate")
    assert all(row.stance[m] > before[m] for m in range(row.size) if m != speaker)
    row = a_flagged_row(emails="poor")
    before = list(row.stance)
    say(row, Act.CONCERN, "emails")
    assert all(row.stance[m] <= before[m] for m in range(row.size))
    assert any(row.stance[m] < before[m] for m in range(row.size))


def test_agreeing_draws_the_others_nearer_and_not_past() -> None:
    row = a_flagged_row()
    say(row, Act.ADVOCATE, "advocate")
    me = next(m for m in range(row.size) if m not in (row.cue.last_speaker, 9))
    before = list(row.stance)
    utter(row, Wish(me, 1.0, Act.AGREE, None, row.cue.last_speaker), [])
    for member in range(row.size):
        if member != me and before[member] != before[me]:
            assert abs(row.stance[member] - before[me]) < abs(before[member] - before[me])
    assert row.stance[me] == before[me]


def test_without_social_influence_agreeing_moves_nobody() -> None:
    row = a_flagged_row({"switches.social_influence": "false"})
    say(row, Act.ADVOCATE, "advocate")
    before = list(row.stance)
    utter(row, Wish(3, 1.0, Act.AGREE, None, row.cue.last_speaker), [])
    assert row.stance == before
    assert not any(row.moved)


def test_a_concern_stays_open_until_it_is_answered_and_proof_answers_more() -> None:
    left = {}
    for narrative in ("", "concrete_with_change"):
        row = a_flagged_row(narrative=narrative)
        say(row, Act.CONCERN, "step1", 0)
        assert row.talk.concerns == {index_of(row, "step1"): 0.0}
        assert row.talk.objected
        point = "narrative" if narrative else "letters.1"
        say(row, Act.REFRAME if narrative else Act.COUNTER, point)
        left[narrative] = row.talk.concerns[index_of(row, "step1")]
        assert row.talk.answered
    assert 0.0 < left[""] < left["concrete_with_change"] <= 1.0


def test_a_stake_adds_force_time_and_an_ask() -> None:
    plain, staked = a_flagged_row(), a_flagged_row()
    sponsor = holder_of(staked, "advocate")
    say(plain, Act.ADVOCATE, "advocate")
    wish = Wish(sponsor, 1.0, Act.ADVOCATE, index_of(staked, "advocate"), None, None, 1.0)
    before = staked.clock.allowed
    assert make_time(staked, wish)
    utter(staked, wish, [])
    assert staked.clock.allowed == before + staked.rules.clock.extension_s
    others = [member for member in range(staked.size) if member != sponsor]
    assert all(staked.stance[m] >= plain.stance[m] for m in others)
    assert any(staked.stance[m] > plain.stance[m] for m in others)
    assert [member for member, units in enumerate(staked.stakes.units) if units] == [sponsor]
    assert staked.stakes.units[sponsor] == 1.0
    assert staked.stakes.asks[sponsor].ranked


def test_a_spoken_ghost_acts_on_those_who_do_not_hold_it() -> None:
    row = haunted()
    before = list(row.stance)
    utter(row, Wish(1, 1.0, Act.RECALL, haunted_point(row, row.ghosts[1][0]), None, "x"), [])
    assert all(row.stance[m] < before[m] for m in range(row.size) if m != 1)
    assert row.recalled[-1] == (1, "x", True)
    assert row.talk.named == {"x"}


def test_without_influence_a_spoken_ghost_moves_nobody() -> None:
    row = haunted(**{"switches.influence": "false"})
    before = list(row.stance)
    utter(row, Wish(1, 1.0, Act.RECALL, None, None, "x"), [])
    assert row.stance == before
