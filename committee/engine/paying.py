"""Who pays for the next turn, and what for: as ``meeting/paying.py``."""

from __future__ import annotations

from typing import Any

from committee.engine.floor import act_for, best_favor
from committee.engine.formulas import within_cap
from committee.engine.jit import compiled
from committee.engine.timing import fits, seconds_now
from committee.engine.wish import clear, may, threshold, tier_of
from committee.engine.words import DIRECTOR, DNR, LOW, MID, NOTHING, REOPEN, VOUCH, WAIT


@compiled
def find_buyer(now: Any, row: Any, room: Any, rules: Any, address: Any) -> bool:
    """Whether anybody pays for the next turn; ``now.paid`` is their wish: as ``paying.buyer``."""
    if not (row.flags or row.borderline):
        return False
    if row.advocate != NOTHING and _sponsor_buys(now, row, room, rules, address, row.advocate):
        return True
    return _volunteer_buys(now, row, room, rules)


@compiled
def stake(now: Any, rules: Any, wish: Any) -> None:
    """As ``paying.stake``."""
    member = wish.member
    now.units[member] += wish.stake
    now.turns[member] += 1
    now.asks[member] = _asks(now, rules, member)
    if now.first_payer == NOTHING:
        now.first_payer = member


@compiled
def _sponsor_buys(now: Any, row: Any, room: Any, rules: Any, address: Any, sponsor: int) -> bool:
    """As ``paying._sponsor_buys``."""
    capital = rules.capital
    units = capital.stake_strong if row.strong else capital.stake_mild
    turns = capital.turns_strong if row.strong else capital.turns_mild
    if now.turns[sponsor] >= turns or not _worth_a_stake(now, rules, sponsor):
        return False
    open_worry = now.concerns > 0
    if _settled_for(now, rules, sponsor):
        return False
    if not (open_worry or _about_to_pass(now, row, room, rules, address)):
        return False
    if not row.strong and _has_the_floor(now, room, rules, sponsor):
        return False
    if not open_worry and not _can_spare(now, row, rules, sponsor, units):
        return False
    if not _can_stake(now, rules, sponsor, units):
        if not _affords(now, sponsor, units):
            now.short[sponsor] = 1
        return False
    return _buy(now, row, room, rules, sponsor, units, best_favor(now, row, room, sponsor))


@compiled
def _has_the_floor(now: Any, room: Any, rules: Any, sponsor: int) -> bool:
    """As ``paying._has_the_floor``."""
    return now.wish[sponsor].bid >= rules.floor.threshold and strongest(now, room) == sponsor


@compiled
def strongest(now: Any, room: Any) -> int:
    """As ``wish.strongest``."""
    best = 0
    for member in range(room.size):
        if now.wish[member].bid > now.wish[best].bid:
            best = member
    return best


@compiled
def _volunteer_buys(now: Any, row: Any, room: Any, rules: Any) -> bool:
    """As ``paying._volunteer_buys``."""
    best = NOTHING
    furthest = rules.capital.own_gap
    for member in range(room.size):
        gap = now.stance[member] - now.shown_mean
        if gap > furthest and now.kept[member] >= 0 and _may_volunteer(now, row, room, rules, member):
            best, furthest = member, gap
    if best == NOTHING:
        return False
    return _buy(now, row, room, rules, best, rules.capital.stake_strong, best_favor(now, row, room, best))


@compiled
def _may_volunteer(now: Any, row: Any, room: Any, rules: Any, member: int) -> bool:
    """As ``paying.may_volunteer``."""
    if not room.votes[member] or member == row.advocate or now.first_payer != NOTHING:
        return False
    if not now.stance[member] > rules.capital.own_stance:
        return False
    if not _can_spare(now, row, rules, member, rules.capital.stake_strong):
        return False
    return best_favor(now, row, room, member) != NOTHING


@compiled
def _buy(now: Any, row: Any, room: Any, rules: Any, member: int, units: float, point: int) -> bool:
    """As ``paying._bought``."""
    act = WAIT if point == NOTHING else act_for(now, row, point)
    if room.role[member] == DIRECTOR and act == REOPEN:
        act = VOUCH
    if not may(room, member, act):
        act, point = WAIT, NOTHING
    if not may(room, member, act):
        return False
    clear(now.paid, member, 0.0, act, point)
    now.paid.stake = units
    now.paid.tier = _asks(now, rules, member)
    return True


# ---------------------------------------------------------------- may they, and would they


@compiled
def _affords(now: Any, member: int, units: float) -> bool:
    """As ``paying.affords``."""
    return now.balance[member] - now.units[member] >= units


@compiled
def _can_stake(now: Any, rules: Any, member: int, units: float) -> bool:
    """As ``paying.can_stake``."""
    return _affords(now, member, units) and within_cap(now.units[member] + units, rules.practices)


@compiled
def _can_spare(now: Any, row: Any, rules: Any, member: int, units: float) -> bool:
    """As ``paying.can_spare``."""
    return _can_stake(now, rules, member, units) and _affords(now, member, units + row.reserved[member])


@compiled
def _worth_a_stake(now: Any, rules: Any, member: int) -> bool:
    """As ``paying.worth_a_stake``."""
    stance = now.stance[member]
    return stance >= rules.call.tiers[MID] or stance > now.shown_mean


@compiled
def _about_to_pass(now: Any, row: Any, room: Any, rules: Any, address: Any) -> bool:
    """As ``paying.about_to_pass``."""
    best = now.wish[strongest(now, room)]
    if best.bid < threshold(now, rules):
        return True
    return not fits(now, rules, 2.0 * seconds_now(now, row, room, rules, address, best))


@compiled
def _settled_for(now: Any, rules: Any, member: int) -> bool:
    """As ``paying.settled_for``."""
    return now.concerns == 0 and now.shown_mean >= rules.call.tiers[_hoped_for(now, rules, member)]


# ---------------------------------------------------------------- what for


@compiled
def _asks(now: Any, rules: Any, member: int) -> int:
    """As ``paying.asks``."""
    return _ask_of(now, rules, member) if now.asks[member] == NOTHING else now.asks[member]


@compiled
def _ask_of(now: Any, rules: Any, member: int) -> int:
    """As ``paying.ask_of``."""
    others = (now.shown - now.voiced[member]) / (now.shown_weight - now.spoken[member])
    return max(_ranked_tier(rules, now.stance[member]), _ranked_tier(rules, others))


@compiled
def _hoped_for(now: Any, rules: Any, member: int) -> int:
    """As ``paying.hoped_for``."""
    return max(_ranked_tier(rules, now.stance[member]), _ranked_tier(rules, now.shown_mean) - 1)


@compiled
def _ranked_tier(rules: Any, stance: float) -> int:
    """As ``paying._ranked_place``: tiers are places, the best first."""
    tier = tier_of(stance, rules)
    return LOW if tier == DNR else tier
