"""The results of an experiment as a table of pandas."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from committee.archive.results import read_results

if TYPE_CHECKING:
    import pandas as pd


def results(folder: str | PathLike[str]) -> pd.DataFrame:
    """The runs of an experiment: a row for each, sorted by design point, null and replicate.

    Columns are ``design_point, null, replicate, seed``, a column for each lever, one for each outcome, and ``status,
    stage, error``. The model itself has an empty ``null``. An outcome that a run does not have is missing. If the
    experiment is not finished, there are the runs that are finished by now.

    Parameters
    ----------
    folder
        The folder that ``committee experiment`` wrote.

    Raises
    ------
    UsageRefused
        If the folder holds no results, or a file in it is damaged.
    """
    frame: pd.DataFrame = read_results(Path(folder)).to_pandas()
    return frame
