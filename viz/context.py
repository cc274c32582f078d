"""What the pages of one server share: the shelf, and the runs under way.

Solara makes one set of reactive values per session; this is what belongs to the whole process instead.
The server sets it before the first page is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from viz.children import Runs
from viz.dropped import Drops
from viz.shelf import Shelf


@dataclass(kw_only=True)
class Context:
    """One shelf, the runs started from its window, and the files dropped on it."""

    shelf: Shelf = field(default_factory=lambda: Shelf([]))
    runs: Runs = field(default_factory=Runs)
    drops: Drops = field(init=False)

    def __post_init__(self) -> None:
        self.drops = Drops(self.shelf)

    def stop(self) -> None:
        """End the runs that are still at work, and take away the copies of what was dropped."""
        self.runs.stop()
        self.drops.stop()


_current = Context()


def current() -> Context:
    """The context of this process: an empty shelf until :func:`use` is called."""
    return _current


def use(context: Context) -> None:
    """Make ``context`` the one that every page sees."""
    global _current  # noqa: PLW0603 - one process serves one shelf; Solara gives pages no other way to share
    _current = context
