"""Ties made on purpose. Seeds alone hardly ever make one, and a tie broken the other way would go unseen.

Every member is the same, everything weighs the same and nothing is drawn. Each test first sees that its tie is there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

import pytest

from committee.applicants.applicant import Applicant
from committee.convene import Convener
from committee.events import RowClosed, RowOpened, Uttered
from committee.terms import Act, Factor, Family, Flag, Kind, Role
from tests.adopted import ruled
from tests.engines import Both, alike, assert_both_hold_it_alike
from tests.scripted import a_scenario, an_applicant, an_episode, index_of, only, opened

NO_DRAW: Final = {
    "meeting.beliefs.weight_spread": "0.0",
    "meeting.beliefs.alarm_spread": "0.0",
    "meeting.trust.spread": "0.0",
    "meeting.floor.whim": "0.0",
    "meeting.reading.taste": "0.0",
    "meeting.reading.rapport": "0.0",
    "meeting.speech.spread": "0.0",
    "meeting.no_list_rate": "0.0",
    "meeting.interviewers": "32",
    "meeting.readers": "32",
}
"""Nothing differs by chance: everybody has met the applicant and read the file."""

LIKED, DISLIKED = ("warm", "reflective", "clear", "nice", "motivated"), ("quiet", "anxious", "shy", "odd", "dull")
EVEN: Final = {
    **NO_DRAW,
    **{f"meeting.beliefs.weights.{factor}": "20.0" for factor in Factor},
    **{f"meeting.trust.standing.{role}": "0.7" for role in Role},
    **{f"meeting.persuasion.susceptibility.{role}": "0.5" for role in Role},
    **{f"program.points.impression.{word}": "0.5" for word in LIKED},
    **{f"program.points.impression.{word}": "-0.5" for word in DISLIKED},
    **{f"program.points.value.{word}": "0.5" for word in ("reliable", "low_drama", "hard_working")},
    "program.points.value_tolerance": "0.0",
    "program.points.letter.glowing": "0.5",
    "program.points.letter.fight": "0.5",
    "program.points.letter_repeat": "1.0",
    "program.points.letter_fight_proof": "0.4",
    "program.points.narrative.concrete": "0.5",
    "program.points.narrative.concrete_with_change": "0.5",
    "program.points.narrative_proof.concrete": "0.4",
    "program.points.advocate.strong": "0.5",
    "program.points.advocate_proof.strong": "0.4",
    "program.points.paperwork_proof": "0.4",
    "meeting.floor.duty": "0.0",
    "meeting.floor.sponsor": "0.0",
    "meeting.floor.shared": "0.0",
    "meeting.reading.met": "0.5",
    "meeting.reading.read": "0.5",
    "meeting.reading.glance": "0.5",
    "switches.fatigue": "false",
}
"""And everything in favor weighs the same, and everything against, whoever says it."""

TALKATIVE: Final = {
    "meeting.floor.threshold": "-5.0",
    "meeting.row_seconds": "90.0",
    "meeting.row_seconds_max": "600.0",
}
RICH: Final = {
    "kind": "non_us_img",
    "step1": "fail",
    "letters": "us:glowing; us:fight; us:glowing",
    "narrative": "concrete",
    "impression": "warm; clear; odd; dull",
    "value": "reliable; low_drama",
    "advocate": "faculty:strong",
}
"""Cells with many points of equal weight on both sides."""


def even_room(*types: str, count: int = 6, **more: str) -> dict[str, str]:
    settings = {name.replace("__", "."): value for name, value in more.items()}
    return {**EVEN, **TALKATIVE, "members": alike(count, *(types or ("faculty",))), **settings}


def held(settings: dict[str, str], rows: Sequence[Applicant], seed: int = 1) -> Both:
    return assert_both_hold_it_alike(Convener(a_scenario(settings), applicants=rows), seed)


def twice(values: Iterable[Any]) -> bool:
    return any(count > 1 for count in Counter(values).values())


def the_rich(**cells: str | int | float) -> Applicant:
    return an_applicant(**{**RICH, **cells})


def test_equal_pulls_and_equal_salience_go_by_the_lower_point() -> None:
    both = held(even_room(), [the_rich()])
    row = opened(both.meeting)
    for pulls, weights in zip(row.knowledge.pull, row.knowledge.salience, strict=True):
        for side in (1, -1):
            own = [p for p, point in enumerate(row.points) if point.valence == side]
            assert twice(pulls[p] for p in own)
            assert twice(weights[p] for p in own)
    assert len({event.point for event in only(both.events, Uttered)}) > 5


@pytest.mark.parametrize(("met", "read"), [("2", "3"), ("6", "2")])
@pytest.mark.parametrize("shared", ["0.0", "0.35", "1.0"])
def test_of_equal_salience_a_payer_says_what_pulls_more(shared: str, met: str, read: str) -> None:
    """What others know too pulls more at the same weight, so the two orders differ."""
    settings = even_room(
        *("associate", "faculty", "chief"),
        meeting__floor__shared=shared,
        meeting__interviewers=met,
        meeting__readers=read,
        meeting__capital__own_gap="0.0",
        meeting__capital__own_stance="-2.0",
    )
    both = held(settings, [the_rich(id=f"r{n}", advocate="") for n in range(6)])
    found = [opened(both.meeting, number) for number in range(1, 7)]
    pairs = [
        (row.knowledge.salience[who][p], row.knowledge.pull[who][p])
        for row in found
        for who in range(row.size)
        for p in row.knowledge.unsaid[who]
        if row.points[p].valence > 0
    ]
    by_weight = {weight: {pull for other, pull in pairs if other == weight} for weight, _ in pairs}
    if shared != "0.0":
        assert any(len(pulls) > 1 for pulls in by_weight.values())
    assert [event for event in only(both.events, Uttered) if event.capital]


def test_equal_bids_and_equal_stances_go_by_seat() -> None:
    both = held(even_room("faculty", "faculty", "chief"), [the_rich(id=f"r{n}", advocate="") for n in range(3)])
    assert any(twice(event.bids.values()) for event in only(both.events, Uttered))
    assert all(twice(event.stances.values()) for event in only(both.events, RowOpened))


def test_equal_stances_share_the_edge_by_seat() -> None:
    """The edge ends within a group of equal stances, whose weights differ."""
    settings = even_room("associate", "chief", meeting__trust__standing__chief="0.3")
    for share in ("0.2", "0.37", "0.5", "1.0"):
        edge = {f"meeting.call.edge_{name}": share for name in ("share", "least", "most")}
        held({**settings, **edge, "meeting.floor.threshold": "9.0"}, [the_rich()])


def test_equal_calls_are_listed_by_the_text_of_the_id() -> None:
    rows = [the_rich(id=name, advocate="") for name in ("b", "a10", "a9", "B", "é", "zz", "a")]
    both = held(even_room(switches__carry_over="false"), rows)
    calls = [event.call for event in only(both.events, RowClosed)]
    assert len(set(calls)) == 1
    assert both.meeting.listed == tuple(sorted(row.id for row in rows))


def test_of_equal_proofs_a_worry_is_recast_with_the_first() -> None:
    cells = {"prior_training": "us_withdrew", "gap_years": 3, "yog": 2020}
    settings = even_room("associate", "faculty", meeting__floor__recast="9.0", meeting__call__tiers=LOW)
    both = held(settings, [the_rich(**cells), the_rich(id="b", **{**cells, "advocate": "apd:strong"})])
    row = opened(both.meeting)
    proofs = [row.points[p].proof for p in row.knowledge.proofs if row.points[p].proof > 0.0]
    assert twice(proofs)
    assert [event for event in only(both.events, Uttered) if event.act is Act.REFRAME]


LOW = "{top = -1.8, mid = -1.9, low = -2.0}"
"""Tiers that everybody reaches."""


@pytest.mark.parametrize("outcome", ["-0.8", "0.8", "0.0"])
def test_of_equal_ghosts_the_first_is_named(outcome: str) -> None:
    ghost = {"holders": "[]", "witnessed": "[]", "outcome": outcome}
    bad = {**ghost, "outcome": "-0.8"}
    past = [an_episode(f"e{n}", **ghost) for n in range(5)] + [an_episode(f"bad{n}", **bad) for n in range(2)]
    settings = even_room(memory__episodes=f"[{', '.join(past)}]", meeting__floor__ghost="9.0")
    both = held(settings, [the_rich(), the_rich(id="b")])
    weights = [ghost.weight for ghost in opened(both.meeting).ghosts[0]]
    assert twice(weights)
    named = [event.ghost for event in only(both.events, Uttered) if event.ghost is not None]
    assert named[0] == ("e0" if outcome == "-0.8" else "bad0")


def test_equal_concerns_and_equal_worries_give_the_lower_point_as_the_reason() -> None:
    worries = {"step_fail": "1.2", "step2_fail": "1.2", "coded_share": "0.5"}
    settings = even_room(**{f"program__points__{name}": size for name, size in worries.items()})
    cells = {"step1": "fail", "step2_fails": 1, "letters": "", "narrative": "", "value": "", "advocate": ""}
    for threshold in ("-5.0", "9.0"):
        both = held({**settings, "meeting.floor.threshold": threshold}, [the_rich(**cells)])
        row = opened(both.meeting)
        own = row.knowledge.salience[row.seating.director]
        assert twice(own[p] for p, point in enumerate(row.points) if point.flag is not None)
    assert {point.flag for point in row.points if point.flag} >= {Flag.STEP_FAIL, Flag.ATTEMPTS}


def test_who_could_pay_alike_pays_by_seat() -> None:
    settings = even_room(meeting__capital__own_gap="-2.0", meeting__capital__own_stance="-2.0")
    both = held({**settings, "meeting.review.gap": "-2.0"}, [the_rich(id=f"r{n}", advocate="") for n in range(5)])
    stakes = [event for event in only(both.events, Uttered) if event.capital]
    assert stakes
    assert twice(stakes[0].stances.values())
    assert len(both.held.moves) > 1


def test_who_could_answer_alike_answers_by_seat_and_the_director_first() -> None:
    settings = even_room("faculty", "coordinator", meeting__floor__ask="9.0", meeting__readers="2")
    cells = {"visa": "h1b", "professionalism": "note", "advocate": "", "gap_years": 2}
    both = held(settings, [the_rich(id=f"r{n}", **cells) for n in range(6)])
    asked = [event for event in only(both.events, Uttered) if event.act is Act.ASK]
    assert asked
    assert {event.to for event in asked} & {"m0"}


def test_a_stance_just_at_a_tier_or_a_bid_just_at_the_threshold_counts() -> None:
    """At each limit exactly: what the meeting itself has shown becomes the limit of the next."""
    settings = even_room("faculty", "chief", "associate")
    rows = [the_rich(id="a"), the_rich(id="b", impression="odd; dull", value="", advocate="")]
    both = held(settings, rows)
    ends = [row.result.ending.call for row in both.meeting.held]
    for call in ends:
        tiers = f"{{top = {max(call, 0.5)!r}, mid = {call!r}, low = {min(call, -1.0)!r}}}"
        held({**settings, "meeting.call.tiers": tiers}, rows)
    for entry in both.said[2:12]:
        for bid in sorted(set(entry["bids"][: len(both.ids)].tolist()))[-2:]:
            if bid > -9.0:
                held({**settings, "meeting.floor.threshold": repr(bid)}, rows[:1])


def test_every_kind_is_tied_with_itself() -> None:
    """The same cells for each kind, twice each."""
    rows = [the_rich(id=f"{kind}{n}", kind=str(kind)) for kind in Kind for n in range(2)]
    both = held(even_room(), rows)
    assert {point.family for point in opened(both.meeting).points} >= {Family.ADVOCATE, Family.VALUE}


def test_a_point_in_favor_and_one_against_that_are_worth_the_same_go_by_the_lower_point() -> None:
    silent = {f"program.points.{name}": "0.0" for name in ("us_clinical.hands_on", "us_clinical_per_month.hands_on")}
    settings = {**even_room(meeting__floor__leaning="0.0"), **silent, "program.points.us_letters.0": "0.0"}
    words = ("odd; warm; dull; clear", "warm; odd; clear; dull")
    rows = [an_applicant(id=said, impression=said, letters="", step2_ck=238) for said in words]
    both = held(settings, rows)
    for number in (1, 2):
        row = opened(both.meeting, number)
        pulls = [row.knowledge.pull[1][index_of(row, point)] for point in ("impression.3", "impression.4")]
        assert pulls[0] == pulls[1] == max(row.knowledge.pull[1])
        assert row.knowledge.favors[index_of(row, "impression.3")] is (number == 2)


def test_of_equal_salience_a_payer_says_what_pulls_more_though_it_is_the_later_point() -> None:
    settings = even_room(
        meeting__floor__shared="0.9",
        meeting__readers="4",
        meeting__capital__own_gap="-2.0",
        meeting__capital__own_stance="-2.0",
    )
    cells = {"letters": "us:glowing; us:glowing", "narrative": "", "impression": "warm; clear; nice", "advocate": ""}
    both = held(settings, [the_rich(id=f"r{n}", **cells) for n in range(4)])
    row = opened(both.meeting)
    weights, pulls = row.knowledge.salience[0], row.knowledge.pull[0]
    letter, value = index_of(row, "letters.1"), index_of(row, "value.1")
    assert letter < value
    assert weights[letter] == weights[value]
    assert pulls[letter] < pulls[value]
    paid = [event for event in only(both.events, Uttered) if event.capital]
    assert any(int(event.member[1:]) in both.meeting.docket(event.row).readers for event in paid)


@pytest.mark.parametrize("chair", [0, 2, 5])
@pytest.mark.parametrize("rule", [{}, *({name: "true"} for name in ("assigned_advocate", "devils_advocate"))])
def test_who_is_assigned_says_the_lower_point_of_equals(rule: dict[str, str], chair: int) -> None:
    settings = {**even_room(), **ruled(**rule), "members": alike(6, "faculty", "associate", chair=chair)}
    rows = [the_rich(id=name, advocate="", visa="h1b", gap_years=2) for name in ("a", "b")]
    for threshold in ("-5.0", "9.0"):
        held({**settings, "meeting.floor.threshold": threshold, "meeting.readers": "3"}, rows)


def test_the_director_is_asked_first_wherever_they_sit() -> None:
    settings = {**even_room(meeting__floor__ask="9.0", meeting__readers="3"), "members": alike(8, "faculty", chair=5)}
    cells = {"visa": "h1b", "professionalism": "note", "advocate": "", "gap_years": 2}
    both = held(settings, [the_rich(id=f"r{n}", **cells) for n in range(6)])
    asked = [event.to for event in only(both.events, Uttered) if event.act is Act.ASK]
    readers = [both.meeting.docket(number).readers for number in range(1, 7)]
    assert "m5" in asked
    assert any(who[0] < 5 for who in readers)
