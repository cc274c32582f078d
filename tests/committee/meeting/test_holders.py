from __future__ import annotations

import pytest

from committee.applicants.points import points_of
from committee.meeting.holders import Holders, HoldersBatch
from tests.scripted import an_applicant, circumstances, the_rules

RULES = the_rules().reading
ROWS = (
    points_of(
        an_applicant(advocate="apd:strong", impression="warm", emails="poor", letters="us:fight"), circumstances()
    ),
    points_of(an_applicant(step1="fail", narrative="concrete"), circumstances()),
)
GROUPS = ((0, 1, 2, 3), (0, 1), (1, 2), (3,), (0,))


def test_the_advocates_contact_knows_of_the_call_and_the_office_of_what_else_is_private() -> None:
    row = Holders.of(ROWS[0], GROUPS)
    known = dict(zip([point.id for point in ROWS[0]], row.of_points, strict=True))
    assert (known["advocate"], known["emails"], known["letters.1"]) == ((0,), (3,), (0, 1))
    assert known["impression.1"] == (1, 2)
    assert row.know_more == {0, 1, 2, 3}


def test_rows_side_by_side_are_known_as_each_alone() -> None:
    rows = [Holders.of(points, GROUPS) for points in ROWS]
    held = HoldersBatch(rows, 4).held.T.tolist()
    company = HoldersBatch(rows, 4).company.tolist()
    holders = [who for row in rows for who in row.of_points]
    assert [[member in who for member in range(4)] for who in holders] == held
    assert list(map(len, holders)) == company


@pytest.mark.parametrize("number", range(len(ROWS)))
def test_what_is_taken_in_beforehand_depends_on_how_it_is_known(number: int) -> None:
    row = Holders.of(ROWS[number], GROUPS)
    share = {"public": RULES.glance, "file": RULES.read, "interview": RULES.met, "private": 1.0}
    heard = HoldersBatch([row], 4).heard(RULES).T.tolist()
    for point, who, taken_in in zip(ROWS[number], row.of_points, heard, strict=True):
        assert taken_in == [share[point.holding] if member in who else 0.0 for member in range(4)]
