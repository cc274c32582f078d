"""A report as text, in Markdown: the same words and numbers as the page, without the pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch

from committee.recording.transcript import escaped
from viz.export.report.blocks import (
    CHECKS,
    Beside,
    Block,
    Code,
    Heading,
    Inline,
    Link,
    Picture,
    Prose,
    Report,
    Strong,
    Table,
    Words,
)


def as_markdown(report: Report) -> str:
    """The whole report, with a newline at its end."""
    lines = [f"# {escaped(report.title)}", "", escaped(report.question), ""]
    lines += [*(f"*{escaped(sentence)}*  " for sentence in report.small), ""]
    for words in report.answer:
        lines += [said(words), ""]
    if report.picture:
        lines += [*_lines(report.picture), ""]
    found = (*report.checks.raised, report.checks.well)
    lines += [f"## {CHECKS}", "", *(f"- {text}" for text in map(said, found) if text), ""]
    for block in report.blocks:
        lines += [*_lines(block), ""]
    lines += ["---", *(part for sentence in report.foot for part in ("", escaped(sentence)))]
    return "\n".join(lines) + "\n"


def said(words: Words) -> str:
    """A sentence with its marks."""
    return "".join(map(_marked, words))


def _marked(piece: Inline) -> str:
    if isinstance(piece, str):
        return escaped(piece)
    if isinstance(piece, Code):
        return code(piece.text)
    if isinstance(piece, Strong):
        return f"**{escaped(piece.text)}**"
    if isinstance(piece, Link):
        return escaped(piece.text)
    return escaped(piece.text) if piece.text else code(piece.address)


def code(text: str) -> str:
    """``text`` as it is, between enough backticks."""
    fence = "`"
    while fence in text:
        fence += "`"
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text.replace('|', chr(92) + '|')}{pad}{fence}" if text else ""


@singledispatch
def _lines(block: Block) -> Iterator[str]:
    raise TypeError(type(block))


@_lines.register
def _(block: Heading) -> Iterator[str]:
    yield f"## {escaped(block.text)}"


@_lines.register
def _(block: Prose) -> Iterator[str]:
    yield said(block.words)


@_lines.register
def _(block: Picture) -> Iterator[str]:
    yield f"*{escaped(block.caption)}*"
    if block.shows not in block.caption:
        yield from ("", escaped(block.shows))


@_lines.register
def _(block: Table) -> Iterator[str]:
    yield f"**{escaped(block.caption)}**"
    yield ""
    yield _row(escaped(column.title) for column in block.columns)
    yield _row("--:" if column.figure else "---" for column in block.columns)
    for row in block.rows:
        yield _row(said(cell.words) for cell in row)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


@_lines.register
def _(block: Beside) -> Iterator[str]:
    for side in block.sides:
        yield f"**{escaped(side.title)}** ({code(side.address)})"
        yield ""
        for line in side.lines:
            start = f"*{escaped(block.parting)}.* " if line.state == "parts" else ""
            who = f"**{escaped(line.who)}:** " if line.who else ""
            yield f"- {start}{who}{escaped(line.text)}"
        yield from ("", escaped(f"{side.ends}."), "") if side.ends else ("",)
