"""Reading TOML that nobody vouches for."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.errors import ScenarioRefused
from committee.written.source import LARGEST_FILE, checked, dotted, read_table, read_value


def refusal(path: Path) -> str:
    with pytest.raises(ScenarioRefused) as refused:
        read_table(path)
    return str(refused.value)


def written(folder: Path, content: bytes | str) -> Path:
    path = folder / "mine.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_table_reads_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    assert read_table(written(tmp_path, "a = 1\r\n[b]\nc = [true, 'x']\n")) == {"a": 1, "b": {"c": [True, "x"]}}
    assert read_table(written(tmp_path, b"\xef\xbb\xbfa = 1")) == {"a": 1}


def test_an_error_of_syntax_names_its_line(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, "a = 1\nb = \n")).startswith("mine.toml, line 2: this is not TOML (")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a = 1\n# caf\xe9\n", "mine.toml, line 2: it must be UTF-8 text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "UTF-8"),
        (b"\xff\xfea\x00=\x001\x00", "UTF-8"),
        (b"a = '\x00'", "this is not TOML"),
        (b"a = " + b"[" * 5000, "nest at most"),
        (b"a = " + b"[" * 30 + b"]" * 30, "nest at most"),
        (b"a" + b".a" * 500 + b" = 1", "a key has at most 20 parts"),
        (b"x = 1\n[" + b"a . " * 500 + b"a]", "mine.toml, line 2: a key has at most 20 parts"),
        (b"a = " + b"9" * 5000, "this is not TOML"),
        (b"a = 0x" + b"F" * 5000, 'a: "a very large number" is not allowed'),
        (b"a = nan", "numbers are finite"),
        (b"[t]\nlist = [1, inf]", 'mine.toml, t.list.2: "inf" is not allowed; numbers are finite'),
        (b"a = 2026-01-31", "dates and times are not used"),
        (b"a = 07:32:00", "dates and times are not used"),
        (b"x" * (LARGEST_FILE + 1), "at most 1,000,000 bytes"),
    ],
)
def test_what_a_scenario_cannot_hold_is_refused_in_a_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in refusal(written(tmp_path, content))


def test_every_wrong_value_is_named_at_once(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, "a = nan\nb = inf\nc = 2026-01-31\n")).count("\n") == 2


def test_what_is_not_a_file_is_refused(tmp_path: Path) -> None:
    assert "this is a folder" in refusal(tmp_path)
    assert "no such file" in refusal(tmp_path / "absent.toml")
    os.mkfifo(tmp_path / "pipe.toml")
    assert "named pipe" in refusal(tmp_path / "pipe.toml")
    assert "the name is too long" in refusal(tmp_path / ("long" * 200 + ".toml"))


@pytest.mark.parametrize(
    "text", ["a" * 900_000, "x.y " * 200_000, "." * 900_000, 'a"' * 400_000], ids=lambda text: text[:4]
)
def test_long_lines_cost_linear_time(tmp_path: Path, text: str) -> None:
    # In quadratic time each of these would take minutes.
    assert read_table(written(tmp_path, f"a = '{text}'")) == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("0.5", 0.5),
        ("true", True),
        ('"a b"', "a b"),
        ("[1, 2]", [1, 2]),
        ("{a = 1}", {"a": 1}),
        ("case_by_case", "case_by_case"),
        ("3 # a comment", 3),
    ],
)
def test_a_value_reads_as_in_toml_and_a_bare_word_as_itself(text: str, value: object) -> None:
    assert read_value(text, "--set a") == value


@pytest.mark.parametrize("text", ["", "two words", "1\nb = 2", "1\n[b]", "[1", "nan", "x=1", "\udcff", '"\\ud800"'])
def test_a_value_that_is_not_one_toml_value_is_refused(text: str) -> None:
    with pytest.raises(ScenarioRefused, match=r"--set a"):
        read_value(text, "--set a")


@given(st.text())
def test_any_text_is_a_value_or_refused(text: str) -> None:
    with suppress(ScenarioRefused):
        read_value(text, "--set a")


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = written(tmp_path_factory.mktemp("any"), content)
    with suppress(ScenarioRefused):
        assert isinstance(read_table(path), dict)


@pytest.mark.parametrize("value", [{1, 2}, object(), float("nan"), {"a": [b"x"]}, 1 << 70])
def test_a_python_value_that_toml_has_no_word_for_is_refused(value: Any) -> None:
    with pytest.raises(ScenarioRefused, match="value"):
        checked(value, "value")


def test_places_count_from_one() -> None:
    assert dotted(("members", 1, "capital")) == "members.2.capital"
