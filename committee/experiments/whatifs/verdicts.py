"""Whether a veto decided a row, in words."""

from __future__ import annotations

from collections.abc import Mapping

from committee.events import SeatedMember
from committee.recording import RecordedRow
from committee.recording.spoken import printable
from committee.recording.verdict import grounds
from committee.terms import Act


def vetoed(row: RecordedRow) -> bool:
    """Whether the director vetoed the row."""
    return any(each.act is Act.VETO for each in row.utterances)


def veto_said(row: RecordedRow, members: Mapping[str, SeatedMember]) -> str:
    """``Dr Vale vetoed this row (the director's personal no list)``; empty if nobody did."""
    veto = next((each for each in row.utterances if each.act is Act.VETO), None)
    if veto is None:
        return ""
    why = grounds(row)
    return f"{printable(members[veto.member].name)} vetoed this row{f' ({why})' if why else ''}"
