"""The summary counts what was told."""

from __future__ import annotations

from committee.commands.tally import Tally
from committee.events import RowClosed, Uttered
from committee.terms import Act, EndedBy, Tier, Tone


def uttered(row: int, end_s: float) -> Uttered:
    return Uttered(
        row=row, turn=1, start_s=0.0, end_s=end_s, member="pd", act=Act.CALL, tone=Tone.PLAIN, point=None, to=None,
        ghost=None, capital=0.0, bids={}, stances={}, moved={}, allowed_s=30.0,
    )  # fmt: skip


def closed(row: int, tier: Tier) -> RowClosed:
    return RowClosed(
        row=row, id=f"r{row}", tier=tier, ended_by=EndedBy.TIMED_OUT, call=0.0, room=0.0, unheard=(), sponsor=None,
        heard=None,
    )  # fmt: skip


def test_the_summary_adds_up() -> None:
    tally = Tally()
    for event in (
        uttered(1, 20.0),
        uttered(1, 90.0),
        closed(1, Tier.TOP),
        closed(2, Tier.DNR),
        uttered(3, 30.0),
        closed(3, Tier.DNR),
    ):
        tally.told(event)
    assert tally.sentences() == (
        "3 rows in 2 minutes and 3 utterances: 1 top, 0 mid, 0 low, 2 dnr.\n"
        "They ended: 3 timed out, 0 unargued, 0 resolved, 0 consent."
    )
    assert (tally.events, tally.rows, tally.seconds) == (6, 3, 120.0)
