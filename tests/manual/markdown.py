"""A table as Markdown."""

from __future__ import annotations

Table = list[tuple[str, ...]]


def as_markdown(head: tuple[str, ...], rows: Table) -> str:
    """A table; a bar within a cell is written so that it stays one."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines)
