"""What people take home from a workshop: a page of what happened and what is published, and a sheet for later.

Both are pages without a script that open from a disk, send no request, and print on one sheet of A4 or Letter.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from string import Template
from typing import Final

from committee.terms import DISCLAIMER
from viz.export.html import hashed
from viz.workshop.debrief import WHAT_WAS_SAID, debrief_pages, without_memories
from viz.workshop.evidence import evidence
from viz.workshop.facts import Facts, Table
from viz.workshop.session import Session

HERE: Final = Path(__file__).parent

LINES: Final = 2
"""Lines to write on under a question."""

KEPT: Final = (WHAT_WAS_SAID, "The same questions, twice")
"""The tables of the debrief that the handout keeps."""


def handout_page(facts: Facts) -> str:
    """What happened, in one page."""
    session = facts.session
    found = [table for page in debrief_pages(facts) for table in page["tables"] if table["title"] in KEPT]
    tables = [without_memories(table) for table in found]
    body = [
        _section("What this was for", _listed(session.aims)),
        *(_section(table["title"], _table(table)) for table in tables),
        *([_section("What you did in their seats", _listed(seats))] if (seats := _seats(facts)) else []),
        _section("What is published", _listed_markup(_findings(session))),
        _section("One rule that I could change, and whom I would have to ask", _lines()),
        _section("What this is", _paragraph(_WHAT)),
    ]
    return _page("Handout", session.title, body)


def _seats(facts: Facts) -> list[str]:
    """What came of each time that groups took seats, in a sentence."""
    return [seated.said[0] for seated in facts.room.seated.values() if seated.said]


_WHAT: Final = (
    "You saw a model of a meeting. It was adjusted until it behaved as practitioners say that such rooms behave. It "
    "can raise questions. It proves nothing about a real program, and it gives nobody advice. What its members say is "
    "there to be criticized. The same session gives the same meeting, word for word, on any computer."
)


def follow_up_page(session: Session) -> str:
    """What is asked two weeks later: on paper, or to be answered in a mail."""
    questions = [_paragraph(question) + _lines() for question in session.after]
    again = [_paragraph(item.text) + _boxes(item.choices) for item in session.items if item.when == "post"]
    body = [
        _section("Two weeks ago", _paragraph(_ASKED)),
        _section("Since then", "".join(questions)),
        _section("Once more", "".join(again)) if again else "",
    ]
    return _page("Two weeks later", session.title, body)


_ASKED: Final = (
    "You sat beside a simulated committee. Please answer from memory; there are no right answers. Write no name. If "
    "you know which animal you were, write it here, so that your answers can be laid beside your votes: "
    "______________________"
)


def _findings(session: Session) -> Iterator[str]:
    for name in session.evidence:
        each = evidence()[name]
        source = each.source if each.checked else f"{each.source} (cited from memory; read it before you rely on it)"
        yield f"{html.escape(each.says)} <cite>{html.escape(source)}</cite>"


def _page(kind: str, title: str, body: Iterable[str]) -> str:
    style = (HERE / "handout.css").read_text(encoding="utf-8")
    return Template((HERE / "handout.html").read_text(encoding="utf-8")).substitute(
        kind=html.escape(kind),
        title=html.escape(title),
        disclaimer=html.escape(DISCLAIMER),
        style=style,
        style_hash=hashed(style),
        body="\n".join(body),
    )


def _section(heading: str, content: str) -> str:
    return f"<section>\n<h2>{html.escape(heading)}</h2>\n{content}\n</section>"


def _paragraph(text: str) -> str:
    return f"<p>{html.escape(text)}</p>"


def _listed(texts: Sequence[str]) -> str:
    return _listed_markup(map(html.escape, texts))


def _listed_markup(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _boxes(choices: Sequence[str]) -> str:
    return f'<ul class="boxes">{"".join(f"<li>{html.escape(choice)}</li>" for choice in choices)}</ul>'


def _lines() -> str:
    return '<div class="write"></div>' * LINES


def _table(table: Table) -> str:
    heads = [html.escape(text) for text in table["head"]]
    head = "".join(f'<th scope="col" role="columnheader">{text}</th>' for text in heads)
    rows = "".join(f'<tr role="row">{_cells(heads, row)}</tr>' for row in table["rows"])
    note = "".join(f'<p class="note">{html.escape(line)}</p>' for line in table["note"].splitlines())
    body = f'<table role="table"><thead><tr role="row">{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<div class="wide" tabindex="0" role="group" aria-label="{html.escape(table["title"])}">{body}</div>{note}'


def _cells(heads: Sequence[str], row: Sequence[str]) -> str:
    """The cells of a row; each knows its head, which stands beside it on a narrow screen."""
    pairs = zip(heads, row, strict=True)
    return "".join(f'<td role="cell" data-head="{head}">{html.escape(cell)}</td>' for head, cell in pairs)
