"""``committee open``: the meeting at an address, recorded again and watched."""

from __future__ import annotations

import json
import re
import signal
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from committee.commands.open import open_address
from committee.errors import UsageRefused
from committee.experiments.whatifs.address import address_of
from committee.experiments.whatifs.remade import recorded
from committee.experiments.whatifs.reopening import remade_of
from committee.machine.rules import rules_digest
from committee.recording import open_recording
from committee.recording.addressing import DIGITS
from committee.terms import DISCLAIMER

SMALL = {"pool.us_md": "2", "pool.us_do": "1", "pool.us_img": "2", "pool.non_us_img": "4"}
app = typer.Typer(pretty_exceptions_enable=False)
app.command()(open_address)


@pytest.fixture(scope="module")
def address() -> str:
    return address_of("two_imgs", 3, settings=SMALL, row="img_a", second=12.5).text


def _ran(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments])


def test_the_same_meeting_is_recorded(address: str, tmp_path: Path) -> None:
    result = _ran(address, "--no-watch", "--out", tmp_path / "again.jsonl")
    assert result.stdout.splitlines() == [f"Recorded the meeting in {tmp_path / 'again.jsonl'}", DISCLAIMER]
    made = recorded(remade_of(address_of("two_imgs", 3, settings=SMALL)))
    assert (tmp_path / "again.jsonl").read_bytes() == made
    again = _ran(address, "--no-watch", "--out", tmp_path / "again.jsonl")
    assert isinstance(again.exception, UsageRefused)
    told = json.loads(_ran(address, "--json").stdout)
    path = Path(told["recording"])
    assert (path.name, path.read_bytes()) == ("two_imgs-3.jsonl", made)
    path.unlink()
    path.parent.rmdir()


def test_a_row_that_is_not_there_is_refused_before_anything_is_written(address: str, tmp_path: Path) -> None:
    result = _ran(address.replace("#img_a", "#img_d"), "--no-watch", "--out", tmp_path / "again.jsonl")
    assert isinstance(result.exception, UsageRefused)
    assert "the meeting at this address has no such row" in str(result.exception)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ("&silence=img_b:99#img_b@1", "address: silence: turn 99 is no turn of this row; choose 1 to "),
        (
            "&silence=img_b:0#img_b@1",
            "silence: turn 0 is the reading of the row and cannot go unheard; choose 1",
        ),
        ("#img_a@5000", 'address: second: "5000" is not allowed; the row ends at '),
        ("&quiet=img_z:apd_1#img_a@1", 'address: row: "img_z" is not allowed; no row has this id'),
    ],
)
def test_what_the_meeting_lacks_is_refused_and_leaves_no_file(
    address: str, tmp_path: Path, part: str, says: str
) -> None:
    result = _ran(address.partition("#")[0] + part, "--no-watch", "--out", tmp_path / "again.jsonl")
    assert isinstance(result.exception, UsageRefused), result.output
    assert says in str(result.exception)
    assert list(tmp_path.iterdir()) == []


def test_an_example_with_rules_filled_in_opens(tmp_path: Path) -> None:
    documented = [*re.findall(r"committee open '([^']*)'", f"{Path('README.md').read_text()}\n{open_address.__doc__}")]
    assert len(documented) == 3
    for example in documented:
        real = example.replace("RULES", rules_digest()[:DIGITS])
        assert real != example
        result = _ran(real, "--no-watch", "--out", tmp_path / "example.jsonl", "--force")
        assert result.exit_code == 0, result.exception


def test_the_replay_opens_at_the_row_and_the_second(address: str, tmp_path: Path, started: Callable[..., Any]) -> None:
    program = started("open", address, "--port", "0", "--no-browser", "--out", str(tmp_path / "again.jsonl"))
    program.stdout.readline()
    line = program.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+/\?row=(\d+)&t=12\.5", line)
    assert found, line + program.stderr.read()
    rows = {row.opened.id: row.opened.row for row in open_recording(tmp_path / "again.jsonl").rows}
    assert int(found[1]) == rows["img_a"]
    with urllib.request.urlopen(found[0], timeout=60) as answer:  # noqa: S310  # the address was just matched
        assert answer.status == 200
        assert answer.url.endswith(f"?row={rows['img_a']}&t=12.5")
    program.send_signal(signal.SIGINT)
    program.wait(timeout=60)
