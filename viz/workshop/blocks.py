"""What stands in words and tables on the board, and on phones: the debrief, and the seats that groups take.

While a group may still choose, it learns who sits in its seat and what they know. What the groups did is told after the
new talk, when a host shows it.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from viz.workshop.asked import Chair, seat_for
from viz.workshop.deciding import Place
from viz.workshop.room import Seated
from viz.workshop.shown import Block, Taken

if TYPE_CHECKING:
    from viz.workshop.facts import Page

HELD_AGAIN: Final = "The meeting is held again, with what you do. This can take half a minute."
"""What is said while a child process holds it."""


def blocks_of(page: Page) -> list[Block]:
    """A page of the debrief as pages are told it. Its questions are those of the step, so they are left out here."""
    said = [_said(text) for text in page["lead"]]
    for table in page["tables"]:
        said.append({"text": "", "caption": table["title"], "head": table["head"], "rows": table["rows"]})
        said += [_said(line) for line in table["note"].splitlines()]
    return said


def _said(text: str) -> Block:
    return {"text": text, "caption": "", "head": [], "rows": None}


def seated_at(place: Place) -> Seated | None:
    """What groups did in their seats at this step, once the meeting was held with it."""
    here = place.step.kind == "seat" and place.room.stand.phase in ("locked", "revealed")
    return place.room.seated.get(place.step.round) if here else None


def seat_step_blocks(place: Place, *, busy: bool) -> list[Block]:
    """What the board says at a seat step: who the groups are, and after the new talk what came of it."""
    step, seated = place.step, seated_at(place)
    if busy:
        return [_said(HELD_AGAIN)]
    if seated is None:
        return [_chair(place.told[step.round].chairs[member]) for member in step.seats]
    return seat_blocks(place, step.round) if place.room.stand.phase == "revealed" else []


def _chair(chair: Chair) -> Block:
    pairs = zip_longest(chair.knows, (option.label for option in chair.options), fillvalue="")
    head = ["They know", "They can"]
    return {"text": "", "caption": chair.label, "head": head, "rows": [list(pair) for pair in pairs]}


def taken(place: Place, client: str) -> Taken | None:
    """The seat that the group of ``client`` takes at this step."""
    step = place.step
    if step.kind != "seat" or place.room.stand.phase == "revealed" or place.room.ended:
        return None
    member = seat_for(step, place.room.animals, client)
    chair = place.told[step.round].chairs[member]
    return {"label": chair.label, "knows": list(chair.knows)}


def seat_blocks(place: Place, round_: str) -> list[Block]:
    """What groups did in the seats of a row and what came of it, for the board."""
    seated, chairs = place.room.seated[round_], place.told[round_].chairs
    rows = [[chairs[member].label, _label(chairs[member], value)] for member, value in seated.picked.items()]
    head = ["Your seats", "What you did"]
    first, *rest = seated.said
    did: Block = {"text": "", "caption": place.told[round_].name, "head": head, "rows": rows}
    return [_said(first), *_beside(seated), did, *(_said(text) for text in rest)]


def _beside(seated: Seated) -> list[Block]:
    if not seated.beside:
        return []
    head = ["", "Without you", "With you"]
    return [{"text": "", "caption": "", "head": head, "rows": [list(row) for row in seated.beside]}]


def _label(chair: Chair, value: str) -> str:
    return next((option.label for option in chair.options if option.value == value), value)
