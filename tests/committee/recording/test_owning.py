"""What a speaker has to own up to, from a row's events alone."""

from __future__ import annotations

import pytest

from committee.events import RowClosed, Uttered
from committee.phrases.facts import Fact
from committee.recording.presumed import MeetingSoFar
from committee.terms import Act, Because, Factor, Family, Kind, Tier
from tests.builders import a_header, a_point, a_row_closed, a_row_opened, an_utterance

SCORE = a_point(1, family=Family.INTERVIEW_SCORE, factor=Factor.INTERVIEW, valence=-1, detail="3.6", column="interview")
QUIET = a_point(2, family=Family.IMPRESSION, factor=Factor.INTERVIEW, valence=-1, detail="quiet", column="impression")
SHELF = a_point(3, family=Family.US_CLINICAL, valence=1, detail="12 months", column="us_clinical")

AGAINST = an_utterance(2, "pd", Act.CONCERN, point="point_1", side=-1)
FOR = an_utterance(3, "pd", Act.VOUCH, point="point_3", side=1)
CALL = an_utterance(9, "pd", Act.CALL)


def owned(
    *before: Uttered, now: Uttered = CALL, closed: RowClosed, assigned: dict[str, str] | None = None
) -> set[Fact]:
    opened = a_row_opened(points=(SCORE, QUIET, SHELF), kind=Kind.US_MD, cells={}, assigned=assigned or {})
    row = MeetingSoFar(a_header(60)).row([opened, *before, now, closed])
    for event in before:
        row.take(event)
    return set(row.facts(now, closed.tier if now.act is Act.CALL else now.tier))


@pytest.mark.parametrize(
    ("said", "tier", "fact", "is_so"),
    [
        ((AGAINST,), Tier.TOP, Fact.TURNED_FOR, True),
        ((AGAINST,), Tier.MID, Fact.TURNED_FOR, False),
        ((AGAINST, FOR), Tier.TOP, Fact.TURNED_FOR, False),
        ((FOR,), Tier.LOW, Fact.TURNED_AGAINST, True),
        ((FOR,), Tier.DNR, Fact.TURNED_AGAINST, True),
        ((FOR,), Tier.MID, Fact.TURNED_AGAINST, False),
        ((an_utterance(3, "apd_1", Act.VOUCH, side=1),), Tier.LOW, Fact.TURNED_AGAINST, False),
    ],
)
def test_a_turn_is_owned(said: tuple[Uttered, ...], tier: Tier, fact: Fact, is_so: bool) -> None:
    assert (fact in owned(*said, closed=a_row_closed(tier=tier))) is is_so


def test_what_a_rule_had_somebody_say_is_not_theirs() -> None:
    duty = an_utterance(2, "pd", Act.CONCERN, point="point_1", side=-1, bids={})
    closed = a_row_closed(tier=Tier.TOP)
    assert Fact.TURNED_FOR not in owned(duty, closed=closed, assigned={"against": "pd"})


def test_what_was_defended_is_known_by_its_matter() -> None:
    closed = a_row_closed(tier=Tier.LOW, because=Because.CONCERN, about="point_2")
    raised = an_utterance(2, "apd_1", Act.CONCERN, point="point_1", side=-1)
    taken_on = an_utterance(3, "pd", Act.CHALLENGE, side=1)
    assert Fact.DEFENDED in owned(raised, taken_on, closed=closed)
    assert Fact.DEFENDED not in owned(raised, FOR, closed=closed)
    assert Fact.REASON_TOLD not in owned(raised, closed=closed)
    named = an_utterance(3, "apd_1", Act.CONCERN, point="point_2", side=-1)
    assert Fact.REASON_TOLD in owned(named, closed=closed)


def test_a_stake_of_ones_own_is_remembered() -> None:
    stake = an_utterance(3, "pd", Act.VOUCH, point="point_3", side=1, capital=1.0, tier=Tier.MID)
    found = {
        tier: owned(stake, closed=a_row_closed(tier=tier))
        & {Fact.OWN_ASK_LOWERED, Fact.OWN_ASK_RAISED, Fact.ABOVE_ASKED}
        for tier in (Tier.TOP, Tier.MID, Tier.LOW)
    }
    assert found == {
        Tier.TOP: {Fact.OWN_ASK_RAISED, Fact.ABOVE_ASKED},
        Tier.MID: set(),
        Tier.LOW: {Fact.OWN_ASK_LOWERED},
    }
    closed = a_row_closed(tier=Tier.MID)
    assert {Fact.STAKED_AGAIN, Fact.ROUTINE} <= owned(stake, now=stake, closed=closed)
    assert Fact.STAKED_AGAIN not in owned(now=stake, closed=closed)


def test_whoever_wanted_to_move_on_is_known() -> None:
    closed = a_row_closed(tier=Tier.MID)
    done = an_utterance(4, "pd", Act.MOVE_ON)
    again = an_utterance(5, "pd", Act.REOPEN, point="point_1", side=-1)
    assert Fact.HAD_CLOSED in owned(done, now=again, closed=closed)
    assert Fact.HAD_CLOSED not in owned(done, now=an_utterance(5, "apd_1", Act.REOPEN), closed=closed)
