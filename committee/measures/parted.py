"""Where two meetings part and who moved, in sentences: what ``committee compare`` and ``committee whatif`` say."""

from __future__ import annotations

from typing import Final

from committee.measures.differing import Differing, Parting
from committee.recording import RecordedRow, Recording, Utterance
from committee.recording.spoken import CALL, TIERS, printable, signed, together, units

NAMED: Final = 5
"""Of those who moved, so many are named: the ones who moved furthest."""

LONGEST_LINE: Final = 90
"""Characters of an utterance that a sentence repeats."""


def parting_said(parting: Parting | None, before: Recording) -> str:
    """The first utterance that differs, and what is said now; ``before`` is the first recording."""
    if parting is None:
        return "Nobody says anything else than before."
    row = f"row {parting.row.opened.row} ({name_of(parting.row)})"
    where = f"The talk first differs in {row}, {parting.second:.1f} s into it"
    was, now = parting.before, parting.after
    if was is None or now is None:
        first, second = (quoted_line(each, before) if each else "nobody spoke any more" for each in (was, now))
        return f"{where}: {first}; now {second}."
    if was.member != now.member:
        return f"{where}: {quoted_line(was, before)}; now {quoted_line(now, before)}."
    said = _how_else(was, now) if was.text == now.text else f"now {_words(now)}"
    return f"{where}: {quoted_line(was, before)}; {said}."


def first_call_said(compared: Differing, about: str = "") -> str:
    """The first call that differs; ``about`` is the id of the row that was asked about, if one was."""
    pair, parting = compared.call, compared.parting
    if pair is None:
        return f"No {CALL} differs."
    own = " itself" if pair.row.opened.id == about else ""
    sooner = parting is not None and pair.row.opened.row < parting.row.opened.row
    first = f"The first {CALL} that differs is {'already ' if sooner else ''}that of"
    which = f"row {pair.row.opened.row} ({name_of(pair.row)}){own}"
    was, now = pair.row.closed, pair.changed.closed
    if was is None or now is None:
        return f"{first} {which}."
    before, after = calls_apart(was.call, now.call)
    tiers = [TIERS[each.tier].lower() for each in (was, now)]
    return f"{first} {which}: {before} ({tiers[0]}), now {after} ({tiers[1]})."


def moved_said(compared: Differing, *, but: str = "") -> str:
    """Who ends in another place: the ones who moved furthest by name, the others as a number.

    The row with the id ``but`` is left out, because other sentences are about it.
    """
    others = [pair for pair in compared.moved if pair.row.opened.id != but]
    else_ = " else" if but else ""
    if not others:
        return f"Nobody{else_} changes place."
    named = [f"{name_of(pair.row)} ({places_said(pair.rise)})" for pair in others[:NAMED]]
    rest = others[NAMED:]
    if not rest:
        return f"Who{else_} moved: {together(named)}."
    furthest = max(abs(pair.rise) for pair in rest)
    by = f"at most {furthest:g} places" if furthest > 1 else "one place"
    return f"Who{else_} moved: {together(named)}; and {len(rest)} more, by {by}."


def places_said(rise: float) -> str:
    """How far somebody moved: ``3 places up``."""
    if not rise:
        return "the same place"
    count = f"{abs(rise):g} place{'' if abs(rise) == 1 else 's'}"
    return f"{count} {'up' if rise > 0 else 'down'}"


def calls_apart(first: float, second: float) -> tuple[str, str]:
    """Two calls with as many decimals as tell them apart, two at least."""
    if first == second or signed(first) != signed(second):
        return signed(first), signed(second)
    return f"{first:+.4f}", f"{second:+.4f}"


def quoted_line(utterance: Utterance, meeting: Recording) -> str:
    """Who said what, shortened."""
    who = meeting.members.get(utterance.member)
    return f"{printable(who.name) if who else utterance.member} said {_words(utterance)}"


def name_of(row: RecordedRow) -> str:
    """The applicant's name, or the id of a row without one."""
    return printable(row.opened.name) or row.opened.id


def _how_else(was: Utterance, now: Utterance) -> str:
    """What differs in two utterances of the same words."""
    if was.point != now.point:
        return f"now the same words are about {now.point or 'no point'}, before about {was.point or 'no point'}"
    if was.capital != now.capital:
        return f"now at a stake of {units(now.capital)}, before {units(was.capital)}"
    return f"now the same words from {now.start_s:.1f} to {now.end_s:.1f} s"


def _words(utterance: Utterance) -> str:
    text = printable(utterance.text)
    return f"“{text if len(text) <= LONGEST_LINE else f'{text[: LONGEST_LINE - 1]}…'}”"
