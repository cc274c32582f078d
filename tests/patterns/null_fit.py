"""``python -m tests.patterns.null_fit``: the parameters of the additive null that fit the baseline's own calls.

The null must spread and rank as the model does, or its shares could not be compared with the model's. So its offset and
slope are those of the line through the baseline's calls over the null's scores, and its noise is what that line leaves.
Fit it anew when the outcomes of the baseline change, and write the figures into ``[meeting.null]`` of the baseline.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from joblib import Parallel, delayed

from committee.convene import RankMeeting, meeting_rules
from committee.meeting.nulls import additive_score
from tests.patterns.worlds import BASELINE, scenario_of


class Fit(NamedTuple):
    """The parameters of the additive null."""

    offset: float
    """The call at score 0."""
    slope: float
    """The call for a weighted standard unit."""
    noise: float
    """The standard deviation of what the line leaves."""


def fitted(seeds: Sequence[int], jobs: int = 1) -> Fit:
    """The line through the baseline's calls at these seeds, by least squares."""
    by_seed = Parallel(n_jobs=jobs, batch_size=1)(delayed(_calls)(seed) for seed in seeds)
    scores, calls = np.array([row for rows in by_seed for row in rows]).T
    slope, offset = np.polyfit(scores, calls, 1)
    return Fit(float(offset), float(slope), float((calls - offset - slope * scores).std()))


def _calls(seed: int) -> list[tuple[float, float]]:
    """Score and call, less the shift of its kind, of every row of a baseline meeting."""
    scenario = scenario_of("baseline", BASELINE)
    meeting = RankMeeting(scenario, seed)
    meeting.run()
    return list(_pairs(meeting))


def _pairs(meeting: RankMeeting) -> Iterator[tuple[float, float]]:
    rules = meeting_rules(meeting.loaded_scenario)
    for row in meeting.held:
        posture = rules.program.posture[row.brief.applicant.kind]
        score = additive_score(row.brief.points, posture.amplify, rules)
        yield score, row.result.ending.call - posture.shift


if __name__ == "__main__":
    for name, value in fitted(range(1, 101), jobs=2)._asdict().items():
        sys.stdout.write(f"{name} = {value:.2f}\n")
