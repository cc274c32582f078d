"""A report as a page in one file: no request, its own script and style admitted by their hashes, recordings packed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch
from html import escape
from pathlib import Path
from string import Template
from typing import Final

from viz.export.html import hashed, inlined
from viz.export.report.blocks import (
    CHECKS,
    Beside,
    Block,
    Cell,
    Checks,
    Code,
    Column,
    Heading,
    Inline,
    Line,
    Link,
    Number,
    Picture,
    Prose,
    Report,
    Side,
    Strong,
    Table,
    Words,
)
from viz.player import PAIR, stage_module, stage_style

HERE: Final = Path(__file__).parent


def as_page(report: Report) -> str:
    """The whole page."""
    watched = any(isinstance(block, Beside) for block in report.blocks)
    script = _read("report.js")
    style = _read("report.css")
    if watched:
        script = f"{stage_module(PAIR)}\n{_read('watch.js')}\n{script}"
        style = f"{stage_style(PAIR)}\n{style}"
    script = inlined(script)
    return Template(_read("page.html")).substitute(
        title=escape(report.title),
        question=escape(report.question),
        small=" ".join(f"<span>{escape(sentence)}</span>" for sentence in report.small),
        answer="".join(f"<p>{said(words)}</p>" for words in report.answer),
        picture="".join(_markup(report.picture)) if report.picture else "",
        checks="".join(_checks(report.checks)),
        body="\n".join(_sections(report.blocks)),
        foot="".join(f"<p>{escape(sentence)}</p>" for sentence in report.foot),
        script=script,
        script_hash=hashed(script),
        style=style,
        style_hash=hashed(style),
    )


def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _sections(blocks: Iterable[Block]) -> Iterator[str]:
    """The blocks, each part of the report in a section of its own."""
    parts = 0
    for block in blocks:
        if isinstance(block, Heading):
            if parts:
                yield "</section>"
            parts += 1
            yield f'<section aria-labelledby="part-{parts}"><h2 id="part-{parts}">{escape(block.text)}</h2>'
        else:
            yield from _markup(block)
    if parts:
        yield "</section>"


def said(words: Words) -> str:
    """A sentence as markup."""
    return "".join(map(_marked, words))


def _marked(piece: Inline) -> str:
    if isinstance(piece, str):
        return escape(piece)
    if isinstance(piece, Code):
        return f"<code>{escape(piece.text)}</code>"
    if isinstance(piece, Strong):
        return f"<strong>{escape(piece.text)}</strong>"
    if isinstance(piece, Link):
        return f'<a href="#{escape(piece.to)}">{escape(piece.text)}</a>'
    return _number(piece)


def _number(piece: Number) -> str:
    """A figure with the address of its meeting; without a figure, the address to copy."""
    if not piece.text:
        return _address(piece.address) if piece.address else ""
    title = f' title="{escape(piece.address)}"' if piece.address else ""
    return f'<span class="number"{title}>{escape(piece.text)}</span>'


def _address(address: str) -> str:
    return f'<span class="leads"><code class="address" title="{escape(address)}">{escape(address)}</code></span>'


def _checks(checks: Checks) -> Iterator[str]:
    yield f'<section class="checks" aria-labelledby="checks"><h2 id="checks">{CHECKS}</h2><ul>'
    yield from (f'<li class="raised">{said(words)}</li>' for words in checks.raised)
    yield f'<li class="well">{said(checks.well)}</li>' if any(checks.well) else ""
    yield "</ul></section>"


@singledispatch
def _markup(block: Block) -> Iterator[str]:
    raise TypeError(type(block))


@_markup.register
def _(block: Prose) -> Iterator[str]:
    quiet = ' class="quiet"' if block.quiet else ""
    yield f"<p{quiet}>{said(block.words)}</p>"


@_markup.register
def _(block: Picture) -> Iterator[str]:
    named = f'<svg role="img" aria-label="{escape(block.shows)}"'
    yield '<figure class="half">' if block.half else "<figure>"
    yield from (svg.replace("<svg", named, 1) for svg in (block.wide, block.narrow))
    yield f"<figcaption>{escape(block.caption)}</figcaption></figure>"


@_markup.register
def _(block: Table) -> Iterator[str]:
    if block.folded:
        yield f"<details><summary>{escape(block.caption)}</summary>"
    head = "".join(f'<th scope="col"{_class(column)}>{escape(column.title)}</th>' for column in block.columns)
    unseen, sortable = ' class="unseen"' if block.folded else "", " data-sortable" if block.sortable else ""
    caption = f"<caption{unseen}>{escape(block.caption)}</caption>"
    yield f"<table{sortable}>{caption}<thead><tr>{head}</tr></thead><tbody>"
    for row in block.rows:
        yield f"<tr>{''.join(_cell(cell, column) for cell, column in zip(row, block.columns, strict=True))}</tr>"
    yield "</tbody></table>"
    if block.folded:
        yield "</details>"


def _class(column: Column) -> str:
    return ' class="figure"' if column.figure else ""


def _cell(cell: Cell, column: Column) -> str:
    key = f' data-key="{escape(str(cell.key))}"' if cell.key != "" else ""
    return f'<td{_class(column)} data-title="{escape(column.title)}"{key}>{said(cell.words)}</td>'


@_markup.register
def _(block: Beside) -> Iterator[str]:
    name, row = escape(block.name), escape(block.row)
    yield f'<div class="beside" id="pair-{name}" data-pair="{name}" data-row="{row}">'
    yield from (markup for side in block.sides for markup in _side(side, block.parting))
    for name, side in zip(("base", "changed"), block.sides, strict=True):
        yield f'<script type="text/plain" id="{escape(block.name)}-{name}">{side.packed}</script>'
    yield "</div>"


def _side(side: Side, parting: str) -> Iterator[str]:
    yield f'<article><h3>{escape(side.title)}</h3><ol class="minutes">'
    yield from (_line(line, parting) for line in side.lines)
    ends = f'<p class="ends">{escape(side.ends)}</p>' if side.ends else ""
    yield f'</ol>{ends}<p class="way">{_address(side.address)}</p></article>'


def _line(line: Line, parting: str) -> str:
    state = f' class="{line.state}"' if line.state else ""
    parts = f"<em>{escape(parting)}</em>" if line.state == "parts" else ""
    who = f"<b>{escape(line.who)}</b> " if line.who else ""
    text = escape(line.text) if line.who else f"<strong>{escape(line.text)}</strong>"
    return f"<li{state}>{parts}{who}{text}</li>"
