"""An experiment is read whole, checked whole, and refused with every problem at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from committee.errors import InputRefused, ScenarioRefused
from committee.experiments.design.experiment import Experiment, Span
from committee.experiments.design.loading import load_experiment

HEAD = """
title = "A try"
question = "What does it do?"
scenario = "two_imgs"
seeds = "1:20"
outcomes = ["place.img_a"]
"""
LEVER = 'design = "full"\n[levers]\n"rows.img_a.visa" = ["h1b", "j1"]\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def loaded(folder: Path, text: str) -> Experiment:
    return load_experiment(written(folder, text))


def refused(folder: Path, text: str) -> str:
    with pytest.raises(ScenarioRefused) as caught:
        loaded(folder, text)
    return str(caught.value)


def test_an_experiment_says_what_its_file_says(tmp_path: Path) -> None:
    mine = loaded(tmp_path, HEAD.replace("outcomes", 'null = ["additive"]\noutcomes') + LEVER)
    assert (mine.name, mine.title, mine.question) == ("mine", "A try", "What does it do?")
    assert (mine.scenario, mine.seeds, mine.outcomes) == ("two_imgs", range(1, 21), ("place.img_a",))
    assert (mine.design, mine.levers, mine.nulls) == ("full", {"rows.img_a.visa": ("h1b", "j1")}, ("additive",))
    assert [path.name for path in mine.files] == ["mine.toml", "two_imgs.toml", "baseline.toml"]
    assert mine.keys == ("rows.img_a.visa",)


def test_a_key_needs_no_quotes_and_seeds_may_be_listed(tmp_path: Path) -> None:
    text = HEAD.replace('"1:20"', "[3, 1, 7]") + 'design = "star"\n[levers]\nmembers.2.capital = [3.5, 1]\n'
    mine = loaded(tmp_path, text)
    assert (mine.levers, mine.seeds) == ({"members.2.capital": (3.5, 1)}, (3, 1, 7))


def test_a_listed_combination_may_leave_out_what_stays(tmp_path: Path) -> None:
    text = f'{HEAD}design = "rows"\n[[rows]]\nmemory.tau = 4.0\nswitches.capital = true\n[[rows]]\nmemory.tau = 2.0\n'
    mine = loaded(tmp_path, text)
    assert mine.rows[1] == {"memory.tau": 2.0, "switches.capital": True}
    assert mine.keys == ("memory.tau", "switches.capital")


def test_what_is_uncertain_has_bounds_and_a_scale(tmp_path: Path) -> None:
    text = (
        f'{HEAD}sample = "latin"\npoints = 4\n[uncertain]\nmeeting.interviewers = [1, 5]\n'
        'memory.tau = { low = 1, high = 9.0, scale = "log" }\n'
    )
    assert loaded(tmp_path, text).uncertain == {
        "meeting.interviewers": Span(low=1, high=5, integer=True),
        "memory.tau": Span(low=1, high=9.0, scale="log"),
    }


def test_paths_start_beside_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "far").mkdir()
    for name in ("one", "two"):
        (tmp_path / "far" / f"{name}.toml").write_text('extends = "two_imgs"\n')
    monkeypatch.chdir(tmp_path)
    text = (
        HEAD.replace('"two_imgs"', '"./one.toml"')
        + 'design = "full"\n[levers]\nscenario = ["./one.toml", "./two.toml"]\n'
    )
    mine = loaded(tmp_path / "far", text)
    assert Path(mine.scenario) == tmp_path / "far" / "one.toml"
    assert mine.levers["scenario"] == ("./one.toml", "./two.toml")
    assert [path.name for path in mine.files] == ["mine.toml", "one.toml", "two_imgs.toml", "baseline.toml", "two.toml"]


def test_a_bare_name_is_never_looked_up_in_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, HEAD + LEVER)
    monkeypatch.chdir(tmp_path)
    assert load_experiment("mine.toml").name == load_experiment("./mine.toml").name == "mine"
    with pytest.raises(ScenarioRefused, match=r'experiment: "advocat" .*did you mean "advocate"\?'):
        load_experiment("advocat")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD, "mine.toml, levers: nothing varies; write [levers] and a design, or [uncertain] and a sample."),
        (HEAD + 'design = "full"\n', 'mine.toml, design: "full" is not allowed; this design has nothing to vary'),
        (HEAD + 'design = "full"\n[levers]\nmemory.tau = [4.0]\n', "mine.toml, levers: nothing varies: there is one"),
        (
            HEAD + LEVER.replace("full", "ful"),
            '"ful" is not allowed; use one of full, star, rows (did you mean "full"?)',
        ),
        (HEAD.replace("outcomes", "outcoms") + LEVER, '"outcoms" is not allowed'),
        (HEAD + LEVER.partition("\n")[2], "mine.toml, design: it is missing; with [levers] use full or star."),
        (
            HEAD + LEVER.replace("visa", "vissa"),
            'levers.rows.img_a.vissa: "vissa" is not allowed; there is no such column',
        ),
        (HEAD + LEVER.replace("img_a.visa", "p101.visa"), "this row is drawn per seed, so it is another applicant"),
        (
            HEAD + LEVER.replace("img_a.visa", "img_x.visa"),
            "the rows that you can name here are img_a, img_b, img_c (did",
        ),
        (HEAD + LEVER.replace("j1", "j2"), 'mine.toml, levers.rows.img_a.visa, value 2: "j2" is not allowed; use'),
        (HEAD + LEVER + "members.2.capitol = [1, 2]\n", '"capitol" is not allowed; the keys here are id, name, type'),
        (HEAD + LEVER + 'memory.tau = [4.0, "x"]\n', 'levers.memory.tau, value 2: "x" is not allowed; use a number'),
        (
            HEAD + LEVER + "memory.tau = [4.0, 4.0]\n",
            'levers.memory.tau: "4.0" is not allowed; this value is there twice',
        ),
        (
            HEAD + LEVER + "memory.tau = 4.0\n",
            'levers.memory.tau: "4.0" is not allowed; write the values to try as a list',
        ),
        (HEAD + LEVER + "memory.tau = []\n", "levers.memory.tau: this list is empty"),
        (HEAD + LEVER + 'scenario = ["two_imgs", "leters"]\n', 'levers.scenario, value 2: "leters" is not allowed'),
        (
            HEAD + LEVER + 'scenario = ["two_imgs", "letters"]\n',
            'combination 2 (rows.img_a.visa = "h1b", scenario = "letters")',
        ),
        (
            HEAD.replace("place.img_a", "plase.img_a") + LEVER,
            'outcomes: "plase.img_a" is not allowed; there is no such',
        ),
        (
            HEAD.replace("place.img_a", "place.img_q") + LEVER,
            'mine.toml, outcomes, place.img_q: "img_q" is not allowed',
        ),
        (HEAD.replace("place.img_a", "place.p101") + LEVER, "this row is drawn per seed"),
        (HEAD.replace('["place.img_a"]', '["ranked", "ranked"]') + LEVER, '"ranked" is not allowed; it is there twice'),
        (HEAD.replace("1:20", "20:1") + LEVER, 'mine.toml, seeds: "20:1" is not allowed; write two whole numbers'),
        (HEAD.replace('"1:20"', "[1, 2, 1]") + LEVER, 'seeds: "1" is not allowed; this seed is there twice'),
        (
            HEAD.replace("two_imgs", "two_img") + LEVER,
            'mine.toml, scenario: "two_img" is not allowed; the shipped ones',
        ),
        (HEAD + 'null = ["aditive"]\n' + LEVER, '(did you mean "additive"?)'),
        (HEAD + 'null = ["switches.memroy=false"]\n' + LEVER, 'null switches.memroy=false: "memroy" is not allowed'),
        (HEAD + 'sample = "latin"\npoints = 4\n', "mine.toml, uncertain: the sample latin needs [uncertain]"),
        (HEAD + 'sample = "latin"\n[uncertain]\nmemory.tau = [1.0, 9.0]\n', "mine.toml, points: it is missing"),
        (HEAD + "[uncertain]\nmemory.tau = [1.0, 9.0]\n", "mine.toml, sample: it is missing; uncertain needs a sample"),
        (
            HEAD + 'sample = "sobol"\npoints = 12\n[uncertain]\nmemory.tau = [1.0, 9.0]\n',
            'points: "12" is not allowed; a Sobol sequence needs a power of 2, such as 8 or 16.',
        ),
        (HEAD + 'sample = "latin"\npoints = 4\n[uncertain]\nmemory.tau = [9.0, 1.0]\n', '"[9.0, 1.0]" is not allowed'),
        (HEAD + 'sample = "latin"\npoints = 4\n[uncertain]\nmemory.bad = [-1.0, 1.0]\n', "uncertain.memory.bad, low: "),
        (
            HEAD
            + 'sample = "latin"\npoints = 4\n'
            + LEVER
            + "[uncertain]\nmembers.2 = [1, 2]\nmembers.2.capital = [1, 2]\n",
            "mine.toml, line 14: this is not TOML",
        ),
    ],
)
def test_what_cannot_be_held_is_refused_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    assert said in refused(tmp_path, text)


def test_a_sheet_of_real_people_is_refused_without_naming_an_option_that_an_experiment_lacks(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("id,name,kind,yog,E-mail\nann,Ann,us_md,2025,x\n")
    (tmp_path / "sheet.toml").write_text('extends = "baseline"\n[sheet]\nfile = "rows.csv"\n')
    said = refused(tmp_path, HEAD.replace('"two_imgs"', '"./sheet.toml"').replace("img_a", "ann") + LEVER)
    assert "an e-mail address identifies a real person; remove the column, even if all rows are invented" in said
    assert "--fictional" not in said


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = HEAD + LEVER.replace("j1", "j2") + "members.2.capitol = [1, 2]\nmeeting.row_seconds = [45, 5]\n"
    assert len(refused(tmp_path, text).splitlines()) == 3


def test_two_values_that_do_not_go_together_are_refused_with_their_combination(tmp_path: Path) -> None:
    text = (
        HEAD + 'design = "full"\n[levers]\n"rows.img_a.step1" = ["pass", "fail"]\n"rows.img_a.step1_fails" = ["", 0]\n'
    )
    assert 'combination 4 (rows.img_a.step1 = "fail", rows.img_a.step1_fails = 0): "0" is' in refused(tmp_path, text)


def test_a_key_varies_once(tmp_path: Path) -> None:
    text = f'{HEAD}sample = "latin"\npoints = 4\n{LEVER}memory.tau = [4.0, 2.0]\n[uncertain]\nmemory.tau = [1.0, 9.0]\n'
    assert "memory.tau varies already" in refused(tmp_path, text)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"none\.toml"):
        load_experiment(tmp_path / "none.toml")
