"""A what-if in words: what was changed, where the two meetings part, what became of the row, who else moved."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from committee.experiments.whatifs.change import Change
from committee.experiments.whatifs.verdicts import veto_said
from committee.measures.differing import Differing, Pair, Standing
from committee.measures.parted import (
    calls_apart,
    first_call_said,
    moved_said,
    name_of,
    parting_said,
    places_said,
    quoted_line,
)
from committee.meeting.intervention import Intervention
from committee.recording import RecordedRow, Recording
from committee.recording.spoken import ENDINGS, TIERS, WHY_NOT, printable, units

LATE_S: Final = 0.1
"""An act that is said so many seconds from the one that was asked for is told with both."""

ALREADY: Final = "already"
"""How a change ends that changes nothing."""

_MISSING = object()


def told(
    change: Change, row: RecordedRow, meetings: tuple[Recording, Recording], compared: Differing
) -> tuple[str, ...]:
    """The sentences of a what-if about ``row``."""
    before, after = meetings
    changes = list(_changes(change, before, after))
    what = "Nothing is changed" if all(each.endswith(ALREADY) for each in changes) else "Changed"
    sentences = [f"{what}: {'; '.join(changes)}."]
    sentences += [*_still_failed(change, after), *_unsaid(change, after)]
    vetoes = _veto((row, _row_of(after, row.opened.id)), before, is_changed=what == "Changed")
    if compared.same:
        return (*sentences, "The meeting goes as it did, to the last word, call and place.", *vetoes)
    sentences.append(parting_said(compared.parting, before))
    sentences.append(first_call_said(compared, row.opened.id))
    pair = compared.of(row.opened.id)
    sentences += list(_became(pair, before)) if pair is not None else ["The row is not in the changed meeting."]
    sentences += vetoes
    sentences.append(moved_said(compared, but=row.opened.id))
    return tuple(sentences)


# ---------------------------------------------------------------- what was changed


def _changes(change: Change, before: Recording, after: Recording) -> Iterator[str]:
    for id_, given in change.cells.items():
        for column, text in given.items():
            yield _cell(column, text, _row_of(before, id_), _row_of(after, id_))
    for key in change.settings:
        first, second = (_shown(_setting(each.header.scenario, key)) for each in (before, after))
        yield f"{key} is {second} {ALREADY}" if first == second else f"{key} from {first} to {second}"
    for id_ in change.without:
        yield f"{printable(before.members[id_].name)} ({id_}) is not there"
    for id_ in change.forgotten:
        yield f"nobody remembers {printable(before.ghosts[id_])}"
    for id_, intervention in change.rows.items():
        row = _row_of(before, id_)
        if row is not None:
            yield from _inside(intervention, row, before)


def _cell(column: str, text: str, before: RecordedRow | None, after: RecordedRow | None) -> str:
    if before is None or after is None or column in before.opened.hidden:
        return f"{column} to {_cell_text(text)}"
    old, new = before.opened.cells.get(column, ""), after.opened.cells.get(column, "")
    of = f"{column} of {name_of(before)}"
    return f"{of} is {_cell_text(old)} {ALREADY}" if old == new else f"{of} from {_cell_text(old)} to {_cell_text(new)}"


def _cell_text(text: str) -> str:
    return f'"{printable(text)}"' if text else "blank"


def _setting(scenario: Mapping[str, Any], key: str) -> object:
    """What a scenario has at a dotted key; items of a list count from 1."""
    here: Any = scenario
    for part in key.split("."):
        if isinstance(here, Mapping):
            here = here.get(part, _MISSING)
        elif isinstance(here, list | tuple) and part.isdigit() and 1 <= int(part) <= len(here):
            here = here[int(part) - 1]
        else:
            return _MISSING
    return here


def _shown(value: object) -> str:
    if value is _MISSING or value is None:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False)
    return printable(text) if len(text) <= 60 else f"{printable(text)[:59]}…"


def _inside(changed: Intervention, row: RecordedRow, before: Recording) -> Iterator[str]:
    said = {each.turn: each for each in row.utterances}
    for turn in changed.silenced:
        if turn in said:
            yield f"nobody hears turn {turn} of {name_of(row)}: {quoted_line(said[turn], before)}"
    for put in changed.put:
        who = before.members.get(put.member)
        about = f" about {put.point}" if put.point else ""
        paid = f", at a stake of {units(put.units)}" if put.units else ""
        speaker = printable(who.name) if who else put.member
        yield f"{speaker} is to say something about {name_of(row)} at {put.at_s:g} s: {put.act}{about}{paid}"


def _still_failed(change: Change, after: Recording) -> Iterator[str]:
    """A sentence where a result is changed and the failures of the same exam still stand in a column of their own."""
    for id_, given in change.cells.items():
        row = _row_of(after, id_)
        for column, fails in (("step1", "step1_fails"), ("step2_ck", "step2_fails")):
            if row is not None and given.get(column, "fail") != "fail" and row.opened.cells.get(fails):
                yield f"The row still has {fails} {row.opened.cells[fails]}: a failure stays on the transcript."


def _unsaid(change: Change, after: Recording) -> Iterator[str]:
    """A sentence for each act that could not be said, or was said at another second."""
    for id_, changed in change.rows.items():
        row = _row_of(after, id_)
        # Nobody bids for a turn that an experimenter gives.
        left = [each for each in row.utterances if not each.bids] if row else []
        for put in changed.put:
            said = next((each for each in left if (each.member, each.act) == (put.member, put.act)), None)
            if said is None:
                yield f"The act at {put.at_s:g} s is never said: it could not end before the bell."
            else:
                left.remove(said)
                if abs(said.start_s - put.at_s) >= LATE_S:
                    when = ", before the call" if said.start_s < put.at_s else ", at the first free turn"
                    name = after.members[put.member].name
                    yield f"{name} wants to speak at {put.at_s:g} s; it was said at {said.start_s:.1f} s{when}."


# ---------------------------------------------------------------- what became of it


def _became(pair: Pair, meeting: Recording) -> Iterator[str]:
    name, before, after = name_of(pair.row), pair.before, pair.after
    where = [_standing(each) for each in (before, after)]
    calls = calls_apart(before.call, after.call)
    if before.call == after.call:
        calling = f"the call stays {calls[0]}"
    else:
        calling = f"the call goes from {calls[0]} to {calls[1]}"
    if where[0] == where[1]:
        yield f"{name} stays {where[0]}; {calling}."
    else:
        yield f"{name} was {where[0]} and is now {where[1]}, {places_said(pair.rise)}; {calling}."
    yield from _reasons(pair, meeting)


def _standing(standing: Standing) -> str:
    if standing.position is None:
        return "off the list"
    return f"number {standing.position} on the list ({TIERS[standing.tier].lower()})"


def _reasons(pair: Pair, before: Recording) -> Iterator[str]:
    """How the row ended and whether its sponsor was heard, where that is another way now."""
    first, second = pair.row.closed, pair.changed.closed
    if first is None or second is None:
        return
    if first.ended_by is not second.ended_by:
        yield f"It ended so: {ENDINGS[first.ended_by]}; now: {ENDINGS[second.ended_by]}."
    if (first.sponsor, first.heard) != (second.sponsor, second.heard):
        was, now = (_sponsor(each.sponsor, each.heard, before) for each in (first, second))
        yield f"Its sponsor: {was}; now: {now}."


def _sponsor(sponsor: str | None, heard: object, meeting: Recording) -> str:
    if sponsor is None and heard is None:
        return "none"
    seated = meeting.members.get(sponsor or "")
    who = printable(seated.name) if seated else sponsor or "an advocate"
    if heard is True:
        return f"{who}, heard"
    return f"{who}, not heard ({WHY_NOT[heard]})" if heard in WHY_NOT else who  # type: ignore[index]


def _veto(pair: tuple[RecordedRow, RecordedRow | None], before: Recording, *, is_changed: bool) -> list[str]:
    """Who vetoed the row, and whether the change lifts the veto; nothing where nobody vetoes it."""
    row, now = pair
    was = veto_said(row, before.members)
    still = veto_said(now, before.members) if now is not None else ""
    if was and still:
        other = "" if was == still else f" With the change, {still}."
        return [f"{was}.{other}{' The change does not lift the veto.' if is_changed else ''}"]
    if was:
        return [f"{was}. With the change, nobody vetoes it."] if now is not None else [f"{was}."]
    return [f"With the change, {still}."] if still else []


def _row_of(recording: Recording, id_: str) -> RecordedRow | None:
    return next((row for row in recording.rows if row.opened.id == id_), None)
