"""The story of a season: at most ten plain sentences, each with the second of a meeting in which it can be watched.

It follows one resident: the one behind a door that closed, or else one to whom the scenario forced a fate, or else the
one whom most people remember. It tells who
came, what became of them, who spoke of it, which rule moved, whom the program then no longer met, and whether that
lasted. Where no door closed, it says so and is shorter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from committee.measures.groups import BARS, GROUPS, Bar
from committee.recording.spoken import printable, together
from committee.recording.transcript import escaped
from committee.season.causes import GRAVITY, Happened, Moved, lived_through, moves
from committee.season.doors import BACK, WINDOW, Door
from committee.season.moments import Moment, Place, Rooms
from committee.season.tables import Tables
from committee.terms import DISCLAIMER, Kind, Visa

MOST: Final = 10
"""Sentences at most."""

NOTE: Final = "Note: "
"""What a note begins with."""

NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

KINDS: Final[Mapping[str, str]] = {
    Kind.US_MD: "a graduate of a US medical school",
    Kind.US_DO: "a graduate of a US osteopathic school",
    Kind.US_IMG: "a US citizen who had trained abroad",
    Kind.NON_US_IMG: "a graduate from abroad",
}
"""What a resident was when they applied."""

EVENTS: Final[Mapping[str, str]] = {
    "late": "arrived weeks late, because the visa came late",
    "boards_failed": "failed the board exam",
    "remediated": "had to repeat part of the training",
    "left": "left before the end of the training",
    "stood_out": "turned out to be one of the best residents of the program",
}
"""What became of a resident."""

SHUT: Final[Mapping[Bar, str]] = {
    Bar.STEP1_FAIL: "stopped every file with a failed Step 1",
    Bar.STEP2_FAIL: "stopped every file with a failed Step 2 CK",
    Bar.CONDUCT: "stopped every file with a citation on conduct, or worse",
    Bar.NOTES: "stopped every file with a note on conduct",
    Bar.H1B: "stopped every file that needed an H-1B visa",
    Bar.J1: "stopped every file that needed a J-1 visa",
}
"""What a program does that has shut a bar."""


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
    forced: Sequence[str] = ()
    """The ids of those to whom the scenario forced a fate."""


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
    return "\n".join([f"# {_plain(told.title)}", "", *lines, "", *notes, f"*{DISCLAIMER}*", ""])


def _line(sentence: Sentence) -> str:
    return f"{sentence.text} ({sentence.moment.link})" if sentence.moment else sentence.text


def _plain(text: str) -> str:
    """Text of a file on one line, with nothing in it that Markdown would read."""
    return escaped(printable(text))


def counted(number: int) -> str:
    """A count in words up to ten."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


