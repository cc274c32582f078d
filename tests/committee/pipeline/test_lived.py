from __future__ import annotations

from msgspec import structs

from committee.pipeline.lived import Bet, Lived, begin, held_by, read_back, reseated, vividness_of, written
from tests.committee.pipeline.lives import an_episode, program, seats


def a_full_one() -> Lived:
    return structs.replace(
        program(0, an_episode(), an_episode("other", holders=("apd_1", "director"), witnessed=("director",))),
        opening={"j1": -0.1},
        vividness={"director": {"old": 0.7000000000000001}, "apd_1": {"other": 0.9}},
        gains={"director": 0.1},
        standing={"director": 1 / 3},
        seen={"director": {"us_md": 3.3}},
        shortage=0.25,
        bets=(Bet(member="director", resident="x", staked=1.5, year=2027),),
    )


def test_what_was_lived_reads_back_as_it_was_written() -> None:
    lives = [a_full_one(), program(1)]
    assert read_back(written(lives)) == lives
    assert written(read_back(written(lives))) == written(lives)


def test_an_episode_without_holders_gets_everybody_by_name() -> None:
    lived = program(0, an_episode(holders=(), witnessed=()))
    assert lived.episodes[0].holders == lived.ids


def test_an_episode_of_strangers_is_left_out() -> None:
    assert begin(0, seats(), [an_episode(holders=("somebody",))]).episodes == ()


def test_whoever_leaves_takes_along_all_that_was_theirs() -> None:
    rest = [seated for seated in seats() if seated.spec.id != "director"]
    left = reseated(a_full_one(), rest)
    assert b"director" not in written([structs.replace(left, seats=())])
    assert left.episodes[1].holders == ("apd_1",)
    assert left.vividness == {"apd_1": {"other": 0.9}}


def test_a_memory_whose_last_holder_leaves_is_gone_and_not_everybodys() -> None:
    lived = program(0, an_episode(holders=("director",)))
    rest = [seated for seated in lived.seats if seated.spec.id != "director"]
    assert reseated(lived, rest).episodes == ()
    assert held_by(an_episode(holders=("director",)), ["apd_1"]) is None


def test_a_memory_is_as_vivid_as_it_was_unless_a_meeting_changed_it() -> None:
    lived = a_full_one()
    assert vividness_of(lived, "apd_1", lived.episodes[0]) == 0.6
    assert vividness_of(lived, "apd_1", lived.episodes[1]) == 0.9
