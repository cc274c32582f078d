"""What a session may say, and how a wrong one is refused: everything at once, each by its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from committee.errors import ScenarioRefused
from tests.viz.workshop.sessions import SESSION, session_file
from viz.workshop.session import Session, load_session, shipped_sessions


def refused(folder: Path, old: str, new: str) -> list[str]:
    """What is said of the session with one thing replaced."""
    assert old in SESSION
    with pytest.raises(ScenarioRefused) as error:
        load_session(session_file(folder, SESSION.replace(old, new, 1)))
    return [problem.sentence() for problem in error.value.problems]


def test_a_session_reads_as_it_is_written(tmp_path: Path) -> None:
    session = load_session(session_file(tmp_path, SESSION))
    assert (session.minutes, session.frame) == (10, "fairness")
    assert [step.kind for step in session.steps] == ["join", "predict", "talk", "vote", "reveal", "seat", "debrief"]
    assert session.rounds == (("main", "img_b"),)
    assert session.rows == (("main", "img_b"), ("main", "img_a"))
    assert session.steps[1].round == "main:img_b"
    assert session.steps[0].script == "Come in, all of you.\n\nWe begin."
    assert [(item.id, item.when) for item in session.items] == [("sure", "pre"), ("sure", "post"), ("seen", "post")]
    assert len(session.digest) == 64


def test_the_digest_is_of_what_is_said_and_not_of_its_layout(tmp_path: Path) -> None:
    first = load_session(session_file(tmp_path, SESSION)).digest
    assert load_session(session_file(tmp_path, f"# mine\n\n{SESSION}")).digest == first
    assert load_session(session_file(tmp_path, SESSION.replace("seed = 1", "seed = 2"))).digest != first


def test_paths_in_a_file_start_beside_it(tmp_path: Path) -> None:
    session = load_session(session_file(tmp_path, SESSION.replace('"two_imgs"', '"./own.toml"')))
    assert session.recordings[0].scenario == str(tmp_path / "own.toml")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("minutes = 10", "minutes = 0", 'mine.toml, minutes: "0" is not allowed; use a whole number from 1 to 240.'),
        ("frame =", "frmae =", 'mine.toml: "frmae" is not allowed; the keys here are'),
        ('"fairness"', '"fair"', "use one of fairness, process"),
        ('kind = "vote"', 'kind = "voet"', '(did you mean "vote"?)'),
        ('"two_imgs"', '"two_img"', 'recordings.1.scenario: "two_img" is not allowed; the shipped ones are'),
        ('recording = "main"', 'recording = "mian"', 'steps.2.recording: "mian" is not allowed'),
        ('scenario = "two_imgs"', 'scenario = "two_imgs"\nset = ["memory"]', "write section.key=VALUE"),
        ('scenario = "two_imgs"', 'file = "a.jsonl"\nset = ["a.b=1"]', "a file is what it is"),
        ('kind = "talk"', 'kind = "reveal"', "this is there twice for the row img_b"),
        ('kind = "reveal"', 'kind = "talkover"', "nobody is told what came of the row img_b"),
        ('kind = "talk"', 'kind = "talkover"', "it shows how the row img_b ends before people have voted"),
        ('kind = "predict"', 'kind = "seat"', "steps.2.seats: a step of kind seat names the members"),
        ('row = "img_a"', "", "steps.6: a step of kind seat is about a row"),
        ('kind = "join"', 'kind = "talkover"', "a session begins with a step of kind join"),
        ('part = "reactions"', "", "every step of kind debrief says its part"),
        ('"chief_1", "apd_2"', '"chief_1", "chief_1"', '"chief_1" is not allowed; this seat is there twice'),
        ("minutes = 10", "minutes = 2", "the steps take 540 s, and 2 minutes are 120 s"),
        ('id = "seen"', 'id = "sure"', '"sure" is not allowed; two items have this id'),
        ('["no", "yes"]', '["no", "no"]', 'items.1.choices: "no" is not allowed; this choice is there twice'),
        ('when = "both"', 'when = "bot"', 'items.1.when: "bot" is not allowed; use one of pre, post'),
        ('"structure"', '"strucutre"', '(did you mean "structure"?)'),
    ],
)
def test_what_is_wrong_is_said_by_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in "\n".join(refused(tmp_path, old, new))


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    said = refused(tmp_path, 'minutes = 10\nframe = "fairness"', 'minutes = 3\nframe = "fairness"\naudience = 3')
    assert len(said) == 1  # nothing else is looked at before all keys have their types
    text = SESSION.replace("minutes = 10", "minutes = 3").replace('"two_imgs"', '"no_such"').replace("chief_1", "apd_2")
    with pytest.raises(ScenarioRefused) as error:
        load_session(session_file(tmp_path, text))
    assert len(error.value.problems) == 3


def test_a_round_goes_one_way(tmp_path: Path) -> None:
    swapped = SESSION.replace('kind = "predict"', 'kind = "X"').replace('kind = "talk"', 'kind = "predict"')
    with pytest.raises(ScenarioRefused, match=re.escape("for the row img_b it comes after talk; the order is predict")):
        load_session(session_file(tmp_path, swapped.replace('kind = "X"', 'kind = "talk"')))


# ---------------------------------------------------------------- those that we ship


def test_three_lengths_are_shipped_each_in_both_frames() -> None:
    names = shipped_sessions()
    assert names == ("twenty", "twenty_process", "forty_five", "forty_five_process", "ninety", "ninety_process")
    sessions = {name: load_session(name) for name in names}
    assert [session.minutes for session in sessions.values()] == [20, 20, 45, 45, 90, 90]
    assert {name: session.frame for name, session in sessions.items()} == {
        name: "process" if name.endswith("_process") else "fairness" for name in names
    }


@pytest.mark.parametrize("name", shipped_sessions())
def test_a_shipped_session_can_be_run_by_somebody_who_has_never_seen_it(name: str) -> None:
    session = load_session(name)
    assert all(step.script and step.hands for step in session.steps)
    assert [step.part for step in session.steps if step.part][-1] == "summary"
    assert {item.id for item in session.items if item.when == "pre"} == {
        item.id for item in session.items if item.when == "post"
    }
    assert session.evidence
    assert session.after
    planned = sum(step.seconds for step in session.steps)
    assert 0.9 * 60 * session.minutes <= planned <= 60 * session.minutes


WORDS_OF_KINDS = re.compile(r"\b(IMGs?|international|foreign|immigrant|fair|fairness|bias|discriminat\w+|visa)\b", re.I)


def spoken(session: Session) -> str:
    steps = [" ".join((step.title, step.script, step.notes, step.hands, *step.questions)) for step in session.steps]
    items = [" ".join((item.text, *item.choices)) for item in session.items]
    return " ".join((session.title, session.audience, *session.aims, *steps, *items, *session.after))


@pytest.mark.parametrize("name", [name for name in shipped_sessions() if name.endswith("_process")])
def test_the_frame_of_process_speaks_of_no_kind_of_applicant(name: str) -> None:
    """Apart from the names of the two rows, which are theirs."""
    said = re.sub(r"\bIMG [ABC]\b", "", spoken(load_session(name)))
    assert not WORDS_OF_KINDS.findall(said)
