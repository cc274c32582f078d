"""The rules that a committee could adopt, each turned on, and any mixture of them, as settings of a scenario."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from hypothesis import strategies as st
from msgspec import structs

from committee.applicants.applicant import Applicant
from committee.events import Event, RowOpened
from committee.meeting.practices import Practices
from committee.terms import Kind
from tests.scripted import events_of, the_rules

HIDEABLE: Final = ("kind", "school", "exams", "graduation", "visa", "class")
"""What can be blinded."""

EACH: Final[Mapping[str, Mapping[str, str]]] = {
    "ballots before": {"ballots": '"before"'},
    "ballots before and after": {"ballots": '"before_and_after"'},
    **{f"blind {word}": {"blind": f'["{word}"]'} for word in HIDEABLE},
    "blind everything": {"blind": json.dumps(HIDEABLE)},
    "rubric": {"rubric": "true"},
    "assigned advocate": {"assigned_advocate": "true"},
    "devil's advocate": {"devils_advocate": "true"},
    "both advocates": {"assigned_advocate": "true", "devils_advocate": "true"},
    "equal airtime": {"equal_airtime": "true"},
    "shuffled": {"order": '"shuffled"'},
    "by score": {"order": '"by_score"'},
    "reversed": {"order": '"reversed"'},
    "breaks": {"breaks": "[2, 5]"},
    "capital capped": {"capital_cap": "1.0"},
    "capital capped at nothing": {"capital_cap": "0.0"},
    "no capital": {"no_capital": "true"},
    "base rates": {"base_rates": "true"},
    "second committee": {"second_committee": "true"},
}
"""By name, the keys of ``[meeting.rules]`` that turn one rule on."""


def ruled(**rules: str) -> dict[str, str]:
    """Settings that set these keys of ``[meeting.rules]``."""
    return {f"meeting.rules.{name}": value for name, value in rules.items()}


def practices(**rules: str) -> Practices:
    return the_rules(ruled(**rules)).practices


def told(rules: Mapping[str, str], *, seed: int = 1, rows: Sequence[Applicant] | None = None) -> list[Event]:
    """Everything that a meeting under these rules tells after its opening, which holds the rules themselves."""
    return events_of(ruled(**rules), seed=seed, rows=rows)[1:]


def unkind(event: Event) -> Event:
    """The event without the applicant's own kind, which the recording keeps."""
    return structs.replace(event, kind=Kind.US_MD) if isinstance(event, RowOpened) else event


def mixtures() -> st.SearchStrategy[dict[str, str]]:
    """Settings that turn any of the rules on at once, each with any size that it may have."""
    share = st.sampled_from(["0.0", "0.3", "1.0"])
    switch = st.sampled_from(["true", "false"])
    drawn = {
        "ballots": st.sampled_from(['"none"', '"before"', '"before_and_after"']),
        "blind": st.lists(st.sampled_from(HIDEABLE), unique=True).map(json.dumps),
        "order": st.sampled_from(['"sheet"', '"shuffled"', '"by_score"', '"reversed"']),
        "breaks": st.lists(st.integers(1, 6), max_size=3).map(json.dumps),
        "break_minutes": st.sampled_from(["0.0", "10.0", "240.0"]),
        "capital_cap": st.sampled_from(["0.0", "0.5", "1.0", "1.5", "100.0"]),
    }
    shares = dict.fromkeys(("commitment", "ballot_share", "confidence", "agreement", "tally_weight"), share)
    switches = dict.fromkeys(_SWITCHES, switch)
    return st.fixed_dictionaries({}, optional={**drawn, **shares, **switches}).map(lambda rules: ruled(**rules))


_SWITCHES: Final = (
    "rubric",
    "assigned_advocate",
    "devils_advocate",
    "equal_airtime",
    "no_capital",
    "base_rates",
    "second_committee",
)
