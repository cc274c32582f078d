"""The handout and the sheet for two weeks later: what they say, and that each is one sheet of paper."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from committee.recording import Recording
from committee.terms import DISCLAIMER
from tests.viz.workshop.polled import a_room
from tests.viz.workshop.sessions import a_meeting
from viz.export.handout import follow_up_page, handout_page
from viz.workshop.facts import Facts
from viz.workshop.room import Seated, Vote
from viz.workshop.session import load_session, shipped_sessions


@pytest.fixture(scope="module")
def meetings() -> dict[str, Recording]:
    """The meetings of all sessions, by (scenario, seed, settings)."""
    found: dict[str, Recording] = {}
    for name in shipped_sessions():
        for each in load_session(name).recordings:
            key = f"{each.scenario} {each.seed}"
            found.setdefault(key, a_meeting(each.scenario, each.seed))
    return found


DECIDED = "Nothing alone decided it. Whatever one thing is changed, the row ends off the list, between 45th and 51st."


def facts_of(name: str, meetings: dict[str, Recording]) -> Facts:
    session = load_session(name)
    own = {each.name: meetings[f"{each.scenario} {each.seed}"] for each in session.recordings}
    decided = {":".join(each): (DECIDED,) for each in session.rounds}
    return Facts(session=session, room=a_room(session), meetings=own, nulls=own, decided=decided, with_items=True)


def test_the_handout_says_what_happened_and_what_it_is(meetings: dict[str, Recording]) -> None:
    page = handout_page(facts_of("twenty", meetings))
    assert DISCLAIMER in page
    assert "Row 36, Milor Talistan" in page
    assert "Am Sociol Rev" in page
    assert f"Row 28, IMG B. {DECIDED}" in page
    assert "no memories" not in page  # the board explains that; paper has no room for it
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=\"(?!data:)", page)


def test_what_is_not_ours_cannot_become_markup(meetings: dict[str, Recording]) -> None:
    facts = facts_of("twenty", meetings)
    session = facts.session.model_copy(update={"title": "<b>Mine</b>", "aims": ("<script>1</script>",)})
    page = handout_page(Facts(session=session, room=facts.room, meetings=facts.meetings))
    assert "&lt;b&gt;Mine" in page
    assert "<script" not in page
    assert "<b>" not in follow_up_page(session)


def test_the_same_votes_are_the_same_page(meetings: dict[str, Recording]) -> None:
    assert handout_page(facts_of("twenty", meetings)) == handout_page(facts_of("twenty", meetings))


def test_a_row_of_another_meeting_says_so_and_names_no_file(meetings: dict[str, Recording]) -> None:
    page = handout_page(facts_of("ninety", meetings))
    assert "Row 47, Rowan Tesk (another meeting)" in page
    assert "haunted" not in page


def divided(facts: Facts) -> Facts:
    """The same session in a room where everybody answers otherwise, and groups took seats: its cells are longest."""
    room, choices = facts.room, {item.id: item.choices for item in facts.session.items}
    votes = dict(room.votes)
    for (round_, ballot), cast in room.votes.items():
        words = choices.get(round_, ("top", "mid", "low", "dnr"))
        votes[round_, ballot] = {client: Vote(n=1, choice=words[k % len(words)]) for k, client in enumerate(cast)}
    seated = {"seat": Seated(picked={}, said=["With you in the room, Rowan Tesk ends here: Middle. Without you: Low."])}
    decided = dict.fromkeys(facts.decided, (HEARD, HEARD))
    return replace(facts, room=replace(room, votes=votes, seated=seated), decided=decided)


HEARD = "If nobody had heard Dr Sato-Reyes say “What more do you want from this side?”: low, 52nd, not off the list."

LONGEST = "ninety"
"""The session with the most rows and findings; the others have more room."""


@pytest.mark.browser
@pytest.mark.parametrize(
    "name", [pytest.param(each, marks=() if each == LONGEST else pytest.mark.soak) for each in shipped_sessions()]
)
def test_each_is_one_sheet_of_paper(meetings: dict[str, Recording], tmp_path: Path, browser: Any, name: str) -> None:
    page = browser.new_page()
    later = follow_up_page(load_session(name))
    for kind, text in (("handout", handout_page(divided(facts_of(name, meetings)))), ("later", later)):
        (tmp_path / "page.html").write_text(text, encoding="utf-8")
        page.goto((tmp_path / "page.html").as_uri())
        for paper in ("A4", "Letter"):
            sheets = len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format=paper)))
            assert sheets == 1, f"{kind} of {name} on {paper}"
    page.close()


@pytest.mark.browser
def test_no_column_lies_beyond_a_narrow_phone(meetings: dict[str, Recording], tmp_path: Path, browser: Any) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    (tmp_path / "page.html").write_text(handout_page(divided(facts_of("twenty", meetings))), encoding="utf-8")
    page.goto((tmp_path / "page.html").as_uri())
    inside = "(nodes) => nodes.every((node) => node.scrollWidth <= node.clientWidth)"
    assert page.locator(".wide").evaluate_all(inside)
    assert page.get_by_role("row").first.is_visible()  # still a table to a screen reader
    page.close()
