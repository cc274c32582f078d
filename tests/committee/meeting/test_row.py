from __future__ import annotations

from collections.abc import Mapping

import pytest

from committee.events import RowOpened, Uttered
from committee.meeting.floor import Wish
from committee.meeting.row import Row
from committee.terms import Act, Holding, Tier
from tests.scripted import a_meeting, an_applicant, an_open_row, opened

FLAG: dict[str, str | int | float] = {
    "id": "f",
    "kind": "non_us_img",
    "step1": "fail",
    "letters": "us:glowing",
    "impression": "warm",
    "advocate": "apd:strong",
}


def a_row(settings: Mapping[str, str] | None = None, *, tell: bool = False, **cells: str | int | float) -> Row:
    return an_open_row(an_applicant(**{**FLAG, **cells}), settings, tell=tell)


def index_of(row: Row, point: str) -> int:
    return [seen.id for seen in row.points].index(point)


def holder_of(row: Row, point: str) -> int:
    return row.docket.holders[index_of(row, point)][0]


def say(row: Row, act: Act, point: str, member: int | None = None) -> None:
    who = holder_of(row, point) if member is None else member
    row._utter(Wish(who, 1.0, act, index_of(row, point)), [])


# ---------------------------------------------------------------- its story


def test_a_row_is_read_out_has_an_impression_and_is_called() -> None:
    row = a_row(tell=True)
    acts = [event.act for event in row.run().events if isinstance(event, Uttered)]
    assert acts[:2] == [Act.ANNOUNCE, Act.IMPRESSION]
    assert acts[-1] in (Act.CALL, Act.VETO)


def test_a_row_changes_nobody_and_can_be_held_twice() -> None:
    meeting = a_meeting(rows=[an_applicant(**FLAG)])
    before = [(m.purse.balance, dict(m.vividness), m.fatigue) for m in meeting.members]
    one, two = opened(meeting, tell=True).run(), opened(meeting, tell=True).run()
    assert one == two
    assert [(m.purse.balance, dict(m.vividness), m.fatigue) for m in meeting.members] == before


def test_telling_changes_nothing() -> None:
    told, silent = a_row(tell=True).run(), a_row().run()
    assert (told.ending, told.stances, told.stakes, told.seconds) == (
        silent.ending,
        silent.stances,
        silent.stakes,
        silent.seconds,
    )
    assert told.events
    assert not silent.events


def test_without_capital_nobody_stakes() -> None:
    meeting = a_meeting(rows=[an_applicant(**FLAG)])
    docket = meeting.dockets[0]
    assert not Row(docket, meeting._room(docket), capital=False).run().stakes


def test_an_applicant_nobody_met_gets_no_impression() -> None:
    row = a_row(tell=True, interview_score="")
    assert Act.IMPRESSION not in {event.act for event in row.run().events if isinstance(event, Uttered)}


def test_there_is_always_time_for_the_call() -> None:
    for name in "abcdefgh":
        row = a_row({"meeting.row_seconds": "15", "meeting.row_seconds_max": "20"}, id=name)
        row.run()
        assert row.clock.elapsed <= row.clock.allowed <= 20.0


# ---------------------------------------------------------------- what an utterance does


def test_a_point_that_is_heard_gains_weight_with_everybody_else() -> None:
    row = a_row()
    point, speaker = index_of(row, "advocate"), holder_of(row, "advocate")
    before = [reading.heard[point] for reading in row.readings]
    say(row, Act.ADVOCATE, "advocate")
    after = [reading.heard[point] for reading in row.readings]
    assert after[speaker] == before[speaker]
    others = [member for member in range(row.size) if member != speaker]
    assert all(after[member] > before[member] for member in others)
    assert all(after[member] <= 1.0 for member in others)


def test_whom_one_trusts_more_one_takes_in_more() -> None:
    row = a_row()
    point, speaker = index_of(row, "advocate"), holder_of(row, "advocate")
    say(row, Act.ADVOCATE, "advocate")
    others = [member for member in range(row.size) if member != speaker]
    by_trust = sorted(others, key=lambda member: row.room.trust[member][speaker])
    assert [row.readings[m].heard[point] for m in by_trust] == sorted(row.readings[m].heard[point] for m in others)


