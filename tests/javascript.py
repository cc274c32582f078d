"""Our JavaScript as a parser sees it: how long its functions are, what its tables hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

LANGUAGE = Language(tree_sitter_javascript.language())
FUNCTIONS = {
    "arrow_function",
    "function_declaration",
    "function_expression",
    "generator_function",
    "generator_function_declaration",
    "method_definition",
}


@dataclass(frozen=True, kw_only=True)
class Function:
    """A function of a source: where it begins, and how many lines it takes, those of functions inside it included."""

    line: int
    lines: int


def parsed(source: str) -> Node:
    """The tree of ``source``, which must hold no mistake."""
    root = Parser(LANGUAGE).parse(source.encode("utf-8")).root_node
    assert not root.has_error, "the parser does not understand this source"
    return root


def functions(source: str) -> list[Function]:
    """Every function in ``source``, methods, arrows and functions within functions included."""
    return [
        Function(line=node.start_point.row + 1, lines=node.end_point.row - node.start_point.row + 1)
        for node in _all(parsed(source))
        if node.type in FUNCTIONS
    ]


def tables(path: Path) -> dict[str, dict[str, str]]:
    """The constants at the top of the module at ``path`` that are objects of nothing but text, by name."""
    found: dict[str, dict[str, str]] = {}
    for node in _all(parsed(path.read_text(encoding="utf-8"))):
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if node.type != "variable_declarator" or name is None or value is None or value.type != "object":
            continue
        pairs = [pair for pair in value.named_children if pair.type == "pair"]
        if len(pairs) == len([each for each in value.named_children if each.type != "comment"]):
            entries = {_text(pair, "key"): _literal(pair) for pair in pairs}
            found[str(name.text, "utf-8")] = entries
    return found


def _all(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _all(child)


def _text(node: Node, field: str) -> str:
    part = node.child_by_field_name(field)
    assert part is not None
    assert part.text is not None
    return part.text.decode("utf-8").strip('"')


def _literal(pair: Node) -> str:
    value = pair.child_by_field_name("value")
    assert value is not None
    assert value.text is not None
    return str(ast.literal_eval(value.text.decode("utf-8"))) if value.type == "string" else ""
