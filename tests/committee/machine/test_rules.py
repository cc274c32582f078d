"""The digest of the rules changes with the rules, and with nothing else."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from committee.machine.rules import DIGITS, MODEL, SEASON, rules_digest, sources, what_counts

SOURCE = '''"""A module."""

from __future__ import annotations

LIMIT = 3
"""What it is."""


class Rule:
    """A rule."""

    size: int = 2
    """A size."""

    def of(self, value: int) -> str:
        """Say it."""
        # why
        return f"{value + LIMIT} of {self.size}"
'''


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"""A module."""', '"""Other words."""'),
        ('"""What it is."""\n', ""),
        ('"""A rule."""', '"""Another."""'),
        ('"""A size."""', '"""How large."""'),
        ('        """Say it."""\n', ""),
        ("# why", "# because"),
        ("value + LIMIT", "(value  +  LIMIT)"),
    ],
)
def test_prose_and_layout_do_not_count(old: str, new: str) -> None:
    assert old in SOURCE
    assert what_counts(SOURCE.replace(old, new)) == what_counts(SOURCE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("LIMIT = 3", "LIMIT = 4"),
        ("value + LIMIT", "value - LIMIT"),
        ("size: int = 2", "size: int = 1"),
        (" of ", " / "),
    ],
)
def test_every_rule_counts(old: str, new: str) -> None:
    assert old in SOURCE
    assert what_counts(SOURCE.replace(old, new)) != what_counts(SOURCE)


def test_a_function_that_only_has_a_docstring_counts() -> None:
    assert what_counts('def f() -> None:\n    """Nothing."""\n') != what_counts("")


def test_the_model_is_covered() -> None:
    found = {path.stem for path in sources()}
    assert {"chance", "arithmetic", "pool", "persuasion", "call", "mind", "convene", "scenario"} <= found
    assert any(path.suffix == ".toml" for path in sources())
    assert len({path.parts for path in sources()}) > len(MODEL)


def test_the_digest_is_the_same_in_every_process() -> None:
    code = "from committee.machine.rules import rules_digest; print(rules_digest())"
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert digests == {rules_digest()}
    assert len(rules_digest()) == DIGITS


def test_the_rules_of_a_season_are_those_of_a_meeting_and_of_the_years_between() -> None:
    meeting, season = set(sources(MODEL)), set(sources(SEASON))
    assert meeting < season
    assert {path.parent.name for path in season - meeting} == {"pipeline", "season"}
    assert {"filters.py", "match.py", "year.py"} <= {path.name for path in season - meeting}
    assert rules_digest(SEASON) != rules_digest(MODEL)
