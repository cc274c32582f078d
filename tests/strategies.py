"""Whole domain objects, drawn by hypothesis."""

from __future__ import annotations

from dataclasses import fields

from hypothesis import strategies as st

from committee.applicants.applicant import (
    Advocate,
    AdvocateStrength,
    AdvocateWho,
    Applicant,
    Emails,
    GapReason,
    Impression,
    Letter,
    LetterTone,
    Narrative,
    Origin,
    PriorTraining,
    Professionalism,
    Step1,
    Step3,
    UsClinical,
    Value,
)
from committee.applicants.columns import column_of
from committee.applicants.privacy import identifying
from committee.members.member import Moment
from committee.members.mind import Mind
from committee.terms import Factor, Flag, Kind, Visa


def lines(most: int = 40) -> st.SearchStrategy[str]:
    """Text as an id or a name may be: any language, emoji, markup, formulas; no control characters."""
    wild = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=most)
    tricky = st.sampled_from(["=1+1", "'=x", "''@", "-", "+7", "<b>x</b>", "a,b;c", '"q"', "שלום", "🎓", "none"])
    return (wild | tricky).map(str.strip)


def notes() -> st.SearchStrategy[str]:
    """Text as a note may be: lines, with line breaks and tabs between them."""
    return st.lists(lines(20), max_size=3).map("\n".join).map(str.strip) | st.just("a\r\nb\tc\rd")


def letters() -> st.SearchStrategy[Letter]:
    """A letter of recommendation."""
    return st.builds(Letter, origin=st.sampled_from(Origin), tone=st.sampled_from(LetterTone), known=st.booleans())


def extras() -> st.SearchStrategy[tuple[str, ...]]:
    """Headings that a sheet keeps without knowing them."""
    unknown = lines(12).filter(lambda text: bool(text) and column_of(text) is None and identifying(text) is None)
    return st.lists(unknown, max_size=3, unique=True).map(tuple)


@st.composite
def applicants(draw: st.DrawFn, headings: tuple[str, ...] = (), year: int = 2026) -> Applicant:
    """An applicant as a sheet may hold one, with something under each of ``headings``."""
    step1 = draw(st.none() | st.integers(180, 300) | st.sampled_from(Step1))
    advocate = st.builds(Advocate, who=st.sampled_from(AdvocateWho), strength=st.sampled_from(AdvocateStrength))
    drawn = {
        "id": draw(lines().filter(bool)),
        "name": draw(lines().filter(bool)),
        "school": draw(lines()),
        "country": draw(lines()),
        "kind": draw(st.sampled_from(Kind)),
        "step1": step1,
        "step2_ck": draw(st.none() | st.integers(180, 300)),
        "step1_fails": draw(st.integers(1 if step1 is Step1.FAIL else 0, 3)),
        "step2_fails": draw(st.integers(0, 3)),
        "step3": draw(st.sampled_from(Step3)),
        "yog": draw(st.integers(1950, year)),
        "gap_years": draw(st.integers(0, 30)),
        "gap_reason": draw(st.sampled_from(GapReason)),
        "prior_training": draw(st.sampled_from(PriorTraining)),
        "us_clinical": draw(st.sampled_from(UsClinical)),
        "us_clinical_months": draw(st.integers(0, 60)),
        "rotated_here": draw(st.integers(0, 12)),
        "letters": tuple(draw(st.lists(letters(), max_size=5))),
        "professionalism": draw(st.sampled_from(Professionalism)),
        "narrative": draw(st.sampled_from(Narrative)),
        "visa": draw(st.sampled_from(Visa)),
        "interview_score": draw(st.none() | st.floats(1.0, 5.0)),
        "impression": tuple(draw(st.lists(st.sampled_from(Impression), max_size=4, unique=True))),
        "emails": draw(st.sampled_from(Emails)),
        "value": tuple(draw(st.lists(st.sampled_from(Value), max_size=4, unique=True))),
        "class_quartile": draw(st.none() | st.integers(1, 4)),
        "advocate": draw(st.none() | advocate),
        "note": draw(notes()),
        "extras": tuple((heading, draw(notes())) for heading in headings),
    }
    new = {field.name: field.default for field in fields(Applicant) if field.name not in drawn}  # add a line above
    return Applicant(**{**new, **drawn})


@st.composite
def sheets(draw: st.DrawFn) -> tuple[Applicant, ...]:
    """A whole sheet: applicants with ids of their own under the same headings."""
    headings = draw(extras())
    return tuple(draw(st.lists(applicants(headings), min_size=1, max_size=4, unique_by=lambda row: row.id)))


def chances() -> st.SearchStrategy[float]:
    """A share, 0 to 1."""
    return st.floats(0.0, 1.0)


@st.composite
def minds(draw: st.DrawFn) -> Mind:
    """A mind: weights that sum to 1, an alarm and a fixability for every flag."""
    weights = draw(st.lists(st.floats(0.01, 1.0), min_size=len(Factor), max_size=len(Factor)))
    total = sum(weights)
    return Mind(
        weights={factor: weight / total for factor, weight in zip(Factor, weights, strict=True)},
        alarm={flag: draw(st.floats(0.0, 5.0)) for flag in Flag},
        fixability={flag: draw(chances()) for flag in Flag},
    )


def moments() -> st.SearchStrategy[Moment]:
    """Any moment at which a member may wonder whether to speak."""
    return st.builds(
        Moment,
        elapsed_s=st.floats(0.0, 90.0),
        allowed_s=st.floats(15.0, 90.0),
        spoken=st.integers(0, 20),
        fatigue=st.floats(0.0, 0.99),
    )


@st.composite
def rooms(draw: st.DrawFn, least: int = 1) -> tuple[list[float], list[float]]:
    """Stances and voting weights of a room in which somebody votes."""
    size = draw(st.integers(least, 12))
    stances = draw(st.lists(st.floats(-1.0, 1.0), min_size=size, max_size=size))
    weights = draw(st.lists(st.just(0.0) | st.floats(0.05, 1.0), min_size=size, max_size=size))
    weights[draw(st.integers(0, size - 1))] = 1.0
    return stances, weights
