"""The stage says every closed word as Python does, and knows every word there is."""

from __future__ import annotations

import pytest

from committee import terms
from committee.recording import spoken
from tests.javascript import tables
from viz.player import STAGE

STAGE_SAYS = tables(STAGE / "terms.js")
WORDS = {
    "KINDS": terms.Kind,
    "ROLES": terms.Role,
    "ACTS": terms.Act,
    "TIERS": terms.Tier,
    "ENDINGS": terms.EndedBy,
    "LABELS": terms.Label,
    "FLAGS": terms.Flag,
    "TOPICS": terms.Family,
    "WHY_NOT": terms.WhyNot,
    "PURSES": terms.Purse,
    "BECAUSE": terms.Because,
    "FACTORS": terms.Factor,
}
SAID_BY_BOTH = (
    *("KINDS", "ROLES", "TIERS", "ENDINGS", "LABELS", "TOPICS", "BLANKS", "WHY_NOT", "BECAUSE", "FACTORS"),
    *("BLINDED", "FLAGS", "RULES"),
)


@pytest.mark.parametrize("name", WORDS)
def test_every_term_of_a_list_has_its_words_and_nothing_else_has(name: str) -> None:
    assert list(STAGE_SAYS[name]) == [str(term) for term in WORDS[name]]
    assert all(STAGE_SAYS[name].values())


@pytest.mark.parametrize("name", SAID_BY_BOTH)
def test_python_and_the_stage_say_the_same(name: str) -> None:
    assert {str(term): words for term, words in getattr(spoken, name).items()} == STAGE_SAYS[name]


def test_the_stage_knows_which_roles_do_not_vote() -> None:
    assert set(STAGE_SAYS["VOTELESS"]) == {str(role) for role in terms.Role if not role.votes}


def test_no_other_table_stands_beside() -> None:
    assert set(STAGE_SAYS) == {*WORDS, "BLANKS", "VOTELESS", "BLINDED", "RULES"}
    everywhere = [module for module in STAGE.glob("*.js") if module.name != "terms.js"]
    taken = {
        str(term) for words in (terms.Tier, terms.EndedBy, terms.WhyNot, terms.Label, terms.Because) for term in words
    }
    assert [
        (module.name, name)
        for module in everywhere
        for name, entries in tables(module).items()
        if len(taken & set(entries)) > 1
    ] == []
