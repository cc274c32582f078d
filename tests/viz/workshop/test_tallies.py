"""Votes, counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.recording import Recording
from committee.terms import EndedBy, Kind, Tier
from tests.viz.workshop.sessions import a_meeting
from viz.workshop.counts import shown
from viz.workshop.tallies import ORDER, agreement, by_kind, drift, forgotten, ranked


@pytest.fixture(scope="module")
def meeting() -> Recording:
    return a_meeting()


votes = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.sampled_from(ORDER), max_size=12)


def test_the_order_is_from_the_best_to_the_worst() -> None:
    assert ORDER == ("top", "mid", "low", "dnr")


def test_shares_are_of_votes_and_have_an_interval() -> None:
    counts = {"top": 1, "mid": 6, "low": 2, "dnr": 1}
    assert agreement(counts, "mid").effect == pytest.approx(0.6)
    kept = ranked(counts)
    assert (kept.effect, kept.method) == (pytest.approx(0.9), "Wilson")
    assert kept.low < 0.9 < kept.high < 1.0


def test_nothing_can_be_said_of_no_votes() -> None:
    assert not agreement({}, "mid").estimable
    assert not agreement({"mid": 0}, "mid").estimable


def test_few_votes_are_hidden_on_request_only() -> None:
    assert shown({"mid": 4}, hide_small=True) is None
    assert shown({"mid": 4}, hide_small=False) == {"mid": 4}
    assert shown({"mid": 3, "low": 2}, hide_small=True) == {"mid": 3, "low": 2}
    assert shown({}, hide_small=True) == {}


def test_drift_follows_people_and_not_counts() -> None:
    found = drift({"a": "dnr", "b": "mid", "c": "low", "d": "top"}, {"a": "mid", "b": "mid", "c": "dnr"}, "mid")
    assert (found.up, found.down, found.same) == (1, 1, 1)
    assert (found.closer, found.further) == (1, 1)
    assert found.moved.effect == pytest.approx(2 / 3)


@given(votes, votes, st.sampled_from(ORDER))
def test_everybody_who_voted_twice_counts_once(before: dict[str, str], after: dict[str, str], verdict: str) -> None:
    found = drift(before, after, verdict)
    assert found.people == len(before.keys() & after.keys())
    assert found.closer + found.further <= found.up + found.down
    back = drift(after, before, verdict)
    assert (back.up, back.down, back.closer, back.further) == (found.down, found.up, found.further, found.closer)


def test_rates_stand_beside_those_of_the_committee(meeting: Recording) -> None:
    *others, rate = by_kind([(meeting, "img_a", {"mid": 3, "dnr": 1}), (meeting, "img_b", {"top": 4})])
    assert (rate.kind, sum(rate.called), rate.ranked) == (Kind.NON_US_IMG, 19, 17)
    assert (rate.audience.effect, rate.audience.n) == (pytest.approx(7 / 8), 8)
    assert [other.kind for other in others] == [Kind.US_MD, Kind.US_DO, Kind.US_IMG]
    assert not any(other.audience.estimable for other in others)


def test_who_was_forgotten_had_nobody_to_speak_for_them(meeting: Recording) -> None:
    found = forgotten(meeting)
    assert "p409" in {row.id for row in found}
    by_id = {row.opened.id: closed for row, closed in meeting.closed}
    assert all(by_id[row.id].ended_by is EndedBy.UNARGUED for row in found)
    assert all(row.tier in (Tier.LOW, Tier.DNR, Tier.MID) and row.seconds > 0 for row in found)
