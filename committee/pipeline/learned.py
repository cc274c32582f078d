"""What a program learns of a kind by working with it: what is easy to see counts less, what work shows counts more.

Employers begin with what they can see of a group and learn from what they see at work (Altonji and Pierret 2001). Here
experience is with whom the deciders have worked since the season began. It takes the scrutiny of a kind toward that of
anybody. It gives weight to what only working together shows: a rotation here, a letter by somebody known, value on the
ward. It takes weight from scores and class standing by the same factor. Whoever leaves takes their experience along.
Experience is with the residents that come, so a program that takes nobody of a kind learns nothing of it, and keeps its
posture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from msgspec import structs

from committee.applicants.point import PointRules
from committee.applicants.posture import Posture
from committee.arithmetic import total
from committee.pipeline.drift import DriftRules, Leanings, deciders
from committee.pipeline.lived import Lived
from committee.pipeline.remembering import RememberRules
from committee.pipeline.residency import Resident
from committee.terms import Kind

_STEPS = 20
"""Steps from knowing nothing to knowing all there is to learn. An assumption: a step adds a fortieth to what a rotation
counts, which nobody in a room would notice."""

_SCRUTINY_MOST = 10.0
"""The end of the range of :attr:`Posture.amplify`."""


def worked_with(lived: Lived, entered: Sequence[Resident], rules: RememberRules) -> Lived:
    """The program after a class has come: each member works with as many of each kind as their role usually does."""
    counts = Counter(resident.kind.value for resident in entered)
    if not counts:
        return lived
    seen = {}
    for seated in lived.seats:
        member = dict(lived.seen.get(seated.spec.id, {}))
        for kind, count in counts.items():
            member[kind] = member.get(kind, 0.0) + rules.worked[seated.role] * count
        seen[seated.spec.id] = member
    return structs.replace(lived, seen=seen)


def experience(lived: Lived, kind: Kind, rules: DriftRules) -> float:
    """With how many residents of a kind the deciders have worked, at least 0: their mean, weighted by role."""
    return total(share * lived.seen.get(member, {}).get(kind.value, 0.0) for member, share in deciders(lived, rules))


def learned(seen: float, rules: DriftRules) -> float:
    """How much of what there is to learn a program knows after ``seen`` residents, in [0, 1)."""
    return seen / (rules.experience + seen)


def posture_of(base: Mapping[Kind, Posture], lived: Lived, now: Leanings, rules: DriftRules) -> dict[Kind, Posture]:
    """How closely the room looks at each kind: nearer to anybody with experience, closer with fear of the kind."""
    found = {}
    for kind, posture in base.items():
        left = 1.0 - learned(experience(lived, kind, rules), rules)
        fear = lived.opening.get(kind.value, 0.0) - now[kind.value]
        amplify = 1.0 + (posture.amplify - 1.0) * left + rules.scrutiny * fear
        found[kind] = replace(posture, amplify=max(0.0, min(amplify, _SCRUTINY_MOST)), shift=posture.shift * left)
    return found


def points_of(base: PointRules, lived: Lived, rules: DriftRules) -> PointRules:
    """What cells count in the room, after experience with residents of any kind.

    What only working together shows counts more, and what merits of scores and class standing say counts less by the
    same factor. Worries do not change. It counts in steps, so that programs of like experience read cells alike.
    """
    seen = total(experience(lived, kind, rules) for kind in Kind)
    times = 1.0 + rules.together * round(learned(seen, rules) * _STEPS) / _STEPS
    return replace(
        base,
        rotated_here=base.rotated_here * times,
        rotated_here_per_month=base.rotated_here_per_month * times,
        letter_known=base.letter_known * times,
        value={word: size * times for word, size in base.value.items()},
        step1_per_point=base.step1_per_point / times,
        step1_most=base.step1_most / times,
        step2_merit_per_point=base.step2_merit_per_point / times,
        step2_merit_most=base.step2_merit_most / times,
        class_quartile={quartile: size / times for quartile, size in base.class_quartile.items()},
    )
