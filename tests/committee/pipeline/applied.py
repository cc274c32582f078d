"""Small builders of files and applications, for tests of what follows from them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from committee.applicants.applicant import Applicant
from committee.applicants.coded import MEANINGS
from committee.applicants.point import Circumstances
from committee.applicants.pool import PoolSpec, draw_pool
from committee.chance import Chance
from committee.pipeline.applying import Applications
from committee.pipeline.files import Files, Yardstick, files_of
from committee.scenario.loading import load_scenario

YEAR = 2027
BASELINE = load_scenario("baseline")
YARDSTICK = Yardstick(
    circumstances=Circumstances(
        year=YEAR, h1b=BASELINE.program.h1b, j1=BASELINE.program.j1, rules=BASELINE.program.points
    ),
    beliefs=BASELINE.meeting.beliefs,
    reading=BASELINE.meeting.reading,
    composite=BASELINE.program.composite,
    program=BASELINE.program,
)


def people(each: int, seed: int = 1) -> tuple[Applicant, ...]:
    """As many applicants of each kind, as the pool draws them."""
    return draw_pool(PoolSpec(us_md=each, us_do=each, us_img=each, non_us_img=each), Chance(seed), year=YEAR)


def filed(rows: Sequence[Applicant]) -> Files:
    nobody = {field: np.empty(0, dtype=np.int32) for field in (*MEANINGS, "given", "family")}
    return files_of(YEAR, (), (nobody, np.empty(0)), YARDSTICK, rows)


def asked(pairs: Sequence[tuple[int, int]]) -> Applications:
    """Who applied where, from pairs of program and applicant."""
    table = np.array(sorted(pairs), dtype=np.intp).reshape(-1, 2)
    no = np.zeros(len(table), dtype=np.bool_)
    return Applications(
        program=table[:, 0], applicant=table[:, 1], liking=np.zeros(len(table)), signaled=no, called=no, rotated=no
    )


def everywhere(people: int, programs: int) -> Applications:
    """Everybody applies to every program."""
    return asked([(program, person) for program in range(programs) for person in range(people)])
