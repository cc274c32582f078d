"""One scenario and one seed make one meeting: everywhere, however often, whoever listens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from msgspec import structs

from committee.applicants.applicant import Applicant, Letter, LetterTone, Origin, Professionalism
from committee.chance import Chance
from committee.convene import RankMeeting, convene
from committee.events import Event
from committee.machine import shipped
from committee.meeting.docket import Clerk, Docket
from committee.meeting.lookups import Lookups
from committee.recording import Heard, Recorder
from committee.scenario.loading import load_scenario
from tests.adopted import EACH, ruled
from tests.scripted import SMALL, Told, a_meeting, a_scenario, an_applicant, by_row, events_of, the_rows

ROOT = Path(__file__).resolve().parents[2]
ALONE = {"switches.carry_over": "false"}

_RUN_ALL = """
import sys
from io import BytesIO
from committee.convene import convene
from committee.recording import Recorder
from committee.machine import shipped
from committee.scenario.loading import load_scenario
from hashlib import sha256
names = shipped.meetings() if sys.argv[1] == "there" else list(reversed(shipped.meetings()))
for name in names:
    for seed in (1, 2, 2**64 - 1):
        file = BytesIO()
        with Recorder(file) as recorder:
            convene(load_scenario(name), seed, listeners=[recorder]).run()
        print(name, seed, sha256(file.getvalue()).hexdigest())
"""

_RUN_RULED = """
import sys, json
from io import BytesIO
from committee.convene import convene
from committee.recording import Recorder
from committee.scenario.loading import load_scenario
from hashlib import sha256
for settings in json.loads(sys.argv[1]):
    file = BytesIO()
    with Recorder(file) as recorder:
        meeting = convene(load_scenario("baseline", settings), 7, listeners=[recorder]).run()
    print(meeting.digest(), sha256(file.getvalue()).hexdigest())
"""

_RUN = """
import sys
from committee.convene import convene
from committee.recording import Recorder
from committee.scenario.loading import load_scenario
import json
scenario = load_scenario("baseline", json.loads(sys.argv[1]))
with Recorder(sys.argv[2]) as recorder:
    meeting = convene(scenario, 7, listeners=[recorder])
    meeting.run()
print(meeting.digest())
"""


def recorded_elsewhere(hash_seed: str, path: Path) -> tuple[str, bytes]:
    """The digest and recording of a meeting held in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, json.dumps(dict(SMALL)), str(path)],
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)},
        cwd=path.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip(), path.read_bytes()


def test_two_processes_with_other_hashes_write_the_same_bytes(tmp_path: Path) -> None:
    first = recorded_elsewhere("1", tmp_path / "one.jsonl")
    second = recorded_elsewhere("4242", tmp_path / "two.jsonl")
    assert first == second
    here = BytesIO()
    with Recorder(here) as recorder:
        meeting = convene(a_scenario(), 7, listeners=[recorder])
        meeting.run()
    assert (meeting.digest(), sha256(here.getvalue()).hexdigest()) == (first[0], sha256(first[1]).hexdigest())


