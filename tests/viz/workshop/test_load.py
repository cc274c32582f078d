"""A room full of phones: nobody's vote is lost or counted twice, and everybody sees the reveal."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.load import Servers, play
from tests.viz.apart import apart


@pytest.mark.parametrize("phones", [20, pytest.param(300, marks=pytest.mark.soak)])
def test_every_vote_of_one_second_counts_once_and_everybody_sees_the_reveal(tmp_path: Path, phones: int) -> None:
    with Servers() as servers:
        report = apart(lambda: asyncio.run(play(servers.start(tmp_path), phones)))
    assert report.counted, report.lines()
    assert report.mb_a_phone < 0.2 or phones < 100
