"""What a committee could do differently: ten rules of the meeting, each off by default.

Each is data here and one small function where it acts. With all of them off the meeting is the same to the byte.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, Final

from annotated_types import Ge, Le

from committee.applicants.applicant import Applicant, GapReason, Origin, Step3, UsClinical
from committee.applicants.posture import Posture
from committee.chance import Chance, Purpose
from committee.program.composite import composite
from committee.terms import Act, Flag, Kind, Visa
from committee.units import Capital, OneOf, Share, Unit

if TYPE_CHECKING:
    from committee.meeting.rules import MeetingRules
    from committee.meeting.wish import Wish

_HIDDEN_COLUMNS: Final[Mapping[str, Mapping[str, Any]]] = {
    "kind": {},
    "school": {"school": "", "country": ""},
    "exams": {"step1": None, "step1_fails": 0, "step2_ck": None, "step2_fails": 0, "step3": Step3.PASS},
    "graduation": {"yog": None, "gap_years": 0, "gap_reason": GapReason.NONE},
    "visa": {"visa": Visa.NONE},
    "class": {"class_quartile": None},
}
"""By what can be blinded: the columns that come off the wall, and what stands in their place for the rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practices:
    """Rules that a committee could adopt. Every one can be tried with any other."""

    ballots: Annotated[str, OneOf("none", "before", "before_and_after")]
    """Whether members write down a verdict before talk, or before and after it."""
    commitment: Share
    """How much less talk moves a member who has written a verdict down."""
    ballot_share: Share
    """What the mean of the ballots after talk counts in the call."""
    blind: tuple[Annotated[str, OneOf(*_HIDDEN_COLUMNS)], ...]
    """What is off the wall and out of the reading: any of kind, school, exams, graduation, visa, class."""
    confidence: Share
    """How sure members are of the kind that they infer from what is left on the wall, where the kind is blinded."""
    rubric: bool
    """Whether factors are read one after the other against anchors."""
    agreement: Share
    """How much less members differ in weights and alarm under a rubric."""
    assigned_advocate: bool
    """Whether a reader, drawn for each row, must say the strongest point in favor, at no stake."""
    devils_advocate: bool
    """Whether a reader, drawn for each row, must say the strongest point against where nobody has spoken against."""
    equal_airtime: bool
    """Whether nobody speaks a third time while somebody who wants to speak has not spoken."""
    order: Annotated[str, OneOf("sheet", "shuffled", "by_score", "reversed")]
    """The order in which rows are held: as in the sheet, shuffled by seed, the best crude score first, or backwards."""
    breaks: tuple[Annotated[int, Ge(1), Le(100_000), Unit("rows")], ...]
    """The rows after which the room takes a break. After it fatigue starts from nothing. A row counts once."""
    break_minutes: Annotated[float, Ge(0), Le(240), Unit("min")]
    """How long a break lasts. The meeting pays for it."""
    capital_cap: Capital
    """The most units that a member may put on one row."""
    no_capital: bool
    """Whether nobody may stake capital on a row."""
    base_rates: bool
    """Whether the program's own tally for such residents is read out when somebody names one."""
    tally_weight: Share
    """How far the tally pulls what that resident counts toward the mean of all such residents."""
    second_committee: bool
    """Whether another draw of members meets about the same rows, and the list goes by the mean of the two calls."""


# ---------------------------------------------------------------- the order of rows


def in_order(rows: tuple[Applicant, ...], chance: Chance, rules: MeetingRules) -> tuple[Applicant, ...]:
    """The rows in the order in which they are held; equal scores go by id."""
    order = rules.practices.order
    if order == "shuffled":
        drawn = {row.id: chance.uniforms(Purpose.ORDER, row.id, 1)[0] for row in rows}
        return tuple(sorted(rows, key=lambda row: (drawn[row.id], row.id)))
    if order == "by_score":
        return tuple(sorted(rows, key=lambda row: (-_score(row, rules), row.id)))
    return rows[::-1] if order == "reversed" else rows


def _score(row: Applicant, rules: MeetingRules) -> float:
    """The crude score that the wall shows: without what is blinded, so that the order does not give it away."""
    return composite(blinded(row, rules.year, rules.practices), rules.composite)


# ---------------------------------------------------------------- ballots


