"""What may be said, and the published schema of it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.viz.workshop.drawn import Drawer
from viz.workshop.messages import LARGEST, SAID, Vote, understood
from viz.workshop.schema import SCHEMA, schema

VOTE = {"v": 1, "type": "vote", "client": "c" * 16, "round": "a:b", "ballot": "before", "n": 1, "choice": "top"}


def test_the_published_schema_is_that_of_the_records() -> None:
    text = json.dumps(schema(), indent=2, sort_keys=True) + "\n"
    if os.environ.get("GOLDEN") == "rewrite":
        SCHEMA.write_text(text, encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == text
    Draft202012Validator.check_schema(schema())


def test_what_the_schema_allows_is_understood() -> None:
    drawer, valid = Drawer(SAID.json_schema(), 1, {}), Draft202012Validator(SAID.json_schema())
    for _ in range(200):
        message = drawer.valid()
        assert valid.is_valid(message)
        assert understood(json.dumps(message)) is not None, message


def test_what_the_schema_forbids_is_not_understood() -> None:
    drawer, valid = Drawer(SAID.json_schema(), 2, {}), Draft202012Validator(SAID.json_schema())
    refused = 0
    for _ in range(1000):
        text = drawer.any()
        if understood(text) is None:
            refused += 1
        else:
            assert valid.is_valid(json.loads(text)), text
    assert refused > 200


@pytest.mark.parametrize("wrong", [{"n": "1"}, {"n": 1.5}, {"n": True}, {"v": 2}, {"more": 1}, {"client": "short"}])
def test_nothing_is_guessed(wrong: dict[str, object]) -> None:
    assert isinstance(understood(json.dumps(VOTE)), Vote)
    assert understood(json.dumps(VOTE | wrong)) is None


def test_a_message_that_is_too_long_is_none() -> None:
    text = json.dumps(VOTE)
    assert understood(text + " " * (LARGEST - len(text))) is not None
    assert understood(text + " " * (LARGEST - len(text) + 1)) is None


def test_the_schema_is_packed() -> None:
    assert SCHEMA.parent == Path(__file__).parents[3] / "viz" / "workshop"
