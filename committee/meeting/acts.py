"""What one can do with a turn: one table, by act.

Who may do it stands with the roles (:mod:`committee.members.roles`), how many words it takes in the scenario
(``meeting.speech.words``). Here stands what it does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from committee.terms import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRule:
    """When an act is possible, what it costs and what it does.

    ``content``: it passes its point to those who listen. ``answers``: it takes away from open concerns. ``pulls``: it
    moves others toward the speaker without new content. ``objects``: it opens a concern. ``when`` and
    ``costs`` are for readers and for the manual.
    """

    when: str
    costs: str
    content: bool = False
    answers: bool = False
    pulls: bool = False
    objects: bool = False


_NOTHING: Final = "its seconds"

ACTS: Final[Mapping[Act, ActRule]] = {
    Act.ANNOUNCE: ActRule(when="the row opens", costs=_NOTHING),
    Act.IMPRESSION: ActRule(
        when="right after the announcement, by one who interviewed", costs=_NOTHING, content=True, pulls=True
    ),
    Act.ASK: ActRule(when="a flag stands there unexplained and the asker has not read the file", costs=_NOTHING),
    Act.ANSWER: ActRule(when="one was asked", costs=_NOTHING, content=True, answers=True),
    Act.CONCERN: ActRule(
        when="one knows a point against that nobody has said", costs=_NOTHING, content=True, objects=True
    ),
    Act.RECALL: ActRule(when="a ghost against the row is loud enough", costs=_NOTHING, content=True, objects=True),
    Act.VOUCH: ActRule(when="one knows a point in favor that nobody has said", costs=_NOTHING, content=True),
    Act.ADVOCATE: ActRule(when="one holds the advocate's point", costs="often a stake", content=True, answers=True),
    Act.REFRAME: ActRule(
        when="a concern is open and one knows proof that answers it", costs=_NOTHING, content=True, answers=True
    ),
    Act.COUNTER: ActRule(
        when="somebody spoke against and one knows a point in favor", costs=_NOTHING, content=True, answers=True
    ),
    Act.CHALLENGE: ActRule(when="one stands far from the last speaker", costs=_NOTHING, pulls=True),
    Act.AGREE: ActRule(when="one stands close to the last speaker", costs=_NOTHING, pulls=True),
    Act.WAIT: ActRule(when="one pays for the row to go on and has no new point", costs="a stake"),
    Act.MOVE_ON: ActRule(when="the director finds that time goes by", costs=_NOTHING),
    Act.CALL: ActRule(when="the row ends", costs=_NOTHING),
    Act.VETO: ActRule(when="the row ends and the director will not have it", costs=_NOTHING, objects=True),
    Act.REOPEN: ActRule(when="the director moved on and somebody speaks all the same", costs=_NOTHING, content=True),
}
