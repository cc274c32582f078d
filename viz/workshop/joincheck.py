"""The join check: what hosts should know when phones do not come in, and what to do then.

It says what is likely from what the server sees. Whether anything from outside has reached it parts the two usual
troubles: a network that lets no phone through, and people who are through and still not in.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from viz.workshop.served import Served

PATIENCE_S: Final = 60.0
"""Seconds without a phone after which we say what may be wrong."""

MANY_WRONG: Final = 50
"""Wrong codes after which it is no longer mistyping."""

EVERY_S: Final = 1.0
"""Seconds between two looks."""

FOR_THIS_COMPUTER: Final = (
    "Phones cannot reach this workshop: it answers this computer only. End it with Ctrl+C and start it again with "
    "--lan --resume."
)

HANDS: Final = (
    "Or go on without phones: count hands at each vote and type the counts here. The whole session works that way."
)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the server sees."""

    lan: bool
    """Whether phones may come in at all."""
    open_s: float
    """How long it has been open, in seconds."""
    joined: int
    """How many are in."""
    hands: bool
    """Whether hands have been counted: the session goes on without phones."""
    outside: int
    """From how many other addresses something has reached it."""
    wrong_codes: int
    """How many wrong codes were said."""
    addresses: Sequence[str]
    """The addresses for phones, the one on the board first."""


def advice(seen: Seen) -> list[str]:
    """What to tell hosts now."""
    return list(_advice(seen))


def _advice(seen: Seen) -> Iterator[str]:
    if seen.wrong_codes >= MANY_WRONG:
        yield f"Somebody has tried {seen.wrong_codes} wrong codes. They cannot get in by guessing; votes are safe."
    if seen.joined or seen.hands or seen.open_s < PATIENCE_S:
        return
    if not seen.lan:
        yield FOR_THIS_COMPUTER
    elif seen.outside:
        yield (
            "Phones reach this computer, and nobody has come in. Is the code on the board easy to read? It has six "
            "letters and digits; capitals do not matter."
        )
    else:
        yield from _unreached(seen.addresses)
    yield HANDS


def _unreached(addresses: Sequence[str]) -> Iterator[str]:
    yield "No phone has reached this computer for a minute. What it often is:"
    yield "The phones are in another network: on mobile data, or in another Wi-Fi than this computer."
    yield "A guest Wi-Fi keeps its devices apart. Use another one, or a small router of your own."
    yield "The firewall of this computer lets nobody in. Allow Python, or this port, for the network that you are in."
    yield "A VPN, on a phone or here, takes another way. Turn it off."
    yield f"A browser has turned the address into https. Type it with http in front: {addresses[0]}"
    if len(addresses) > 1:
        yield f"This computer has other addresses; --address puts one on the board: {', '.join(addresses[1:])}"


async def watch(served: Served) -> None:
    """Keep the advice for hosts up to date until canceled."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    while True:
        seen = Seen(
            lan=bool(served.reached),
            open_s=loop.time() - start,
            joined=len(served.desk.room.animals),
            hands=bool(served.desk.room.hands),
            outside=served.door.outside,
            wrong_codes=served.guesses.total,
            addresses=served.join_urls,
        )
        served.desk.advise(advice(seen))
        await asyncio.sleep(EVERY_S)
