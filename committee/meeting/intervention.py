"""What an experimenter changes inside a meeting, and leaves everything else and every draw as it was.

The meeting itself never changes anything of this kind. A what-if asks what would have come of a row if nobody had heard
a turn, if a past resident had come to nobody's mind, if a member had kept silent or kept their capital, if there had
been more time, or if a member had said something at some second. :class:`Intervention` says so for one row,
:class:`Changes` for a meeting.

A turn that nobody hears keeps its place, its seconds, its words and its draws. Its speaker takes it for said: the side
is taken, the stake is paid. It moves nobody, and the director's call does not count the stake.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct, convert, to_builtins

from committee.terms import Act


class PutAct(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An act put in a member's mouth: they take the first free turn from this second on."""

    at_s: float
    """The second of the row from which on they speak; at the latest they speak before the call."""
    member: str
    """The id of the member."""
    act: Act
    """What they do."""
    point: str | None = None
    """The id of the point that they name; None for an act that names none, or a recall that names the loudest ghost."""
    units: float = 0.0
    """Units of capital that they stake with it."""
    past_bell: bool = False
    """Whether they may speak even if it ends after the bell."""


class Intervention(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is changed inside one row. The empty one changes nothing."""

    silenced: tuple[int, ...] = ()
    """Turns that nobody hears."""
    forgotten: tuple[str, ...] = ()
    """Past residents (ids of episodes) who come to nobody's mind."""
    quiet: tuple[str, ...] = ()
    """Members (ids) who do not ask for the floor and are not heard when asked. The reading and the call stay theirs."""
    frugal: tuple[str, ...] = ()
    """Members (ids) who stake nothing."""
    more_s: float = 0.0
    """Seconds that the row gets more from the beginning, up to the most that a row may take."""
    put: tuple[PutAct, ...] = ()
    """Acts put in members' mouths, in the order in which they are to be said."""


NOTHING: Final = Intervention()
"""Changes nothing."""


class Changes(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is changed in one meeting, beside its scenario."""

    cells: Mapping[str, Mapping[str, str]] = {}
    """By id of an applicant, the cells of the sheet that are changed, as text by column; "" leaves a cell blank."""
    rows: Mapping[str, Intervention] = {}
    """By id of an applicant, what is changed inside their row."""

    def __bool__(self) -> bool:
        """Whether anything is changed."""
        return bool(self.cells or self.rows)


UNCHANGED: Final = Changes()
"""A meeting in which nothing is changed."""


def as_plain(changes: Changes) -> dict[str, Any]:
    """The changes as plain data, as the header of a recording keeps them; empty if there are none."""
    plain: dict[str, Any] = to_builtins(changes)
    return plain


def from_plain(plain: Mapping[str, Any]) -> Changes:
    """The changes that :func:`as_plain` made; raises ``msgspec.ValidationError`` for anything else."""
    return convert(dict(plain), Changes)