def written_share(call: float, ballots: float, rules: Practices) -> float:
    """The call when the mean of the ballots written after talk counts its share."""
    if rules.ballots != "before_and_after":
        return call
    return toward(call, ballots, rules.ballot_share)


def toward(value: float, other: float, share: float) -> float:
    """The value, moved by this share of the way toward another."""
    return value + share * (other - value)


def moved_by(attention: float, rules: Practices) -> float:
    """How much of what others say still arrives with a voter who may have written a verdict down."""
    return attention if rules.ballots == "none" else committed(attention, rules.commitment)


def committed(attention: float, commitment: float) -> float:
    """What a written verdict leaves of it."""
    return attention * (1.0 - commitment)


# ---------------------------------------------------------------- blinding


def hidden_columns(rules: Practices) -> frozenset[str]:
    """The columns of the sheet that are off the wall; ``kind`` is one of them where it is blinded."""
    columns = [column for word in rules.blind for column in (_HIDDEN_COLUMNS[word] or (word,))]
    return frozenset(columns)


def blinded(applicant: Applicant, year: int, rules: Practices) -> Applicant:
    """The applicant as the wall shows them. What is hidden stands at what says nothing; the kind stays as it is."""
    changes: dict[str, Any] = {}
    for word in rules.blind:
        changes |= _HIDDEN_COLUMNS[word]
    if "yog" in changes:
        changes["yog"] = year
    return replace(applicant, **changes) if changes else applicant


def inferred_kind(shown: Applicant, flags: Sequence[Flag]) -> Kind:
    """The kind that the rest of the sheet gives away: by visa, letters from abroad, observerships, an old graduation.

    ``shown`` is the applicant without what is blinded, ``flags`` what is left of their flags. The country says nothing
    here: it decides nothing, and a sheet may give it for everybody.
    """
    if shown.visa is not Visa.NONE:
        return Kind.NON_US_IMG
    abroad = any(letter.origin is Origin.ABROAD for letter in shown.letters)
    if abroad or shown.us_clinical is UsClinical.OBSERVERSHIP or Flag.OLD_GRAD in flags:
        return Kind.US_IMG
    return Kind.US_MD


def inferred_posture(kind: Kind, postures: Mapping[Kind, Posture], confidence: float) -> Posture:
    """The posture toward a kind that is only inferred: between that of nobody in particular and that of the kind."""
    amplify = shift = 0.0
    for posture in postures.values():
        amplify += posture.amplify / len(postures)
        shift += posture.shift / len(postures)
    own = postures[kind]
    return Posture(
        amplify=amplify + confidence * (own.amplify - amplify), shift=shift + confidence * (own.shift - shift)
    )


# ---------------------------------------------------------------- a rubric


def under_rubric(rules: MeetingRules) -> MeetingRules:
    """The same rules where a rubric is read: members differ less, and a background alone moves nobody."""
    practices = rules.practices
    if not practices.rubric:
        return rules
    left = 1.0 - practices.agreement
    beliefs = replace(
        rules.beliefs,
        weight_spread=rules.beliefs.weight_spread * left,
        alarm_spread=rules.beliefs.alarm_spread * left,
    )
    return replace(rules, beliefs=beliefs, memory=replace(rules.memory, background=0.0))


# ---------------------------------------------------------------- the floor


def in_turn(wanting: list[Wish], spoken: Sequence[int], rules: Practices) -> list[Wish]:
    """Those of ``wanting`` who may have the turn under equal airtime; ``spoken`` is by member.

    To move on is not to speak: it keeps nobody waiting, and nobody keeps the director from it.
    """
    if not rules.equal_airtime or all(spoken[wish.member] or wish.act is Act.MOVE_ON for wish in wanting):
        return wanting
    return [wish for wish in wanting if spoken[wish.member] < TWICE or wish.act is Act.MOVE_ON]


TWICE: Final = 2
"""Turns that everybody may have before others have had one."""


# ---------------------------------------------------------------- capital


def within_cap(units: float, rules: Practices) -> bool:
    """Whether one member may put this many units in all on one row."""
    return not rules.no_capital and units <= rules.capital_cap


# ---------------------------------------------------------------- base rates


def toward_the_rate(outcome: float, rate: float, rules: Practices) -> float:
    """What a named resident counts once the tally of all such residents has been read out."""
    return toward(outcome, rate, rules.tally_weight) if rules.base_rates else outcome
