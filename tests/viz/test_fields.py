"""The forms offer what the model takes: every field can be changed, and what comes back is read as it was meant."""

from __future__ import annotations

from typing import Any

import pytest

from committee.applicants.columns import BY_NAME
from committee.commands.allowed import allowed
from committee.machine.shipped import meetings
from committee.scenario.loading import as_data, load_scenario
from viz.fields import Field, Part, changed_in, general_parts, members_part, row_part, scenario_parts

ALLOWED = allowed()


def other(field: Field) -> str:
    """A value that the field takes and does not hold."""
    if field.form == "switch":
        return "false" if field.value == "true" else "true"
    if field.form == "number":
        assert field.least is not None
        assert field.most is not None
        return f"{field.least:g}" if field.value != f"{field.least:g}" else f"{field.most:g}"
    if field.form == "words":
        return next(word for word, _ in field.words if word != field.value)
    if field.form == "list":
        return "3, 5" if field.key.endswith("breaks") else "kind, exams"
    return "another text"


def at(data: Any, key: str) -> Any:
    for part in key.split("."):
        data = data[int(part) - 1] if isinstance(data, list) else data[part]
    return data


@pytest.mark.parametrize("name", ["baseline", "ghost_washout", "university"])
def test_each_setting_of_a_form_is_taken_by_the_model_as_it_was_put(name: str) -> None:
    parts = [part for part in scenario_parts(name, ALLOWED) if not part.title.startswith("The row of")]
    fields = {field.key: field for part in parts for field in part.fields if not field.key.startswith("pool.")}
    values = {key: other(field) for key, field in fields.items()}
    settings = changed_in(parts, values)["settings"]
    assert settings.keys() == values.keys()
    taken = as_data(load_scenario(name, settings))
    assert str(at(taken, "switches.memory")) == "False"
    assert at(taken, "meeting.rules.breaks") == [3, 5]
    assert at(taken, "meeting.rules.order") == values["meeting.rules.order"]


@pytest.mark.parametrize("name", meetings())
def test_a_form_begins_with_what_the_scenario_has(name: str) -> None:
    data = as_data(load_scenario(name))
    for part in scenario_parts(name, ALLOWED):
        for field in part.fields:
            if not field.key.startswith("pool.rows."):
                value = at(data, field.key)
                said = value if isinstance(value, str) else field.toml(field.value)
                assert said in (field.value, str(value).lower(), f"{value:g}" if isinstance(value, float) else "", "[]")
    assert changed_in(scenario_parts(name, ALLOWED), {}) == {"settings": {}, "cells": {}, "without": {}}


def test_a_fixed_row_is_a_part_whose_fields_set_its_cells() -> None:
    parts = {part.title: part for part in scenario_parts("sponsor_none", ALLOWED)}
    row = parts["The row of Rowan Tesk"]
    changed = changed_in([row], {"pool.rows.1.advocate": "apd:strong", "pool.rows.1.step2_ck": "250", "pool": "x"})
    taken = load_scenario("sponsor_none", changed["settings"])
    assert taken.pool is not None
    (fixed,) = taken.pool.rows
    assert (fixed["advocate"], fixed["step2_ck"], fixed["kind"]) == ("apd:strong", "250", "non_us_img")


def test_the_cells_of_a_row_show_what_it_has_and_offer_only_what_may_stand_there() -> None:
    cells = {"advocate": "pd:mild", "impression": "warm; clear", "visa": "j1", "yog": "2020", "Hobby": "chess"}
    part = row_part("Ann", cells, ALLOWED)
    fields = {field.key: field for field in part.fields}
    assert {key: fields[key].value for key in ("advocate", "impression", "visa", "yog", "step3", "emails")} == {
        "advocate": "pd:mild",
        "impression": "warm; clear",
        "visa": "j1",
        "yog": "2020",
        "step3": "none",
        "emails": "good",
    }
    assert not {"id", "name", "Hobby"} & fields.keys()
    for field in part.fields:
        for word, said in field.words:
            assert word == "" or BY_NAME[field.key].form.read(word) is not None, (field.key, word)
            assert said
    assert dict(fields["advocate"].words)["apd:strong"] == "APD, strong"
    assert changed_in([part], {"visa": "none", "advocate": "", "Hobby": "go"})["cells"] == {
        "visa": "none",
        "advocate": "",
    }


def test_members_are_left_out_by_id() -> None:
    part = members_part([("chief_1", "Dr Amsel"), ("apd_1", "Dr Oduya-Marsh")])
    assert changed_in([part], {"chief_1": "true", "apd_1": "false"})["without"] == {"chief_1": "true"}


def test_any_scenario_in_full_has_its_switches_rules_and_clock() -> None:
    titles = [part.title for part in general_parts(as_data(load_scenario("two_imgs")), ALLOWED)]
    assert titles == ["Take something out", "Let the committee adopt a rule", "The time that a row gets"]
    switches: Part = general_parts(as_data(load_scenario("two_imgs")), ALLOWED)[0]
    assert [field.value for field in switches.fields] == ["true"] * 8
    assert all(field.note for field in switches.fields)
