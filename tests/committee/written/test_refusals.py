"""What the validator says becomes sentences, and every word of them comes from the types."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from committee.errors import ScenarioRefused
from committee.scenario.loading import load_scenario, load_season
from committee.written.layers import Layered
from committee.written.refusals import allowed_at, known_keys, problems_of


class Fruit(StrEnum):
    APPLE = "apple"
    PEAR = "pear"


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Item(Strict):
    share: Annotated[float, Field(ge=0, le=1)]
    fruit: Fruit
    size: Literal["big"] | int | None = None


class Whole(Strict):
    count: Annotated[int, Field(ge=1)]
    name: Annotated[str, Field(min_length=2, max_length=5)]
    items: tuple[Item, ...]
    by_fruit: dict[Fruit, Annotated[float, Field(gt=0, lt=2)]]
    pair: tuple[int, bool]

    @field_validator("count")
    @classmethod
    def even(cls, count: int) -> int:
        if count % 2:
            raise ValueError("only even counts")
        return count


FINE: dict[str, Any] = {
    "count": 2,
    "name": "abc",
    "items": [{"share": 0.5, "fruit": "apple"}],
    "by_fruit": {"apple": 1.0},
    "pair": [1, True],
}


def sentences(**changes: Any) -> list[str]:
    data = Layered()
    data.lay({key: value for key, value in {**FINE, **changes}.items() if value is not None}, "mine.toml")
    with pytest.raises(ValidationError) as error:
        Whole.model_validate_json(json.dumps(data.table), strict=True)
    return [problem.sentence() for problem in problems_of(error.value, data, Whole)]


def test_the_fixture_is_fine() -> None:
    assert Whole.model_validate_json(json.dumps(FINE), strict=True)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"count": 0}, 'mine.toml, count: "0" is not allowed; use a whole number of at least 1.'),
        ({"count": 3}, 'mine.toml, count: "3" is not allowed; only even counts.'),
        ({"count": "2"}, 'mine.toml, count: "2" is not allowed; use a whole number of at least 1.'),
        ({"count": True}, 'mine.toml, count: "true" is not allowed; use a whole number of at least 1.'),
        ({"count": 2.5}, 'mine.toml, count: "2.5" is not allowed; use a whole number of at least 1.'),
        ({"count": None}, "mine.toml, count: it is missing; use a whole number of at least 1."),
        (
            {"name": "a"},
            'mine.toml, name: "a" is not allowed; use a text of at least 2 characters and of at most 5 characters.',
        ),
        ({"items": 3}, 'mine.toml, items: "3" is not allowed; use a list.'),
        ({"items": [3]}, 'mine.toml, items.1: "3" is not allowed; use a table.'),
        (
            {"items": [{"share": 0.1, "fruit": "apple"}, {"share": 1.5, "fruit": "apple"}]},
            'mine.toml, items.2.share: "1.5" is not allowed; use a number from 0 to 1.',
        ),
        (
            {"items": [{"share": 0.1, "fruit": "aple"}]},
            'mine.toml, items.1.fruit: "aple" is not allowed; use one of apple, pear (did you mean "apple"?).',
        ),
        (
            {"items": [{"share": 0.1, "fruit": "pear", "size": "large"}]},
            'mine.toml, items.1.size: "large" is not allowed; use big or a whole number.',
        ),
        (
            {"items": [{"share": 0.1, "fruit": "pear", "shrae": 1}]},
            'mine.toml, items.1: "shrae" is not allowed; the keys here are share, fruit, size (did you mean "share"?).',
        ),
        ({"by_fruit": {"pear": 2}}, 'mine.toml, by_fruit.pear: "2" is not allowed; use a number above 0 and below 2.'),
        (
            {"by_fruit": {"peer": 1.0}},
            'mine.toml, by_fruit: "peer" is not allowed; the keys here are apple, pear (did you mean "pear"?).',
        ),
        ({"pair": [1, 0]}, 'mine.toml, pair.2: "0" is not allowed; use true or false.'),
    ],
)
def test_each_kind_of_error_is_one_sentence(changes: dict[str, Any], sentence: str) -> None:
    assert sentences(**changes) == [sentence]


def test_all_errors_are_found_at_once() -> None:
    assert len(sentences(count=0, name="a", pair=[1, 0])) == 3


def test_the_schema_answers_for_places_that_do_not_exist() -> None:
    schema = Whole.model_json_schema()
    assert allowed_at(schema, ("items", 9, "nothing")) == "another value"
    assert known_keys(schema, ("count",)) == []


TIERS = load_scenario("baseline").meeting.call.tiers


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        (
            {"meeting.call.tiers.top": "-2.0"},
            "--set meeting.call.tiers.top, meeting.call.tiers: "
            f'"top = -2.0, mid = {TIERS["mid"]}, low = {TIERS["low"]}" '
            "is not allowed; they must descend from top to low.",
        ),
        (
            {"members.2.seat": "0"},
            '--set members.2.seat: "0" is not allowed; two members have the same seat; each has one of its own.',
        ),
        (
            {"program.composite.exam_low": "280"},
            '--set program.composite.exam_low: "280.0" is not allowed; it must be below exam_high, which is 270.0.',
        ),
        (
            {f"program.composite.{name}_weight": "0" for name in ("exam", "class", "fit")},
            '--set program.composite.exam_weight, program.composite: "0.0" is not allowed; '
            "exam_weight, class_weight and fit_weight must add up to at least 0.01.",
        ),
        (
            {"meeting.call.plenty_par": "5e-324"},
            '--set meeting.call.plenty_par: "5e-324" is not allowed; use a number from 0.01 to 100.',
        ),
        (
            {"members.2.id": '"a b"'},
            '--set members.2.id: "a b" is not allowed; use a text of at most 80 characters and made of unaccented '
            "letters, digits, dots, hyphens and underscores.",
        ),
        (
            {"title": '"A \\u001b[31mred"'},
            '--set title: "A \\x1b[31mred" is not allowed; use a text of at most 200 characters and on one line, '
            "without control characters.",
        ),
        (
            {"meeting.floor.treshold": "0.5"},
            '--set meeting.floor.treshold: "treshold" is not allowed; there is no such key here (did you mean '
            '"threshold"?).',
        ),
        ({"meeting.words.call": "3"}, '--set meeting.words.call: "words" is not allowed; there is no such key here.'),
    ],
)
def test_what_does_not_go_together_is_placed_where_it_was_written(setting: dict[str, str], sentence: str) -> None:
    with pytest.raises(ScenarioRefused) as refused:
        load_scenario("baseline", setting)
    assert str(refused.value) == sentence


def test_tables_by_name_are_refused_by_what_is_inside_them_and_by_their_names() -> None:
    def said(**settings: object) -> str:
        with pytest.raises(ScenarioRefused) as refused:
            load_season("season", {key.replace("__", "."): value for key, value in settings.items()})
        return str(refused.value).splitlines()[0]

    place = "--set season.types.surgery"
    assert (
        said(season__types__surgery__seats=0) == f'{place}.seats: "0" is not allowed; use a whole number from 1 to 500.'
    )
    assert said(season__types__surgery__seat=1).startswith(f'{place}.seat: "seat" is not allowed; the keys here are ')
    assert said(**{"season__types__my own__seats": 1}).endswith(
        '"my own" is not allowed; use a name made of unaccented letters, digits, dots, hyphens and underscores.'
    )
