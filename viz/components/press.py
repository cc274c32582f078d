"""A button that tells Python it was pressed."""

from collections.abc import Callable

import solara

from viz.components.markup import Node, tag


@solara.component
def Press(text: str, act: Callable[[], None], cls: str = "button", label: str = "") -> Node:  # noqa: N802
    """A button with ``text`` that calls ``act``; ``label`` says more to those who hear the page."""
    named = {"aria_label": label} if label else {}
    button = tag("button", text, cls=cls, type_="button", **named)
    solara.v.use_event(button, "click", lambda *_: act())
    return button