def test_what_speaks_for_a_row_raises_and_what_speaks_against_lowers() -> None:
    row = a_row()
    before = list(row.stance)
    say(row, Act.ADVOCATE, "advocate")
    speaker = holder_of(row, "advocate")
    assert all(row.stance[m] > before[m] for m in range(row.size) if m != speaker)
    row = a_row(emails="poor")
    before = list(row.stance)
    say(row, Act.CONCERN, "emails")
    assert all(row.stance[m] <= before[m] for m in range(row.size))
    assert any(row.stance[m] < before[m] for m in range(row.size))


def test_agreeing_draws_the_others_nearer_and_not_past() -> None:
    row = a_row()
    say(row, Act.ADVOCATE, "advocate")
    me = next(m for m in range(row.size) if m not in (row.last_speaker, 9))
    before = list(row.stance)
    row._utter(Wish(me, 1.0, Act.AGREE, None, row.last_speaker), [])
    for member in range(row.size):
        if member != me and before[member] != before[me]:
            assert abs(row.stance[member] - before[me]) < abs(before[member] - before[me])
    assert row.stance[me] == before[me]


def test_without_social_influence_agreeing_moves_nobody() -> None:
    row = a_row({"switches.social_influence": "false"})
    say(row, Act.ADVOCATE, "advocate")
    before = list(row.stance)
    row._utter(Wish(3, 1.0, Act.AGREE, None, row.last_speaker), [])
    assert row.stance == before
    assert row.moved == {}


def test_a_concern_stays_open_until_it_is_answered_and_proof_answers_more() -> None:
    left = {}
    for narrative in ("", "concrete_with_change"):
        row = a_row(narrative=narrative)
        say(row, Act.CONCERN, "step1", 0)
        assert row.concerns == {index_of(row, "step1"): 0.0}
        assert row.objected
        point = "narrative" if narrative else "letters.1"
        say(row, Act.REFRAME if narrative else Act.COUNTER, point)
        left[narrative] = row.concerns[index_of(row, "step1")]
        assert row.answered
    assert 0.0 < left[""] < left["concrete_with_change"] <= 1.0


def test_a_stake_adds_force_time_and_an_ask() -> None:
    plain, staked = a_row(), a_row()
    sponsor = holder_of(staked, "advocate")
    say(plain, Act.ADVOCATE, "advocate")
    wish = Wish(sponsor, 1.0, Act.ADVOCATE, index_of(staked, "advocate"), None, None, 1.0)
    before = staked.clock.allowed
    assert staked._time_for(wish)
    staked._utter(wish, [])
    assert staked.clock.allowed == before + staked.rules.clock.extension_s
    others = [member for member in range(staked.size) if member != sponsor]
    assert all(staked.stance[m] >= plain.stance[m] for m in others)
    assert any(staked.stance[m] > plain.stance[m] for m in others)
    (stake,) = staked._stakes()
    assert (stake.member, stake.units) == (sponsor, 1.0)
    assert stake.ask in (Tier.TOP, Tier.MID, Tier.LOW)


def test_an_ask_is_never_for_an_unranked_row() -> None:
    row = a_row()
    for stance in (-1.0, -0.5, 0.0, 1.0):
        row.stance[1] = stance
        assert row.ask_of(1).ranked


def test_nobody_stakes_what_the_row_has_already_taken() -> None:
    row = a_row()
    balance = row.members[1].purse.balance
    assert row.can_stake(1, balance)
    row.staked[1] = balance - 0.5
    assert row.can_stake(1, 0.5)
    assert not row.can_stake(1, 1.0)


def test_what_is_kept_for_rows_to_come_is_not_volunteered() -> None:
    row = a_row(advocate="")
    row.stance[1] = 0.9
    assert row.may_volunteer(1)
    row.room.reserved[1] = row.members[1].purse.balance  # type: ignore[index]
    assert not row.may_volunteer(1)


