"""What hosts read when phones do not come in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.viz.workshop.held import held
from viz.workshop import joincheck
from viz.workshop.joincheck import FOR_THIS_COMPUTER, HANDS, PATIENCE_S, Seen, advice

LAN = ("http://192.168.1.7:8765/join", "http://10.0.0.3:8765/join")


def seen(**given: object) -> Seen:
    usual = {"lan": True, "open_s": PATIENCE_S, "joined": 0, "hands": False, "outside": 0}
    usual |= {"wrong_codes": 0, "addresses": LAN}
    return Seen(**(usual | given))  # type: ignore[arg-type]


def test_for_a_minute_and_after_the_first_phone_there_is_nothing_to_say() -> None:
    assert advice(seen(open_s=PATIENCE_S - 1)) == []
    assert advice(seen(joined=1, lan=False)) == []


def test_who_counts_hands_hears_no_more_of_phones() -> None:
    assert advice(seen(hands=True, outside=2)) == advice(seen(hands=True, lan=False)) == []


def test_a_network_that_lets_nobody_through_gets_its_likely_causes_and_the_other_addresses() -> None:
    said = " ".join(advice(seen()))
    for word in ("guest Wi-Fi", "firewall", "VPN", "https", "mobile data", *LAN):
        assert word in said
    assert said.endswith(HANDS)


def test_who_listens_to_this_computer_only_is_told_so() -> None:
    assert advice(seen(lan=False)) == [FOR_THIS_COMPUTER, HANDS]


def test_phones_that_are_through_and_not_in_have_trouble_with_the_code() -> None:
    first, last = advice(seen(outside=2))
    assert "code on the board" in first
    assert last == HANDS


def test_guessing_is_told_whether_phones_are_in_or_not() -> None:
    assert "1234 wrong codes" in advice(seen(wrong_codes=1234, joined=30))[0]


def test_the_console_shows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joincheck, "PATIENCE_S", 0.0)
    with held(tmp_path) as workshop:
        cookie = workshop.become_host()
        host = workshop.socket("host", cookie)
        assert host.until(advice=[FOR_THIS_COMPUTER, HANDS])["joined"] == 0
        assert HANDS in workshop.ask("/host", cookie=cookie)[2].decode()
        workshop.phone("first-0123456789abcdef").hear("state")
        host.until(advice=[])
