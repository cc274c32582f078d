"""How a workshop begins, and how it goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from committee.errors import UsageRefused
from viz.workshop.guarding import digest
from viz.workshop.journal import Journal, read_entries
from viz.workshop.opening import begin, forget, go_on, journals, port_of, unfinished, with_another_link
from viz.workshop.room import Stand, entry, step_entry

JOINED = entry("joined", client="anna-0123456789abcdef", animal="Red Fox")


def test_a_new_workshop_writes_a_new_file_and_keeps_no_secret_in_it(tmp_path: Path) -> None:
    opened = [begin(tmp_path, "mine", "digest", 8765) for _ in range(3)]
    assert [path.name for path in journals(tmp_path, "mine")] == [
        f"mine{number}.workshop.jsonl" for number in ("", "-2", "-3")
    ]
    assert len({one.room.code for one in opened}) == 3
    for one in opened:
        assert one.link not in one.journal.path.read_text()
        assert one.room.links == {digest(one.link)}
        assert port_of(one.journal.path) == 8765
        one.journal.close()


def test_a_second_link_is_one_of_its_own(tmp_path: Path) -> None:
    first = begin(tmp_path, "mine", "digest", 8765)
    both, second = with_another_link(first)
    assert both.room.links == {digest(first.link), digest(second)}
    assert both.room.first_link == digest(first.link)
    first.journal.close()
    again = go_on(first.journal.path, "digest")
    again.journal.close()
    assert again.room.links > both.room.links


def test_files_of_other_sessions_are_none_of_ours(tmp_path: Path) -> None:
    for name in ("mine-x", "mine-1", "mine-02x", "yours", "mine-twenty"):
        (tmp_path / f"{name}.workshop.jsonl").touch()
    assert journals(tmp_path, "mine") == []


def test_it_goes_on_where_it_was_with_one_more_host_link(tmp_path: Path) -> None:
    first = begin(tmp_path, "mine", "digest", 8765)
    first.journal.append([JOINED, step_entry(Stand(index=3, phase="open"))])
    first.journal.close()
    again = go_on(first.journal.path, "digest")
    again.journal.close()
    assert again.room.stand == Stand(index=3, phase="open")
    assert again.room.links == {digest(first.link), digest(again.link)}
    assert again.room.code == first.room.code


@pytest.mark.parametrize(
    ("entries", "session", "why"),
    [
        ([], "other", "has been changed since"),
        ([{"event": "?"}], "digest", "entry"),
    ],
)
def test_what_cannot_go_on_says_why(tmp_path: Path, entries: list[dict[str, object]], session: str, why: str) -> None:
    first = begin(tmp_path, "mine", "digest", 8765)
    first.journal.append(entries)
    first.journal.close()
    with pytest.raises(UsageRefused, match=why):
        go_on(first.journal.path, session)
    Journal(first.journal.path).close()  # nobody holds it any longer


def test_one_that_is_over_stays_over(tmp_path: Path) -> None:
    first = begin(tmp_path, "mine", "digest", 8765)
    first.journal.append([entry("ended")])
    first.journal.close()
    again = go_on(first.journal.path, "digest")
    again.journal.close()
    assert again.room.ended


def test_a_workshop_that_people_are_in_is_not_begun_anew_by_accident(tmp_path: Path) -> None:
    first = begin(tmp_path, "mine", "digest", 8765)
    assert unfinished(tmp_path, "mine") is None
    first.journal.append([JOINED])
    assert unfinished(tmp_path, "mine") == first.journal.path
    first.journal.append([entry("ended")])
    assert unfinished(tmp_path, "mine") is None
    first.journal.close()


def test_votes_are_deleted_with_one_call_but_not_while_people_vote(tmp_path: Path) -> None:
    first = begin(tmp_path, "mine", "digest", 8765)
    with pytest.raises(UsageRefused, match="another workshop is using it"):
        forget(tmp_path, "mine")
    assert read_entries(first.journal.path)
    first.journal.close()
    begin(tmp_path, "mine", "digest", 8765).journal.close()
    begin(tmp_path, "other", "digest", 8765).journal.close()
    acts = tmp_path / "seat-7" / "acts.jsonl"
    acts.parent.mkdir()
    acts.write_text("{}\n")
    assert len(forget(tmp_path, "mine")) == 2
    assert acts.exists()  # they may be those of the other workshop
    assert forget(tmp_path, "other")[1:] == [acts.parent]
    assert not acts.parent.exists()
    assert journals(tmp_path, "mine") == []
