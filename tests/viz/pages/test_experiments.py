"""The page of experiments: chosen, asked for its cost, held, stopped, taken up again, read, and watched."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.viz.barriers import barriers
from tests.viz.walked import walked

NAME = "advocate"


def test_an_experiment_is_refused_held_stopped_taken_up_again_and_read(page: Any, holder: Any, tmp_path: Path) -> None:
    page.goto(f"{holder.url}/experiments")
    page.get_by_role("link", name="An advocate", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("An advocate")
    plan = page.get_by_role("region", name="What it does")
    expect(plan).to_contain_text("Rowan Tesk's advocatenobody (base) · an associate director argues mildly")
    expect(plan).to_contain_text("Place of Rowan Tesk")
    expect(plan).to_contain_text("3 versions of the meeting (one for each value), each with the same 200 seeds.")
    expect(plan.get_by_role("link")).to_have_attribute("href", "/run/sponsor_none")
    assert page.title() == "An advocate · The committee"
    assert walked(page, ((320, 700), (1366, 768)), ("light",)) == []
    page.get_by_role("button", name="What will it cost?").click()
    expect(page.get_by_text("200 meetings, about 75 s in one process.")).to_be_visible()
    early = page.request.get(f"{holder.url}/experiments/{NAME}/report.html")
    assert (early.status, "There is no report here." in early.text()) == (404, True)
    (tmp_path / "held" / f"{NAME}.no").touch()
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("Somebody else writes this folder.")
    (tmp_path / "held" / f"{NAME}.no").unlink()
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("status").first).to_have_text("100 of 200 meetings, about 4 s left")
    table = page.get_by_role("table", name=re.compile("So far"))
    expect(table.get_by_role("row")).to_have_count(5)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("status").first).to_contain_text("it can go on from there")
    (tmp_path / "held" / f"{NAME}.go").touch()
    page.get_by_role("button", name="Go on").click()
    report = page.get_by_role("link", name="Read the report")
    expect(report).to_be_visible()
    expect(plan).to_have_count(0)
    assert barriers(page) == []
    page.get_by_role("button", name=re.compile("^Watch a meeting behind an associate director argues strongly")).click()
    expect(page.get_by_role("link", name="Take a seat")).to_have_attribute(
        "href", re.compile(r"/replay/\w{20}\?row=img_a")
    )
    page.goto(f"{holder.url}/experiments/{NAME}/report.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("The report")
