"""Which addresses of this computer are for phones."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address

import pytest

from viz.workshop import addresses as module
from viz.workshop.addresses import addresses


def test_the_addresses_of_this_computer_can_be_listened_at_and_none_is_its_own_loop() -> None:
    for one in addresses():
        assert not IPv4Address(one.host).is_loopback
        with socket.socket() as listening:
            listening.bind((one.host, 0))


def test_wifi_comes_first_and_what_phones_never_reach_last(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        ("docker0", "172.17.0.1"),
        ("utun3", "10.8.0.2"),
        ("eth0", "10.1.1.5"),
        ("wlan0", "192.168.1.7"),
        ("x", "10.9.9.9"),
    ]
    monkeypatch.setattr(module, "_asked", lambda: [("lo", "127.0.0.1"), *found])
    said = [(one.host, one.is_what) for one in addresses()]
    assert [host for host, _ in said[:3]] == ["192.168.1.7", "10.1.1.5", "10.9.9.9"]
    assert {what.rpartition("; ")[2] for _, what in said[3:]} == {"phones do not reach it"}


def test_where_the_system_does_not_tell_the_computers_name_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_asked", list)
    monkeypatch.setattr(socket, "gethostbyname_ex", lambda _: ("", [], ["127.0.0.1", "192.168.1.7"]))
    assert [one.host for one in addresses()] == ["192.168.1.7"]
