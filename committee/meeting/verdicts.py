"""The invite meeting: the same room, before anybody has met an applicant.

It decides whom to invite to an interview. Its calls have the same four steps, by thresholds of its own: whatever would
be the top or the middle of a rank list is an invitation, low is a place on hold, and below that there is no interview.
So talk, capital and the call work as ever. Three things differ: the thresholds, that nobody has interviewed, and that
what interviews leave in a file is not there yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from committee.applicants.applicant import Applicant
from committee.terms import Tier, Verdicts

if TYPE_CHECKING:
    from committee.meeting.rules import MeetingRules

FROM_INTERVIEWS: Final[Mapping[str, Any]] = {"interview_score": None, "impression": (), "value": ()}
"""The columns that interviews fill, each with what stands there before them."""


def under_verdicts(rules: MeetingRules) -> MeetingRules:
    """The same rules as the meeting's verdicts want them."""
    if rules.verdicts is Verdicts.RANK:
        return rules
    invite, hold = rules.call.invite[Tier.INVITE], rules.call.invite[Tier.HOLD]
    steps = {str(Tier.TOP): invite, str(Tier.MID): invite, str(Tier.LOW): hold}
    return replace(rules, room=replace(rules.room, interviewers=0), call=replace(rules.call, tiers=steps))


def before_interviews(applicant: Applicant) -> Applicant:
    """The applicant as the file stands before anybody has met them."""
    return replace(applicant, **FROM_INTERVIEWS)
