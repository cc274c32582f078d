"""An address names its meeting in full."""

from __future__ import annotations

from committee import __version__
from committee.experiments.whatifs.address import address_of
from committee.experiments.whatifs.change import Change
from committee.machine.rules import rules_digest
from committee.meeting.intervention import Intervention
from committee.recording.addressing import DIGITS

RULES = rules_digest()[:DIGITS]


def test_an_address_says_what_it_is() -> None:
    change = Change(without=("apd_1",), rows={"img_a": Intervention(silenced=(7,))})
    made = address_of("two_imgs", 7, settings={"members.2.capital": "3"}, change=change, row="img_a", second=12.5)
    assert made.text == (
        f"committee:{__version__}+{RULES}/two_imgs?seed=7&set=members.2.capital=3&without=apd_1&silence=img_a:7#img_a@12.5"
    )
