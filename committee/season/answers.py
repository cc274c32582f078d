"""What a scenario asks, answered as far as a season can: a member leaves, a policy comes and goes.

Where the program of the story has nothing to show, the story says so, and tells what the other programs did.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from committee.archive.seasons import program_name
from committee.measures.groups import BARS, GROUPS, Bar, Group, as_number
from committee.recording.spoken import together
from committee.season.closures import Closure, Seen, seen
from committee.season.known import Known, Need, Sentence, Step
from committee.season.tables import base_bars
from committee.season.wording import counted, many, span, years_counted
from committee.terms import Role


def answers(known: Known, found: Sequence[Closure]) -> Iterator[Sentence]:
    """The sentences that answer what the scenario asks. ``found`` is every closure of the rule of the story."""
    for change in known.told.changes:
        if program_name(int(change["program"])) == known.program and int(change["year"]) in known.years:
            yield _left(known, change, found)
    visas = dict.fromkeys(str(policy["visa"]) for policy in known.told.policies)
    for visa in visas:
        years = sorted({int(each["year"]) for each in known.told.policies if each["visa"] == visa})
        if any(year in known.years for year in years):
            yield from _policy(known, GROUPS[visa], years)


def _left(known: Known, change: Mapping[str, Any], found: Sequence[Closure]) -> Sentence:
    """What became of the rule when a member left."""
    year, leaves = int(change["year"]), str(change["leaves"])
    who = f"the {leaves}" if leaves in tuple(Role) else f"the member {leaves}"
    text = f"After the meetings of {year}, {who} left"
    stood = next((each for each in found if year in each.years), None)
    if year == known.years[-1]:
        text += ", and the story ends there, so it cannot say whether that opened a door."
    elif stood is None:
        text += ", but memory had no rule shut or stricter then that the story tells of, so this run cannot say "
        text += "whether that opened a door."
    elif year + 1 not in stood.years:
        text += f", and in {year + 1} {BARS[stood.bar]} was as it would have been without memory; whether it would "
        text += "have been so anyway, only the same seed without the change can say."
    else:
        text += f", and {_stayed(known, stood, year + 1)}."
    return Sentence(text=text, year=year, step=Step.AFTER, need=Need.ANSWER)


def _stayed(known: Known, stood: Closure, year: int) -> str:
    after = [each for each in stood.years if each >= year]
    told = known.seen(stood.seen.group, after)
    text = f"{BARS[stood.bar]} stood for {years_counted(len(after))} more"
    if after[-1] == known.years[-1]:
        text = f"{BARS[stood.bar]} still stood in {after[-1]}"
    text += f": {span(after)} the program interviewed {many(told.own)} of the {told.group.people}, and without memory "
    return f"{text}it would have interviewed {many(told.twin)}"


def _policy(known: Known, group: Group, years: Sequence[int]) -> Iterator[Sentence]:
    """What a policy on a visa left behind: at the program of the story, and at all."""
    edges = [known.years[0], *(year for year in years if known.years[0] < year <= known.years[-1])]
    spans = [range(first, after) for first, after in pairwise([*edges, known.years[-1] + 1])]
    own = [known.seen(group, each) for each in spans]
    last = known.years[-1]
    if not any(each.own or each.twin for each in own):
        text = f"The committee of this story interviewed none of the {group.people} in any year, with memory or "
        text += f"without{_always_shut(known, group)}, so it cannot show what that policy leaves behind."
    else:
        text = f"At this program, interviews with {group.people} came to {_per_span(own)}."
    yield Sentence(text=text, year=last, step=Step.AFTER, need=Need.ANSWER)
    others = [name for name in known.names if name != known.program]
    if others:
        of_all = [seen(known.tables, others, group, each) for each in spans]
        where = f"the {counted(len(others))} other programs" if len(others) > 1 else "the one other program"
        text = f"At {where}, interviews with {group.people} came to {_per_span(of_all)}."
        yield Sentence(text=text, year=last, step=Step.AFTER, need=Need.ANSWER)


def _per_span(spans: Sequence[Seen]) -> str:
    """Interviews per year in each span of years, beside the twin's."""
    return together(
        [f"{_a_year(each.own, each)} {span(each.years)} ({_a_year(each.twin, each)} without memory)" for each in spans]
    )


def _a_year(number: int, each: Seen) -> str:
    """Interviews a year, in figures."""
    mean = f"{number / len(each.years):.1f}".removesuffix(".0")
    return f"{mean} a year" if len(each.years) > 1 else mean


def _always_shut(known: Known, group: Group) -> str:
    """Why nobody was interviewed, if a rule of the group stood in every year with memory and without."""
    for bar in group.bars:
        if all(_shut(table, known, bar) for table in (known.tables.bars, base_bars(known.tables))):
            return f", because {BARS[bar]} stood there all the time"
    return ""


def _shut(bars: Any, known: Known, bar: Bar) -> bool:
    own = bars[bars["program"] == known.program]
    return not bar.scored and len(own) > 0 and all(as_number(value) == 1 for value in own[bar])
