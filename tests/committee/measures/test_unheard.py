"""What was never heard, and how rows ended."""

from __future__ import annotations

from msgspec.structs import replace

from committee.events import RowClosed
from committee.measures.unheard import (
    endings,
    sponsor_reasons,
    sponsors_heard,
    tiers,
    unheard_points,
    unheard_reasons,
)
from committee.terms import EndedBy, Tier, WhyNot
from tests.builders import a_meetings_events, a_recording, heard


def test_reasons_endings_and_tiers_are_counted() -> None:
    recording = a_recording(4)
    assert unheard_reasons(recording) == {WhyNot.NO_BID: 4}
    assert endings(recording) == {EndedBy.RESOLVED: 3, EndedBy.TIMED_OUT: 1}
    assert tiers(recording) == {Tier.MID: 3, Tier.DNR: 1}
    assert [(point.id, why) for point, why in unheard_points(recording.rows[0])] == [("point_2", WhyNot.NO_BID)]


def test_sponsors_are_heard_or_not_and_why() -> None:
    events = [
        replace(event, heard=WhyNot.BELL) if isinstance(event, RowClosed) and event.row == 2 else event
        for event in a_meetings_events(3)
    ]
    assert sponsor_reasons(heard(events)) == {WhyNot.BELL: 1}
    assert sponsors_heard(heard(events)) == 2


def test_an_open_row_has_nothing_unheard_yet() -> None:
    assert unheard_points(heard(a_meetings_events(1)[:5]).rows[0]) == []
