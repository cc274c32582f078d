"""The same meeting with one change: what is told, what is refused, and that nothing else differs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import committee
from committee.errors import InputRefused, RecordingRefused, SheetRefused, UsageRefused
from committee.experiments.whatifs.address_reading import parsed
from committee.experiments.whatifs.remade import from_recording, from_scenario, recorded
from committee.experiments.whatifs.reopening import remade_of
from committee.experiments.whatifs.whatif import is_recording, name_of, whatif
from committee.recording import open_recording

SMALL = {"pool.us_md": 2, "pool.us_do": 1, "pool.us_img": 2, "pool.non_us_img": 4}
"""Nine rows; the fixed ones of two_imgs take the place of three."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("scenario") / "small.toml"
    pool = "\n".join(f"{key.removeprefix('pool.')} = {value}" for key, value in SMALL.items())
    path.write_text(f'extends = "two_imgs"\n[pool]\n{pool}\n')
    return str(path)


@pytest.fixture(scope="module")
def recording(small: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("recording") / "meeting.jsonl"
    with committee.Recorder(path) as recorder:
        from_scenario(small, 2).meeting(recorder).run()
    return path


def test_an_advocate_is_heard(small: str) -> None:
    answer = committee.whatif(small, row="img_a", change={"advocate": "apd:strong"}, seed=1)
    assert answer.sentences[0] == 'Changed: advocate of IMG A from blank to "apd:strong".'
    said = " ".join(answer.sentences)
    assert "The talk first differs in row" in said
    assert "Its sponsor: none; now: Dr " in said
    pair = answer.differing.of("img_a")
    assert pair is not None
    assert pair.after.call > pair.before.call
    assert answer.before.header.seed == answer.after.header.seed == 1


def test_both_recordings_are_files_that_can_be_made_again(small: str, tmp_path: Path) -> None:
    answer = whatif(small, row="img_a", change={"Step 2 CK": "260", "switches.memory": False})
    for name, content in zip(("before.jsonl", "after.jsonl"), answer.files, strict=True):
        (tmp_path / name).write_bytes(content)
        assert from_recording(tmp_path / name).seed == 1
    assert answer.change.cells == {"img_a": {"step2_ck": "260"}}
    assert answer.after.header.scenario["switches"]["memory"] is False
    assert "switches.memory from true to false" in answer.sentences[0]


def test_a_recording_is_asked_as_its_scenario_is(small: str, recording: Path) -> None:
    change = {"narrative": "concrete"}
    assert (
        whatif(recording, row="img_a", change=change).files == whatif(small, row="img_a", change=change, seed=2).files
    )


def test_a_recording_of_a_shipped_scenario_leads_to_an_address(tmp_path: Path) -> None:
    with committee.Recorder(tmp_path / "kept.jsonl") as recorder:
        from_scenario("two_imgs", 2, settings=SMALL).meeting(recorder).run()
    answer = whatif(tmp_path / "kept.jsonl", row="img_a", change={"visa": "j1"}, without=["faculty_4"])
    assert recorded(remade_of(parsed(answer.address))) == answer.files[1]


def test_a_change_upon_a_change(small: str, tmp_path: Path) -> None:
    first = whatif(small, row="img_a", change={"narrative": "concrete"})
    (tmp_path / "first.jsonl").write_bytes(first.files[1])
    second = whatif(tmp_path / "first.jsonl", row="img_a", change={"advocate": "apd:strong"})
    both = whatif(small, row="img_a", change={"narrative": "concrete", "advocate": "apd:strong"})
    assert second.files == (first.files[1], both.files[1])


def test_a_member_who_leaves_takes_nobodys_draws(small: str) -> None:
    """The others keep seats, minds, trust in each other and liking of rows: their stances before talk are the same."""
    answer = whatif(small, row="img_a", without=["faculty_4"])
    before, after = answer.before, answer.after
    left = [member for member in before.header.members if member.id != "faculty_4"]
    assert list(after.header.members) == left
    for member in left:
        trust = dict(before.header.trust[member.id])
        trust.pop("faculty_4")
        assert after.header.trust[member.id] == trust
    first, second = before.rows[0].opened, after.rows[0].opened
    knows = {id_ for point in first.points for id_ in point.holders}
    own = {id_: stance for id_, stance in first.stances.items() if id_ != "faculty_4"}
    taken_over = {id_ for point in second.points for id_ in point.holders} - knows
    assert {id_: stance for id_, stance in second.stances.items() if id_ not in taken_over}.items() <= own.items()
    assert answer.sentences[0] == "Changed: Dr Sato-Reyes (faculty_4) is not there."


def test_a_forgotten_resident_is_in_nobodys_scenario(small: str) -> None:
    answer = whatif(small, row="img_a", forget=["boards_2021"])
    ids = [episode["id"] for episode in answer.after.header.scenario["memory"]["episodes"]]
    assert "boards_2021" not in ids
    assert len(ids) == len(answer.before.header.scenario["memory"]["episodes"]) - 1


def test_a_turn_that_nobody_hears(small: str) -> None:
    answer = whatif(small, row="img_b", silence=[2])
    (row,) = [row for row in answer.before.rows if row.opened.id == "img_b"]
    (now,) = [row for row in answer.after.rows if row.opened.id == "img_b"]
    assert now.utterances[2].text == row.utterances[2].text
    assert now.utterances[2].moved == {}
    assert answer.sentences[0].startswith("Changed: nobody hears turn 2 of IMG B: ")


def test_what_changes_nothing_says_so(small: str) -> None:
    answer = whatif(small, row="img_a", change={"visa": "h1b", "switches.memory": True})
    assert answer.differing.same
    assert answer.sentences == (
        'Nothing is changed: visa of IMG A is "h1b" already; switches.memory is true already.',
        "The meeting goes as it did, to the last word, call and place.",
        "Dr Vale vetoed this row (the director's personal no list).",
    )
    tried = whatif(small, row="img_a", change={"step2_ck": "200"}).sentences
    assert "Dr Vale vetoed this row (the director's personal no list). The change does not lift the veto." in tried


def test_a_failure_that_stays_on_the_transcript_is_named(small: str) -> None:
    passed = whatif(small, row="img_a", change={"step1": "pass"})
    assert passed.sentences[0] == 'Changed: step1 of IMG A from "fail" to "pass".'
    assert not any("transcript" in sentence for sentence in passed.sentences)
    answer = whatif(small, row="img_a", change={"step1": "pass", "step1_fails": "1"})
    assert answer.sentences[1] == "The row still has step1_fails 1: a failure stays on the transcript."


def test_an_act_is_put_in_a_mouth(small: str) -> None:
    act = {"row": "img_b", "at_s": 5, "member": "apd_2", "act": "advocate", "point": "advocate", "units": 1}
    answer = whatif(small, row="img_b", acts=[act])
    assert (
        "Dr Lindqvist is to say something about IMG B at 5 s: advocate about advocate, at a stake of 1 unit"
        in (answer.sentences[0])
    )
    late = whatif(small, row="img_b", acts=[{**act, "at_s": 500}]).sentences
    said = re.compile(r"Dr Lindqvist wants to speak at 500 s; it was said at [\d.]+ s, before the call\.")
    assert any(map(said.fullmatch, late))
    with pytest.raises(UsageRefused, match=r"point: advocate needs a point; apd_2 knows "):
        whatif(small, row="img_b", acts=[{**act, "point": ""}])
    many = [{**act, "at_s": at, "units": 0} for at in range(0, 40, 2)]
    told = whatif(small, row="img_b", acts=many).sentences
    assert "The act at 38 s is never said: it could not end before the bell." in told
    assert "The act at 0 s is never said: it could not end before the bell." not in told


WITHOUT_POINT = {"row": "img_a", "at_s": 1, "member": "apd_1", "act": "vouch"}


@pytest.mark.parametrize(
    ("kind", "given", "says"),
    [
        (UsageRefused, {"row": "img_x", "change": {"step1": "pass"}}, '--row: "img_x" is not allowed; no row has this'),
        (SheetRefused, {"change": {"step_one": "pass"}}, 'there is no such column (did you mean "step'),
        (SheetRefused, {"change": {"visa": "o1"}}, '"o1"'),
        (SheetRefused, {"change": {"id": "other"}}, "the id of a row cannot be changed"),
        (InputRefused, {"change": {"meeting.row_second": 3}}, "did you mean"),
        (UsageRefused, {"without": ["apd_9"]}, "the members here are director, apd_1"),
        (UsageRefused, {"without": ["director"]}, "no meeting is held without one"),
        (UsageRefused, {"forget": ["boards_2012"]}, 'did you mean "boards_20'),
        (UsageRefused, {"silence": [0]}, "turn 0 is the reading of the row and cannot go unheard; choose 1 to"),
        (UsageRefused, {"silence": [60]}, "turn 60 is no turn of this row"),
        (
            UsageRefused,
            {"acts": [{"row": "img_a", "at_s": 1, "member": "apd_1", "act": "vouch"}]},
            "acts, number 1, po",
        ),
    ],
)
def test_what_is_not_there_is_refused(
    small: str, kind: type[InputRefused], given: dict[str, object], says: str
) -> None:
    with pytest.raises(kind) as refused:
        whatif(small, **{"row": "img_a", **given})  # type: ignore[arg-type]
    assert says in str(refused.value)


def test_the_call_is_always_heard(recording: Path) -> None:
    (row,) = [row for row in open_recording(recording).rows if row.opened.id == "img_a"]
    with pytest.raises(UsageRefused, match="is the call and cannot go unheard; choose"):
        whatif(recording, row="img_a", silence=[row.utterances[-1].turn])


def test_a_recording_has_its_own_seed_and_must_be_whole(recording: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageRefused, match="a recording has its own seed"):
        whatif(recording, row="img_a", seed=3)
    cut = tmp_path / "cut.jsonl"
    cut.write_bytes(recording.read_bytes()[:-100])
    with pytest.raises(RecordingRefused, match="cut short"):
        whatif(cut, row="img_a", change={"visa": "j1"})


def test_a_recording_is_known_by_what_it_holds(recording: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").write_bytes(recording.read_bytes())
    (tmp_path / "notes").write_text("title = 3\n")
    assert is_recording(tmp_path / "copy")
    assert not is_recording(tmp_path / "notes")
    assert not is_recording("two_imgs")


def test_names() -> None:
    assert [is_recording(name) for name in ("two_imgs", "x/two.toml", "a.jsonl", "a.JSONL.gz")] == [
        False,
        False,
        True,
        True,
    ]
    assert [name_of(name) for name in ("two_imgs", "x/two.toml", "b/a.jsonl.gz")] == ["two_imgs", "two", "a"]


def test_a_question_without_a_change_is_refused_and_an_answer_shows_what_it_says(small: str) -> None:
    with pytest.raises(UsageRefused, match="say what to change: change, silence, without, forget or acts"):
        whatif(small, row="img_a", change={})
    found = whatif(small, row="img_a", change={"visa": "j1"})
    assert repr(found) == "\n".join((*found.sentences, found.address)).rstrip()
