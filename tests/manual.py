"""The parts of ``committee/MODEL.md`` that are made from the source: its tables, and the reading worked out in numbers.

A part stands in the document between ``<!-- made: NAME -->`` and ``<!-- end -->``. ``make manual`` makes them anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel

from committee.applicants.point import Circumstances, Point
from committee.applicants.points import COLUMNS, points_of
from committee.applicants.sheet import read_rows
from committee.convene import meeting_rules
from committee.meeting.acts import ACTS
from committee.members import roles
from committee.members.member import Member
from committee.members.reading import Mind, Reading, RowView, bend, concern, first_heard, let_pass
from committee.scenario.loading import as_data, load_scenario
from committee.scenario.scenario import Scenario
from committee.scenario.units import UsualColumn
from committee.terms import Act, Factor, Flag, Holding, Kind
from tests.pinned import NOT_HELD, PINNED

ROOT: Final = Path(__file__).resolve().parents[1]
DOCUMENT: Final = ROOT / "committee" / "MODEL.md"
BASELINE: Final = ROOT / "scenarios" / "baseline.toml"
UNCERTAIN: Final = "*uncertain*"

Table = list[tuple[str, ...]]


def made_anew(document: str) -> str:
    """``document`` with every made part as the source has it now."""

    def part(found: re.Match[str]) -> str:
        return f"{found[1]}\n{PARTS[found[2]]()}\n{found[3]}"

    return re.sub(r"(<!-- made: ([a-z]+) -->)\n.*?(<!-- end -->)", part, document, flags=re.DOTALL)


def as_markdown(head: tuple[str, ...], rows: Table) -> str:
    """A table; a bar within a cell is written so that it stays one."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines)


# -------------------------------------------------------------------- parameters

UNITS: Final[Mapping[str, str]] = {
    "A share, 0 to 1.": "share",
    "A share above 0.": "share",
    "Standard units: 1 is one standard deviation of an exam.": "su",
    "Standard units, signed: below 0 speaks against.": "su",
    "Standard units for each point, year or month.": "su each",
    "An exam score.": "score",
    "Points of 100.": "of 100",
    "An interview mean, 1 to 5.": "mean of 5",
    "Years.": "years",
    "Months.": "months",
    "Seconds of talk.": "s",
    "Seconds.": "s",
    "Words.": "words",
    "Units of capital.": "capital",
    "Units of a bid for the floor.": "bid",
    "Stance, -1 do not rank to 1 top.": "stance",
    "A multiplier; 1 changes nothing.": "factor",
    "A multiplier above 0; 1 changes nothing.": "factor",
    "A count.": "count",
    "Any unit; normalised.": "%",
    "Seats to fill.": "posts",
    "Ranked rows a seat is felt to need.": "rows a post",
    "The year of the rank meeting.": "year",
    "Years that halve a memory.": "years",
    "How it went, -1 to 1.": "-1 to 1",
    "A place at the table, 0 to 31; it keys the member's draws.": "seat",
}
"""The unit of a type, by its description in ``scenario.py``."""

UNITS_OF: Final[Mapping[str, str]] = {
    "programme.points.step2_merit_most": "su",
    "meeting.reading.tolerance_most": "share",
    "meeting.speech.words_per_minute": "words/min",
    "meeting.floor.expressed_prior": "speakers",
    "meeting.persuasion.pull_width": "stance",
    "meeting.call.plenty_par": "rows a post",
    "meeting.capital.stake_strong": "capital",
    "meeting.capital.stake_mild": "capital",
    "meeting.capital.own_stake": "capital",
    "meeting.capital.ceiling": "factor",
    "meeting.review.stake": "capital",
    "memory.ghost_least": "share",
    "memory.episodes.year": "year",
    "pool.us_md": "rows",
    "pool.us_do": "rows",
    "pool.us_img": "rows",
    "pool.non_us_img": "rows",
}
"""The unit where the type says only bounds."""

