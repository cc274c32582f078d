"""Small builders of the things tests need, each with what the test does not care about filled in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from msgspec.structs import replace

from committee.events import (
    CapitalMoved,
    Event,
    Listed,
    MeetingOpened,
    PointSeen,
    Remembered,
    Reviewed,
    RowClosed,
    RowOpened,
    SeatedMember,
    Unheard,
    Uttered,
    real,
)
from committee.phrases import Saying
from committee.recording import Heard, Recorder, Recording
from committee.terms import (
    Act,
    EndedBy,
    Factor,
    Family,
    Kind,
    Label,
    Purse,
    Recall,
    Role,
    Tier,
    Tone,
    WhyNot,
)

MEMBERS = (
    SeatedMember(id="pd", role=Role.DIRECTOR, seat=0, name="Dr. Aldane"),
    SeatedMember(id="apd_1", role=Role.ASSOCIATE, seat=1, name="Dr. Brisco"),
    SeatedMember(id="faculty_1", role=Role.FACULTY, seat=2, name="Dr. Corvin"),
    SeatedMember(id="chief_1", role=Role.CHIEF, seat=3, name="Dr. Dunmore"),
    SeatedMember(id="coordinator", role=Role.COORDINATOR, seat=4, name="Eda Fenn"),
)
SCENARIO = {
    "name": "by_hand",
    "title": "Made by hand",
    "question": "What does a test need?",
    "memory": {
        "episodes": [
            {
                "id": "washout",
                "year": 2021,
                "traits": ["step_fail"],
                "label": "the resident who failed the boards in 2021",
            },
            {"id": "late_visa", "year": 2022, "traits": ["visa"], "label": "the resident whose visa came in September"},
        ]
    },
}


class PlainWords:
    """Words that say what they were asked for, so that a test can see it."""

    def text(self, saying: Saying, /) -> str:
        facts = (saying.act, saying.detail, saying.addressee, saying.ghost, saying.tier or "", *saying.announcement)
        return " | ".join(str(fact) for fact in facts if fact)


def a_point(number: int, **given: object) -> PointSeen:
    """A private point in favor unless said otherwise."""
    plain: dict[str, object] = {
        "id": f"point_{number}",
        "column": "advocate",
        "family": Family.ADVOCATE,
        "factor": Factor.ADVOCACY,
        "valence": 1,
        "strength": 1.0,
        "holders": ("apd_1",),
        "detail": "strong",
        "flag": None,
    }
    return PointSeen(**{**plain, **given})  # type: ignore[arg-type]


def a_header(rows: int = 3, **given: object) -> MeetingOpened:
    """The opening of a meeting of five members."""
    plain: dict[str, object] = {"seed": 1, "scenario": SCENARIO, "inputs": (), "members": MEMBERS, "rows": rows}
    return MeetingOpened(**{**plain, **given})  # type: ignore[arg-type]


def a_row_opened(row: int = 1, **given: object) -> RowOpened:
    """A flagged row with three points: a failed Step in public, a letter on file, an advocate's call."""
    plain: dict[str, object] = {
        "row": row,
        "id": f"r{row}",
        "name": f"Applicant {row}",
        "kind": list(Kind)[row % 4],
        "cells": {"name": f"Applicant {row}", "step1": "fail", "step2_ck": "245", "yog": "2016", "visa": "h1b"},
        "points": (
            a_point(
                *(1,),
                column="step1",
                family=Family.STEP_FAIL,
                factor=Factor.SEVERITY,
                valence=-1,
                holders=tuple(member.id for member in MEMBERS),
                detail="1",
                flag="step_fail",
            ),
            a_point(2, column="letters", family=Family.LETTER_GLOWING, factor=Factor.LETTERS, holders=("faculty_1",)),
            a_point(3),
        ),
        "label": Label.BORDERLINE,
        "pre_score": 54.5,
        "allowed_s": 30.0,
        "stances": {member.id: real(0.1 * member.seat - 0.2) for member in MEMBERS},
        "capital": {"pd": 4.0, "apd_1": 4.0, "faculty_1": 3.0, "chief_1": 2.0, "coordinator": 0.0},
        "fatigue": {member.id: 0.0 for member in MEMBERS},
    }
    return RowOpened(**{**plain, **given})  # type: ignore[arg-type]


