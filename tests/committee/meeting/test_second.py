from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest

from committee.applicants.applicant import Applicant
from committee.chance import Chance, Gate
from committee.events import Event, Listed, MeetingOpened, Reviewed, RowClosed, RowOpened, real
from committee.measures.outcomes import entries
from committee.meeting.call import tier_of
from committee.meeting.held import Provenance
from committee.meeting.meeting import Meeting
from committee.meeting.second import second_roster, second_rules
from committee.members.carried import Carried
from committee.recording import Heard
from committee.terms import Act
from tests.adopted import ruled
from tests.conversing import about, closing_of, said_in
from tests.lawful import assert_lawful
from tests.scripted import SIX, Told, a_meeting, a_scenario, an_episode, by_row, events_of, only, the_rows, the_rules

TWICE = ruled(second_committee="true")
ROWS = [*the_rows(), *SIX]


def listed(events: list[Event]) -> Listed:
    assert isinstance(events[-1], Listed)
    return events[-1]


def test_the_second_roster_has_the_same_seats_and_roles_taken_by_others() -> None:
    roster = a_scenario().members
    others = second_roster(roster)
    assert not {spec.id for spec in roster} & {spec.id for spec in others}
    assert [replace(other, id=spec.id) for spec, other in zip(roster, others, strict=True)] == list(roster)


def test_the_second_committee_meets_once_and_remembers_what_the_first_does() -> None:
    rules = the_rules({**TWICE, "memory.episodes": f"[{an_episode()}, {an_episode('all', holders='[]')}]"})
    others = second_rules(rules)
    assert rules.practices.second_committee
    assert not others.practices.second_committee
    assert [episode.holders for episode in others.episodes] == [("apd_1.second",), ()]
    assert [episode.witnessed for episode in others.episodes] == [("apd_1.second",), ("apd_1.second",)]
    assert replace(others, practices=rules.practices, episodes=rules.episodes) == rules


def test_the_first_committee_talks_as_if_it_were_alone() -> None:
    rows = by_row(events_of(TWICE, rows=ROWS))
    assert rows == by_row(events_of(rows=ROWS))


def test_the_second_calls_are_those_of_a_meeting_of_its_own() -> None:
    """Other draws, other people, the same rows: it can be held by hand."""
    events = events_of(TWICE, seed=3, rows=ROWS)
    nowhere = Provenance(scenario={}, inputs=())
    roster, chance = second_roster(a_scenario().members), Chance(3, gate=Gate.SECOND)
    other = Meeting(second_rules(the_rules(TWICE)), roster, ROWS, chance, nowhere).run()
    calls = {row.brief.applicant.id: real(row.result.ending.call) for row in other.held}
    assert listed(events).second == calls
    assert calls != {event.id: event.call for event in only(events, RowClosed)}


def test_the_list_goes_by_the_mean_of_the_two_calls() -> None:
    events = events_of({**TWICE, "switches.capital": "false"}, rows=ROWS)
    final, tiers = listed(events), the_rules().call.tiers
    calls = {event.id: event.call for event in only(events, RowClosed)}
    means = {name: real((call + final.second[name]) / 2.0) for name, call in calls.items()}
    assert final.tiers == {name: tier_of(mean, tiers) for name, mean in means.items()}
    ranked = [name for name in means if final.tiers[name].ranked]
    assert list(final.ids) == sorted(ranked, key=lambda name: (-means[name], name))


def test_the_outcomes_table_tells_the_mean_and_its_tier() -> None:
    listener = Heard()
    a_meeting(TWICE, rows=ROWS, listeners=[listener]).run()
    recording = listener.recording()
    assert recording.listed is not None
    places = {name: place for place, name in enumerate(recording.listed.ids, start=1)}
    differ = 0
    for row, entry in zip(recording.rows, entries(recording), strict=True):
        assert row.closed is not None
        mean = (row.closed.call + recording.listed.second[entry["id"]]) / 2.0
        assert entry["call"] == about(mean)
        assert entry["tier"] == recording.listed.tiers[entry["id"]]
        assert (entry["position"] is None) == (entry["tier"] == "dnr")
        assert entry["position"] == places.get(entry["id"])
        differ += entry["tier"] != row.closed.tier
    assert differ


