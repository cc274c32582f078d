"""The report of an experiment: its answer first, then how sure it is, then everything that stands behind it.

It is made from a result folder and from nothing else, and written into it twice: as a page that opens from a disk and
sends no request, and as text. Both are made of the same parts (:mod:`viz.export.report.blocks`), so they say the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from committee.archive.whole import write_whole
from viz.export.report.markdown import as_markdown
from viz.export.report.page import as_page
from viz.export.report.parts import report_of
from viz.export.report.study import read_study

__all__ = ["PAGE", "TEXT", "write_report"]

PAGE: Final = "report.html"
TEXT: Final = "report.md"


def write_report(folder: Path | str, *, force: bool = True) -> tuple[Path, Path]:
    """Write the report of the experiment in ``folder`` into that folder; returns the paths of the page and the text.

    The same folder always gives the same bytes. An unfinished folder gets a report that says it is provisional.

    Parameters
    ----------
    folder
        A result folder, with its effects.
    force
        Whether to overwrite a report that is there. A report says nothing that its folder does not.

    Raises
    ------
    UsageRefused
        If the folder holds no results, a file in it is damaged, or it cannot be written to.
    """
    folder = Path(folder)
    report = report_of(read_study(folder))
    page = write_whole(folder / PAGE, as_page(report).encode(), force=force)
    return page, write_whole(folder / TEXT, as_markdown(report).encode(), force=force)
