"""Following a file that is still being written."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from viz.follow import Follower, whole_lines


@given(cuts=st.lists(st.integers(0, 20_000), max_size=12))
def test_however_a_file_arrives_its_rows_are_each_counted_once(tmp_path_factory, made_up, cuts):
    text = made_up(rows=4).encode()
    path = tmp_path_factory.mktemp("arriving") / "growing.jsonl"
    follower = Follower(path)
    follower.read()
    bounds = sorted({0, len(text), *(cut % len(text) for cut in cuts)})
    for start, end in itertools.pairwise(bounds):
        with path.open("ab") as stream:
            stream.write(text[start:end])
        follower.read()
    assert follower.rows == 4
    assert [row.row for row in follower.closed] == [1, 2, 3, 4]


def test_only_whole_lines_are_given_from_wherever_one_asks(tmp_path):
    path = tmp_path / "growing.jsonl"
    assert whole_lines(path, 0) == b""
    path.write_bytes(b"one\ntwo\nthr")
    assert whole_lines(path, 0) == b"one\ntwo\n"
    assert whole_lines(path, 4) == b"two\n"
    assert whole_lines(path, -5) == b"one\ntwo\n"
    assert whole_lines(path, 8) == b""
