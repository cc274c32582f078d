"""The statements in small: a few fixed seeds must show a claimed sign, and must not contradict any other band.

The full run is ``make patterns``; its tables are in README.md here. What does not hold is marked, with what is wrong.
"""

from __future__ import annotations

import pytest

from tests.patterns.evidence import Evidence, gather, judged, plan
from tests.patterns.sizes import Band, Size
from tests.patterns.statement import Statement
from tests.patterns.statements import ALL
from tests.patterns.worlds import BASELINE

SEEDS = range(1, 9)

AT_ODDS: dict[str, str] = {
    "an assigned advocate and no sponsor": "a word with nothing staked is cheap, and its speaker keeps that side",
    "shared points, all": "what one member knows is the advocate's call, e-mails and paperwork: nearly always said",
}
"""Statements that the model does not bear out, and why."""

TOO_FEW_SEEDS = {
    "fixable",
    "flag by kind",
    "attempts + old YOG + visa",
    "attempts + old YOG + visa, beyond the null",
    "note + odd interview",
    "note + odd interview, beyond the null",
    "dull interview + poor e-mails",
    "dull interview + poor e-mails, beyond the null",
    "a ghost bites, list",
    "bad over good, stance",
    "bad over good, places",
    "bad over good, visa",
    "a ghost knows its own, places",
    "late is worse",
    "late is worse for the flagged",
    "a heavier day",
    "stakes are lost",
    "the bell has a reason",
    "down more than up",
    "h1b routine",
    "an emptied purse",
    "talk carries rows across",
}
"""Rare endings, small shares, ratios of small differences: too much for a few seeds. Only the full run claims them."""


_CLAIMED = [statement for statement in ALL if statement.name not in TOO_FEW_SEEDS]


def _marked(statement: Statement) -> object:
    reason = AT_ODDS.get(statement.name)
    marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
    return pytest.param(statement, id=statement.name, marks=marks)


@pytest.fixture(scope="module")
def held() -> Evidence:
    """The baseline's evidence for the statements that a few seeds can bear."""
    return gather(plan(_CLAIMED, (BASELINE,)), SEEDS, 2)


def _contradicts(size: Size, band: Band) -> bool:
    """Whether the whole interval lies outside the band."""
    low, high = size.interval
    return (band.low is not None and high < band.low) or (band.high is not None and low > band.high)


@pytest.mark.parametrize("statement", [_marked(statement) for statement in _CLAIMED])
def test_a_statement_holds(statement: Statement, held: Evidence) -> None:
    finding = judged(statement, held, BASELINE)
    assert finding is not None
    holds = finding.points if statement.band.signed else not _contradicts(finding.size, statement.band)
    assert holds, f"{statement.says}: {finding.size}, wanted {statement.band}"


def test_what_is_set_aside_is_a_statement() -> None:
    assert AT_ODDS.keys() | TOO_FEW_SEEDS <= {statement.name for statement in ALL}
    assert not AT_ODDS.keys() & TOO_FEW_SEEDS
