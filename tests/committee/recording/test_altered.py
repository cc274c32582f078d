"""What a what-if changed stands in the minutes; an ordinary recording says nothing of the kind."""

from __future__ import annotations

from functools import cache

from committee.experiments.whatifs.remade import from_scenario
from committee.meeting.intervention import Changes, Intervention, PutAct
from committee.phrases import Chooser
from committee.recording import Heard, Recording
from committee.recording.altered import UNHEARD, changes_said
from committee.recording.transcript import as_markdown, as_text, minutes
from committee.terms import Act

CHANGES = Changes(
    cells={"img_a": {"step1": "pass", "visa": ""}},
    rows={
        "img_a": Intervention(quiet=("apd_1", "faculty_1"), frugal=("apd_2",), more_s=20.0),
        "img_b": Intervention(
            silenced=(3, 5),
            forgotten=("washout",),
            put=(PutAct(at_s=5.0, member="apd_2", act=Act.ADVOCATE, point="advocate", units=1.0),),
        ),
    },
)


@cache
def changed_meeting() -> Recording:
    heard = Heard(Chooser())
    from_scenario("two_imgs", 1).meeting(heard, changes=CHANGES).run()
    return heard.recording()


def test_every_change_is_a_sentence() -> None:
    assert changes_said(changed_meeting()) == (
        "IMG A: step1 is set to pass",
        "IMG A: visa is left blank",
        "IMG A: Dr Oduya-Marsh and Dr Okafor keep quiet",
        "IMG A: Dr Lindqvist stakes nothing",
        "IMG A: the row gets 20 s more",
        "IMG B: nobody hears turn 3 and turn 5",
        "IMG B: nobody remembers washout",
        "IMG B: Dr Lindqvist is made to speak at 5 s (advocate), staking 1 unit",
    )


def test_the_minutes_say_so_at_the_top_and_at_the_line() -> None:
    made = minutes(changed_meeting())
    row = next(row for row in made.rows if row.id == "img_b")
    assert [turn for turn, said in enumerate(row.said) if UNHEARD in said.asides] == [3, 5]
    assert "CHANGED FOR A WHAT-IF" in as_text(changed_meeting())
    assert "**Changed for a what-if:**" in as_markdown(changed_meeting())


def test_an_ordinary_meeting_says_nothing_of_it() -> None:
    heard = Heard()
    from_scenario("two_imgs", 1).meeting(heard).run()
    assert changes_said(heard.recording()) == ()
    assert "WHAT-IF" not in as_text(heard.recording())
