"""A call in words: the reason named with it, what it was made of, and what it owes to capital.

What was said and what weighed need not be the same. The stage in the browser says the same words
(``viz/stage/verdict.js``).
"""

from __future__ import annotations

from committee.events import RowClosed
from committee.recording.recording import RecordedRow
from committee.recording.spoken import BECAUSE, FACTORS, TOO_FEW_DAYS, signed, topic
from committee.terms import Act, Because, Factor, Verdicts, verdicts_among

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


def weighed_most(closed: RowClosed) -> tuple[Factor, float] | None:
    """The factor that weighed most in a call, and by how much it changed the call; None if nothing weighed much.

    Where a reason was named, that is what lowered the call most, if anything did: a reason excuses a low call.
    """
    weighed = [(factor, closed.weighed.get(factor, 0.0)) for factor in Factor]
    heavy = [pair for pair in weighed if abs(pair[1]) >= LEAST]
    against = [pair for pair in heavy if pair[1] < 0.0]
    if closed.because is not None and against:
        return min(against, key=lambda pair: pair[1])
    return max(heavy, key=lambda pair: abs(pair[1]), default=None)


def weighing(closed: RowClosed) -> str:
    """What weighed most in a call: ``Weighed most: the interview -0.31``; empty if nothing did."""
    most = weighed_most(closed)
    return f"Weighed most: {FACTORS[most[0]]} {signed(most[1])}" if most else ""


def unpaid(closed: RowClosed) -> str:
    """What the call would have been if nobody had paid; empty if nobody did."""
    if closed.unpaid is None:
        return ""
    return f"If nobody had paid, the call would have been {signed(closed.unpaid)}, not {signed(closed.call)}"
