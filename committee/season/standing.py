"""How programs stand as a year begins: what their people have in mind, their quiet bars, the rules of their rooms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from msgspec import Struct, structs

from committee.chance import Gate
from committee.meeting.rules import MeetingRules
from committee.pipeline.applying import Offers, posted_policy
from committee.pipeline.bars import bars_from
from committee.pipeline.desk import Ghosts, ghosts_at
from committee.pipeline.drift import Leanings, fears, fears_of, leanings, moved_by, policy_of, unmoved
from committee.pipeline.filters import Bars
from committee.pipeline.learned import points_of, posture_of
from committee.pipeline.lived import Lived
from committee.pipeline.living import Time
from committee.pipeline.policies import barred_shares
from committee.season.market import Market, Program
from committee.season.state import State
from committee.terms import Visa, VisaPolicy

VISA_RULES = ("h1b", "j1")
"""Rules that are about visas: a switch of their own takes their drift out."""


class Standing(Struct, frozen=True, kw_only=True):
    """One program as a year begins."""

    program: Program
    """The program."""
    lived: Lived
    """What it has lived through."""
    leanings: Leanings
    """What its deciders have in mind, by trait."""
    fears: dict[str, float]
    """By quiet rule, how much more it fears what the rule stops than when the season began."""
    ghosts: Ghosts
    """By kind and worry, what counts of it at the desk."""
    rank: MeetingRules
    """The rules of its rank meeting, memories among them."""
    invite: MeetingRules
    """The rules of its invite meeting."""


def standings(market: Market, state: State, time: Time) -> list[Standing]:
    """Every program, by number."""
    return [_standing(market, *each, time) for each in zip(market.programs, state.lives, strict=True)]


def _standing(market: Market, program: Program, lived: Lived, time: Time) -> Standing:
    season = market.scenario.season
    remembers = program.rank.switches.memory
    now = leanings(lived, time.year, season.drift, program.rank.memory) if remembers else unmoved(lived)
    feared = _switched(fears(lived, now, season.drift, scarcity=season.switches.scarcity), market)
    barred = _barred(market, program, time.year)
    rank, invite = (
        _under(replace(_rules(each, program, lived, (now, feared), market), year=time.year), barred)
        for each in (program.rank, program.invite)
    )
    return Standing(
        program=program,
        lived=lived,
        leanings=now,
        fears=feared,
        ghosts=(
            ghosts_at(lived, time.year, season.drift, program.rank.memory)
            if remembers and season.switches.room
            else lived.haunted
        ),
        rank=rank,
        invite=invite,
    )


def _barred(market: Market, program: Program, year: int) -> dict[str, VisaPolicy]:
    """The visas from which a policy from outside keeps the program, as its rooms then see them."""
    draw = market.draws.visas[program.number]
    shares = barred_shares(market.scenario.season.policies, year)
    return {visa: VisaPolicy.BARRED for visa, share in shares.items() if draw < share}


def _under(rules: MeetingRules, barred: Mapping[str, VisaPolicy]) -> MeetingRules:
    """The rules of a meeting under policies from outside."""
    hires = rules.program
    return replace(rules, program=replace(hires, j1=barred.get(Visa.J1, hires.j1), h1b=barred.get(Visa.H1B, hires.h1b)))


def _switched(feared: dict[str, float], market: Market) -> dict[str, float]:
    """The fears that are switched on."""
    on = market.scenario.season.switches
    return {rule: fear if (on.visa if rule in VISA_RULES else on.filters) else 0.0 for rule, fear in feared.items()}


def _rules(
    base: MeetingRules, program: Program, lived: Lived, mind: tuple[Leanings, dict[str, float]], market: Market
) -> MeetingRules:
    """The rules of a meeting, with what the program has lived through in them."""
    now, feared = mind
    drift = market.scenario.season.drift
    j1, h1b = program.policy
    hires = replace(
        base.program,
        j1=policy_of(base.program.j1, feared["j1"], j1, drift),
        h1b=policy_of(base.program.h1b, feared["h1b"], h1b, drift),
    )
    if not (base.switches.memory and market.scenario.season.switches.room):
        return replace(base, program=hires, episodes=program.past)
    hires = replace(hires, posture=posture_of(base.program.posture, lived, now, drift))
    return replace(base, program=hires, points=points_of(base.points, lived, drift), episodes=lived.episodes)


def bars_of(market: Market, standing: Sequence[Standing], year: int) -> Bars:
    """Where the quiet filters of all programs stand in a calendar year."""
    season = market.scenario.season
    shares = moved_by(market.shares, fears_of([each.fears for each in standing]), season.drift)
    barred = {
        visa: np.maximum(getattr(shares, visa), share) for visa, share in barred_shares(season.policies, year).items()
    }
    return bars_from(structs.replace(shares, **barred), market.draws)


def offers_of(market: Market, state: State, bars: Bars, time: Time) -> Offers:
    """What applicants can see of the programs."""
    season = market.scenario.season
    seen = [
        sum(imgs for imgs, _ in classes) / max(1, sum(size for _, size in classes)) if classes else before
        for classes, before in zip(state.classes, market.img_share.tolist(), strict=True)
    ]
    share = np.array(seen, dtype=np.float64)
    h1b, j1 = posted_policy(bars.h1b, bars.j1, season.apply, time.at(Gate.SCREEN))
    return Offers(
        kind_appeal=market.appeal,
        img_share=share if season.switches.roster_reading else np.zeros_like(share),
        posted_h1b=h1b,
        posted_j1=j1,
    )
