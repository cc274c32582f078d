"""Files over files, settings over all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.errors import ScenarioRefused
from committee.scenario.loading import load_scenario
from committee.written.layers import LONGEST_CHAIN, Layered, layered

TABLES = st.recursive(
    st.integers() | st.text(max_size=3) | st.lists(st.integers(), max_size=3),
    lambda inner: st.dictionaries(st.sampled_from("abcd"), inner, max_size=4),
    max_leaves=12,
).filter(lambda drawn: isinstance(drawn, dict))


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text)


def said(path: Path, **settings: object) -> str:
    with pytest.raises(ScenarioRefused) as refused:
        layered(str(path), settings)
    return str(refused.value)


def test_tables_merge_and_lists_replace(tmp_path: Path) -> None:
    write(
        tmp_path,
        below="a = 1\n[t]\nx = 1\ny = 2\n[[members]]\nid = 'one'\n[[members]]\nid = 'two'\n",
        above="extends = './below.toml'\n[t]\ny = 3\n[[members]]\nid = 'three'\n",
    )
    assert layered(str(tmp_path / "above.toml"), {}).table == {
        "a": 1,
        "t": {"x": 1, "y": 3},
        "members": [{"id": "three"}],
    }


def test_a_sheet_takes_the_place_of_a_pool_and_the_other_way_round() -> None:
    data = Layered()
    data.lay({"pool": {"us_md": 20}}, "below.toml")
    data.lay({"sheet": {"file": "x.csv"}}, "above.toml")
    assert data.table == {"sheet": {"file": "x.csv"}}
    data.lay({"pool": {"us_md": 3}}, "top.toml")
    assert data.table == {"pool": {"us_md": 3}}
    data.set("sheet.file", "y.csv")
    assert data.table == {"sheet": {"file": "y.csv"}}


def test_every_value_remembers_where_it_came_from() -> None:
    data = Layered()
    data.lay({"t": {"x": 1, "y": {"z": 2}}, "l": [1, 2]}, "below.toml")
    data.lay({"t": {"x": 5}}, "above.toml")
    data.set("t.y.z", 9)
    data.set("l.2", 7)
    assert data.table == {"t": {"x": 5, "y": {"z": 9}}, "l": [1, 7]}
    assert data.origin(("t", "x")) == "above.toml"
    assert data.origin(("t", "y", "z")) == "--set t.y.z"
    assert data.origin(("l", 0)) == "below.toml"
    assert data.origin(("l", 1)) == "--set l.2"


def test_a_table_as_a_setting_merges_as_in_a_file() -> None:
    data = Layered()
    data.lay({"t": {"x": 1, "y": 2}}, "below.toml")
    data.set("t", {"y": 3})
    assert data.table == {"t": {"x": 1, "y": 3}}
    assert (data.origin(("t", "x")), data.origin(("t", "y"))) == ("below.toml", "--set t")


def test_a_value_that_replaces_a_table_forgets_what_the_table_held() -> None:
    data = Layered()
    data.lay({"t": {"x": 1}}, "below.toml")
    data.lay({"t": 3}, "above.toml")
    assert data.origin(("t", "x")) == "above.toml"


@given(TABLES, TABLES)
def test_laying_keeps_what_is_above_and_changes_neither_layer(
    below: dict[str, object], above: dict[str, object]
) -> None:
    kept = (repr(below), repr(above))
    data = Layered()
    data.lay(below, "below.toml")
    data.lay(above, "above.toml")
    once = repr(data.table)
    data.lay(above, "above.toml")
    assert repr(data.table) == once
    assert (repr(below), repr(above)) == kept
    assert set(data.table) == set(below) | set(above)


def test_a_circle_is_refused_with_its_files_named(tmp_path: Path) -> None:
    write(tmp_path, one="extends = './two.toml'", two="extends = './sub/../one.toml'")
    (tmp_path / "sub").mkdir()
    assert said(tmp_path / "one.toml") == (
        "two.toml, extends: it leads back to itself: one.toml -> two.toml -> one.toml."
    )


def test_a_circle_of_links_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "link.toml").symlink_to("link.toml")
    write(tmp_path, above="extends = './link.toml'")
    assert said(tmp_path / "above.toml") == "link.toml: this is a link that leads in a circle."


def test_a_chain_has_an_end(tmp_path: Path) -> None:
    write(tmp_path, **{f"s{i}": f"extends = './s{i + 1}.toml'" for i in range(LONGEST_CHAIN)})
    write(tmp_path, **{f"s{LONGEST_CHAIN}": "a = 1"})
    assert f"at most {LONGEST_CHAIN} files" in said(tmp_path / "s0.toml")
    assert layered(str(tmp_path / "s1.toml"), {}).table == {"a": 1}


def test_what_extends_nothing_known_is_refused(tmp_path: Path) -> None:
    write(tmp_path, typo="extends = 'basline'", number="extends = 3", gone="extends = './gone_too.toml'")
    refusal = 'typo.toml, extends: "basline" is not allowed; the shipped ones are '
    assert said(tmp_path / "typo.toml").startswith(refusal)
    assert '(did you mean "baseline"?)' in said(tmp_path / "typo.toml")
    assert said(tmp_path / "number.toml").startswith('number.toml, extends: "3" is not allowed')
    assert said(tmp_path / "gone.toml") == "gone_too.toml: there is no such file."
    (tmp_path / "nul.toml").write_text('extends = "a\\u0000b.toml"')
    why = "no file can have this name; use ordinary characters"
    assert said(tmp_path / "nul.toml") == f'nul.toml, extends: "a\\x00b.toml" is not allowed; {why}.'
    (tmp_path / "circle.toml").symlink_to("circle.toml")
    (tmp_path / "round.toml").write_text('extends = "./circle.toml"')
    assert said(tmp_path / "round.toml") == "circle.toml: this is a link that leads in a circle."


def test_settings_that_fit_nowhere_are_all_refused_at_once(tmp_path: Path) -> None:
    write(tmp_path, mine="a = 1\nl = [{x = 1}]\n")
    text = said(tmp_path / "mine.toml", **{"a.b": 1, "l.2.x": 1, "l.zero.x": 1, "l.0.x": 1, "ok.new": 1, "a": {1}})
    assert [line.split(":")[0] for line in text.splitlines()] == [
        "--set a.b",
        "--set l.2.x",
        "--set l.zero.x",
        "--set l.0.x",
        "--set a",
    ]
    assert '"2" is not allowed; name an item of this list by its number, 1 to 1.' in text


# ---------------------------------------------------------------- names of old


def test_a_scenario_and_settings_may_use_the_old_name_of_a_table(tmp_path: Path) -> None:
    write(tmp_path, old='extends = "baseline"\n[programme]\nseats = 7\n[programme.posture.us_do]\namplify = 1.2\n')
    program = layered(str(tmp_path / "old.toml"), {"programme.h1b": "'barred'"}).table["program"]
    assert (program["seats"], program["h1b"], program["posture"]["us_do"]["amplify"]) == (7, "barred", 1.2)
    assert load_scenario("baseline", {"programme.seats": 7}).program.seats == 7


def test_both_names_at_once_are_refused(tmp_path: Path) -> None:
    write(tmp_path, both='extends = "baseline"\n[programme]\nseats = 7\n[program]\nseats = 8\n')
    why = "this is the old name of program, and both are here; write [program] only"
    assert said(tmp_path / "both.toml") == f'both.toml: "programme" is not allowed; {why}.'


def test_a_wrong_key_under_the_old_name_is_named_with_the_nearest() -> None:
    with pytest.raises(ScenarioRefused, match=r"seets.*seats"):
        load_scenario("baseline", {"programme.seets": 7})


# ---------------------------------------------------------------- adding to a list


def test_a_file_adds_to_the_list_below_and_keeps_what_is_there(tmp_path: Path) -> None:
    write(
        tmp_path,
        below="[memory]\ntau = 4\n[[memory.episodes]]\nid = 'one'\n[[members]]\nid = 'pd'\n",
        middle="extends = './below.toml'\n[[memory.add_episodes]]\nid = 'two'\n[[add_members]]\nid = 'chief'\n",
        above="extends = './middle.toml'\n[memory]\nadd_episodes = [{ id = 'three' }, { id = 'four' }]\n",
    )
    data = layered(str(tmp_path / "above.toml"), {})
    assert data.table == {
        "memory": {"tau": 4, "episodes": [{"id": "one"}, {"id": "two"}, {"id": "three"}, {"id": "four"}]},
        "members": [{"id": "pd"}, {"id": "chief"}],
    }
    origins = [data.origin(("memory", "episodes", number, "id")) for number in range(4)]
    assert origins[1:] == ["middle.toml", "above.toml", "above.toml"]
    assert data.written(("memory", "episodes", 3, "id")) == ("memory", "add_episodes", 1, "id")
    assert data.written(("memory", "episodes", 0, "id")) == ("memory", "episodes", 0, "id")


def test_what_is_added_goes_on_top_of_a_list_of_the_same_file(tmp_path: Path) -> None:
    write(
        tmp_path,
        below="[[memory.episodes]]\nid = 'gone'\n",
        above="extends = './below.toml'\n[[memory.add_episodes]]\nid = 'new'\n[[memory.episodes]]\nid = 'other'\n",
    )
    assert layered(str(tmp_path / "above.toml"), {}).table["memory"] == {"episodes": [{"id": "other"}, {"id": "new"}]}


def test_a_list_that_is_not_there_yet_can_be_added_to() -> None:
    data = Layered()
    data.lay({"sheet": {"file": "x.csv"}}, "below.toml")
    data.lay({"pool": {"add_rows": [{"id": "a"}]}}, "above.toml")
    assert data.table == {"pool": {"rows": [{"id": "a"}]}}
    assert data.origin(("pool", "rows")) == data.origin(("pool", "rows", 0)) == "above.toml"


def test_a_list_that_replaces_forgets_what_was_added() -> None:
    data = Layered()
    data.lay({"memory": {"episodes": [{"id": "a"}], "add_episodes": [{"id": "b"}]}}, "below.toml")
    data.lay({"memory": {"episodes": [{"id": "c"}, {"id": "d"}]}}, "above.toml")
    assert data.origin(("memory", "episodes", 1)) == "above.toml"
    assert data.written(("memory", "episodes", 1)) == ("memory", "episodes", 1)


def test_a_setting_adds_too() -> None:
    data = Layered()
    data.lay({"memory": {"episodes": [{"id": "a"}]}}, "below.toml")
    data.set("memory.add_episodes", [{"id": "b"}])
    data.set("memory.episodes.2.year", 2024)
    assert data.table == {"memory": {"episodes": [{"id": "a"}, {"id": "b", "year": 2024}]}}


@pytest.mark.parametrize(
    ("settings", "said_of_it"),
    [
        (
            {"memory.add_episodes": '[{id = "nurse_2018"}]'},
            '--set memory.add_episodes, memory.add_episodes.1.id: "nurse_2018" is not allowed; '
            "episodes already has an item with this id; give the new one another id.",
        ),
        (
            {"memory.add_episodes": '[{id = "x"}, {id = "x"}]'},
            '--set memory.add_episodes, memory.add_episodes.2.id: "x" is not allowed; '
            "episodes already has an item with this id; give the new one another id.",
        ),
        (
            {"members": "3", "add_members": '[{id = "x"}]'},
            "--set members: add_members adds items to it; write a list of tables.",
        ),
        (
            {"memory.add_episodes": "3"},
            "--set memory.add_episodes: it adds items to episodes; write a list of tables.",
        ),
        (
            {"memory.add_episode": "[]"},
            '--set memory.add_episode: "memory.add_episode" is not allowed; add_... adds to a list of the scenario '
            "that this one extends; you can use add_members, memory.add_episodes, pool.add_rows "
            '(did you mean "memory.add_episodes"?).',
        ),
        (
            {"memory.add_episodes.1.id": "x"},
            '--set memory.add_episodes.1.id: "add_episodes" is not allowed; '
            "give it a list of tables to add; to change an item that is there, use episodes.",
        ),
    ],
)
def test_what_cannot_be_added_is_refused_by_its_place(settings: dict[str, str], said_of_it: str) -> None:
    with pytest.raises(ScenarioRefused) as refused:
        layered("baseline", settings)
    assert str(refused.value) == said_of_it


def test_an_added_item_whose_id_is_no_text_is_refused_where_it_was_written(tmp_path: Path) -> None:
    write(tmp_path, mine="extends = 'baseline'\n[[memory.add_episodes]]\nid = ['x']\n")
    with pytest.raises(ScenarioRefused, match=r"mine\.toml, memory\.add_episodes\.1\.id: this is a list of 1; use "):
        load_scenario(tmp_path / "mine.toml")


def test_a_wrong_item_is_named_where_it_was_written(tmp_path: Path) -> None:
    write(tmp_path, mine="extends = 'baseline'\n[[memory.add_episodes]]\nid = 'x'\nyaer = 2024\noutcome = -3\n")
    with pytest.raises(ScenarioRefused) as refused:
        load_scenario(tmp_path / "mine.toml")
    lines = str(refused.value).splitlines()
    assert any(line.startswith('mine.toml, memory.add_episodes.1: "yaer" is not allowed') for line in lines)
    assert any(line.startswith("mine.toml, memory.add_episodes.1.year: it is missing") for line in lines)


@given(TABLES, TABLES)
def test_what_is_laid_beneath_fills_what_is_missing_and_nothing_else(
    above: dict[str, object], below: dict[str, object]
) -> None:
    laid, merged = Layered(), Layered()
    laid.lay({"t": above}, "above")
    laid.lay_beneath(("t",), below, "below")
    merged.lay({"t": below}, "below")
    merged.lay({"t": above}, "above")
    assert laid.table == merged.table


def test_keys_stand_in_the_order_of_what_is_laid_beneath() -> None:
    data = Layered()
    data.lay({"t": {"z": 1, "b": {"y": 2}, "own": 3}}, "above")
    data.lay_beneath(("t",), {"a": 0, "b": {"x": 1, "y": 1}, "z": 0}, "below")
    assert list(data.table["t"].items()) == [("a", 0), ("b", {"x": 1, "y": 2}), ("z", 1), ("own", 3)]
    assert list(data.table["t"]["b"]) == ["x", "y"]


def test_what_is_laid_beneath_is_from_its_file_and_what_was_there_from_its_own() -> None:
    data = Layered()
    data.lay({"t": {"b": {"y": 2}}}, "above")
    data.lay_beneath(("t",), {"a": 0, "b": {"x": 1, "y": 1}}, "below")
    assert [data.origin(("t", *where)) for where in (("a",), ("b", "x"), ("b", "y"))] == ["below", "below", "above"]


def test_what_is_laid_beneath_is_a_copy() -> None:
    below = {"a": {"x": [1]}}
    data = Layered()
    data.lay_beneath(("t",), below, "below")
    data.table["t"]["a"]["x"].append(2)
    assert below == {"a": {"x": [1]}}


def test_nothing_is_laid_beneath_what_is_no_table() -> None:
    data = Layered()
    data.lay({"t": 3}, "above")
    data.lay_beneath(("t",), {"a": 0}, "below")
    assert data.table == {"t": 3}
