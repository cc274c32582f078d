"""A meeting under way: the stage on a recording that is still being written."""

from typing import Any

import solara

import viz.context
from viz.children import NO_SUCH_RUN
from viz.components.markup import Node, tag
from viz.components.modules import StageView
from viz.pages.replay import Lost


@solara.component
def Live(number: str = "") -> Node:  # noqa: N802
    """The stage of the run with this number. It fetches new rows itself; Python hears when another row begins."""
    run = solara.use_memo(lambda: viz.context.current().runs.find(number), [number])
    if run is None:
        return Lost(NO_SUCH_RUN)
    return tag("div", StageView(growing=f"/runs/{number}.json", event_row=_nothing), cls="replay")


def _nothing(_message: dict[str, Any]) -> None:
    """Do nothing: only the page of a finished recording follows the rows."""
