"""The story of a season: at most ten plain sentences, each with the second of a meeting in which it can be watched.

It follows one resident: the one behind a door that closed, or else the one whose memory made rules stricter in most
years. It tells who came, what became of them, which rule moved, whom the program then no longer met, whether that
lasted and who kept it so, and what the scenario asks. The sentences stand in the order of the years. A link leads to a
row in which what the sentence tells can be seen, and nowhere else. Where no door closed, the story says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from committee.measures.groups import BARS, EVERYBODY, GROUPS, Bar
from committee.season.answers import answers
from committee.season.causes import GOOD, GRAVITY, Happened, pressed
from committee.season.closures import Closure, Seen, closures, lost_most, seen
from committee.season.doors import AT_MOST, BACK, WINDOW, Door
from committee.season.known import Known, Need, Sentence, Step, Told
from committee.season.moments import Moment, Rooms
from committee.season.ruling import of_another, of_rule, recalled
from committee.season.wording import (
    EVENTS,
    NO_MORE_APART,
    counted,
    many,
    person_with,
    plain,
    span,
    years_counted,
)
from committee.terms import DISCLAIMER

MOST: Final = 10
"""Sentences at most."""

NOTE: Final = "Note: "
"""What a note begins with."""

MUCH: Final = 2.0
"""A group picked out of all has lost much if it lost so many times what counts of that size vary by chance."""


def story(told: Told) -> str:
    """The file ``story.md``: the title, the sentences, notes, and the line that all of this is simulated."""
    sentences = _at_most(list(_Teller(told).sentences()))
    lines = [f"{number}. {_line(sentence)}" for number, sentence in enumerate(sentences, start=1)]
    notes = [line for note in told.notes for line in (f"{NOTE}{note}", "")]
    return "\n".join([f"# {plain(told.title)}", "", *lines, "", *notes, f"*{DISCLAIMER}*", ""])


def _at_most(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The :data:`MOST` sentences that the story needs the most, in the order of the years."""
    needed = sorted(enumerate(sentences), key=lambda each: (each[1].need, each[0]))[:MOST]
    return [sentence for _, sentence in sorted(needed, key=lambda each: (each[1].year, each[1].step, each[0]))]


def _line(sentence: Sentence) -> str:
    return f"{sentence.text} ({sentence.moment.link})" if sentence.moment else sentence.text