SAID_HERE: Final[Mapping[str, str]] = {
    "programme.usual": "taken for granted of this column where a member does not know it [A, from the pool's averages]",
    "pool.rows": "fixed rows in the columns of the sheet, each in the place of one drawn row of its kind; none",
    "sheet.file": "rows from a file beside the scenario, in the place of a pool; none",
}
"""Settings that have no one line in the baseline."""


def parameters() -> str:
    """Every setting: what it is, unit, range, value in the baseline, source, and which statements hold it."""
    sections: dict[str, Table] = {}
    said = comments()
    values = as_data(load_scenario("baseline"))
    for key, annotation, metadata in settings(Scenario, ""):
        section = key.rsplit(".", 1)[0]
        meaning, source = _meaning_and_source(said.get(key) or SAID_HERE[_without_last(key, SAID_HERE)])
        value = _shown(_value(values, key))
        line = (f"`{key}`", meaning, _unit(key, annotation, metadata), _range(annotation, metadata), value, source)
        sections.setdefault(section, []).append((*line, _held_by(key)))
    head = ("parameter", "what it is", "unit", "range", "baseline", "source", "held by")
    return "\n\n".join(f"#### {name}\n\n{as_markdown(head, rows)}" for name, rows in sections.items())


def settings(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, Any, tuple[Any, ...]]]:
    """Every setting by dotted key, with its type and its bounds; kinds and list items are left out of the key."""
    for name, field in model.model_fields.items():
        if name in ("title", "question"):
            continue
        inner = _section_in(field.annotation)
        if inner is not None:
            yield from settings(inner, f"{prefix}{name}.")
        elif name == "usual":
            yield from (
                (f"{prefix}usual.{column}", get_args(get_args(field.annotation)[1])[1], ())
                for column in get_args(UsualColumn)
            )
        else:
            yield f"{prefix}{name}", field.annotation, (field.description, *field.metadata)


def _section_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for found in map(_section_in, get_args(annotation)) if found is not None), None)


def comments() -> dict[str, str]:
    """The comment of each setting in the baseline, by dotted key; of kinds and list items the first."""
    found: dict[str, str] = {}
    section = ""
    for line in BASELINE.read_text().splitlines():
        if heading := re.match(r"\[+([\w.]+)\]+", line):
            section = re.sub(r"posture\.\w+", "posture", heading[1])
        elif setting := re.match(r"(\w+) = [^#]*#\s*(.+)", line):
            found.setdefault(f"{section}.{setting[1]}", setting[2])
    return found


def _without_last(key: str, known: Mapping[str, str]) -> str:
    return key if key in known else key.rsplit(".", 1)[0]


def _meaning_and_source(comment: str) -> tuple[str, str]:
    """A comment's words, and the source that it ends with in brackets."""
    found = re.match(r"(.*?)\s*\[([^\]]+)\]$", comment)
    if found is None:
        return comment, ""
    source = re.sub(r"\bD\b", "practitioners", re.sub(r"\bA\b", "assumption", found[2]))
    return found[1], source


def _value(values: Any, key: str) -> Any:
    """The value at a dotted key; of list items and kinds, all of them by name."""
    for number, part in enumerate(parts := key.split(".")):
        if values is None:
            return None
        if isinstance(values, (list, tuple)):
            return [_value(item, ".".join(parts[number:])) for item in values]
        if part not in values and set(values) <= set(Kind):
            return {kind: inner[part] for kind, inner in values.items()}
        values = values[part]
    return values


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{word}: {_shown(one)}" for word, one in value.items())
    if isinstance(value, list):
        numbers = [one for one in value if isinstance(one, (int, float))]
        return f"{min(numbers):g} to {max(numbers):g}" if numbers else "" if not value else f"{len(value)} given"
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, (int, float)) else "" if value is None else str(value)


def _bounded(annotation: Any, metadata: tuple[Any, ...]) -> tuple[Any, ...]:
    """The description and bounds of a number, also where it stands in a table of numbers."""
    for inner in get_args(annotation) if get_origin(annotation) is dict else (annotation,):
        for extra in getattr(inner, "__metadata__", ()):
            metadata = (*metadata, extra.description, *extra.metadata)
    return metadata


