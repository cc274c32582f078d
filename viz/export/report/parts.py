"""The whole report of an experiment, part by part."""

from __future__ import annotations

from typing import Final

from committee.terms import DISCLAIMER
from viz.export.report.answer import answer_of
from viz.export.report.blocks import Block, Cell, Code, Column, Heading, Prose, Report, Table
from viz.export.report.checks import checks_of
from viz.export.report.design import constants_of, design_of
from viz.export.report.effects import exploratory_part, main_picture, null_part, primary_part
from viz.export.report.indices import index_part
from viz.export.report.room import room_part, words_part
from viz.export.report.study import Study
from viz.export.report.tables import table_part
from viz.export.report.watching import watching_part

HONEST: Final = "Intervals show what more simulated meetings would change, not how well the model fits a real room."
"""What every reader of an interval has to know."""


def report_of(study: Study) -> Report:
    """The report of ``study``."""
    blocks: list[Block] = [
        *room_part(study),
        *words_part(study),
        *primary_part(study),
        *watching_part(study),
        *null_part(study),
        *exploratory_part(study),
        *index_part(study),
        *design_of(study),
        *table_part(study),
        *_made(study),
    ]
    return Report(
        title=str(study.experiment["title"]),
        question=str(study.experiment["question"]),
        small=(constants_of(study), HONEST, DISCLAIMER),
        answer=answer_of(study),
        picture=main_picture(study),
        checks=checks_of(study),
        blocks=blocks,
        foot=(HONEST, DISCLAIMER),
    )


def _made(study: Study) -> list[Block]:
    """What the numbers were made with, so that anybody can make them again."""
    made = study.manifest
    words = (
        f"Made with committee {made['committee']}, rules ",
        Code(str(made["rules"])),
        ". The results are in ",
        Code("results.parquet"),
        ", the points in ",
        Code("design.csv"),
        "; the same experiment gives the same bytes on any machine. An address opens its meeting: ",
        Code("committee open ADDRESS"),
        ".",
    )
    rows = [[Cell((Code(str(each["file"])),)), Cell((Code(str(each["sha256"])),))] for each in made["inputs"]]
    files = [Table("Files read", [Column("File"), Column("SHA-256")], rows, folded=True)] if rows else []
    return [Heading("How to check it"), Prose(words), *files]
