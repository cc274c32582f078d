"""What the rules of a meeting (``[meeting.rules]``) did, in words: which were on, and how each shows in a row.

Everything is read off the header and the events. With all rules off, nothing here says anything. The stage in the
browser says the same words (``viz/stage/practices.js``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from committee.events import MeetingOpened, RowOpened, Tally, Uttered
from committee.recording.recording import RecordedRow, Recording
from committee.recording.spoken import BLINDED, KINDS, RULES, SIDES, TIERS, printable, signed, together, units
from committee.terms import Act, Tier, Verdicts

MARKED: Final[Mapping[str, str]] = {
    "kind": "kind",
    "school": "school",
    "exams": "step1",
    "graduation": "yog",
    "visa": "visa",
    "class": "class_quartile",
}
"""By what can be blinded: the column that shows that it is."""

UNCAPPED: Final = 100.0
"""From so many units on, a cap on what a member may put on one row is no rule: nobody holds as much."""

_NEVER_DUTY: Final = frozenset(
    {Act.ANNOUNCE, Act.IMPRESSION, Act.ASK, Act.ANSWER, Act.MOVE_ON, Act.CALL, Act.VETO},
)
_DUTIES: Final = {"for": 1, "against": -1}


def rules_on(header: MeetingOpened) -> tuple[str, ...]:
    """A sentence without its period for each rule of the meeting that was on."""
    return rules_in(header.scenario)


def rules_in(scenario: Mapping[str, Any]) -> tuple[str, ...]:
    """The same for every meeting of a scenario, given as plain data."""
    rules = _table_of(scenario, "rules")
    filled = _filled(rules)
    chosen = {f"{name}_{rules.get(name)}" for name in ("ballots", "order")}
    return tuple(
        RULES[key].format(filled[key]) if key in filled else RULES[key]
        for key in RULES
        if filled.get(key) or rules.get(key) is True or key in chosen
    )


def _filled(rules: Mapping[str, Any]) -> dict[str, str]:
    """What the sentences of some rules say about their values; empty for a rule that is off."""
    rests = tuple(sorted({row for row in _listed(rules, "breaks") if isinstance(row, int)}))
    cap = _number(rules, "capital_cap", UNCAPPED)
    return {
        "blind": together([BLINDED[word] for word in _listed(rules, "blind") if word in BLINDED]),
        "breaks": f"{_after(rests)}, {_minutes(rules)} each time" if rests else "",
        "capital_cap": units(cap) if cap < UNCAPPED else "",
    }


def _after(rests: tuple[int, ...]) -> str:
    return f"{'row' if len(rests) == 1 else 'rows'} {together([str(row) for row in rests])}"


def _minutes(rules: Mapping[str, Any]) -> str:
    minutes = _number(rules, "break_minutes", 0.0)
    return f"{minutes:g} {'minute' if minutes == 1 else 'minutes'}"


def off_the_wall(opened: RowOpened) -> str:
    """What a rule keeps off the wall, and what the room takes the applicant for; empty if nothing is hidden."""
    hidden = [BLINDED[word] for word, column in MARKED.items() if column in opened.hidden]
    if not hidden:
        return ""
    words = f"Off the wall by the rules: {together(hidden)}"
    return words if opened.inferred is None else f"{words}; the room takes them for a {KINDS[opened.inferred]}"


def duties(opened: RowOpened) -> Iterator[tuple[str, int]]:
    """(id of a member, side) for everybody whom a rule has say the strongest point for the row (1) or against (-1)."""
    for side, member in opened.assigned.items():
        if side in _DUTIES:
            yield member, _DUTIES[side]


def duty_said(name: str, side: int) -> str:
    """That somebody must speak for a row, or against it, which they must only if nobody else does."""
    return f"{name} must speak {SIDES[side]}{' if nobody does' if side < 0 else ''}"


def duty_done(opened: RowOpened, uttered: Uttered) -> int:
    """The side for which a rule has the member speak this turn: 1, -1, or 0 for a turn that no rule assigned.

    Nobody bids for an assigned turn. For other turns somebody does, unless it is clear whose they are.
    """
    if uttered.bids or uttered.act in _NEVER_DUTY or (uttered.member, uttered.side) not in duties(opened):
        return 0
    return uttered.side


def ballots(recording: Recording, row: RecordedRow) -> tuple[str, ...]:
    """What the voters wrote down about a row, before talk and after it, as far as the rules have them write."""
    when = _table(recording.header, "rules").get("ballots")
    written = {"before": ("before",), "before_and_after": ("before", "after")}.get(str(when), ())
    stances = {"before": row.opened.stances, "after": row.stances_after}
    counted = ((each, _counted(recording, stances[each])) for each in written if each == "before" or row.closed)
    return tuple(f"Wrote down {each} the talk: {tiers}" for each, tiers in counted if tiers)


def _counted(recording: Recording, stances: Mapping[str, float]) -> str:
    """The verdicts of the voters: ``top 2, middle 4``."""
    verdicts = recording.header.verdicts
    least = _table(recording.header, "call").get(_LEAST[verdicts])
    if not isinstance(least, Mapping):
        return ""
    voters = [member for member, seated in recording.members.items() if seated.role.votes and member in stances]
    count = Counter(_verdict(stances[member], least, verdicts) for member in voters)
    return ", ".join(f"{TIERS[tier].lower()} {count[tier]}" for tier in verdicts.tiers if count[tier])


_LEAST: Final = {Verdicts.RANK: "tiers", Verdicts.INVITE: "invite"}
"""The table of ``[meeting.call]`` that holds the least call of each tier, by what the meeting decides."""


def _verdict(stance: float, least: Mapping[str, Any], verdicts: Verdicts) -> Tier:
    """The tier whose least call a stance reaches."""
    *ranked, last = verdicts.tiers
    return next((tier for tier in ranked if stance >= _number(least, tier, float("inf"))), last)


def rest_before(recording: Recording, row: RecordedRow) -> str:
    """That the room took a break before a row; empty if it did not."""
    rules = _table(recording.header, "rules")
    rests = row.opened.row - 1 in _listed(rules, "breaks")
    return f"The room takes a break of {_minutes(rules)}" if rests else ""


def tally_read(header: MeetingOpened, uttered: Uttered) -> str:
    """The program's tally as it is read out after a past resident is named; empty where no rule has it read.

    Recordings made before the tally was kept tell only that it was read.
    """
    if isinstance(uttered.tally, Tally):
        residents, trouble = uttered.tally.residents, uttered.tally.trouble
        such = "such resident" if residents == 1 else "such residents"
        whom = "in trouble" if residents == trouble == 1 else f"{trouble or 'none'} of them in trouble"
        return f"The program's tally: {residents} {such}, {whom}"
    switches = header.scenario.get("switches")
    heard = not isinstance(switches, Mapping) or switches.get("influence", True)
    read = uttered.ghost is not None and _table(header, "rules").get("base_rates") is True and heard
    return "The program's tally is read out" if read else ""


def waited(recording: Recording, row: RecordedRow) -> str:
    """Who had to wait in a row for whom under equal airtime; empty where nobody had to."""
    waits: dict[str, dict[str, None]] = {}
    for each in row.utterances:
        for member in each.waited or ():
            waits.setdefault(member, {})[each.member] = None
    name = {member: printable(seated.name) for member, seated in recording.members.items()}
    return "; ".join(
        f"{name[who]} waited for {together([name[each] for each in ahead])}" for who, ahead in waits.items()
    )


def two_meet(header: MeetingOpened) -> bool:
    """Whether a second committee meets about the same rows."""
    return _table(header, "rules").get("second_committee") is True


def both_calls(recording: Recording, row: RecordedRow) -> str:
    """The call of a second committee beside that of this one, and where the mean puts the row; empty without one."""
    listed, closed = recording.listed, row.closed
    if listed is None or closed is None or closed.id not in listed.second:
        return ""
    placed = recording.placed[closed.id]
    calls = f"The call here was {signed(closed.call)}, and the second committee's {signed(listed.second[closed.id])}"
    words = f"{calls}; the list goes by their mean, {signed(placed.call)}: {TIERS[placed.tier].lower()}"
    return words if placed.tier is closed.tier else f"{words}. {moved_by_both(closed.tier, placed.tier)}"


def moved_by_both(here: Tier, placed: Tier) -> str:
    """That the mean of both committees, and not the call in the room, put a row where it is."""
    return f"The room called it {TIERS[here].lower()}; the mean of both committees made it {TIERS[placed].lower()}"


def _table(header: MeetingOpened, name: str) -> Mapping[str, Any]:
    """A table of the scenario's section ``meeting``; empty where the header, which may say anything, has none."""
    return _table_of(header.scenario, name)


def _table_of(scenario: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    meeting = scenario.get("meeting")
    table = meeting.get(name) if isinstance(meeting, Mapping) else None
    return table if isinstance(table, Mapping) else {}


def _listed(rules: Mapping[str, Any], name: str) -> tuple[Any, ...]:
    value = rules.get(name)
    return tuple(each for each in value if isinstance(each, str | int)) if isinstance(value, list | tuple) else ()


def _number(table: Mapping[str, Any], name: str, otherwise: float) -> float:
    value = table.get(name)
    return float(value) if isinstance(value, int | float) else otherwise
