"""Interviews: what each program thinks of each applicant whom it met.

How well an interview goes is partly the applicant's and partly the day's. The applicant's part is the interview score
that the pool drew, or the scenario gives; it goes with latent promise as ``pool.toml`` says. The day's part is new at
each program, so two programs differ about the same person. Where interviewers see the exam scores, a part of the crude
score leaks into what they write down. The words that fall follow the day itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Annotated

import numpy as np
from annotated_types import Ge, Le
from msgspec import Struct

from committee.applicants.applicant import Impression
from committee.applicants.coded import Wholes, tenths
from committee.applicants.crowd import impressions
from committee.applicants.draws import blend
from committee.applicants.figures import figures
from committee.applicants.pools import Words, raws
from committee.chance import Chance, Purpose, normals_of
from committee.pipeline.applying import Applications
from committee.pipeline.draws import Reals, of_each
from committee.pipeline.files import Bools, Files
from committee.units import SMALLEST, PartShare, Percent, Share, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewRules:
    """How interviews go."""

    reliability: Share
    """The share of the variance between interview means that is the applicant's. More of it: programs agree."""
    leak: PartShare
    """How far interviewers who see the scores follow them, as a correlation. More of it: the interview adds less."""
    score_par: Percent
    """The crude score that leaks nothing. More of it: fewer interviews gain by the scores."""
    score_spread: Annotated[float, Ge(SMALLEST), Le(100), Unit("of 100")]
    """How many points of the crude score count as one standard deviation. More of it: less leaks."""


class Days(Struct, frozen=True):
    """The interviews that took place, sorted as the applications are. Arrays of shape (interviews,)."""

    of: Wholes
    """The place of each among the applications."""
    score: Wholes
    """The mean of the interviewers on 1 to 5, in tenths."""
    impression: Wholes
    """The words that fell, a bit for each (:mod:`committee.applicants.coded`)."""


def interview(
    files: Files,
    applications: Applications,
    kept: Bools,
    rules: InterviewRules,
    chance: Chance,
    words: Words = raws,
    *,
    scores_shown: bool,
) -> Days:
    """Hold all interviews.

    Parameters
    ----------
    files, applications
        Who applied where.
    kept
        By application, whether the interview takes place.
    rules
        How interviews go.
    chance
        The draws of the year, program 0 and the gate of interviews. Each program draws at its own occasion, by the id
        of the applicant.
    words
        Makes the raw words.
    scores_shown
        Whether interviewers see the scores.
    """
    of = np.flatnonzero(kept)
    who = applications.applicant[of]
    own, said = _drawn(files, who, applications.program[of], (chance, words))
    went = blend(sqrt(rules.reliability), _persons(files)[who], own)
    stated = figures()
    rated = went
    if scores_shown:
        crude = (files.composite[who] - rules.score_par) / rules.score_spread
        rated = blend(rules.leak, crude, went)
    return Days(
        of=of,
        score=tenths(stated.interview.mean + stated.interview.sd * rated),
        impression=impressions(went, list(said.T), stated.impression),
    )


def _persons(files: Files) -> Reals:
    """By applicant, how well their interviews go on the whole, as a standard normal; 0 where nobody knows."""
    stated, tenth = figures().interview, files.numbers["interview_score"]
    return np.where(tenth > 0, (tenth / 10 - stated.mean) / stated.sd, 0.0)


def _drawn(files: Files, who: Wholes, program: Wholes, drawing: tuple[Chance, Words]) -> tuple[Reals, Reals]:
    """For each interview the normal of its day, and one for each word: shapes (interviews,) and (interviews, words)."""
    chance, words = drawing
    own, said = np.empty(len(who)), np.empty((len(who), len(Impression)))
    edges = np.flatnonzero(np.diff(program, prepend=-1, append=-1))
    for first, last in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        ids = [files.ids[one] for one in who[first:last].tolist()]
        here = chance.at(year=chance.year, program=int(program[first]), gate=chance.gate)
        own[first:last] = of_each(here, Purpose.INTERVIEW, ids, 1, words)[:, 0]
        said[first:last] = of_each(here, Purpose.IMPRESSION_DAY, ids, len(Impression), words)
    return normals_of(own), normals_of(said)
