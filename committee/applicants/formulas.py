"""Keeps a spreadsheet program from running a cell as a formula.

A text that starts like a formula gets an apostrophe in front when we write a CSV, and loses it again when
we read one. A text that already starts with apostrophes before such a character gets one more, so that
``bare(guarded(text)) == text`` for every text.
"""

from __future__ import annotations

import re
from typing import Final

_STARTS_LIKE_A_FORMULA: Final = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠﹦﹢﹣﹫−])")
"""Some programs take a full-width sign for the plain one, and pass over spaces in front of it."""


def guarded(text: str) -> str:
    """``text`` as it is safe to write into a cell."""
    return "'" + text if _STARTS_LIKE_A_FORMULA.match(text) else text


def bare(text: str) -> str:
    """``text`` as it was before :func:`guarded`; any other text comes back as it is."""
    return text[1:] if text.startswith("'") and _STARTS_LIKE_A_FORMULA.match(text) else text
