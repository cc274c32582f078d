"""Who had the floor, in seconds and shares. Reading a row aloud is not a turn and does not count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from committee.arithmetic import total
from committee.recording import Recording
from committee.terms import Act, Role


def airtime(recording: Recording) -> Mapping[str, float]:
    """The seconds that each member spoke, without announcements, in the order of the header; 0 if they never did."""
    seconds = dict.fromkeys(recording.members, 0.0)
    for row in recording.rows:
        for utterance in row.utterances:
            if utterance.act is not Act.ANNOUNCE:
                seconds[utterance.member] += utterance.end_s - utterance.start_s
    return seconds


def shares(recording: Recording) -> Mapping[str, float]:
    """Each member's share of all airtime, 0 to 1; all 0 if nobody spoke."""
    seconds = airtime(recording)
    whole = total(seconds.values())
    return {member: own / whole if whole else 0.0 for member, own in seconds.items()}


def gini(values: Iterable[float]) -> float:
    """How unequal ``values`` (none below 0) are: 0 if all are equal, (n - 1) / n if one has everything."""
    ordered = sorted(values)
    whole, weighted = total(ordered), 0.0
    for rank, value in enumerate(ordered, start=1):
        weighted += (2 * rank - len(ordered) - 1) * value
    return weighted / (len(ordered) * whole) if whole else 0.0


def airtime_gini(recording: Recording) -> float:
    """How unequally the members spoke (:func:`gini`)."""
    return gini(airtime(recording).values())


def chair_ratio(recording: Recording) -> float:
    """The director's airtime divided by the mean of all members'; 0 if nobody spoke."""
    share = shares(recording)
    chairs = [each for member, each in share.items() if recording.members[member].role is Role.DIRECTOR]
    return total(chairs) * len(share)


def top_share(recording: Recording, members: int = 3) -> float:
    """The share of all airtime of the ``members`` who spoke longest."""
    return total(sorted(shares(recording).values(), reverse=True)[:members])
