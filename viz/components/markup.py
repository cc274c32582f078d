"""Plain HTML elements as Solara elements.

Text goes into the page as text: no name or note is ever read as markup.
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
WHOLE_PAGE = "_self"
"""The target of a link that our own routes answer: the browser follows it, where Solara would only draw a page."""


@cache
def _component(name: str) -> ComponentWidget:
    """The component that draws elements called ``name``.

    When an element replaces another, Solara keeps the old one if both come from the same component, and the browser
    would still show the old tag. One component for each tag prevents that.
    """
    return ComponentWidget(type(f"Html{name.capitalize()}", (ipyvuetify.Html,), {}))


def tag(name: str, *children: Child, cls: str = "", style: str = "", **attributes: str) -> Node:
    """The element ``name`` with ``children``; attributes have their names from HTML, with ``_`` for ``-``."""
    spelled = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    made: Node = _component(name)(tag=name, class_=cls, style_=style, attributes=spelled, children=list(children))
    return made


def link(text: str, href: str, *, cls: str = "", **attributes: str) -> Node:
    """A link to one of our pages."""
    if not href.startswith(OURS) or href.startswith("//"):
        raise ValueError(f"a link must lead to a page of ours, not to {href!r}")
    return tag("a", text, cls=cls, href=href, **attributes)


def plain(node: Node) -> list[Any]:
    """``node`` and all inside it as plain data: the tag, the attributes, then what is inside.

    Everything in it must come from :func:`tag` or :func:`link`.
    """
    made = node.kwargs
    named = {"class": made["class_"], "style": made["style_"]}
    attributes = {name: value for name, value in named.items() if value} | made["attributes"]
    inside = [each if isinstance(each, str) else plain(each) for each in made["children"]]
    return [made["tag"], attributes, *inside]


def facts(pairs: Sequence[tuple[str, str]], *, cls: str = "facts") -> Node:
    """Terms and their values, as a definition list."""
    rows = [tag("div", tag("dt", term), tag("dd", value)) for term, value in pairs]
    return tag("dl", *rows, cls=cls)
