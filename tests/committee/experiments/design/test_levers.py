"""One change reaches the scenario and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.chance import Chance
from committee.errors import ScenarioRefused
from committee.experiments.design.levers import as_toml, cell_of, convener_with
from committee.written.source import read_value
from tests.effort import some

SHEET = "id,name,kind,yog,step1,Hobby\nann,Ann,us_md,2024,pass,chess\nben,Ben,non_us_img,2019,,tea\n"

LEAVES = st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3))


def encodable(value: Any) -> bool:
    try:
        as_toml(value).encode()
    except UnicodeEncodeError:
        return False
    return True


@settings(max_examples=some(25))
@given(VALUES.filter(encodable))
def test_a_value_reads_back_exactly(value: Any) -> None:
    back = read_value(as_toml(value), "here")
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize(
    ("key", "cell"),
    [
        ("rows.img_a.step1", ("img_a", "step1")),
        ("rows.a.b.c.visa", ("a.b.c", "visa")),
        ("members.2.capital", None),
        ("rows.img_a", None),
    ],
)
def test_a_key_names_a_cell_or_something_else(key: str, cell: tuple[str, str] | None) -> None:
    assert cell_of(key) == cell


def test_settings_cells_and_the_scenario_are_laid_over_each_other() -> None:
    changes = {
        "rows.img_a.step1": "pass",
        "rows.img_b.advocate": "",
        "members.2.capital": 1,
        "meeting.rules.ballots": "before",
        "meeting.rules.blind": ["kind"],
    }
    scenario = convener_with("two_imgs", changes).scenario
    plain = convener_with("two_imgs").scenario
    assert scenario.pool is not None
    assert plain.pool is not None
    rows = {row["id"]: row for row in scenario.pool.rows}
    assert rows["img_a"] == {**plain.pool.rows[0], "step1": "pass"}
    assert "advocate" not in rows["img_b"]
    assert rows["img_c"] == plain.pool.rows[2]
    assert (scenario.members[1].capital, scenario.meeting.rules.ballots) == (1, "before")
    assert scenario.meeting.rules.blind == ("kind",)
    assert convener_with("baseline", {"scenario": "letters"}).scenario.title == "Letters"


def test_the_other_rows_of_a_pool_stay_as_they_are() -> None:
    changed, plain = convener_with("two_imgs", {"rows.img_a.step2_ck": 260}), convener_with("two_imgs")
    for seed in (1, 2):
        pairs = zip(changed.rows(Chance(seed)), plain.rows(Chance(seed)), strict=True)
        assert [one.id for one, other in pairs if one != other] == ["img_a"]


def test_a_column_may_be_spelled_in_the_scenario_in_another_way(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    row = '[[pool.rows]]\nid = "a"\nName = "A"\nkind = "us_md"\nYOG = 2020\n"Step 2 CK" = 240\n'
    path.write_text(f'extends = "baseline"\n{row}')
    scenario = convener_with(str(path), {"rows.a.step2_ck": 250, "rows.a.yog": 2021}).scenario
    assert scenario.pool is not None
    assert scenario.pool.rows == ({"id": "a", "Name": "A", "kind": "us_md", "YOG": 2021, "Step 2 CK": 250},)


def test_a_row_of_a_sheet_changes_and_keeps_what_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(SHEET)
    path = tmp_path / "mine.toml"
    path.write_text('extends = "baseline"\n[sheet]\nfile = "rows.csv"\n')
    plain, changed = (
        convener_with(str(path)),
        convener_with(str(path), {"rows.ben.step1": "fail", "rows.ben.visa": "j1"}),
    )
    (ann, ben), (same, other) = plain.rows(Chance(1)), changed.rows(Chance(1))
    assert (ann, ben.extras) == (same, other.extras)
    assert (other.step1, other.step1_fails, other.visa) == ("fail", 1, "j1")
    assert changed.provenance.inputs == plain.provenance.inputs
    with pytest.raises(ScenarioRefused, match=r'--set rows\.bem\.visa: "bem" .* are ann, ben \(did you mean "ben"'):
        convener_with(str(path), {"rows.bem.visa": "j1"})
    with pytest.raises(ScenarioRefused, match=r'--set rows\.ben\.visa: "j3" is not allowed'):
        convener_with(str(path), {"rows.ben.visa": "j3"})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rows.img_a": "x"}, "--set rows.img_a: write rows.ID.COLUMN, such as rows.img_a.step1."),
        ({"rows.img_a.id": "x"}, "--set rows.img_a.id: an id is how a row is named, so it stays"),
        ({"rows.img_a.Step 1": "x"}, 'there is no such column (did you mean "step1"?)'),
        ({"rows.img_a.step1_fails": 0}, '--set rows.img_a.step1_fails: "0" is not allowed; step1 is fail in this row'),
        ({"rows.img_a.name": ""}, "this is blank, and every row needs it"),
        ({"rows.p101.visa": "j1"}, "drawn per seed"),
        ({"scenario": "two_img"}, '--set scenario: "two_img" is not allowed'),
        ({"scenario": 3}, '--set scenario: "3" is not allowed; name a shipped scenario or a file'),
    ],
)
def test_a_change_that_cannot_be_made_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ScenarioRefused) as refused:
        convener_with("two_imgs", changes)
    assert said in str(refused.value)


def test_compiled_code_can_hold_the_meetings_of_a_change() -> None:
    pytest.importorskip("numba")
    from committee.engine.choice import choose

    assert choose("compiled", convener_with("two_imgs", {"rows.img_a.step1": "pass"})).engine == "compiled"