def _unit(key: str, annotation: Any, metadata: tuple[Any, ...]) -> str:
    described = next(
        (UNITS[text] for text in _bounded(annotation, metadata) if isinstance(text, str) and text in UNITS), ""
    )
    return UNITS_OF.get(key, described)


def _range(annotation: Any, metadata: tuple[Any, ...]) -> str:
    if annotation is bool:
        return "true, false"
    words = _words(annotation)
    if words:
        return ", ".join(words)
    bounds = {
        name: getattr(one, name)
        for one in _bounded(annotation, metadata)
        for name in ("gt", "ge", "lt", "le")
        if hasattr(one, name)
    }
    if not bounds:
        return "text" if annotation is str else ""
    low = f"({bounds['gt']:g}" if "gt" in bounds else f"[{bounds['ge']:g}"
    high = f"{bounds['lt']:g})" if "lt" in bounds else f"{bounds['le']:g}]"
    return f"{low}, {high}"


def _words(annotation: Any) -> tuple[str, ...]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return tuple(annotation)
    return tuple(map(str, get_args(annotation))) if get_origin(annotation) is Literal else ()


def _held_by(key: str) -> str:
    if key in PINNED:
        return "; ".join(PINNED[key])
    return next((why for name, why in NOT_HELD.items() if f"{key}.".startswith(f"{name}.")), UNCERTAIN)


# -------------------------------------------------------------------- acts and points


def acts() -> str:
    """What one can do with a turn, and who may."""
    seats = {role.type_name: role for role in vars(roles).values() if _is_role(role)}
    rows = [
        (f"`{act}`", _who(act, seats), rule.when, rule.costs, ", ".join(_does(act)) or "nothing to anybody's stance")
        for act, rule in ACTS.items()
    ]
    return as_markdown(("act", "who may", "when", "costs", "does"), rows)


def _is_role(found: Any) -> bool:
    return isinstance(found, type) and issubclass(found, Member) and found is not Member


def _who(act: Act, seats: Mapping[str, type[Member]]) -> str:
    able = [name for name, role in seats.items() if act in role.acts]
    if len(able) == len(seats):
        return "all"
    missing = [name for name in seats if name not in able]
    return ", ".join(able) if len(able) <= len(missing) else f"all but {', '.join(missing)}"


def _does(act: Act) -> Iterator[str]:
    rule = ACTS[act]
    told = {
        "passes its point on": rule.content,
        "answers open concerns": rule.answers,
        "pulls toward the speaker": rule.pulls,
        "opens a concern": rule.objects,
    }
    return (what for what, so in told.items() if so)


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
"""Rows that between them hold every kind of point."""

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
        for point in points_of(_applicant(sample), circumstances()):
            seen.setdefault((point.column, point.family), []).append(point)
    rows = []
    for column in COLUMNS:
        for (of, family), found in seen.items():
            if of == column:
                rows.append((f"`{column}`", f"`{family}`", *_told(found)))
    return as_markdown(("column", "point", "factor", "speaks", "known beforehand by", "counts as a flag"), rows)


def _told(found: list[Point]) -> tuple[str, ...]:
    factors = dict.fromkeys(point.factor.value for point in found)
    sides = {point.valence for point in found}
    speaks = "for or against" if len(sides) == 2 else "for" if 1 in sides else "against"
    known = dict.fromkeys(_KNOWN_BY[point.holding] for point in found)
    flags = dict.fromkeys(point.flag.value for point in found if point.flag is not None)
    return " or ".join(factors), speaks, "; ".join(known), ", ".join(flags) or "no"


def circumstances() -> Circumstances:
    """The baseline's year, policies and point rules."""
    rules = meeting_rules(load_scenario("baseline"))
    return Circumstances(year=rules.year, h1b=rules.programme.h1b, j1=rules.programme.j1, rules=rules.points)


def _applicant(cells: Mapping[str, str | int | float]) -> Any:
    row = {"id": "example", "name": "Example Row", "kind": "non_us_img", "yog": 2024, **cells}
    return read_rows([row], year=2026, place="example")[0]


