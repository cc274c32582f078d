"""How one row ended, in words: the call, the sponsor, and what was never heard and why."""

from committee.events import RowClosed
from committee.recording import Recording
from committee.recording.practices import ballots, both_calls
from committee.recording.recording import RecordedRow
from committee.recording.spoken import TIERS, WHY_NOT, how_ended
from committee.recording.unsaid import left_unsaid, topic_unsaid
from committee.recording.verdict import reason, unpaid, weighing
from committee.terms import WhyNot
from viz.components.markup import Node, facts, tag


def row_card(recording: Recording, number: int) -> Node:
    """The row at place ``number`` (from 1), folded so that it reveals nothing until somebody opens it."""
    row = recording.rows[min(max(number, 1), len(recording.rows)) - 1]
    heading = f"How row {row.opened.row} ends: {row.opened.name}"
    body = _ending(recording, row, row.closed) if row.closed else [tag("p", "The recording stops inside this row.")]
    return tag("details", tag("summary", heading), *body, cls="fold row-card")


def _ending(recording: Recording, row: RecordedRow, closed: RowClosed) -> list[Node]:
    """The call in a sentence, the facts, and the points that stayed unsaid."""
    sponsor = recording.members.get(closed.sponsor or "")
    pairs = [
        ("Call", f"{TIERS[closed.tier]}; {how_ended(closed, (each.act for each in row.utterances))}"),
        ("Talk", f"{row.seconds:.0f} s, {len(row.utterances)} utterances"),
        ("Sponsor", f"{sponsor.name}, {_heard(closed.heard)}" if sponsor else "none"),
    ]
    ruled = (*ballots(recording, row), both_calls(recording, row))
    made_of = filter(None, (reason(row), weighing(row), unpaid(closed), *ruled))
    return [facts(pairs), *(tag("p", f"{words}.") for words in made_of), *_unheard(recording, row)]


def _heard(heard: bool | WhyNot | None) -> str:
    if isinstance(heard, WhyNot):
        return f"not heard: {WHY_NOT[heard]}"
    return "heard" if heard else "not heard"


def _unheard(recording: Recording, row: RecordedRow) -> list[Node]:
    """What some of the room knew and nobody said."""
    items = []
    for point, why in left_unsaid(row):
        holders = [recording.members[member].name for member in point.holders if member in recording.members]
        known = f" (known to {', '.join(holders)})" if holders else ""
        items.append(tag("li", tag("b", topic_unsaid(row, point)), f"{known}: {WHY_NOT[why]}"))
    return [tag("h2", "Never heard"), tag("ul", *items)] if items else []
