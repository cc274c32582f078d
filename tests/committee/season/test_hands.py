"""A season is the same to the byte, whoever holds its meetings, and however many they are."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from committee.engine.choice import Engine
from committee.errors import UsageRefused
from committee.season import crew
from committee.season.crew import Cluster, Crew
from committee.season.hands import FEW, Hands, hands_of
from committee.season.season import Season
from committee.season.writing import YearWritten

TYPES = ("university", "do_heavy", "img_led", "integrated")
POOL = {"us_md": 12, "us_do": 8, "us_img": 8, "non_us_img": 22}


def few(**how: Any) -> Season:
    """A market of eight small programs."""
    settings: dict[str, object] = {"season__read__interviews_per_seat": 3.0}
    settings |= {f"season__types__{name}__{key}": 2 for name in TYPES for key in ("count", "seats")}
    settings |= {f"season__pool__{kind}": count for kind, count in POOL.items()}
    return Season("season", 3, program__seats=2, **how, **settings)


def ends(season: Season, years: int = 2) -> list[bytes]:
    """The state of the market and of its twin after each year, and the recordings."""
    assert len(season.market.programs) == FEW
    return [told(year) for year in season.years(years)]


def told(year: YearWritten) -> bytes:
    assert [kept[:2] for kept in year.recordings] == [("p000", "invite"), ("p000", "rank")]
    return year.after + b"".join(kept for _, _, kept in year.recordings)


@pytest.fixture(scope="module")
def alone() -> list[bytes]:
    return ends(few(engine="objects"))


def test_compiled_code_gives_the_same_season(alone: list[bytes]) -> None:
    pytest.importorskip("numba")
    season = few(engine="compiled")
    assert ends(season) == alone


@pytest.mark.soak
@pytest.mark.parametrize("jobs", [2, 4])
def test_processes_give_the_same_season(alone: list[bytes], jobs: int) -> None:
    assert ends(few(engine="objects", jobs=jobs)) == alone


def test_a_season_in_processes_goes_on_from_where_it_was(alone: list[bytes]) -> None:
    season = few(engine="objects", jobs=2)
    first = next(iter(few(engine="objects").years(1))).after
    second = list(season.years(2, resume_from=first))
    assert [told(year) for year in second] == alone[1:]
    assert not list(season.years(2, resume_from=second[0].after))


@pytest.fixture
def dask() -> Iterator[str]:
    """The address of a scheduler in this process."""
    distributed = pytest.importorskip("distributed")
    options: dict[str, Any] = {"processes": False, "threads_per_worker": 2, "dashboard_address": None}
    with distributed.LocalCluster(n_workers=1, **options) as found:
        yield found.scheduler_address


def test_the_workers_of_a_scheduler_give_the_same_season(alone: list[bytes], dask: str) -> None:
    assert ends(few(engine="objects", scheduler=dask)) == alone


def test_a_worker_with_another_copy_of_us_is_refused(dask: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "connected", lambda address, ours, theirs: CONNECTED(address, "0" * 16, theirs))
    with pytest.raises(UsageRefused, match=r"^worker .* here they are 0000"):
        Cluster(dask)


CONNECTED = crew.connected


def test_half_of_the_processes_hold_the_meetings_of_each() -> None:
    def sizes(hands: Hands) -> tuple[bool, int]:
        return hands.helper is not None, 1 if hands.crew is None else hands.crew.size

    found = {jobs: sizes(hands_of(Engine.OBJECTS, jobs)) for jobs in (1, 2, 3, 4, 9)}
    assert found == {1: (False, 1), 2: (True, 1), 3: (True, 1), 4: (True, 2), 9: (True, 4)}


def or_die(path: str) -> str:
    """Die, if nobody has died over it yet."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return "done"
    os.kill(os.getpid(), signal.SIGKILL)
    return "never"


def die(given: object) -> None:
    """Die, every time."""
    del given
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.soak
def test_what_a_lost_process_was_asked_is_asked_once_more(tmp_path: Any) -> None:
    workers = Crew(1)
    try:
        assert workers.ask(or_die, str(tmp_path / "died")).answer() == "done"
        with pytest.raises(UsageRefused, match="killed twice"):
            workers.ask(die, 1).answer()
    finally:
        workers.close()
