"""What is tried: the tables of a scenario, and how one is read.

:mod:`committee.scenario.scenario` says which rules stand in which table; it holds no values.
:mod:`committee.scenario.loading` finds the file, follows ``extends``, lays settings over it and refuses
what does not fit, all problems at once. The values themselves are data: ``scenarios/baseline.toml``.
"""
