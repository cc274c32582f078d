"""What a row must honor under the rules of its meeting, read from its events: :func:`assert_by_the_rules`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from committee.events import Event, MeetingOpened, Uttered
from committee.terms import Act
from tests.conversing import ROUNDED, opening_of, said_in, sponsors_of, staked_in

_NOT_SPEAKING = (Act.ANNOUNCE, Act.MOVE_ON, Act.CALL, Act.VETO)
_UNCHOSEN = (*_NOT_SPEAKING, Act.IMPRESSION, Act.ASK, Act.ANSWER)
SIDES: Mapping[str, int] = {"for": 1, "against": -1}
"""By the word of the event, the side that a member is assigned to."""


def assert_by_the_rules(row: Sequence[Event], opened: MeetingOpened) -> None:
    """What is hidden stays hidden, who is assigned speaks as assigned, turns and stakes stay within the rules."""
    scenario = opened.scenario
    rules = scenario["meeting"]["rules"]
    _hidden_stays_hidden(row, rules)
    _assigned_as_the_rules_say(row, rules)
    for side in SIDES:
        assert_spoken_as_assigned(row, side)
    if rules["equal_airtime"]:
        _third_turns_wait(row, scenario)
    _within_the_cap(row, rules)


def _hidden_stays_hidden(row: Sequence[Event], rules: Mapping[str, Any]) -> None:
    event = opening_of(row)
    assert bool(event.hidden) == bool(rules["blind"])
    assert (event.inferred is not None) == ("kind" in rules["blind"])
    assert not any(event.cells.get(column) for column in event.hidden)
    assert not {point.column for point in event.points} & set(event.hidden)


def _assigned_as_the_rules_say(row: Sequence[Event], rules: Mapping[str, Any]) -> None:
    event = opening_of(row)
    assert "for" not in event.assigned or rules["assigned_advocate"]
    assert "against" not in event.assigned or rules["devils_advocate"]
    assert len(set(event.assigned.values())) == len(event.assigned)
    assert event.assigned.get("against") not in sponsors_of(event)


def assigned_words(row: Sequence[Event], side: str) -> list[Uttered]:
    """What the assigned member said because they had to: nobody bid for that turn."""
    who = opening_of(row).assigned.get(side)
    spoken = [event for event in said_in(row) if event.member == who and not event.bids and event.act not in _UNCHOSEN]
    return [event for event in spoken if event.side == SIDES[side]]


def assert_spoken_as_assigned(row: Sequence[Event], side: str) -> None:
    """At most once, at no stake; against only where nobody has spoken against."""
    words, said = assigned_words(row, side), said_in(row)
    assert len(words) <= 1
    for word in words:
        assert word.capital == 0.0
        assert word.point is not None
        assert side == "for" or all(event.side >= 0 for event in said[: said.index(word)])


def _third_turns_wait(row: Sequence[Event], scenario: Mapping[str, Any]) -> None:
    """Nobody speaks a third time while somebody who bid enough has not spoken, unless they were asked."""
    floor = scenario["meeting"]["floor"]
    enough = floor["threshold"] + floor["hurdle"] + ROUNDED
    spoken: Counter[str] = Counter()
    for event in said_in(row):
        if event.act in _NOT_SPEAKING:
            continue
        if event.act is not Act.ANSWER and spoken[event.member] >= 2:
            assert not [member for member, bid in event.bids.items() if bid >= enough and not spoken[member]]
        spoken[event.member] += 1


def _within_the_cap(row: Sequence[Event], rules: Mapping[str, Any]) -> None:
    staked = staked_in(row)
    assert not (staked and rules["no_capital"])
    assert all(units <= rules["capital_cap"] + ROUNDED for units in staked.values())
