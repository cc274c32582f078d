"""The sentences of a story about a rule that memory moved: the cause first, then the rule, then whom it kept out.

The rule of a year is set before anybody meets, so no meeting shows the minute. What can be watched stands beside it:
the last row of the group before the rule, who came to the table in spite of it, and a row that reminded the room of the
resident behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from committee.measures.groups import BARS
from committee.recording.spoken import together
from committee.season.causes import Happened, Pressed
from committee.season.closures import Behind, Closure
from committee.season.known import Known, Need, Sentence, Step
from committee.season.moments import Named
from committee.season.wording import (
    NO_MORE_APART,
    counted,
    described,
    many,
    opened,
    plain,
    rule_beside,
    rule_moved,
    span,
)

AHEAD: Final = 10
"""Years after what became of a resident in which the story looks for a row that reminds somebody of it."""


def of_rule(known: Known, found: Sequence[Closure], main: Closure, *, door: bool) -> Iterator[Sentence]:
    """What is told of a rule: how it came to stand, whom it kept out, how long, and each other time that it stood.

    Parameters
    ----------
    known
        The program.
    found
        Every closure of the rule, in order.
    main
        The one that the story is about.
    door
        Whether a door closed behind it.
    """
    yield from _before(known, main)
    yield _moved(known, main)
    yield _minute(main, door=door)
    yield _missed(known, main)
    yield from _lasted(known, main, found)
    if others := [each for each in found if each != main]:
        yield _again(known, others, main)


def recalled(known: Known, lived: Happened, main: Closure | None, found: Sequence[Closure] = ()) -> Sentence | None:
    """The row in which the room can be watched as it remembers the resident.

    One before the rule comes first, since it can be among the causes, then one of the group that the rule is about,
    then one in which somebody speaks.
    """
    group = main.seen.group.name if main else ""
    since = main.years[0] if main else known.years[-1] + 1

    def fits(row: Named) -> tuple[bool, bool, bool]:
        return row.year >= since, bool(group) and group not in row.alike, not row.words

    best: Named | None = None
    for row in known.rooms.recalls(known.program, lived.id, after=lived.year, before=lived.year + AHEAD):
        if best is not None and row.year >= since and (best.year < since or not any(fits(best)[1:])):
            break
        best = min(best or row, row, key=fits)
    if best is None:
        return None
    when = f"In {best.year}, "
    if any(best.year in each.years for each in found):
        when += "with the rule in place, "
    elif best.year >= since:
        when += "once the rule was gone, "
    text = when + _in_the_row(known, lived, best, group)
    return Sentence(text=text, moment=best.moment, year=best.year, step=Step.MEETING, need=Need.SCENE)


def _in_the_row(known: Known, lived: Happened, row: Named, group: str) -> str:
    name, person = plain(row.row_name), known.called(lived.id)
    who = described(row.alike, row.tier, group)
    if row.words:
        said = plain(row.words).strip('“”"').rstrip()
        return f"at the row of {name}{who}, {plain(row.speaker)} spoke of {person}: “{said}”"
    minds = "one member" if row.minds == 1 else f"{counted(row.minds)} members"
    comma = "," if who else ""
    return f"the row of {name}{who}{comma} reminded {minds} of {person}, and nobody said so."


def _before(known: Known, main: Closure) -> Iterator[Sentence]:
    """The last row of the group while the rule did not stand, at a program that then shut a bar."""
    year = main.years[0] - 1
    rows = known.rooms.rows_of(year, known.program, "rank", main.seen.group)
    if main.bar.scored or not rows:
        return
    moment, row = rows[-1]
    name, people = plain(row.opened.name), main.seen.group.people
    many = f"{counted(len(rows))} rows of {people}, and the last was that of {name}"
    text = f"In {year}, the rank meeting still had {many if len(rows) > 1 else f'one row of {people}, that of {name}'}."
    yield Sentence(text=text, moment=moment, year=year, step=Step.MEETING, need=Need.SCENE)


def _moved(known: Known, main: Closure) -> Sentence:
    first = main.years[0]
    if main.bar.scored:
        worst = "" if len(main.years) == 1 else f"in {main.worst.worst} "
        text = f"{opened(span(main.years))}, the program was stricter than it would have been without memory: {worst}"
        text += rule_beside(main.bar, main.worst.value, main.worst.twin)
    else:
        when = f"from {first} on" if main.years[-1] == known.years[-1] else span(main.years)
        text = f"{opened(when)}, the program {rule_moved(main.bar, leaks=known.leaks(first))}"
    resident = main.behind[0].resident
    if resident:
        who = known.called(resident) if resident == known.followed else known.introduced(resident, first)
        text += f"; of all that those in charge had in mind, {who} weighed most"
        text += f" until {main.behind[0].years[-1]}" if len(main.behind) > 1 else ""
    return Sentence(text=f"{text}.", year=first, step=Step.RULE)


def _minute(main: Closure, *, door: bool) -> Sentence:
    first = main.years[0]
    what = "the door closed" if door else "that came about"
    text = f"Nobody had voted on it and no notice went out, so the minute in which {what} is not in any meeting: "
    text += f"the rule changed after the meetings of {first - 1} and before those of {first}."
    return Sentence(text=text, year=first, step=Step.RULE, need=Need.AROUND if main.bar.scored else Need.SPINE)


def _missed(known: Known, main: Closure) -> Sentence:
    seen, last = main.seen, main.years[-1]
    end = ", the last year of the story" if last == known.years[-1] else ""
    shown = known.first_of(seen.group, main.years) if seen.own else None
    text = f"{opened(span(main.years))}{end}, the program interviewed {many(seen.own)} of the {seen.group.people}"
    if shown:
        name, year, _ = shown
        text += f", {name} in {year}" if seen.own == 1 else f", {name} in {year} the first of them"
    text += f"; with memory switched off and all else the same, it interviewed {many(seen.twin)}"
    text += NO_MORE_APART if seen.small else ""
    return Sentence(text=f"{text}.", moment=shown[2] if shown else None, year=main.years[0], step=Step.RULE)


def _lasted(known: Known, main: Closure, found: Sequence[Closure]) -> Iterator[Sentence]:
    """Who weighed most after the first, and what the program did once the rule was gone."""
    later = [each for each in main.behind[1:] if each.resident]
    if later:
        met = {known.followed, main.behind[0].resident}
        told = together([_kept_by(known, each, met) for each in later])
        text = f"{opened(BARS[main.bar])} came to hang on others: {told} weighed most."
        yield Sentence(text=text, year=later[0].years[0], step=Step.RULE)
    if main.years[-1] < known.years[-1]:
        yield _gone(known, main, found)


def _kept_by(known: Known, behind: Behind, met: set[str]) -> str:
    new = behind.resident not in met
    met.add(behind.resident)
    who = known.introduced(behind.resident, behind.years[0]) if new else known.called(behind.resident)
    return f"{span(behind.years)} {who}"


def _gone(known: Known, main: Closure, found: Sequence[Closure]) -> Sentence:
    """What the program did after the rule was gone, until it stood again."""
    first = main.years[-1] + 1
    again = min((each.years[0] for each in found if each.years[0] > first), default=known.years[-1] + 1)
    seen = known.seen(main.seen.group, range(first, again))
    rule = "it was no longer stricter" if main.bar.scored else "the rule was gone"
    text = f"{opened(span(seen.years))} {rule}, and the program interviewed {many(seen.own)} of the "
    shown = known.first_of(seen.group, seen.years) if seen.own else None
    text += seen.group.people + (f", {shown[0]} in {shown[1]} the first of them" if shown else "")
    text += f"; without memory it would have interviewed {many(seen.twin)}."
    return Sentence(text=text, moment=shown[2] if shown else None, year=first, step=Step.RULE)


def _again(known: Known, others: Sequence[Closure], main: Closure) -> Sentence:
    """Each other time that the rule stood, in one sentence."""
    first, last = others[0], others[-1]
    scored = main.bar.scored
    if len(others) == 1:
        resident = first.behind[0].resident
        who = known.called(resident) if resident == known.followed else known.introduced(resident, first.years[0])
        if first.years[0] > main.years[0]:
            stood = "was stricter than without memory" if scored else "stood"
            text = f"The rule {stood} again {span(first.years)}{f', when {who} weighed most' if resident else ''}"
        else:
            rule = rule_beside(main.bar, first.worst.value, first.worst.twin)
            moved = f"it was stricter than without memory: {rule}" if scored else rule
            text = f"{opened(span(first.years))}, {moved}".replace(" it ", " the program ", 1)
            text += f", and {who} weighed most then" if resident else ""
        text += (
            f": the program interviewed {many(first.seen.own)} of the {first.seen.group.people}, and without memory "
        )
        text += f"it would have interviewed {many(first.seen.twin)}"
    else:
        told = [f"{span(each.years)} ({many(each.seen.own)}, not {many(each.seen.twin)})" for each in others]
        what = "was stricter than without memory" if scored else "stood"
        text = f"The rule {what} at other times too, with so many of the {first.seen.group.people} interviewed, not so "
        text += f"many as without memory: {together(told)}"
    if main.years[-1] < last.years[-1] < known.years[-1]:
        after = known.seen(last.seen.group, range(last.years[-1] + 1, known.years[-1] + 1))
        text += f"; {span(after.years)}, with the rule gone, it interviewed {many(after.own)}, "
        text += f"and without memory {many(after.twin)}"
    year = first.years[0] if len(others) == 1 else max(first.years[0], main.years[0])
    return Sentence(text=f"{text}.", year=year, step=Step.RULE)


def of_another(known: Known, pressed: Sequence[Pressed], lived: Happened, main: Closure | None) -> Iterator[Sentence]:
    """Another resident of the program, who weighed most in another rule: for the most years, then by the most."""
    own = {each.id: each for each in known.lived if each.holders}
    told = [
        each
        for each in pressed
        if each.resident in own and each.resident != lived.id and (main is None or each.bar is not main.bar)
    ]
    if not told:
        return
    most = max(
        told,
        key=lambda each: (
            *(own[each.resident].entered == lived.entered, len(each.years), abs(each.value - each.twin)),
            *(-each.years[0], each.resident),
        ),
    )
    worst = "" if len(most.years) == 1 else f"in {most.worst} "
    text = f"{known.introduced(most.resident, most.years[0])} weighed most in another rule {span(most.years)}: {worst}"
    text += f"{rule_beside(most.bar, most.value, most.twin)}."
    yield Sentence(text=text, year=most.years[0], step=Step.RULE, need=Need.AROUND)