def test_where_one_committee_meets_nothing_is_told_of_a_second() -> None:
    final = listed(events_of())
    assert (final.second, final.tiers) == ({}, {})


def test_both_committees_take_their_minutes() -> None:
    once, twice = a_meeting(rows=ROWS).run(), a_meeting(TWICE, rows=ROWS).run()
    assert 1.5 * once.minutes < twice.minutes < 2.5 * once.minutes
    breaks = {**ruled(breaks="[3]"), "switches.fatigue": "false"}
    plain = a_meeting({**TWICE, "switches.fatigue": "false"}, rows=ROWS).run().minutes
    assert a_meeting({**TWICE, **breaks}, rows=ROWS).run().minutes == pytest.approx(plain + 20.0)


def test_a_listener_hears_one_meeting_and_changes_nothing() -> None:
    listener = Told()
    loud, silent = a_meeting(TWICE, rows=ROWS, listeners=[listener]).run(), a_meeting(TWICE, rows=ROWS).run()
    assert loud.digest() == silent.digest()
    assert loud.listed == silent.listed
    assert len(only(listener.events, MeetingOpened)) == len(only(listener.events, Listed)) == 1
    assert {member.id for member in only(listener.events, MeetingOpened)[0].members} == {
        member.id for member in a_scenario().members
    }


def test_a_review_moves_rows_on_the_common_list() -> None:
    events = events_of({**TWICE, "meeting.review.gap": "-2.0"}, rows=ROWS)
    assert only(events, Reviewed)
    assert_lawful(events)


def test_under_every_other_rule_the_second_committee_meets_under_it_too() -> None:
    rules = {**TWICE, **ruled(rubric="true", agreement="1.0", blind='["kind", "exams"]', order='"shuffled"')}
    events = events_of(rules, rows=ROWS)
    assert_lawful(events)
    assert [event.id for event in only(events, RowOpened)] != [row.id for row in ROWS]
    assert set(listed(events).second) == {row.id for row in ROWS}


def test_a_full_room_of_thirty_two_has_a_second_committee() -> None:
    plain = [asdict(member) for member in a_scenario().members]
    guests = [
        {**plain[3], "id": f"{'g' * 70}_{seat}", "name": f"Dr. Guest {seat}", "seat": seat}
        for seat in range(len(plain), 32)
    ]
    members = ", ".join(
        "{" + ", ".join(f"{key} = {json.dumps(value)}" for key, value in entry.items()) + "}"
        for entry in [*plain, *guests]
    )
    events = events_of({**TWICE, "members": f"[{members}]"}, rows=SIX)
    assert_lawful(events)
    assert set(listed(events).second) == {row.id for row in SIX}


@pytest.mark.parametrize("rows", [SIX[:1], ROWS])
def test_what_the_first_carry_from_earlier_meetings_is_not_the_seconds(rows: list[Applicant]) -> None:
    """Another draw of members begins with full purses and its own trust."""
    broke = {member.id: Carried(purse=0.0) for member in a_scenario().members}
    calls = []
    for carried in ({}, broke):
        listener = Told()
        a_meeting(TWICE, rows=rows, listeners=[listener], carried=carried).run()
        calls.append(listed(listener.events).second)
    assert calls[0] == calls[1]


def test_a_veto_of_one_committee_is_its_call_and_no_more() -> None:
    """The list goes by the mean alone: a row that the first committee vetoes may be on it."""
    kept = 0
    for seed in range(1, 9):
        events = events_of({**TWICE, "meeting.call.veto_below": "1.0"}, seed=seed, rows=ROWS)
        final = listed(events)
        for row in by_row(events).values():
            closed = closing_of(row)
            mean = real((closed.call + final.second[closed.id]) / 2.0)
            assert final.tiers[closed.id] is tier_of(mean, the_rules().call.tiers)
            kept += said_in(row)[-1].act is Act.VETO and closed.id in final.ids
    assert kept
