"""What decided a row, in words for an audience."""

from __future__ import annotations

from typing import Any

import pytest

from committee.recording import Recording
from committee.terms import Tier
from tests.viz.workshop.sessions import a_meeting
from viz.workshop.decided import decisive, ordinal, unsaid, without
from viz.workshop.seats import row_of

MIDDLE = {"tier": "mid", "position": 15, "vetoed": False}
LOW = {"tier": "low", "position": 47, "vetoed": False}
OFF = {"tier": "dnr", "position": None, "vetoed": False}


@pytest.fixture(scope="module")
def meeting() -> Recording:
    return a_meeting()


def answer(*pivots: dict[str, Any], base: dict[str, Any] = MIDDLE, unheard: dict[str, Any] = LOW) -> dict[str, Any]:
    return {"as_recorded": base, "nothing_heard": unheard, "pivots": list(pivots)}


def quiet(change: float = -0.8, **more: Any) -> dict[str, Any]:
    return {"cause": "member", "what": "The sponsor", "member": "apd_2", "change": change, **LOW} | more


@pytest.mark.parametrize(
    ("pivot", "said"),
    [
        (quiet(), "If Dr Lindqvist had kept quiet"),
        (quiet(cause="stake", amount=2.0), "If Dr Lindqvist had staked nothing"),
        (quiet(cause="utterance", text="Two years."), "If nobody had heard Dr Lindqvist say “Two years.”"),
        (
            quiet(cause="unsaid", what="A glowing letter (US), never said"),
            "If Dr Lindqvist had said what nobody said, a glowing letter (US)",
        ),
        ({"cause": "time", "what": "20 s more", "amount": 20.0, "change": 1, **LOW}, "With 20 seconds more"),
    ],
)
def test_what_decided_a_row_is_said_with_and_without_it(meeting: Recording, pivot: dict[str, Any], said: str) -> None:
    assert decisive(answer(pivot), meeting) == (f"{said}: low, 47th, instead of middle, 15th.",)


def test_only_what_changes_the_verdict_is_told_most_first_and_two_at_most(meeting: Recording) -> None:
    moved = quiet(-0.9, member="director", tier="mid", position=34)
    ids = ["apd_2", "chief_1", "chief_2"]
    told = decisive(answer(moved, *(quiet(-0.1 * n, member=id_) for n, id_ in enumerate(ids, start=1))), meeting)
    assert [sentence.partition(" had")[0] for sentence in told] == ["If Dr Whitlow", "If Dr Amsel"]


def test_a_stake_and_its_sentence_are_one_thing(meeting: Recording) -> None:
    told = decisive(answer(quiet(cause="stake"), quiet(-0.7, cause="utterance", text="Please.")), meeting)
    assert told == ("If Dr Lindqvist had staked nothing: low, 47th, instead of middle, 15th.",)


def test_where_nothing_decided_a_sentence_says_so(meeting: Recording) -> None:
    weak = [quiet(tier="mid", position=place) for place in (12, 19)]
    assert decisive(answer(*weak), meeting) == (
        "Nothing alone decided it. Whatever one thing is changed, the row ends in the middle, between 12th and 19th.",
    )
    assert decisive(answer({**quiet(), **OFF}, base=OFF), meeting)[0].endswith("the row ends off the list.")
    assert decisive({}, meeting) == ()


def test_a_veto_is_no_verdict_of_its_own(meeting: Recording) -> None:
    vetoed = {**OFF, "vetoed": True}
    spoken = quiet(-0.5, cause="utterance", text="Two letters.", **vetoed)
    nothing = ("Nothing alone decided it. Whatever one thing is changed, the row ends off the list.",)
    assert decisive(answer(spoken, base=OFF), meeting) == nothing
    assert decisive(answer({**spoken, "vetoed": False}, base=vetoed), meeting) == nothing
    start = "If nobody had said a word for it or against it: off the list, too."
    assert without(answer(base=OFF, unheard=vetoed), "dnr", "")[0].startswith(start)


def test_a_memory_that_changes_the_verdict_leads(meeting: Recording) -> None:
    name, told = next(iter(meeting.ghosts.items()))
    ghost = {"cause": "ghost", "what": "The memory", "ghost": name, "change": 0.2, **LOW}
    spoken = quiet(-0.5, cause="utterance", text="Two letters.", **{**OFF, "vetoed": True})
    said = decisive(answer(spoken, ghost, base=OFF), meeting)
    assert said == (f"If nobody had thought of {told}: low, 47th, instead of off the list.",)
    assert " the the " not in said[0]
    assert " the last year's " not in said[0]


def test_no_null_reads_as_if_talk_did_nothing() -> None:
    start = "If nobody had said a word for it or against it"
    assert without(answer(), "mid", "mid") == (
        f"{start}: low, 47th.",
        "If no member remembered any past resident: middle, the same verdict.",
    )
    moved = without(answer(unheard={**MIDDLE, "position": 20}), "mid", "")
    same = without(answer(unheard=MIDDLE), "mid", "")
    assert moved == (f"{start}: middle, 20th. Talk moved its place, not the verdict.",)
    assert same == (f"{start}: middle, 15th, the same: what was said for it and against it evened out.",)
    off = without(answer(base=OFF, unheard=OFF), "dnr", "low")
    assert off[0] == f"{start}: off the list, too. All that was said did not bring it back."
    assert off[1] == "If no member remembered any past resident: low."


def test_what_was_known_and_not_said_comes_from_the_recording(meeting: Recording) -> None:
    row = row_of(meeting, "p409")
    assert meeting.placed["p409"].tier is Tier.LOW
    assert unsaid(row) == (
        "US clinical work (2 months), known to 5; the applicant's explanation (it hides something), known to 5; "
        "the interviewer's impression (clear, nice), known to 3"
    )


def test_places_are_said_as_people_say_them() -> None:
    assert [ordinal(place) for place in (1, 2, 3, 4, 11, 12, 13, 21, 42, 53, 111)] == [
        *("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "42nd", "53rd", "111th")
    ]
