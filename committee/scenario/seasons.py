"""What a scenario can set of some years: the tables inside ``[season]``.

As in :mod:`committee.scenario.scenario`, a setting is declared once, on the record of the rule that uses it. The
defaults are the file ``scenarios/season.toml``, which is laid under every scenario that is held as a season.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import MinLen

from committee.applicants.pool import PoolSpec
from committee.pipeline.bets import BetRules
from committee.pipeline.drift import DriftRules
from committee.pipeline.match import MatchRules
from committee.pipeline.remembering import RememberRules
from committee.pipeline.turnover import TurnoverRules
from committee.pipeline.waves import WaveRules
from committee.scenario.scenario import Scenario, Season


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonSwitches:
    """The table ``[season.switches]``: ``false`` takes a mechanism out."""

    waves: bool
    """Whether an invitation that is given back goes to the next in line."""
    signals: bool
    """Whether applicants signal a few programs."""
    roster_reading: bool
    """Whether applicants read on rosters who was taken."""
    filters: bool
    """Whether quiet bars drift with what was lived."""
    visa: bool
    """Whether the visa policy drifts with what was lived."""
    word: bool
    """Whether word of other programs' residents reaches the room."""
    turnover: bool
    """Whether members leave and join."""
    scarcity: bool
    """Whether a program that could not fill its posts lowers its bars."""
    scores_shown: bool
    """Whether interviewers see the scores."""
