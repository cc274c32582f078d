"""The published schema: what it says of real lines, and that the reader says the same of any line."""

from __future__ import annotations

import copy
import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import committee.recording
from committee import terms
from committee.recording import VERSION
from committee.recording.schema import SCHEMA_FILE, check_line, events, schema
from tests.builders import a_meetings_events, recorded
from tests.effort import some

LINES: list[dict[str, Any]] = [json.loads(line) for line in recorded(a_meetings_events(3)).splitlines()]
ONE_OF_EACH = list({line["event"]: line for line in LINES}.values())
SCHEMA = Path(committee.recording.__file__).parent / SCHEMA_FILE
VALIDATOR = jsonschema.Draft202012Validator(schema())
VALUES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8)
)
ODD = VALUES | st.lists(VALUES, max_size=2) | st.dictionaries(st.text(max_size=4), VALUES, max_size=2)


def test_the_schema_is_a_schema_of_the_version_that_is_written() -> None:
    jsonschema.Draft202012Validator.check_schema(dict(schema()))
    assert schema()["$defs"]["header"]["properties"]["version"] == {"const": VERSION}


@pytest.mark.parametrize("line", LINES)
def test_real_lines_are_valid_and_the_reader_agrees(line: dict[str, Any]) -> None:
    assert VALIDATOR.is_valid(line)
    assert check_line(line) is None


def test_every_event_is_told_in_the_lines_tested() -> None:
    assert {line["event"] for line in ONE_OF_EACH} == set(events())


@given(data=st.data())
@settings(max_examples=some(200))
def test_the_reader_and_the_schema_agree_on_any_change(data: st.DataObject) -> None:
    line = copy.deepcopy(data.draw(st.sampled_from(ONE_OF_EACH)))
    place: Any = line
    while True:
        keys = sorted(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        inner = place[key]
        if not (isinstance(inner, dict | list) and inner) or data.draw(st.booleans()):
            break
        place = inner
    if isinstance(place, dict) and data.draw(st.booleans()):
        del place[key]
    else:
        place[key] = data.draw(ODD)
    assert (check_line(line) is None) == VALIDATOR.is_valid(line)


@pytest.mark.parametrize("line", [None, 1, [], "header", {}, {"event": None}, {"event": []}, {"event": "Header"}])
def test_what_is_no_line_is_no_line_to_both(line: object) -> None:
    assert check_line(line) is not None
    assert not VALIDATOR.is_valid(line)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**400])
def test_numbers_that_no_json_holds_are_refused(value: float) -> None:
    opened = next(line for line in LINES if line["event"] == "row_opened")
    assert check_line(opened | {"pre_score": value}) is not None


@pytest.mark.parametrize(
    ("definition", "words"),
    [
        ("kind", terms.Kind),
        ("role", terms.Role),
        ("factor", terms.Factor),
        ("family", terms.Family),
        ("act", terms.Act),
        ("tone", terms.Tone),
        ("tier", terms.Tier),
        ("label", terms.Label),
        ("ended_by", terms.EndedBy),
        ("why_not", terms.WhyNot),
        ("because", terms.Because),
        ("purse", terms.Purse),
        ("recall", terms.Recall),
        ("flag", terms.Flag),
    ],
)
def test_the_closed_lists_are_those_of_the_house(definition: str, words: type[terms.StrEnum]) -> None:
    """``make manual`` writes them anew from :mod:`committee.terms`."""
    if os.environ.get("GOLDEN") == "rewrite":
        listed = ",\n".join(f'        "{word}"' for word in words)
        pattern = rf'("{definition}": {{[^{{}}]*?"enum": \[)[^\]]*\]'
        text = SCHEMA.read_text(encoding="utf-8")
        if schema()["$defs"][definition]["enum"] != [str(word) for word in words]:
            SCHEMA.write_text(re.sub(pattern, rf"\g<1>\n{listed}\n      ]", text), encoding="utf-8")
        schema.cache_clear()
    assert schema()["$defs"][definition]["enum"] == [str(word) for word in words]
