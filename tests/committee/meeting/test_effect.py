from __future__ import annotations

import pytest

from committee.meeting.call import answered, proven
from committee.meeting.floor import asked_now, haunted_point
from committee.meeting.row import utter
from committee.meeting.state import OpenRow
from committee.meeting.timing import make_time
from committee.meeting.wish import Wish
from committee.terms import Act, Flag
from tests.scripted import FLAGGED, a_flagged_row, an_episode, holder_of, index_of, say, the_points, the_rules


def haunted(**settings: str) -> OpenRow:
    return a_flagged_row({"memory.episodes": f"[{an_episode()}]", **settings})


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


def test_a_concern_is_open_from_when_it_is_raised_and_proof_answers_more() -> None:
    row = a_flagged_row(narrative="concrete", letters="us:fight")
    say(row, Act.CONCERN, "step1", 0)
    assert row.talk.concerns == {index_of(row, "step1"): 0.0}
    assert row.talk.objected
    assert not row.talk.answered
    say(row, Act.REFRAME, "narrative")
    first = row.talk.concerns[index_of(row, "step1")]
    say(row, Act.REFRAME, "letters.1")
    assert 0.0 < first < row.talk.concerns[index_of(row, "step1")] <= 1.0
    assert row.talk.answered


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


# ---------------------------------------------------------------- what an answer lowers


def left_open(act: Act, worry: str, reply: str, **cells: str | int | float) -> float:
    """How much of ``worry`` is answered after ``reply``, said by a holder."""
    row = a_flagged_row(**cells)
    say(row, Act.CONCERN, worry, 0)
    row.cue.asker = 8
    say(row, act, reply)
    return row.talk.concerns[index_of(row, worry)]


RULES = the_rules().call


@pytest.mark.parametrize(
    ("worry", "reply", "cells"),
    [
        ("step1", "step2_ck", {"step2_ck": 262}),
        ("step1", "narrative", {"narrative": "concrete"}),
        ("gap_years", "narrative", {"narrative": "concrete", "gap_years": 4}),
        ("step1", "letters.1", {"letters": "us:fight"}),
        ("gap_years", "letters.1", {"letters": "us:fight", "gap_years": 4}),
        ("step1", "advocate", {}),
        ("visa", "step3", {"visa": "h1b", "step3": "pass"}),
    ],
)
def test_proof_lowers_the_worry_that_it_answers_by_what_it_proves(
    worry: str, reply: str, cells: dict[str, str | int | float]
) -> None:
    proof = the_points(**{**FLAGGED, **cells})[reply].proof
    assert proof > 0.0
    expected = answered(0.0, proven(proof, RULES))
    assert left_open(Act.REFRAME, worry, reply, **cells) == expected > 0.0


@pytest.mark.parametrize(
    ("worry", "reply", "cells"),
    [
        ("gap_years", "step2_ck", {"step2_ck": 262, "gap_years": 4}),
        ("visa", "step2_ck", {"step2_ck": 262, "visa": "h1b"}),
        ("visa", "narrative", {"narrative": "concrete", "visa": "h1b"}),
        ("visa", "letters.1", {"letters": "us:fight", "visa": "h1b"}),
        ("visa", "advocate", {"visa": "h1b"}),
        ("step1", "step3", {"visa": "h1b", "step3": "pass"}),
        ("step1", "letters.1", {"letters": "us:glowing"}),
        ("step1", "impression.1", {}),
        ("letters.1", "narrative", {"letters": "us:lukewarm", "narrative": "concrete"}),
    ],
)
def test_what_does_not_bear_on_a_worry_leaves_it_open(
    worry: str, reply: str, cells: dict[str, str | int | float]
) -> None:
    assert left_open(Act.COUNTER, worry, reply, **cells) == 0.0


def test_a_merit_of_the_same_factor_lowers_what_is_no_flag_by_what_any_answer_does() -> None:
    assert left_open(Act.COUNTER, "emails", "impression.1", emails="poor") == RULES.answer
    assert left_open(Act.COUNTER, "letters.1", "letters.2", letters="us:lukewarm; us:glowing") == RULES.answer


def test_one_answer_lowers_every_open_worry_that_it_bears_on_and_no_other() -> None:
    row = a_flagged_row(narrative="concrete", gap_years=4, visa="h1b")
    for worry in ("step1", "gap_years", "visa"):
        say(row, Act.CONCERN, worry, 0)
    say(row, Act.REFRAME, "narrative")
    done = {row.points[worry].id: share > 0.0 for worry, share in row.talk.concerns.items()}
    assert done == {"step1": True, "gap_years": True, "visa": False}
    proof = index_of(row, "narrative")
    assert row.talk.recast == {(proof, index_of(row, "step1")), (proof, index_of(row, "gap_years"))}
    assert row.talk.answered