# ---------------------------------------------------------------- before anybody speaks


def test_who_holds_more_than_the_wall_counts_more_in_the_call() -> None:
    row = a_row()
    knows = [
        any(
            i in holders and row.points[p].holding is not Holding.PUBLIC for p, holders in enumerate(row.docket.holders)
        )
        for i in range(row.size)
    ]
    trust = row.room.trust[row.room.director]
    for member, agent in enumerate(row.members):
        share = 0.0 if not agent.votes else 1.0 if knows[member] else row.rules.call.public_only
        assert row.weights[member] == pytest.approx(share * trust[member])
    assert row.weights[row.room.director] == 1.0


def test_a_no_list_holds_rows_one_leans_against_anyway() -> None:
    rooms = [{"meeting.no_list_rate": rate, "meeting.no_list_from": "2.0"} for rate in ("0.0", "1.0")]
    without, with_lists = (a_row(room) for room in rooms)
    assert without.on_no_list == [False] * 10
    for member in range(with_lists.size):
        if with_lists.on_no_list[member]:
            assert with_lists.before[member] < without.before[member]
        else:
            assert with_lists.before[member] == without.before[member]
    assert [member for member, on in enumerate(with_lists.on_no_list) if on] == [0, 1, 2]
    keen = a_row({"meeting.no_list_rate": "1.0", "meeting.no_list_from": "-1.0"})
    assert not any(keen.on_no_list)


# ---------------------------------------------------------------- ghosts


EPISODE = (
    '{id="x", year=2025, traits=["step_fail", "non_us_img"], outcome=-1.0, vividness=0.8, '
    'holders=["apd_1"], witnessed=["apd_1"], label="the last one"}'
)


def haunted(**settings: str) -> Row:
    return a_row({"memory.episodes": f"[{EPISODE}]", **settings})


def test_a_ghost_acts_on_its_holder_in_silence() -> None:
    row, free = haunted(), a_row({"memory.episodes": "[]"})
    assert row.before[1] < free.before[1]
    assert row.before[:1] + row.before[2:] == free.before[:1] + free.before[2:]
    assert row.recalled == [(1, "x", False)]


def test_a_spoken_ghost_acts_on_those_who_do_not_hold_it() -> None:
    row = haunted()
    before = list(row.stance)
    row._utter(Wish(1, 1.0, Act.RECALL, row.haunted_point(row.ghosts[1][0]), None, "x"), [])
    assert all(row.stance[m] < before[m] for m in range(row.size) if m != 1)
    assert row.recalled[-1] == (1, "x", True)
    assert row.named == {"x"}


def test_without_influence_a_spoken_ghost_moves_nobody() -> None:
    row = haunted(**{"switches.influence": "false"})
    before = list(row.stance)
    row._utter(Wish(1, 1.0, Act.RECALL, None, None, "x"), [])
    assert row.stance == before


@pytest.mark.parametrize(("setting", "silent"), [("vivid_silent", True), ("vivid_spoken", False)])
def test_a_recall_freshens_the_memory_by_its_setting(setting: str, silent: bool) -> None:
    """Both settings act: a row that only brings the ghost to mind, and one in which it is named."""
    room = {"memory.episodes": f"[{EPISODE}]", "memory.vivid_silent": "0.0", "memory.vivid_spoken": "0.0"}
    room["meeting.floor.ghost"] = "0.0" if silent else "10.0"
    left = {}
    for more in ("0.0", "0.5"):
        meeting = a_meeting({**room, f"memory.{setting}": more}, rows=[an_applicant(**FLAG)])
        meeting.run()
        left[more] = meeting.members[1].vividness["x"]
    assert left["0.0"] == 0.8
    assert left["0.5"] == pytest.approx(0.9)


def test_the_opening_of_a_row_tells_the_stances_before_talk() -> None:
    row = a_row(tell=True)
    events = row.run().events
    assert isinstance(events[0], RowOpened)
    told = list(events[0].stances.values())
    assert told == [pytest.approx(stance, abs=1e-4) for stance in row.before]