class _Teller:
    """Knows whom and what the story is about."""

    def __init__(self, told: Told) -> None:
        self._told, self._tables = told, told.tables
        self._rooms = Rooms(told.recordings)
        self._years = sorted({int(year) for year in told.tables.years["year"]})
        self._names = {str(each["program"]): _plain(str(each["name"])) for each in told.programs}
        self._door = self._main_door()
        self._program = self._door.program if self._door else min(self._rooms.programs or self._names, default="")
        self._lived = self._main_event()
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
            yield from (self._came(self._lived), self._became(self._lived), self._remembered(self._lived))
        if self._door is None:
            yield self._no_door()
        else:
            yield from self._of_the_door(self._door)
        yield from self._elsewhere()

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
        """What became of the resident behind the door, or of one with a forced fate, or of whom most remember."""
        lived = [each for each in lived_through(self._tables, self._program) if each.holders]
        if self._door and self._door.resident:
            own = [each for each in lived if each.id == self._door.resident and each.year < (self._door.since or 0)]
        else:
            own = [each for each in lived if each.id in self._told.forced]
        lived = own or lived
        order = (*GRAVITY[::-1], "stood_out")
        grave = {event: -rank for rank, event in enumerate(order)}
        return max(lived, key=lambda each: (len(each.holders), grave.get(each.event, -9), each.id), default=None)

    def _called(self) -> str:
        """What the story calls the resident: the invented name, or what members call them."""
        if self._lived is None:
            return ""
        name = self._rooms.name(self._lived.entered, self._program, self._lived.id)
        label = name or self._rooms.label(self._program, self._lived.id)
        return _plain(label) if label else f"a resident of {self._lived.entered}"

    def _setting(self) -> Sentence:
        seats = {str(each["program"]): int(each["seats"]) for each in self._told.programs}.get(self._program, 0)
        posts = f", which fills {counted(seats)} post{'' if seats == 1 else 's'} a year," if seats else ""
        first, last = self._years[0], self._years[-1]
        years = f"In {first}" if first == last else f"From {first} to {last}"
        text = f"{years}, the committee of {self._name}{posts} met to choose its residents, and it remembered them."
        return Sentence(text=text, moment=self._rooms.opening(first, self._program, "rank", "invite"))

    @property
    def _name(self) -> str:
        return self._names.get(self._program, self._program)

    def _nobody(self) -> Sentence:
        text = "Nothing became of its residents in these years that anybody in the room still remembers."
        return Sentence(text=text, moment=self._rooms.opening(self._years[-1], self._program, "rank"))

    def _came(self, lived: Happened) -> Sentence:
        came = self._tables.residents
        own = came[(came["program"] == self._program) & (came["entered"] == lived.entered)]
        person = own[own["id"] == lived.id].iloc[0]
        place = _place(person["position"])
        others = len(own) - 1
        class_ = f", with {counted(others)} other{'' if others == 1 else 's'}" if others else ""
        found = self._rooms.row(lived.entered, self._program, lived.id)
        if place:
            text = f"In {lived.entered}, the room put {self._person}, {_who(lived)}, in place {place} on its list, and "
            text += f"the Match brought {self._person} to the program{class_}."
        else:
            text = f"In {lived.entered}, {self._person}, {_who(lived)}, joined the program after the Match{class_}."
        return Sentence(text=text, moment=found[0] if found else None)

    def _became(self, lived: Happened) -> Sentence:
        rest = len(lived.holders)
        verb = "remembers" if rest == 1 else "remember"
        event = EVENTS.get(lived.event, lived.event.replace("_", " "))
        people = "member of the committee" if rest == 1 else "members of the committee"
        text = f"In {lived.year}, {self._person} {event}, and {counted(rest)} {people} {verb} it."
        named = self._rooms.remembered(self._program, lived.id)
        return Sentence(text=text, moment=named.moment if named else None)

    def _remembered(self, lived: Happened) -> Sentence:
        named = self._rooms.spoken(self._program, lived.id)
        if named:
            said = _plain(named.words).strip('“”"').rstrip()
            speaker, row = _plain(named.speaker), _plain(named.row_name)
            text = f"In {named.moment.year}, when the room came to the row of {row}, {speaker} said: “{said}”"
            return Sentence(text=text, moment=named.moment)
        silent = self._rooms.remembered(self._program, lived.id)
        if silent:
            text = f"Nobody spoke of {self._person} aloud, but in {silent.moment.year} the row of "
            text += f"{_plain(silent.row_name)} brought {self._person} to mind."
            return Sentence(text=text, moment=silent.moment)
        text = f"No row of the years that were recorded brought {self._person} to mind."
        return Sentence(text=text, moment=None)

    def _move(self, door: Door) -> Moved | None:
        """The move of the rule that shut the door, as far as the tables have it."""
        if not door.rule:
            return None
        of_bar = [each for each in moves(self._tables, door.program) if each.bar == door.rule]
        return next((each for each in of_bar if each.year == door.since), None)

    def _moved(self, move: Moved) -> Sentence:
        text = f"From {move.year} on, the program {_rule(move)}."
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
                    return moment, _plain(row.opened.name), row.opened.id
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

    def _no_door(self) -> Sentence:
        last = self._years[-1]
        if len(self._years) < WINDOW:
            text = f"Whether a door has closed shows only after {counted(WINDOW)} years."
        else:
            text = f"By {last}, no door had closed here: every group that the program would have interviewed without "
            text += "memory, it interviewed with memory, too."
        return Sentence(text=text, moment=self._rooms.opening(last, self._program, "rank", "invite"))

    def _elsewhere(self) -> Iterator[Sentence]:
        """What other programs did, if there are any and there were years enough to tell."""
        others = [name for name in self._names if name != self._program]
        if not others or len(self._years) < WINDOW:
            return
        shut = {door.program for door in self._told.doors if door.program in others}
        if len(others) == 1:
            text = f"The one other program closed {'a' if shut else 'no'} door in these years."
        else:
            how_many = counted(len(shut)).capitalize() if shut else "None"
            text = f"{how_many} of the {counted(len(others))} other programs closed a door in these years."
        yield Sentence(text=text, moment=None)


def _place(cell: object) -> str:
    """A place on the list as text; empty for a resident who came after the Match, whose cell is blank."""
    text = str(cell)
    return text.removesuffix(".0") if text.removesuffix(".0").isdigit() else ""


def _who(lived: Happened) -> str:
    """What a resident was when they applied: the kind, a failed Step, the visa."""
    kind = next((words for kind, words in KINDS.items() if kind in lived.traits), "a resident")
    more = [words for trait, words in _MORE.items() if trait in lived.traits]
    return f"{kind} with {together(more)}" if more else kind


_MORE: Final[Mapping[str, str]] = {
    "step_fail": "a failed Step exam",
    "professionalism": "a note on conduct",
    "old_grad": "many years since graduation",
    Visa.J1: "a J-1 visa",
    Visa.H1B: "an H-1B visa",
}
"""What else a program saw in a resident's file."""


def _rule(move: Moved) -> str:
    """What a program does since a bar moved."""
    if not move.bar.scored:
        return SHUT[move.bar] if move.tightened else f"gave up {BARS[move.bar]}"
    return f"made {BARS[move.bar]} stricter" if move.tightened else f"made {BARS[move.bar]} less strict"
