"""What people are called in a workshop: a color and an animal, chosen at random, one for each phone.

Nobody says a name. The words are plain, short, and say nothing about a person.
"""

from __future__ import annotations

import secrets
from collections.abc import Set as AbstractSet
from typing import Final

_COLORS: Final = (
    "Amber Azure Beige Blue Bronze Copper Coral Crimson Emerald Golden Green Indigo Ivory Jade Lavender Lemon Lilac "
    "Lime Maroon Mint Ochre Olive Orange Peach Pearl Plum Purple Red Ruby Rust Sand Scarlet Silver Teal Turquoise "
    "Violet White Yellow"
)

_ANIMALS: Final = (
    "Badger Beaver Bison Butterfly Camel Cheetah Crane Cricket Deer Dolphin Dragonfly Eagle Elk Falcon Ferret Finch "
    "Firefly Fox Gecko Giraffe Hare Hawk Hedgehog Heron Hornbill Horse Ibis Ibex Jackdaw Kestrel Koala Lark Lemur "
    "Lion Lizard Llama Lynx Magpie Marten Moose Newt Nightingale Ocelot Octopus Orca Oriole Osprey Otter Owl Panda "
    "Parrot Pelican Penguin Puffin Quail Rabbit Raven Robin Salmon Seal Sparrow Squirrel Stork Swallow Swan Swift "
    "Tiger Toucan Turtle Walrus Wombat Woodpecker Wren Zebra"
)


def an_animal(taken: AbstractSet[str]) -> str:
    """A name that nobody in ``taken`` has.

    ``taken`` may hold at most half of all names, so a few tries find one.
    """
    while (name := f"{secrets.choice(_COLORS.split())} {secrets.choice(_ANIMALS.split())}") in taken:
        pass
    return name
