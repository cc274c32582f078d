"""What a member can do with a turn: one table, by act.

The roles say who may do it (:mod:`committee.members.roles`), and the scenario says how many words it takes
(``meeting.speech.words``). This table says what it does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from committee.terms import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRule:
    """When an act is possible, what it costs and what it does."""

    when: str
    """When it is possible, in words for the manual."""
    costs: str
    """What it costs, in words for the manual."""
    content: bool = False
    """Whether it passes its point to those who listen."""
    answers: bool = False
    """Whether it takes away from open concerns."""
    pulls: bool = False
    """Whether it moves others toward the speaker without new content."""
    objects: bool = False
    """Whether it opens a concern."""


_NOTHING: Final = "its seconds"

ACTS: Final[Mapping[Act, ActRule]] = {
    Act.ANNOUNCE: ActRule(when="the row opens", costs=_NOTHING),
    Act.IMPRESSION: ActRule(
        when="right after the announcement, by a member who interviewed the applicant",
        costs=_NOTHING,
        content=True,
        pulls=True,
    ),
    Act.ASK: ActRule(when="the asker has not read the file, and somebody can answer", costs=_NOTHING),
    Act.ANSWER: ActRule(when="the member was asked", costs=_NOTHING, content=True, answers=True),
    Act.CONCERN: ActRule(
        when="the member knows a point against that nobody has said", costs=_NOTHING, content=True, objects=True
    ),
    Act.RECALL: ActRule(
        when="a ghost against the row is loud enough, or a good one answers it",
        costs=_NOTHING,
        content=True,
        objects=True,
    ),
    Act.VOUCH: ActRule(when="the member knows a point in favor that nobody has said", costs=_NOTHING, content=True),
    Act.ADVOCATE: ActRule(
        when="the member holds the advocate's point", costs="often a stake", content=True, answers=True
    ),
    Act.REFRAME: ActRule(
        when="a concern is open and the member has proof that answers it, said before or not",
        costs=_NOTHING,
        content=True,
        answers=True,
    ),
    Act.COUNTER: ActRule(
        when="somebody spoke against and the member knows a point in favor", costs=_NOTHING, content=True, answers=True
    ),
    Act.CHALLENGE: ActRule(when="the member disagrees with the last speaker", costs=_NOTHING, pulls=True),
    Act.AGREE: ActRule(when="the member is close to the last speaker", costs=_NOTHING, pulls=True),
    Act.WAIT: ActRule(when="the member pays for the row to go on and has no new point", costs="a stake"),
    Act.PROPOSE: ActRule(
        when="the member sees the row in another tier than the room has shown",
        costs=_NOTHING,
        pulls=True,
    ),
    Act.CONCEDE: ActRule(
        when="talk has moved the member across to the other side of the row",
        costs=_NOTHING,
        content=True,
        answers=True,
        objects=True,
    ),
    Act.MOVE_ON: ActRule(when="the director thinks that the row has taken enough time", costs=_NOTHING),
    Act.CALL: ActRule(when="the row ends", costs=_NOTHING),
    Act.VETO: ActRule(when="the row ends and the director refuses it", costs=_NOTHING, objects=True),
    Act.REOPEN: ActRule(when="somebody speaks after the director moved on", costs=_NOTHING, content=True),
}
