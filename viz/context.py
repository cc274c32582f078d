"""What the pages of one server share: the shelf, the runs, experiments and seasons under way, and the dropped files.

Solara makes one set of reactive values per session; this belongs to the whole process instead. The server sets
it before it answers the first page.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from viz.again import Agains
from viz.children import Runs
from viz.dropped import Drops
from viz.questions import Questions
from viz.season.holding import Holdings
from viz.shelf import Shelf
from viz.trials import Trials


@dataclass(kw_only=True)
class Context:
    """What belongs to one window."""

    shelf: Shelf = field(default_factory=lambda: Shelf([]))
    """The recordings that it shows."""

    runs: Runs = field(default_factory=Runs)
    """The meetings that it has started."""

    trials: Trials = field(default_factory=Trials)
    """The experiments that it holds."""

    holdings: Holdings = field(default_factory=Holdings)
    """The seasons that it holds."""

    questions: Questions = field(default_factory=Questions)
    """What it asks of the model."""

    again: Agains | None = None
    """The meetings that it holds again with one thing changed; by default with our own command."""

    drops: Drops = field(init=False)
    """The files dropped on it."""

    def __post_init__(self) -> None:
        self.drops = Drops(self.shelf, self.questions)
        if self.again is None:
            self.again = Agains(self.runs)

    @property
    def agains(self) -> Agains:
        """The meetings that it holds again."""
        assert self.again is not None
        return self.again

    def stop(self) -> None:
        """End the runs, experiments, seasons and questions that are still at work; delete copies of dropped files."""
        self.runs.stop()
        self.agains.stop()
        self.trials.stop()
        self.holdings.stop()
        self.questions.stop()
        self.drops.stop()


_current = Context()


def current() -> Context:
    """The context of this process: an empty shelf until :func:`use` is called."""
    return _current


def use(context: Context) -> None:
    """Make ``context`` the one that every page sees."""
    global _current  # noqa: PLW0603 - one process serves one shelf; Solara gives pages no other way to share
    _current = context
