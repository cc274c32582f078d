"""The results of an experiment as a table of pandas."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from committee.archive.results import read_results
from committee.experiments.findings.addressed import addresses_of

if TYPE_CHECKING:
    import pandas as pd


def results(folder: str | PathLike[str], *, addresses: bool = False) -> pd.DataFrame:
    """The runs of an experiment: a row for each, sorted by design point, null and replicate.

    Columns are ``design_point, null, replicate, seed``, a column for each lever, one for each outcome, and ``status,
    stage, error``. The model itself has an empty ``null``. An outcome that a run does not have is missing. If the
    experiment is not finished, there are the runs that are finished by now.

    Parameters
    ----------
    folder
        The folder that ``committee experiment`` wrote.
    addresses
        Whether there is a last column ``address``: what ``committee open`` makes the run's meeting from.

    Raises
    ------
    UsageRefused
        If the folder holds no results, or a file in it is damaged.
    """
    frame: pd.DataFrame = read_results(Path(folder)).to_pandas()
    if addresses:
        runs = zip(frame["design_point"], frame["null"], frame["seed"], strict=True)
        frame["address"] = [each.text if each else "" for each in addresses_of(Path(folder), runs)]
    return frame
