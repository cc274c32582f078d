"""What is wrong with an experiment once it is read: levers, uncertain keys, nulls and outcomes, tried on the scenario.

Every value is laid over the scenario once. So a misspelt key or a value of the wrong type is refused in the scenario's
own words; only the place is that of the experiment's file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from committee.convene import Convener
from committee.errors import InputRefused, Problem, nearest
from committee.experiments.design.designs import MEASURED_NULLS, combinations_of, count_of, null_setting
from committee.experiments.design.levers import SCENARIO, Value, as_toml, convener_with, no_such_row, row_ids
from committee.experiments.design.outcomes import Outcome, outcome_named
from committee.experiments.design.registry import registered

if TYPE_CHECKING:
    from committee.experiments.design.experiment import Experiment

MOST_TRIED: Final = 64
"""How many combinations are tried before any meeting is held. One that fails later is reported as a failed run."""


def problems_with(experiment: Experiment) -> list[Problem]:
    """Everything that is wrong with an experiment; nothing if it can be held."""
    return _Checking(experiment).problems()


class _Checking:
    """One experiment and the scenario at its base."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.file = experiment.files[0].name
        self.combinations = combinations_of(experiment)
        self.base = self.combinations[0]
        self.under: Mapping[str, Value] = {key: value for key, value in self.base.items() if key == SCENARIO}

    def problems(self) -> list[Problem]:
        """The problems of one kind, and only then those of the next, which would follow from them."""
        for kind in (self._of_names, self._of_values, self._of_combinations, self._of_rows):
            found = list(dict.fromkeys(kind()))
            if found:
                return found
        return []

    # ---------------------------------------------------------------- names

    def _of_names(self) -> Iterator[Problem]:
        """Outcomes and nulls that there are not, keys that stand twice, and a design of one point."""
        for name in self.experiment.outcomes:
            try:
                yield from self._of_outcome(outcome_named(name))
            except InputRefused as refused:
                yield from (replace(problem, place=f"{self.file}, outcomes") for problem in refused.problems)
        yield from self._of_null_names()
        keys = self.experiment.keys
        for number, key in enumerate(keys):
            for other in keys[:number]:
                if key == other or key.startswith(f"{other}.") or other.startswith(f"{key}."):
                    allowed = f"{other} varies already, and this is a part of it or the same; vary one of them"
                    yield Problem(place=self._place(key), value=key, allowed=allowed)
        if SCENARIO in self.experiment.uncertain:
            yield Problem(place=self._place(SCENARIO), allowed="a scenario is no number; make it a lever")
        if count_of(self.experiment) == 1:
            allowed = "nothing varies: there is one combination; give a lever a second value, or add a sample"
            yield Problem(place=f"{self.file}, levers", allowed=allowed)

    def _of_null_names(self) -> Iterator[Problem]:
        """Nulls that there are not, and those that rank the rows of one meeting where years are held."""
        place = f"{self.file}, null"
        for null in self.experiment.nulls:
            if null in MEASURED_NULLS and self.experiment.years:
                allowed = "it ranks the rows of one meeting, and years have many; leave it out"
                yield Problem(place=place, value=null, allowed=allowed)
            if null not in MEASURED_NULLS and not all(part.strip() for part in null.partition("=")):
                allowed = f"write section.key=VALUE, such as switches.memory=false, or {' or '.join(MEASURED_NULLS)}"
                yield Problem(place=place, value=null, allowed=allowed, nearest=nearest(null, MEASURED_NULLS))

    def _of_outcome(self, outcome: Outcome) -> Iterator[Problem]:
        """An outcome of years where meetings are held, or the other way round."""
        if outcome.of_years == bool(self.experiment.years):
            return
        known = ", ".join(each.pattern for each in registered() if each.make.of_years)
        allowed = f"with years, what can be counted is {known}"
        if outcome.of_years:
            allowed = "this is known only after a market; write years = 1 or more at the top of the file"
        yield Problem(place=f"{self.file}, outcomes", value=outcome.name, allowed=allowed)

    # ---------------------------------------------------------------- values, one at a time

    def _of_values(self) -> Iterator[Problem]:
        problems = self._tried({}, f"{self.file}, scenario")
        if problems:
            yield from problems
            return
        if not self._tried(self.base, ""):
            self.under = self.base
        for key, values in self._values().items():
            yield from self._of_key(key, values)
        for key, span in self.experiment.uncertain.items():
            yield from self._of_key(key, (span.low, span.high), ("low", "high"))
        for null in self.experiment.nulls:
            yield from self._of_null(null)

    def _of_null(self, null: str) -> list[Problem]:
        try:
            return self._tried({**self.under, **null_setting(null)}, f"{self.file}, null {null}")
        except InputRefused as refused:
            return [replace(problem, place=f"{self.file}, null {null}") for problem in refused.problems]

    def _values(self) -> dict[str, Sequence[Value]]:
        """By key of a lever, every value that it takes."""
        if not self.experiment.rows:
            return dict(self.experiment.levers)
        by_key: dict[str, dict[str, Value]] = {}
        for row in self.experiment.rows:
            for key, value in row.items():
                by_key.setdefault(key, {})[as_toml(value)] = value
        return {key: list(values.values()) for key, values in by_key.items()}

    def _of_key(self, key: str, values: Sequence[Value], called: Sequence[str] = ()) -> list[Problem]:
        """What is wrong with the values of one key, each laid over the base; alone if something is wrong with the base.

        A problem that every value has is one of the key. ``called`` are the names of the values, else their numbers.
        """
        place = self._place(key)
        found = [self._tried({**self.under, key: value}, place, key) for value in values]
        everywhere = [problem for problem in found[0] if all(problem in others for others in found)]
        if everywhere or len(values) == 1:
            return everywhere
        names = called or [f"value {number}" for number in range(1, len(values) + 1)]
        return [
            replace(problem, place=f"{problem.place}, {name}")
            for name, problems in zip(names, found, strict=True)
            for problem in problems
        ]

    # ---------------------------------------------------------------- values together

    def _of_combinations(self) -> Iterator[Problem]:
        for number, levers in enumerate(islice(self.combinations, MOST_TRIED), start=1):
            said = ", ".join(f"{key} = {as_toml(value)}" for key, value in levers.items())
            yield from self._tried(levers, f"{self.file}, combination {number} ({said})")

    def _of_rows(self) -> Iterator[Problem]:
        """Outcomes about rows that are not there in every scenario that takes part."""
        asked = [(name, of) for name in self.experiment.outcomes if (of := outcome_named(name).row)]
        if not asked:
            return
        for levers in self._scenarios():
            scenario = self._convener(levers).scenario
            ids = row_ids(scenario)
            for name, row in asked:
                if row not in ids:
                    place = f"{self.file}, outcomes, {name}"
                    yield no_such_row(
                        f"{place}, in {levers[SCENARIO]}" if SCENARIO in levers else place, row, ids, scenario
                    )

    def _scenarios(self) -> list[Mapping[str, Value]]:
        """One combination for each scenario."""
        by_name = {str(levers.get(SCENARIO, "")): levers for levers in reversed(self.combinations)}
        return list(by_name.values())

    # ---------------------------------------------------------------- trying

    def _convener(self, changes: Mapping[str, Value]) -> Convener:
        of_years = bool(self.experiment.years)
        return convener_with(self.experiment.scenario, changes, beside=self.experiment.folder, of_years=of_years)

    def _tried(self, changes: Mapping[str, Value], place: str, key: str = "") -> list[Problem]:
        """What the scenario refuses of ``changes``, put at ``place``; with a ``key``, only what is wrong there."""
        try:
            self._convener(changes)
        except InputRefused as refused:
            about = [(problem, _about(problem, changes)) for problem in refused.problems]
            return [_moved(problem, place, of) for problem, of in about if not key or of in ("", key)]
        return []

    def _place(self, key: str) -> str:
        table = "uncertain" if key in self.experiment.uncertain else "rows" if self.experiment.rows else "levers"
        return f"{self.file}, {table}.{key}"


def _about(problem: Problem, changes: Mapping[str, Value]) -> str:
    """The key that a problem of the scenario is about, by its place; empty if it is none of ``changes``."""
    return next((key for key in changes if f"{problem.place}, ".startswith(f"--set {key}, ")), "")


def _moved(problem: Problem, place: str, key: str) -> Problem:
    """The problem with its place in the experiment's file, in place of that of a setting."""
    inside = problem.place.removeprefix(f"--set {key}") if key else f": {problem.place}"
    return replace(problem, place=f"{place}{inside}")
