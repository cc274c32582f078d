"""What can be said about a row: column -> points -> factor, valence, who knows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from committee.applicants.point import Point
from committee.applicants.points import COLUMN_RULES, points_of
from committee.terms import Holding
from tests.manual.markdown import as_markdown
from tests.manual.rows import applicant, circumstances

SAMPLES: Final[tuple[Mapping[str, str | int | float], ...]] = (
    {"step1": 231, "step2_ck": 250, "class_quartile": 1, "us_clinical": "hands_on", "us_clinical_months": 3}
    | {"rotated_here": 1, "letters": "us:fight; us:glowing; us:generic; abroad:lukewarm:known", "interview_score": 4.6}
    | {"impression": "warm", "value": "reliable", "advocate": "apd:strong", "prior_training": "completed_abroad"},
    {"step1": 210, "step2_ck": 222, "step1_fails": 2, "step2_fails": 1, "class_quartile": 4, "yog": 2010}
    | {"gap_years": 3, "prior_training": "us_withdrew", "professionalism": "remediation", "visa": "h1b"}
    | {"letters": "us:lukewarm; us:coded", "interview_score": 3.4, "impression": "odd", "emails": "poor"},
    {"step1": "fail", "narrative": "concrete", "visa": "j1", "letters": "abroad:fight; abroad:generic"},
    {"narrative": "hidden", "step1": "fail", "letters": "abroad:coded"},
)
"""Rows that together have every kind of point."""

_KNOWN_BY: Final[Mapping[Holding, str]] = {
    Holding.PUBLIC: "everybody: it is on the wall",
    Holding.FILE: "readers of the file",
    Holding.INTERVIEW: "those who met the applicant",
    Holding.PRIVATE: "one member",
}


def points() -> str:
    """Column -> points -> factor, valence, who knows it."""
    seen: dict[tuple[str, str], list[Point]] = {}
    for sample in SAMPLES:
        for point in points_of(applicant(sample), circumstances()):
            seen.setdefault((point.column, point.family), []).append(point)
    missing = [column for column in COLUMN_RULES if column not in {of for of, _ in seen}]
    assert not missing, f"SAMPLES holds no row of which these columns say anything: {', '.join(missing)}"
    rows = []
    for column in COLUMN_RULES:
        for (of, family), alike in seen.items():
            if of == column:
                rows.append((f"`{column}`", f"`{family}`", *_about(alike)))
    return as_markdown(("column", "point", "factor", "speaks", "known beforehand by", "counts as a flag"), rows)


def _about(alike: list[Point]) -> tuple[str, ...]:
    factors = dict.fromkeys(point.factor.value for point in alike)
    sides = {point.valence for point in alike}
    speaks = "for or against" if len(sides) == 2 else "for" if 1 in sides else "against"
    known = dict.fromkeys(_KNOWN_BY[point.holding] for point in alike)
    flags = dict.fromkeys(point.flag.value for point in alike if point.flag is not None)
    return " or ".join(factors), speaks, "; ".join(known), ", ".join(flags) or "no"