def an_utterance(turn: int, member: str, act: Act, **given: object) -> Uttered:
    """An utterance of four seconds, half a second after the one before; it moves the director a little."""
    moved = real(0.01 * turn)
    stances = {each.id: real(0.1 * each.seat - 0.2) for each in MEMBERS} | {"pd": real(-0.2 + moved)}
    plain: dict[str, object] = {
        "row": 1,
        "turn": turn,
        "start_s": real((turn - 1) * 4.5 + 0.5),
        "end_s": real(turn * 4.5),
        "member": member,
        "act": act,
        "tone": Tone.PLAIN,
        "point": None,
        "to": None,
        "ghost": None,
        "capital": 0.0,
        "bids": {"apd_1": 0.4},
        "stances": stances,
        "moved": {"pd": moved},
        "allowed_s": 30.0,
    }
    return Uttered(**{**plain, **given})  # type: ignore[arg-type]


def a_row_closed(row: int = 1, **given: object) -> RowClosed:
    """A row that ended mid-list, resolved, with one point unheard."""
    plain: dict[str, object] = {
        "row": row,
        "id": f"r{row}",
        "tier": Tier.MID,
        "ended_by": EndedBy.RESOLVED,
        "call": real(0.5 - 0.1 * row),
        "room": 0.1,
        "unheard": (Unheard(point="point_2", why=WhyNot.NO_BID),),
        "sponsor": "apd_1",
        "heard": True,
    }
    return RowClosed(**{**plain, **given})  # type: ignore[arg-type]


def a_rows_events(row: int) -> list[Event]:
    """One row: read out, worried about, remembered, paid for, called. Every third row is left out of the list."""
    ranked = row % 3 != 0
    talk: list[Event] = [
        Remembered(row=row, member="pd", ghost="washout", traits=("step_fail",), weight=-0.3, how=Recall.SILENT),
        an_utterance(1, "coordinator", Act.ANNOUNCE),
        an_utterance(2, "faculty_1", Act.CONCERN, point="point_1", tone=Tone.WEARY),
        Remembered(row=row, member="chief_1", ghost="late_visa", traits=("visa",), weight=-0.1, how=Recall.SPOKEN),
        an_utterance(3, "chief_1", Act.RECALL, ghost="late_visa", point="point_1"),
        CapitalMoved(row=row, member="apd_1", why=Purse.SPENT, amount=1.0, balance=3.0, ask=Tier.MID),
        an_utterance(4, "apd_1", Act.ADVOCATE, point="point_3", to="pd", capital=1.0, allowed_s=50.0),
        an_utterance(5, "pd", Act.CALL, to=None, allowed_s=50.0),
    ]
    closed = a_row_closed(row) if ranked else a_row_closed(row, tier=Tier.DNR, ended_by=EndedBy.TIMED_OUT, call=-0.6)
    settled = CapitalMoved(
        row=row,
        member="apd_1",
        why=Purse.RETURNED if ranked else Purse.BURNED,
        amount=1.0 if ranked else 0.0,
        balance=4.0 if ranked else 3.0,
        ask=Tier.MID,
    )
    numbered = [replace(event, row=row) if isinstance(event, Uttered) else event for event in talk]
    return [a_row_opened(row), *numbered, closed, settled]


def a_meetings_events(rows: int = 3) -> list[Event]:
    """All events of a whole meeting, in order, with a review that swaps the first two where there are two."""
    events: list[Event] = [a_header(rows)]
    for row in range(1, rows + 1):
        events += a_rows_events(row)
    ids = [event.id for event in events if isinstance(event, RowClosed) and event.tier.ranked]
    if len(ids) > 1:
        events.append(Reviewed(id=ids[1], from_position=2, to_position=1, by="apd_1", amount=1.0, balance=3.0))
        ids[:2] = [ids[1], ids[0]]
    events.append(Listed(ids=tuple(ids)))
    return events


def recorded(events: Iterable[Event]) -> bytes:
    """The bytes of the recording of ``events``, which must be a whole meeting."""
    file = BytesIO()
    with Recorder(file, words=PlainWords()) as recorder:
        for event in events:
            recorder.told(event)
    return file.getvalue()


def heard(events: Sequence[Event]) -> Recording:
    """The recording of ``events`` as kept in memory, whole or not."""
    listener = Heard(PlainWords())
    for event in events:
        listener.told(event)
    return listener.recording()


def a_recording(rows: int = 3) -> Recording:
    """A meeting made by hand, played through a listener."""
    return heard(a_meetings_events(rows))
