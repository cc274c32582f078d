"""What an experimenter changes inside a row changes that and nothing else."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec import ValidationError

from committee.convene import Convener
from committee.errors import UsageRefused
from committee.events import Uttered
from committee.meeting.intervention import NOTHING, Changes, Intervention, PutAct, as_plain, from_plain
from committee.meeting.meeting import Meeting
from committee.meeting.row import RowResult
from committee.recording import Heard, RecordedRow, Recording
from committee.scenario.loading import load_scenario
from committee.terms import Act, Purse
from tests.lawful import assert_lawful
from tests.scripted import SMALL, Told

ROW = "img_b"
SEEDS = (1, 2, 3, 4)


@cache
def _convener() -> Convener:
    return Convener("two_imgs")


@cache
def _meeting(seed: int) -> tuple[Meeting, int]:
    """A meeting that has come to the row, and the row's number."""
    meeting = _convener().meeting(seed)
    number = next(brief.number for brief in meeting.briefs if brief.applicant.id == ROW)
    while len(meeting.held) < number - 1:
        meeting.step()
    return meeting, number


def _held(seed: int, changed: Intervention = NOTHING) -> RowResult:
    meeting, number = _meeting(seed)
    return meeting.aside(meeting.docket(number), changed=changed, tell=True)


def _said(result: RowResult) -> list[Uttered]:
    return [event for event in result.events if isinstance(event, Uttered)]


def _recording(changes: Changes, seed: int = 1) -> Recording:
    heard = Heard()
    _convener().meeting(seed, listeners=[heard], changes=changes).run()
    return heard.recording()


def _row(recording: Recording, id_: str = ROW) -> RecordedRow:
    return next(row for row in recording.rows if row.opened.id == id_)


def test_the_plain_form_reads_back() -> None:
    put = PutAct(at_s=12.5, member="apd_1", act=Act.VOUCH, point="letters.1", units=1.0)
    row = Intervention(silenced=(3, 7), forgotten=("w",), quiet=("a",), frugal=("b",), more_s=20.0, put=(put,))
    changes = Changes(cells={"img_a": {"step1": "pass"}}, rows={"img_b": row})
    assert from_plain(as_plain(changes)) == changes
    assert as_plain(Changes()) == {}
    with pytest.raises(ValidationError):
        from_plain({"rows": {"img_b": {"silenced": ["x"]}}})


def test_nothing_changed_is_the_same_row() -> None:
    assert _held(1) == _held(1, Intervention(silenced=(31,), forgotten=("nobody",)))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_silenced_turn_keeps_its_slot_and_moves_nobody(seed: int) -> None:
    plain = _said(_held(seed))
    for turn, uttered in enumerate(plain[1:-1], start=1):
        silenced = _said(_held(seed, Intervention(silenced=(turn,))))
        assert silenced[:turn] == plain[:turn]
        now = silenced[turn]
        as_before = ("member", "act", "point", "also", "to", "ghost", "tier", "tone", "start_s", "end_s", "capital")
        assert [getattr(now, name) for name in as_before] == [getattr(uttered, name) for name in as_before]
        assert now.moved == {}
        assert now.stances == silenced[turn - 1].stances


@pytest.mark.parametrize("seed", SEEDS)
def test_a_silenced_speaker_does_not_say_the_same_again(seed: int) -> None:
    for turn, uttered in enumerate(_said(_held(seed))[1:-1], start=1):
        if uttered.act in (Act.VOUCH, Act.CONCERN, Act.REFRAME, Act.PROPOSE, Act.RECALL, Act.ASK):
            later = _said(_held(seed, Intervention(silenced=(turn,))))[turn + 1 :]
            same = [(u.member, u.act, u.point) for u in later]
            assert (uttered.member, uttered.act, uttered.point) not in same


def test_silencing_every_turn_leaves_the_room_where_it_was() -> None:
    result = _held(1, Intervention(silenced=tuple(range(1, 31))))
    assert result.stances == result.before


def test_a_stake_that_nobody_hears_is_paid_and_does_not_count() -> None:
    plain = _held(1)
    turns = [uttered.turn for uttered in _said(plain) if uttered.capital]
    assert turns
    silenced = _held(1, Intervention(silenced=tuple(turns)))
    assert [stake.units for stake in silenced.stakes] == [stake.units for stake in plain.stakes]
    unheard = _held(1, Intervention(silenced=tuple(turns), frugal=("apd_2",)))
    assert not unheard.stakes
    assert silenced.ending.call < plain.ending.call


def test_whoever_keeps_quiet_says_nothing_and_whoever_is_frugal_stakes_nothing() -> None:
    speaker = next(uttered.member for uttered in _said(_held(1)) if uttered.capital)
    quiet = _held(1, Intervention(quiet=(speaker,)))
    assert speaker not in {uttered.member for uttered in _said(quiet)[1:-1]}
    frugal = _held(1, Intervention(frugal=(speaker,)))
    assert all(uttered.capital == 0.0 for uttered in _said(frugal) if uttered.member == speaker)


