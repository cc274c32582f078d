"""How long a session and its step have taken."""

from __future__ import annotations

from pathlib import Path

from tests.viz.workshop.held import a_session
from viz.workshop.pacing import Pace, paced
from viz.workshop.room import Stand


def test_the_clock_starts_with_the_first_vote_and_that_of_a_step_with_the_step() -> None:
    first, opened, later = Stand(), Stand(phase="open"), Stand(index=1)
    pace = Pace().moved(first, first, 50.0)
    assert pace.spent(60.0) is None
    pace = pace.moved(first, opened, 100.0)
    assert pace.spent(130.0) == {"session": 30, "step": 30}
    pace = pace.moved(opened, Stand(phase="locked"), 140.0).moved(Stand(phase="locked"), later, 160.0)
    assert pace.spent(170.0) == {"session": 70, "step": 10}


def test_a_server_that_starts_again_is_where_the_plan_is(tmp_path: Path) -> None:
    session, _ = a_session(tmp_path)
    assert paced(session, Stand(), 100.0).spent(100.0) is None
    assert paced(session, Stand(index=2), 100.0).spent(105.0) == {"session": 95, "step": 5}
