"""A change in many meetings: the pairs, the engines, the words."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pytest

from committee.errors import UsageRefused
from committee.experiments.whatifs.change import Change, changed
from committee.experiments.whatifs.ends import ends_of
from committee.experiments.whatifs.remade import Remade, from_scenario
from committee.experiments.whatifs.replicates import compared, is_drawn, replicated
from committee.experiments.whatifs.telling_many import DRAWN, MEANING, REVIEWED, places_range, plain, share, told_of
from committee.experiments.whatifs.whatif import whatif
from committee.measures.intervals import Estimate
from committee.meeting.intervention import Intervention, PutAct
from committee.recording.spoken import TIERS
from committee.terms import Act

pytestmark = pytest.mark.usefixtures("warm")
SEEDS = range(1, 9)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("scenario") / "small.toml"
    path.write_text('extends = "two_imgs"\n[pool]\nus_md = 2\nus_do = 1\nus_img = 2\nnon_us_img = 4\n')
    return str(path)


@pytest.fixture(scope="module")
def remade(small: str) -> Remade:
    return from_scenario(small)


def test_a_pair_is_the_what_if_of_its_seed(small: str, remade: Remade) -> None:
    change = Change(cells={"img_a": {"advocate": "apd:strong", "step1": "pass", "step1_fails": ""}})
    before, after = ends_of(remade, "img_a", SEEDS), ends_of(changed(remade, change), "img_a", SEEDS)
    one = whatif(small, row="img_a", change=change.cells["img_a"], seed=3).differing.of("img_a")
    assert one is not None
    assert (before.place[2], before.call[2]) == (one.before.place, one.before.call)
    assert (after.place[2], after.call[2]) == (one.after.place, one.after.call)
    found = compared(before, after, SEEDS, drawn=False)
    assert found.places_up.effect.effect == pytest.approx(float(np.mean(before.place - after.place)))
    assert found.held == len(SEEDS)


@pytest.mark.skipif(find_spec("numba") is None, reason="numba is not installed")
@pytest.mark.parametrize("cells", [{}, {"img_b": {"visa": "h1b", "letters": "us:lukewarm"}}])
def test_either_engine_gives_the_same_ends(remade: Remade, cells: dict[str, dict[str, str]]) -> None:
    quiet = Intervention(forgotten=("nobody_at_all",))
    compiled = ends_of(changed(remade, Change(cells=cells)), "img_b", SEEDS)
    readable = ends_of(changed(remade, Change(cells=cells, rows={"img_b": quiet})), "img_b", SEEDS)
    assert compiled.positions == readable.positions
    for name in ("place", "ranked", "call", "tier", "vetoed"):
        assert getattr(compiled, name).tolist() == getattr(readable, name).tolist()


def test_a_seed_in_which_the_member_may_not_do_it_is_left_out(remade: Remade) -> None:
    put = PutAct(at_s=5, member="apd_2", act=Act.ADVOCATE, point="advocate", units=2.0)
    found = replicated(remade, "img_b", Change(rows={"img_b": Intervention(put=(put,))}), SEEDS)
    assert 0 < found.held < len(SEEDS)
    told = told_of(found, "IMG B")
    assert told[1].startswith(f"{len(SEEDS) - found.held} seeds are left out")
    assert found.places_up.before.n == found.places_up.effect.n == found.held


def test_nothing_changed_moves_nobody(remade: Remade) -> None:
    found = replicated(remade, "img_b", Change(cells={"img_b": {"note": ""}}), SEEDS)
    assert (found.rose, found.fell, found.rows) == (0.0, 0.0, 9.0)
    told = told_of(found, "IMG B")
    assert told[1].endswith(": no meeting differs in place.")
    assert told[2].endswith(": no meeting differs.")
    call = next(line for line in told if line.startswith("Call (the director's verdict, -2 to 1): "))
    assert call.endswith(": no meeting differs.")
    assert told[-2:] == (REVIEWED, MEANING)  # nine rows are a short list
    assert sum(effect.before.effect for _, effect in found.tiers) == pytest.approx(1.0)
    assert {line.partition(":")[0] for line in told} >= {TIERS[tier] for tier, _ in found.tiers}
    assert plain(found)["places_up"]["effect"] == 0.0


def test_a_drawn_row_is_another_person_for_each_seed(remade: Remade) -> None:
    assert is_drawn(remade, "p101")
    assert not is_drawn(remade, "img_a")
    found = replicated(remade, "p101", Change(cells={"p101": {"visa": "h1b"}}), range(1, 4))
    assert DRAWN in told_of(found, "p101")


def test_a_silenced_turn_is_for_one_meeting(remade: Remade) -> None:
    with pytest.raises(UsageRefused, match="a turn of one meeting is another turn in the next"):
        replicated(remade, "img_b", Change(rows={"img_b": Intervention(silenced=(2,))}), SEEDS)


def test_a_change_of_place_in_words() -> None:
    def of(effect: float, low: float, high: float) -> str:
        return places_range(Estimate(effect=effect, low=low, high=high, n=9, method="paired t"))

    assert of(6.1, 5.0, 7.2) == "6.1 places up (5.0 to 7.2)"
    assert of(-6.1, -7.2, -5.0) == "6.1 places down (5.0 to 7.2)"
    assert of(0.4, -0.2, 1.0) == "0.4 places up (0.2 down to 1.0 up)"
    assert of(0.0, 0.0, 0.0) == "0.0 places up (0.0 to 0.0)"
    assert of(-0.1, -0.2, 0.04) == "0.1 places down (0.0 to 0.2)"
    assert [share(value) for value in (0.0, 0.034, 0.5, 0.995, 1.0)] == ["0%", "3.4%", "50%", "99.5%", "100%"]
