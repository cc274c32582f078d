"""Which engine holds a meeting, and why. Compiled code is never believed where it could differ."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from typing import Any, ClassVar

import pandas as pd
import pytest

from committee import outcomes_of
from committee.convene import Convener, RankMeeting
from committee.engine.choice import Choice, Engine, choose
from committee.engine.outcomes import meetings_of
from committee.errors import UsageRefused
from committee.meeting.meeting import Meeting
from committee.members.member import Member, Moment
from committee.members.memory import MemoryRules
from committee.members.mind import Mind
from committee.members.roles import Chief, Director, Faculty
from committee.terms import Act, Family
from tests.scripted import a_scenario

HAS_NUMBA = importlib.util.find_spec("numba") is not None
compiled_only = pytest.mark.skipif(not HAS_NUMBA, reason="numba is not installed")


def chosen(asked: str = "auto", settings: dict[str, str] | None = None) -> Choice:
    return choose(asked, Convener(a_scenario(settings)))


@compiled_only
def test_compiled_code_holds_what_it_can() -> None:
    assert str(chosen()) == "compiled"
    assert chosen() == chosen("compiled") == Choice(Engine.COMPILED, "")


def test_whoever_asks_for_the_readable_model_gets_it_without_a_reason() -> None:
    assert chosen("objects") == Choice(Engine.OBJECTS, "")
    assert str(chosen("objects")) == "objects"


@pytest.mark.parametrize("asked", ["fast", "", "Auto", "compiled "])
def test_any_other_engine_is_refused(asked: str) -> None:
    with pytest.raises(UsageRefused, match="use auto, objects, compiled"):
        chosen(asked)


def refused(asked: str, why: str, settings: dict[str, str] | None = None) -> None:
    """``auto`` leaves the meeting to the readable model, ``compiled`` refuses it; both say why."""
    assert str(chosen("auto", settings)) == f"objects, because {why}"
    with pytest.raises(UsageRefused, match=f"engine.*compiled code cannot hold this: {why}"):
        chosen(asked, settings)


def test_without_numba_the_readable_model_holds_them(monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr("committee.engine.choice.find_spec", lambda name: None if name == "numba" else found(name))
    refused("compiled", "numba is not installed")


@compiled_only
def test_a_machine_on_which_the_numbers_differ_gets_the_readable_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("committee.engine.proof.agrees", lambda: False)
    refused("compiled", "compiled code gives other numbers on this processor")


# ---------------------------------------------------------------- classes of one's own


class Polite(RankMeeting):
    """A meeting that is held as any other."""


class Sorted(Convener):
    """A convener of its own."""


@compiled_only
def test_a_meeting_or_a_convener_of_ones_own_is_held_by_the_readable_model() -> None:
    assert str(choose("auto", Convener(a_scenario()), Polite)) == "objects, because Polite is a class of its own"
    assert str(choose("auto", Sorted(a_scenario()))) == "objects, because Sorted is a class of its own"
    with pytest.raises(UsageRefused, match="Polite is a class of its own"):
        choose("compiled", Convener(a_scenario()), Polite)


@pytest.fixture(autouse=True)
def registry() -> Iterator[None]:
    """Types made up here leave the registry as they found it."""
    before = dict(Member.registry)
    yield
    Member.registry.clear()
    Member.registry.update(before)


def seat(kind: type[Member]) -> dict[str, str]:
    """Settings that seat a type made up here in the place of a faculty member."""
    Member.registry["made_up"] = kind
    return {"members.4.type": '"made_up"'}


class Eager(Faculty):
    def eagerness(self, moment: Moment) -> float:
        return super().eagerness(moment)


class Bringing(Faculty):
    def bring(self, mind: Mind) -> Mind:
        return mind


class Tireless(Faculty):
    def tire(self, minutes: float, per_hour: float) -> None:
        del minutes, per_hour


class Resting(Faculty):
    def rest(self) -> None:
        super().rest()


class Forgetful(Faculty):
    def refresh(self, episode: str, more: float) -> None:
        del episode, more


class Made(Faculty):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mind = Mind(
            weights=self.mind.weights, alarm=dict.fromkeys(self.mind.alarm, 9.0), fixability=self.mind.fixability
        )


class Unsure(Faculty):
    @property
    def reads(self) -> bool:  # type: ignore[override]
        return self.spec.seat % 2 == 0


class Distant(Faculty):
    def share(self, episode: Any, rules: MemoryRules) -> float:
        return 0.5 * super().share(episode, rules)


class Heir(Distant):
    """Changes nothing itself."""


CHANGES = {
    Eager: "eagerness",
    Bringing: "bring",
    Tireless: "tire",
    Resting: "rest",
    Forgetful: "refresh",
    Made: "__init__",
    Unsure: "reads",
    Distant: "share",
    Heir: "share",
}


@compiled_only
@pytest.mark.parametrize("kind", CHANGES, ids=lambda kind: kind.__name__)
def test_a_member_who_changes_what_members_do_is_held_by_the_readable_model(kind: type[Member]) -> None:
    refused("compiled", f"{kind.__name__} changes {CHANGES[kind]}", seat(kind))


class Quiet(Chief):
    """What a member may do is data, which compiled code reads."""

    acts: ClassVar[frozenset[Act]] = frozenset({Act.VOUCH, Act.CONCERN})
    topics = frozenset({Family.VISA, Family.IMPRESSION})
    reads = False
    keeps_no_list = True

    def remark(self) -> str:
        """Nothing that the model knows of."""
        return "well"


class Busy(Director):
    reads_all = False
    reads = True
    acts: ClassVar[frozenset[Act]] = Director.acts - {Act.MOVE_ON, Act.CONCEDE}


@compiled_only
@pytest.mark.parametrize(("kind", "number"), [(Quiet, 4), (Busy, 1)], ids=["Quiet", "Busy"])
def test_a_member_who_differs_in_data_alone_is_held_by_compiled_code(kind: type[Member], number: int) -> None:
    from tests.engines import assert_both_hold_it_alike

    Member.registry["made_up"] = kind
    convener = Convener(a_scenario({f"members.{number}.type": '"made_up"'}))
    assert choose("compiled", convener).engine is Engine.COMPILED
    for seed in (1, 2, 3):
        assert_both_hold_it_alike(convener, seed)


# ---------------------------------------------------------------- the same table either way


def test_the_readable_model_takes_over_with_the_same_table() -> None:
    convener = Convener(a_scenario())
    plain = outcomes_of(convener, range(1, 4))
    other = outcomes_of(convener, range(1, 4), meeting=Polite)
    pd.testing.assert_frame_equal(plain, other, check_exact=True)
    why = "Polite is a class of its own" if HAS_NUMBA else "numba is not installed"
    assert other.attrs == {"engine": "objects", "engine_why": why}
    assert plain.attrs["engine"] == ("compiled" if HAS_NUMBA else "objects")
    assert bool(plain.attrs["engine_why"]) is not HAS_NUMBA


def test_what_a_subclass_changes_is_in_its_table() -> None:
    """Nobody gets numbers of compiled code in place of those of their own class."""

    class Short(RankMeeting):
        def hold(self, docket: Any) -> Any:
            return self.aside(docket, capital=False)

    assert Short.hold is not Meeting.hold
    convener = Convener(a_scenario())
    assert outcomes_of(convener, [1], meeting=Short)["capital_spent"].sum() == 0.0
    assert outcomes_of(convener, [1])["capital_spent"].sum() > 0.0


def test_meetings_say_who_holds_them() -> None:
    assert meetings_of(a_scenario(), "objects").choice == Choice(Engine.OBJECTS, "")
    assert meetings_of("baseline").choice.engine in (Engine.COMPILED, Engine.OBJECTS)
