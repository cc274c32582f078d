"""The story of a season: at most ten plain sentences, each with the second of a meeting in which it can be watched.

It follows one resident: the one behind a door that closed, or else the one whose memory made rules stricter in most
years. It tells who came, what became of them, who spoke of it, which rule moved, whom the program then no longer met,
and whether that lasted. Where no door closed, it says so, and which group came nearest to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from committee.measures.groups import BARS, GROUPS
from committee.season.causes import GRAVITY, Happened, Moved, Pressed, lived_through, moves, pressed
from committee.season.doors import AT_MOST, BACK, WINDOW, Door, least_let_in
from committee.season.moments import Moment, Place, Rooms
from committee.season.tables import Tables
from committee.season.wording import EVENTS, counted, person_with, plain, rule_beside, rule_moved
from committee.terms import DISCLAIMER

MOST: Final = 10
"""Sentences at most."""

NOTE: Final = "Note: "
"""What a note begins with."""


LITTLE: Final = 0.75
"""A group has lost little if it had at least this share of the interviews that it would have had without memory."""


class Told(Struct, frozen=True, kw_only=True):
    """All that a story is told from."""

    tables: Tables
    """The tables of the season."""
    doors: Sequence[Door]
    """The doors that closed: :func:`committee.season.doors.doors`."""
    programs: Sequence[Mapping[str, Any]]
    """The programs as the manifest has them: ``program``, ``name``, ``seats``."""
    recordings: Mapping[Place, Path]
    """The recordings that were kept, by year, program and gate."""
    title: str
    """The title of the scenario."""
    notes: Sequence[str] = ()
    """What a reader must know besides, such as that a fate came to nobody."""
    forced: Collection[str] = ()
    """The ids of the residents whose fate the scenario forces, whom the story follows if no door closed."""


class Sentence(Struct, frozen=True, kw_only=True):
    """A sentence, and where to watch what it says."""

    text: str
    """The sentence."""
    moment: Moment | None
    """The second of a meeting; None where no meeting of it was kept."""


def story(told: Told) -> str:
    """The file ``story.md``: the title, the sentences, notes, and the line that all of this is simulated."""
    sentences = list(_Teller(told).sentences())[:MOST]
    lines = [f"{number}. {_line(sentence)}" for number, sentence in enumerate(sentences, start=1)]
    notes = [line for note in told.notes for line in (f"{NOTE}{note}", "")]
    return "\n".join([f"# {plain(told.title)}", "", *lines, "", *notes, f"*{DISCLAIMER}*", ""])


def _line(sentence: Sentence) -> str:
    return f"{sentence.text} ({sentence.moment.link})" if sentence.moment else sentence.text


class _Teller:
    """Knows whom and what the story is about."""

    def __init__(self, told: Told) -> None:
        self._told, self._tables = told, told.tables
        self._rooms = Rooms(told.recordings)
        self._years = sorted({int(year) for year in told.tables.years["year"]})
        self._names = {str(each["program"]): plain(str(each["name"])) for each in told.programs}
        self._door = self._main_door()
        self._program = self._door.program if self._door else min(self._rooms.programs or self._names, default="")
        self._pressed = pressed(told.tables, self._program)
        self._lived = self._main_event() if self._years else None
        self._person = self._called()

    def sentences(self) -> Iterator[Sentence]:
        """The sentences, in the order of the years."""
        if not self._years or not self._program:
            yield Sentence(text="No year of this season has been held, so there is nothing to tell.", moment=None)
            return
        yield self._setting()
        if self._lived is None:
            yield self._nobody()
        else:
            yield self._came(self._lived)
            yield from self._of_the_person(self._lived)
        yield from self._of_the_door(self._door) if self._door else self._without_a_door()
        yield from self._elsewhere()

    def _of_the_person(self, lived: Happened) -> Iterator[Sentence]:
        """What became of the resident and when it first was spoken of, in that order: meetings come first in a year."""
        yield self._became(lived)
        later = [each for each in self._events(lived) if each.year > lived.year]
        told = [(each.year, 1, self._became(each)) for each in later[-1:]]
        if lived.year < self._years[-1]:
            said, year = self._remembered(lived)
            told.append((year, 0, said))
        yield from (sentence for *_, sentence in sorted(told, key=lambda each: each[:2]))

    def _events(self, lived: Happened) -> list[Happened]:
        """All that became of a resident and is remembered; before the rule moved, if a door closed behind them."""
        end = (self._door.since if self._door and self._door.resident == lived.id else None) or self._years[-1] + 1
        own = lived_through(self._tables, self._program)
        return [each for each in own if each.id == lived.id and each.holders and each.year < end]

    def _of_the_door(self, door: Door) -> Iterator[Sentence]:
        move = self._move(door)
        if move is not None:
            yield from (self._moved(move), self._undecided(move))
        yield self._missed(door)
        yield self._minute(door, move)
        yield self._lasted(door)

    def _main_door(self) -> Door | None:
        """The door to tell of: one that can be watched, with a resident behind it, and as wide as can be."""
        watchable = [door for door in self._told.doors if door.program in self._rooms.programs]
        if not watchable:
            return None
        return min(
            watchable,
            key=lambda door: (
                *(not door.resident, not door.rule, door.interviews - door.twin_interviews),
                *(door.closed_from, door.program, door.group),
            ),
        )

    def _main_event(self) -> Happened | None:
        """The first that became of the resident behind the door, or of the one who weighed in most years' rules."""
        lived = [each for each in lived_through(self._tables, self._program) if each.holders]
        if self._door and self._door.resident:
            own = [each for each in lived if each.id == self._door.resident and each.year < (self._door.since or 0)]
            lived = own or lived
        weight = Counter(each.resident for each in self._pressed for _ in each.years)
        order = (*GRAVITY[::-1], "stood_out")
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

    def _called(self) -> str:
        """What the story calls the resident: the invented name, or what members call them."""
        if self._lived is None:
            return ""
        own = self._resident(self._lived)
        name = str(own.get("name") or "") or self._rooms.name(self._lived.entered, self._program, self._lived.id)
        label = name or self._rooms.label(self._program, self._lived.id)
        return plain(label) if label else f"a resident of {self._lived.entered}"

    def _setting(self) -> Sentence:
        seats = {str(each["program"]): int(each["seats"]) for each in self._told.programs}.get(self._program, 0)
        posts = f", which fills {counted(seats)} post{'' if seats == 1 else 's'} a year," if seats else ""
        first, last = self._years[0], self._years[-1]
        when = f"In {first}" if first == last else f"Each year from {first} to {last}"
        text = f"{when}, the committee of {self._name}{posts} met to choose its residents, and it remembered how "
        text += "earlier ones had turned out."
        return Sentence(text=text, moment=self._rooms.opening(first, self._program, "rank", "invite"))

    @property
    def _name(self) -> str:
        return self._names.get(self._program, self._program)

    def _nobody(self) -> Sentence:
        text = "Nobody in the room remembers anything that became of its residents in these years."
        return Sentence(text=text, moment=self._rooms.opening(self._years[-1], self._program, "rank"))

    def _resident(self, lived: Happened) -> Mapping[Any, Any]:
        """The row of a resident in the table."""
        came = self._tables.residents
        own = came[(came["program"] == self._program) & (came["id"] == lived.id)]
        return dict(own.iloc[0])

    def _came(self, lived: Happened) -> Sentence:
        place, who = _place(self._resident(lived)["position"]), f"{self._person}, {person_with(lived.traits)}"
        if place:
            text = f"In {lived.entered}, the Match brought the program {who}, from place {place} on the room's list."
        else:
            text = f"In {lived.entered}, the Match left posts open, and the program gave one of them to {who}."
        found = self._rooms.row(lived.entered, self._program, lived.id)
        return Sentence(text=text, moment=found[0] if found else None)

    def _became(self, lived: Happened) -> Sentence:
        event = EVENTS.get(lived.event, lived.event.replace("_", " "))
        people = f"member{'' if len(lived.holders) == 1 else 's'} of the committee"
        text = f"In {lived.year}, {self._person} {event}, and {counted(len(lived.holders))} {people} remembered it."
        named = self._rooms.remembered(self._program, lived.id, after=lived.year)
        return Sentence(text=text, moment=named.moment if named else None)

    def _remembered(self, lived: Happened) -> tuple[Sentence, int]:
        """The first time that somebody spoke of the resident, or else thought of them; and its year."""
        named = self._rooms.spoken(self._program, lived.id, after=lived.year)
        if named:
            said = plain(named.words).strip('“”"').rstrip()
            speaker, row = plain(named.speaker), plain(named.row_name)
            text = f"In {named.moment.year}, when the room came to the row of {row}, {speaker} spoke of it: “{said}”"
            return Sentence(text=text, moment=named.moment), named.moment.year
        silent = self._rooms.remembered(self._program, lived.id, after=lived.year)
        if silent:
            text = f"Nobody spoke of it aloud, but in {silent.moment.year} the row of "
            text += f"{plain(silent.row_name)} brought {self._person} to somebody's mind."
            return Sentence(text=text, moment=silent.moment), silent.moment.year
        return Sentence(
            text="No row that was recorded afterward brought it up, aloud or in silence.", moment=None
        ), lived.year

    def _move(self, door: Door) -> Moved | None:
        """The move of the rule that shut the door, as far as the tables have it."""
        if not door.rule:
            return None
        of_bar = [each for each in moves(self._tables, door.program) if each.bar == door.rule]
        return next((each for each in of_bar if each.year == door.since), None)

    def _moved(self, move: Moved) -> Sentence:
        text = f"From {move.year} on, the program {rule_moved(move.bar, tightened=move.tightened)}."
        return Sentence(text=text, moment=self._rooms.opening(move.year, self._program, "invite", "rank"))

    def _undecided(self, move: Moved) -> Sentence:
        text = f"Nobody had voted on that in {move.year - 1}, and no notice went out"
        behind = self._lived is not None and self._lived.id == move.resident
        text += (
            f"; it followed from what those in charge had in mind, and {self._person} weighed most." if behind else "."
        )
        return Sentence(text=text, moment=self._rooms.opening(move.year - 1, self._program, "rank", "invite"))

    def _missed(self, door: Door) -> Sentence:
        people = GROUPS[door.group].people
        text = f"From {door.closed_from} to {door.closed_to}, the program interviewed "
        text += f"{'none' if not door.interviews else counted(door.interviews)} of the {people}; "
        text += f"with memory switched off and all else the same, it interviewed {counted(door.twin_interviews)}."
        return Sentence(text=text, moment=self._rooms.opening(door.closed_from, self._program, "invite", "rank"))

    def _minute(self, door: Door, move: Moved | None) -> Sentence:
        if move is not None:
            text = "So the minute in which the door closed is not in any meeting: "
            text += f"it closed when {BARS[move.bar]} changed for {move.year}, before anybody sat down."
            return Sentence(text=text, moment=self._rooms.opening(move.year, self._program, "invite", "rank"))
        found = self._refused(door)
        if found is None:
            text = f"No rule shut this door, and no row of the {counted(WINDOW)} years shows who did."
            return Sentence(text=text, moment=None)
        moment, name, id_ = found
        text = f"No rule shut this door; it closed row by row, as in {moment.year} with {name}, and "
        text += f"`committee pivots {moment.path} --row {id_}` finds the sentence that mattered most."
        return Sentence(text=text, moment=moment)

    def _refused(self, door: Door) -> tuple[Moment, str, str] | None:
        """The first row of the group that a meeting of these years turned away: when, and who."""
        for year in range(door.closed_from, door.closed_to + 1):
            for gate in ("invite", "rank"):
                if found := self._rooms.turned_away(year, door.program, gate, GROUPS[door.group]):
                    moment, row = found
                    return moment, plain(row.opened.name), row.opened.id
        return None

    def _lasted(self, door: Door) -> Sentence:
        people = GROUPS[door.group].people
        if door.back:
            text = f"By {door.back}, the door was open again: over {counted(WINDOW)} years, {people} had at least "
            text += f"{'half' if BACK == 0.5 else f'{BACK:.0%}'} of the interviews that they would have had."
        else:
            text = f"By {self._years[-1]}, the last year of the story, the door had not opened again"
            lifted = self._lifted(door)
            text += f", though the rule was gone from {lifted} on." if lifted else "."
        last = door.back or self._years[-1]
        return Sentence(text=text, moment=self._rooms.opening(last, self._program, "invite", "rank"))

    def _lifted(self, door: Door) -> int | None:
        """The year from which the rule that shut the door was gone for good, as far as these years tell."""
        later = [
            each
            for each in moves(self._tables, door.program)
            if each.bar == door.rule and door.since is not None and each.year > door.since
        ]
        return later[-1].year if later and not later[-1].tightened and not later[-1].after else None

    def _without_a_door(self) -> Iterator[Sentence]:
        """What memory did though no door closed: the rule that it made stricter, and the group that lost most."""
        own = [each for each in self._pressed if self._lived and each.resident == self._lived.id]
        if own:
            yield self._stricter(max(own, key=lambda each: (len(each.years), -each.years[0])))
        if len(self._years) >= WINDOW:
            yield self._lost_most()
        yield self._no_door()

    def _stricter(self, held: Pressed) -> Sentence:
        first, last = held.years[0], held.years[-1]
        when = f"In {first}" if first == last else f"From {first} to {last}"
        worst = "" if first == last or not held.bar.scored else f"in {held.worst}, "
        text = f"{when}, the program was stricter than it would have been without memory: {worst}"
        text += f"{rule_beside(held.bar, held.value, held.twin)}; {self._person} weighed most in that."
        return Sentence(text=text, moment=self._rooms.opening(first, self._program, "invite", "rank"))

    def _lost_most(self) -> Sentence:
        found = least_let_in(self._tables, self._program)
        if found is None:
            text = f"No group had fewer interviews over {counted(WINDOW)} years than it would have had without memory."
            return Sentence(text=text, moment=None)
        little = " lost most, but little" if found.own >= LITTLE * found.twin else " lost most"
        text = f"Of all groups, {GROUPS[found.group].people}{little}: from {found.years[0]} to "
        text += f"{found.years[-1]}, the program interviewed {counted(found.own)} of them, and without memory it would "
        text += f"have interviewed {counted(found.twin)}."
        return Sentence(text=text, moment=self._rooms.opening(found.years[0], self._program, "invite", "rank"))

    def _no_door(self) -> Sentence:
        last = self._years[-1]
        if len(self._years) < WINDOW:
            text = f"Whether a door has closed shows only after {counted(WINDOW)} years."
        else:
            share = "a fifth" if AT_MOST == 0.2 else f"{AT_MOST:.0%}"
            text = f"So no door had closed here by {last}: a door counts as closed when a group's interviews over "
            text += f"{counted(WINDOW)} years are at most {share} of what they would have been without memory."
        return Sentence(text=text, moment=self._rooms.opening(last, self._program, "rank", "invite"))

    def _elsewhere(self) -> Iterator[Sentence]:
        """What other programs did, if there are any and there were years enough to tell."""
        others = [name for name in self._names if name != self._program]
        if not others or len(self._years) < WINDOW:
            return
        shut = {door.program for door in self._told.doors if door.program in others}
        where = "the one other program"
        if len(others) > 1:
            among = f"of the {counted(len(others))} other programs"
            where = f"{counted(len(shut)) if shut else 'any'} {among}"
        text = f"In these years, {'a' if shut else 'no'} door closed at {where}."
        yield Sentence(text=text, moment=None)


def _place(cell: object) -> str:
    """A place on the list as text; empty for a resident who came after the Match, whose cell is blank."""
    text = str(cell)
    return text.removesuffix(".0") if text.removesuffix(".0").isdigit() else ""
