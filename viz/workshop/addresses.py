"""At which addresses phones in the same network may reach this computer.

A computer often has several: Wi-Fi, a cable, a VPN, virtual machines. We list them with the likeliest first and say
what each one is, because nobody else can know which network the phones are in. Nothing is sent to find out.
"""

from __future__ import annotations

import socket
import struct
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Final

_ASK: Final = {"linux": 0x8915, "darwin": 0xC0206921}
"""The request for the address of an interface (SIOCGIFADDR) by platform."""

_WORDS: Final = (
    (("wl", "wifi", "wi-fi"), "Wi-Fi", 0),
    (("en", "eth"), "cable or Wi-Fi", 1),
    (("tun", "tap", "wg", "utun", "ppp", "tailscale", "zt"), "a VPN; phones do not reach it", 3),
    (
        ("docker", "br-", "virbr", "vmnet", "vboxnet", "veth", "bridge", "lxc"),
        "virtual machines; phones do not reach it",
        3,
    ),
)
"""What an interface is, by the start of its name, and how likely phones are there; 0 is the likeliest."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """One address of this computer."""

    host: str
    """The address, such as 192.168.1.7."""
    interface: str
    """What the system calls the network; empty if it does not say."""
    is_what: str
    """What that network probably is, in words; empty if nobody knows."""
    rank: int
    """How likely phones are there; 0 is the likeliest."""


def addresses() -> Sequence[Address]:
    """The addresses of this computer beyond itself, the likeliest for phones first."""
    found = {host: name for name, host in _asked()} or dict.fromkeys(_looked_up(), "")
    known = [_address(host, name) for host, name in found.items() if not IPv4Address(host).is_loopback]
    return sorted(known, key=lambda one: (one.rank, one.interface, one.host))


def _address(host: str, name: str) -> Address:
    for starts, words, rank in _WORDS:
        if name.lower().startswith(starts):
            return Address(host=host, interface=name, is_what=words, rank=rank)
    return Address(host=host, interface=name, is_what="", rank=2 if IPv4Address(host).is_private else 3)


def _asked() -> list[tuple[str, str]]:
    """Each interface with its address, where the system tells."""
    request = _ASK.get(sys.platform)
    if request is None:
        return []
    import fcntl  # there is none on Windows, which has no such request, either

    told = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _, name in socket.if_nameindex():
            with suppress(OSError):  # an interface without an address
                answer = fcntl.ioctl(asking, request, struct.pack("256s", name.encode()[:15]))
                told.append((name, socket.inet_ntoa(answer[20:24])))
    return told


def _looked_up() -> list[str]:
    """The addresses that this computer's own name has."""
    try:
        return socket.gethostbyname_ex(socket.gethostname())[2]
    except OSError:
        return []
