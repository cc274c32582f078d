from __future__ import annotations

import pytest

from committee.applicants.columns import COLUMNS
from committee.applicants.privacy import identifying

REAL = """AAMC ID, aamc_number, USMLE ID, USMLE/ECFMG ID, usmle-no, NRMP ID, NRMP code, Email, E-mail, e_mail address,
Contact email, DOB, Date of Birth, birthdate, Birthday, Photo, photo url, Headshot, Phone number, SSN, Applicant DOB,
DOB (mm/dd/yyyy), Born, USMLE, USMLE #, Applicant USMLE, ECFMG, ECFMG #, image_url"""


@pytest.mark.parametrize("heading", REAL.replace("\n", " ").split(", "))
def test_headings_of_real_people_are_known(heading: str) -> None:
    assert identifying(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "favourite colour",
        "USMLE Step 1",
        "notes",
        "image quality of life",
        "",
        "🎓",
        "hobby",
        "Adobe skills",
        "ECFMG certified",
        "newborn care",
    ],
)
def test_other_headings_are_not(heading: str) -> None:
    assert identifying(heading) is None


def test_of_our_own_columns_only_emails_sounds_like_one_and_it_is_matched_first() -> None:
    assert [column.name for column in COLUMNS if identifying(column.name)] == ["emails"]
