"""One mouth for the closed lists: every term has its words, and nobody else spells them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from committee import terms
from committee.recording import spoken
from committee.recording.spoken import how_ended, on_paper, signed
from committee.terms import Act, EndedBy, Label
from tests.builders import a_row_closed

ROOT = Path(__file__).parents[3]
TABLES: Mapping[str, type[terms.StrEnum]] = {
    "KINDS": terms.Kind,
    "ROLES": terms.Role,
    "LABELS": terms.Label,
    "TIERS": terms.Tier,
    "ENDS": terms.Tier,
    "FLAGS": terms.Flag,
    "ENDINGS": terms.EndedBy,
    "WHY_NOT": terms.WhyNot,
    "TOPICS": terms.Family,
    "BECAUSE": terms.Because,
    "FACTORS": terms.Factor,
}
ONE_MOUTH = (terms.Tier, terms.EndedBy, terms.WhyNot, terms.Label, terms.Because)
TAKEN = {str(term) for words in ONE_MOUTH for term in words}


@pytest.mark.parametrize("name", TABLES)
def test_every_term_has_its_words(name: str) -> None:
    table = getattr(spoken, name)
    assert list(table) == list(TABLES[name])
    assert len(set(table.values())) == len(table)


def test_a_vetoed_row_is_called_vetoed_however_it_ended() -> None:
    closed = a_row_closed(1)
    assert how_ended(closed, [Act.ANNOUNCE, Act.CALL]) == spoken.ENDINGS[EndedBy.RESOLVED] == "argued and settled"
    assert how_ended(closed, [Act.ANNOUNCE, Act.VETO]) == "vetoed"


def test_a_call_with_a_reason_never_reads_as_if_nobody_objected() -> None:
    agreed = a_row_closed(1, ended_by=EndedBy.CONSENT)
    assert how_ended(agreed, [Act.CALL]) == "no objection"
    for because in terms.Because:
        assert how_ended(replace(agreed, because=because), [Act.IMPRESSION, Act.CALL]) == "called without debate"
    assert how_ended(replace(agreed, because=terms.Because.NO_LIST), [Act.VETO]) == "vetoed"


def test_a_row_is_called_without_debate_only_if_nobody_debated() -> None:
    agreed = a_row_closed(1, ended_by=EndedBy.CONSENT, because=terms.Because.SEATS)
    praised = [Act.ANNOUNCE, Act.IMPRESSION, Act.VOUCH, Act.CALL]
    assert how_ended(agreed, praised) == "called below where the room stood"
    unspoken = replace(agreed, because=terms.Because.UNSPOKEN)
    assert how_ended(unspoken, [Act.ANNOUNCE, Act.ASK, Act.ANSWER, Act.CALL]) == "nobody argued for it"


def test_a_number_that_reads_as_nothing_has_no_sign() -> None:
    assert [signed(value) for value in (0.314, -0.2, 0.004, -0.004)] == ["+0.31", "-0.20", "0.00", "0.00"]


def test_a_label_is_what_a_file_is_on_paper() -> None:
    assert on_paper(Label.DO_NOT_RANK) == "do not rank on paper"


def test_no_other_table_of_words_stands_beside() -> None:
    sources = [path for folder in ("committee", "viz") for path in (ROOT / folder).rglob("*.py")]
    assert len(sources) > 100
    mine = ROOT / "committee" / "recording" / "spoken.py"
    assert set(_tables(mine)) >= {5, 4}
    others = {path.relative_to(ROOT).as_posix(): list(_tables(path)) for path in sources if path != mine}
    assert {path: tables for path, tables in others.items() if tables} == {}


def _tables(path: Path) -> Iterator[int]:
    """How many terms each table in ``path`` puts into words: two terms at least of the lists with one mouth."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Dict) and all(isinstance(value, ast.Constant) for value in node.values):
            terms_said = sum(_is_taken(key) for key in node.keys)
            if terms_said > 1:
                yield terms_said


def _is_taken(key: ast.expr | None) -> bool:
    if isinstance(key, ast.Attribute) and isinstance(key.value, ast.Name):
        return key.value.id in {words.__name__ for words in ONE_MOUTH}
    return isinstance(key, ast.Constant) and key.value in TAKEN
