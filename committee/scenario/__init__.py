"""What is tried: the tables of a scenario, and how we read them.

:mod:`committee.scenario.scenario` says which table holds which rules; it holds no values.
:mod:`committee.scenario.loading` finds the file, follows ``extends``, lays settings over it and refuses what does not
fit, with all problems at once. The values themselves are data: ``scenarios/baseline.toml``.
"""
