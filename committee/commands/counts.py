"""Whole numbers on the command line, refused in words that a person uses."""

from __future__ import annotations

from committee.errors import Problem, UsageRefused, quoted


def whole(text: str, option: str, takes: str, *, least: int) -> int:
    """The whole number that ``text`` is; ``takes`` says in a refusal what ``option`` takes."""
    if not (text.isascii() and text.isdigit() and len(text) <= 20 and int(text) >= least):
        raise UsageRefused(Problem(place=option, allowed=f"it takes {takes}, not {quoted(text)}"))
    return int(text)


def seed_given(text: str | None) -> int | None:
    """The seed of ``--seed``; None if none was given."""
    return None if text is None else whole(text, "--seed", "a whole number of at least 0, such as 7", least=0)
