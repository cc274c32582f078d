"""What tests of reports share: one invented experiment, and its report written once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.viz.export.report.studies import Invented, build, two_meetings
from viz.export.report import write_report
from viz.export.report.study import Study, read_study


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an experiment with two pairs of meetings, and its report in it."""
    meetings = two_meetings()
    pairs = {"typical": meetings, "surprising": meetings[::-1]}
    path = build(tmp_path_factory.mktemp("invented"), Invented(pairs=pairs, sampled=True))
    write_report(path)
    return path


@pytest.fixture(scope="session")
def study(folder: Path) -> Study:
    return read_study(folder)
