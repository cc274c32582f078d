"""The laws can be broken: each kind of breach is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import pytest
from msgspec.structs import replace

from committee.events import CapitalMoved, Event, MeetingOpened, RowClosed, RowOpened, Uttered
from committee.terms import Act, Because, Purse, Tier
from tests.adopted import ruled
from tests.by_the_rules import assert_by_the_rules
from tests.lawful import assert_lawful, taken_apart
from tests.scripted import an_applicant, an_episode, events_of

Which = Callable[[Any], bool]

ROOM = {
    "memory.episodes": f"[{an_episode(holders='[]')}, {an_episode('good', outcome='0.9', holders='[]')}]",
    "meeting.floor.ghost": "6.0",
    "meeting.persuasion.pull": "1.0",
    "meeting.persuasion.force": "2.0",
    "meeting.floor.challenge": "1.0",
}
"""A room in which everything happens that a law is about."""

ROWS = [
    an_applicant(id=f"row_{n}", kind="non_us_img", step1="fail", narrative=told, advocate=who, impression="warm; quiet")
    for n, (who, told) in enumerate(
        [("apd:strong", "concrete"), ("faculty:mild", ""), ("", "hidden"), ("chief:strong", "concrete"), ("", "")]
    )
]


@cache
def meetings() -> tuple[tuple[Event, ...], ...]:
    return tuple(tuple(events_of(ROOM, seed=seed, rows=ROWS)) for seed in range(1, 9))


def said(act: Act) -> Which:
    return lambda event: isinstance(event, Uttered) and event.act is act


def closed(which: Which) -> Which:
    return lambda event: isinstance(event, RowClosed) and which(event)


def broken(which: Which, among: Sequence[Sequence[Event]] = (), **instead: object) -> Sequence[Event]:
    """A meeting in which the first such event has been changed."""
    for events in among or meetings():
        for place, event in enumerate(events):
            if which(event):
                changed = {name: value(event) if callable(value) else value for name, value in instead.items()}
                return [*events[:place], replace(event, **changed), *events[place + 1 :]]
    raise AssertionError("no meeting has such an event")


def other(event: Any) -> str:
    """Another member than who spoke and who was spoken to."""
    return next(name for name in event.stances if name not in (event.member, event.to))


@pytest.mark.parametrize("number", range(8))
def test_these_meetings_are_lawful_as_they_are(number: int) -> None:
    assert_lawful(meetings()[number])


BREACHES: dict[str, tuple[Which, dict[str, Any]]] = {
    "past the bell": (said(Act.ASK), {"end_s": lambda event: event.allowed_s + 1.0}),
    "a concern in favor": (said(Act.CONCERN), {"side": 1}),
    "praise against": (said(Act.VOUCH), {"side": -1}),
    "a question that takes a side": (said(Act.ASK), {"side": -1}),
    "agreement that takes none": (said(Act.AGREE), {"side": 0}),
    "a concession to one's own side": (said(Act.CONCEDE), {"side": lambda event: -event.side}),
    "a concession by whoever took no side": (said(Act.CONCEDE), {"member": other}),
    "an answer by somebody else": (said(Act.ANSWER), {"member": other}),
    "an answer with nothing though there was something": (
        lambda event: said(Act.ANSWER)(event) and event.point is not None,
        {"point": None},
    ),
    "a question without an answer": (said(Act.ANSWER), {"act": Act.AGREE, "point": None, "side": 0}),
    "a good memory out of nowhere": (
        lambda event: said(Act.RECALL)(event) and event.side < 0,
        {"act": Act.WAIT, "point": None, "ghost": None, "side": 1},
    ),
    "a place without a tier": (said(Act.PROPOSE), {"tier": None}),
    "a place nobody means": (said(Act.PROPOSE), {"side": lambda event: -event.side}),
    "a stake that asks for nothing": (lambda event: isinstance(event, Uttered) and event.capital > 0.0, {"tier": None}),
    "a second point that pulls the same way": (
        lambda event: isinstance(event, Uttered) and event.also is not None,
        {"also": lambda event: event.point},
    ),
    "a low call without a reason": (closed(lambda row: row.tier is Tier.LOW), {"because": None, "about": None}),
    "nobody spoke for a row that somebody spoke for": (
        closed(lambda row: row.because is Because.CONCERN),
        {"because": Because.UNSPOKEN, "about": None},
    ),
    "a concern about nothing": (closed(lambda row: row.because is Because.CONCERN), {"about": None}),
    "a no list without a veto": (
        closed(lambda row: row.because is Because.CONCERN),
        {"because": Because.NO_LIST, "about": None},
    ),
    "a factor left out": (closed(lambda row: True), {"weighed": {}}),
    "an unpaid call where nobody paid": (closed(lambda row: row.unpaid is None), {"unpaid": 0.0}),
    "no unpaid call where somebody paid": (closed(lambda row: row.unpaid is not None), {"unpaid": None}),
    "a call past reach": (closed(lambda row: True), {"call": -2.1}),
    "a stake that comes back whole": (
        lambda event: isinstance(event, CapitalMoved) and event.why is Purse.RETURNED,
        {"amount": lambda event: 2.0 * event.amount},
    ),
}


ADOPTED = ruled(
    blind='["kind", "exams"]',
    assigned_advocate="true",
    devils_advocate="true",
    equal_airtime="true",
    capital_cap="1.0",
    no_capital="false",
)
"""Rules that a breach could be of."""


@cache
def ruled_meetings() -> tuple[tuple[Event, ...], ...]:
    return tuple(tuple(events_of({**ROOM, **ADOPTED}, seed=seed, rows=ROWS)) for seed in range(1, 5))


def opened(which: Which) -> Which:
    return lambda event: isinstance(event, RowOpened) and which(event)


def duty(event: Any) -> bool:
    """Whether nobody bid for a turn in which a member took a side: a rule assigned it."""
    return isinstance(event, Uttered) and not event.bids and event.side > 0 and event.capital == 0.0


RULE_BREACHES: dict[str, tuple[Which, dict[str, Any]]] = {
    "a blinded cell": (opened(lambda row: True), {"cells": lambda row: {**row.cells, "step2_ck": "238"}}),
    "a point about what is blinded": (
        opened(lambda row: bool(row.points)),
        {"points": lambda row: (*row.points, replace(row.points[0], id="x", column="step1"))},
    ),
    "nothing hidden": (opened(lambda row: True), {"hidden": ()}),
    "a kind that nobody infers": (opened(lambda row: True), {"inferred": None}),
    "one member on both sides": (
        opened(lambda row: len(row.assigned) == 2),
        {"assigned": lambda row: dict.fromkeys(row.assigned, row.assigned["for"])},
    ),
    "a duty paid for": (duty, {"capital": 1.0, "tier": Tier.MID}),
    "a duty about nothing": (duty, {"point": None}),
    "a stake above the cap": (
        lambda event: isinstance(event, CapitalMoved) and event.why is Purse.SPENT,
        {"amount": 1.5},
    ),
}


@pytest.mark.parametrize("breach", RULE_BREACHES)
def test_a_broken_rule_of_the_meeting_is_seen(breach: str) -> None:
    which, instead = RULE_BREACHES[breach]
    events = broken(which, ruled_meetings(), **instead)
    opening, rows, _ = taken_apart(events)
    with pytest.raises(AssertionError):
        all_by_the_rules(rows, opening)


def all_by_the_rules(rows: Sequence[Sequence[Event]], opening: MeetingOpened) -> None:
    for row in rows:
        assert_by_the_rules(row, opening)


@pytest.mark.parametrize("number", range(4))
def test_these_meetings_keep_their_rules_as_they_are(number: int) -> None:
    assert_lawful(ruled_meetings()[number])


def test_a_third_turn_before_its_time_is_seen() -> None:
    """A meeting without the rule breaks it."""
    rows = [row for seed in range(1, 9) for row in taken_apart(events_of({**ROOM, **LOUD}, seed=seed, rows=ROWS))[1]]
    opening = events_of({**ROOM, **LOUD, **ruled(equal_airtime="true")}, rows=ROWS)[0]
    assert isinstance(opening, MeetingOpened)
    with pytest.raises(AssertionError):
        all_by_the_rules(rows, opening)


LOUD = {"meeting.floor.threshold": "0.2", "meeting.row_seconds": "90"}
"""Many want to speak, and there is time."""


@pytest.mark.parametrize("breach", BREACHES)
def test_a_broken_law_is_seen(breach: str) -> None:
    which, instead = BREACHES[breach]
    events = broken(which, **instead)
    with pytest.raises(AssertionError):
        assert_lawful(events)