def test_under_every_rule_of_the_meeting_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    """One process holds them in one order, the other in the opposite one, each with its own hashes."""
    told = []
    for hash_seed, way in (("1", 1), ("4242", -1)):
        rooms = [{**SMALL, **ruled(**rules)} for rules in EACH.values()][::way]
        done = subprocess.run(
            [sys.executable, "-c", _RUN_RULED, json.dumps(rooms)],
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        told.append(done.stdout.splitlines()[::way])
    assert told[0] == told[1]
    assert len(told[0]) == len(EACH)


@pytest.mark.soak
def test_every_shipped_scenario_is_the_same_bytes_in_any_process_and_order(tmp_path: Path) -> None:
    """Whole meetings, three seeds each: one process holds them there, the other back, each with its own hashes."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _RUN_ALL, way],
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)},
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            text=True,
        )
        for way, hash_seed in (("there", "1"), ("back", "4242"))
    ]
    there, back = (process.communicate(timeout=500)[0].splitlines() for process in processes)
    assert [process.returncode for process in processes] == [0, 0]
    assert sorted(there) == sorted(back)
    assert len(set(there)) == 3 * len(shipped.meetings())


def test_the_meeting_is_the_same_with_any_listener_or_none() -> None:
    listeners = ([], [Told()], [Heard()], [Told(), Recorder(BytesIO()), Told()])
    digests = set()
    for some in listeners:
        meeting = a_meeting(listeners=some)
        meeting.run()
        digests.add(meeting.digest())
    assert len(digests) == 1


def test_every_listener_is_told_the_same() -> None:
    first, second = Told(), Told()
    a_meeting(listeners=[first, second]).run()
    assert first.events == second.events


def test_a_meeting_leaves_nothing_behind_that_changes_the_next() -> None:
    before = events_of(seed=3)
    events_of(seed=4)
    a_meeting(seed=3).step()
    assert events_of(seed=3) == before


def test_other_seeds_are_other_meetings_and_each_is_stable_when_there_are_more() -> None:
    three = [a_meeting(seed=seed).run().digest() for seed in (1, 2, 3)]
    assert len(set(three)) == 3
    five = [a_meeting(seed=seed).run().digest() for seed in (1, 2, 3, 4, 5)]
    assert five[:3] == three


def test_with_the_same_rows_another_seed_is_another_meeting() -> None:
    rows = the_rows()
    assert a_meeting(seed=1, rows=rows).run().digest() != a_meeting(seed=2, rows=rows).run().digest()


def test_a_seed_given_to_mesa_is_the_seed_of_the_meeting() -> None:
    by_name = RankMeeting("baseline", 5, pool__us_md=2, pool__us_do=1, pool__us_img=2, pool__non_us_img=3)
    assert by_name.run().digest() == a_meeting(seed=5).run().digest()
    assert RankMeeting(a_scenario()).run().digest() == a_meeting(seed=1).run().digest()


# ---------------------------------------------------------------- what shifts no draw


def changed(row: Applicant) -> Applicant:
    """The row with a flag, a letter and no interview: other points, other talk, other length."""
    coded = Letter(origin=Origin.US, tone=LetterTone.CODED, known=False)
    return replace(row, professionalism=Professionalism.PROBATION, letters=(coded,), interview_score=None)


@pytest.mark.parametrize("which", [0, 3, 7])
def test_without_carry_over_a_changed_cell_leaves_every_other_row_as_it_was(which: int) -> None:
    rows = the_rows()
    other = [changed(row) if index == which else row for index, row in enumerate(rows)]
    before, after = by_row(events_of(ALONE, rows=rows)), by_row(events_of(ALONE, rows=other))
    for row in rows:
        assert (before[row.id] == after[row.id]) is (row.id != rows[which].id)


def test_without_carry_over_a_row_is_the_same_in_any_company() -> None:
    """Each row alone, apart from its number, is as it was among the others."""
    rows = the_rows()
    together = by_row(events_of(ALONE, rows=rows))
    for row in rows:
        alone = by_row(events_of(ALONE, rows=[row]))[row.id]
        assert [unnumbered(event) for event in alone] == [unnumbered(event) for event in together[row.id]]


def unnumbered(event: Event) -> Event:
    return structs.replace(event, row=0)  # type: ignore[call-arg]


def test_with_carry_over_one_row_does_leave_a_trace() -> None:
    rows = the_rows()
    other = [changed(rows[0]), *rows[1:]]
    before, after = by_row(events_of(rows=rows)), by_row(events_of(rows=other))
    assert any(before[row.id] != after[row.id] for row in rows[1:])


def drawn(docket: Docket, members: list[str], name: str) -> tuple[object, ...]:
    """Everything drawn for one member in one row."""
    me = members.index(name)
    seat = SEAT[name]
    draws = docket.draws
    talk = [(draws.whims(turn, [seat]), draws.length(turn, seat), draws.tone(turn, seat)) for turn in (0, 5, 40)]
    return docket.taste[me], docket.no_list[me], talk


SEAT = {member.id: member.seat for member in a_scenario().members}


def test_a_changed_cell_shifts_no_draw_of_its_own_row_either() -> None:
    meeting = a_meeting()
    clerk = Clerk(meeting.members, meeting.rules, Chance(1), Lookups(meeting.rules, meeting.rules.episodes))
    row = meeting.applicants[0]
    before, after = clerk.prepare(1, row), clerk.prepare(5, changed(row))
    names = [member.spec.id for member in meeting.members]
    for name in names:
        assert drawn(before, names, name) == drawn(after, names, name)
    assert before.readers == after.readers


def test_an_added_member_shifts_no_draw_of_the_others() -> None:
    """Who met and who read are the smallest draws: a newcomer may take a place, and never reshuffles the rest."""
    guest = (
        '{id="guest", name="Dr Guest", type="faculty", seat=15, capital=4, talkativeness=0.0, alarm=1.0, stamina=1.0}'
    )
    members = [asdict(entry) for entry in a_scenario().members]
    tables = [_toml(entry) for entry in members]
    more = a_meeting({"members": f"[{', '.join([*tables, guest])}]"})
    before = a_meeting({"members": f"[{', '.join(tables)}]"})
    old = [member.spec.id for member in before.members]
    new = [member.spec.id for member in more.members]
    assert set(new) - set(old) == {"guest"}
    for brief in before.briefs:
        one, two = before.docket(brief.number), more.docket(brief.number)
        for name in old:
            assert drawn(one, old, name) == drawn(two, new, name)
        for kept, now in ((one.interviewers, two.interviewers), (one.readers, two.readers)):
            people = {new[index] for index in now} - {"guest"}
            assert people <= {old[index] for index in kept}
            assert len({old[index] for index in kept} - people) <= 1
    minds = {member.spec.id: member.mind for member in more.members}
    assert {member.spec.id: member.mind for member in before.members} == {name: minds[name] for name in old}


def _toml(entry: dict[str, object]) -> str:
    return "{" + ", ".join(f"{key} = {json.dumps(value)}" for key, value in entry.items()) + "}"


def test_the_phone_rings_at_the_same_member_whatever_else_the_row_holds() -> None:
    for name in ("a", "b", "c", "d"):
        plain = an_applicant(id=name, advocate="apd:strong")
        other = an_applicant(id=name, advocate="apd:mild", step1="fail", letters="", kind="non_us_img")
        meeting = a_meeting(rows=[plain])
        assert meeting.briefs[0].advocate == a_meeting(rows=[other]).briefs[0].advocate


def test_the_shipped_scenario_says_the_same_as_its_file() -> None:
    assert load_scenario("baseline", dict(SMALL)) == a_scenario()
