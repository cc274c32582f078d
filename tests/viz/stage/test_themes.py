"""Light, dark and high contrast: what is chosen, what the system asks for, and that it can be read."""

from __future__ import annotations

from typing import Any

import pytest

from tests.effort import mixed
from tests.viz.barriers import barriers

ENHANCED = {"type": "rule", "values": ["color-contrast-enhanced"]}
COLORS = """() => {
  const probe = document.createElement('i');
  document.querySelector('.cs-stage').append(probe);
  const colors = {};
  const names = ['ink', 'muted', 'faint', 'accent', 'cool', 'glow', 'track', 'bust', 'ground', 'panel', 'screen',
    'cell', 'paper', 'table-ink', 'table-muted', 'lit', 'on-lit', 'on-accent'];
  for (const name of names) {
    probe.style.color = `var(--${name})`;
    colors[name] = getComputedStyle(probe).color.match(/[0-9]+/g).slice(0, 3).map(Number);
  }
  probe.remove();
  return colors;
}"""
READ = [
    *((text, ground) for text in ("ink", "muted", "faint") for ground in ("ground", "panel", "screen", "cell")),
    *((text, ground) for text in ("accent", "cool") for ground in ("ground", "panel")),
    *((text, "paper") for text in ("table-ink", "table-muted")),
    ("on-lit", "lit"),
    ("on-accent", "accent"),
]
SEEN = [(shape, ground) for shape in ("glow", "cool", "track", "bust") for ground in ("ground", "panel")]


def look(stage: Any) -> tuple[str, str]:
    looks: list[str] = stage.tell("() => ['look', 'contrast'].map((name) => player.state.dom.root.dataset[name])")
    return looks[0], looks[1]


def luminance(color: list[int]) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (each / 255 for each in color)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def ratio(one: list[int], other: list[int]) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("theme", "scheme", "contrast", "worn"),
    [
        ("auto", "light", "no-preference", ("light", "usual")),
        ("auto", "dark", "no-preference", ("dark", "usual")),
        ("auto", "light", "more", ("light", "more")),
        ("auto", "dark", "more", ("dark", "more")),
        ("light", "dark", "more", ("light", "usual")),
        ("dark", "light", "no-preference", ("dark", "usual")),
        ("contrast", "light", "no-preference", ("light", "more")),
        ("contrast", "dark", "no-preference", ("dark", "more")),
        ("no such theme", "light", "more", ("light", "more")),
    ],
)
def test_a_theme_and_the_system_make_a_look(
    stage: Any, sixty: str, theme: str, scheme: str, contrast: str, worn: tuple[str, str]
) -> None:
    stage.page.emulate_media(color_scheme=scheme, contrast=contrast)
    stage.show(sixty, theme=theme)
    assert look(stage) == worn


def test_auto_follows_the_system_while_the_page_is_open(stage: Any, sixty: str) -> None:
    stage.page.emulate_media(color_scheme="light")
    stage.show(sixty)
    stage.page.emulate_media(color_scheme="dark", contrast="more")
    stage.page.wait_for_selector('[data-look="dark"][data-contrast="more"]')
    stage.tell("() => player.setTheme('light')")
    assert look(stage) == ("light", "usual")


def test_the_button_goes_round_and_the_choice_is_kept(stage: Any, sixty: str) -> None:
    stage.page.emulate_media(color_scheme="light")
    stage.show(sixty)
    seen = []
    for _ in range(4):
        stage.page.get_by_role("button", name="Light, dark or high contrast").click()
        seen.append(stage.tell("() => player.settings.theme"))
    assert seen == ["dark", "contrast", "light", "dark"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_high_contrast_is_seven_to_one_for_text_and_three_for_shapes(stage: Any, sixty: str, scheme: str) -> None:
    stage.page.emulate_media(color_scheme=scheme)
    stage.show(sixty, theme="contrast")
    colors = stage.tell(COLORS)
    assert {pair: ratio(*(colors[name] for name in pair)) for pair in READ if ratio_of(colors, pair) < 7} == {}
    assert {pair: ratio(*(colors[name] for name in pair)) for pair in SEEN if ratio_of(colors, pair) < 3} == {}


def ratio_of(colors: dict[str, list[int]], pair: tuple[str, str]) -> float:
    return ratio(colors[pair[0]], colors[pair[1]])


@pytest.mark.parametrize(("scheme", "view"), mixed(["light", "dark"], ["room", "list", "answers"]))
def test_high_contrast_leaves_no_faint_text_on_the_page(stage: Any, sixty: str, scheme: str, view: str) -> None:
    stage.page.emulate_media(color_scheme=scheme, contrast="more")
    stage.show(sixty, start={"row": 31, "t": 30})
    stage.page.locator('[data-member="fac1"]').click()
    stage.tell(f"() => player.setView('{view}')")
    assert barriers(stage.settled().page, runOnly=ENHANCED) == []


def test_nothing_moves_for_those_who_ask_for_less_motion(stage: Any, sixty: str) -> None:
    stage.page.emulate_media(reduced_motion="reduce")
    stage.show(sixty, start=20)
    moving = "(t) => { player.seek(t); return document.getAnimations().length; }"
    assert [stage.page.evaluate(moving, t) for t in (40, 300, 700, 1100, 5)] == [0] * 5
