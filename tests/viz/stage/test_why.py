"""Why: the line of this moment, the bids that lost, what it cost, what was never heard, and the member chosen."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.effort import mixed
from tests.viz.barriers import barriers

OFFER = {"pd": 0.9, "apd1": 0.8, "apd2": 0.71, "fac1": 0.65, "fac2": 0.62, "fac3": 0.61, "chief1": 0.3, "coord": -9.0}
SPONSOR = "apd1"


@pytest.fixture(scope="session")
def argued(made_up: Any) -> str:
    """Three rows; in the second the associate stakes a unit, gets it back, and some points stay unsaid."""
    lines = [json.loads(each) for each in made_up(rows=3).splitlines()]
    lines[0]["scenario"]["meeting"] = {"floor": {"threshold": 0.6}}
    events: list[dict[str, Any]] = [lines[0]]
    for event in lines[1:]:
        second = event.get("row") == 2
        if second and event["event"] == "uttered" and event["turn"] == 3:
            events.append(money("spent", 1.0, 1.0))
            event |= {"member": SPONSOR, "bids": OFFER, "moved": {"pd": -0.31, "fac2": 0.04, "fac1": 0.003}}
        if second and event["event"] == "row_closed":
            unheard = [{"point": "r002-p6", "why": "no_bid"}, {"point": "r002-p1", "why": "bell"}]
            event |= {"sponsor": SPONSOR, "heard": True, "unheard": unheard}
        events.append(event)
        if second and event["event"] == "row_closed":
            events.append(money("returned", 1.0, 2.0))
    return "\n".join(map(json.dumps, events))


def money(why: str, amount: float, balance: float) -> dict[str, Any]:
    held = {"member": SPONSOR, "amount": amount, "balance": balance}
    return {"event": "capital", "row": 2, "why": why, "ask": "mid", **held}


@pytest.fixture
def asked(stage: Any, argued: str) -> Any:
    """The third line of the second row, and its reasons."""
    stage.show(argued, start={"row": 2})
    stage.tell("() => { player.seekRow(2); player.step(1); player.step(1); }")
    stage.page.get_by_role("tab", name="Why").click()
    return stage


def facts(stage: Any) -> list[str]:
    lines: list[str] = stage.tell(
        "() => [...document.querySelectorAll('.cs-why p')].map((p) => p.innerText.replace('\\n', ' '))"
    )
    return [" ".join(each.split()) for each in lines]


def test_the_line_says_whom_it_moves_by_how_much_and_to_what(asked: Any) -> None:
    shown = facts(asked)
    assert any(each.startswith("−0.31 Dr. Halvorsen, to ") for each in shown)
    assert any(each.startswith("+0.04 Dr. Marchetti, to ") for each in shown)
    assert "It hardly moves 1 other." in shown
    assert not any("+0.00" in each for each in shown)


def test_bids_that_lost_stand_with_words(asked: Any) -> None:
    shown = facts(asked)
    assert "+0.80 Dr. Okonjo had it, and staked capital for it" in shown
    assert "+0.90 Dr. Halvorsen wanted it more, but let it go" in shown
    assert "+0.71 Dr. Brandt was close behind" in shown
    assert "Then Dr. Marchetti +0.62, Dr. Achterberg +0.61." in shown
    assert "1 would rather listen: below +0.60, the lowest bid that wins." in shown


def test_a_stake_says_what_for_what_it_cost_and_what_came_back(asked: Any) -> None:
    assert "Staked Dr. Okonjo staked 1 unit to have it placed middle" in facts(asked)
    asked.tell("() => { player.seekRow(3); player.step(-1); }")
    assert "Sponsor Dr. Okonjo was heard; it cost 1 unit, 1 came back" in facts(asked)


def test_what_was_never_heard_says_why_and_who_knew(asked: Any) -> None:
    asked.tell("() => { player.seekRow(3); player.step(-1); }")
    unheard = [each for each in facts(asked) if each.startswith("Never heard")]
    assert "nobody raised it; known only to Dr. Okonjo" in unheard[0]
    assert unheard[1].endswith("the bell came first")


def test_the_end_is_told_in_short(asked: Any, argued: str) -> None:
    """Where the room began, how many lines were for the row and against it, who staked."""
    events = [json.loads(each) for each in argued.splitlines()]
    opened = next(each for each in events if each["event"] == "row_opened" and each["row"] == 2)
    sides = {point["id"]: point["valence"] for point in opened["points"]}
    said = [sides.get(each["point"]) for each in events if each["event"] == "uttered" and each["row"] == 2]
    voters = [stance for member, stance in opened["stances"].items() if member != "coord"]
    asked.tell("() => { player.seekRow(3); player.step(-1); }")
    (short,) = asked.texts(".cs-inshort")
    began = f"{sum(voters) / len(voters):+.2f}".replace("-", "−")
    assert began in short.split(".  ")[0]
    assert short.endswith("; Dr. Okonjo staked capital on it.")
    counts = re.search(r"Then (\w+) lines? (?:was|were) for it and (\w+) against", short)
    assert counts is not None
    assert counts.groups() == tuple(str(said.count(side)) if said.count(side) else "none" for side in (1, -1))


def test_nobody_said_a_word_for_a_row_that_nobody_spoke_for(stage: Any, made_up: Any) -> None:
    lines = [json.loads(each) for each in made_up(rows=2).splitlines()]
    for event in lines:
        if event["event"] == "row_opened":
            event["points"] = [point | {"valence": -1} for point in event["points"]]
    lines = [each for each in lines if each["event"] != "capital"]
    stage.show("\n".join(map(json.dumps, lines)), start={"row": 2})
    stage.page.get_by_role("tab", name="Why").click()
    stage.tell("() => player.seek(player.recording.total)")
    (short,) = stage.texts(".cs-inshort")
    assert re.search(
        r"Then nobody said a word for it, and \d+ lines? (was|were) against; nobody staked anything", short
    )


def test_a_ghost_says_what_it_is_alike_in(stage: Any, sixty: str) -> None:
    stage.show(sixty, start={"row": 4, "t": 1})
    stage.page.get_by_role("tab", name="Why").click()
    ghosts = [each for each in facts(stage) if each.startswith("Ghost")]
    assert any("alike in" in each for each in ghosts)
    assert len({each.split(": ")[0] for each in ghosts}) == len(ghosts)  # each once, with all who remember it


def test_a_ghost_who_came_in_the_same_season_has_a_link_to_their_row(stage: Any, sixty: str) -> None:
    memories = [json.loads(each) for each in sixty.splitlines() if '"remembered"' in each]
    known = next(each["ghost"] for each in memories if each["row"] == 4)
    stage.show(sixty, start={"row": 4, "t": 1}, residents={known: "/season/x/2027/p000/rank?row=y1"})
    stage.page.get_by_role("tab", name="Why").click()
    links = stage.page.get_by_role("link", name="Their own row")
    assert {link.get_attribute("href") for link in links.all()} == {"/season/x/2027/p000/rank?row=y1"}
    stage.show(sixty, start={"row": 4, "t": 1})
    stage.page.get_by_role("tab", name="Why").click()
    assert stage.count(".cs-way") == 0


def test_a_member_shows_before_now_and_the_trail(asked: Any) -> None:
    asked.page.locator('[data-member="pd"]').click()
    shown = facts(asked)
    assert shown[0].startswith("Now ")
    assert shown[1].startswith("Before the row ")
    assert "Fatigue fresh, 2 %" in shown
    trail = asked.page.get_by_role("img", name="Stance over the row")
    steps = trail.locator(".cs-trail-line").get_attribute("d")
    asked.tell("() => player.step(1)")
    later = asked.page.locator(".cs-trail-line").get_attribute("d")
    assert later.count("V") == steps.count("V") + 1


def test_a_recording_without_bids_or_threshold_has_no_such_part(stage: Any, sixty: str) -> None:
    bare = [json.loads(each) for each in sixty.splitlines()]
    for event in bare:
        event.pop("bids", None)
        event.pop("moved", None)
    stage.show("\n".join(map(json.dumps, bare)), start={"row": 3, "t": 5})
    stage.page.get_by_role("tab", name="Why").click()
    assert "Who wanted the floor" not in stage.texts(".cs-why h3")


@pytest.mark.parametrize(("size", "theme"), mixed([(1440, 900), (390, 844)], ["light", "dark"], only=0))
def test_no_serious_barrier(stage: Any, sixty: str, theme: str, size: tuple[int, int]) -> None:
    stage.ready(width=size[0], height=size[1]).show(sixty, theme=theme, start={"row": 31, "t": 30})
    stage.page.locator('[data-member="fac1"]').click()
    stage.settled()
    assert barriers(stage.page) == []


def test_what_the_review_moved_is_named_once_the_meeting_is_over(stage: Any, made_up: Any) -> None:
    lines = [json.loads(each) for each in made_up(rows=6).splitlines()]
    listed = next(each for each in lines if each["event"] == "listed")
    moved = {"event": "reviewed", "id": listed["ids"][0], "from": 2, "to": 1, "by": "pd"}
    lines.insert(lines.index(listed), moved)
    name = next(each["name"] for each in lines if each["event"] == "row_opened" and each["id"] == moved["id"])
    stage.show("\n".join(map(json.dumps, lines)))
    stage.page.get_by_role("tab", name="Why").click()
    assert not any("2 to 1" in each for each in facts(stage))
    stage.tell("() => player.seek(player.recording.total)")
    assert f"2 to 1 Dr. Halvorsen moved {name}" in facts(stage)