def test_an_answer_that_tells_against_the_row_opens_a_concern() -> None:
    row = a_flagged_row(professionalism="remediation")
    say(row, Act.ANSWER, "professionalism.file", 0)
    assert row.talk.concerns == {index_of(row, "professionalism.file"): 0.0}
    assert row.talk.objected
    assert not row.talk.against
    assert row.talk.sides == [0] * row.size


def test_an_answer_with_nothing_to_tell_changes_nothing() -> None:
    row = a_flagged_row()
    say(row, Act.CONCERN, "step1", 0)
    before = (dict(row.talk.concerns), list(row.stance), list(row.talk.said))
    utter(row, Wish(2, 1.0, Act.ANSWER, None, 8))
    assert (row.talk.concerns, row.stance, row.talk.said) == before


def test_an_impression_opens_and_answers_no_concern() -> None:
    row = a_flagged_row(impression="odd; warm", emails="poor")
    say(row, Act.CONCERN, "emails")
    utter(row, Wish(row.docket.interviewers[0], 1.0, Act.IMPRESSION, index_of(row, "impression.1")))
    utter(row, Wish(row.docket.interviewers[1], 1.0, Act.IMPRESSION, index_of(row, "impression.2")))
    assert row.talk.concerns == {index_of(row, "emails"): 0.0}


# ---------------------------------------------------------------- questions, impressions


def test_a_question_names_its_flag_and_whom_it_addresses_until_the_next_words() -> None:
    row = a_flagged_row()
    utter(row, Wish(8, 1.0, Act.ASK, index_of(row, "step1"), 0))
    assert (row.cue.flag, row.cue.addressed, row.cue.asker) == (Flag.STEP_FAIL, 0, 8)
    assert row.talk.asked
    utter(row, Wish(0, 1.0, Act.ANSWER, None, 8))
    assert (row.cue.addressed, asked_now(row)) == (None, None)


def test_an_impression_of_two_points_passes_both_on() -> None:
    one, two = (a_flagged_row(impression="warm; anxious") for _ in range(2))
    warm, anxious = index_of(one, "impression.1"), index_of(one, "impression.2")
    who = one.docket.interviewers[0]
    utter(one, Wish(who, 1.0, Act.IMPRESSION, warm))
    utter(two, Wish(who, 1.0, Act.IMPRESSION, warm, also=anxious))
    assert (one.talk.said, two.talk.said) == ([warm], [warm, anxious])
    stranger = next(m for m in range(one.size) if m not in one.docket.interviewers)
    assert one.readings[stranger].heard[anxious] == 0.0
    assert two.readings[stranger].heard[anxious] > 0.0
    assert two.readings[stranger].heard[warm] == one.readings[stranger].heard[warm]
    assert two.stance[stranger] < one.stance[stranger]


# ---------------------------------------------------------------- the words of an advocate


def test_an_advocates_word_is_cheap_until_something_is_staked_on_it() -> None:
    """The same word heard by the same members: cheap, dear once staked on before, and not cheap by setting."""
    heard = {}
    for name, cheap, staked in (("cheap", "0.4", 0.0), ("after a stake", "0.4", 1.0), ("never cheap", "1.0", 0.0)):
        row = a_flagged_row({"meeting.persuasion.cheap": cheap})
        point, sponsor = index_of(row, "advocate"), holder_of(row, "advocate")
        row.stakes.units[sponsor] = staked
        say(row, Act.ADVOCATE, "advocate")
        listener = next(m for m in range(row.size) if m != sponsor)
        heard[name] = row.readings[listener].heard[point]
    assert heard["cheap"] == pytest.approx(0.4 * heard["never cheap"])
    assert heard["after a stake"] == heard["never cheap"]


def test_only_the_advocates_own_point_is_cheap() -> None:
    heard = []
    for cheap in ("0.0", "1.0"):
        row = a_flagged_row({"meeting.persuasion.cheap": cheap}, advocate="")
        say(row, Act.VOUCH, "letters.1", row.docket.readers[-1])
        heard.append([reading.heard[index_of(row, "letters.1")] for reading in row.readings])
    assert heard[0] == heard[1]


# ---------------------------------------------------------------- good memories


def test_a_good_memory_answers_the_worry_that_brought_it_up_and_lifts_those_who_did_not_hold_it() -> None:
    row = a_flagged_row({"memory.episodes": f"[{an_episode(outcome='0.9')}]"}, advocate="")
    say(row, Act.CONCERN, "step1", 0)
    before = list(row.stance)
    ghost = row.ghosts[1][0]
    utter(row, Wish(1, 1.0, Act.RECALL, haunted_point(row, ghost), ghost="x", weight=ghost.weight))
    assert row.talk.concerns == {index_of(row, "step1"): RULES.answer}
    assert all(row.stance[m] > before[m] for m in range(row.size) if m != 1)
    assert (row.talk.sides[1], row.cue.last_ghost) == (1, ())
