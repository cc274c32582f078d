"""Capital: coins under a name, staked on the table, and won back or burned when the row is called."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import pytest

OUTCOMES = ["returned", "burned"]


def stakes(text: str, outcome: str) -> list[dict[str, Any]]:
    """The rows in which one member alone staked, and it came to ``outcome``: row, member, units, amount, left."""
    money = [event for event in map(json.loads, text.splitlines()) if event["event"] == "capital"]
    rows: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for event in money:
        rows[event["row"]].append(event)
    settlements = []
    for row, events in rows.items():
        if [event["why"] for event in events] == ["spent", outcome]:
            spent, settled = events
            settlements.append({**settled, "row": row, "units": spent["amount"], "left": spent["balance"]})
    return settlements


def plaques(stage: Any) -> list[str]:
    return stage.settled().texts(".cs-stake.cs-on .cs-plaquetext")


def coins(stage: Any, seat: int) -> int:
    """Coins under the name of the member in this seat."""
    held: int = stage.page.locator(".cs-purse").nth(seat).locator(".cs-coin:not(.cs-laid):not(.cs-gone)").count()
    return held


def seat_of(text: str, member: str) -> int:
    members = json.loads(text.partition("\n")[0])["members"]
    return next(each["seat"] for each in members if each["id"] == member)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_stake_is_laid_called_and_settled(stage: Any, sixty: str, outcome: str) -> None:
    stake = stakes(sixty, outcome)[0]
    seat = seat_of(sixty, stake["member"])
    stage.show(sixty, start={"row": stake["row"]})
    before = coins(stage, seat)
    assert plaques(stage) == []
    stage.tell(f"() => {{ player.seekRow({stake['row'] + 1}); player.step(-1); player.step(-1); }}")
    assert plaques(stage) == ["staked for Middle"]
    assert stage.count(".cs-coin.cs-laid") == stake["units"] == before - coins(stage, seat)
    stage.tell("() => player.step(1)")
    back = outcome == "returned"
    assert plaques(stage) == [f"won back {stake['amount']:.2f}".replace("1.25", "1.3") if back else "burned"]
    assert stage.count(".cs-coin.cs-burned") == (0 if back else stake["units"])
    label = stage.page.locator(f'.cs-room [data-member="{stake["member"]}"]').get_attribute("aria-label")
    assert f"1 unit staked and {'won back' if back else 'burned'}" in label
    stage.tell(f"() => player.seekRow({stake['row'] + 1})")
    assert plaques(stage) == []
    assert stage.count(".cs-coin.cs-laid") == 0
    assert coins(stage, seat) == min(6, before + (1 if back else -1))


def test_where_the_meeting_ends_nothing_lies_on_the_table(stage: Any, sixty: str) -> None:
    events = [json.loads(line) for line in sixty.splitlines()]
    row = stakes(sixty, "returned")[0]["row"]
    short = [event for event in events if event.get("row", 0) <= row and event["event"] not in {"reviewed", "listed"}]
    stage.show("".join(json.dumps(event) + "\n" for event in short[:-1]), start=1e9)
    assert stage.count(".cs-coin.cs-laid") == 0


def test_several_stakes_of_one_member_lie_side_by_side(stage: Any, made_up: Any) -> None:
    lines = [json.loads(line) for line in made_up(rows=1).splitlines()[:-1]]
    lines = [event for event in lines if event["event"] != "capital"]
    at = next(k for k, event in enumerate(lines) if event["event"] == "uttered" and event["turn"] == 3)
    spent = {"event": "capital", "row": 1, "member": "pd", "why": "spent", "ask": None}
    lines[at:at] = [spent | {"amount": 1.0, "balance": 4.0 - k} for k in (1, 2)]
    stage.show("".join(json.dumps(event) + "\n" for event in lines))
    stage.tell("() => { player.step(1); player.step(1); player.step(1); }")
    assert plaques(stage) == ["staked"]
    places = stage.settled().tell(
        "() => [...document.querySelectorAll('.cs-laid')].map((coin) => coin.style.transform)"
    )
    assert len(set(places)) == 2
    assert stage.outside() == []


@pytest.mark.parametrize(
    "size",
    [(1440, 900), (390, 844), *(pytest.param(size, marks=pytest.mark.soak) for size in [(1920, 1080), (1024, 700)])],
)
def test_a_plaque_stays_on_the_table_and_off_the_words(stage: Any, sixty: str, size: tuple[int, int]) -> None:
    stage.ready(width=size[0], height=size[1]).show(sixty)
    for stake in [*stakes(sixty, "returned"), *stakes(sixty, "burned")][:6]:
        stage.tell(f"() => {{ player.seekRow({stake['row'] + 1}); player.step(-1); player.step(-1); }}")
        assert stage.count(".cs-coin.cs-laid") >= 1
        assert stage.settled().tell(OFF) == []


OFF = """() => {
  const box = (node) => node.getBoundingClientRect();
  const table = box(document.querySelector('.cs-table-rim'));
  const words = [...document.querySelectorAll('.cs-words text, .cs-who')].map(box);
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
  const plaques = [...document.querySelectorAll('.cs-stake.cs-on .cs-plaque')].map(box);
  const off = plaques.filter((each) => each.left < table.left - 2 || each.right > table.right + 2
    || each.top < table.top - 14 || each.bottom > table.bottom + 14);
  return [...off, ...plaques.filter((each) => words.some((other) => meet(each, other)))].map((each) => each.toJSON());
}"""


TOUCHING = """() => {
  const boxes = (selector) => [...document.querySelectorAll(selector)].map((node) => node.getBoundingClientRect());
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom;
  const words = boxes('.cs-speech text').filter(({ width }) => width);
  return boxes('.cs-stake.cs-on .cs-plaque').map((plaque) => words.some((box) => meet(plaque, box)));
}"""


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_a_stake_at_an_end_or_a_side_of_the_table_covers_no_words(
    stage: Any, contested: str, size: tuple[int, int]
) -> None:
    stage.ready(width=size[0], height=size[1]).show(contested)
    seen = 0
    for row in (1, 5, 16, 35, 40):
        stage.tell(f"() => player.seekRow({row})")
        for line in range(1, stage.tell("() => player.scene.row.utterances.length")):
            stage.tell(f"() => player.seek(player.scene.row.start + player.scene.row.utterances[{line}].start_s + 0.1)")
            touching = stage.tell(TOUCHING)
            assert not any(touching), (row, line)
            seen += len(touching)
    assert seen > 10
