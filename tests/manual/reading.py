"""A reading worked out in numbers, and compared with the model's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from committee.applicants.points import points_of
from committee.convene import meeting_rules
from committee.meeting.holders import Holders, HoldersBatch
from committee.members.mind import Mind, Minds
from committee.members.reading import Reading, bend, concern, let_pass
from committee.members.weights import Layout, WeightsBatch
from committee.scenario.loading import load_scenario
from committee.terms import Factor, Flag, Kind
from tests.manual.markdown import Table, as_markdown
from tests.manual.rows import applicant, circumstances

EXAMPLE: Final[Mapping[str, str | int | float]] = {
    "step1": "fail",
    "step1_fails": 1,
    "step2_ck": 244,
    "yog": 2024,
    "us_clinical": "hands_on",
    "us_clinical_months": 2,
    "letters": "us:glowing; us:generic; abroad:generic",
    "visa": "j1",
    "narrative": "concrete",
    "interview_score": 4.3,
    "impression": "warm; clear",
}
"""A non-US IMG with a failed Step 1, a fair score since and a plain account of it."""


def reading() -> str:
    """The example's reading before any talk by a member of undispersed mind who has read the file and met nobody."""
    rules = meeting_rules(load_scenario("baseline"))
    layout = Layout(
        points=points_of(applicant(EXAMPLE), circumstances()),
        posture=rules.program.posture[Kind.NON_US_IMG],
        usual=rules.program.usual[Kind.NON_US_IMG],
    )
    mind = plain_mind()
    known = HoldersBatch([Holders.of(layout.points, groups=((0,), (0,), (), (), ()))], members=1)
    heard = known.heard(rules.reading)
    own = WeightsBatch([layout], Minds([mind]), heard, rules.reading).rows()[0].by_member()[0]
    stance = Reading(layout, mind, rules.reading, own, 0.0, 0.0).stance()
    return _worked(layout, mind, heard[0].tolist(), stance)


def plain_mind() -> Mind:
    """What the baseline gives everybody, undispersed."""
    beliefs = meeting_rules(load_scenario("baseline")).beliefs
    total = sum(beliefs.weights.values())
    return Mind(
        weights={factor: beliefs.weights[factor] / total for factor in Factor},
        alarm={flag: beliefs.alarm[flag] for flag in Flag},
        fixability={flag: beliefs.fixability[flag] for flag in Flag},
    )


def _worked(layout: Layout, mind: Mind, heard: list[float], stance: float) -> str:
    rules = meeting_rules(load_scenario("baseline")).reading
    merits, rows = _merits(layout, mind, heard)
    issues = []
    for flag, parts in layout.worries.items():
        size = sum(
            heard[index] * mind.weights[layout.points[index].factor] * layout.strengths[index] * mind.alarm[flag]
            for index in parts
        )
        unanswered = 1.0
        for index, share in layout.proofs[flag]:
            unanswered *= 1.0 - heard[index] * share
        proof = 1.0 - unanswered
        left = concern(size, 0.0, mind.fixability[flag] * proof)
        issues.append(left)
        worked = f"{size:.3f} x (1 - {mind.fixability[flag]:.2f} x {proof:.3f}) = {left:.3f}"
        rows.append((f"worry `{flag}`", "", "", worked, f"{-left:+.3f}"))
    passed = let_pass(rules.tolerance, max(issues), sum(issues))
    rows.append(
        ("let pass", "", "", f"{rules.tolerance:g} x {max(issues):.3f}^2 / {sum(issues):.3f}", f"{passed:+.3f}")
    )
    rows.append(("the bar", "", "", "", f"{-rules.bar:+.3f}"))
    above = merits - rules.bar - sum(issues) + passed
    shift = layout.posture.shift
    bent = bend(rules.gain * above + shift)
    rows.append(("**sum**", "", "", "", f"**{above:+.3f}**"))
    assert abs(bent - stance) < 1e-9, "the worked reading is not the model's"
    end = f"Stance: bend({rules.gain:g} x {above:+.3f} {shift:+.2f}) = **{stance:+.2f}**, liking left out."
    return as_markdown(("point", "factor weight x su", "taken in", "worked", "counts"), rows) + f"\n\n{end}"


def _merits(layout: Layout, mind: Mind, heard: list[float]) -> tuple[float, Table]:
    total = 0.0
    rows: Table = []
    for index, point in enumerate(layout.points):
        if point.flag is not None:
            continue
        strength, fill = layout.signed[index], layout.fills[index]
        h, weight = heard[index], mind.weights[point.factor]
        size = weight * (h * strength + (1.0 - h) * fill)
        total += size
        worked = f"{h:.2f} x {weight * strength:+.3f}" + (
            f" + {1 - h:.2f} x {weight * fill:+.3f} (usual)" if fill else ""
        )
        rows.append(
            (f"`{point.id}` {point.detail}", f"{weight:.2f} x {strength:+.2f}", f"{h:.2f}", worked, f"{size:+.3f}")
        )
    for factor, fill in layout.empty:
        if factor is Factor.INTERVIEW:
            total += mind.weights[factor] * fill
            rows.append(
                (
                    "an empty column",
                    f"{mind.weights[factor]:.2f} x {fill:+.2f}",
                    "",
                    "usual",
                    f"{mind.weights[factor] * fill:+.3f}",
                )
            )
    return total, rows