def test_a_forgotten_resident_comes_to_nobodys_mind() -> None:
    meeting = _recording(Changes())
    row = next(row for row in meeting.rows if row.remembered)
    ghost = row.remembered[0].ghost
    changed = _row(_recording(Changes(rows={row.opened.id: Intervention(forgotten=(ghost,))})), row.opened.id)
    assert ghost not in {event.ghost for event in changed.remembered}
    assert changed.opened.stances != row.opened.stances


def test_more_seconds_are_allowed_up_to_the_most() -> None:
    assert _row(_recording(Changes(rows={ROW: Intervention(more_s=20.0)}))).opened.allowed_s == 65.0
    assert _row(_recording(Changes(rows={ROW: Intervention(more_s=500.0)}))).opened.allowed_s == 90.0


def test_an_act_put_in_a_mouth_is_said_and_shifts_no_draw() -> None:
    plain = _said(_held(2))
    put = PutAct(at_s=plain[2].start_s - 0.01, member="apd_1", act=Act.WAIT)
    with_it = _said(_held(2, Intervention(put=(put,))))
    assert with_it[:2] == plain[:2]
    assert (with_it[2].member, with_it[2].act) == ("apd_1", Act.WAIT)
    assert with_it[3].turn == 3


def test_a_put_stake_is_paid() -> None:
    put = PutAct(at_s=5.0, member="apd_2", act=Act.ADVOCATE, point="advocate", units=1.0)
    changed = _row(_recording(Changes(rows={ROW: Intervention(put=(put,))})))
    assert any(event.why is Purse.SPENT and event.member == "apd_2" for event in changed.capital)


@pytest.mark.parametrize(
    ("put", "says"),
    [
        (PutAct(at_s=5, member="apd_9", act=Act.WAIT), "nobody here has this id"),
        (PutAct(at_s=5, member="apd_1", act=Act.VETO), "this act cannot be put in a mouth"),
        (PutAct(at_s=5, member="coordinator", act=Act.MOVE_ON), "coordinator may not do this"),
        (PutAct(at_s=5, member="apd_1", act=Act.VOUCH), "vouch needs a point"),
        (PutAct(at_s=5, member="apd_1", act=Act.VOUCH, point="letters.9"), "the row has no such point"),
        (PutAct(at_s=5, member="apd_1", act=Act.VOUCH, point="step2_ck"), "needs a point in favor of the row"),
        (PutAct(at_s=5, member="apd_2", act=Act.CONCERN, point="step2_ck"), "members keep their side"),
        (PutAct(at_s=5, member="apd_2", act=Act.WAIT, units=99.0), "cannot stake this here"),
        (PutAct(at_s=5, member="apd_1", act=Act.CONCERN, point="step2_ck", units=1.0), "only on words for the row"),
    ],
)
def test_what_a_member_may_not_do_is_refused(put: PutAct, says: str) -> None:
    with pytest.raises(UsageRefused, match=says):
        _held(1, Intervention(put=(put,)))


def test_a_change_in_a_row_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageRefused, match=r"no row has this id .did you mean .img_[abc]"):
        _convener().meeting(1, changes=Changes(rows={"img_x": Intervention(more_s=1.0)}))


@pytest.mark.parametrize(
    "changed",
    [
        Intervention(more_s=45.0),
        Intervention(quiet=("apd_2",)),
        Intervention(frugal=("apd_2",)),
        Intervention(put=(PutAct(at_s=10, member="apd_1", act=Act.WAIT, units=1.0),)),
    ],
)
def test_a_changed_meeting_keeps_the_laws(changed: Intervention) -> None:
    told = Told()
    _convener().meeting(1, listeners=[told], changes=Changes(rows={ROW: changed})).run()
    assert_lawful(told.events)


def test_a_put_act_is_left_out_of_the_row_without_capital_if_it_may_not_be_said_there() -> None:
    """Without anybody's stake a row may go another way, and a member may have taken the other side in it."""
    remade = Convener(load_scenario("baseline", SMALL))
    put = PutAct(at_s=1e6, member="apd_2", act=Act.CONCERN, point="class_quartile", past_bell=True)
    meeting = remade.meeting(1)
    while meeting.come_to_next().brief.applicant.id != "p201":
        meeting.step()
    docket = meeting.come_to_next()
    said = _said(meeting.aside(docket, changed=Intervention(put=(put,)), tell=True))
    assert ("apd_2", Act.CONCERN, "class_quartile") in [(each.member, each.act, each.point) for each in said]
    without = meeting.aside(docket, capital=False, changed=Intervention(put=(put,)), tell=True)
    assert without == meeting.aside(docket, capital=False, tell=True)
