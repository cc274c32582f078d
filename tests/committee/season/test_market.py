"""The programs of a market as a season begins: how many, whose rooms, and with which past."""

from __future__ import annotations

import pytest

from committee.convene import meeting_rules
from committee.errors import ScenarioRefused
from committee.scenario.loading import load_scenario
from committee.season.market import MOST_LETTERS, as_plain
from tests.committee.season.small import small


def test_the_scenario_s_own_program_takes_the_place_of_one_of_its_type() -> None:
    market = small(season__types__integrated__count=2, season__types__university__count=2).market
    assert [each.type for each in market.programs] == [
        "integrated",
        "university",
        "university",
        "img_led",
        "integrated",
    ]
    assert [each.number for each in market.programs] == list(range(5))
    assert [each["program"] for each in as_plain(market)] == [f"p{n:03d}" for n in range(5)]
    assert market.programs[0].title == market.scenario.program.name != market.programs[4].title


def test_of_a_type_that_has_no_program_the_own_one_is_one_more() -> None:
    market = small(season__focal_type="surgery").market
    assert [each.type for each in market.programs] == ["surgery", "university", "img_led", "integrated"]
    assert market.seats.tolist() == [market.scenario.program.seats, 2, 2, 2]


def test_a_market_of_one_program_is_a_market() -> None:
    none = {f"season__types__{name}__count": 0 for name in ("university", "img_led")}
    season = small(**none)
    assert len(season.market.programs) == 1
    (held,) = season.held(1, told=False)
    assert (held.matched.program <= 0).all()


def test_ids_of_people_and_of_memories_holders_are_unique_in_the_market() -> None:
    programs = small().market.programs
    ids = [seated.spec.id for program in programs for seated in program.table]
    assert len(set(ids)) == len(ids)
    for program in programs:
        own = {seated.spec.id for seated in program.table}
        held = {holder for episode in program.past for holder in (*episode.holders, *episode.witnessed)}
        others = set(ids) - own
        assert not held & others


def test_no_two_programs_begin_with_the_same_past() -> None:
    market = small().market
    pasts = [{each.id for each in program.past} for program in market.programs]
    everybody = {each.id for each in market.scenario.memory.episodes}
    assert pasts[0] == everybody
    assert all(past < everybody for past in pasts[1:])
    assert pasts[1] != pasts[2]
    assert not any(program.past for program in small(season__past=0.0).market.programs[1:])
    assert all(len(program.past) == len(everybody) for program in small(season__past=1.0).market.programs)


def test_rooms_differ_and_memory_and_switches_are_the_scenario_s_own() -> None:
    market = small(switches__fatigue=False, memory__tau=3.5).market
    for program in market.programs:
        for rules, room in zip((program.rank, program.invite), program.rooms, strict=True):
            assert rules.switches == market.scenario.switches == room.switches
            assert rules.memory == market.scenario.memory == room.memory
            assert room.title == market.scenario.title
    university, shipped = market.programs[1], meeting_rules(load_scenario("university"))
    assert university.rank.program.posture == shipped.program.posture
    assert (university.rank.room.verdicts, university.invite.room.verdicts) == ("rank", "invite")


def test_a_market_at_another_seed_has_other_pasts_and_filters_and_the_same_programs() -> None:
    one, other = small(1).market, small(2).market
    assert as_plain(one) == as_plain(other)
    assert [each.past for each in one.programs[1:]] != [each.past for each in other.programs[1:]]
    assert one.programs[0].past == other.programs[0].past


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {"season__types__university__room": "univrsity"},
            r'season\.types\.university\.room: "univrsity" .*university',
        ),
        ({"season__invite": {"meeting.row_secnds": 30}}, r"season\.invite, meeting\.row_secnds: .*row_seconds"),
        (
            {"season__invite": {"switches.memory": False}},
            r'season\.invite: "switches.memory" is not allowed; set keys of',
        ),
    ],
    ids=["room", "invite", "invite elsewhere"],
)
def test_what_cannot_be_is_refused_where_it_is_written(settings: dict[str, object], said: str) -> None:
    with pytest.raises(ScenarioRefused, match=said):
        small(**settings)


@pytest.mark.parametrize("more", [0, 1])
def test_more_letters_than_a_number_holds_are_refused(more: int) -> None:
    row = {"id": "a", "name": "A", "kind": "us_md", "yog": 2025}
    row["letters"] = "; ".join(["us:generic:known"] * (MOST_LETTERS + more))
    if more:
        with pytest.raises(
            ScenarioRefused, match=rf"pool.rows, row 1, column letters: .* at most {MOST_LETTERS} letters"
        ):
            small(pool__rows=[row])
    else:
        (held,) = small(pool__rows=[row]).held(1, told=False)
        assert held.read.files.ids[-1] == "a"
