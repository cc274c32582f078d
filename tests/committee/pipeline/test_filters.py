from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.applicants.applicant import AdvocateStrength
from committee.applicants.coded import ADVOCATES
from committee.chance import Gate
from committee.pipeline.filters import CALLS, FILTERS, NO_LIMIT, PULLS, Bars, ScreenRules, screen
from committee.terms import Kind
from tests.committee.pipeline.market import FORTY, SCREEN, YEAR, Held, chance, held, people

NAMES = [each.name for each in FILTERS]
PLACES_OF_CALLS = [PULLS.index(call) for call in CALLS]


@pytest.fixture(scope="module")
def year() -> Held:
    return held()


def open_bars(programs: int, leak: float = 0.0) -> Bars:
    """Bars that stop nobody."""
    never, none = np.zeros(programs, dtype=bool), np.zeros(programs)
    flags = dict.fromkeys(("conduct", "step2_fail", "notes", "step1_fail", "h1b", "j1"), never)
    return Bars(ck_us=none, ck_img=none, years=none + NO_LIMIT, leak=none + leak, **flags)


def shut(bars: Bars, name: str) -> Bars:
    """The same with one filter as strict as can be."""
    strictest = {"ck_us": 300.0, "ck_img": 300.0, "years": -1.0}.get(name, True)
    return msgspec.structs.replace(bars, **{name: np.full(len(bars.leak), strictest)})


def test_each_filter_is_a_bar_and_each_bar_a_filter() -> None:
    assert [*NAMES, "leak"] == list(Bars.__struct_fields__)
    assert len({each.rule for each in FILTERS}) == len(FILTERS)
    assert all(each.said.endswith(".") and each.said not in each.rule for each in FILTERS)


def test_a_rule_names_the_number_of_the_program(year: Held) -> None:
    years = FILTERS[NAMES.index("years")]
    assert years.rule_at(year.bars, 0) == f"no more than {year.bars.years[0]:.0f} years since graduation"
    assert years.said == "We consider every year of graduation."
    assert FILTERS[NAMES.index("h1b")].rule_at(year.bars, 0) == "no H-1B"


STOPPED = {
    "conduct": lambda of: of["professionalism"] >= 2,
    "notes": lambda of: of["professionalism"] >= 1,
    "step2_fail": lambda of: of["step2_fails"] > 0,
    "step1_fail": lambda of: of["step1_fails"] > 0,
    "ck_us": lambda of: of["kind"] < 2,
    "ck_img": lambda of: of["kind"] >= 2,
    "years": lambda of: of["yog"] <= YEAR,
    "h1b": lambda of: of["visa"] == 2,
    "j1": lambda of: of["visa"] == 1,
}


@pytest.mark.parametrize("name", NAMES)
def test_a_filter_stops_those_it_is_about_and_nobody_else(name: str, year: Held) -> None:
    bars = shut(open_bars(len(FORTY)), name)
    nothing = ScreenRules(call=dict.fromkeys(AdvocateStrength, 0.0), signal=0.0)
    screened = screen(year.files, year.applications, bars, nothing, chance(1, Gate.SCREEN))
    about = STOPPED[name](year.files.numbers)[year.applications.applicant]
    assert about.any()
    assert (screened.stopped >= 0).tolist() == about.tolist()
    assert set(screened.stopped[about].tolist()) == {NAMES.index(name)}
    assert not screened.pulled.any()


def test_with_open_bars_everybody_stays(year: Held) -> None:
    screened = screen(year.files, year.applications, open_bars(len(FORTY)), SCREEN, chance(1, Gate.SCREEN))
    assert screened.alive.all()
    assert screened.reason(0) is None


def test_a_file_is_alive_without_a_stop_or_with_a_pull_and_every_dead_one_has_its_reason(year: Held) -> None:
    screened = year.screened
    assert ((screened.stopped < 0) | (screened.pulled > 0)).tolist() == screened.alive.tolist()
    assert not (screened.pulled[screened.stopped < 0]).any()
    for place in range(0, len(screened.stopped), 97):
        reason = screened.reason(place)
        assert (reason is None) == bool(screened.alive[place])
        assert reason is None or reason.stops(year.files, year.applications, year.bars)[place]


def test_the_first_of_several_reasons_is_the_one_that_is_kept(year: Held) -> None:
    bars = year.bars
    for name in NAMES:
        bars = shut(bars, name)
    screened = screen(year.files, year.applications, bars, SCREEN, chance(1, Gate.SCREEN))
    stops = np.array([each.stops(year.files, year.applications, bars) for each in FILTERS])
    assert screened.stopped.tolist() == stops.argmax(axis=0).tolist()


