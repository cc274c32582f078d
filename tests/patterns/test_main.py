"""The command: what it chooses, refuses and joins."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.patterns.__main__ import chosen, main, numbers
from tests.patterns.results import read
from tests.patterns.statements import ALL


def test_words_choose_by_name_and_by_group() -> None:
    assert [one.name for one in chosen("bell has")] == ["the bell has a reason"]
    assert {one.group for one in chosen("capital is scarce, a day tells")} == {"Capital is scarce", "A day tells"}
    assert chosen("") == list(ALL)


def test_seeds_are_written_with_both_ends() -> None:
    assert numbers("901:903") == [901, 902, 903]
    assert numbers("7") == [7]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--only", "no such words"], "no statement and no group has these words"),
        (["--seeds", "1-200"], "'1-200' is no span of numbers; write 1:200"),
        (["--draws", "5:1"], "'5:1' is no span of numbers"),
        (["--known", "no/such/file"], "no/such/file cannot be read"),
        (["--known", __file__], "is not a file that --details wrote"),
        (["--columns", "memroy"], "no column is called 'memroy'; columns are baseline, influence"),
    ],
)
def test_bad_input_is_refused(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


def test_parts_are_kept_and_only_the_rest_is_held(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, both = tmp_path / "first", tmp_path / "both"
    same = ["--only", "seconds a row", "--seeds", "1:2", "--jobs", "1"]
    main([*same, "--columns", "baseline", "--details", str(first)])
    main([*same, "--columns", "baseline,clock", "--known", str(first), "--details", str(both)])
    told = capsys.readouterr()
    assert "baseline: known after" in told.err
    assert told.err.count("known after") == 2
    assert "seconds a row under clock" in told.out
    parts = read(first.read_text(encoding="utf-8")), read(both.read_text(encoding="utf-8"))
    assert list(parts[0].found) == ["baseline"]
    assert list(parts[1].found) == ["baseline", "clock"]
    assert parts[1].found["baseline"] == parts[0].found["baseline"]
    assert not list(tmp_path.glob("README*"))
