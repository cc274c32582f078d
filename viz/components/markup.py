"""Plain HTML elements as Solara elements.

Text goes into the page as text: whatever a name or a note holds, none of it is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import ipyvuetify
from reacton.core import ComponentWidget, Element

Node = Element[Any]
"""A piece of a page, before Solara has drawn it."""

Child = str | Node
OURS = ("/", "#")


@cache
def _component(name: str) -> ComponentWidget:
    """What draws the element ``name``, and only that.

    Where an element takes the place of another, Solara keeps the old one if both come from the same
    component, and the browser would go on showing the old tag. One component a tag prevents that.
    """
    return ComponentWidget(type(f"Html{name.capitalize()}", (ipyvuetify.Html,), {}))


def tag(name: str, *children: Child, cls: str = "", style: str = "", **attributes: str) -> Node:
    """The element ``name`` with ``children``; attributes are spelled as in HTML, with ``_`` for ``-``."""
    spelled = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    made: Node = _component(name)(tag=name, class_=cls, style_=style, attributes=spelled, children=list(children))
    return made


def link(text: str, href: str, *, cls: str = "", **attributes: str) -> Node:
    """A link to a page of ours."""
    if not href.startswith(OURS) or href.startswith("//"):
        raise ValueError(f"a link must lead to a page of ours, not to {href!r}")
    return tag("a", text, cls=cls, href=href, **attributes)


def facts(pairs: Sequence[tuple[str, str]], *, cls: str = "facts") -> Node:
    """Terms and what they are, as a definition list."""
    rows = [tag("div", tag("dt", term), tag("dd", value)) for term, value in pairs]
    return tag("dl", *rows, cls=cls)
