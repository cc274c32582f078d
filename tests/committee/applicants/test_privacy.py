from __future__ import annotations

import pytest

from committee.applicants.columns import SHEET_COLUMNS, column_of
from committee.applicants.privacy import identifying

REAL = """AAMC ID, aamc_number, USMLE ID, USMLE/ECFMG ID, usmle-no, NRMP ID, NRMP code, Email, E-mail, e_mail address,
Contact email, DOB, Date of Birth, birthdate, Birthday, Photo, photo url, Headshot, Phone number, SSN, Applicant DOB,
DOB (mm/dd/yyyy), Born, USMLE, USMLE #, Applicant USMLE, ECFMG, ECFMG #, image_url, Mobile number, Cell #, Tel, Tel.,
Home address, Fax, Phone, Mobile, Cell, Cell phone, cellphone, CellPhone, cell_no, Cell/Mobile, home phone, HomePhone,
homephone, Phone 2, Phone (home), Phone/Fax, Tel. no., TelNo, telno, MOBILE_NO, mobilenumber, Applicant's cell,
Emergency contact phone, WhatsApp, Pager, Address, Address line 1, Mailing address, homeaddress, Addr1, Street,
Street address, Zip, ZIP code, zipcode, Postal code, Passport, Passport no, License number, License #, Driver's license,
Medical license number, SSN (last 4), Social security number, National ID, Student ID, Visa number, Alien number,
Tax ID, SEVIS ID, Green card, LinkedIn, ＃ Ｔｅｌ, Licence number, Medical licence #, Lic. no., Hm Ph, Wk phone,
Contact #, Contact no., Contact number, SS#, SS no., Soc Sec No, Social Sec #, Bdate, Natl ID, Govt ID, EAD #, DL #,
Drivers Lic, PO Box, Pic, FB, IG, Landline, Emergency contact, Next of kin, COMLEX ID, NBOME #, AMCAS ID, FSMB ID,
Reg #, Reg. no., Registration number"""


@pytest.mark.parametrize("heading", REAL.replace("\n", " ").split(", "))
def test_headings_of_real_people_are_known(heading: str) -> None:
    assert identifying(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "favorite color",
        "USMLE Step 1",
        "notes",
        "image quality of life",
        "",
        "🎓",
        "hobby",
        "Adobe skills",
        "ECFMG certified",
        "newborn care",
        *("Step 2 CK", "cell count", "Cell biology", "Stem cell research", "T-cell", "sickle cell", "cellist"),
        *("Program phone interview score", "phone interview", "Phone screen", "Telehealth", "Tel Aviv rotation"),
        *("Mobile clinic", "mobile health", "Street medicine", "Francophone", "saxophone", "microphone"),
        *("Licensed", "licensure", "License exam", "Full license", "addressed gaps", "Address of gap"),
        *("Student", "Visa sponsorship", "Match list", "Number", "No.", "#", "Number of interviews", "Contact"),
        *("State", "City", "Home program", "Last name", "Emergency medicine", "Resident interviewer", "Membership"),
    ],
)
def test_other_headings_are_not(heading: str) -> None:
    assert identifying(heading) is None


def test_of_our_own_headings_only_few_sound_like_one_and_they_are_matched_first() -> None:
    headings = [heading for column in SHEET_COLUMNS for heading in (column.name, *column.headings)]
    sounding = [heading for heading in headings if identifying(heading)]
    assert sounding == ["usmle1", "usmle2", "usmle3", "emails", "emailmanner", "emailquality"]
    assert all(column_of(heading) for heading in sounding)
