"""The facts that phrases may presume are documented where phrases are."""

from __future__ import annotations

from pathlib import Path

import pytest

import committee.phrases
from committee.phrases.facts import Fact

README = (Path(committee.phrases.__file__).parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("fact", list(Fact))
def test_each_fact_has_a_row_in_the_readme(fact: Fact) -> None:
    assert f"\n| `{fact}` | " in README
