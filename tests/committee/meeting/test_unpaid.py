"""A row had nobody paid goes on from the first offer of a stake as if it had been held without capital."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from msgspec import Struct

from committee.convene import Convener
from committee.machine import shipped
from committee.meeting import row as rows
from committee.meeting.clock import Clock
from committee.meeting.intervention import Changes, Intervention, PutAct
from committee.meeting.row import RowResult, held_unpaid, open_floor, take_turn
from committee.meeting.row_events import RowEvents
from committee.meeting.state import OpenRow
from committee.meeting.unpaid import without_capital
from committee.members.reading import Reading, Worry
from committee.scenario.loading import load_scenario
from committee.terms import Act
from tests.adopted import EACH, ruled
from tests.scripted import SIX, SWITCHES, Told, a_flagged_row, a_scenario, opened, the_rows

NOBODY_PAYS = ("no capital", "capital capped at nothing")
Compared = list[tuple[RowResult, RowResult]]


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Compared]:
    """Hold a meeting; of every row for which somebody paid, what goes on from the offer, and the row held anew."""

    def hold(convener: Convener, seed: int, changes: Changes | None = None) -> Compared:
        found: Compared = []

        def both(row: OpenRow) -> RowResult | None:
            result = held_unpaid(row)
            if result is not None:
                anew = rows.hold(row.docket, row.room, tell=False, capital=False, changed=row.changed)
                found.append((result, anew))
            return result

        monkeypatch.setattr(rows, "held_unpaid", both)
        convener.meeting(seed, listeners=[Told()], **({"changes": changes} if changes else {})).run()
        return found

    return hold


def several(settings: Mapping[str, str]) -> Convener:
    return Convener(a_scenario(dict(settings)), applicants=[*the_rows(), *SIX])


def assert_alike(found: Compared) -> None:
    assert [result for result, _ in found] == [anew for _, anew in found]


@pytest.mark.parametrize("rule", EACH)
def test_it_is_the_row_held_without_capital_under_any_rule(compared: Callable[..., Compared], rule: str) -> None:
    found = [pair for seed in (1, 2) for pair in compared(several(ruled(**EACH[rule])), seed)]
    assert found or rule in NOBODY_PAYS
    assert_alike(found)


@pytest.mark.parametrize("off", SWITCHES)
def test_it_is_the_row_held_without_capital_where_a_mechanism_is_off(
    compared: Callable[..., Compared], off: str
) -> None:
    assert_alike(compared(several({f"switches.{off}": "false"}), 1))


WHOLE = [*((name, "") for name in shipped.meetings()), *(("baseline", rule) for rule in EACH)]


@pytest.mark.soak
@pytest.mark.parametrize(("name", "rule"), WHOLE)
def test_it_is_the_row_held_without_capital_in_whole_meetings(
    compared: Callable[..., Compared], name: str, rule: str
) -> None:
    convener = Convener(load_scenario(name, ruled(**EACH[rule]) if rule else {}))
    found = [pair for seed in range(1, 4) for pair in compared(convener, seed)]
    assert found or rule in NOBODY_PAYS
    assert_alike(found)


@pytest.mark.parametrize(
    "inside",
    [
        {"silenced": (2, 3)},
        {"quiet": ("chief_1",)},
        {"frugal": ("apd_1",)},
        {"more_s": 20.0},
        {"forgotten": ("visa_washout",)},
    ],
    ids=lambda inside: next(iter(inside)),
)
def test_what_an_experimenter_changes_is_changed_there_too(
    compared: Callable[..., Compared], inside: dict[str, Any]
) -> None:
    changes = Changes(rows={each.id: Intervention(**inside) for each in SIX})
    found = compared(several({}), 1, changes)
    assert found
    assert_alike(found)


def test_a_stake_put_in_a_mouth_counts_as_paid() -> None:
    """Before it nobody had to offer anything, so the row is held anew."""
    row = a_flagged_row()
    put = PutAct(at_s=0.0, member=row.seating.ids[row.docket.brief.advocate or 0], act=Act.WAIT, units=1.0)
    row = OpenRow(row.docket, row.room, changed=Intervention(put=(put,)))
    events = RowEvents(row)
    open_floor(row, events)
    while take_turn(row, events):
        pass
    assert row.stakes.units[row.docket.brief.advocate or 0] >= 1.0
    assert held_unpaid(row) == rows.hold(row.docket, row.room, tell=False, capital=False, changed=row.changed)


SHARED = {"docket", "room", "rules", "seating", "members", "points", "changed", "unpaid"}


def told(state: Any) -> Any:
    """Everything in a part of an open row, as text."""
    if isinstance(state, OpenRow | Reading | Worry | Clock):
        names = [name for name in type(state).__slots__ if not name.startswith("__") and name not in SHARED]
        return {name: told(getattr(state, name)) for name in names}
    if isinstance(state, Struct):
        return {name: told(getattr(state, name)) for name in state.__struct_fields__}
    if isinstance(state, list | tuple):
        return [told(each) for each in state]
    return repr(state)


def talked_over(row: OpenRow) -> None:
    while take_turn(row):
        pass


def test_what_happens_in_one_of_the_two_rows_changes_nothing_in_the_other() -> None:
    """Whatever a row changes has to be copied: this holds for whatever it may change one day."""
    row = a_flagged_row(professionalism="note", advocate="apd:strong")
    open_floor(row)
    assert take_turn(row)
    other, _ = without_capital(row, ())
    kept = told(other)
    assert [name for name, value in told(row).items() if value != kept[name]] == ["may_pay", "timed"]
    talked_over(row)
    assert told(other) == kept
    assert told(row) != kept
    row = other
    other, _ = without_capital(row, ())
    talked_over(other)
    assert told(row) == kept


def test_the_wishes_of_the_turn_are_its_own() -> None:
    row = a_flagged_row()
    open_floor(row)
    wishes = rows.floor.wishes(row)
    _, own = without_capital(row, wishes)
    assert own == wishes
    wishes[0].bid = 99.0
    assert own[0].bid != 99.0


def test_nobody_who_never_paid_has_such_a_row() -> None:
    row = opened(several({"switches.capital": "false"}).meeting(1))
    open_floor(row, RowEvents(row))
    assert held_unpaid(row) is None
