"""A call in words: the reason named with it, what it was made of, and what it owes to capital.

What was said and what weighed need not be the same. The stage in the browser says the same words
(``viz/stage/verdict.js``).
"""

from __future__ import annotations

from typing import Final

from committee.events import RowClosed
from committee.recording.recording import RecordedRow
from committee.recording.spoken import BECAUSE, FACTORS, TOO_FEW_DAYS, signed, topic
from committee.terms import Act, Because, Factor, Tier, Verdicts, verdicts_among

SLIGHT: Final = 0.1
"""Where so much speaks against a row that it goes off the list, a factor of less did not decide it alone."""

WEIGHED: Final = "Weighed most"
HOW_WEIGHED: Final = (
    "of five factors, the one that moved the call most the way of the verdict (for a plain middle, either way), "
    "against what is usual for the kind, as members read the file before the talk. Members weigh the same score "
    "differently, and near either end of the scale no single factor moves a call much"
)
"""What these words mean, for a reader who meets them first."""

LEAST = 0.03
"""A factor that changed the call by less is not worth a word: a call goes from -1 to 1 and further down."""


def reason(row: RecordedRow) -> str:
    """The reason named with the call on ``row``, or the grounds of its veto; empty if none was named."""
    named = grounds(row)
    if not named:
        return ""
    vetoed = any(utterance.act is Act.VETO for utterance in row.utterances)
    return f"{'Grounds of the veto' if vetoed else 'Said'}: {named}"


def grounds(row: RecordedRow) -> str:
    """The same without a heading: ``the director's personal no list``."""
    closed = row.closed
    if closed is None or closed.because is None:
        return ""
    about = row.points.get(closed.about or "")
    inviting = verdicts_among([closed.tier]) is Verdicts.INVITE
    because = TOO_FEW_DAYS if inviting and closed.because is Because.SEATS else BECAUSE[closed.because]
    return because if about is None else f"{topic(about)}, {because}"


def direction(closed: RowClosed) -> int:
    """Which way a verdict points: 1 to the top, -1 low, off or short of what was said, 0 for a plain middle."""
    if closed.because is not None or closed.tier in _AGAINST:
        return -1
    return 1 if closed.tier in _IN_FAVOR else 0


_IN_FAVOR: Final = (Tier.TOP, Tier.INVITE)
_AGAINST: Final = (Tier.LOW, Tier.DNR, Tier.NO)


def weighed_most(closed: RowClosed) -> tuple[Factor, float] | None:
    """The factor that weighed most in the direction of a call, and by how much it changed the call.

    A plain middle has no direction: there it is what changed the call most either way. None if nothing weighed much.
    """
    way = direction(closed)
    weighed = [(factor, closed.weighed.get(factor, 0.0)) for factor in Factor]
    heavy = [pair for pair in weighed if abs(pair[1]) >= LEAST and pair[1] * way >= 0.0]
    return max(heavy, key=lambda pair: abs(pair[1]), default=None)


def weighing(row: RecordedRow) -> str:
    """What weighed most in a call: ``Weighed most: the interview -0.31``; empty if the recording does not tell."""
    if row.closed is None:
        return ""
    most = weighed_most(row.closed)
    if most is None:
        nothing = nothing_weighed(row)
        return f"{WEIGHED}: {nothing}" if nothing else ""
    factor, change = most
    at_most = f"{NO_ONE_FACTOR}; at most " if not row.closed.tier.ranked and abs(change) < SLIGHT else ""
    return f"{WEIGHED}: {at_most}{FACTORS[factor]} {signed(change)}"


def nothing_weighed(row: RecordedRow) -> str:
    """That no factor points the way of the verdict, and what remains; empty if one does or the verdict has no way.

    The factors are weighed as if nobody had talked, so what remains is the talk, or that there was none in favor.
    """
    closed = row.closed
    if closed is None or not closed.weighed or not direction(closed) or weighed_most(closed):
        return ""
    if closed.because is Because.NO_LIST:
        return NO_ONE_FACTOR
    if any(utterance.side > 0 for utterance in row.utterances):
        return NOTHING_BEFORE_TALK
    return NOBODY_FOR_IT if any(abs(change) >= LEAST for change in closed.weighed.values()) else NO_ONE_THING


NOTHING_BEFORE_TALK: Final = "nothing before the talk"
NOBODY_FOR_IT: Final = "nothing that way; nobody spoke for it"
NO_ONE_FACTOR: Final = "no one thing"
NO_ONE_THING: Final = f"{NO_ONE_FACTOR}; without any one of them it stands as low"
"""Where so much speaks against a row that no single factor would have changed the call."""


def unpaid(closed: RowClosed) -> str:
    """What the call would have been if nobody had paid; empty if nobody did."""
    if closed.unpaid is None:
        return ""
    return f"If nobody had paid, the call would have been {signed(closed.unpaid)}, not {signed(closed.call)}"
