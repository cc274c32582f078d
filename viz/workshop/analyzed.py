"""The tables of the debrief's third part, which asks why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from committee.recording.spoken import KINDS, TIERS, lasting
from viz.workshop.asked import NOTHING_MOVED, VERDICTS
from viz.workshop.counts import FEWEST, count_of, shown
from viz.workshop.facts import HIDDEN, Facts, Table
from viz.workshop.points import point_name
from viz.workshop.seats import row_of
from viz.workshop.tallies import agreement, by_kind, drift, forgotten, ranked

MOST_MOVING: Final = 3
"""How many of the things that moved people are named for each row."""


def analysis(facts: Facts) -> Iterator[Table]:
    """Agreement, drift, what moved people, who was forgotten, and who stays on the list by where they trained."""
    yield _agreements(facts)
    yield _drifts(facts)
    yield _moving(facts)
    yield _unspoken(facts)
    if facts.session.frame == "fairness":
        yield _kinds(facts)


def _agreements(facts: Facts) -> Table:
    rows = []
    for recording, row in facts.rounds:
        counts, verdict = facts.last_counts(recording, row), facts.verdict(recording, row)
        null = facts.null(recording, row)
        without = facts.share(agreement(counts, null)) if null else ""
        cells = [facts.share(ranked(counts)), facts.share(agreement(counts, verdict)), without]
        rows.append([facts.name(recording, row), *cells])
    head = ["Row", "Would rank this person", "Said what the committee said", "Said what it says with no memories"]
    return Table(title="How far you agreed", head=head, rows=rows, note=_INTERVALS)


_INTERVALS: Final = (
    "Shares of your last votes. In parentheses: how far another room like yours might differ (95% interval)."
)


def _drifts(facts: Facts) -> Table:
    rows = []
    for recording, row in facts.rounds:
        before, after = (_people(facts, recording, row, ballot) for ballot in ("before", "after"))
        found = drift(before, after, facts.verdict(recording, row))
        if not found.people:
            continue
        if facts.hide_small and found.people < FEWEST:
            rows.append([facts.name(recording, row), HIDDEN, "", "", ""])
            continue
        moved = [str(found.same), str(found.up), str(found.down)]
        rows.append([facts.name(recording, row), *moved, f"{found.closer} closer, {found.further} further away"])
    head = ["Row", "Stayed", "Went up", "Went down", "From the committee"]
    note = "People who voted on a phone both times. Hands cannot be told apart."
    return Table(title="What the talk did to you", head=head, rows=rows, note=note)


def _people(facts: Facts, recording: str, row: str, ballot: str) -> dict[str, str]:
    votes = facts.room.votes.get((f"{recording}:{row}", ballot), {})
    return {client: vote.choice for client, vote in votes.items()}


def _moving(facts: Facts) -> Table:
    rows = []
    for recording, row in facts.rounds:
        counts = facts.counts(recording, row, "moved")
        if not count_of(counts):
            continue
        if shown(counts, hide_small=facts.hide_small) is None:
            rows.append([facts.name(recording, row), HIDDEN])
            continue
        points = row_of(facts.meetings[recording], row).points
        most = sorted(counts.items(), key=lambda each: -each[1])[:MOST_MOVING]
        said = [f"{point_name(points[id_]) if id_ in points else _nothing()} {times}" for id_, times in most]
        rows.append([facts.name(recording, row), " · ".join(said)])
    return Table(title="What moved you", head=["Row", "Named most"], rows=rows, note="")


def _nothing() -> str:
    label = NOTHING_MOVED[1]
    return label[0].lower() + label[1:]


def _unspoken(facts: Facts) -> Table:
    """Who was forgotten for lack of somebody to speak, in the meetings that the session shows first."""
    name = facts.session.rounds[0][0] if facts.session.rounds else ""
    meeting = facts.meetings.get(name)
    fair = facts.session.frame == "fairness"
    rows = []
    for row in forgotten(meeting) if meeting is not None and facts.rounds else ():
        kind = [KINDS[row.kind]] if fair else []
        ended = [TIERS[row.tier], lasting(row.seconds), str(row.unheard)]
        rows.append([f"Row {row.number}, {row.name}", *kind, *ended])
    trained = ["Trained"] if fair else []
    which = "first meeting" if _meetings(facts) > 1 else "meeting"
    return Table(
        title="Rows that nobody spoke for",
        head=["Row", *trained, "Ended", "Time", "Known and not said"],
        rows=rows,
        note=f"All rows of the {which}, also those that you did not see. The last column counts points.",
    )


def _kinds(facts: Facts) -> Table:
    """What became of applicants of every kind, in the meetings that people voted on."""
    voted = [(facts.meetings[recording], row, facts.last_counts(recording, row)) for recording, row in facts.rounds]
    rates = by_kind(voted)
    with_votes = any(rate.audience.n for rate in rates)
    rows = [
        [
            KINDS[rate.kind],
            *(str(count) for count in rate.called),
            f"{rate.ranked} of {sum(rate.called)}",
            *([facts.share(rate.audience) if rate.audience.n else ""] if with_votes else []),
        ]
        for rate in rates
    ]
    head = [
        "Trained",
        *(label for _, label in VERDICTS),
        "On the list",
        *(["Your votes: on the list"] if with_votes else []),
    ]
    note = "IMG: international medical graduate. US-IMG: a US citizen who went to medical school abroad."
    if _meetings(facts) > 1:
        note = f"All rows of the meetings that you voted on, added up. {note}"
    return Table(title="Who stays on the list", head=head, rows=rows, note=note)


def _meetings(facts: Facts) -> int:
    """How many meetings people voted on."""
    return len({recording for recording, _ in facts.rounds})
