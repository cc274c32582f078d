"""The pages' Python side, without a browser: what is said for each kind of file, and nothing of it as markup."""

import pytest
import solara

import viz.context
from committee.recording import open_recording
from committee.terms import DISCLAIMER
from tests.builders import heard
from tests.ruled import a_meeting_under_rules
from viz.components import markup, row_card
from viz.context import Context
from viz.pages.compare import Compare
from viz.pages.experiments import Experiments
from viz.pages.library import Library
from viz.pages.replay import Replay
from viz.shelf import Shelf, digest_of


def words(element) -> str:
    """All the text of an element tree, as a reader meets it."""
    box, context = solara.render(element, handle_error=False)
    pieces = _words(box)
    context.close()
    return " ".join(pieces)


def _words(widget):
    for child in getattr(widget, "children", ()):
        if isinstance(child, str):
            yield child
        else:
            yield from _words(child)


@pytest.fixture
def shelf(tmp_path):
    before = viz.context.current()
    viz.context.use(Context(shelf=Shelf([tmp_path])))
    yield tmp_path
    viz.context.use(before)


def put(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")
    return digest_of(text.encode())


def test_an_empty_shelf_says_what_to_do(shelf):
    assert "There is no recording here yet" in words(Library())


def test_each_recording_is_named_counted_and_linked(shelf, made_up):
    put(shelf, "one.jsonl", made_up(rows=5))
    put(shelf, "two.jsonl", made_up(rows=7, seed=2))
    said = words(Library())
    assert "2 meetings to watch" in said
    assert "5 rows · seed 1 · one.jsonl" in said
    assert "7 rows" in said


def test_a_replay_of_nothing_is_a_sentence(shelf):
    assert "No recording here matches this link" in words(Replay("0" * 20))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: "no recording\n", "is not a recording of a meeting"),
        (lambda text: text.replace('"version": 2', '"version": 99', 1), "a newer one wrote the file"),
        (lambda text: text.replace('"turn": 3', '"turn": "three"', 1), "bad.jsonl, line"),
    ],
    ids=["foreign", "newer", "corrupt"],
)
def test_a_replay_of_what_cannot_be_watched_gives_the_reason(shelf, made_up, change, reason):
    said = words(Replay(put(shelf, "bad.jsonl", change(made_up(rows=2)))))
    assert "bad.jsonl" in said
    assert reason in said
    assert "See all recordings" in said


def test_recordings_that_lack_what_others_have_are_listed(shelf, made_up):
    put(shelf, "header.jsonl", made_up(rows=2).partition("\n")[0] + "\n")
    put(shelf, "nameless.jsonl", made_up(rows=2, name="", text="", seed=4))
    said = words(Library())
    assert "stops after 0 of 2 rows" in said
    assert "at least 1 character" in said


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ("Dear diary\n", "B cannot be watched. b.jsonl: this is not a recording"),
        (None, "B: no recording here matches this link"),
    ],
)
def test_what_cannot_be_compared_is_a_sentence(shelf, made_up, other, sentence):
    digests = put(shelf, "a.jsonl", made_up(rows=2)), "0" * 20 if other is None else put(shelf, "b.jsonl", other)
    assert sentence in words(Compare(*digests))


def test_an_experiment_that_is_not_there_is_a_sentence(shelf):
    assert "There is no experiment called advocat." in words(Experiments("advocat"))


def test_with_fewer_than_two_there_is_nothing_to_choose(shelf, made_up):
    put(shelf, "one.jsonl", made_up(rows=3))
    assert "You need two recordings, and there are fewer here." in words(Compare())


def test_the_card_of_a_row_tells_its_end_and_what_was_never_heard(tmp_path, made_up):
    put(tmp_path, "one.jsonl", made_up(rows=3))
    recording = open_recording(tmp_path / "one.jsonl")
    said = words(row_card.row_card(recording, 2))
    assert f"How row 2 ends: {recording.rows[1].opened.name}" in said
    assert "it got no turn" in said


def test_the_card_of_a_row_tells_what_was_said_beside_what_weighed(tmp_path, contested):
    put(tmp_path, "one.jsonl", contested)
    said = words(row_card.row_card(open_recording(tmp_path / "one.jsonl"), 5))
    assert "Said: the gap (238), a worry that weighs with the director." in said
    assert "Weighed most: advocacy -0.43." in said
    assert "If nobody had paid, the call would have been -0.48, not -0.31." in said


def test_the_card_of_a_row_tells_ballots_and_the_call_of_a_second_committee():
    said = words(row_card.row_card(heard(a_meeting_under_rules()), 1))
    assert "Wrote down before the talk: middle 2, low 1, do not rank 1." in said
    assert "Wrote down after the talk: middle 2, low 2." in said
    assert "the second committee's -1.60; the list goes by their mean, -0.60: do not rank." in said


@pytest.mark.parametrize("number", [-3, 0, 4, 10**6])
def test_a_row_that_is_not_there_shows_the_nearest(tmp_path, made_up, number):
    put(tmp_path, "one.jsonl", made_up(rows=3))
    recording = open_recording(tmp_path / "one.jsonl")
    assert f"How row {1 if number < 1 else 3} ends" in words(row_card.row_card(recording, number))


def test_a_row_without_an_end_says_so(tmp_path, made_up):
    put(tmp_path, "cut.jsonl", made_up(rows=12, whole=False))
    recording = open_recording(tmp_path / "cut.jsonl")
    if recording.rows[-1].closed is None:
        assert "stops inside this row" in words(row_card.row_card(recording, len(recording.rows)))


def test_markup_in_a_name_stays_text(shelf, made_up):
    box, context = solara.render(markup.tag("p", "<b>bold</b>"), handle_error=False)
    assert list(_words(box)) == ["<b>bold</b>"]
    context.close()


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example", "javascript:alert(1)", "elsewhere", "", "//elsewhere.example"]
)
def test_a_link_leads_nowhere_but_to_our_pages(address):
    with pytest.raises(ValueError, match="a page of ours"):
        markup.link("go", address)


def test_the_frame_carries_the_disclaimer_and_says_which_page_is_open():
    from viz.components.frame import Frame

    assert DISCLAIMER in words(Frame(children=[]))
