"""Who applies: one applicant, the sheet they stand in, and a pool of invented ones.

- :mod:`committee.applicants.applicant`: one row as typed, frozen values
- :mod:`committee.applicants.points`: what can be said about a row
- :mod:`committee.applicants.sheet`: sheets in and out (with ``cells``, ``columns``, ``tables``, ``workbook``,
  ``formulas`` and ``privacy`` behind it)
- :mod:`committee.applicants.pool`: realistic applicants, drawn (with ``figures`` and ``traits`` behind it)
"""
