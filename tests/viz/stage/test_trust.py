"""Who trusts whom: drawn from what the header tells, those who trust each other closer together."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.effort import mixed
from tests.viz.barriers import barriers

PLACES = """() => Object.fromEntries([...document.querySelectorAll('.cs-trust [data-ring]')].map((node) => {
  const { e, f } = node.transform.baseVal.consolidate().matrix;
  return [node.dataset.ring, [e, f]];
}))"""


def ids(text: str) -> list[str]:
    return [member["id"] for member in json.loads(text.splitlines()[0])["members"]]


def trusting(text: str, trust: dict[str, dict[str, float]] | None = None) -> str:
    """The recording with a header that tells of trust: from .1 upwards, different for every pair."""
    lines = text.splitlines()
    header = json.loads(lines[0])
    everybody = ids(text)
    weights = {
        listener: {speaker: round(0.1 + 0.008 * (10 * a + b), 4) for b, speaker in enumerate(everybody) if a != b}
        for a, listener in enumerate(everybody)
    }
    header["trust"] = weights if trust is None else trust
    return "\n".join([json.dumps(header), *lines[1:]])


def opened(stage: Any, text: str, **options: Any) -> Any:
    stage.show(text, **options)
    stage.page.get_by_role("button", name="Who trusts whom").click()
    return stage


def listed(stage: Any) -> dict[str, float]:
    names = stage.texts(".cs-trust .cs-answerlist li bdi")
    return dict(zip(names, map(float, stage.texts(".cs-trust .cs-answerlist .cs-term")), strict=True))


def test_without_trust_in_the_header_there_is_no_such_view(stage: Any, made_up: Any) -> None:
    stage.show(trusting(made_up(rows=3), {}))
    assert stage.page.get_by_role("button", name="Who trusts whom").count() == 0
    stage.tell("() => player.setView('trust')")
    assert stage.page.locator(".cs-picture").is_visible()


def test_each_is_listed_with_how_far_their_words_reach_on_average(stage: Any, made_up: Any) -> None:
    text = trusting(made_up(rows=3))
    trust = json.loads(text.splitlines()[0])["trust"]
    names = {member["id"]: member["name"] for member in json.loads(text.splitlines()[0])["members"]}
    shown = listed(opened(stage, text))
    assert set(shown) == set(names.values())
    for speaker, name in names.items():
        reach = [weights[speaker] for weights in trust.values() if speaker in weights]
        assert shown[name] == pytest.approx(sum(reach) / len(reach), abs=0.006)
    assert list(shown.values()) == sorted(shown.values(), reverse=True)


def test_for_one_member_every_listener_has_a_line_and_a_number(stage: Any, made_up: Any) -> None:
    text = trusting(made_up(rows=3))
    trust = json.loads(text.splitlines()[0])["trust"]
    everybody = ids(text)
    opened(stage, text)
    stage.page.locator(f'.cs-trust [data-ring="{everybody[2]}"]').focus()
    stage.page.keyboard.press("Enter")
    assert stage.count(f'.cs-trust .cs-ringlink[data-from="{everybody[2]}"]') == len(everybody) - 1
    assert stage.count(".cs-trust .cs-ringlink") == len(everybody) - 1
    expected = sorted((weights[everybody[2]] for weights in trust.values() if everybody[2] in weights), reverse=True)
    assert list(listed(stage).values()) == pytest.approx(expected, abs=0.006)


def test_who_speaks_is_lit_and_their_words_are_drawn(stage: Any, made_up: Any) -> None:
    opened(stage, trusting(made_up(rows=3)), start={"row": 2, "t": 6})
    speaker = stage.tell("() => player.scene.begun.member")
    assert stage.count(f'.cs-trust .cs-speaking[data-ring="{speaker}"]') == 1
    assert stage.count(f'.cs-trust .cs-ringlink[data-from="{speaker}"]') > 0


def test_a_layout_puts_people_where_it_says_and_without_one_they_stand_in_a_ring(stage: Any, made_up: Any) -> None:
    text = trusting(made_up(rows=3))
    first, second, *others = ids(text)
    layout = {first: [-0.9, 0.0], second: [-0.8, 0.05], **{each: [0.9, 0.1 * k] for k, each in enumerate(others)}}
    opened(stage, text)
    ring = stage.tell(PLACES)
    stage.tell(f"() => player.place({json.dumps(layout)})")
    placed = stage.tell(PLACES)
    assert placed != ring
    assert abs(placed[first][0] - placed[second][0]) < abs(placed[first][0] - placed[others[0]][0]) / 5
    stage.tell("() => player.place(null)")
    assert stage.tell(PLACES) == ring


def test_a_layout_that_lacks_people_and_trust_in_strangers_do_no_harm(stage: Any, made_up: Any) -> None:
    text = made_up(rows=3)
    first, second, *_ = ids(text)
    weights = {first: {second: 0.5, "nobody": 1.0}, "nobody": {first: 1.0}}
    opened(stage, trusting(text, weights), layout={second: [0, 0], "nobody": [1, 1]})
    assert stage.count(".cs-trust [data-ring]") == len(ids(text))
    assert "nobody" not in " ".join(listed(stage))


@pytest.mark.parametrize(("size", "theme"), mixed([(1440, 900), (390, 844)], ["light", "dark"], only=0))
def test_it_fits_and_bars_nobody(stage: Any, made_up: Any, theme: str, size: tuple[int, int]) -> None:
    text = trusting(made_up(rows=6))
    opened(stage.ready(width=size[0], height=size[1]), text, theme=theme, start={"row": 3, "t": 4})
    assert stage.tell("() => document.documentElement.scrollWidth") <= size[0]
    if size[0] >= 900:
        assert stage.tell("() => document.documentElement.scrollHeight") <= size[1]
    assert barriers(stage.page) == []