# -------------------------------------------------------------------- a reading in numbers

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
    view = RowView(
        points=points_of(_applicant(EXAMPLE), circumstances()),
        posture=rules.programme.posture[Kind.NON_US_IMG],
        usual=rules.programme.usual[Kind.NON_US_IMG],
    )
    mind = plain_mind()
    known = [point.holding in (Holding.PUBLIC, Holding.FILE) for point in view.points]
    heard = first_heard(view.holdings, rules.reading, known)
    stance = Reading(view, mind, rules.reading, list(heard), 0.0).lean()
    return _worked(view, mind, heard, stance)


def plain_mind() -> Mind:
    """What the baseline gives everybody, undispersed."""
    beliefs = meeting_rules(load_scenario("baseline")).beliefs
    total = sum(beliefs.weights.values())
    return Mind(
        weights={factor: beliefs.weights[factor] / total for factor in Factor},
        alarm={flag: beliefs.alarm[flag] for flag in Flag},
        fixability={flag: beliefs.fixability[flag] for flag in Flag},
    )


def _worked(view: RowView, mind: Mind, heard: list[float], stance: float) -> str:
    rules = meeting_rules(load_scenario("baseline")).reading
    merits, rows = _merits(view, mind, heard)
    open_general = open_exams = 1.0
    for index, proof, only_exams in view.proofs:
        open_exams *= 1.0 - heard[index] * proof
        open_general *= 1.0 if only_exams else 1.0 - heard[index] * proof
    issues = []
    for flag, parts in view.worries.items():
        size = sum(
            heard[index] * mind.weights[factor] * strength * mind.alarm[flag] for index, factor, strength in parts
        )
        exams = flag in (Flag.STEP_FAIL, Flag.ATTEMPTS, Flag.LOW_STEP2)
        proof = 1.0 - (open_exams if exams else open_general)
        left = concern(size, 0.0, mind.fixability[flag] * proof)
        issues.append(left)
        told = f"{size:.3f} x (1 - {mind.fixability[flag]:.2f} x {proof:.3f}) = {left:.3f}"
        rows.append((f"worry `{flag}`", "", "", told, f"{-left:+.3f}"))
    passed = let_pass(rules.tolerance, max(issues), sum(issues))
    rows.append(
        ("let pass", "", "", f"{rules.tolerance:g} x {max(issues):.3f}^2 / {sum(issues):.3f}", f"{passed:+.3f}")
    )
    rows.append(("the bar", "", "", "", f"{-rules.bar:+.3f}"))
    above = merits - rules.bar - sum(issues) + passed
    shift = view.posture.shift
    bent = bend(rules.gain * above + shift)
    rows.append(("**sum**", "", "", "", f"**{above:+.3f}**"))
    assert abs(bent - stance) < 1e-9, "the worked reading is not the model's"
    end = f"Stance: bend({rules.gain:g} x {above:+.3f} {shift:+.2f}) = **{stance:+.2f}**, liking left out."
    return as_markdown(("point", "factor weight x su", "taken in", "worked", "counts"), rows) + f"\n\n{end}"


def _merits(view: RowView, mind: Mind, heard: list[float]) -> tuple[float, Table]:
    total = 0.0
    rows: Table = []
    for index, factor, strength, fill in view.merits:
        h, weight = heard[index], mind.weights[factor]
        size = weight * (h * strength + (1.0 - h) * fill)
        total += size
        point = view.points[index]
        worked = f"{h:.2f} x {weight * strength:+.3f}" + (
            f" + {1 - h:.2f} x {weight * fill:+.3f} (usual)" if fill else ""
        )
        rows.append(
            (f"`{point.id}` {point.detail}", f"{weight:.2f} x {strength:+.2f}", f"{h:.2f}", worked, f"{size:+.3f}")
        )
    for factor, fill in view.empty:
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


PARTS: Final[Mapping[str, Callable[[], str]]] = {
    "parameters": parameters,
    "acts": acts,
    "points": points,
    "reading": reading,
}
"""Every made part by name."""
