"""The page to hold a season: chosen, priced, held, followed as it fills in, stopped, taken up again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.viz.barriers import barriers
from tests.viz.walked import walked

NAME = "one_bad_year"


def test_a_season_is_held_followed_stopped_and_taken_up_again(page: Any, holder: Any, tmp_path: Path) -> None:
    page.goto(f"{holder.url}/season")
    page.get_by_role("link", name="Hold a season").click()
    expect(page.locator(".house-link[aria-current]")).to_have_text(["Run a meeting"])
    page.get_by_role("link", name=re.compile("How long does one bad year")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One bad year")
    expect(
        page.get_by_text("40 programs, 690 applicants a year. A year takes about 2 s in one process.")
    ).to_be_visible()
    page.get_by_label("Years").fill("5")
    page.get_by_role("button", name="Hold it").click()
    said = page.get_by_role("region", name="The season").get_by_role("status")
    expect(said).to_contain_text("3 of 5 years")
    assert barriers(page) == []
    assert walked(page, ((320, 700),), ("light",)) == []
    page.get_by_role("link", name="See the season").click()
    expect(page.get_by_role("region", name="Progress").get_by_role("status")).to_contain_text("3 of 5 years so far.")
    expect(page.locator(".year")).to_have_count(3)
    page.evaluate("window.kept = document.querySelector('.year')")
    (tmp_path / "held" / f"{NAME}-1.go").touch()
    expect(page.locator(".year")).to_have_count(5)
    expect(page.locator(".tale li").first).to_contain_text("Each year from 2027 to 2031")
    expect(page.get_by_role("region", name="Progress")).to_have_count(0)
    assert page.evaluate("window.kept === document.querySelector('.year')")
    page.goto(f"{holder.url}/seasons/{NAME}")
    expect(said).to_contain_text("Finished, with seed 1.")


def test_one_that_is_stopped_goes_on_and_what_goes_wrong_is_said(page: Any, holder: Any, tmp_path: Path) -> None:
    page.goto(f"{holder.url}/seasons/{NAME}")
    page.get_by_role("button", name="Hold it").click()
    said = page.get_by_role("region", name="The season").get_by_role("status")
    expect(said).to_contain_text("3 of 10 years")
    page.get_by_role("button", name="Stop").click()
    expect(said).to_contain_text("it can go on from there")
    (tmp_path / "held" / f"{NAME}-1.no").touch()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_have_text("Somebody else writes this folder.")
    page.goto(f"{holder.url}/seasons/one_good_year")
    expect(page.get_by_role("alert")).to_have_text("There is no season called one_good_year.")
