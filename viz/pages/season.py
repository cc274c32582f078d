"""A season: its years, its doors, the story that it tells, and its residents. It fills in while years are held."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import solara
import solara.lab

import viz.context
from committee.archive.seasons import SeasonFolder
from committee.errors import InputRefused
from committee.recording.spoken import together
from viz.components.class_list import class_list
from viz.components.door_charts import door_charts, door_key
from viz.components.markup import WHOLE_PAGE, Child, Node, link, plain, tag
from viz.components.modules import Still
from viz.components.year_strip import LEGEND, year_strip
from viz.season.program import Program
from viz.season.reading import program_of
from viz.season.tale import Moment, Sentence

LOOK_EVERY_S = 1.0
"""Seconds between two looks at a season that is not complete."""

NO_SEASON = "There is no season here yet. Hold one, and its years appear as they are finished."
NO_SUCH_SEASON = "No season here matches this link. It may have been moved or changed since."
NO_SUCH_PROGRAM = "This season has no program of that name."
NO_STORY = "The story is written when all years are held."
UNFINISHED = "New years appear here as they are finished; the doors and the story come last."
FEW_PROGRAMS = 8
"""Other programs at most that stand in a line; more are folded."""


@solara.component
def Season(name: str = "", code: str = "") -> Node:  # noqa: N802
    """The season called ``name``, or the first on the shelf; of its programs ``code``, or the first."""
    shelf = viz.context.current().shelf
    listed = solara.use_memo(lambda: shelf.season(name), [name])
    if listed is None:
        return _nothing(NO_SUCH_SEASON if name else NO_SEASON, offers=not name)
    page: Node = Followed(listed.path, code).key(f"{listed.path} {code}")
    return page


@solara.component
def Followed(path: Path, code: str) -> Node:  # noqa: N802
    """The program ``code`` of the season in the folder ``path``, read again until all years are held."""
    at_first = solara.use_memo(lambda: _look(path, code), [])
    seen, set_seen = solara.use_state(at_first)

    async def follow() -> None:
        now = seen
        while isinstance(now, Program) and not now.complete:
            await asyncio.sleep(LOOK_EVERY_S)
            now = await asyncio.to_thread(_look, path, code)
            set_seen(now)

    solara.lab.use_task(follow, dependencies=[])
    return _nothing(seen) if isinstance(seen, str) else _page(seen)


def _look(path: Path, code: str) -> Program | str:
    """What there is to show by now; a sentence where there is nothing."""
    try:
        return program_of(SeasonFolder(path), code) or NO_SUCH_PROGRAM
    except InputRefused as refused:
        return str(refused)


def _nothing(sentence: str, *, offers: bool = False) -> Node:
    hold = [link("Hold a season", "/seasons", cls="button")] if offers else []
    ways = tag("p", *hold, link("See all recordings", "/"), cls="way-in")
    return tag("div", tag("h1", "No season to show"), tag("p", sentence, cls="lead", role="alert"), ways, cls="page")


def _page(program: Program) -> Node:
    body = tag(
        "div",
        tag("h1", program.title),
        *([tag("p", program.question, cls="lead")] if program.question else []),
        tag("p", *_about(program), cls="season-facts"),
        *([] if program.complete else [_so_far(program)]),
        _part("The years", LEGEND, year_strip(program)),
        _part("The story", *_story(program)),
        _part("Doors by group", DOORS, door_key(), door_charts(program), *_picture(program)),
        _part("The residents", RESIDENTS, class_list(program)),
        cls="page season",
    )
    return tag("div", solara.Title(f"{program.title} · The committee"), Still(tree=plain(body)))


def _so_far(program: Program) -> Node:
    """How far a season is of which not all years are held."""
    held, asked = len(program.years), program.asked
    of = {"max": f"{asked}", "value": f"{held}"} if asked else {"max": "1"}
    count = f"{held} of {asked} years" if asked else f"{held} year{'' if held == 1 else 's'}"
    return tag(
        "section",
        tag("progress", aria_label="Years held", **of),
        tag("p", f"{count} so far. {UNFINISHED}", cls="card-facts", role="status"),
        cls="meeting",
        aria_label="Progress",
    )


def _part(title: str, words: str, *body: Node) -> Node:
    """A part of the page under a heading."""
    about = [tag("p", words, cls="season-about")] if words else []
    return tag("section", tag("h2", title), *about, *body, cls="season-part", aria_label=title)


DOORS = (
    "A door is closed where interviews over three years are at most a fifth of those that the same season gives "
    "without memory. This is what the model did; it says nothing about any real program."
)
RESIDENTS = "A name leads to the row in which the room ranked that resident."


def _about(program: Program) -> Iterator[Child]:
    """Which program and which years these are, and the way to the others."""
    span = " to ".join(dict.fromkeys(str(each.year) for each in (*program.years[:1], *program.years[-1:])))
    posts = f"{program.seats} post{'' if program.seats == 1 else 's'} a year"
    market = f"one of {program.programs:,} programs, seed {program.seed}"
    yield f"{span or 'No year yet'}, {program.name} ({program.code}), {posts}, {market}."
    others = [each for each in program.watched if each[0] != program.code]
    ways = [link(code, f"/season/{program.season}/{code}", title=name) for code, name in others]
    if ways and len(ways) <= FEW_PROGRAMS:
        yield tag("span", "Other programs to look at: ", *ways, cls="season-others")
    elif ways:
        summary = tag("summary", f"{len(ways):,} other programs to look at")
        yield tag("details", summary, tag("span", *ways, cls="season-others"))


def _picture(program: Program) -> Iterator[Node]:
    """The way to the picture that lies in the folder once all years are held."""
    if program.complete:
        way = link("The doors as one picture", f"/season/{program.season}/doors.svg", target="_blank")
        yield tag("p", way, cls="season-picture")


def _story(program: Program) -> tuple[str, Node]:
    """Whom the story follows, if it is another program; and its sentences."""
    if not program.tale:
        return NO_STORY, tag("ol", cls="tale")
    followed = {each.moment.program for each in program.tale if each.moment is not None} - {program.code}
    about = f"It follows {together(sorted(followed))}, not {program.code}." if followed else ""
    return about, tag("ol", *(tag("li", *_sentence(program, each)) for each in program.tale), cls="tale")


def _sentence(program: Program, sentence: Sentence) -> Iterator[Child]:
    for number, piece in enumerate(re.split(r"`([^`]+)`", sentence.text)):
        if piece:
            yield tag("code", piece) if number % 2 else piece
    if sentence.moment is not None:
        yield " "
        yield link(sentence.moment.words, _at(program, sentence.moment), cls="tale-moment", target=WHOLE_PAGE)


def _at(program: Program, moment: Moment) -> str:
    """The replay at the second that a sentence names, in whichever program that was."""
    query = f"?row={moment.row}&at={moment.second}"
    return f"/season/{program.season}/{moment.year}/{moment.program}/{moment.gate}{query}"
