"""The outcomes table."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from msgspec.structs import replace

from committee.events import RowOpened, Uttered
from committee.measures.outcomes import OUTCOME_COLUMNS, entries, outcomes
from committee.recording import open_recording
from tests.builders import a_header, a_meetings_events, a_recording, heard, recorded

CONTRACT = (
    "id, name, kind, flags, label, pre_score, tier, position, call, stance_before, stance_after, spread_before, "
    "spread_after, seconds, utterances, ended_by, sponsor, capital_spent, ghosts, unheard, matched"
)


def test_the_columns_are_the_contract_in_its_order() -> None:
    assert ", ".join(outcomes(a_recording()).columns) == CONTRACT


def test_a_row_holds_what_was_recorded() -> None:
    assert entries(a_recording())[0] == {
        "id": "r1",
        "name": "Applicant 1",
        "kind": "us_do",
        "flags": "step_fail",
        "label": "borderline",
        "pre_score": 54.5,
        "tier": "mid",
        "position": 2,
        "call": 0.4,
        "stance_before": -0.05,
        "stance_after": -0.0375,
        "spread_before": 0.1118,
        "spread_after": 0.096,
        "seconds": 22.5,
        "utterances": 5,
        "ended_by": "resolved",
        "sponsor": "apd_1",
        "capital_spent": 1.0,
        "ghosts": "washout; late_visa",
        "unheard": "point_2",
        "matched": None,
    }


def test_types_hold_whatever_the_rows_hold() -> None:
    for recording in (a_recording(3), a_recording(0), heard([a_header(3)])):
        table = outcomes(recording)
        assert {name: str(kind) for name, kind in table.dtypes.items()} == {
            name: str(pd.Series([], dtype=kind).dtype) for name, kind in OUTCOME_COLUMNS.items()
        }


def test_a_row_off_the_list_has_no_position_and_the_others_follow_the_list() -> None:
    table = outcomes(a_recording(7)).set_index("id")
    assert table.index[table["position"].isna()].tolist() == ["r3", "r6"]
    assert (table["tier"] == "dnr").equals(table["position"].isna())
    assert table["position"].dropna().sort_values().index.tolist() == ["r2", "r1", "r4", "r5", "r7"]
    assert table["matched"].isna().all()


def test_a_file_and_a_hearing_give_the_same_table(tmp_path: Path) -> None:
    (tmp_path / "kept.jsonl").write_bytes(recorded(a_meetings_events(5)))
    pd.testing.assert_frame_equal(outcomes(open_recording(tmp_path / "kept.jsonl")), outcomes(a_recording(5)))


def test_coordinators_do_not_count_among_stances() -> None:
    events = [
        replace(event, stances={**event.stances, "coordinator": 1.0})
        if isinstance(event, RowOpened | Uttered)
        else event
        for event in a_meetings_events(2)
    ]
    assert entries(heard(events)) == entries(a_recording(2))


def test_capital_of_the_review_counts_for_the_row_it_moved() -> None:
    assert [move.id for move in a_recording(3).reviewed] == ["r2"]
    assert [row["capital_spent"] for row in entries(a_recording(3))] == [1.0, 2.0, 1.0]
