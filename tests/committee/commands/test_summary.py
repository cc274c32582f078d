"""The summary counts what was told."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from committee.commands.summary import Summary
from committee.events import Listed, RowClosed, Uttered
from committee.terms import Act, Because, EndedBy, Tier, Tone
from tests.builders import a_header, a_row_opened


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
    summary = Summary()
    for event in (
        uttered(1, 20.0),
        uttered(1, 90.0),
        closed(1, Tier.TOP),
        closed(2, Tier.DNR),
        uttered(3, 30.0),
        closed(3, Tier.DNR),
    ):
        summary.told(event)
    assert summary.sentences() == (
        "3 rows in 2 minutes and 3 utterances: 1 top, 0 middle, 0 low, 2 do not rank.\n"
        "How they ended: cut off by the bell 3, nobody argued for it 0, argued and settled 0, no objection 0."
    )
    assert (summary.events, summary.rows, summary.seconds) == (6, 3, 120.0)


def test_a_meeting_takes_as_many_minutes_as_its_list_says_with_breaks() -> None:
    summary = Summary()
    header = a_header(1, scenario={"program": {"seats": 1}})
    for minutes in (2.6, 0.0):
        for event in (header, uttered(1, 90.0), closed(1, Tier.TOP), Listed(ids=("r1",), minutes=minutes)):
            summary.told(event)
    assert summary.seconds == pytest.approx(2.6 * 60.0 + 90.0)


def test_a_row_is_counted_as_it_reads_in_the_minutes() -> None:
    summary = Summary()
    agreed = replace(closed(1, Tier.TOP), ended_by=EndedBy.CONSENT)
    for event in (
        uttered(1, 20.0),
        agreed,
        replace(agreed, because=Because.SEATS, tier=Tier.LOW),
        replace(uttered(3, 20.0), act=Act.VETO),
        agreed,
        agreed,
    ):
        summary.told(event)
    assert summary.sentences().endswith("argued and settled 0, no objection 2, called without debate 1, vetoed 1.")


def test_promise_is_told_of_every_meeting_that_knows_it() -> None:
    summary = Summary()
    for promise in ({"r1": 1.0, "r2": 0.5}, {"r1": -1.0, "r2": 0.0}, {}):
        for event in (a_header(2, scenario={"program": {"seats": 1}}), a_row_opened(1), a_row_opened(2)):
            summary.told(event)
        summary.told(Listed(ids=("r2", "r1"), promise=promise))
    assert summary.sentences().splitlines()[2:] == [
        "Latent promise is how good an applicant really is, which nobody in the room can see; 0 is the average.",
        "The first 1 on the list have +0.25 on average. Chosen by exams, class and interview score alone they would "
        "have +0.00, and by somebody who knew, +0.50.",
    ]


def test_a_second_committee_counts_rows_where_the_mean_puts_them_and_the_rules_are_told() -> None:
    summary = Summary()
    scenario = {"program": {"seats": 1}, "meeting": {"rules": {"second_committee": True, "rubric": True}}}
    for seconds in ({"r1": Tier.MID, "r2": Tier.TOP}, {"r1": Tier.LOW, "r2": Tier.TOP}):
        for event in (a_header(2, scenario=scenario), closed(1, Tier.DNR), closed(2, Tier.TOP)):
            summary.told(event)
        summary.told(Listed(ids=("r2", "r1"), second={"r1": 0.1, "r2": 0.2}, tiers=seconds))
    assert summary.tiers == {Tier.TOP: 2, Tier.MID: 1, Tier.LOW: 1}
    first, *_, rubric, second = summary.sentences().splitlines()
    assert first.startswith("4 rows in 0 seconds and 0 utterances: 2 top, 1 middle, 1 low, 0 do not rank.")
    assert rubric.startswith("Rule: Everybody reads one factor after the other")
    assert second.startswith("Rule: Another committee meets")