class _Teller:
    """Knows whom and what the story is about."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._rooms = Rooms(told.recordings)
        self._years = sorted({int(year) for year in told.tables.years["year"]})
        names = [str(each["program"]) for each in told.programs]
        self._door = self._main_door()
        self._program = self._door.program if self._door else self._without_door(self._rooms.programs or names)
        self._known = Known(told, self._program, self._years, self._rooms)
        self._pressed = pressed(told.tables, self._program)
        self._lived = self._main_event() if self._years else None
        self._known.followed = self._lived.id if self._lived else ""
        self._person = self._known.called(self._lived.id) if self._lived else ""

    def sentences(self) -> Iterator[Sentence]:
        """The sentences, in any order: each has its year and its step."""
        if not self._years or not self._program:
            yield Sentence(
                text="No year of this season has been held, so there is nothing to tell.", year=0, step=Step.RULE
            )
            return
        yield self._setting()
        found = self._closures()
        main = self._main_closure(found)
        if self._lived is not None:
            yield from self._of_the_person(self._lived, main, found)
        elif not any(each.holders for each in self._known.lived):
            yield self._nobody()
        if main is not None:
            yield from of_rule(self._known, found, main, door=self._door is not None)
        elif self._door is not None:
            yield from self._row_by_row(self._door)
        if self._door is not None:
            yield from self._reopened(self._door, main)
        else:
            yield from self._without_a_door(found)
        if self._lived is not None and self._lived.event != GOOD:
            yield from of_another(self._known, self._pressed, self._lived, main)
        yield from answers(self._known, found)
        yield from self._elsewhere()

    def _main_door(self) -> Door | None:
        """The door to tell of: one that can be watched, of what is asked, with a resident behind it, the widest."""
        watchable = [door for door in self._told.doors if door.program in self._rooms.programs]
        if not watchable:
            return None
        asked = self._asked()
        return min(
            watchable,
            key=lambda door: (
                *(asked and door.group not in asked, not door.resident, not door.rule),
                door.interviews - door.twin_interviews,
                *(door.closed_from, door.program, door.group),
            ),
        )

    def _asked(self) -> set[str]:
        """The visas that the scenario asks about."""
        return {str(policy["visa"]) for policy in self._told.policies}

    def _without_door(self, programs: Sequence[str]) -> str:
        """The program to tell of if no door closed: one that had something to lose of what the scenario asks."""
        had = {
            each: sum(seen(self._told.tables, [each], GROUPS[visa], self._years).twin for visa in self._asked())
            for each in programs
        }
        return min(programs, key=lambda each: (-had[each], each), default="")

    def _main_event(self) -> Happened | None:
        """The first that became of the resident behind the door, or of the one who weighed in most years' rules.

        None if somebody of another program is behind the door, or if nobody is and no resident fits.
        """
        lived = [each for each in self._known.lived if each.holders]
        if self._door and self._door.rule:
            since = self._door.since or 0
            lived = [each for each in lived if each.id == self._door.resident and each.year < since]
        elif self._door:
            first = self._door.closed_from
            lived = [each for each in lived if self._door.group in each.traits and each.bad and each.year < first]
        weight = Counter(each.resident for each in self._pressed for _ in each.years)
        order = (*GRAVITY[::-1], GOOD)
        grave = {event: -rank for rank, event in enumerate(order)}
        most = max(
            lived,
            key=lambda each: (
                *(each.id in self._told.forced, weight[each.id], each.year < self._years[-1]),
                *(len(each.holders), grave.get(each.event, -9), each.id),
            ),
            default=None,
        )
        return min((each for each in lived if most and each.id == most.id), key=lambda each: each.year, default=None)

    def _closures(self) -> list[Closure]:
        """Every closure of the rule that the story is about; none if it is about no rule."""
        if self._door is not None:
            bar = self._door.rule
            found = closures(self._told.tables, self._program, Bar(bar), self._door.group) if bar else []
            return found if any(self._door.since in each.years for each in found) else []
        if self._lived is None:
            return []
        bars = dict.fromkeys(each.bar for each in self._pressed if each.resident == self._lived.id)
        told = [closures(self._told.tables, self._program, bar) for bar in bars]
        return min(told, key=lambda found: (found[0].bar.scored, self._lost(found)), default=[])

    def _lost(self, found: Sequence[Closure]) -> int:
        """How many interviews more, or with the sign turned fewer, there were in closures that hang on the resident."""
        return sum(each.seen.own - each.seen.twin for each in found if self._hangs(each))

    def _hangs(self, closure: Closure) -> bool:
        return any(self._lived and each.resident == self._lived.id for each in closure.behind)

    def _main_closure(self, found: Sequence[Closure]) -> Closure | None:
        """The one in which the door closed, or else the first that hangs on the resident of the story."""
        if self._door is not None:
            return next((each for each in found if self._door.since in each.years), None)
        return next((each for each in found if self._hangs(each)), None)

    def _setting(self) -> Sentence:
        seats = {str(each["program"]): int(each["seats"]) for each in self._told.programs}.get(self._program, 0)
        posts = f", which fills {counted(seats)} position{'' if seats == 1 else 's'} a year," if seats else ""
        first, last = self._years[0], self._years[-1]
        when = f"In {first}" if first == last else f"Each year from {first} to {last}"
        name = self._known.names.get(self._program, self._program)
        text = f"{when}, the committee of {name}{posts} met to choose its residents, and it remembered how "
        text += "earlier ones had turned out."
        moment = self._rooms.opening(first, self._program, "rank", "invite")
        return Sentence(text=text, moment=moment, year=0, step=Step.RULE)

    def _nobody(self) -> Sentence:
        text = "Nobody in the room remembers anything that became of its residents in these years."
        return Sentence(text=text, year=self._years[0], step=Step.AFTER)

    def _of_the_person(self, lived: Happened, main: Closure | None, found: Sequence[Closure]) -> Iterator[Sentence]:
        """Who came, what became of them, and one row that reminded the room of it."""
        yield self._came(lived)
        yield self._became(lived)
        end = main.years[0] if main else self._years[-1] + 1
        later = [each for each in self._known.lived if each.id == lived.id and each.holders and each.year < end]
        yield from (self._became(each) for each in later[-1:] if each.year > lived.year)
        if lived.year == self._years[-1]:
            return
        yield recalled(self._known, lived, main, found) or Sentence(
            text=f"No row that was recorded afterward reminded anybody of {self._person}, aloud or in silence.",
            year=self._years[-1],
            step=Step.MEETING,
            need=Need.SCENE,
        )

    def _came(self, lived: Happened) -> Sentence:
        place = _place(self._known.resident(lived.id)["position"])
        who = f"{self._person}, {person_with(lived.traits)}"
        if place:
            text = f"In {lived.entered}, the Match brought the program {who}, from place {place} on the room's list."
        else:
            text = f"In {lived.entered}, the Match left positions open, and the program gave one of them to {who}."
        found = self._rooms.row(lived.entered, self._program, lived.id)
        return Sentence(text=text, moment=found[0] if found else None, year=lived.entered, step=Step.MATCH)

    def _became(self, lived: Happened) -> Sentence:
        event = EVENTS.get(lived.event, lived.event.replace("_", " "))
        people = f"member{'' if len(lived.holders) == 1 else 's'} of the committee"
        text = f"In {lived.year}, {self._person} {event}, and {counted(len(lived.holders))} {people} remembered it."
        return Sentence(text=text, year=lived.year, step=Step.TRAINING)

    def _row_by_row(self, door: Door) -> Iterator[Sentence]:
        """A door that no rule shut: whom the program no longer met, and a row that was turned away."""
        group = GROUPS[door.group]
        text = f"From {door.closed_from} to {door.closed_to}, the program interviewed "
        text += f"{many(door.interviews)} of the {group.people}; with memory "
        text += f"switched off and all else the same, it interviewed {counted(door.twin_interviews)}."
        yield Sentence(text=text, year=door.closed_from, step=Step.RULE)
        found = self._refused(door)
        if found is None:
            text = f"No rule shut this door, and no row of the {years_counted(WINDOW)} shows who did."
            yield Sentence(text=text, year=door.closed_from, step=Step.RULE)
            return
        moment, name, id_ = found
        text = f"No rule shut this door; it closed row by row, as in {moment.year} with {name}, and "
        text += f"`committee pivots {moment.path} --row {id_}` finds the sentence that mattered most."
        yield Sentence(text=text, moment=moment, year=moment.year, step=Step.MEETING)

    def _refused(self, door: Door) -> tuple[Moment, str, str] | None:
        """The first row of the group that a meeting of these years turned away: when, and who."""
        for year in range(door.closed_from, door.closed_to + 1):
            for gate in ("invite", "rank"):
                if found := self._rooms.turned_away(year, door.program, gate, GROUPS[door.group]):
                    moment, row = found
                    return moment, plain(row.opened.name), row.opened.id
        return None

    def _reopened(self, door: Door, main: Closure | None) -> Iterator[Sentence]:
        """Whether the door came back, by the measure of doors; where the rule stands to the end it has been told."""
        people = GROUPS[door.group].people
        if door.back:
            text = f"By {door.back}, the door was open again: over {counted(WINDOW)} years, {people} had at least "
            text += f"{'half' if BACK == 0.5 else f'{BACK:.0%}'} of the interviews that they would have had."
            yield Sentence(text=text, year=door.back, step=Step.AFTER)
        elif main is None or main.years[-1] < self._years[-1]:
            text = f"By {self._years[-1]}, the last year of the story, the door had not opened again."
            yield Sentence(text=text, year=self._years[-1], step=Step.AFTER)

    def _without_a_door(self, found: Sequence[Closure]) -> Iterator[Sentence]:
        """What memory did though no door closed: what the resident's own groups had of it, and who lost most."""
        told = {each.seen.group.name for each in found}
        after = [year for year in self._years if self._lived is None or year > self._lived.year]
        own = self._own_groups(self._lived, after) if self._lived and after else []
        if self._lived and own and not found:
            yield self._of_the_groups(own)
        if len(after) >= WINDOW:
            yield from self._lost_most(after, told | {each.group.name for each in own}, anything=bool(found or own))
        yield self._no_door(found)

    def _own_groups(self, lived: Happened, after: Sequence[int]) -> list[Seen]:
        """The groups to which the resident belonged by what a file shows, those first that memory moved the most."""
        own = [group for name, group in GROUPS.items() if name in lived.traits]
        plain_to_see = [group for group in own if group.kind == EVERYBODY] or own
        told = [each for group in plain_to_see if (each := self._known.seen(group, after)).own or each.twin]
        return sorted(told, key=lambda each: -each.apart if lived.event == GOOD else each.apart)

    def _of_the_groups(self, own: Sequence[Seen]) -> Sentence:
        """How those fared afterward who are like the resident."""
        most = own[0]
        shown = self._known.first_of(most.group, most.years) if most.own else None
        text = f"After that, {span(most.years)}, the program interviewed {many(most.own)} of the {most.group.people}"
        text += f", {shown[0]} in {shown[1]} the first of them" if shown else ""
        text += f"; without memory it would have interviewed {many(most.twin)}{NO_MORE_APART if most.small else ''}"
        for each in own[1:2]:
            text += (
                f"; of the {each.group.people} it interviewed {many(each.own)}, and without memory {many(each.twin)}"
            )
        return Sentence(text=f"{text}.", moment=shown[2] if shown else None, year=most.years[-1], step=Step.AFTER)

    def _lost_most(self, after: Sequence[int], told: set[str], *, anything: bool) -> Iterator[Sentence]:
        """The group that lost most besides those that were told of, if it lost much or nothing else was told."""
        found = lost_most(self._told.tables, self._program, after, told)
        if anything and (found is None or found.apart > -MUCH):
            return
        if found is None:
            text = f"No group had fewer interviews over {years_counted(WINDOW)} than it would have had without memory."
        else:
            beside = f"{many(found.own)} {span(found.years)}, and without memory it would have interviewed "
            text = f"Of {found.group.people}, who lost more than any other group, the program interviewed {beside}"
            text += f"{many(found.twin)}{NO_MORE_APART if found.apart > -MUCH else ''}."
        yield Sentence(text=text, year=self._years[-1], step=Step.AFTER, need=Need.AROUND if anything else Need.SPINE)

    def _no_door(self, found: Sequence[Closure]) -> Sentence:
        last = self._years[-1]
        if len(self._years) < WINDOW:
            text = f"Whether a door has closed shows only after {years_counted(WINDOW)}."
            return Sentence(text=text, year=last, step=Step.AFTER)
        share = "a fifth" if AT_MOST == 0.2 else f"{AT_MOST:.0%}"
        text = f"By the measure of these stories no door had closed by {last}: that takes {years_counted(WINDOW)} "
        text += f"together in which a group's interviews are at most {share} of what they would have been without "
        text += "memory"
        shut = [each for each in found if not each.bar.scored]
        longest = max((len(each.years) for each in shut), default=WINDOW)
        if longest < WINDOW:
            text += f", and {BARS[shut[0].bar]} stood for no more than {years_counted(longest)} in a row"
        return Sentence(text=f"{text}.", year=last, step=Step.AFTER)

    def _elsewhere(self) -> Iterator[Sentence]:
        """What other programs did, if there are any and there were years enough to tell."""
        others = [name for name in self._known.names if name != self._program]
        if not others or len(self._years) < WINDOW:
            return
        shut = {door.program for door in self._told.doors if door.program in others}
        where = "the one other program"
        if len(others) > 1:
            among = f"of the {counted(len(others))} other programs"
            where = f"{counted(len(shut)) if shut else 'any'} {among}"
        text = f"In these years, {'a' if shut else 'no'} door closed at {where}."
        yield Sentence(text=text, year=self._years[-1], step=Step.AFTER, need=Need.ELSEWHERE)


def _place(cell: object) -> str:
    """A place on the list as text; empty for a resident who came after the Match, whose cell is blank."""
    text = str(cell)
    return text.removesuffix(".0") if text.removesuffix(".0").isdigit() else ""