def test_counts_add_up_at_every_program(year: Held) -> None:
    def per_program(which: np.ndarray) -> np.ndarray:
        return np.bincount(year.applications.program[which], minlength=len(FORTY))

    all_of_them = per_program(np.ones(len(year.applications.program), dtype=bool))
    screened = year.screened
    out = [per_program((screened.stopped == place) & ~screened.alive) for place in range(len(FILTERS))]
    back = [per_program(screened.pulled == place) for place in range(1, len(PULLS))]
    assert (sum(out) + sum(back) + per_program(screened.stopped < 0)).tolist() == all_of_them.tolist()


def test_a_call_pulls_back_at_the_one_program_that_was_called(year: Held) -> None:
    by_call = np.isin(year.screened.pulled, PLACES_OF_CALLS)
    assert by_call.any()
    assert year.applications.called[by_call].all()
    callers = year.files.numbers["advocate"][year.applications.applicant[by_call]]
    for code, pulled in zip(callers.tolist(), year.screened.pulled[by_call].tolist(), strict=True):
        advocate = ADVOCATES[code]
        assert advocate is not None
        assert PULLS[pulled] == f"call: {advocate.who}"
    by_signal = year.screened.pulled == PULLS.index("signal")
    assert by_signal.any()
    assert year.applications.signaled[by_signal].all()


def test_strong_calls_pull_back_more_than_mild_ones_and_shares_are_those_of_the_rules() -> None:
    who = held(people(0, 0, 0, some_many := 700), types=FORTY[:4])
    bars = shut(open_bars(4, leak=0.05), "ck_img")
    screened = screen(who.files, who.applications, bars, SCREEN, chance(1, Gate.SCREEN))
    codes = who.files.numbers["advocate"][who.applications.applicant] * who.applications.called
    strength = np.array([advocate.strength if (advocate := ADVOCATES[code]) else "" for code in codes])
    plain = (strength == "") & ~who.applications.signaled
    for of, share in (
        (strength == "strong", SCREEN.call[AdvocateStrength.STRONG]),
        (strength == "mild", SCREEN.call[AdvocateStrength.MILD]),
    ):
        assert abs(np.isin(screened.pulled[of], PLACES_OF_CALLS).mean() - share) < 0.17
    assert abs((screened.pulled[plain] == PULLS.index("leak")).mean() - 0.05) < 0.04
    assert some_many == len(who.files.ids)


def test_no_signal_and_no_chance_gets_past_a_firm_filter(year: Held) -> None:
    bars = open_bars(len(FORTY), leak=1.0)
    bars = shut(shut(shut(bars, "j1"), "h1b"), "conduct")
    screened = screen(year.files, year.applications, bars, SCREEN, chance(1, Gate.SCREEN))
    assert {PULLS[place] for place in screened.pulled.tolist()} <= {"", *CALLS}
    assert screened.pulled.any()
    softer = screen(
        year.files, year.applications, shut(open_bars(len(FORTY), leak=1.0), "years"), SCREEN, chance(1, Gate.SCREEN)
    )
    assert softer.alive.all()


@given(st.integers(1, 50), st.sampled_from(["signaled", "called"]))
def test_to_have_somebody_or_to_signal_never_harms(seed: int, column: str) -> None:
    """The same files with and without, under the same draws."""
    who = held(people(1, 1, 2, 4), seed=seed, types=FORTY[:6])
    none = np.zeros(len(who.applications.program), dtype=bool)
    alive = []
    for has in (none, ~none):
        changed = msgspec.structs.replace(who.applications, **{column: has})
        alive.append(screen(who.files, changed, who.bars, SCREEN, chance(seed, Gate.SCREEN)).alive)
    assert (alive[1] >= alive[0]).all()


@given(st.integers(1, 1000), st.integers(0, 7))
def test_one_applicant_more_changes_nobodys_screen(seed: int, without: int) -> None:
    who = people(2, 2, 2, 2)
    kept = [place for place in range(8) if place != without]
    fewer = who._replace(ids=[who.ids[place] for place in kept], kinds=who.kinds[kept])
    whole, part = held(who, seed, types=FORTY[:5]), held(fewer, seed, types=FORTY[:5])

    def fate(year: Held) -> dict[tuple[str, int], tuple[int, int]]:
        ids = [year.files.ids[place] for place in year.applications.applicant]
        what = zip(year.screened.stopped.tolist(), year.screened.pulled.tolist(), strict=True)
        return dict(zip(zip(ids, year.applications.program.tolist(), strict=True), what, strict=True))

    gone = who.ids[without]
    assert fate(part) == {at: what for at, what in fate(whole).items() if at[0] != gone}


def test_most_files_that_die_die_here_and_most_of_those_from_abroad(year: Held) -> None:
    """The published shares of files that screens reject are 35 to 50 %; the band is 30 to 55 (P1)."""
    dead = ~year.screened.alive
    assert 0.30 < dead.mean() < 0.55
    abroad = year.files.kind[year.applications.applicant] >= 2
    assert dead[abroad].mean() > 3 * dead[~abroad].mean()
    kinds = year.files.kind[year.applications.applicant]
    assert dead[kinds == list(Kind).index(Kind.US_MD)].mean() < 0.2
