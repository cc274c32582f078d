"""What is counted of a meeting that compiled code has held: the same tally as of its recording."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from committee.arithmetic import total
from committee.engine.driver import Driver, Held
from committee.engine.rows import Rows
from committee.events import real, reals
from committee.measures.outcomes import JOINT
from committee.measures.tally import Tally
from committee.meeting.fingerprint import fingerprint
from committee.program.composite import label
from committee.recording.spoken import ended
from committee.terms import EndedBy, Role, Verdicts

_STEPS: Final = Verdicts.RANK.tiers
_ENDED: Final = list(EndedBy)


def tally_of(driver: Driver, held: Held, about: Rows) -> Tally:
    """What is counted of a meeting about these rows."""
    sample, moved = driver.sample, len(held.moves)
    ids = [member.spec.id for member in sample.members]
    unit = real(sample.rules.capital.stake_strong)
    staked, returned, lost = held.capital
    rows = _columns(driver, held, about)
    return Tally(
        seed=held.chance.seed,
        seats=int(sample.rules.program.seats),
        rows=rows,
        minutes=real(held.minutes),
        airtime=dict(zip(ids, held.airtime.tolist(), strict=True)),
        chair=next(member.spec.id for member in sample.members if member.role is Role.DIRECTOR),
        spent=total([staked, *[unit] * moved]),
        returned=returned,
        lost=lost,
        ghosts_spoken=held.named_aloud,
        unheard=sum(mask.bit_count() for mask in _masks(held)),
    )


def _masks(held: Held) -> list[int]:
    """By row, the points that nobody said, one bit a point."""
    masks: list[int] = held.ends["unheard"].view(np.uint64).tolist()
    return masks


def _columns(driver: Driver, held: Held, about: Rows) -> dict[str, list[Any]]:
    rules, ends = driver.sample.rules, held.ends
    called = [str(rules.verdicts.said(step)) for step in _STEPS]
    said = driver.cells.said(held.cells)
    before, after = _stances(driver, held.before), _stances(driver, held.after)
    scores = held.cells["pre_score"].tolist()
    reasons = zip(
        ends["ended_by"].tolist(), (ends["because"] >= 0).tolist(), (ends["vetoed"] > 0).tolist(), strict=True
    )
    return {
        "id": list(about.ids),
        "name": list(about.called()),
        "kind": list(about.kinds),
        "flags": [JOINT.join(row.flags) for row in said],
        "label": [str(label(score, rules.composite)) for score in scores],
        "pre_score": reals(scores),
        "tier": [called[tier] for tier in held.tiers.tolist()],
        "position": _positions(held),
        "call": held.calls.tolist(),
        "stance_before": before[0],
        "stance_after": after[0],
        "spread_before": before[1],
        "spread_after": after[1],
        "seconds": reals(ends["seconds"].tolist()),
        "utterances": ends["utterances"].tolist(),
        "ended_by": [str(_ENDED[how]) for how in ends["ended_by"].tolist()],
        "sponsor": _sponsors(driver, held),
        "capital_spent": _spent(driver, held),
        "ghosts": _ghosts(driver, held),
        "unheard": [JOINT.join(row.ids_of(mask)) for row, mask in zip(said, _masks(held), strict=True)],
        "factors": (ends["factors"] / 10000.0).tolist(),
        "ended": [ended(_ENDED[how], reasoned=reasoned, vetoed=vetoed) for how, reasoned, vetoed in reasons],
        "promise": [None if promise is None else real(promise) for promise in about.promises],
    }


def _positions(held: Held) -> list[int | None]:
    positions: list[int | None] = [None] * len(held.ends)
    for at, row in enumerate(held.listed.tolist(), start=1):
        positions[row] = at
    return positions


def _stances(driver: Driver, stances: Any) -> tuple[list[float], list[float]]:
    """By row, mean and spread of the voters' stances, as :mod:`committee.measures.rooms` works them out of events.

    Voters are added up one after the other, each for all rows at once: sums come out as those of ``total``.
    """
    voting = [index for index, member in enumerate(driver.sample.members) if member.role.votes]
    own = _rounded(stances[:, voting]).T
    middle = _added(own) / len(own)
    apart = own - middle
    spread = np.sqrt(_added(apart * apart) / len(own))
    return _rounded(middle).tolist(), _rounded(spread).tolist()


def _rounded(values: Any) -> Any:
    """As :func:`committee.events.reals`; adding 0 makes minus zero zero."""
    return np.trunc(values * 10000.0 + np.where(values >= 0.0, 0.5, -0.5)) / 10000.0 + 0.0


def _added(values: Any) -> Any:
    """The sums over the first axis, as :func:`committee.arithmetic.total`. numpy's own may add up in pairs."""
    running = np.zeros(values.shape[1])
    for value in values:
        running += value
    return running


def _sponsors(driver: Driver, held: Held) -> list[str]:
    ids = [member.spec.id for member in driver.sample.members]
    return [ids[sponsor] if sponsor >= 0 else "" for sponsor in held.ends["sponsor"].tolist()]


def _spent(driver: Driver, held: Held) -> list[float]:
    """By row, the units staked on it, those of the review included, added up as its events come."""
    spent: list[float] = held.ends["spent"].tolist()
    unit = real(driver.sample.rules.capital.stake_strong)
    for row in held.moves[:, 0].tolist():
        spent[row] += unit
    return reals(spent)


def _ghosts(driver: Driver, held: Held) -> list[str]:
    ids = [resident.id for resident in driver.residents]
    return [JOINT.join([ids[which] for which in row if which >= 0]) for row in held.ghosts.tolist()]


def digest_of(driver: Driver, held: Held, about: Rows) -> str:
    """The fingerprint of the final state, as ``Meeting.digest``."""
    rows = zip(about.ids, held.ends["call"].tolist(), held.after.tolist(), strict=True)
    place = {resident.id: number for number, resident in enumerate(driver.residents)}
    members = (
        (
            member.spec.id,
            held.balance[number],
            held.tired[number],
            {key: held.vivid[number, place[key]] for key in member.vividness},
        )
        for number, member in enumerate(driver.sample.members)
    )
    return fingerprint(rows, members, (about.ids[row] for row in held.listed.tolist()))
