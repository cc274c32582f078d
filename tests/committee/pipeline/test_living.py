from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from committee.pipeline.drift import after_a_match, fears, leanings, opened
from committee.pipeline.lived import Bet, Lived, read_back, written
from committee.pipeline.living import Alive, Happened, a_year_passes, outcomes_of
from committee.terms import Became, Kind, Visa
from tests.committee.pipeline.lives import (
    DRIFT,
    LIVING,
    MEMORY,
    REMEMBER,
    WASHOUT,
    YEAR,
    at,
    befell,
    house,
    nothing_happened,
    program,
    seats,
    trainee,
)

ON = Alive(memory=True, word=True, turnover=True)
OFF = Alive(memory=False, word=True, turnover=True)
PROGRAMS = 6


def market() -> list[Lived]:
    return [opened(program(number), YEAR, DRIFT, MEMORY) for number in range(PROGRAMS)]


def a_year(number: int, *more: Happened) -> list[Happened]:
    """A year in which every program has a class and one resident in it leaves; ``more`` replaces the first programs."""
    year = YEAR - 1 + number
    plain = []
    for place in range(PROGRAMS):
        roster = tuple(structs.replace(each, id=f"p{place}{each.id}") for each in house(year))
        events = (befell(roster[number % len(roster)], Became.LEFT),)
        plain.append(Happened(base=seats(place), roster=roster, events=events))
    return [*more, *plain[len(more) :]]


def lived_through(years: int, alive: Alive = ON, first: Happened | None = None) -> list[Lived]:
    lives = market()
    for number in range(1, years + 1):
        happened = a_year(number, *([first] if first is not None and number == 1 else []))
        lives = a_year_passes(lives, happened, at(number), LIVING, alive)
    return lives


def washed_out() -> Happened:
    plain = a_year(1)[0]
    return structs.replace(plain, roster=(*plain.roster, WASHOUT), events=(*plain.events, befell(WASHOUT, Became.LEFT)))


def test_with_memory_off_no_fate_changes_anything() -> None:
    bet = Bet(member="director", resident="washout", staked=2.0, year=YEAR)
    first = structs.replace(washed_out(), bets=(bet,), vividness={"director": {"old": 0.9}})
    assert written(lived_through(5, OFF, first)) == written(lived_through(5, OFF))
    assert all(lived.episodes == () for lived in lived_through(5, OFF))


def test_with_memory_off_people_still_come_and_go_as_they_would() -> None:
    assert [lived.ids for lived in lived_through(5, OFF)] == [lived.ids for lived in lived_through(5)]


def test_one_fate_changes_only_its_program_where_no_word_leaves_it() -> None:
    silent = Alive(memory=True, word=False, turnover=True)
    plain, changed = lived_through(3, silent), lived_through(3, silent, washed_out())
    assert plain[1:] == changed[1:]
    assert "washout" in {episode.id for episode in changed[0].episodes}
    assert _without_washout(changed[0]) == _without_washout(plain[0])


def _without_washout(lived: Lived) -> Lived:
    """Everything but the one resident, and the crowd in which that one would have stood."""
    kept = [each for each in lived.episodes if each.id != "washout" and not each.id.startswith("quiet")]
    return structs.replace(lived, episodes=tuple(replace(each, vividness=0.0, traits=()) for each in kept), seen={})


def test_with_word_one_fate_reaches_another_program_and_leaves_the_rest() -> None:
    plain, changed = lived_through(1), lived_through(1, ON, washed_out())
    reached = [one.program for one, other in zip(plain, changed, strict=True) if one != other]
    heard = [lived.program for lived in changed if "washout" in {episode.id for episode in lived.episodes}]
    assert reached == heard
    assert len(heard) <= 1 + REMEMBER.word_to


def test_a_stopped_season_goes_on_with_the_same_bytes() -> None:
    whole = lived_through(6)
    lives = lived_through(3)
    for number in range(4, 7):
        lives = a_year_passes(read_back(written(lives)), a_year(number), at(number), LIVING, ON)
    assert written(lives) == written(whole)


def test_memory_does_not_grow_with_the_years() -> None:
    lives = [program()]
    sizes = []
    for number in range(1, 201):
        year = YEAR - 1 + number
        roster = tuple(trainee(f"y{year}r{place}", entered=year, kind=Kind(kind)) for place, kind in enumerate(Kind))
        events = tuple(befell(each, Became.LEFT) for each in roster[:3])
        happened = Happened(base=seats(), roster=roster, events=events)
        time = structs.replace(at(number), year=year)
        lives = a_year_passes(lives, [happened], time, LIVING, ON)
        sizes.append(len(written(lives)))
        assert len(lives[0].episodes) <= REMEMBER.most
    assert max(sizes[100:]) < 1.2 * max(sizes[40:100])


def test_a_rule_that_a_shock_moved_comes_back_as_memory_fades() -> None:
    shock = tuple(trainee(f"late{place}", kind=Kind.NON_US_IMG, visa=Visa.J1) for place in range(3))
    roster = (*house(img=0), *shock)
    lives = [opened(program(), YEAR, DRIFT, MEMORY)]
    happened = Happened(base=seats(), roster=roster, events=tuple(befell(each, Became.LATE) for each in shock))
    afraid = []
    for number in range(1, 21):
        year = happened if number == 1 else nothing_happened(lives[0])
        lives = a_year_passes(lives, [structs.replace(year, base=seats())], at(number, seed=3), LIVING, ON)
        now = leanings(lives[0], YEAR + number, DRIFT, MEMORY)
        afraid.append(fears(lives[0], now, DRIFT, scarcity=True)["j1"])
    assert afraid[0] > 0.05
    assert afraid[0] > afraid[9] > -1e-9
    assert afraid[-1] < 0.3 * afraid[0]


def test_a_bet_is_settled_when_something_becomes_of_the_resident() -> None:
    bet = Bet(member="director", resident="washout", staked=2.0, year=YEAR)
    first = structs.replace(nothing_happened(program()), bets=(bet,))
    stays = Alive(memory=True, word=False, turnover=False)
    lives = a_year_passes([program()], [first], at(1), LIVING, stays)
    second = Happened(base=seats(), roster=(WASHOUT,), events=(befell(WASHOUT, Became.LEFT),))
    lives = a_year_passes(lives, [second], at(2), LIVING, stays)
    assert lives[0].gains["director"] < 0.0 > lives[0].standing["director"]


def test_of_two_events_the_graver_counts() -> None:
    both = [befell(WASHOUT, Became.LEFT), befell(WASHOUT, Became.LATE), befell(WASHOUT, Became.STOOD_OUT)]
    assert outcomes_of(both, REMEMBER) == {"washout": -0.8}


def test_posts_left_open_count_with_those_of_years_before_even_without_memory() -> None:
    short = structs.replace(nothing_happened(program()), unfilled=0.3)
    after = a_year_passes([program()], [short], at(1), LIVING, OFF)[0]
    assert after.shortage == after_a_match(program(), 0.3, DRIFT).shortage > 0.0
