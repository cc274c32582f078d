"""A room that has voted, for the tests of what is made of votes."""

from __future__ import annotations

from collections.abc import Mapping

from viz.workshop.room import Room, Vote
from viz.workshop.session import Session

PEOPLE = {
    f"c{number}": f"Blue {animal}" for number, animal in enumerate(["Fox", "Hare", "Otter", "Owl", "Seal", "Wren"])
}
"""By client, the animal that they are."""


def voted(choices: str) -> Mapping[str, Vote]:
    """The votes of the first people: a letter each, in the order of :data:`PEOPLE`; a dash did not vote."""
    words = {"t": "top", "m": "mid", "l": "low", "d": "dnr"}
    pairs = zip(PEOPLE, choices, strict=False)
    return {client: Vote(n=1, choice=words[letter]) for client, letter in pairs if letter in words}


def a_room(session: Session, before: str = "dlmmd-", after: str = "mlmmmm", *, revealed: bool = True) -> Room:
    """A room in which everybody voted the same way on every row, and everybody answered every item with its first
    choice before and its last choice after.
    """
    rounds = [f"{recording}:{row}" for recording, row in session.rounds]
    votes: dict[tuple[str, str], Mapping[str, Vote]] = {}
    for each in rounds:
        votes |= {(each, "before"): voted(before), (each, "after"): voted(after)}
    for item in session.items:
        answer = item.choices[0 if item.when == "pre" else -1]
        votes[item.id, item.when] = {client: Vote(n=1, choice=answer) for client in PEOPLE}
    return Room(animals=PEOPLE, votes=votes, revealed=frozenset(rounds if revealed else ()))
