"""How programs stand: what a policy from outside does to their bars and their rooms."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from committee.pipeline.living import Time
from committee.season.standing import bars_of, standings
from committee.season.state import beginning
from committee.terms import VisaPolicy
from tests.committee.season.small import PROGRAMS, in_file

OPEN = {f"season__types__{name}__bars__h1b": 0.0 for name in ("university", "img_led", "integrated")}
FEE = '[[season.policies]]\nyear = 2027\nvisa = "h1b"\nshare_barred = {}\n'


def test_a_fee_that_no_program_will_pay_bars_the_visa_everywhere_and_no_other(tmp_path: Path) -> None:
    season = in_file(tmp_path, FEE.format("1.0"), **OPEN)
    for year, barred in ((2026, False), (2027, True)):
        now = standings(season.market, beginning(season.market), Time(seed=1, number=year - 2025, year=year))
        bars = bars_of(season.market, now, year)
        assert bars.h1b.tolist() == [barred] * PROGRAMS
        assert [each.rank.program.h1b is VisaPolicy.BARRED for each in now] == [barred] * PROGRAMS
        assert [each.invite.program.h1b is VisaPolicy.BARRED for each in now] == [barred] * PROGRAMS
        assert all(each.rank.program.j1 is not VisaPolicy.BARRED for each in now)


def test_a_policy_that_half_of_the_programs_follow_bars_it_in_their_rooms_alone(tmp_path: Path) -> None:
    """The same programs bar it at the filter and in the room, and a smaller share only fewer of them."""
    seen = []
    for share in (0.3, 0.6):
        season = in_file(tmp_path, FEE.format(share), **OPEN)
        now = standings(season.market, beginning(season.market), Time(seed=1, number=2, year=2027))
        bars = bars_of(season.market, now, 2027).h1b
        assert bars.tolist() == [each.rank.program.h1b is VisaPolicy.BARRED for each in now]
        seen.append(bars)
    fewer, more = seen
    assert not (fewer & ~more).any()
    assert np.array_equal(more, season.market.draws.visas < 0.6)
